"""An episode from its first message to its closing, and again."""

from dataclasses import replace

import pytest

from tests.domain.cast import (
    EN,
    EVERYBODY,
    FR,
    FRIEDA,
    LEA,
    MARIE,
    NOBODY,
    NORA,
    NOW,
    OLAF,
    QUIET,
    ROSTER,
    TIM,
    VISITOR,
    accepted,
    agent,
    already,
    asked,
    assigned,
    dismissed,
    in_group,
    joined,
    line,
    refused,
    talking,
    with_presence,
)
from zuruf.domain.audience import alerted_by_message
from zuruf.domain.conversation import Conversation, GroupSetting
from zuruf.domain.episode import Closed, answered, close, is_missed, reopen, visitor_wrote
from zuruf.domain.routing import why_mine
from zuruf.domain.workspace import Roster

KNOWN = replace(QUIET, episode=1, last_agent_id=TIM)


def closed(conversation: Conversation) -> Closed:
    outcome = close(conversation, NOW + 5)
    assert isinstance(outcome, Closed)
    return outcome


def test_the_first_message_opens_the_first_episode() -> None:
    wrote = visitor_wrote(QUIET, ROSTER, NOW)
    assert wrote.is_opening
    conversation = wrote.conversation
    assert (conversation.is_open, conversation.episode, conversation.opened_at) == (True, 1, NOW)
    assert (conversation.has_visitor_message, conversation.waiting_since) == (True, NOW)
    assert conversation.participations == ()


def test_further_messages_open_nothing_and_keep_the_time_of_waiting() -> None:
    wrote = visitor_wrote(talking(), ROSTER, NOW + 9)
    assert not wrote.is_opening
    assert (wrote.conversation.waiting_since, wrote.conversation.episode) == (NOW, 1)


@line("O1")
def test_waiting_begins_again_after_an_answer() -> None:
    after = answered(talking(), TIM, NOW + 1).conversation
    assert after.waiting_since is None
    assert visitor_wrote(after, ROSTER, NOW + 2).conversation.waiting_since == NOW + 2


def test_a_visitor_who_writes_after_closing_opens_a_new_episode() -> None:
    over = closed(replace(talking(joined(MARIE)), owner=MARIE)).conversation
    again = visitor_wrote(over, ROSTER, NOW + 9).conversation
    assert (again.episode, again.closed_at, again.owner, again.participations) == (2, None, None, ())


def test_agents_assigned_from_visitors_online_are_kept_for_the_first_message() -> None:
    wrote = visitor_wrote(replace(QUIET, participations=(assigned(NORA),)), ROSTER, NOW)
    assert [reason.kind for reason in why_mine(wrote.conversation, NORA, ROSTER)] == ["assigned"]
    assert alerted_by_message(wrote.conversation, ROSTER, VISITOR, NOBODY).agents == (NORA,)


@line("A17")
@pytest.mark.parametrize("conversation", [KNOWN, replace(KNOWN, group=in_group(FR))], ids=["no group", "in the group"])
def test_a_new_episode_returns_to_the_last_agent(conversation: Conversation) -> None:
    wrote = visitor_wrote(conversation, ROSTER, NOW)
    row = wrote.conversation.participation_of(TIM)
    assert row is not None
    assert (row.assigned_at, row.assigned_by, row.joined_at) == (NOW, "system:", None)
    assert wrote.returned_to == TIM
    assert wrote.why is not None
    assert (wrote.why.rule, wrote.why.considered[0].outcome) == ("A17", "assigned")


@line("A17")
def test_then_it_is_in_the_groups_mine_too_but_the_alert_goes_to_that_agent_alone() -> None:
    conversation = visitor_wrote(replace(KNOWN, group=in_group(FR)), ROSTER, NOW).conversation
    assert {id_ for id_ in EVERYBODY if why_mine(conversation, id_, ROSTER)} == {MARIE, TIM, LEA}
    assert alerted_by_message(conversation, ROSTER, VISITOR, NOBODY).agents == (TIM,)


