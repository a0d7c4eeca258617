"""Routes of putting a conversation off until later and of waking it (I6)."""

from fastapi import APIRouter

from zuruf.actions import snoozing
from zuruf.actions.snoozing import Snooze, SnoozeCommand
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import Change
from zuruf.web.context import Context
from zuruf.web.numbers import Number


class SnoozeBody(Body):
    """Until when, in ms UTC."""

    until: Number


def routes(context: Context) -> APIRouter:
    """Both need `access`."""
    router = APIRouter(prefix="/api", tags=["Conversations"])
    act = context.database.act

    @router.post("/conversations/{conversation_id}/snooze")
    async def post_snooze(conversation_id: str, body: SnoozeBody, change: Change) -> Done:
        command = Snooze(**change.basis, conversation_id=conversation_id, until=body.until)
        return done(await act(command, snoozing.snooze))

    @router.post("/conversations/{conversation_id}/wake")
    async def post_wake(conversation_id: str, change: Change) -> Done:
        return done(await act(SnoozeCommand(**change.basis, conversation_id=conversation_id), snoozing.wake))

    return router
