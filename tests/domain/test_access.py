"""Who sees a conversation and whose console hears of it, with and without the wall between groups."""

from dataclasses import replace

import pytest

from tests.domain.cast import (
    AGENTS,
    EN,
    FR,
    FRIEDA,
    GROUPS,
    LEA,
    MARIE,
    NORA,
    OLAF,
    QUIET,
    ROSTER,
    TIM,
    WALLED,
    asked,
    assigned,
    dismissed,
    in_group,
    joined,
    line,
    talking,
    with_group,
    without_access,
)
from zuruf.domain.access import require, seers, sees, sight_change, topics, topics_of_agent
from zuruf.errors import Forbidden

EVERYBODY = frozenset(AGENTS)


def test_without_the_wall_everybody_with_access_sees_everything() -> None:
    for conversation in (QUIET, talking(), talking(joined(TIM), group=in_group(FR))):
        assert seers(conversation, ROSTER) == EVERYBODY
        assert seers(conversation, without_access(NORA)) == EVERYBODY - {NORA}
        assert seers(conversation, dismissed(NORA)) == EVERYBODY - {NORA}


@line("X6")
def test_behind_the_wall_only_members_and_those_who_see_all_see_a_groups_visitor() -> None:
    assert seers(talking(group=in_group(FR)), WALLED) == {MARIE, TIM, LEA, FRIEDA}


@line("X6")
def test_behind_the_wall_the_assigned_the_joined_and_the_asked_see_it() -> None:
    conversation = talking(assigned(NORA), joined(OLAF), group=in_group(FR))
    assert seers(conversation, WALLED) == EVERYBODY
    assert seers(talking(group=in_group(FR), askings=(asked(NORA),)), WALLED) == {MARIE, TIM, LEA, NORA, FRIEDA}


@line("X6", "A16")
def test_behind_the_wall_everybody_sees_who_has_no_group_and_no_agent() -> None:
    assert seers(talking(), WALLED) == EVERYBODY
    assert seers(QUIET, WALLED) == EVERYBODY
    assert seers(talking(assigned(NORA)), WALLED) == {NORA, FRIEDA}


@line("X6", "A16")
def test_behind_the_wall_a_group_that_does_not_count_hides_nobody() -> None:
    roster = with_group(replace(GROUPS[FR], is_enabled=False), WALLED)
    assert seers(talking(group=in_group(FR)), roster) == EVERYBODY


@line("X6")
def test_behind_the_wall_a_closed_conversation_is_seen_by_who_wrote_last() -> None:
    closed = replace(talking(), is_open=False, last_agent_id=NORA)
    assert seers(closed, WALLED) == {NORA, FRIEDA}
    assert seers(replace(closed, group=in_group(FR)), WALLED) == {MARIE, TIM, LEA, NORA, FRIEDA}


@line("A12", "X6")
def test_moving_a_visitor_to_another_group_takes_sight_from_the_first() -> None:
    before, after = talking(group=in_group(FR)), talking(group=in_group(EN))
    assert sight_change(before, after, WALLED) == ({OLAF, NORA}, {MARIE, TIM, LEA})
    assert sight_change(before, after, ROSTER) == (frozenset(), frozenset())


def test_topics_name_the_group_the_agents_and_those_who_see_all() -> None:
    assert topics(talking(joined(NORA), group=in_group(FR)), ROSTER) == {"agents", "group:grp_fr", "agent:agt_nora"}
    assert topics(talking(), ROSTER) == {"agents", "ownerless"}
    assert topics(talking(assigned(NORA)), ROSTER) == {"agents", "agent:agt_nora"}


def test_an_agent_listens_to_what_they_may_see() -> None:
    assert topics_of_agent(AGENTS[MARIE], ROSTER) == {"workspace", "agents", "agent:agt_marie"}
    groups = {"group:grp_fr", "group:grp_secret"}
    assert topics_of_agent(AGENTS[MARIE], WALLED) == {"workspace", "ownerless", "agent:agt_marie"} | groups
    assert topics_of_agent(AGENTS[FRIEDA], WALLED) == {"workspace", "agents", "agent:agt_frieda"}


def test_without_access_an_agent_hears_of_the_workspace_only_and_deactivated_of_nothing() -> None:
    roster = without_access(TIM)
    assert topics_of_agent(roster.agents[TIM], roster) == {"workspace", "agent:agt_tim"}
    assert topics(talking(assigned(TIM)), roster) == {"agents", "ownerless"}
    roster = dismissed(TIM)
    assert topics_of_agent(roster.agents[TIM], roster) == frozenset()


def test_a_missing_right_is_named_in_a_sentence() -> None:
    require(AGENTS[TIM], "assign")
    require(AGENTS[FRIEDA], "configure")
    with pytest.raises(Forbidden, match="You may not change settings") as problem:
        require(AGENTS[TIM], "configure")
    assert (problem.value.code, problem.value.detail) == ("right_missing", {"right": "configure"})


def test_seeing_needs_access_even_when_assigned() -> None:
    roster = without_access(TIM, WALLED)
    assert not sees(roster.agents[TIM], talking(assigned(TIM)), roster)
