"""Making, naming, switching and deleting groups (G1, G2, G7)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.wishes import picked

pytestmark = pytest.mark.anyio


@pytest.mark.line("G1a")
async def test_groups_are_made_and_changed_only_by_those_who_may_configure(town: Town) -> None:
    nora = await town.hire("Nora")
    carla = await town.hire("Carla", rights=["access", "assign", "configure"])

    await nora.ask("POST", "/api/groups", 403, names={"en": "Sales"})
    made = await carla.ask("POST", "/api/groups", 201, names={"en": "Sales"})
    change = {"names": {"en": "Sales team"}, "version": 1}
    await nora.ask("PUT", f"/api/groups/{made['id']}", 403, **change)
    await nora.ask("DELETE", f"/api/groups/{made['id']}", 403)
    await carla.ask("PUT", f"/api/groups/{made['id']}", **change)

    group = (await town.owner.get("/api/groups"))["items"][0]
    assert (group["names"], group["version"]) == ({"en": "Sales team"}, 2)


@pytest.mark.line("G1b", "G1d", "G7d")
async def test_a_group_has_names_a_colour_and_members_and_an_agent_may_be_in_many(town: Town) -> None:
    lea = await town.hire("Lea")

    refused = await town.owner.ask("POST", "/api/groups", 422, names={"fr": "Ventes"})
    assert (refused["field"], refused["errors"][0]["field"]) == ("names.en", "names.en")
    refused = await town.owner.ask("POST", "/api/groups", 404, names={"en": "Sales"}, members=["agt_nobody"])
    assert refused["field"] == "members"
    sales = await town.group("Sales", lea, colour="violet")
    french = await town.group("Support-Team FR", lea, town.owner)

    groups = {group["id"]: group for group in (await town.owner.get("/api/groups"))["items"]}
    assert groups[sales]["colour"] == "violet"
    assert groups[sales]["members"] == [lea.id]
    assert groups[french]["members"] == sorted([lea.id, town.owner.id])
    assert sales.startswith("grp_")
    assert len(sales) > 20


@pytest.mark.line("G1e")
async def test_two_who_change_a_group_at_once_do_not_overwrite_each_other(town: Town) -> None:
    sales = await town.group("Sales", colour="violet")
    await town.owner.ask("PUT", f"/api/groups/{sales}", names={"en": "Sales team"}, version=1)

    refused = await town.owner.ask("PUT", f"/api/groups/{sales}", 409, names={"en": "Shop"}, version=1)

    assert (refused["code"], refused["field"], refused["version"]) == ("stale_version", "version", "2")
    assert refused["name"] == "Frieda"


@pytest.mark.line("G2a")
async def test_the_first_group_switches_groups_on_and_says_so(town: Town) -> None:
    await town.owner.open_console()
    assert (await town.owner.get("/api/workspace"))["uses_groups"] is False

    first = await town.owner.ask("POST", "/api/groups", 201, names={"en": "Sales"})
    second = await town.owner.ask("POST", "/api/groups", 201, names={"en": "Support"})

    assert (first["note"], second["note"]) == ("groups_switched_on", "")
    await town.owner.socket.event("workspace.changed", uses_groups=True)
    assert (await town.owner.get("/api/workspace"))["uses_groups"] is True


@pytest.mark.line("G2b", "G2c")
async def test_a_group_counts_only_while_groups_are_used_and_it_is_enabled(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    sales, camille = await town.group("Sales", marie), town.visitor()
    await camille.view("/cart")
    await camille.open()
    await camille.write("Bonjour")
    conversation = await town.conversation_of(marie, "Bonjour")
    path = f"/api/visitors/{conversation['visitor']['id']}/group"
    await marie.ask("PUT", path, group_id=sales, seen_group_id=None)
    assert await marie.unassigned() == []

    everything = {"names": {"en": "Sales"}, "members": [marie.id]}
    await town.owner.ask("PUT", f"/api/groups/{sales}", **everything, is_enabled=False, version=1)
    refused = await marie.ask("PUT", path, 409, group_id=sales, seen_group_id=sales)
    assert refused["code"] == "group_disabled"
    assert (await picked(marie, conversation))[sales]["disabled"] == "group_disabled"
    assert await marie.unassigned() == [conversation["id"]]

    await town.owner.ask("PUT", f"/api/groups/{sales}", **everything, version=2)
    assert await marie.unassigned() == []
    version = (await town.owner.get("/api/workspace"))["version"]
    await town.owner.ask("PATCH", "/api/workspace", uses_groups=False, version=version)
    assert await marie.unassigned() == [conversation["id"]]
    assert (await marie.ask("PUT", path, 409, group_id=sales, seen_group_id=sales))["code"] == "group_disabled"


@pytest.mark.line("G7a", "G7b", "G7c")
async def test_deleting_a_group_in_use_asks_where_its_visitors_go(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    unused, camille = await town.group("Unused"), town.visitor()
    await camille.view("/fr")
    await camille.open()
    await camille.write("Bonjour")
    conversation = await town.conversation_of(marie, "Bonjour")
    await marie.ask("PUT", f"/api/visitors/{conversation['visitor']['id']}/group", group_id=french, seen_group_id=None)

    await town.owner.ask("DELETE", f"/api/groups/{unused}")
    asked = await town.owner.ask("DELETE", f"/api/groups/{french}", 409)
    assert (asked["code"], asked["visitors"], asked["field"]) == ("group_in_use", "1", "move_to")
    assert (await town.owner.ask("DELETE", f"/api/groups/{french}", 422, move_to=french))["field"] == "move_to"
    await town.owner.ask("DELETE", f"/api/groups/{french}", 404, move_to=unused)
    assert await marie.mine() == [conversation["id"]]

    await town.owner.ask("DELETE", f"/api/groups/{french}", move_to=sales)
    assert await marie.mine() == []
    assert await nora.mine() == [conversation["id"]]
    await marie.socket.event("group.deleted", group_id=french, moved_to=sales)

    await town.owner.ask("DELETE", f"/api/groups/{sales}", move_to=None)
    assert await nora.mine() == []
    assert await nora.unassigned() == [conversation["id"]]
