"""Putting a conversation off until later (I6): until when it may be, and what ends it."""

from dataclasses import replace
from typing import Final

from zuruf.domain.actor import Actor
from zuruf.domain.assignment import refusal
from zuruf.domain.conversation import Conversation
from zuruf.domain.explanation import Explanation
from zuruf.domain.outcome import Accepted, AlreadySo, Refused
from zuruf.domain.routing import effective_group, taking_part
from zuruf.domain.workspace import Roster

LONGEST_MS: Final = 366 * 24 * 3_600_000  # a year, also one with a 29th of February


def snooze(
    conversation: Conversation, until: int, actor: Actor, roster: Roster, at: int
) -> Accepted | AlreadySo | Refused:
    """I6: it belongs to the conversation: open, and whose it is as before, but out of the lists until `until` (ms).

    What nobody has cannot be put off, because nobody would come back to it (A16).
    """
    if not conversation.is_open:
        return refusal(actor, ("conversation_closed", "This conversation is closed, so there is nothing to put off."))
    if until <= at or until - at > LONGEST_MS:
        return refusal(actor, ("invalid_until", "Choose a time from now on, at most a year away."))
    if not taking_part(conversation, roster) and effective_group(conversation, roster) is None:
        return refusal(
            actor, ("unassigned", "Nobody has this conversation, so nobody would come back to it. Assign it first.")
        )
    if conversation.snoozed_until == until:
        return AlreadySo(conversation=conversation)
    changed = replace(conversation, snoozed_until=until, snoozed_by=str(actor), woken_seq=0)
    return Accepted(conversation=changed, why=Explanation(cause=actor, rule="I6"))


def wake(conversation: Conversation, actor: Actor) -> Accepted | AlreadySo:
    """By hand, by the visitor's message or, by the system, at its time."""
    if conversation.snoozed_until is None:
        return AlreadySo(conversation=conversation)
    return Accepted(conversation=conversation.awake(), why=Explanation(cause=actor, rule="I6"))


def is_over(conversation: Conversation, now: int) -> bool:
    """Whether the time of its snoozing has come; False for one snoozed anew, until later."""
    return conversation.snoozed_until is not None and conversation.snoozed_until <= now