@line("A17")
@pytest.mark.parametrize(
    ("conversation", "roster", "code"),
    [
        (KNOWN, with_presence("offline", TIM), "offline"),
        (KNOWN, with_presence("invisible", TIM), "invisible"),
        (KNOWN, dismissed(TIM), "no_access"),
        (replace(KNOWN, group=in_group(EN)), ROSTER, "not_member"),
        (
            KNOWN,
            replace(ROSTER, workspace=replace(ROSTER.workspace, returns_to_last_agent=False)),
            "switched_off",
        ),
        (replace(KNOWN, participations=(assigned(TIM),)), ROSTER, "already_assigned"),
    ],
)
def test_otherwise_the_last_agent_is_not_assigned(conversation: Conversation, roster: Roster, code: str) -> None:
    wrote = visitor_wrote(conversation, roster, NOW)
    assert wrote.returned_to is None
    assert wrote.conversation.participations == conversation.participations
    assert wrote.why is not None
    assert wrote.why.considered[0].outcome == code


@line("A17")
def test_a_group_that_does_not_count_does_not_keep_the_last_agent_away() -> None:
    roster = replace(ROSTER, workspace=replace(ROSTER.workspace, uses_groups=False))
    assert visitor_wrote(replace(KNOWN, group=in_group(EN)), roster, NOW).returned_to == TIM


@line("A17")
def test_nobody_returns_within_an_episode() -> None:
    assert visitor_wrote(replace(talking(), last_agent_id=TIM), ROSTER, NOW).returned_to is None


@line("T15")
def test_a_reply_to_a_pushed_message_goes_to_the_agent_it_names_if_online() -> None:
    assert visitor_wrote(KNOWN, ROSTER, NOW, named_agent=NORA).returned_to == NORA
    assert visitor_wrote(KNOWN, ROSTER, NOW, named_agent=OLAF).returned_to == TIM


@line("G4")
def test_the_first_to_answer_joins_and_owns_the_episode() -> None:
    first = answered(talking(group=in_group(FR)), TIM, NOW + 1)
    assert (first.has_joined, first.is_opening) == (True, False)
    second = answered(first.conversation, MARIE, NOW + 2)
    again = answered(second.conversation, TIM, NOW + 3)
    assert (second.has_joined, again.has_joined) == (True, False)
    assert again.conversation.owner == TIM
    assert again.conversation.last_agent_id == TIM
    assert [row.joined_at for row in again.conversation.participations] == [NOW + 1, NOW + 2]


def test_an_assigned_agent_joins_by_the_first_reply_and_stays_assigned() -> None:
    row = answered(talking(assigned(TIM)), TIM, NOW + 1).conversation.participation_of(TIM)
    assert row is not None
    assert (row.assigned_at, row.joined_at) == (NOW, NOW + 1)


def test_an_agent_who_writes_into_a_closed_one_opens_an_episode_of_their_own() -> None:
    over = closed(replace(talking(joined(MARIE), group=in_group(FR)), owner=MARIE)).conversation
    after = answered(over, NORA, NOW + 9)
    assert (after.is_opening, after.has_joined) == (True, True)
    conversation = after.conversation
    assert (conversation.episode, conversation.owner, conversation.group.group_id) == (2, NORA, FR)
    assert [row.agent_id for row in conversation.participations] == [NORA]
    assert (conversation.has_visitor_message, conversation.waiting_since) == (False, None)


@line("A17", "A18")
def test_closing_ends_all_rows_and_keeps_the_group_at_a_triggers_strength() -> None:
    rows = (joined(MARIE), assigned(TIM))
    done = closed(talking(*rows, group=in_group(FR), askings=(asked(NORA),)))
    assert done.ended == rows
    assert done.lapsed == (asked(NORA),)
    conversation = done.conversation
    assert (conversation.is_open, conversation.closed_at, conversation.participations) == (False, NOW + 5, ())
    assert (conversation.group.group_id, conversation.group.strength) == (FR, 1)
    assert (conversation.waiting_since, conversation.askings) == (None, ())


