"""Routes of triggers (T1, T5). A definition is read by the domain, which names the path of what is wrong with it."""

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import BaseModel, ConfigDict, Field

from zuruf.actions.triggers import (
    ChangeTrigger,
    CreateTrigger,
    DeleteTrigger,
    OrderTriggers,
    SwitchTrigger,
    change_trigger,
    create_trigger,
    delete_trigger,
    order_triggers,
    switch_trigger,
)
from zuruf.domain.trigger_definition import definition_of, flaws, parse_definition
from zuruf.errors import Invalid
from zuruf.store import rosters, triggers, websites
from zuruf.store.transaction import Reader
from zuruf.web.answers import Body as StrictBody
from zuruf.web.answers import Done, done
from zuruf.web.auth import Asking, Change, require_right
from zuruf.web.context import Context
from zuruf.web.numbers import Number

RawDefinition = Annotated[dict[str, object], Body(description="A trigger's definition: docs/triggers.md")]


class OrderBody(StrictBody):
    """All triggers, first wins."""

    ids: list[str] = Field(max_length=5000)
    version: Number


class ActiveBody(StrictBody):
    """The switch."""

    is_active: bool


class FlawView(BaseModel):
    """Something a trigger names that is gone: it is skipped with that reason."""

    field: str
    code: str
    detail: str


class TriggerView(BaseModel):
    """A definition's own fields stand beside these."""

    model_config = ConfigDict(extra="allow")

    id: str
    place: int
    is_active: bool
    version: int
    flaws: list[FlawView]


class TriggerList(BaseModel):
    """In the order in which they are judged; `version` is what `PUT /api/triggers/order` wants back."""

    items: list[TriggerView]
    version: int


def routes(context: Context) -> APIRouter:
    """Reading, saving, ordering, switching and deleting them (`configure`)."""
    router = APIRouter(prefix="/api/triggers", tags=["Settings"])
    _add_list(router, context)
    _add_one(router, context)
    return router


def _add_list(router: APIRouter, context: Context) -> None:
    @router.get("")
    async def get_triggers(who: Asking) -> TriggerList:
        # Whoever answers visitors may read why they were assigned (A20), and that names triggers with their conditions.
        if not who.agent.may("configure"):
            require_right(who, "access")
        return await context.database.read(_list, who.workspace_id, context.now())

    @router.post("", status_code=201)
    async def post_trigger(body: RawDefinition, change: Change) -> Done:
        command = CreateTrigger(**change.basis, definition=parse_definition(body))
        return done(await context.database.act(command, create_trigger))

    @router.put("/order")
    async def put_order(body: OrderBody, change: Change) -> Done:
        command = OrderTriggers(**change.basis, trigger_ids=tuple(body.ids), version=body.version)
        return done(await context.database.act(command, order_triggers))


def _add_one(router: APIRouter, context: Context) -> None:
    @router.put("/{trigger_id}")
    async def put_trigger(trigger_id: str, body: RawDefinition, change: Change) -> Done:
        version, definition = _without_version(body)
        command = ChangeTrigger(
            **change.basis, trigger_id=trigger_id, version=version, definition=parse_definition(definition)
        )
        return done(await context.database.act(command, change_trigger))

    @router.put("/{trigger_id}/active")
    async def put_active(trigger_id: str, body: ActiveBody, change: Change) -> Done:
        command = SwitchTrigger(**change.basis, trigger_id=trigger_id, is_active=body.is_active)
        return done(await context.database.act(command, switch_trigger))

    @router.delete("/{trigger_id}")
    async def remove_trigger(trigger_id: str, change: Change) -> Done:
        return done(await context.database.act(DeleteTrigger(**change.basis, trigger_id=trigger_id), delete_trigger))


async def _list(reader: Reader, workspace_id: str, now: int) -> TriggerList:
    roster = await rosters.load_roster(reader, workspace_id, now)
    known = frozenset(row.website.id for row in await websites.everyone(reader, workspace_id))
    items = [
        TriggerView(
            id=trigger.id,
            place=trigger.place,
            is_active=trigger.is_active,
            version=trigger.version,
            flaws=[
                FlawView(field=flaw.field, code=flaw.code, detail=flaw.sentence)
                for flaw in flaws(trigger.definition, roster, known)
            ],
            **definition_of(trigger.definition),
        )
        for trigger in await triggers.everyone(reader, workspace_id)
    ]
    return TriggerList(items=items, version=await triggers.list_version(reader, workspace_id))


def _without_version(body: dict[str, object]) -> tuple[int, dict[str, object]]:
    """The version somebody saw, and the definition."""
    version = body.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise Invalid("missing", "Expected the version the change was made of, a whole number.", "version")
    return version, {name: value for name, value in body.items() if name != "version"}
