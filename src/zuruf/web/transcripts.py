"""Route of sending a conversation by e-mail (W5)."""

from fastapi import APIRouter
from pydantic import Field

from zuruf.actions.transcripts import SendTranscript, send_transcript
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import Change
from zuruf.web.context import Context


class TranscriptBody(Body):
    """To which address."""

    email: str = Field(max_length=1_000)


def routes(context: Context) -> APIRouter:
    """It needs `access`."""
    router = APIRouter(prefix="/api", tags=["Conversations"])

    @router.post("/conversations/{conversation_id}/transcript", status_code=201)
    async def post_transcript(conversation_id: str, body: TranscriptBody, change: Change) -> Done:
        command = SendTranscript(**change.basis, conversation_id=conversation_id, email=body.email)
        return done(await context.database.act(command, send_transcript))

    return router
