"""Routes of conversations: the lists, one of them with its thread and its explanations, and what agents do with it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from zuruf.actions import askings, assignments
from zuruf.actions import conversations as actions
from zuruf.actions.askings import AnswerAsking, Ask
from zuruf.actions.assignments import ConversationCommand
from zuruf.actions.messages import ChangeMessage, SendAgentMessage, change_message, send_agent_message
from zuruf.domain.access import sees
from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.workspace import Roster
from zuruf.errors import Invalid, NotFound
from zuruf.store import alerts, conversations, history, inbox, rosters
from zuruf.store.history import Line
from zuruf.store.inbox import PAGE, Filter, View
from zuruf.store.transaction import Reader, Row
from zuruf.web.answers import Body, Done, done, json_response
from zuruf.web.auth import Asking, Change, Principal, require_right
from zuruf.web.context import Context
from zuruf.web.numbers import Number, number
from zuruf.web.source import shown
from zuruf.web.threads import assignments as assignments_page
from zuruf.web.threads import thread


class MessageBody(Body):
    """A reply or an internal comment; how long it may be the domain says."""

    text: str = Field(max_length=100_000)
    kind: Literal["reply", "comment"] = "reply"


class TextBody(Body):
    """The new text of a message."""

    text: str = Field(max_length=100_000)


class AskBody(Body):
    """Which colleague, why, and whether the asker leaves once it is accepted (A14)."""

    agent_id: str
    why: str = Field(max_length=5_000)
    then: Literal["stay", "leave"] = "stay"


class AnswerBody(Body):
    """Accept or decline."""

    accept: bool


def routes(context: Context) -> APIRouter:
    """Everything an agent does with conversations (`access`)."""
    router = APIRouter(prefix="/api", tags=["Conversations"])
    _reading(router, context)
    _writing(router, context)
    _asking(router, context)
    return router


def _reading(router: APIRouter, context: Context) -> None:
    read = context.database.read

    @router.get("/conversations")
    async def get_conversations(
        who: Asking,
        view: str = "mine",
        state: Literal["open", "closed"] = "open",
        website: str = "",
        agent: str = "",
        group: str = "",
        cursor: str = Query(default="", max_length=100),
    ) -> Response:
        wanted = _filter(view, is_open=state == "open", website=website, agent=agent, group=group, cursor=cursor)
        return json_response(await read(_page, who, wanted, context.now()))

    @router.get("/counts")
    async def get_counts(who: Asking) -> dict[str, int | dict[str, int]]:
        return await read(_counts, who, context.now())

    @router.get("/conversations/{conversation_id}")
    async def get_conversation(conversation_id: str, who: Asking) -> Response:
        return json_response(await read(_whole, who, conversation_id, context.now()))

    @router.get("/conversations/{conversation_id}/messages")
    async def get_messages(conversation_id: str, who: Asking, before: Number | None = None) -> Response:
        return json_response(await read(_older, who, conversation_id, before, context.now()))

    @router.get("/conversations/{conversation_id}/explanations")
    async def get_explanations(
        conversation_id: str, who: Asking, start: Annotated[Number | None, Query(alias="from")] = None
    ) -> Response:
        return await read(_explanations, who, conversation_id, start, context.now())

    @router.get("/conversations/{conversation_id}/assignments")
    async def get_assignments(conversation_id: str, who: Asking, before: Number | None = None) -> Response:
        return json_response(await read(_assignments, who, conversation_id, before, context.now()))


def _writing(router: APIRouter, context: Context) -> None:
    act = context.database.act

    @router.post("/conversations/{conversation_id}/messages", status_code=201)
    async def post_message(conversation_id: str, body: MessageBody, change: Change) -> Done:
        command = SendAgentMessage(**change.basis, conversation_id=conversation_id, text=body.text, kind=body.kind)
        return done(await act(command, send_agent_message))

    @router.patch("/messages/{message_id}")
    async def patch_message(message_id: str, body: TextBody, change: Change) -> Done:
        return done(await act(ChangeMessage(**change.basis, message_id=message_id, text=body.text), change_message))

    @router.delete("/messages/{message_id}")
    async def delete_message(message_id: str, change: Change) -> Done:
        return done(await act(ChangeMessage(**change.basis, message_id=message_id, text=None), change_message))

    @router.post("/conversations/{conversation_id}/join")
    async def post_join(conversation_id: str, change: Change) -> Done:
        command = ConversationCommand(**change.basis, conversation_id=conversation_id)
        return done(await act(command, assignments.join))

    @router.post("/conversations/{conversation_id}/leave")
    async def post_leave(conversation_id: str, change: Change) -> Done:
        command = ConversationCommand(**change.basis, conversation_id=conversation_id)
        return done(await act(command, assignments.leave))

    @router.post("/conversations/{conversation_id}/close")
    async def post_close(conversation_id: str, change: Change) -> Done:
        command = actions.ConversationCommand(**change.basis, conversation_id=conversation_id)
        return done(await act(command, actions.close))

    @router.post("/conversations/{conversation_id}/reopen")
    async def post_reopen(conversation_id: str, change: Change) -> Done:
        command = actions.ConversationCommand(**change.basis, conversation_id=conversation_id)
        return done(await act(command, actions.reopen))


def _asking(router: APIRouter, context: Context) -> None:
    act = context.database.act

    @router.post("/conversations/{conversation_id}/askings", status_code=201)
    async def post_asking(conversation_id: str, body: AskBody, change: Change) -> Done:
        watching = context.sockets.watching(change.principal.workspace_id, conversation_id)
        command = Ask(
            **change.basis,
            conversation_id=conversation_id,
            agent_id=body.agent_id,
            why=body.why,
            then=body.then,
            watching=watching,
        )
        return done(await act(command, askings.ask))

    @router.post("/conversations/{conversation_id}/askings/answer")
    async def post_answer(conversation_id: str, body: AnswerBody, change: Change) -> Done:
        answer = "accept" if body.accept else "decline"
        command = AnswerAsking(**change.basis, conversation_id=conversation_id, answer=answer)
        return done(await act(command, askings.answer_asking))


async def seen_by(reader: Reader, who: Principal, conversation_id: str, now: int) -> tuple[Conversation, Roster, Agent]:
    """A conversation this agent may see, or NotFound: the same answer for what is not there and what is not theirs (B36)."""
    require_right(who, "access")
    roster = await rosters.load_roster(reader, who.workspace_id, now)
    conversation = await conversations.get(reader, who.workspace_id, conversation_id)
    if not sees(who.agent, conversation, roster):
        raise NotFound("conversation_not_found", "There is no such conversation.")
    return conversation, roster, who.agent


def _filter(view: str, *, is_open: bool, website: str, agent: str, group: str, cursor: str) -> Filter:
    kind: View
    match view.partition(":"):
        case ("mine" | "unassigned" | "all") as kind, "", "":
            pass
        case "group", ":", named if named:
            kind, group = "group", named
        case _:
            raise Invalid(
                "invalid_view", f"Expected mine, unassigned, all or group:ID as view, got {view[:60]!r}.", "view"
            )
    return Filter(
        view=kind, group_id=group, is_open=is_open, website_id=website, agent_id=agent, before=_position(cursor)
    )


def _position(cursor: str) -> tuple[int, str] | None:
    if not cursor:
        return None
    digits, _, id_ = cursor.partition(".")
    at = number(digits)
    if at is None or not id_:
        raise Invalid("invalid_cursor", "Expected the cursor of the page before.", "cursor")
    return at, id_


async def _page(reader: Reader, who: Principal, wanted: Filter, now: int) -> dict[str, object]:
    require_right(who, "access")
    roster = await rosters.load_roster(reader, who.workspace_id, now)
    found = await inbox.page(reader, who.agent, roster, wanted)
    items = await shown(reader, who.workspace_id, found[:PAGE])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return {"items": items, "next": f"{last.last_at}.{last.id}" if last else None}


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


async def _whole(reader: Reader, who: Principal, conversation_id: str, now: int) -> dict[str, object]:
    conversation, _, _ = await seen_by(reader, who, conversation_id, now)
    page = await thread(reader, who.workspace_id, conversation.id, None)
    views = await shown(reader, who.workspace_id, [conversation])
    seen = await alerts.seq_at_visitor_seq(reader, who.workspace_id, conversation.id, conversation.visitor_read)
    read = await alerts.read_of(reader, who.workspace_id, who.agent.id, conversation.id)
    return {
        "conversation": views[0],
        "messages": page.messages,
        "history": page.history,
        "has_more": page.has_more,
        "seen_by_visitor": seen,
        "read": read,
    }


async def _older(reader: Reader, who: Principal, conversation_id: str, before: int | None, now: int) -> object:
    conversation, _, _ = await seen_by(reader, who, conversation_id, now)
    return await thread(reader, who.workspace_id, conversation.id, before)


async def _assignments(reader: Reader, who: Principal, conversation_id: str, before: int | None, now: int) -> object:
    conversation, _, _ = await seen_by(reader, who, conversation_id, now)
    return await assignments_page(reader, who.workspace_id, conversation.id, before)


async def _explanations(reader: Reader, who: Principal, conversation_id: str, start: int | None, now: int) -> Response:
    """A20: what was decided, why, who was told of it, on what device, and when they saw it."""
    conversation, _, _ = await seen_by(reader, who, conversation_id, now)
    lines, alerted = await _explained(reader, who.workspace_id, conversation.id, start)
    told: dict[int, list[dict[str, object]]] = {}
    for row in alerted:
        told.setdefault(int(row[0] or 0), []).append(_alert(row))
    items = [
        {
            "seq": line.seq,
            "type": line.type,
            "at": line.at,
            "actor": line.actor,
            "body": history.parsed(line.body),
            "alerts": told.get(line.seq, []),
        }
        for line in lines
    ]
    return JSONResponse({"items": items})


async def _explained(
    reader: Reader, workspace_id: str, conversation_id: str, start: int | None
) -> tuple[list[Line], list[Row]]:
    """The newest lines with their alerts, or those from `start` on."""
    if start is None:
        newest = await history.explained(reader, workspace_id, conversation_id)
        return newest, await alerts.of_conversation(reader, workspace_id, conversation_id)
    lines = await history.explained_from(reader, workspace_id, conversation_id, start)
    return lines, await alerts.of_conversation_from(reader, workspace_id, conversation_id, start)


def _alert(row: Row) -> dict[str, object]:
    _, agent_id, kind, raised_at, shown_at, shown_on, seen_at, withdrawn_at = row
    return {
        "agent_id": agent_id,
        "kind": kind,
        "raised_at": raised_at,
        "shown_at": shown_at,
        "shown_on": shown_on,
        "seen_at": seen_at,
        "withdrawn_at": withdrawn_at,
    }
