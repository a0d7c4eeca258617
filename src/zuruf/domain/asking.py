"""Asking a colleague to join, and passing a visitor on (A14)."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from zuruf.domain.actor import Actor
from zuruf.domain.assignment import joined, refusal, why_not_agent, without
from zuruf.domain.conversation import Asking, Conversation
from zuruf.domain.explanation import Explanation
from zuruf.domain.outcome import Accepted, AlreadySo, Outcome, Refused
from zuruf.domain.routing import able
from zuruf.domain.workspace import Roster

ASKING_MS: Final = 600_000  # an asking lapses after ten minutes

Then = Literal["stay", "leave"]
Answer = Literal["accept", "decline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The askings that were answered, one of each colleague who asked; `left` are the askers of transfers, who leave by it."""

    conversation: Conversation
    askings: tuple[Asking, ...]
    left: tuple[str, ...]
    why: Explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsed:
    """The askings that ran out; their askers are told."""

    conversation: Conversation
    askings: tuple[Asking, ...]


def ask(
    conversation: Conversation, agent_id: str, actor: Actor, roster: Roster, at: int, *, why: str, then: Then = "stay"
) -> Outcome:
    """A14, A5: the colleague is asked, with a line of `why`; needs `access` only. With `then` "leave" it is a transfer.

    Several may ask the same colleague, each with their own line; asking again with another `then` replaces one's own asking only.
    """
    refused = _why_not_ask(conversation, agent_id, actor, roster)
    if refused is not None:
        return refusal(actor, refused)
    row = conversation.participation_of(agent_id)
    if row is not None and row.joined_at is not None:
        return AlreadySo(conversation=conversation)
    is_waiting = [row.then_leaves for row in askings_of(conversation, agent_id, at) if row.by == str(actor)]
    if is_waiting == [then == "leave"]:
        return AlreadySo(conversation=conversation)
    asking = Asking(agent_id=agent_id, by=str(actor), why=why, at=at, until=at + ASKING_MS, then_leaves=then == "leave")
    others = tuple(other for other in conversation.askings if (other.agent_id, other.by) != (agent_id, str(actor)))
    return Accepted(
        conversation=replace(conversation.awake(), askings=(*others, asking)), why=Explanation(cause=actor, rule="A14")
    )


def answer_asking(
    conversation: Conversation, agent_id: str, answer: Answer, roster: Roster, at: int
) -> Answered | Refused:
    """A14: Accept joins, and lets the askers of transfers leave; Decline changes nothing else. One answer reaches everybody who asked."""
    actor = Actor("agent", agent_id)
    askings = askings_of(conversation, agent_id, at)
    if not askings or able(agent_id, roster) is None:
        return refusal(
            actor, ("asking_lapsed", "Nobody is asking you to join any more. You can still join by yourself.")
        )
    if answer == "accept":
        return accepted(conversation, agent_id, at)
    rest = tuple(other for other in conversation.askings if other not in askings)
    why = Explanation(cause=actor, rule="A14")
    return Answered(askings=askings, conversation=replace(conversation, askings=rest), left=(), why=why)


def accepted(conversation: Conversation, agent_id: str, at: int) -> Answered:
    """A14: joining in whatever way, by Accept, Join or the first reply, accepts all askings of the one who joins."""
    askings = askings_of(conversation, agent_id, at)
    changed = joined(conversation, agent_id, at)
    askers = [asking.by.removeprefix("agent:") for asking in askings if asking.then_leaves]
    left = tuple(asker for asker in askers if changed.participation_of(asker) is not None)
    for asker in left:
        changed = without(changed, asker)
    why = Explanation(cause=Actor("agent", agent_id), rule="A14")
    return Answered(askings=askings, conversation=changed, left=left, why=why)


def lapse_askings(conversation: Conversation, now: int) -> Lapsed:
    """Takes back the askings whose time is over; all of them once the conversation is closed."""
    over = tuple(asking for asking in conversation.askings if asking.until <= now or not conversation.is_open)
    rest = tuple(asking for asking in conversation.askings if asking not in over)
    return Lapsed(conversation=replace(conversation, askings=rest), askings=over)


def askings_of(conversation: Conversation, agent_id: str, now: int) -> tuple[Asking, ...]:
    """The askings this agent has not answered yet, while they last; one of each colleague who asks."""
    return tuple(asking for asking in conversation.askings if asking.agent_id == agent_id and now < asking.until)


def _why_not_ask(conversation: Conversation, agent_id: str, actor: Actor, roster: Roster) -> tuple[str, str] | None:
    if able(actor.id, roster) is None:
        return "right_missing", "You may not answer conversations: your account lacks the right “access”."
    if not conversation.is_open:
        return "conversation_closed", "This conversation is closed, so nobody can be asked to join it."
    if actor.id == agent_id:
        return "asking_oneself", "You cannot ask yourself. Join the conversation instead."
    return why_not_agent(agent_id, roster)
