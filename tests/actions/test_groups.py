"""Groups: saved, changed, deleted."""

import pytest

from tests.actions.house import House
from zuruf.actions.groups import (
    ChangeGroup,
    CreateGroup,
    DeleteGroup,
    MoveTo,
    change_group,
    create_group,
    remove_group,
)
from zuruf.domain.visitor import Visitor
from zuruf.errors import Conflict, Forbidden, Invalid, NotFound
from zuruf.store import groups, visitors
from zuruf.store.transaction import Answer, Command, Tx

line = pytest.mark.line


@pytest.fixture
async def sales(house: House) -> str:
    members = frozenset({house.people["Olaf"], house.people["Anna"]})
    receipt = await house.act(
        "Anna", create_group, CreateGroup, names={"en": "Sales", "de": "Verkauf"}, members=members
    )
    return receipt.answer.id


@line("G1", "G2")
async def test_the_first_group_switches_groups_on_and_says_so(house: House) -> None:
    head = await house.head()
    receipt = await house.act("Anna", create_group, CreateGroup, names={"en": "Sales"})
    assert receipt.answer.note == "groups_switched_on"
    told = await house.events_of(receipt, head)
    assert [event.type for event in told] == ["group.changed", "workspace.changed"]
    assert (await house.roster()).workspace.uses_groups


@line("G2")
async def test_the_second_group_leaves_the_switch_alone(house: House, sales: str) -> None:
    receipt = await house.act("Anna", create_group, CreateGroup, names={"en": "Service"})
    assert receipt.answer.note == ""


@line("G1")
async def test_members_are_saved_and_taken_out_again(house: House, sales: str) -> None:
    assert (await house.roster()).groups[sales].members == {house.people["Olaf"], house.people["Anna"]}
    olaf = frozenset({house.people["Olaf"]})
    await house.act("Carla", change_group, ChangeGroup, group_id=sales, version=1, names={"en": "Sales"}, members=olaf)
    group = (await house.roster()).groups[sales]
    assert (group.members, group.version, group.names) == (olaf, 2, {"en": "Sales"})


async def test_the_event_carries_its_own_number(house: House, sales: str) -> None:
    (view,) = await house.database.read(groups.views, "wsp_1")
    head = await house.head()
    assert view.seq == head - 1  # the switch came after it


@line("G1")
async def test_a_group_needs_a_name_in_the_default_language(house: House) -> None:
    with pytest.raises(Invalid, match="name_missing") as refusal:
        await house.act("Anna", create_group, CreateGroup, names={"de": "Verkauf", "en": " "})
    assert refusal.value.field == "names.en"


@line("G1")
async def test_an_agent_without_the_right_saves_no_group(house: House) -> None:
    with pytest.raises(Forbidden, match="right_missing"):
        await house.act("Olaf", create_group, CreateGroup, names={"en": "Mine"})


async def test_somebody_from_next_door_cannot_be_a_member(house: House, next_door: House) -> None:
    """B36: as if absent, and nothing is written."""
    members = frozenset({next_door.people["Nora"]})
    with pytest.raises(NotFound, match="agent_not_found"):
        await house.act("Anna", create_group, CreateGroup, names={"en": "Sales"}, members=members)
    assert (await house.roster()).groups == {}


async def test_a_group_next_door_is_not_there(house: House, next_door: House, sales: str) -> None:
    with pytest.raises(NotFound):
        await next_door.act("Nora", change_group, ChangeGroup, group_id=sales, version=1, names={"en": "Ours"})
    with pytest.raises(NotFound):
        await next_door.act("Nora", remove_group, DeleteGroup, group_id=sales, move_to=MoveTo(None))
    assert (await house.roster()).groups[sales].names["en"] == "Sales"


async def test_a_group_changed_meanwhile_is_not_overwritten(house: House, sales: str) -> None:
    await house.act("Anna", change_group, ChangeGroup, group_id=sales, version=1, names={"en": "Selling"})
    with pytest.raises(Conflict, match="stale_version"):
        await house.act("Carla", change_group, ChangeGroup, group_id=sales, version=1, names={"en": "Shop"})


