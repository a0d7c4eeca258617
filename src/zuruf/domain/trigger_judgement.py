"""Judging triggers (T5–T7, T15): which match, whose assignment wins, what else is done, and the reason for every one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from zuruf.domain.actor import Actor
from zuruf.domain.assignment import Seen, assign_agent, assign_group, without
from zuruf.domain.audience import Told
from zuruf.domain.conversation import Conversation
from zuruf.domain.explanation import Considered, Explanation, Met
from zuruf.domain.facts import Facts
from zuruf.domain.outcome import Accepted, AlreadySo, Outcome, Raised, Refused
from zuruf.domain.trigger import (
    Act,
    Assign,
    AssignAgent,
    AssignAllAgents,
    AssignGroup,
    Frequency,
    SendMessage,
    ShowForm,
)
from zuruf.domain.trigger_set import ReadyTrigger, TriggerSet
from zuruf.domain.workspace import Roster

MAX_DEPTH: Final = 5  # what a trigger causes may fire triggers again so often, then it stops (loop guard)

Occasion = Literal["page_view", "timer", "widget_opened", "first_message", "attribute_set"]
Fired = frozenset[tuple[str, str]]  # (trigger id, scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scopes:
    """What "this visit" and "this page" are called in the record of what has fired."""

    visit: str
    page: str

    def of(self, frequency: Frequency) -> str | None:
        """The scope in which a trigger of this frequency acts once; None when it always acts."""
        match frequency:
            case "visitor":
                return "visitor"
            case "visit":
                return f"visit:{self.visit}"
            case "page":
                return f"page:{self.page}"
            case "always":
                return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """In what a judgement happens: T6's occasion, what has fired already, the time in ms.

    `form_lack` is the code of why no contact form could be shown now, "" where one can (T4).
    `depth` counts the judgements this one follows from; from MAX_DEPTH on nothing is done.
    """

    occasion: Occasion
    scopes: Scopes
    at: int
    fired: Fired = frozenset()
    form_lack: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One assign action of a matching trigger and what came of it."""

    action: Assign
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of one trigger. `outcome` is a code of `Considered`; `acts` are to be carried out, `silenced` were held back by a code."""

    trigger_id: str
    matched: bool
    outcome: str
    conditions: tuple[Met, ...]
    tried: tuple[Tried, ...] = ()
    acts: tuple[Act, ...] = ()
    silenced: tuple[tuple[Act, str], ...] = ()

    @property
    def considered(self) -> Considered:
        """The same as a line of an explanation."""
        return Considered(kind="trigger", id=self.trigger_id, outcome=self.outcome, conditions=self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """`conversation` is as the winner's assignment leaves it; `released` are agents whom only an earlier trigger had assigned (T7).

    `firings` (trigger id, scope) are to be kept, so that the frequencies hold. `is_stopped` when the loop guard held something back.
    """

    conversation: Conversation
    verdicts: tuple[Verdict, ...]
    winner: Verdict | None = None
    released: tuple[str, ...] = ()
    firings: tuple[tuple[str, str], ...] = ()
    is_stopped: bool = False

    @property
    def acting(self) -> tuple[Verdict, ...]:
        """The triggers with acts to carry out, in order."""
        return tuple(verdict for verdict in self.verdicts if verdict.acts)

    @property
    def refused(self) -> tuple[Verdict, ...]:
        """The triggers whose assignment was refused, to be recorded (A20)."""
        return tuple(verdict for verdict in self.verdicts if any(isinstance(t.outcome, Refused) for t in verdict.tried))

    @property
    def why(self) -> Explanation | None:
        """A20: why the visitor was assigned so, naming every other trigger; None when none won."""
        if self.winner is None:
            return None
        considered = tuple(verdict.considered for verdict in self.verdicts)
        cause = Actor("trigger", self.winner.trigger_id)
        return Explanation(cause=cause, rule="T5", conditions=self.winner.conditions, considered=considered)

    def why_telling(self, told: Told) -> Explanation | None:
        """The same with the agents who were told and those who were not."""
        return replace(self.why, considered=(*self.why.considered, *told.considered)) if self.why else None


@dataclass(slots=True)
class _Assigning:
    """The state of one pass over the matching triggers: the first whose assignment is accepted wins (T5)."""

    conversation: Conversation
    winner_id: str | None = None
    released: tuple[str, ...] = ()
    tried: dict[str, tuple[Tried, ...]] = field(default_factory=dict[str, tuple[Tried, ...]])


def judge(
    triggers: TriggerSet, facts: Facts, roster: Roster, conversation: Conversation, situation: Situation
) -> Judgement:
    """T5–T7. At the first message `conversation` is the one before it, still closed; for a visitor without one, a fresh one."""
    judged = [(ready, ready.matches(facts, roster)) for ready in triggers.of_website(facts.website)]
    is_stopped = situation.depth >= MAX_DEPTH
    matching = [] if is_stopped else [ready for ready, matched in judged if matched]
    assigning = _assign(matching, facts, roster, conversation, situation.at)
    verdicts: list[Verdict] = []
    for ready, matched in judged:
        outcome = _outcome(ready, assigning) if matched else "not_matched"
        acts, silenced = _acts(ready, conversation, situation) if matched else ((), ())
        verdict = Verdict(
            trigger_id=ready.trigger.id,
            matched=matched,
            outcome="loop_stopped" if matched and is_stopped else outcome,
            conditions=ready.met(facts, roster),
            tried=assigning.tried.get(ready.trigger.id, ()),
            acts=acts,
            silenced=silenced,
        )
        verdicts.append(verdict)
    return Judgement(
        conversation=assigning.conversation,
        verdicts=tuple(verdicts),
        winner=next((verdict for verdict in verdicts if verdict.trigger_id == assigning.winner_id), None),
        released=assigning.released,
        firings=_firings(triggers, verdicts, situation),
        is_stopped=is_stopped and any(verdict.matched for verdict in verdicts),
    )


def _assign(
    matching: Sequence[ReadyTrigger], facts: Facts, roster: Roster, conversation: Conversation, at: int
) -> _Assigning:
    result = _Assigning(conversation)
    for ready in matching:
        if not ready.trigger.definition.assigns:
            continue
        changed, tried = _try(ready, facts, roster, conversation, at)
        result.tried[ready.trigger.id] = tried
        if any(isinstance(attempt.outcome, Accepted | Raised | AlreadySo) for attempt in tried):
            result.winner_id = ready.trigger.id
            result.conversation, result.released = _release(changed, ready.actor)
            break
    return result


def _try(
    ready: ReadyTrigger, facts: Facts, roster: Roster, conversation: Conversation, at: int
) -> tuple[Conversation, tuple[Tried, ...]]:
    """All assign actions of one trigger, one upon the other; a refused one leaves the others be."""
    conditions = ready.met(facts, roster)
    tried: list[Tried] = []
    for action in ready.trigger.definition.assigns:
        outcome = _attempt(ready, action, roster, conversation, at, conditions)
        tried.append(Tried(action=action, outcome=outcome))
        if not isinstance(outcome, Refused):
            conversation = outcome.conversation
    return conversation, tuple(tried)


def _attempt(
    ready: ReadyTrigger,
    action: Assign,
    roster: Roster,
    conversation: Conversation,
    at: int,
    conditions: tuple[Met, ...],
) -> Outcome:
    if conversation.is_open and not ready.trigger.definition.also_during_conversation:  # T7
        code, sentence = (
            "conversation_running",
            "The conversation has begun; this trigger leaves the visitor where they are.",
        )
        return Refused(
            code=code, sentence=sentence, why=Explanation(cause=ready.actor, rule=code, conditions=conditions)
        )
    match action:
        case AssignGroup() | AssignAllAgents():
            group_id = action.group_id if isinstance(action, AssignGroup) else None
            return assign_group(
                conversation,
                group_id,
                ready.actor,
                seen_group=Seen.NOTHING,
                roster=roster,
                at=at,
                conditions=conditions,
            )
        case AssignAgent(agent_id=agent_id):
            return assign_agent(conversation, agent_id, ready.actor, roster, at, conditions)


def _release(conversation: Conversation, winner: Actor) -> tuple[Conversation, tuple[str, ...]]:
    """T7: until the first message the visitor is moved, so agents whom only another trigger had assigned are taken off again.

    They would otherwise take the first alert away from the group the visitor is in now (A22).
    """
    if conversation.is_open:
        return conversation, ()
    released = tuple(
        row.agent_id
        for row in conversation.participations
        if row.assigned_by.startswith("trigger:") and row.assigned_by != str(winner)
    )
    for agent_id in released:
        conversation = without(conversation, agent_id)
    return conversation, released


def _outcome(ready: ReadyTrigger, assigning: _Assigning) -> str:
    """The code of a matching trigger."""
    if not ready.trigger.definition.assigns:
        return "acted"
    if ready.trigger.id == assigning.winner_id:
        return "won"
    codes = [
        attempt.outcome.code
        for attempt in assigning.tried.get(ready.trigger.id, ())
        if isinstance(attempt.outcome, Refused)
    ]
    return codes[0] if codes else "lost_to_earlier"


def _acts(
    ready: ReadyTrigger, conversation: Conversation, situation: Situation
) -> tuple[tuple[Act, ...], tuple[tuple[Act, str], ...]]:
    """The other actions: those to carry out, and those held back with the code of the reason."""
    acts = ready.trigger.definition.acts
    scope = situation.scopes.of(ready.trigger.definition.frequency)
    if situation.depth >= MAX_DEPTH:
        return (), tuple((act, "loop_stopped") for act in acts)
    if scope is not None and (ready.trigger.id, scope) in situation.fired:
        return (), tuple((act, "fired_before") for act in acts)
    is_running = conversation.is_open or situation.occasion == "first_message"  # T5, T15
    silent: list[tuple[Act, str]] = []
    for act in acts:
        if is_running and isinstance(act, SendMessage):
            silent.append((act, "conversation_running"))
        elif situation.form_lack and isinstance(act, ShowForm):
            silent.append((act, situation.form_lack))
    held = [act for act, _ in silent]
    return tuple(act for act in acts if act not in held), tuple(silent)


def _firings(triggers: TriggerSet, verdicts: Sequence[Verdict], situation: Situation) -> tuple[tuple[str, str], ...]:
    acting = {verdict.trigger_id for verdict in verdicts if verdict.acts}
    scoped = (
        (ready.trigger.id, situation.scopes.of(ready.trigger.definition.frequency))
        for ready in triggers.triggers
        if ready.trigger.id in acting
    )
    return tuple((trigger_id, scope) for trigger_id, scope in scoped if scope is not None)
