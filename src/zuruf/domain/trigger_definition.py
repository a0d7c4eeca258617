"""A trigger's definition as JSON and back (T14), and everything that is wrong with one before it is saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast, get_args

from zuruf.domain.facts import FACT_NAMES, FactName
from zuruf.domain.json_reading import Json, flag_at, list_at, only, record_at, text_at, word_at, wrong
from zuruf.domain.message import MAX_TEXT
from zuruf.domain.trigger import (
    Action,
    Agents,
    All,
    Any,
    AskForGroup,
    AssignAgent,
    AssignAllAgents,
    AssignGroup,
    Condition,
    Definition,
    Frequency,
    HideWidget,
    Of,
    OpenWidget,
    SendMessage,
    SetAttribute,
    ShowForm,
    ShowWidget,
    Test,
    Value,
    When,
    placed_tests,
    placed_words,
)
from zuruf.domain.trigger_condition import KINDS, compile_condition
from zuruf.domain.workspace import Roster
from zuruf.errors import Invalid

FIELDS: Final = ("name", "website_ids", "when", "condition", "actions", "frequency", "also_during_conversation")
MAX_NAME: Final = 200
MAX_ACTIONS: Final = 20
MAX_TESTS: Final = 100  # in one list
MAX_DEPTH: Final = 5
PLAIN_ACTIONS: Final[Mapping[str, Action]] = {
    "assign_all_agents": AssignAllAgents(),
    "open_widget": OpenWidget(),
    "show_widget": ShowWidget(),
    "hide_widget": HideWidget(),
    "ask_for_group": AskForGroup(),
    "show_form": ShowForm(),
}
ACTION_KINDS: Final = ("assign_group", "assign_agent", "send_message", "set_attribute", *PLAIN_ACTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something the definition names that does not exist now: the field, the code and a sentence."""

    field: str
    code: str
    sentence: str


def parse_definition(raw: Json) -> Definition:
    """The definition in this JSON, its patterns tried; raises Invalid with the path of the field, such as `condition.tests.0.value`.

    Groups, agents and websites are not looked up: one may be gone since it was saved (see `flaws` and `check_targets`).
    """
    only(raw, FIELDS, "")
    definition = Definition(
        name=text_at(raw.get("name"), "name", MAX_NAME),
        website_ids=_website_ids(raw.get("website_ids", ())),
        when=_when(raw.get("when", {})),
        condition=_condition(raw.get("condition", {"kind": "all", "tests": []}), "condition", 1),
        actions=_actions(raw.get("actions")),
        frequency=cast("Frequency", word_at(raw.get("frequency", "visit"), "frequency", get_args(Frequency))),
        also_during_conversation=flag_at(raw.get("also_during_conversation", False), "also_during_conversation"),
    )
    if definition.when.of == "target" and not any(_target(action) for action in definition.actions):
        sentence = "“of the target” needs an action that assigns to a group or an agent; there is none."
        raise Invalid("no_target", sentence, "when.of")
    try:
        compile_condition(definition.condition)
    except Invalid as problem:
        raise Invalid(problem.code, problem.sentence, f"condition.{problem.field}", problem.detail) from None
    return definition


def definition_of(definition: Definition) -> dict[str, object]:
    """The JSON `parse_definition` reads."""
    return {
        "name": definition.name,
        "website_ids": sorted(definition.website_ids),
        "when": {"agents": definition.when.agents, "of": definition.when.of},
        "condition": _condition_as_json(definition.condition),
        "actions": [_action_as_json(action) for action in definition.actions],
        "frequency": definition.frequency,
        "also_during_conversation": definition.also_during_conversation,
    }


def check_targets(definition: Definition, roster: Roster, website_ids: frozenset[str]) -> None:
    """Raises Invalid for the first flaw; a definition is saved without any."""
    for flaw in flaws(definition, roster, website_ids):
        raise Invalid(flaw.code, flaw.sentence, flaw.field)


