"""Who is alerted, and why nobody else is."""

from dataclasses import replace

from tests.domain.cast import (
    AGENTS,
    EN,
    FR,
    FRIEDA,
    GROUPS,
    LEA,
    MARIE,
    NOBODY,
    NORA,
    OLAF,
    QUIET,
    ROSTER,
    TIM,
    VISITOR,
    WALLED,
    agent,
    asked,
    assigned,
    dismissed,
    in_group,
    joined,
    line,
    talking,
    trigger,
    with_agent,
    with_group,
    with_presence,
    without_access,
)
from zuruf.domain.audience import Told, alerted_by_agent, alerted_by_group, alerted_by_message, withdrawn
from zuruf.domain.conversation import Conversation
from zuruf.domain.workspace import Roster


def by_message(conversation: Conversation, roster: Roster = ROSTER, watching: frozenset[str] = NOBODY) -> Told:
    return alerted_by_message(conversation, roster, VISITOR, watching)


def by_group(conversation: Conversation, roster: Roster = ROSTER, actor: str = FRIEDA) -> Told:
    return alerted_by_group(conversation, roster, agent(actor), NOBODY)


@line("A22")
def test_a_message_calls_the_assigned_and_the_joined() -> None:
    told = by_message(talking(assigned(TIM), joined(NORA), group=in_group(FR)))
    assert told.agents == (NORA, TIM)
    assert told.outcomes[MARIE] == "narrowed"


@line("A22")
def test_invisible_ones_are_called_when_they_take_part() -> None:
    assert by_message(talking(joined(LEA), group=in_group(FR))).agents == (LEA,)


@line("A22")
def test_without_them_a_message_calls_the_online_members_of_the_effective_group() -> None:
    told = by_message(talking(group=in_group(FR)))
    assert told.agents == (MARIE, TIM)
    assert told.outcomes == {
        MARIE: "told",
        TIM: "told",
        LEA: "invisible",
        OLAF: "not_member",
        NORA: "not_member",
        FRIEDA: "not_member",
    }


@line("A22")
def test_without_a_group_a_message_calls_all_online_agents() -> None:
    told = by_message(talking())
    assert told.agents == (FRIEDA, MARIE, NORA, TIM)
    assert (told.outcomes[LEA], told.outcomes[OLAF]) == ("invisible", "offline")


@line("A22", "A16")
def test_a_group_that_does_not_count_calls_all() -> None:
    assert NORA in by_message(talking(group=in_group(FR)), with_group(replace(GROUPS[FR], is_enabled=False))).agents


@line("A22")
def test_who_is_looking_at_it_has_seen_it() -> None:
    told = by_message(talking(group=in_group(FR)), watching=frozenset({TIM, NORA}))
    assert told.agents == (MARIE,)
    assert (told.outcomes[TIM], told.outcomes[NORA]) == ("is_looking", "not_member")


@line("A22")
def test_offline_participants_get_nothing_and_nobody_else_does_for_them() -> None:
    assert by_message(talking(assigned(OLAF), group=in_group(FR))).agents == ()


@line("A22")
def test_a_deactivated_participant_does_not_keep_the_group_from_being_called() -> None:
    told = by_message(talking(assigned(NORA), group=in_group(FR)), dismissed(NORA))
    assert told.agents == (MARIE, TIM)
    assert NORA not in told.outcomes


@line("X1")
def test_an_agent_made_by_api_is_never_called_for_nobodys_visitor_but_for_their_own() -> None:
    roster = with_agent(replace(AGENTS[NORA], is_by_api=True))
    assert by_message(talking(), roster).outcomes[NORA] == "by_api"
    assert by_message(talking(assigned(NORA)), roster).agents == (NORA,)


@line("X6")
def test_nobody_is_called_to_what_they_may_not_see() -> None:
    assert by_message(talking(), without_access(NORA)).outcomes[NORA] == "no_access"
    assert by_message(talking(), WALLED).agents == (FRIEDA, MARIE, NORA, TIM)


