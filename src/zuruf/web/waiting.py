"""Why nobody is taking a conversation, as agents are answered who may see it (O1, A15)."""

from fastapi import APIRouter
from fastapi.responses import Response

from zuruf.domain.helping import Alerted, Scene, Waiting, why_waiting
from zuruf.store import alerts, conversations
from zuruf.store.transaction import Reader, Row
from zuruf.web.answers import json_response
from zuruf.web.auth import Asking, Principal
from zuruf.web.context import Context
from zuruf.web.conversations import seen_by


def routes(context: Context) -> APIRouter:
    """Asked of one conversation (`access`)."""
    router = APIRouter(prefix="/api", tags=["Conversations"])

    @router.get("/conversations/{conversation_id}/waiting")
    async def get_waiting(conversation_id: str, who: Asking) -> Response:
        return json_response(await context.database.read(waiting, who, conversation_id, context.now()))

    return router


async def waiting(reader: Reader, who: Principal, conversation_id: str, now: int) -> Waiting:
    """Read in one moment, so that sentence and help agree."""
    conversation, roster, me = await seen_by(reader, who, conversation_id, now)
    rows = await alerts.since(reader, who.workspace_id, conversation.id, conversation.waiting_since or 0)
    read = await alerts.read_by(reader, who.workspace_id, sorted(roster.agents), conversation.id)
    scene = Scene(
        conversation=conversation,
        roster=roster,
        alerted={str(row[0]): _alerted(row) for row in rows},
        read=frozenset(agent_id for agent_id, seq in read.items() if seq >= conversation.visitor_message_seq),
        loads=await conversations.loads(reader, who.workspace_id),
    )
    return why_waiting(scene, me)


def _alerted(row: Row) -> Alerted:
    _, raised_at, shown_at, seen_at = row
    return Alerted(
        raised_at=int(raised_at or 0),
        shown_at=None if shown_at is None else int(shown_at),
        seen_at=None if seen_at is None else int(seen_at),
    )
