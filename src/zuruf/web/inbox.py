"""Routes of the inbox: its lists, how many are in them, and full-text search (I1, I3)."""

from typing import Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from zuruf.domain import finding as words
from zuruf.domain.message import Message
from zuruf.domain.view import ConversationView
from zuruf.domain.visitor import Visitor
from zuruf.errors import Invalid
from zuruf.store import finding, inbox, messages, rosters, visitors
from zuruf.store.finding import Found
from zuruf.store.inbox import PAGE, Filter, Order, View
from zuruf.store.transaction import Reader
from zuruf.web.answers import json_response
from zuruf.web.auth import Asking, Principal, require_right
from zuruf.web.context import Context
from zuruf.web.numbers import Number, number
from zuruf.web.source import shown


def routes(context: Context) -> APIRouter:
    """Finding conversations (`access`)."""
    router = APIRouter(prefix="/api", tags=["Conversations"])
    _lists(router, context)
    _counts_and_search(router, context)
    return router


def _lists(router: APIRouter, context: Context) -> None:
    read = context.database.read

    @router.get("/conversations")
    async def get_conversations(
        who: Asking,
        view: str = "mine",
        state: Literal["open", "snoozed", "closed"] = "open",
        website: str = "",
        agent: str = "",
        group: str = "",
        tag: str = "",
        language: str = Query(default="", max_length=20),
        only: Literal["unread", "missed", ""] = "",
        order: Order = "newest",
        cursor: str = Query(default="", max_length=100),
    ) -> Response:
        kind, named = _view(view)
        wanted = Filter(
            view=kind,
            group_id=named or group,
            is_open=state != "closed",
            sleep="snoozed" if state == "snoozed" else "awake",
            website_id=website,
            agent_id=agent,
            tag_id=tag,
            language=language,
            only=only,
            order=order,
            now=context.now(),
            after=_position(cursor),
        )
        return json_response(await read(_page, who, wanted))


def _counts_and_search(router: APIRouter, context: Context) -> None:
    read = context.database.read

    @router.get("/counts")
    async def get_counts(who: Asking) -> dict[str, int | dict[str, int]]:
        return await read(_counts, who, context.now())

    @router.get("/search")
    async def get_search(who: Asking, q: str = "", before: Number | None = None) -> Response:
        return json_response(await read(_search, who, q, before, context.now()))


def _view(view: str) -> tuple[View, str]:
    """The kind of a list, and which group's it is."""
    match view.partition(":"):
        case ("mine" | "unassigned" | "all") as kind, "", "":
            return kind, ""
        case "group", ":", named if named:
            return "group", named
        case _:
            raise Invalid(
                "invalid_view", f"Expected mine, unassigned, all or group:ID as view, got {view[:60]!r}.", "view"
            )


def _position(cursor: str) -> tuple[int, int, str] | None:
    if not cursor:
        return None
    since, at, id_ = [*cursor.split(".", 2), "", ""][:3]
    place = number(since), number(at)
    if place[0] is None or place[1] is None or not id_:
        raise Invalid("invalid_cursor", "Expected the cursor of the page before.", "cursor")
    return place[0], place[1], id_


async def _page(reader: Reader, who: Principal, wanted: Filter) -> dict[str, object]:
    require_right(who, "access")
    roster = await rosters.load_roster(reader, who.workspace_id, wanted.now)
    found = await inbox.page(reader, who.agent, roster, wanted)
    items = await shown(reader, who.workspace_id, found[:PAGE])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return {"items": items, "next": ".".join(map(str, inbox.place_of(last))) if last else None}


async def _counts(reader: Reader, who: Principal, now: int) -> dict[str, int | dict[str, int]]:
    require_right(who, "access")
    roster = await rosters.load_roster(reader, who.workspace_id, now)
    counts: dict[str, int | dict[str, int]] = {
        view: await inbox.count(reader, who.agent, roster, Filter(view=view)) for view in ("mine", "unassigned", "all")
    }
    groups = {
        id_: await inbox.count(reader, who.agent, roster, Filter(view="group", group_id=id_)) for id_ in roster.groups
    }
    return {**counts, "groups": groups}


async def _search(reader: Reader, who: Principal, typed: str, before: int | None, now: int) -> dict[str, object]:
    """Whatever is typed is text; without a word in it nothing is found."""
    require_right(who, "access")
    query = words.query_of(typed)
    if query is None:
        return {"items": [], "next": None}
    roster = await rosters.load_roster(reader, who.workspace_id, now)
    found = await finding.page(reader, who.agent, roster, query, before)
    hits = found[: finding.PAGE]
    views = await _views(reader, who.workspace_id, hits)
    texts = await messages.some(reader, who.workspace_id, [hit.source_id for hit in hits if hit.kind == "message"])
    people = await visitors.many(reader, who.workspace_id, [hit.source_id for hit in hits if hit.kind == "visitor"])
    items = [
        _of_message(texts[hit.source_id], views[hit.conversation_id], query)
        if hit.kind == "message"
        else _of_visitor(people[hit.source_id], views[hit.conversation_id], query)
        for hit in hits
    ]
    return {"items": items, "next": hits[-1].number if len(found) > len(hits) else None}


async def _views(reader: Reader, workspace_id: str, hits: list[Found]) -> dict[str, ConversationView]:
    found = await inbox.some(reader, workspace_id, sorted({hit.conversation_id for hit in hits}))
    return {view.id: view for view in await shown(reader, workspace_id, found)}


def _of_message(message: Message, view: ConversationView, query: words.Query) -> dict[str, object]:
    return {
        "kind": "comment" if message.kind == "comment" else "message",
        "conversation": view,
        "message_id": message.id,
        "seq": message.first_seq,
        "at": message.at,
        "author": "" if message.kind == "visitor" else message.author,
        "is_visitors": message.kind == "visitor",
        "field": "",
        "parts": words.parts_of(message.text, query),
    }


def _of_visitor(visitor: Visitor, view: ConversationView, query: words.Query) -> dict[str, object]:
    """The first fact that holds a word that was looked for; a number typed without its spaces is in none."""
    facts = [(name, words.parts_of(text, query)) for name, text in words.words_of_visitor(visitor)]
    field, parts = next(
        (fact for fact in facts if any(part.is_hit for part in fact[1])),
        ("phone", words.parts_of(visitor.phone, query)),
    )
    return {
        "kind": "visitor",
        "conversation": view,
        "message_id": "",
        "seq": 0,
        "at": view.last_at,
        "author": "",
        "is_visitors": True,
        "field": field,
        "parts": parts,
    }