def flaws(definition: Definition, roster: Roster, website_ids: frozenset[str]) -> tuple[Flaw, ...]:
    """What it names that is gone; such a trigger is skipped and flagged in the list, never deleted."""
    unknown = (
        [_flaw("website_ids", "website_gone", "This website does not exist.")]
        if definition.website_ids - website_ids
        else []
    )
    targets = (
        flaw
        for place, action in enumerate(definition.actions)
        for flaw in _target_flaws(action, f"actions.{place}", roster)
    )
    tests = (
        _flaw(at, "website_gone", "A condition names a website that does not exist.")
        for path, test in placed_tests(definition.condition)
        for at, website_id in (placed_words(test.value, f"{path}.value") if test.fact == "website" else ())
        if website_id not in website_ids
    )
    return (*unknown, *targets, *tests)


def _target_flaws(action: Action, field: str, roster: Roster) -> Iterator[Flaw]:
    group_id, agent_id = _target_group(action), _target_agent(action)
    if group_id and group_id not in roster.groups:
        yield _flaw(f"{field}.group_id", "group_gone", "This group does not exist.")
    if agent_id and (agent_id not in roster.agents or not roster.agents[agent_id].is_active):
        yield _flaw(f"{field}.agent_id", "agent_gone", "This agent does not exist any more.")


def _flaw(field: str, code: str, sentence: str) -> Flaw:
    return Flaw(field=field, code=code, sentence=sentence)


def _target(action: Action) -> str | None:
    return action.group_id if isinstance(action, AssignGroup) else _assigned_agent(action)


def _target_group(action: Action) -> str | None:
    return action.group_id if isinstance(action, AssignGroup) else None


def _target_agent(action: Action) -> str | None:
    return action.agent_id if isinstance(action, AssignAgent | SendMessage) else None


def _assigned_agent(action: Action) -> str | None:
    return action.agent_id if isinstance(action, AssignAgent) else None


def _website_ids(raw: object) -> frozenset[str]:
    items = list_at(raw, "website_ids", MAX_TESTS)
    return frozenset(text_at(item, f"website_ids.{place}", MAX_NAME) for place, item in enumerate(items))


def _when(raw: object) -> When:
    record = only(record_at(raw, "when"), ("agents", "of"), "when")
    return When(
        agents=cast("Agents", word_at(record.get("agents", "either"), "when.agents", get_args(Agents))),
        of=cast("Of", word_at(record.get("of", "workspace"), "when.of", get_args(Of))),
    )


def _condition(raw: object, field: str, depth: int) -> Condition:
    record = record_at(raw, field)
    kind = word_at(record.get("kind"), f"{field}.kind", ("all", "any", "test"))
    if kind == "test":
        return _test(record, field)
    if depth > MAX_DEPTH:
        raise Invalid("too_deep", f"Conditions nest at most {MAX_DEPTH} deep.", field)
    only(record, ("kind", "tests"), field)
    items = list_at(record.get("tests"), f"{field}.tests", MAX_TESTS)
    tests = tuple(_condition(item, f"{field}.tests.{place}", depth + 1) for place, item in enumerate(items))
    if kind == "all":
        return All(tests=tests)
    if not tests:
        raise Invalid("empty", "“any of” without a condition never holds. Add one.", f"{field}.tests")
    return Any(tests=tests)


def _test(record: Json, field: str) -> Test:
    only(record, ("kind", "fact", "name", "operator", "value"), field)
    name = record.get("name", "")
    fact = cast("FactName", word_at(record.get("fact"), f"{field}.fact", FACT_NAMES))
    named = KINDS[fact] in ("attribute", "event")
    if name and not named:
        raise Invalid("unknown_field", f"“{fact}” takes no name.", f"{field}.name")
    return Test(
        fact=fact,
        operator=text_at(record.get("operator"), f"{field}.operator", MAX_NAME),
        value=_value(record.get("value"), f"{field}.value"),
        name=text_at(name, f"{field}.name", MAX_NAME) if named else "",
    )


