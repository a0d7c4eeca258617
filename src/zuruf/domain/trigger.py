"""Triggers: WHEN somebody is there, IF the page and the visitor are so, THEN act (T1–T5). The records; judging is in trigger_judgement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from zuruf.domain.facts import FactName
from zuruf.domain.visitor import AttributeValue

Agents = Literal["online", "offline", "either"]
Of = Literal["workspace", "target"]
Frequency = Literal["visitor", "visit", "page", "always"]
Value = str | int | float | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """T1: whether somebody has to be online, nobody, or either; of the workspace or of the group or agent it assigns to."""

    agents: Agents = "either"
    of: Of = "workspace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One condition. `name` is the attribute's or the custom event's, otherwise ""; `value` is None for operators that need none."""

    __test__ = False  # pytest would take the class for one of its own

    fact: FactName
    operator: str
    value: Value = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Holds when every condition holds; so do none at all."""

    tests: "tuple[Condition, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """Holds when at least one condition holds."""

    tests: "tuple[Condition, ...]"


Condition = All | Any | Test


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignGroup:
    """Assign to a group."""

    group_id: str


@dataclass(frozen=True, slots=True)
class AssignAllAgents:
    """Assign to all agents: take the visitor out of any group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignAgent:
    """Assign to an agent; skipped when they are not online."""

    agent_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage:
    """An automatic message (T15), by language; signed by `agent_id`, or by the website when None."""

    texts: Mapping[str, str]
    agent_id: str | None = None

    def text(self, language: str, default_language: str) -> str:
        """The text in `language`, else in its main language (fr for fr-CA), else in the default one, else in any."""
        for wanted in (language, language.partition("-")[0], default_language):
            if wanted in self.texts:
                return self.texts[wanted]
        return next(iter(self.texts.values()))


@dataclass(frozen=True, slots=True)
class OpenWidget:
    """Open the chat."""


@dataclass(frozen=True, slots=True)
class ShowWidget:
    """Show the button."""


@dataclass(frozen=True, slots=True)
class HideWidget:
    """Hide the button."""


@dataclass(frozen=True, slots=True)
class AskForGroup:
    """Ask the visitor to choose a group (G3)."""


@dataclass(frozen=True, slots=True)
class ShowForm:
    """Open the chat with the website's contact form (W3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAttribute:
    """Set an attribute of the visitor."""

    name: str
    value: AttributeValue


Assign = AssignGroup | AssignAllAgents | AssignAgent
Act = SendMessage | OpenWidget | ShowWidget | HideWidget | AskForGroup | ShowForm | SetAttribute
Action = Assign | Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What people edit of a trigger. `website_ids` empty means all websites (T9); `frequency` does not bind assignments (T5)."""

    name: str
    actions: tuple[Action, ...]
    website_ids: frozenset[str] = frozenset()
    when: When = When()
    condition: Condition = All()
    frequency: Frequency = "visit"
    also_during_conversation: bool = False

    @property
    def assigns(self) -> tuple[Assign, ...]:
        """The actions that assign the visitor, in order."""
        return tuple(action for action in self.actions if isinstance(action, Assign))

    @property
    def acts(self) -> tuple[Act, ...]:
        """The other actions, in order."""
        return tuple(action for action in self.actions if not isinstance(action, Assign))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A saved trigger. `place` orders the list (T5), `is_active` and saving are two acts (T1)."""

    id: str
    definition: Definition
    place: int = 0
    is_active: bool = False
    version: int = 1

    @property
    def name(self) -> str:
        """What people call it."""
        return self.definition.name


def every_test(condition: Condition) -> Iterator[Test]:
    """Every test in the tree, in reading order."""
    return (test for _, test in placed_tests(condition))


def placed_tests(condition: Condition, field: str = "condition") -> Iterator[tuple[str, Test]]:
    """The same with the path of each, such as `condition.tests.0`."""
    match condition:
        case Test():
            yield field, condition
        case All(tests=tests) | Any(tests=tests):
            for place, inner in enumerate(tests):
                yield from placed_tests(inner, f"{field}.tests.{place}")


def placed_words(value: Value, field: str) -> Iterator[tuple[str, str]]:
    """The words of a value with the path of each: of one word the field itself."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, tuple):
        for place, word in enumerate(value):
            yield f"{field}.{place}", word
