"""Routes of saved replies (I4)."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from zuruf.actions.saved_replies import (
    ChangeSavedReply,
    CreateSavedReply,
    DeleteSavedReply,
    change_saved_reply,
    create_saved_reply,
    delete_saved_reply,
)
from zuruf.domain.agent import Agent
from zuruf.domain.saved_reply import SavedReply, Sharing, check_use, matches, may_use
from zuruf.store import groups, saved_replies
from zuruf.store.transaction import Reader
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import Asking, Change
from zuruf.web.context import Context


class SavedReplyBody(Body):
    """A saved reply as it is saved; `texts` by language."""

    shortcut: str = Field(max_length=200)
    texts: dict[str, str] = Field(max_length=50)
    sharing: Sharing = "private"
    groups: list[str] = Field(default_factory=list[str], max_length=1000)


class ChangedSavedReplyBody(SavedReplyBody):
    """With the version it was made of."""

    version: int


class SavedReplyView(BaseModel):
    """A saved reply as settings and the composer show it."""

    id: str
    shortcut: str
    texts: dict[str, str]
    sharing: Sharing
    groups: tuple[str, ...]
    version: int


class SavedReplyList(BaseModel):
    """Those the agent may use, their own first, by shortcut."""

    items: list[SavedReplyView]


def routes(context: Context) -> APIRouter:
    """Private ones of one's own are everybody's who answers; shared ones take `configure` to change."""
    router = APIRouter(prefix="/api/saved-replies", tags=["Settings"])

    @router.get("")
    async def get_saved_replies(who: Asking, q: str = "") -> SavedReplyList:
        check_use(who.agent)
        found = await context.database.read(_usable, who.workspace_id, who.agent)
        return SavedReplyList(items=[_view(reply) for reply in found if matches(reply, q)])

    @router.post("", status_code=201)
    async def post_saved_reply(body: SavedReplyBody, change: Change) -> Done:
        command = CreateSavedReply(
            **change.basis, shortcut=body.shortcut, texts=body.texts, sharing=body.sharing, groups=tuple(body.groups)
        )
        return done(await context.database.act(command, create_saved_reply))

    @router.put("/{reply_id}")
    async def put_saved_reply(reply_id: str, body: ChangedSavedReplyBody, change: Change) -> Done:
        command = ChangeSavedReply(
            **change.basis,
            reply_id=reply_id,
            version=body.version,
            shortcut=body.shortcut,
            texts=body.texts,
            sharing=body.sharing,
            groups=tuple(body.groups),
        )
        return done(await context.database.act(command, change_saved_reply))

    @router.delete("/{reply_id}")
    async def remove_saved_reply(reply_id: str, change: Change) -> Done:
        return done(await context.database.act(DeleteSavedReply(**change.basis, reply_id=reply_id), delete_saved_reply))

    return router


async def _usable(reader: Reader, workspace_id: str, agent: Agent) -> list[SavedReply]:
    own = await saved_replies.of_owner(reader, workspace_id, agent.id)
    shared = await saved_replies.of_owner(reader, workspace_id, "")
    member_of = frozenset(
        group.id for group in await groups.everyone(reader, workspace_id) if agent.id in group.members
    )
    return [reply for reply in (*own, *shared) if may_use(agent, member_of, reply)]


def _view(reply: SavedReply) -> SavedReplyView:
    return SavedReplyView(
        id=reply.id,
        shortcut=reply.shortcut,
        texts=dict(reply.texts),
        sharing=reply.sharing,
        groups=reply.group_ids,
        version=reply.version,
    )
