"""Routes of conversations: one of them with its thread and its explanations, and what agents do with it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from zuruf.actions import assignments
from zuruf.actions import conversations as actions
from zuruf.actions.assignments import ConversationCommand
from zuruf.actions.messages import ChangeMessage, SendAgentMessage, change_message, send_agent_message
from zuruf.domain.access import sees
from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.workspace import Roster
from zuruf.errors import NotFound
from zuruf.store import alerts, conversations, history, rosters
from zuruf.store.history import Line
from zuruf.store.transaction import Reader, Row
from zuruf.web.answers import Body, Done, done, json_response
from zuruf.web.auth import Asking, Change, Principal, require_right
from zuruf.web.context import Context
from zuruf.web.numbers import Number
from zuruf.web.source import shown
from zuruf.web.threads import Place, thread
from zuruf.web.threads import assignments as assignments_page


class MessageBody(Body):
    """A reply or an internal comment; how long it may be the domain says."""

    text: str = Field(max_length=100_000)
    kind: Literal["reply", "comment"] = "reply"
    quote: str = Field(default="", max_length=100)
    files: list[str] = Field(default_factory=list[str], max_length=100)


class TextBody(Body):
    """The new text of a message."""

    text: str = Field(max_length=100_000)


def routes(context: Context) -> APIRouter:
    """Everything an agent does with conversations (`access`)."""
    router = APIRouter(prefix="/api", tags=["Conversations"])
    _reading(router, context)
    _writing(router, context)
    _taking_part(router, context)
    return router


def _reading(router: APIRouter, context: Context) -> None:
    read = context.database.read

    @router.get("/conversations/{conversation_id}")
    async def get_conversation(conversation_id: str, who: Asking) -> Response:
        return json_response(await read(_whole, who, conversation_id, context.now()))

    @router.get("/conversations/{conversation_id}/messages")
    async def get_messages(
        conversation_id: str,
        who: Asking,
        before: Number | None = None,
        after: Number | None = None,
        around: Number | None = None,
    ) -> Response:
        place = Place(before=before, after=after, around=around)
        return json_response(await read(_part, who, conversation_id, place, context.now()))

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
        command = SendAgentMessage(
            **change.basis,
            conversation_id=conversation_id,
            text=body.text,
            kind=body.kind,
            quote=body.quote,
            files=tuple(body.files),
        )
        return done(await act(command, send_agent_message))

    @router.patch("/messages/{message_id}")
    async def patch_message(message_id: str, body: TextBody, change: Change) -> Done:
        return done(await act(ChangeMessage(**change.basis, message_id=message_id, text=body.text), change_message))

    @router.delete("/messages/{message_id}")
    async def delete_message(message_id: str, change: Change) -> Done:
        return done(await act(ChangeMessage(**change.basis, message_id=message_id, text=None), change_message))


def _taking_part(router: APIRouter, context: Context) -> None:
    act = context.database.act

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


async def seen_by(reader: Reader, who: Principal, conversation_id: str, now: int) -> tuple[Conversation, Roster, Agent]:
    """A conversation this agent may see, or NotFound: the same answer for what is not there and what is not theirs (B36)."""
    require_right(who, "access")
    roster = await rosters.load_roster(reader, who.workspace_id, now)
    conversation = await conversations.get(reader, who.workspace_id, conversation_id)
    if not sees(who.agent, conversation, roster):
        raise NotFound("conversation_not_found", "There is no such conversation.")
    return conversation, roster, who.agent


async def _whole(reader: Reader, who: Principal, conversation_id: str, now: int) -> dict[str, object]:
    conversation, _, _ = await seen_by(reader, who, conversation_id, now)
    page = await thread(reader, who.workspace_id, conversation.id, Place())
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


async def _part(reader: Reader, who: Principal, conversation_id: str, place: Place, now: int) -> object:
    conversation, _, _ = await seen_by(reader, who, conversation_id, now)
    return await thread(reader, who.workspace_id, conversation.id, place)


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