def _value(raw: object, field: str) -> Value:
    if raw is None or isinstance(raw, str | int | float | bool):
        return raw
    items = list_at(raw, field, MAX_TESTS)
    return tuple(text_at(item, f"{field}.{place}", MAX_NAME) for place, item in enumerate(items))


def _actions(raw: object) -> tuple[Action, ...]:
    items = list_at(raw if raw is not None else (), "actions", MAX_ACTIONS)
    if not items:
        raise Invalid("no_action", "A trigger without an action does nothing. Add one.", "actions")
    actions = tuple(
        _action(record_at(item, f"actions.{place}"), f"actions.{place}") for place, item in enumerate(items)
    )
    groups = [place for place, action in enumerate(actions) if isinstance(action, AssignGroup | AssignAllAgents)]
    if len(groups) > 1:
        raise Invalid("two_groups", "A visitor is in one group at a time; keep one of these.", f"actions.{groups[1]}")
    return actions


def _action(record: Json, field: str) -> Action:
    match word_at(record.get("kind"), f"{field}.kind", ACTION_KINDS):
        case "assign_group":
            only(record, ("kind", "group_id"), field)
            return AssignGroup(group_id=text_at(record.get("group_id"), f"{field}.group_id", MAX_NAME))
        case "assign_agent":
            only(record, ("kind", "agent_id"), field)
            return AssignAgent(agent_id=text_at(record.get("agent_id"), f"{field}.agent_id", MAX_NAME))
        case "send_message":
            return _send_message(only(record, ("kind", "texts", "agent_id"), field), field)
        case "set_attribute":
            return _set_attribute(only(record, ("kind", "name", "value"), field), field)
        case kind:
            only(record, ("kind",), field)
            return PLAIN_ACTIONS[kind]


def _send_message(record: Json, field: str) -> SendMessage:
    texts = record_at(record.get("texts"), f"{field}.texts")
    if not texts:
        raise Invalid("empty", "Expected a text in at least one language.", f"{field}.texts")
    agent_id = record.get("agent_id")
    return SendMessage(
        texts={language: text_at(text, f"{field}.texts.{language}", MAX_TEXT) for language, text in texts.items()},
        agent_id=None if agent_id is None else text_at(agent_id, f"{field}.agent_id", MAX_NAME),
    )


def _set_attribute(record: Json, field: str) -> SetAttribute:
    value = record.get("value")
    if not isinstance(value, str | int | float | bool):
        raise wrong(f"{field}.value", "a text, a number, true or false", value)
    return SetAttribute(name=text_at(record.get("name"), f"{field}.name", MAX_NAME), value=value)


def _condition_as_json(condition: Condition) -> dict[str, object]:
    match condition:
        case All(tests=tests):
            return {"kind": "all", "tests": [_condition_as_json(test) for test in tests]}
        case Any(tests=tests):
            return {"kind": "any", "tests": [_condition_as_json(test) for test in tests]}
        case Test():
            value = list(condition.value) if isinstance(condition.value, tuple) else condition.value
            named = {"name": condition.name} if condition.name else {}
            given = {} if value is None else {"value": value}
            return {"kind": "test", "fact": condition.fact, **named, "operator": condition.operator, **given}


def _action_as_json(action: Action) -> dict[str, object]:
    match action:
        case AssignGroup(group_id=group_id):
            return {"kind": "assign_group", "group_id": group_id}
        case AssignAgent(agent_id=agent_id):
            return {"kind": "assign_agent", "agent_id": agent_id}
        case SendMessage(texts=texts, agent_id=agent_id):
            signed = {} if agent_id is None else {"agent_id": agent_id}
            return {"kind": "send_message", "texts": dict(texts), **signed}
        case SetAttribute(name=name, value=value):
            return {"kind": "set_attribute", "name": name, "value": value}
        case AssignAllAgents() | OpenWidget() | ShowWidget() | HideWidget() | AskForGroup() | ShowForm():
            return {"kind": next(kind for kind, plain in PLAIN_ACTIONS.items() if plain == action)}
