"""A trigger's definition as JSON and back, and everything it refuses."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.domain.cast import FR, GROUPS, MARIE, ROSTER, TIM, dismissed, line
from zuruf.domain.trigger import (
    All,
    Any,
    AskForGroup,
    AssignAgent,
    AssignAllAgents,
    AssignGroup,
    Definition,
    HideWidget,
    OpenWidget,
    SendMessage,
    SetAttribute,
    ShowWidget,
    Test,
    Trigger,
    When,
    every_test,
)
from zuruf.domain.trigger_definition import check_targets, definition_of, flaws, parse_definition
from zuruf.errors import Invalid

URL = {"kind": "test", "fact": "current_url", "operator": "at_or_under", "value": "https://shop.example/fr"}
TO_FR = {"kind": "assign_group", "group_id": FR}
WEBSITES = frozenset({"web_1"})


def raw(**changes: object) -> dict[str, object]:
    return {"name": "French site", "condition": {"kind": "all", "tests": [URL]}, "actions": [TO_FR], **changes}


def one(test: Mapping[str, object]) -> dict[str, object]:
    return raw(condition={"kind": "all", "tests": [test]})


def problem_with(definition: Mapping[str, object]) -> tuple[str, str]:
    with pytest.raises(Invalid) as problem:
        parse_definition(definition)
    assert problem.value.sentence.endswith(".")
    return problem.value.code, problem.value.field


@line("T8")
def test_the_worked_example_is_read_with_its_defaults() -> None:
    definition = parse_definition(raw())
    test = Test(fact="current_url", operator="at_or_under", value="https://shop.example/fr")
    assert definition == Definition(
        name="French site", actions=(AssignGroup(group_id=FR),), condition=All(tests=(test,)), frequency="visit"
    )
    assert Trigger(id="trg_1", definition=definition).name == "French site"
    assert not Trigger(id="trg_1", definition=definition).is_active
    assert tuple(every_test(definition.condition)) == (test,)


def test_a_definition_survives_json_and_back() -> None:
    definition = Definition(
        name="Everything",
        website_ids=frozenset({"web_1", "web_2"}),
        when=When(agents="online", of="target"),
        condition=Any(
            tests=(
                All(tests=(Test(fact="visits", operator="at_least", value=2),)),
                Test(fact="attribute", name="plan", operator="exists"),
                Test(fact="country", operator="is", value=("FR", "BE")),
                Test(fact="returning", operator="is", value=True),
                Test(fact="custom_event", name="added_to_cart", operator="not_happened"),
            )
        ),
        actions=(
            AssignGroup(group_id=FR),
            AssignAgent(agent_id=TIM),
            SendMessage(texts={"en": "Hello", "fr": "Bonjour"}, agent_id=MARIE),
            SendMessage(texts={"en": "Hello"}),
            OpenWidget(),
            ShowWidget(),
            HideWidget(),
            AskForGroup(),
            SetAttribute(name="seen", value=True),
        ),
        frequency="always",
        also_during_conversation=True,
    )
    assert parse_definition(definition_of(definition)) == definition
    plain = Definition(name="All", actions=(AssignAllAgents(),))
    assert parse_definition(definition_of(plain)) == plain


def test_a_trigger_without_conditions_holds_everywhere() -> None:
    assert parse_definition({"name": "All", "actions": [TO_FR]}).condition == All()


def nested(depth: int) -> dict[str, object]:
    condition: dict[str, object] = URL
    for _ in range(depth):
        condition = {"kind": "any", "tests": [condition]}
    return raw(condition=condition)


def test_conditions_nest_five_deep() -> None:
    parse_definition(nested(5))
    assert problem_with(nested(6))[0] == "too_deep"


@pytest.mark.parametrize(
    ("definition", "code", "field"),
    [
        (raw(actions=[]), "no_action", "actions"),
        ({"name": "x"}, "no_action", "actions"),
        (raw(actions="all"), "invalid_value", "actions"),
        (raw(actions=[{"kind": "open_widget"}] * 21), "too_many", "actions"),
        (raw(actions=[TO_FR, {"kind": "assign_all_agents"}]), "two_groups", "actions.1"),
        (raw(actions=[{"kind": "dance"}]), "invalid_value", "actions.0.kind"),
        (raw(actions=["assign_group"]), "invalid_value", "actions.0"),
        (raw(actions=[{"kind": "assign_group"}]), "invalid_value", "actions.0.group_id"),
        (raw(actions=[{"kind": "assign_agent", "agent_id": ""}]), "empty", "actions.0.agent_id"),
        (raw(actions=[TO_FR | {"agent_id": TIM}]), "unknown_field", "actions.0.agent_id"),
        (raw(actions=[{"kind": "send_message", "texts": {}}]), "empty", "actions.0.texts"),
        (raw(actions=[{"kind": "send_message", "texts": {"en": " "}}]), "empty", "actions.0.texts.en"),
        (raw(actions=[{"kind": "send_message", "texts": {"en": "x" * 10_001}}]), "too_long", "actions.0.texts.en"),
        (raw(actions=[{"kind": "set_attribute", "name": "x", "value": None}]), "invalid_value", "actions.0.value"),
        (raw(name="  "), "empty", "name"),
        (raw(name=7), "invalid_value", "name"),
        (raw(name="x" * 201), "too_long", "name"),
        (raw(colour="red"), "unknown_field", "colour"),
        (raw(frequency="daily"), "invalid_value", "frequency"),
        (raw(also_during_conversation="yes"), "invalid_value", "also_during_conversation"),
        (raw(website_ids="web_1"), "invalid_value", "website_ids"),
        (raw(website_ids=[1]), "invalid_value", "website_ids.0"),
        (raw(when={"agents": "asleep"}), "invalid_value", "when.agents"),
        (raw(when={"of": "moon"}), "invalid_value", "when.of"),
        (raw(when={"of": "target"}, actions=[{"kind": "open_widget"}]), "no_target", "when.of"),
        (raw(condition={"kind": "any", "tests": []}), "empty", "condition.tests"),
        (raw(condition={"kind": "none", "tests": []}), "invalid_value", "condition.kind"),
        (raw(condition=[]), "invalid_value", "condition"),
        (one({**URL, "fact": "mood"}), "invalid_value", "condition.tests.0.fact"),
        (one({**URL, "operator": "resembles"}), "invalid_operator", "condition.tests.0.operator"),
        (one({**URL, "value": "not a url"}), "invalid_address", "condition.tests.0.value"),
        (one({**URL, "value": 7}), "invalid_value", "condition.tests.0.value"),
        (one({**URL, "operator": "regex", "value": "("}), "invalid_pattern", "condition.tests.0.value"),
        (one({**URL, "name": "x"}), "unknown_field", "condition.tests.0.name"),
        (one({**URL, "note": "x"}), "unknown_field", "condition.tests.0.note"),
        (one({**URL, "value": {"a": 1}}), "invalid_value", "condition.tests.0.value"),
        (
            one({"kind": "test", "fact": "visits", "operator": "at_least", "value": "many"}),
            "invalid_value",
            "condition.tests.0.value",
        ),
        (
            one({"kind": "test", "fact": "visits", "operator": "at_least", "value": "nan"}),
            "invalid_value",
            "condition.tests.0.value",
        ),
        (
            one({"kind": "test", "fact": "returning", "operator": "is", "value": "yes"}),
            "invalid_value",
            "condition.tests.0.value",
        ),
        (
            one({"kind": "test", "fact": "country", "operator": "is", "value": []}),
            "invalid_value",
            "condition.tests.0.value",
        ),
        (one({"kind": "test", "fact": "attribute", "operator": "exists"}), "empty", "condition.tests.0.name"),
        (
            one({"kind": "test", "fact": "attribute", "name": "x", "operator": "equals"}),
            "invalid_value",
            "condition.tests.0.value",
        ),
        (
            raw(condition={"kind": "all", "tests": [URL, {"kind": "any", "tests": [URL, {**URL, "value": ""}]}]}),
            "invalid_pattern",
            "condition.tests.1.tests.1.value",
        ),
        (raw(condition={**URL, "operator": "regex", "value": "["}), "invalid_pattern", "condition.value"),
    ],
)
def test_what_is_wrong_is_refused_with_its_field(definition: dict[str, object], code: str, field: str) -> None:
    assert problem_with(definition) == (code, field)


def test_saving_refuses_groups_agents_and_websites_that_do_not_exist() -> None:
    for changed, code, field in (
        (raw(actions=[{"kind": "assign_group", "group_id": "grp_gone"}]), "group_gone", "actions.0.group_id"),
        (raw(actions=[TO_FR, {"kind": "assign_agent", "agent_id": "agt_gone"}]), "agent_gone", "actions.1.agent_id"),
        (
            raw(actions=[{"kind": "send_message", "texts": {"en": "Hi"}, "agent_id": "agt_gone"}]),
            "agent_gone",
            "actions.0.agent_id",
        ),
        (raw(website_ids=["web_9"]), "website_gone", "website_ids"),
        (
            one({"kind": "test", "fact": "website", "operator": "is", "value": ["web_1", "web_9"]}),
            "website_gone",
            "condition.tests.0.value.1",
        ),
    ):
        with pytest.raises(Invalid) as problem:
            check_targets(parse_definition(changed), ROSTER, WEBSITES)
        assert (problem.value.code, problem.value.field) == (code, field)
    check_targets(parse_definition(raw(website_ids=["web_1"])), ROSTER, WEBSITES)


def test_a_saved_trigger_whose_target_is_gone_is_flagged_not_refused() -> None:
    definition = parse_definition(raw(actions=[TO_FR, {"kind": "assign_agent", "agent_id": TIM}]))
    assert flaws(definition, ROSTER, WEBSITES) == ()
    roster = replace(dismissed(TIM), groups={key: group for key, group in GROUPS.items() if key != FR})
    assert [flaw.code for flaw in flaws(definition, roster, WEBSITES)] == ["group_gone", "agent_gone"]


def test_a_message_falls_back_to_the_language_there_is() -> None:
    message = SendMessage(texts={"fr": "Bonjour", "en": "Hello"})
    assert message.text("fr-CA", "en") == "Bonjour"
    assert message.text("de", "en") == "Hello"
    assert SendMessage(texts={"fr": "Bonjour"}).text("de", "en") == "Bonjour"
