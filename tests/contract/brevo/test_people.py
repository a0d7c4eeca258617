"""agentOnlinePing and visitorGroup through both official SDKs (P1, A9, A10, A18, A20, X1)."""

import pytest

from tests.contract.brevo.conftest import Caller
from tests.contract.brevo.shop import Shop
from zuruf.actions.agents import ChoosePresence, choose_presence
from zuruf.store import streams

pytestmark = pytest.mark.line("X1")

PING = "sets_agents_status_to_online_for23minutes"
GROUP = "set_visitor_group_assignment"
LIZ = {"agent_email": "liz@desk.example", "agent_name": "Liz", "received_from": "SuperDesk"}


async def presence(shop: Shop, agent_id: str) -> str:
    return (await shop.roster()).presence_of(agent_id)


@pytest.mark.line("P1", "X1aa")
async def test_a_ping_keeps_an_agent_online_for_two_and_a_half_minutes(shop: Shop, call: Caller) -> None:
    pinged = await call(PING, agent_id=shop.of["Marie"])
    assert (pinged.status, pinged.data, pinged.error) == (204, None, "")
    seen = [await presence(shop, shop.of["Marie"])]
    for ms in (149_999, 1):
        shop.clock.now += ms
        seen.append(await presence(shop, shop.of["Marie"]))
    assert seen == ["online", "online", "offline"]


@pytest.mark.line("P1", "X1ab")
async def test_a_ping_leaves_what_the_agent_chose_by_hand(shop: Shop, call: Caller) -> None:
    await shop.act(ChoosePresence, choose_presence, "Marie", presence="invisible")
    assert (await call(PING, agent_id=shop.of["Marie"])).status == 204
    assert await presence(shop, shop.of["Marie"]) == "invisible"


@pytest.mark.line("X1ac")
async def test_a_ping_by_email_makes_the_agent_and_brings_them_online(shop: Shop, call: Caller) -> None:
    assert (await call(PING, **LIZ)).status == 204
    liz = await shop.agent_by_email("liz@desk.example")
    assert liz is not None
    assert (liz.is_by_api, liz.name, await presence(shop, liz.id)) == (True, "Liz", "online")


@pytest.mark.line("X1ac")
async def test_a_ping_names_an_agent_or_gives_all_three_fields(call: Caller) -> None:
    for fields in ({}, *(LIZ | {missing: None} for missing in LIZ)):
        refused = await call(PING, **fields)
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "missing_parameter"), fields


async def test_a_ping_with_a_wrong_field_is_an_invalid_parameter(call: Caller) -> None:
    for wrong in ({"agent_id": 7}, LIZ | {"agent_email": "nobody"}, LIZ | {"received_from": 7}):
        refused = await call(PING, **wrong)
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "invalid_parameter"), wrong


async def test_a_ping_for_an_agent_unknown_here_is_not_found(shop: Shop, next_door: Shop, call: Caller) -> None:
    for agent_id in ("nobody", next_door.of["Marie"]):
        refused = await call(PING, agent_id=agent_id)
        assert (refused.status, refused.code) == (404, "document_not_found")
    assert await presence(next_door, next_door.of["Marie"]) == "offline"


async def test_a_deactivated_agent_is_not_brought_online(shop: Shop, call: Caller) -> None:
    await shop.dismisses("Tim")
    refused = await call(PING, agent_id=shop.of["Tim"])
    assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "invalid_parameter")


async def test_a_ping_with_a_wrong_key_brings_nobody_online(shop: Shop, call: Caller) -> None:
    refused = await call(PING, key="zrf_wrong", agent_id=shop.of["Marie"])
    assert (refused.status, refused.code) == (401, "unauthorized")
    assert await presence(shop, shop.of["Marie"]) == "offline"


@pytest.mark.line("A10", "A18", "X1ad")
async def test_a_visitor_is_assigned_to_a_group_and_then_to_another(shop: Shop, call: Caller) -> None:
    for name in ("FR", "EN", "EN"):
        done = await call(GROUP, group_id=shop.of[name], extra={"visitorId": shop.of["Ada"]})
        assert (done.status, done.data) == (200, {"groupId": shop.of[name], "visitorId": shop.of["Ada"]})
        group = (await shop.conversation("Ada")).group
        assert (group.group_id, group.source) == (shop.of[name], "api")


@pytest.mark.line("A10", "X1ae")
async def test_null_is_all_agents(shop: Shop, call: Caller) -> None:
    await call(GROUP, group_id=shop.of["FR"], extra={"visitorId": shop.of["Ada"]})
    done = await call(GROUP, group_id=None, extra={"visitorId": shop.of["Ada"]})
    assert (done.status, done.data.get("groupId"), done.data["visitorId"]) == (200, None, shop.of["Ada"])
    group = (await shop.conversation("Ada")).group
    assert (group.group_id, group.source) == (None, "api")


async def test_a_group_is_set_for_the_pages_own_name(shop: Shop, call: Caller) -> None:
    await shop.calls("Bob", "customer-17")
    done = await call(GROUP, group_id=shop.of["FR"], extra={"visitorId": "customer-17"})
    assert done.data == {"groupId": shop.of["FR"], "visitorId": "customer-17"}
    assert (await shop.conversation("Bob")).group.group_id == shop.of["FR"]


@pytest.mark.line("X1af")
async def test_without_the_additional_visitor_id_a_parameter_is_missing(shop: Shop, call: Caller) -> None:
    refused = await call(GROUP, group_id=shop.of["FR"])
    assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "missing_parameter")
    assert "visitorId" in refused.data["message"]


async def test_a_group_that_is_no_id_is_an_invalid_parameter(shop: Shop, call: Caller) -> None:
    for group_id in (7, ["a"], {"a": 1}, True):
        refused = await call(GROUP, group_id=group_id, extra={"visitorId": shop.of["Ada"]})
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "invalid_parameter"), group_id


@pytest.mark.line("A9", "A20", "X1ag")
async def test_a_disabled_group_is_refused_and_the_refusal_kept(shop: Shop, call: Caller) -> None:
    await shop.disables("FR")
    refused = await call(GROUP, group_id=shop.of["FR"], extra={"visitorId": shop.of["Ada"]})
    assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "invalid_parameter")
    assert (await shop.conversation("Ada")).group.group_id is None
    events = await shop.database.read(streams.events_since, shop.workspace_id, 0, 1000)
    (kept,) = [event for event in events if event.type == "assignment.refused"]
    assert kept.actor.startswith("api:")
    assert b"group_disabled" in kept.body


@pytest.mark.line("X1k")
async def test_an_unknown_group_or_visitor_is_not_found(shop: Shop, next_door: Shop, call: Caller) -> None:
    asked = [
        ("nothing", shop.of["Ada"]),
        (next_door.of["FR"], shop.of["Ada"]),
        (shop.of["FR"], "nobody"),
        (shop.of["FR"], next_door.of["Ada"]),
    ]
    for group_id, visitor_id in asked:
        refused = await call(GROUP, group_id=group_id, extra={"visitorId": visitor_id})
        assert (refused.status, refused.error, refused.code) == (404, "NotFoundError", "document_not_found")
    assert (await next_door.conversation("Ada")).group.group_id is None


async def test_a_wrong_key_assigns_nobody(shop: Shop, call: Caller) -> None:
    refused = await call(GROUP, key="zrf_wrong", group_id=shop.of["FR"], extra={"visitorId": shop.of["Ada"]})
    assert (refused.status, refused.code) == (401, "unauthorized")
    assert (await shop.conversation("Ada")).group.group_id is None
