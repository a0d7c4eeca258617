"""Routes of tags: the workspace's list, and marking conversations (I3, I6)."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from zuruf.actions import tags as actions
from zuruf.actions.tags import AddTag, DeleteTag, RemoveTag, RenameTag
from zuruf.store import tags
from zuruf.store.transaction import Reader
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import Asking, Change, require_right
from zuruf.web.context import Context


class TagBody(Body):
    """A tag by its id, or by its name."""

    tag_id: str = Field(default="", max_length=100)
    name: str = Field(default="", max_length=1_000)


class NameBody(Body):
    """The new name."""

    name: str = Field(max_length=1_000)


class TagView(BaseModel):
    """`uses`: how many conversations have it."""

    id: str
    name: str
    uses: int


class TagList(BaseModel):
    """By name."""

    items: list[TagView]


def routes(context: Context) -> APIRouter:
    """Reading and marking needs `access`, a name not used before `assign`, the list `configure`."""
    router = APIRouter(prefix="/api", tags=["Conversations"])
    act = context.database.act

    @router.get("/tags")
    async def get_tags(who: Asking) -> TagList:
        if not who.agent.may("configure"):
            require_right(who, "access")
        return await context.database.read(_list, who.workspace_id)

    @router.post("/conversations/{conversation_id}/tags", status_code=201)
    async def post_tag(conversation_id: str, body: TagBody, change: Change) -> Done:
        command = AddTag(**change.basis, conversation_id=conversation_id, tag_id=body.tag_id, name=body.name)
        return done(await act(command, actions.add_tag))

    @router.delete("/conversations/{conversation_id}/tags/{tag_id}")
    async def delete_mark(conversation_id: str, tag_id: str, change: Change) -> Done:
        command = RemoveTag(**change.basis, conversation_id=conversation_id, tag_id=tag_id)
        return done(await act(command, actions.remove_tag))

    @router.patch("/tags/{tag_id}")
    async def patch_tag(tag_id: str, body: NameBody, change: Change) -> Done:
        return done(await act(RenameTag(**change.basis, tag_id=tag_id, name=body.name), actions.rename_tag))

    @router.delete("/tags/{tag_id}")
    async def delete_tag(tag_id: str, change: Change) -> Done:
        return done(await act(DeleteTag(**change.basis, tag_id=tag_id), actions.delete_tag))

    return router


async def _list(reader: Reader, workspace_id: str) -> TagList:
    uses = await tags.uses(reader, workspace_id)
    known = await tags.everyone(reader, workspace_id)
    return TagList(items=[TagView(id=tag.id, name=tag.name, uses=uses.get(tag.id, 0)) for tag in known])
