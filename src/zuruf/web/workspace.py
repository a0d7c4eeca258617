"""Routes of the workspace's switches (G2, G3, A17, O1, X6)."""

from fastapi import APIRouter
from pydantic import Field

from zuruf.actions.workspaces import ChangeWorkspace, change_workspace
from zuruf.domain.event import WorkspaceChanged
from zuruf.store import workspaces
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import Asking, Change, require_right
from zuruf.web.context import Context


class WorkspaceBody(Body):
    """What is left out stays as it is."""

    version: int
    name: str | None = Field(default=None, max_length=200)
    default_language: str | None = Field(default=None, max_length=20)
    uses_groups: bool | None = None
    asks_for_group: bool | None = None
    returns_to_last_agent: bool | None = None
    agents_see_only_their_groups: bool | None = None
    missed_after_ms: int | None = None
    idle_after_ms: int | None = None


def routes(context: Context) -> APIRouter:
    """Reading and changing them (`configure`)."""
    router = APIRouter(prefix="/api/workspace", tags=["Settings"])

    @router.get("")
    async def get_workspace(who: Asking) -> WorkspaceChanged:
        require_right(who, "configure")
        return await context.database.read(workspaces.view, who.workspace_id)

    @router.patch("")
    async def patch_workspace(body: WorkspaceBody, change: Change) -> Done:
        command = ChangeWorkspace(
            **change.basis,
            version=body.version,
            name=body.name,
            default_language=body.default_language,
            uses_groups=body.uses_groups,
            asks_for_group=body.asks_for_group,
            returns_to_last_agent=body.returns_to_last_agent,
            agents_see_only_their_groups=body.agents_see_only_their_groups,
            missed_after_ms=body.missed_after_ms,
            idle_after_ms=body.idle_after_ms,
        )
        return done(await context.database.act(command, change_workspace))

    return router