@line("G4")
def test_once_somebody_has_answered_alerts_narrow_to_them() -> None:
    conversation = replace(talking(joined(TIM), group=in_group(FR)), owner=TIM)
    assert by_message(conversation).agents == (TIM,)
    pending = frozenset({MARIE, TIM, LEA})
    assert withdrawn(conversation, pending, ROSTER) == {MARIE, LEA}


@line("A11")
def test_an_assignment_to_a_group_alerts_its_online_members_and_nobody_else() -> None:
    assert by_group(talking(group=in_group(FR))).agents == (MARIE, TIM)


@line("A11")
def test_the_actor_is_never_alerted() -> None:
    told = by_group(talking(group=in_group(FR)), actor=MARIE)
    assert told.agents == (TIM,)
    assert told.outcomes[MARIE] == "is_actor"


def test_every_online_member_of_the_new_group_is_alerted_even_if_it_was_theirs_already() -> None:
    assert by_group(talking(joined(TIM), assigned(FRIEDA), group=in_group(FR))).agents == (MARIE, TIM)


def test_all_agents_leaving_nobody_alerts_all_online_agents() -> None:
    assert by_group(talking(group=in_group(None))).agents == (MARIE, NORA, TIM)
    told = by_group(talking(joined(TIM), group=in_group(None)))
    assert told.agents == ()
    assert told.outcomes[NORA] == "narrowed"


@line("A22")
def test_an_assignment_before_the_first_message_alerts_nobody() -> None:
    prepared = replace(QUIET, group=in_group(FR), participations=(assigned(TIM),))
    for told in (by_group(prepared), alerted_by_agent(prepared, TIM, ROSTER, agent(FRIEDA), NOBODY)):
        assert told.agents == ()
        assert told.outcomes[TIM] == "not_started"


@line("A6")
def test_an_assigned_agent_is_alerted_only_while_online_and_never_by_themselves() -> None:
    def told(target: str, actor: str = FRIEDA, roster: Roster = ROSTER) -> Told:
        return alerted_by_agent(talking(assigned(target)), target, roster, agent(actor), NOBODY)

    assert told(TIM).agents == (TIM,)
    assert told(TIM, actor=TIM).outcomes[TIM] == "is_actor"
    assert told(LEA).outcomes[LEA] == "invisible"
    assert told(TIM, roster=with_presence("offline", TIM)).outcomes[TIM] == "offline"
    assert told(TIM).outcomes[MARIE] == "narrowed"


@line("A14")
def test_an_asked_colleague_is_alerted_like_an_assigned_one() -> None:
    conversation = talking(joined(MARIE), askings=(asked(NORA),))
    assert alerted_by_agent(conversation, NORA, ROSTER, agent(MARIE), NOBODY).agents == (NORA,)


@line("A11")
def test_a_triggers_assignment_during_a_conversation_alerts_too() -> None:
    assert alerted_by_group(talking(group=in_group(FR)), ROSTER, trigger(), NOBODY).agents == (MARIE, TIM)


@line("G3")
def test_changing_the_group_takes_back_unseen_alerts_of_the_first() -> None:
    pending = frozenset({MARIE, TIM, NORA})
    assert withdrawn(talking(group=in_group(EN)), pending, ROSTER) == {MARIE, TIM}
    assert withdrawn(talking(joined(TIM), group=in_group(EN)), pending, ROSTER) == {MARIE}
    assert withdrawn(talking(group=in_group(EN), askings=(asked(TIM),)), pending, ROSTER) == {MARIE}
    assert withdrawn(talking(), pending, ROSTER) == frozenset()


@line("A20")
def test_an_explanation_lists_those_told_first() -> None:
    considered = by_message(talking(group=in_group(FR))).considered
    assert [(row.id, row.outcome) for row in considered][:3] == [(MARIE, "told"), (TIM, "told"), (LEA, "invisible")]
    assert {row.kind for row in considered} == {"agent"}
