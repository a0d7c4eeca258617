"""Saving, switching and ordering triggers, and what is refused (T1, T5, T9, edges)."""

import pytest

from tests.journeys.conftest import ACADEMY, Town
from tests.journeys.people import Json
from tests.journeys.wishes import all_of, at, explained, into, mark, say, to, when

pytestmark = pytest.mark.anyio


@pytest.mark.line("T1d", "T1e")
async def test_a_saved_trigger_acts_only_once_it_is_switched_on(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", marie)
    definition = {"name": "French site", "condition": at("/fr"), "actions": [into(french)]}
    made = (await town.owner.ask("POST", "/api/triggers", 201, **definition))["id"]
    first, second, third = town.visitor(), town.visitor(), town.visitor()

    await first.view("/fr")
    await first.open()
    await first.write("One")
    assert (await town.conversation_of(marie, "One"))["group"]["group_id"] is None

    await town.owner.ask("PUT", f"/api/triggers/{made}/active", is_active=True)
    await second.view("/fr")
    await second.open()
    await second.write("Two")
    assert (await town.conversation_of(marie, "Two"))["group"]["group_id"] == french

    await town.owner.ask("PUT", f"/api/triggers/{made}", **{**definition, "actions": [into(sales)]}, version=1)
    await town.owner.ask("PUT", f"/api/triggers/{made}/active", is_active=False)
    saved = (await marie.get("/api/triggers"))["items"][0]
    assert (saved["is_active"], saved["version"], saved["actions"]) == (False, 2, [into(sales)])
    await third.view("/fr")
    await third.open()
    await third.write("Three")
    assert (await town.conversation_of(marie, "Three"))["group"]["group_id"] is None


BAD: list[tuple[str, str, Json]] = [
    (
        "condition.tests.0.value",
        "invalid_pattern",
        {"condition": {"kind": "all", "tests": [when("current_url", "regex", "fr(")]}},
    ),
    (
        "condition.value",
        "invalid_address",
        {"condition": when("current_url", "at_or_under", "https://shop example/fr")},
    ),
    (
        "condition.value",
        "invalid_address",
        {"condition": when("current_url", "at_or_under", "https://shop.example/#/fr")},
    ),
    ("condition.fact", "", {"condition": when("weather", "is", "sunny")}),
    ("condition.operator", "invalid_operator", {"condition": when("visits", "contains", "3")}),
    ("condition.name", "", {"condition": when("attribute", "equals", "pro")}),
    ("condition.value", "invalid_value", {"condition": when("time_on_page", "at_least", "soon")}),
    ("condition.value", "invalid_value", {"condition": when("time_on_page", "at_least", -1)}),
    ("condition.value", "invalid_value", {"condition": when("time_on_page", "at_least", 2_592_000)}),
    ("condition.tests.0.value", "invalid_value", {"condition": all_of(when("time_on_page", "less_than", 1e308))}),
    ("condition.value", "invalid_value", {"condition": when("visits", "equals", 1.5)}),
    ("condition.value", "never_matches", {"condition": when("pages_viewed", "less_than", 1)}),
    ("condition.value", "website_gone", {"condition": when("website", "is", "web_nobody")}),
    (
        "condition.tests.1.value.0",
        "website_gone",
        {"condition": all_of(at("/"), when("website", "is", ["web_nobody"]))},
    ),
    ("condition.tests", "empty", {"condition": {"kind": "any", "tests": []}}),
    ("actions", "no_action", {"actions": []}),
    ("actions.0.group_id", "group_gone", {"actions": [into("grp_nobody")]}),
    ("actions.0.agent_id", "agent_gone", {"actions": [{"kind": "assign_agent", "agent_id": "agt_nobody"}]}),
    ("actions.0.kind", "", {"actions": [{"kind": "dance"}]}),
    ("actions.1", "two_groups", {"actions": [{"kind": "assign_all_agents"}, {"kind": "assign_all_agents"}]}),
    ("actions.0.texts", "empty", {"actions": [{"kind": "send_message", "texts": {}}]}),
    ("actions.0.value", "", {"actions": [{"kind": "set_attribute", "name": "plan", "value": None}]}),
    ("when.agents", "", {"when": {"agents": "asleep"}}),
    ("when.of", "no_target", {"when": {"agents": "online", "of": "target"}}),
    ("frequency", "", {"frequency": "sometimes"}),
    ("website_ids", "website_gone", {"website_ids": ["web_nobody"]}),
    ("name", "", {"name": ""}),
    ("surprise", "unknown_field", {"surprise": 1}),
]


@pytest.mark.line("T1f", "T2o")
async def test_what_is_wrong_with_a_trigger_is_said_with_the_path_of_the_field(town: Town) -> None:
    good: Json = {"name": "Good", "actions": [mark("seen")]}
    for field, code, wrong in BAD:
        refused = await town.owner.ask("POST", "/api/triggers", 422, **{**good, **wrong})
        assert refused["field"] == field, (wrong, refused)
        assert refused["errors"][0]["field"] == field
        assert not code or refused["code"] == code, (wrong, refused)
        assert refused["detail"].endswith((".", "!"))
    assert (await town.owner.get("/api/triggers"))["items"] == []


@pytest.mark.line("T1g")
async def test_two_who_save_or_order_triggers_at_once_do_not_overwrite_each_other(town: Town) -> None:
    nora = await town.hire("Nora")
    first, second = await town.trigger("One", at("/"), mark("one")), await town.trigger("Two", at("/"), mark("two"))
    seen = (await town.owner.get("/api/triggers"))["version"]
    definition: Json = {"name": "One", "condition": at("/fr"), "actions": [mark("one")]}

    await town.owner.ask("PUT", f"/api/triggers/{first}", **definition, version=1)
    refused = await town.owner.ask("PUT", f"/api/triggers/{first}", 409, **definition, version=1)
    assert (refused["code"], refused["field"], refused["version"]) == ("stale_version", "version", "2")
    assert (await town.owner.ask("PUT", f"/api/triggers/{first}", 422, **definition))["field"] == "version"

    now = (await town.owner.get("/api/triggers"))["version"]
    assert now != seen
    await town.owner.ask("PUT", "/api/triggers/order", 409, ids=[second, first], version=seen)
    await town.owner.ask("PUT", "/api/triggers/order", 409, ids=[second], version=now)
    await town.owner.ask("PUT", "/api/triggers/order", ids=[second, first], version=now)
    assert [item["id"] for item in (await town.owner.get("/api/triggers"))["items"]] == [second, first]
    await nora.ask("PUT", "/api/triggers/order", 403, ids=[first, second], version=now)
    await nora.ask("POST", "/api/triggers", 403, **definition)


@pytest.mark.line("T1h")
async def test_a_trigger_whose_target_is_gone_is_flagged_and_skipped_with_its_reason_and_stays(town: Town) -> None:
    marie, paul = await town.hire("Marie", "online"), await town.hire("Paul")
    gone, french = await town.group("Gone"), await town.group("Support-Team FR", marie)
    to_gone = await town.trigger("To a group", at("/fr"), into(gone))
    to_paul = await town.trigger("To Paul", at("/fr"), to(paul))
    signed = await town.trigger("Hello", at("/de"), say("Hello", agent_id=paul.id))
    await town.trigger("French site", at("/fr"), into(french))

    await town.owner.ask("DELETE", f"/api/groups/{gone}")
    await town.owner.ask("PATCH", f"/api/agents/{paul.id}", is_active=False, version=2)
    camille = town.visitor()
    await camille.view("/fr")
    await camille.open()
    await camille.write("Bonjour")

    listed = {item["id"]: item["flaws"] for item in (await town.owner.get("/api/triggers"))["items"]}
    assert [(flaw["field"], flaw["code"]) for flaw in listed[to_gone]] == [("actions.0.group_id", "group_gone")]
    assert [(flaw["field"], flaw["code"]) for flaw in listed[to_paul]] == [("actions.0.agent_id", "agent_gone")]
    assert [(flaw["field"], flaw["code"]) for flaw in listed[signed]] == [("actions.0.agent_id", "agent_gone")]
    conversation = await town.conversation_of(marie, "Bonjour")
    assert conversation["group"]["group_id"] == french
    why = next(
        line["body"]["why"]
        for line in await explained(marie, conversation)
        if line["type"] == "visitor.assigned_to_group"
    )
    outcomes = {one["id"]: one["outcome"] for one in why["considered"]}
    assert (outcomes[to_gone], outcomes[to_paul]) == ("group_gone", "agent_gone")


@pytest.mark.line("T9a", "T9b", "T9c")
async def test_a_trigger_is_for_all_websites_or_for_some(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    academy, key = await town.put_up("Academy", ACADEMY)
    await town.trigger("Everywhere", {"kind": "all", "tests": []}, mark("everywhere"))
    await town.trigger("Academy", {"kind": "all", "tests": []}, mark("academy"), website_ids=[academy])
    camille, same = town.visitor(), town.visitor(key, ACADEMY)
    same.browser = camille.browser
    await camille.view("/")
    await camille.open()
    await camille.write("At the shop")
    await same.view("/")
    await same.open()
    await same.write("At the academy")

    shop, other = await town.conversation_of(marie, "At the shop"), await town.conversation_of(marie, "At the academy")
    assert shop["visitor"]["attributes"] == {"everywhere": True}
    assert other["visitor"]["attributes"] == {"everywhere": True, "academy": True}
    assert shop["visitor"]["id"] != other["visitor"]["id"]
