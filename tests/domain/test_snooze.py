"""Putting a conversation off until later (I6)."""

from dataclasses import replace

import pytest

from tests.domain.cast import (
    FR,
    MARIE,
    NOW,
    ROSTER,
    TIM,
    accepted,
    agent,
    already,
    assigned,
    dismissed,
    in_group,
    joined,
    refused,
    talking,
)
from zuruf.domain.asking import ask
from zuruf.domain.assignment import assign_agent, assign_group, deactivated, without
from zuruf.domain.conversation import Conversation
from zuruf.domain.episode import answered, close, visitor_wrote
from zuruf.domain.snooze import LONGEST_MS, is_over, snooze, wake

LATER = NOW + 3_600_000
MARIES = talking(assigned(MARIE), group=in_group(FR))


def put_off(conversation: Conversation = MARIES) -> Conversation:
    return accepted(snooze(conversation, LATER, agent(MARIE), ROSTER, NOW))


def test_it_stays_open_and_whose_it_is() -> None:
    off = put_off()
    assert (off.snoozed_until, off.snoozed_by) == (LATER, f"agent:{MARIE}")
    assert replace(off, snoozed_until=None, snoozed_by="") == MARIES
    assert already(snooze(off, LATER, agent(TIM), ROSTER, NOW)) == off
    assert accepted(snooze(off, LATER + 1, agent(TIM), ROSTER, NOW)).snoozed_by == f"agent:{TIM}"


def test_what_nobody_has_is_refused() -> None:
    assert refused(snooze(talking(), LATER, agent(MARIE), ROSTER, NOW)) == "unassigned"
    gone = talking(assigned(MARIE))
    assert refused(snooze(gone, LATER, agent(TIM), dismissed(MARIE), NOW)) == "unassigned"
    accepted(snooze(talking(group=in_group(FR)), LATER, agent(MARIE), ROSTER, NOW))


@pytest.mark.parametrize("until", [NOW, NOW - 1, NOW + LONGEST_MS + 1])
def test_a_time_past_or_too_far_away_is_refused(until: int) -> None:
    assert refused(snooze(MARIES, until, agent(MARIE), ROSTER, NOW)) == "invalid_until"
    closed = replace(MARIES, is_open=False)
    assert refused(snooze(closed, LATER, agent(MARIE), ROSTER, NOW)) == "conversation_closed"


def test_whoever_is_given_or_asked_finds_it_awake() -> None:
    off = put_off()
    for changed in (
        accepted(assign_agent(off, TIM, agent(MARIE), ROSTER, NOW)),
        accepted(assign_group(off, None, agent(MARIE), seen_group=FR, roster=ROSTER, at=NOW)),
        accepted(ask(off, TIM, agent(MARIE), ROSTER, NOW, why="You know him")),
        deactivated(off, MARIE),
        visitor_wrote(off, ROSTER, NOW).conversation,
    ):
        assert (changed.snoozed_until, changed.snoozed_by) == (None, "")


def test_answering_and_leaving_leave_it_asleep() -> None:
    off = put_off(MARIES.with_participation(joined(TIM)))
    assert answered(off, MARIE, NOW).conversation.snoozed_until == LATER
    assert without(off, TIM).snoozed_until == LATER


def test_it_is_over_at_its_time_and_not_before() -> None:
    off = put_off()
    assert not is_over(off, LATER - 1)
    assert is_over(off, LATER)
    assert not is_over(MARIES, LATER)
    assert accepted(wake(off, agent(TIM))) == MARIES
    assert already(wake(MARIES, agent(TIM))) == MARIES


def test_what_woke_it_is_over_once_somebody_answers_closes_or_puts_it_off_again() -> None:
    woken = replace(MARIES, woken_seq=9)
    assert answered(woken, MARIE, NOW).conversation.woken_seq == 0
    closed = close(woken, NOW)
    assert closed.conversation.woken_seq == 0
    assert close(put_off(), NOW).conversation.snoozed_until is None
    assert put_off(woken).woken_seq == 0
