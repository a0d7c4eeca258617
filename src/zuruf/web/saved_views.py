"""Routes of saved views: one's own and those shared with the workspace (I3)."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from zuruf.actions import saved_views as actions
from zuruf.actions.saved_views import ChangeView, DeleteView, SaveView
from zuruf.domain.saved_view import may_change
from zuruf.store import saved_views
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import Asking, Change, require_right
from zuruf.web.context import Context
from zuruf.web.numbers import Number


class ViewBody(Body):
    """`search`: the words of the list's address, `view` among them."""

    name: str = Field(max_length=1_000)
    search: dict[str, str] = Field(max_length=20)
    is_shared: bool = False


class ChangeBody(Body):
    """What is left out stays."""

    name: str | None = Field(default=None, max_length=1_000)
    search: dict[str, str] | None = Field(default=None, max_length=20)
    place: Number | None = None


class ViewShown(BaseModel):
    """A saved view, and whether this agent may change it."""

    id: str
    name: str
    search: dict[str, str]
    is_shared: bool
    is_changeable: bool


class ViewList(BaseModel):
    """Shared ones first, each kind in its order."""

    items: list[ViewShown]


def routes(context: Context) -> APIRouter:
    """For everybody with `access`; a shared one is made and changed with `configure`."""
    router = APIRouter(prefix="/api/views", tags=["Conversations"])
    act = context.database.act

    @router.get("")
    async def get_views(who: Asking) -> ViewList:
        require_right(who, "access")
        found = await context.database.read(saved_views.for_agent, who.workspace_id, who.agent.id)
        shown = [
            ViewShown(
                id=view.id,
                name=view.name,
                search=dict(view.search),
                is_shared=view.is_shared,
                is_changeable=may_change(who.agent, view),
            )
            for view in found
        ]
        return ViewList(items=shown)

    @router.post("", status_code=201)
    async def post_view(body: ViewBody, change: Change) -> Done:
        command = SaveView(**change.basis, name=body.name, search=body.search, is_shared=body.is_shared)
        return done(await act(command, actions.save_view))

    @router.patch("/{view_id}")
    async def patch_view(view_id: str, body: ChangeBody, change: Change) -> Done:
        command = ChangeView(**change.basis, view_id=view_id, name=body.name, search=body.search, place=body.place)
        return done(await act(command, actions.change_view))

    @router.delete("/{view_id}")
    async def delete_view(view_id: str, change: Change) -> Done:
        return done(await act(DeleteView(**change.basis, view_id=view_id), actions.delete_view))

    return router
