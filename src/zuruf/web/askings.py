"""Routes of asking a colleague to join, and of their answer (A14)."""

from typing import Literal

from fastapi import APIRouter
from pydantic import Field

from zuruf.actions import askings
from zuruf.actions.askings import AnswerAsking, Ask
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import Change
from zuruf.web.context import Context


class AskBody(Body):
    """Which colleague, why, and whether the asker leaves once it is accepted (A14)."""

    agent_id: str
    why: str = Field(max_length=5_000)
    then: Literal["stay", "leave"] = "stay"


class AnswerBody(Body):
    """Accept or decline."""

    accept: bool


def routes(context: Context) -> APIRouter:
    """Both need `access` only."""
    router = APIRouter(prefix="/api", tags=["Conversations"])
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

    return router
