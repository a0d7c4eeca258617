"""Founding a workspace and its switches."""

import pytest

from tests.actions.house import START, House, found, founded, prepared
from zuruf.actions.agents import ChangeAgent, change_agent
from zuruf.actions.groups import CreateGroup, create_group
from zuruf.actions.workspaces import (
    SETUP_LINK_MS,
    ChangeWorkspace,
    OfferSetup,
    change_workspace,
    offer_setup,
)
from zuruf.domain.token import secret_of
from zuruf.errors import Conflict, Forbidden, Invalid
from zuruf.store import agents, workspaces
from zuruf.store.database import Database


async def test_the_holder_of_the_setup_link_becomes_the_owner(empty_database: Database) -> None:
    house = await founded(empty_database, "wsp_1", "Frieda")
    owner = await house.agent("Frieda")
    assert (owner.role, owner.is_active, owner.email) == ("owner", True, "frieda@shop.example")
    assert (await house.database.read(workspaces.get, "wsp_1")).name == "Shop"


async def test_a_setup_link_works_once(empty_database: Database) -> None:
    house, token = await prepared(empty_database, "wsp_1")
    await found(house, token, "Frieda")
    with pytest.raises(Invalid, match="link_invalid"):
        await found(house, token, "Mallory")
    assert len((await house.roster()).agents) == 1


async def test_a_guessed_setup_link_founds_nothing(empty_database: Database) -> None:
    house, _ = await prepared(empty_database, "wsp_1")
    with pytest.raises(Invalid, match="link_invalid"):
        await found(house, "guessed", "Mallory")


async def test_a_setup_link_ends_after_an_hour(empty_database: Database) -> None:
    house, _ = await prepared(empty_database, "wsp_1")
    row = await empty_database.read(lambda reader: reader.one("select expires_at from links"))
    assert row == (house.now + SETUP_LINK_MS,)
    assert SETUP_LINK_MS == 60 * 60 * 1000 < START


async def test_a_new_setup_link_replaces_the_one_before(empty_database: Database) -> None:
    house, old = await prepared(empty_database, "wsp_1")
    await house.act("system", offer_setup, OfferSetup)
    new = secret_of(house.last, "setup")
    with pytest.raises(Invalid):
        await found(house, old, "Frieda")
    assert (await found(house, new, "Frieda")).answer.id


async def test_no_setup_link_is_offered_once_there_is_an_owner(house: House) -> None:
    with pytest.raises(Conflict, match="workspace_owned"):
        await house.act("system", offer_setup, OfferSetup)


async def test_a_switch_is_changed_and_told(house: House) -> None:
    head = await house.head()
    receipt = await house.act("Carla", change_workspace, ChangeWorkspace, version=2, asks_for_group=True)
    told = await house.events_of(receipt, head)
    assert [event.type for event in told] == ["workspace.changed"]
    assert b'"asks_for_group":true' in told[0].body
    assert (await house.roster()).workspace.asks_for_group


async def test_a_switch_needs_the_right_to_configure(house: House) -> None:
    with pytest.raises(Forbidden, match="right_missing"):
        await house.act("Olaf", change_workspace, ChangeWorkspace, version=2, uses_groups=True)


async def test_a_stale_version_says_who_changed_it(house: House) -> None:
    await house.act("Anna", change_workspace, ChangeWorkspace, version=2, uses_groups=True)
    with pytest.raises(Conflict, match="stale_version") as refusal:
        await house.act("Carla", change_workspace, ChangeWorkspace, version=2, uses_groups=False)
    assert refusal.value.detail["name"] == "Anna"
    assert refusal.value.detail["version"] == "3"


async def test_the_same_switches_again_change_nothing(house: House) -> None:
    receipt = await house.act("Anna", change_workspace, ChangeWorkspace, version=2, uses_groups=False)
    assert (receipt.answer.changed, receipt.seq) == (False, 0)


@pytest.mark.parametrize(("spoken", "default"), [("fr", "fr"), ("de", "de"), ("nl", "en")])
async def test_the_workspace_speaks_its_founders_language_if_it_can(
    empty_database: Database, spoken: str, default: str
) -> None:
    house, token = await prepared(empty_database, "wsp_1")
    receipt = await found(house, token, "Frieda", language=spoken)
    workspace = (await house.roster()).workspace
    assert workspace.default_language == default
    assert (await house.database.read(agents.get, "wsp_1", receipt.answer.id)).language == spoken


async def test_a_default_language_needs_every_group_named_in_it(house: House) -> None:
    await house.act("Anna", create_group, CreateGroup, names={"en": "Sales"})
    with pytest.raises(Conflict, match="group_unnamed"):
        await house.act("Anna", change_workspace, ChangeWorkspace, version=3, default_language="fr")


async def test_every_change_of_people_or_switches_raises_the_roster(house: House) -> None:
    before = await roster_number(house)
    await house.act("Anna", change_workspace, ChangeWorkspace, version=2, uses_groups=True)
    await house.act("Anna", create_group, CreateGroup, names={"en": "Sales"})
    await house.act("Anna", change_agent, ChangeAgent, agent_id=house.people["Olaf"], version=2, name="Olaf O.")
    assert await roster_number(house) == before + 3


async def roster_number(house: House) -> int:
    row = await house.database.read(
        lambda reader: reader.one("select roster from streams where workspace_id = 'wsp_1'")
    )
    return int(row[0]) if row else 0
