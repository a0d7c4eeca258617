"""Whose a conversation is: Mine with its reasons, Unassigned with its reason."""

from dataclasses import replace

import pytest

from tests.domain.cast import (
    AGENTS,
    EVERYBODY,
    FR,
    FRIEDA,
    GROUPS,
    LEA,
    MARIE,
    NOW,
    OLAF,
    QUIET,
    ROSTER,
    TIM,
    asked,
    assigned,
    dismissed,
    in_group,
    joined,
    line,
    talking,
    with_agent,
    with_group,
    with_presence,
    without_access,
)
from zuruf.domain.conversation import Conversation
from zuruf.domain.routing import Reason, effective_group, is_unassigned, owners, why_mine
from zuruf.domain.workspace import Roster

GROUPS_OFF = replace(ROSTER, workspace=replace(ROSTER.workspace, uses_groups=False))


def mine_of(conversation: Conversation, roster: Roster = ROSTER) -> set[str]:
    return {agent_id for agent_id in EVERYBODY if why_mine(conversation, agent_id, roster)}


@line("A7")
def test_an_assigned_conversation_is_in_that_agents_mine_and_nobody_elses() -> None:
    assert mine_of(talking(assigned(TIM))) == {TIM}


@line("A11")
def test_a_groups_conversation_is_in_mine_of_every_member_online_or_not_without_joining() -> None:
    roster = with_presence("offline", MARIE)
    conversation = talking(group=in_group(FR))
    assert mine_of(conversation, roster) == {MARIE, TIM, LEA}
    assert conversation.participations == ()


@line("A12")
def test_a_visitor_moved_to_another_group_stays_only_with_those_who_take_part() -> None:
    before = talking(joined(TIM), assigned(LEA), group=in_group(FR))
    after = replace(before, group=in_group("grp_en"))
    assert mine_of(before) == {MARIE, TIM, LEA}
    assert mine_of(after) == {TIM, LEA, OLAF, "agt_nora"}


@line("A15")
def test_mine_says_every_reason_why_it_is_there() -> None:
    row = replace(assigned(TIM, "trigger:trg_french"), joined_at=NOW + 3)
    conversation = talking(row, group=in_group(FR), askings=(asked(TIM),))
    assert why_mine(conversation, TIM, ROSTER) == (
        Reason(kind="assigned", by="trigger:trg_french", at=NOW),
        Reason(kind="joined", at=NOW + 3),
        Reason(kind="asked", by="agent:agt_marie", at=NOW),
        Reason(kind="group", by="agent:agt_frieda", at=NOW, group_id=FR),
    )


@line("A15")
def test_mine_gives_no_reason_that_is_not_there() -> None:
    assert [reason.kind for reason in why_mine(talking(joined(TIM)), TIM, ROSTER)] == ["joined"]
    assert [reason.kind for reason in why_mine(talking(assigned(TIM)), TIM, ROSTER)] == ["assigned"]


@line("A14")
def test_an_asking_waits_in_the_colleagues_mine() -> None:
    assert mine_of(talking(joined(MARIE), askings=(asked(TIM),))) == {MARIE, TIM}


@line("A15")
def test_a_closed_conversation_is_in_nobodys_mine() -> None:
    assert mine_of(replace(talking(assigned(TIM), group=in_group(FR)), is_open=False)) == set()
    assert mine_of(replace(QUIET, participations=(assigned(TIM),))) == set()


def test_a_deactivated_agent_or_one_without_access_has_no_mine() -> None:
    conversation = talking(assigned(TIM), group=in_group(FR))
    assert mine_of(conversation, dismissed(TIM)) == {MARIE, LEA}
    assert mine_of(conversation, without_access(TIM)) == {MARIE, LEA}


@line("A16", "X1ah")
@pytest.mark.parametrize(
    ("conversation", "roster", "reason"),
    [
        (talking(), ROSTER, "no_group"),
        (talking(group=in_group(None)), ROSTER, "all_agents"),
        (talking(group=in_group(FR)), GROUPS_OFF, "groups_off"),
        (talking(group=in_group("grp_gone")), ROSTER, "group_gone"),
        (talking(group=in_group(FR)), with_group(replace(GROUPS[FR], is_enabled=False)), "group_disabled"),
        (talking(group=in_group(FR)), with_group(replace(GROUPS[FR], members=frozenset())), "group_empty"),
        (talking(group=in_group("grp_secret")), dismissed(MARIE), "group_empty"),
        (talking(group=in_group("grp_secret")), without_access(MARIE), "group_empty"),
        (talking(group=in_group("grp_secret")), with_agent(replace(AGENTS[MARIE], is_by_api=True)), "group_empty"),
        (talking(assigned(TIM)), dismissed(TIM), "no_group"),
    ],
)
def test_unassigned_says_its_reason(conversation: Conversation, roster: Roster, reason: str) -> None:
    assert is_unassigned(conversation, roster) == reason


@line("A16")
def test_a_visitor_is_gone_from_unassigned_when_the_group_counts_again() -> None:
    conversation = talking(group=in_group(FR))
    assert is_unassigned(conversation, GROUPS_OFF)
    assert is_unassigned(conversation, ROSTER) is None


@line("A16")
def test_what_has_an_agent_a_participant_no_message_or_is_closed_is_not_unassigned() -> None:
    for conversation in (
        talking(assigned(TIM)),
        talking(joined(TIM)),
        replace(talking(), has_visitor_message=False),
        replace(talking(), is_open=False),
        QUIET,
    ):
        assert is_unassigned(conversation, ROSTER) is None


@line("A16")
def test_being_asked_does_not_take_it_out_of_unassigned() -> None:
    assert is_unassigned(talking(askings=(asked(TIM),)), ROSTER) == "no_group"


@line("A19")
def test_an_agent_who_goes_offline_keeps_assignments() -> None:
    assert mine_of(talking(assigned(TIM)), with_presence("offline", TIM)) == {TIM}


def test_the_effective_group_is_the_one_that_counts() -> None:
    conversation = talking(group=in_group(FR))
    assert effective_group(conversation, ROSTER) == GROUPS[FR]
    assert effective_group(conversation, GROUPS_OFF) is None
    assert effective_group(talking(), ROSTER) is None


def test_the_owners_are_the_nearest() -> None:
    assert owners(talking(joined(OLAF), group=in_group(FR)), ROSTER) == {OLAF}
    assert owners(talking(group=in_group(FR)), ROSTER) == {MARIE, TIM, LEA}
    assert owners(talking(), without_access(TIM)) == set(EVERYBODY) - {TIM}
    assert owners(talking(assigned(TIM)), dismissed(TIM)) == set(EVERYBODY) - {TIM}
    assert FRIEDA not in owners(talking(group=in_group(FR)), ROSTER)
