"""Routes of groups (G1, G2, G7)."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from zuruf.actions.groups import (
    ChangeGroup,
    CreateGroup,
    DeleteGroup,
    MoveTo,
    change_group,
    create_group,
    remove_group,
)
from zuruf.domain.view import GroupView
from zuruf.store import groups
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import Asking, Change, require_right
from zuruf.web.context import Context


class GroupBody(Body):
    """A group as it is saved."""

    names: dict[str, str] = Field(max_length=50)
    colour: str = Field(default="teal", max_length=40)
    is_enabled: bool = True
    is_private: bool = False
    members: list[str] = Field(default_factory=list[str], max_length=5000)


class ChangedGroupBody(GroupBody):
    """With the version it was made of."""

    version: int


class DeletedGroupBody(Body):
    """Where the visitors go: a group's id, or null for all agents. Left out: nowhere, the group has none."""

    move_to: str | None = None


class GroupList(BaseModel):
    """All groups, oldest first."""

    items: list[GroupView]


def routes(context: Context) -> APIRouter:
    """Reading, making, changing and deleting them (`configure`)."""
    router = APIRouter(prefix="/api/groups", tags=["Settings"])

    @router.get("")
    async def get_groups(who: Asking) -> GroupList:
        require_right(who, "configure")
        return GroupList(items=await context.database.read(groups.views, who.workspace_id))

    @router.post("", status_code=201)
    async def post_group(body: GroupBody, change: Change) -> Done:
        command = CreateGroup(
            **change.basis,
            names=body.names,
            colour=body.colour,
            is_enabled=body.is_enabled,
            is_private=body.is_private,
            members=frozenset(body.members),
        )
        return done(await context.database.act(command, create_group))

    _add_one(router, context)
    return router


def _add_one(router: APIRouter, context: Context) -> None:
    @router.put("/{group_id}")
    async def put_group(group_id: str, body: ChangedGroupBody, change: Change) -> Done:
        command = ChangeGroup(
            **change.basis,
            group_id=group_id,
            version=body.version,
            names=body.names,
            colour=body.colour,
            is_enabled=body.is_enabled,
            is_private=body.is_private,
            members=frozenset(body.members),
        )
        return done(await context.database.act(command, change_group))

    @router.delete("/{group_id}")
    async def delete_group(group_id: str, change: Change, body: DeletedGroupBody | None = None) -> Done:
        said = body is not None and "move_to" in body.model_fields_set
        command = DeleteGroup(
            **change.basis,
            group_id=group_id,
            move_to=MoveTo(body.move_to) if body is not None and said else None,
            watching=context.sockets.watched(change.principal.workspace_id),
        )
        return done(await context.database.act(command, remove_group))
