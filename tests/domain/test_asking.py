"""Asking a colleague to join, and passing a visitor on."""

from dataclasses import replace

import pytest

from tests.domain.cast import (
    MARIE,
    NORA,
    NOW,
    OLAF,
    QUIET,
    ROSTER,
    TIM,
    accepted,
    agent,
    already,
    asked,
    joined,
    line,
    refused,
    talking,
    with_agent,
    with_presence,
    without_access,
)
from zuruf.domain.asking import Answer, Answered, answer_asking, ask, lapse_askings
from zuruf.domain.asking import accepted as by_joining
from zuruf.domain.conversation import Conversation
from zuruf.domain.outcome import Outcome

TALK = talking(joined(MARIE))


def asking(conversation: Conversation = TALK, target: str = TIM, by: str = MARIE) -> Outcome:
    return ask(conversation, target, agent(by), ROSTER, NOW, why="Knows the tariff")


def answer(conversation: Conversation, word: Answer, at: int = NOW + 1) -> Answered:
    outcome = answer_asking(conversation, TIM, word, ROSTER, at)
    assert isinstance(outcome, Answered)
    return outcome


@line("A14")
def test_a_colleague_is_asked_with_a_line_of_why() -> None:
    conversation = accepted(asking())
    assert conversation.askings == (asked(TIM),)
    assert conversation.participations == TALK.participations


@line("A14")
def test_asking_needs_access_only() -> None:
    roster = with_agent(replace(ROSTER.agents[MARIE], rights=frozenset({"access"})))
    assert accepted(ask(TALK, TIM, agent(MARIE), roster, NOW, why=""))
    assert refused(ask(TALK, TIM, agent(MARIE), without_access(MARIE), NOW, why="")) == "right_missing"


@line("A5", "A14")
def test_an_offline_colleague_cannot_be_asked() -> None:
    assert refused(asking(target=OLAF)) == "agent_offline"
    assert refused(asking(target="agt_gone")) == "agent_gone"


def test_nobody_asks_themselves_or_in_a_closed_conversation() -> None:
    assert refused(asking(target=MARIE)) == "asking_oneself"
    assert refused(asking(QUIET)) == "conversation_closed"


def test_asking_twice_or_somebody_who_joined_is_a_no_op() -> None:
    conversation = accepted(asking())
    assert already(asking(conversation)) is conversation
    assert already(asking(TALK, target=MARIE, by=TIM)) is TALK


@line("A14")
def test_another_colleague_asks_beside_the_first_and_one_answer_reaches_both() -> None:
    conversation = accepted(asking(accepted(asking()), by=NORA))
    assert conversation.askings == (asked(TIM), asked(TIM, by=NORA))
    declined = answer(conversation, "decline")
    assert (declined.askings, declined.conversation) == (conversation.askings, TALK)
    assert answer(conversation, "accept").askings == conversation.askings
    assert answer(conversation, "accept").conversation.askings == ()


@line("A14")
def test_asking_again_to_pass_the_visitor_on_replaces_ones_own_asking_only() -> None:
    both = accepted(asking(accepted(asking()), by=NORA))
    conversation = accepted(ask(both, TIM, agent(MARIE), ROSTER, NOW, why="", then="leave"))
    assert [(row.by, row.then_leaves) for row in conversation.askings] == [
        (f"agent:{NORA}", False),
        (f"agent:{MARIE}", True),
    ]


@line("A14")
def test_both_askers_of_a_transfer_leave() -> None:
    conversation = accepted(
        ask(talking(joined(MARIE), joined(NORA)), TIM, agent(MARIE), ROSTER, NOW, why="", then="leave")
    )
    conversation = accepted(ask(conversation, TIM, agent(NORA), ROSTER, NOW, why="", then="leave"))
    answered = answer(conversation, "accept")
    assert answered.left == (MARIE, NORA)
    assert [row.agent_id for row in answered.conversation.participations] == [TIM]


@line("A14")
def test_an_asking_that_ran_out_is_not_accepted_by_joining_and_goes_on_to_lapse() -> None:
    conversation = accepted(asking())
    late = by_joining(conversation, TIM, NOW + 600_000)
    assert (late.askings, late.left, late.conversation.askings) == ((), (), conversation.askings)


@line("A14")
def test_accepting_joins_and_the_first_agent_stays() -> None:
    answered = answer(accepted(asking()), "accept")
    assert [row.agent_id for row in answered.conversation.participations] == [MARIE, TIM]
    assert answered.conversation.askings == ()
    assert (answered.left, answered.askings) == ((), (asked(TIM),))


@line("A14")
def test_a_transfer_lets_the_asker_leave_once_accepted() -> None:
    conversation = accepted(ask(TALK, TIM, agent(MARIE), ROSTER, NOW, why="", then="leave"))
    assert conversation.participation_of(MARIE)
    answered = answer(conversation, "accept")
    assert [row.agent_id for row in answered.conversation.participations] == [TIM]
    assert answered.left == (MARIE,)
    assert answer(conversation, "decline").left == ()


@line("A14")
def test_a_transfer_by_somebody_who_left_meanwhile_has_nobody_leave() -> None:
    conversation = accepted(ask(TALK, TIM, agent(MARIE), ROSTER, NOW, why="", then="leave"))
    gone = conversation.without_participation(MARIE)
    assert answer(gone, "accept").left == ()


@line("A14")
def test_declining_changes_nothing_else() -> None:
    assert answer(accepted(asking()), "decline").conversation == TALK


@line("A14")
def test_an_asked_colleague_may_accept_after_going_offline() -> None:
    outcome = answer_asking(accepted(asking()), TIM, "accept", with_presence("offline", TIM), NOW + 1)
    assert isinstance(outcome, Answered)


@pytest.mark.parametrize("word", ["accept", "decline"])
def test_who_was_not_asked_or_too_late_cannot_answer(word: Answer) -> None:
    assert refused(answer_asking(TALK, TIM, word, ROSTER, NOW)) == "asking_lapsed"
    assert refused(answer_asking(accepted(asking()), TIM, word, ROSTER, NOW + 600_000)) == "asking_lapsed"


@line("A14")
def test_askings_lapse_after_ten_minutes_or_at_closing() -> None:
    conversation = accepted(asking())
    assert lapse_askings(conversation, NOW + 599_999).askings == ()
    lapsed = lapse_askings(conversation, NOW + 600_000)
    assert (lapsed.askings, lapsed.conversation) == ((asked(TIM),), TALK)
    assert lapse_askings(replace(conversation, is_open=False), NOW).askings == (asked(TIM),)
