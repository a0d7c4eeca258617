"""The active triggers of a workspace in their order, compiled once (T1, T5, T9), and the quick questions of every page view."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil, floor

from zuruf.domain.actor import Actor
from zuruf.domain.explanation import Met
from zuruf.domain.facts import Facts
from zuruf.domain.presence import is_anyone_online
from zuruf.domain.trigger import AssignAgent, AssignGroup, Definition, Test, Trigger, every_test
from zuruf.domain.trigger_condition import ReadyCondition, compile_condition
from zuruf.domain.trigger_values import LONGEST_ON_PAGE
from zuruf.domain.workspace import Roster


@dataclass(frozen=True, slots=True)
class ReadyTrigger:
    """A trigger with its condition compiled; `changes_at` are the seconds on a page at which the condition may turn."""

    trigger: Trigger
    condition: ReadyCondition
    changes_at: tuple[int, ...]

    @property
    def actor(self) -> Actor:
        """Who acts when it does."""
        return Actor("trigger", self.trigger.id)

    def matches(self, facts: Facts, roster: Roster) -> bool:
        """WHEN and IF hold (T1)."""
        return self.condition.holds(facts) and all(met.holds for met in when_met(self.trigger.definition, roster))

    def met(self, facts: Facts, roster: Roster) -> tuple[Met, ...]:
        """Every condition with the value found, WHEN first."""
        return when_met(self.trigger.definition, roster) + self.condition.met(facts)


@dataclass(frozen=True, slots=True)
class TriggerSet:
    """All that may act, in the order of their list."""

    triggers: tuple[ReadyTrigger, ...] = ()

    def of_website(self, website_id: str) -> Iterator[ReadyTrigger]:
        """Those for this website (T9)."""
        for ready in self.triggers:
            websites = ready.trigger.definition.website_ids
            if not websites or website_id in websites:
                yield ready


def compile_set(triggers: Iterable[Trigger]) -> TriggerSet:
    """The active ones in their order. Their definitions come from `parse_definition`, so compiling them cannot fail."""
    active = sorted(
        (trigger for trigger in triggers if trigger.is_active), key=lambda trigger: (trigger.place, trigger.id)
    )
    return TriggerSet(tuple(_ready(trigger) for trigger in active))


def anything_matches(triggers: TriggerSet, facts: Facts, roster: Roster) -> bool:
    """Whether a judgement is needed at all; a no costs no explanation."""
    return any(ready.matches(facts, roster) for ready in triggers.of_website(facts.website))


def next_judgement_in(triggers: TriggerSet, facts: Facts) -> int | None:
    """T6, timers: in how many seconds a condition on the time on page turns for this page, a day at most; None when staying changes
    nothing. A page's timer cannot wait longer than 2^31 ms: it would ring at once, again and again."""
    now = facts.time_on_page
    if now is None:
        return None
    turns = [turn for ready in triggers.of_website(facts.website) if (turn := _turn(ready, facts, now)) is not None]
    return min(*turns, now + LONGEST_ON_PAGE) - now if turns else None


def when_met(definition: Definition, roster: Roster) -> tuple[Met, ...]:
    """T1: the WHEN as a condition met or not; nothing for "either". Of several targets one that is online is enough."""
    when = definition.when
    if when.agents == "either":
        return ()
    found = "online" if _is_online(definition, roster) else "offline"
    return (Met(fact="agents", operator=when.agents, expected=when.of, found=found, holds=found == when.agents),)


def _ready(trigger: Trigger) -> ReadyTrigger:
    condition = trigger.definition.condition
    turns = {turn for test in every_test(condition) if test.fact == "time_on_page" for turn in _turns_of(test)}
    return ReadyTrigger(trigger, compile_condition(condition), tuple(sorted(turns)))


def _turns_of(test: Test) -> tuple[int, ...]:
    """The whole seconds at which a test on the time turns from true to false or back."""
    if not isinstance(test.value, int | float | str):
        return ()
    seconds = float(test.value)
    match test.operator:
        case "at_least" | "less_than":
            return (ceil(seconds),)
        case "more_than" | "at_most":
            return (floor(seconds) + 1,)
        case _:
            return ceil(seconds), floor(seconds) + 1


def _turn(ready: ReadyTrigger, facts: Facts, now: int) -> int | None:
    later = [turn for turn in ready.changes_at if turn > now]
    if not later:
        return None
    holds = ready.condition.holds(facts)
    return next((turn for turn in later if ready.condition.holds(replace(facts, time_on_page=turn)) != holds), None)


def _is_online(definition: Definition, roster: Roster) -> bool:
    if definition.when.of == "workspace":
        return is_anyone_online(roster, None)
    return any(is_anyone_online(roster, members) for members in _targets(definition, roster))


def _targets(definition: Definition, roster: Roster) -> Iterator[frozenset[str]]:
    for action in definition.assigns:
        match action:
            case AssignGroup(group_id=group_id) if group_id in roster.groups:
                yield roster.groups[group_id].members
            case AssignAgent(agent_id=agent_id):
                yield frozenset({agent_id})
            case _:
                continue