@line("G7")
async def test_an_empty_group_is_deleted(house: House, sales: str) -> None:
    head = await house.head()
    receipt = await house.act("Anna", remove_group, DeleteGroup, group_id=sales)
    assert [event.type for event in await house.events_of(receipt, head)] == ["group.deleted"]
    assert (await house.roster()).groups == {}


@line("G7")
async def test_deleting_a_group_in_use_asks_where_its_visitors_go(house: House, sales: str) -> None:
    await put_visitors_into(house, sales, 3)
    with pytest.raises(Conflict, match="group_in_use") as refusal:
        await house.act("Anna", remove_group, DeleteGroup, group_id=sales)
    assert refusal.value.detail == {"visitors": "3"}
    assert sales in (await house.roster()).groups


@line("G7")
async def test_the_visitors_of_a_deleted_group_go_where_they_were_sent(house: House, sales: str) -> None:
    service = (await house.act("Anna", create_group, CreateGroup, names={"en": "Service"})).answer.id
    await put_visitors_into(house, sales, 2)
    await house.act("Anna", remove_group, DeleteGroup, group_id=sales, move_to=MoveTo(service))
    assert await house.database.read(groups.visitors_in, "wsp_1", service) == 2


@line("G7")
async def test_the_visitors_of_a_deleted_group_may_go_to_all_agents(house: House, sales: str) -> None:
    await put_visitors_into(house, sales, 2)
    await house.act("Anna", remove_group, DeleteGroup, group_id=sales, move_to=MoveTo(None))
    row = await house.database.read(
        lambda reader: reader.one("select count(*) from conversations where group_id is null")
    )
    assert row == (2,)


@line("G7")
async def test_each_of_many_visitors_keeps_one_line_of_the_move_by_who_deleted_the_group(
    house: House, sales: str
) -> None:
    """More than are read at once."""
    await put_visitors_into(house, sales, 501)
    head = await house.head()
    receipt = await house.act("Anna", remove_group, DeleteGroup, group_id=sales, move_to=MoveTo(None))
    *lines, deleted = await house.events_of(receipt, head)
    assert deleted.type == "group.deleted"
    assert sorted(line.conversation_id or "" for line in lines) == sorted(f"cnv_{n}" for n in range(501))
    assert {(line.type, line.actor, line.is_history) for line in lines} == {
        ("visitor.assigned_to_group", f"agent:{house.people['Anna']}", True)
    }


@line("G7")
async def test_visitors_are_not_sent_into_the_group_that_goes(house: House, sales: str) -> None:
    with pytest.raises(Invalid, match="same_group"):
        await house.act("Anna", remove_group, DeleteGroup, group_id=sales, move_to=MoveTo(sales))


@line("G7")
async def test_visitors_are_not_sent_next_door(house: House, next_door: House, sales: str) -> None:
    foreign = (await next_door.act("Nora", create_group, CreateGroup, names={"en": "Theirs"})).answer.id
    with pytest.raises(NotFound):
        await house.act("Anna", remove_group, DeleteGroup, group_id=sales, move_to=MoveTo(foreign))


async def put_visitors_into(house: House, group_id: str, how_many: int) -> None:
    """Visitors who have talked; nobody talks now."""

    async def put(tx: Tx, command: Command) -> Answer:
        people = [Visitor(id=f"vis_{n}", website_id="web_1") for n in range(how_many)]
        for visitor in people:
            await visitors.insert(tx, visitor)
        await tx.many(
            "insert into conversations (workspace_id, id, visitor_id, website_id, is_open, episode, group_id, group_source,"
            " group_by, group_at, group_is_of_visit, askings, last_at, visitor_message_seq, has_visitor_message,"
            " visitor_head, visitor_read, agents_read, seq)"
            " values ($1, $2, $3, 'web_1', 0, 1, $4, 'trigger', '', 0, 0, '[]', 0, 0, 0, 0, 0, 0, 0)",
            [(tx.workspace_id, f"cnv_{visitor.id[4:]}", visitor.id, group_id) for visitor in people],
        )
        return Answer()

    await house.act("system", put, Command)
