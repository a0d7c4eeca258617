"""Routes of visitors: assigning them (# and 👤+), their facts, notes and pages, and who is online now."""

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from zuruf.actions import assignments
from zuruf.actions import visitors as actions
from zuruf.actions.assignments import AgentCommand, AssignGroup
from zuruf.actions.conversations import MarkShown, mark_shown
from zuruf.actions.visitors import AddNote, ChangeNote, ChangeVisitor, MakeVisitor
from zuruf.domain.assignment import why_not_agent
from zuruf.domain.presence import is_anyone_online
from zuruf.domain.view import visitor_view
from zuruf.domain.visitor import AttributeValue
from zuruf.errors import NotFound
from zuruf.store import browsers, contacts, conversations, page_views, ratings, visitors
from zuruf.store.transaction import Reader
from zuruf.web.answers import Body, Done, done, json_response
from zuruf.web.auth import Asking, Change, Principal
from zuruf.web.context import Context
from zuruf.web.conversations import seen_by
from zuruf.web.numbers import Number


class GroupBody(Body):
    """Where to, and what the one who assigns saw (A21). null is "all agents"."""

    group_id: str | None
    seen_group_id: str | None


class VisitorBody(Body):
    """What is left out stays, of the attributes too; one set to null is taken away."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    attributes: dict[str, AttributeValue | None] | None = None


class NoteBody(Body):
    """An internal note."""

    text: str = Field(max_length=100_000)


class ShownBody(Body):
    """Alerts by the number of their cause, and the device that showed them."""

    seqs: list[Number] = Field(max_length=200)
    device: str = Field(max_length=200)


def routes(context: Context) -> APIRouter:
    """Visitors, as agents deal with them."""
    router = APIRouter(prefix="/api", tags=["Visitors"])
    _assigning(router, context)
    _facts(router, context)
    _notes(router, context)
    return router


def _assigning(router: APIRouter, context: Context) -> None:
    act, read = context.database.act, context.database.read

    async def watching(who: Principal, visitor_id: str) -> frozenset[str]:
        conversation = await read(conversations.of_visitor, who.workspace_id, visitor_id)
        return context.sockets.watching(who.workspace_id, conversation.id) if conversation else frozenset()

    @router.put("/visitors/{visitor_id}/group")
    async def put_group(visitor_id: str, body: GroupBody, change: Change) -> Done:
        command = AssignGroup(
            **change.basis,
            visitor_id=visitor_id,
            group_id=body.group_id,
            seen_group=body.seen_group_id,
            watching=await watching(change.principal, visitor_id),
        )
        return done(await act(command, assignments.assign_group))

    @router.put("/visitors/{visitor_id}/agents/{agent_id}")
    async def put_agent(visitor_id: str, agent_id: str, change: Change) -> Done:
        seen = await watching(change.principal, visitor_id)
        command = AgentCommand(**change.basis, visitor_id=visitor_id, agent_id=agent_id, watching=seen)
        return done(await act(command, assignments.assign_agent))

    @router.delete("/visitors/{visitor_id}/agents/{agent_id}")
    async def delete_agent(visitor_id: str, agent_id: str, change: Change) -> Done:
        command = AgentCommand(**change.basis, visitor_id=visitor_id, agent_id=agent_id)
        return done(await act(command, assignments.take_off))

    @router.get("/picker")
    async def get_picker(who: Asking, conversation: str) -> Response:
        return json_response(await read(_picker, who, conversation, context.now()))

    @router.post("/browsers/{browser_id}/visitor", status_code=201)
    async def post_visitor(browser_id: str, change: Change) -> dict[str, str]:
        receipt = await act(MakeVisitor(**change.basis, browser_id=browser_id), actions.make_visitor)
        return {"visitor_id": receipt.answer.id, "conversation_id": receipt.answer.note}


def _facts(router: APIRouter, context: Context) -> None:
    act, read = context.database.act, context.database.read

    @router.get("/visitors/{visitor_id}")
    async def get_visitor(visitor_id: str, who: Asking) -> Response:
        return json_response(await read(_visitor, who, visitor_id, context.now()))

    @router.get("/visitors/{visitor_id}/pages")
    async def get_pages(visitor_id: str, who: Asking) -> Response:
        return json_response(await read(_pages, who, visitor_id, context.now()))

    @router.patch("/visitors/{visitor_id}")
    async def patch_visitor(visitor_id: str, body: VisitorBody, change: Change) -> Done:
        command = ChangeVisitor(
            **change.basis,
            visitor_id=visitor_id,
            name=body.name,
            email=body.email,
            phone=body.phone,
            attributes=body.attributes,
        )
        return done(await act(command, actions.change_visitor))

    @router.post("/alerts/shown")
    async def post_shown(body: ShownBody, change: Change) -> Done:
        command = MarkShown(**change.basis, seqs=tuple(body.seqs), device=body.device)
        return done(await act(command, mark_shown))


def _notes(router: APIRouter, context: Context) -> None:
    act = context.database.act

    @router.post("/visitors/{visitor_id}/notes", status_code=201)
    async def post_note(visitor_id: str, body: NoteBody, change: Change) -> Done:
        return done(await act(AddNote(**change.basis, visitor_id=visitor_id, text=body.text), actions.add_note))

    @router.patch("/visitors/{visitor_id}/notes/{note_id}")
    async def patch_note(visitor_id: str, note_id: str, body: NoteBody, change: Change) -> Done:
        command = ChangeNote(**change.basis, visitor_id=visitor_id, note_id=note_id, text=body.text)
        return done(await act(command, actions.change_note))

    @router.delete("/visitors/{visitor_id}/notes/{note_id}")
    async def delete_note(visitor_id: str, note_id: str, change: Change) -> Done:
        command = ChangeNote(**change.basis, visitor_id=visitor_id, note_id=note_id, text=None)
        return done(await act(command, actions.change_note))


async def _picker(reader: Reader, who: Principal, conversation_id: str, now: int) -> dict[str, object]:
    """A4, A5, A9, A13: everybody with presence and load, every group with whether somebody is there; what cannot be chosen says why."""
    _, roster, _ = await seen_by(reader, who, conversation_id, now)
    loads = await conversations.loads(reader, who.workspace_id)
    people = [
        {
            "id": agent.id,
            "presence": roster.presence_of(agent.id),
            "load": loads.get(agent.id, 0),
            "disabled": (why_not_agent(agent.id, roster) or ("", ""))[0],
        }
        for agent in roster.agents.values()
        if agent.is_active
    ]
    groups = [
        {
            "id": group.id,
            "online": sum(roster.presence_of(member) == "online" for member in group.members),
            "is_anyone_online": is_anyone_online(roster, group.members),
            "disabled": "" if roster.workspace.uses_groups and group.is_enabled else "group_disabled",
        }
        for group in roster.groups.values()
    ]
    return {"agents": people, "groups": groups, "uses_groups": roster.workspace.uses_groups}


async def _visitor(reader: Reader, who: Principal, visitor_id: str, now: int) -> dict[str, object]:
    conversation = await _seen(reader, who, visitor_id, now)
    ratings_ = await ratings.of_conversation(reader, who.workspace_id, conversation)
    visitor = await visitors.load(reader, who.workspace_id, visitor_id)
    if visitor is None:
        raise NotFound("visitor_not_found", "There is no such visitor.")
    browser = await browsers.of_visitor(reader, who.workspace_id, visitor_id)
    consents = await contacts.consents_of(reader, who.workspace_id, visitor_id)
    notes = await visitors.notes_of(reader, who.workspace_id, visitor_id)
    return {
        "visitor": visitor_view(visitor),
        "notes": [
            {"id": id_, "agent_id": agent_id, "text": text, "at": at, "edited_at": edited_at}
            for id_, agent_id, text, at, edited_at in notes
        ],
        "ratings": ratings_,
        "consents": [
            {"text": text, "language": language, "link": link, "at": at} for text, language, link, at in consents
        ],
        "visits": browser.visits if browser and browser.is_remembered else 0,
        "first_seen": browser.created_at if browser else visitor.created_at,
        "time_zone": browser.time_zone if browser else "",
    }


async def _pages(reader: Reader, who: Principal, visitor_id: str, now: int) -> dict[str, object]:
    await _seen(reader, who, visitor_id, now)
    views = await page_views.of_visitor(reader, who.workspace_id, visitor_id)
    return {
        "items": [{"url": v.url, "title": v.title, "at": v.at, "visit": v.visit, "referrer": v.referrer} for v in views]
    }


async def _seen(reader: Reader, who: Principal, visitor_id: str, now: int) -> str:
    conversation = await conversations.of_visitor(reader, who.workspace_id, visitor_id)
    if conversation is None:
        raise NotFound("visitor_not_found", "There is no such visitor.")
    await seen_by(reader, who, conversation.id, now)
    return conversation.id
