"""The episodes of a conversation, as they are listed beside it (I7)."""

import msgspec
from fastapi import APIRouter
from fastapi.responses import Response

from zuruf.store import messages
from zuruf.store.transaction import Reader
from zuruf.web.answers import json_response
from zuruf.web.auth import Asking, Principal
from zuruf.web.context import Context
from zuruf.web.conversations import seen_by


class Episode(msgspec.Struct, frozen=True):
    """One of them: the event of its first message, when it began and was last written in (ms), how much, and who answered first to last."""

    episode: int
    seq: int
    began_at: int
    last_at: int
    messages: int
    agents: list[str]


def routes(context: Context) -> APIRouter:
    """Asked of one conversation (`access`)."""
    router = APIRouter(prefix="/api", tags=["Conversations"])

    @router.get("/conversations/{conversation_id}/episodes")
    async def get_episodes(conversation_id: str, who: Asking) -> Response:
        return json_response({"items": await context.database.read(_episodes, who, conversation_id, context.now())})

    return router


async def _episodes(reader: Reader, who: Principal, conversation_id: str, now: int) -> list[Episode]:
    conversation, _, _ = await seen_by(reader, who, conversation_id, now)
    agents: dict[int, list[str]] = {}
    for episode, author in await messages.answerers(reader, who.workspace_id, conversation.id):
        agents.setdefault(int(episode or 0), []).append(str(author))
    return [
        Episode(
            episode=int(episode or 0),
            seq=int(seq or 0),
            began_at=int(began_at or 0),
            last_at=int(last_at or 0),
            messages=int(count or 0),
            agents=agents.get(int(episode or 0), []),
        )
        for episode, seq, began_at, last_at, count in await messages.episodes(reader, who.workspace_id, conversation.id)
    ]
