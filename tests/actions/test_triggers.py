"""Triggers: saved, switched, ordered, deleted."""

import pytest

from tests.actions.house import House
from zuruf.actions.api_keys import CreateApiKey, create_api_key
from zuruf.actions.groups import CreateGroup, create_group
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
from zuruf.domain.trigger import Definition
from zuruf.domain.trigger_definition import parse_definition
from zuruf.errors import Conflict, Forbidden, Invalid, NotFound
from zuruf.store import triggers

line = pytest.mark.line


def opening(name: str) -> Definition:
    return parse_definition({"name": name, "actions": [{"kind": "open_widget"}]})


async def create(house: House, name: str, by: str = "Carla") -> str:
    return (await house.act(by, create_trigger, CreateTrigger, definition=opening(name))).answer.id


async def names(house: House) -> list[str]:
    return [trigger.name for trigger in await house.database.read(triggers.everyone, house.workspace_id)]


@line("T1")
async def test_a_new_trigger_is_last_and_inactive(house: House) -> None:
    await create(house, "one")
    made = await create(house, "two")
    trigger = await house.database.read(triggers.get, "wsp_1", made)
    assert (trigger.is_active, trigger.version, trigger.definition) == (False, 1, opening("two"))
    assert await names(house) == ["one", "two"]


@line("T1")
async def test_switching_is_not_saving(house: House) -> None:
    made = await create(house, "one")
    await house.act("Anna", switch_trigger, SwitchTrigger, trigger_id=made, is_active=True)
    await house.act("Carla", change_trigger, ChangeTrigger, trigger_id=made, version=1, definition=opening("uno"))
    trigger = await house.database.read(triggers.get, "wsp_1", made)
    assert (trigger.is_active, trigger.name, trigger.version) == (True, "uno", 2)


@line("T2")
async def test_a_trigger_that_waits_for_what_no_visitor_has_is_not_saved(house: House) -> None:
    made = await create(house, "one")
    waiting = {"kind": "test", "fact": "country", "operator": "is", "value": ["FR", "ZZZ"]}
    raw = {"name": "x", "condition": waiting, "actions": [{"kind": "open_widget"}]}
    for action, command, which in (
        (create_trigger, CreateTrigger, {}),
        (change_trigger, ChangeTrigger, {"trigger_id": made, "version": 1}),
    ):
        with pytest.raises(Invalid) as refused:
            await house.act("Carla", action, command, **which, definition=parse_definition(raw))  # pyright: ignore[reportArgumentType]
        assert (refused.value.code, refused.value.field) == ("never_matches", "condition.value.1")


@line("T5")
async def test_the_list_is_put_in_order(house: House) -> None:
    ids = [await create(house, name) for name in ("one", "two", "three")]
    version = await house.database.read(triggers.list_version, "wsp_1")
    order = (ids[2], ids[0], ids[1])
    await house.act("Carla", order_triggers, OrderTriggers, trigger_ids=order, version=version)
    assert await names(house) == ["three", "one", "two"]
    assert (
        await house.act("Carla", order_triggers, OrderTriggers, trigger_ids=order, version=await house.head())
    ).seq == 0


@line("T5")
async def test_an_order_of_another_list_is_refused(house: House) -> None:
    ids = [await create(house, name) for name in ("one", "two")]
    version = await house.database.read(triggers.list_version, "wsp_1")
    for order, sent in (((ids[1], ids[0]), version - 1), ((ids[1],), version), ((ids[1], ids[0], ids[0]), version)):
        with pytest.raises(Conflict, match="stale_version"):
            await house.act("Carla", order_triggers, OrderTriggers, trigger_ids=order, version=sent)
    assert await names(house) == ["one", "two"]


async def test_who_orders_a_list_that_was_changed_meanwhile_learns_by_whom(house: House) -> None:
    ids = [await create(house, name) for name in ("one", "two", "three")]
    first = await house.database.read(triggers.list_version, "wsp_1")

    async def refused(seen: int) -> dict[str, str]:
        with pytest.raises(Conflict, match="stale_version") as conflict:
            await house.act("Carla", order_triggers, OrderTriggers, trigger_ids=tuple(ids), version=seen)
        return dict(conflict.value.detail)

    await house.act("Anna", order_triggers, OrderTriggers, trigger_ids=(ids[2], ids[1], ids[0]), version=first)
    ordered = {"changed_by": f"agent:{house.people['Anna']}", "changed_at": str(house.now), "name": "Anna"}
    await house.act("Frieda", create_api_key, CreateApiKey, name="of other settings")
    assert (await refused(first)).items() >= ordered.items()
    second = await house.database.read(triggers.list_version, "wsp_1")
    await house.act("Frieda", delete_trigger, DeleteTrigger, trigger_id=ids[1])
    assert await house.database.read(triggers.list_version, "wsp_1") == second
    for seen in (first, second):
        assert (await refused(seen))["name"] == "Frieda"


async def test_a_trigger_changed_meanwhile_is_not_overwritten(house: House) -> None:
    made = await create(house, "one")
    await house.act("Anna", change_trigger, ChangeTrigger, trigger_id=made, version=1, definition=opening("uno"))
    with pytest.raises(Conflict, match="stale_version"):
        await house.act("Carla", change_trigger, ChangeTrigger, trigger_id=made, version=1, definition=opening("un"))


async def test_a_deleted_trigger_is_gone(house: House) -> None:
    made = await create(house, "one")
    await house.act("Carla", delete_trigger, DeleteTrigger, trigger_id=made)
    assert await names(house) == []
    with pytest.raises(NotFound):
        await house.act("Carla", delete_trigger, DeleteTrigger, trigger_id=made)


async def test_triggers_need_the_right_to_configure(house: House) -> None:
    made = await create(house, "one")
    with pytest.raises(Forbidden):
        await create(house, "two", by="Olaf")
    with pytest.raises(Forbidden):
        await house.act("Olaf", switch_trigger, SwitchTrigger, trigger_id=made, is_active=True)


async def test_a_trigger_names_no_group_next_door(house: House, next_door: House) -> None:
    """B36."""
    foreign = (await next_door.act("Nora", create_group, CreateGroup, names={"en": "Theirs"})).answer.id
    definition = parse_definition({"name": "x", "actions": [{"kind": "assign_group", "group_id": foreign}]})
    with pytest.raises(Invalid, match="group_gone"):
        await house.act("Carla", create_trigger, CreateTrigger, definition=definition)


async def test_a_trigger_next_door_is_not_there(house: House, next_door: House) -> None:
    made = await create(house, "one")
    with pytest.raises(NotFound):
        await next_door.act("Nora", switch_trigger, SwitchTrigger, trigger_id=made, is_active=True)
    with pytest.raises(NotFound):
        await next_door.act("Nora", delete_trigger, DeleteTrigger, trigger_id=made)