def test_closing_a_closed_one_is_a_no_op() -> None:
    assert already(close(KNOWN, NOW)) is KNOWN


def test_reopening_restores_the_agents_in_the_same_episode() -> None:
    before = replace(talking(joined(MARIE), assigned(OLAF)), owner=MARIE)
    done = closed(before)
    again = accepted(reopen(done.conversation, done.ended, agent(FRIEDA), ROSTER))
    assert (again.is_open, again.episode, again.closed_at) == (True, 1, None)
    assert (again.participations, again.owner, again.has_visitor_message) == (before.participations, MARIE, True)


@line("A18")
def test_reopening_gives_the_group_the_weight_it_had_in_this_episode_and_no_other() -> None:
    open_since = talking(joined(MARIE))
    for by, source in (
        ("agent:agt_marie", "agent"),
        ("api:key_1", "api"),
        ("visitor:vis_1", "visitor"),
        ("trigger:trg_1", "trigger"),
    ):
        chosen = GroupSetting(group_id="grp_fr", source=source, by=by, at=NOW)
        done = closed(replace(open_since, opened_at=NOW, group=chosen))
        assert done.conversation.group.source == "trigger"
        assert accepted(reopen(done.conversation, done.ended, agent(FRIEDA), ROSTER)).group == chosen
        earlier = replace(done.conversation, opened_at=NOW + 1)
        assert accepted(reopen(earlier, done.ended, agent(FRIEDA), ROSTER)).group.source == "trigger"


def test_reopening_does_not_restore_who_is_deactivated_meanwhile() -> None:
    done = closed(replace(talking(joined(MARIE), assigned(TIM)), owner=MARIE))
    again = accepted(reopen(done.conversation, done.ended, agent(FRIEDA), dismissed(MARIE)))
    assert [row.agent_id for row in again.participations] == [TIM]
    assert again.owner is None


def test_reopening_keeps_who_was_assigned_while_it_was_closed() -> None:
    done = closed(talking(joined(MARIE)))
    prepared = replace(done.conversation, participations=(assigned(NORA),))
    again = accepted(reopen(prepared, done.ended, agent(FRIEDA), ROSTER))
    assert [row.agent_id for row in again.participations] == [MARIE, NORA]


def test_what_is_open_or_never_began_is_not_reopened() -> None:
    conversation = talking()
    assert already(reopen(conversation, (), agent(FRIEDA), ROSTER)) is conversation
    assert refused(reopen(QUIET, (), agent(FRIEDA), ROSTER)) == "never_opened"


@line("O1")
def test_a_visitor_is_missed_after_the_set_time_until_answered() -> None:
    conversation = talking(assigned(TIM))
    assert not is_missed(conversation, ROSTER, NOW + 29_999)
    assert is_missed(conversation, ROSTER, NOW + 30_000)
    assert not is_missed(answered(conversation, TIM, NOW).conversation, ROSTER, NOW + 99_999)
    assert not is_missed(closed(conversation).conversation, ROSTER, NOW + 99_999)


@line("O1", "A19")
def test_a_visitor_is_missed_at_once_when_all_owners_are_offline() -> None:
    assert is_missed(talking(assigned(OLAF), group=in_group(FR)), ROSTER, NOW)
    assert not is_missed(talking(assigned(OLAF), assigned(LEA)), ROSTER, NOW)
    roster = with_presence("offline", MARIE, TIM, LEA)
    assert is_missed(talking(group=in_group(FR)), roster, NOW)
    assert not is_missed(talking(), roster, NOW)
    assert is_missed(talking(), with_presence("offline", *EVERYBODY), NOW)
