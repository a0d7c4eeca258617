"""Assigning a visitor to groups and agents: first that it works, then each refusal."""

from dataclasses import replace

import pytest

from tests.domain.cast import (
    EN,
    FR,
    FRIEDA,
    GROUPS,
    LEA,
    MARIE,
    NOW,
    OLAF,
    QUIET,
    ROSTER,
    SECRET,
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
    raised,
    refused,
    talking,
    trigger,
    with_agent,
    with_group,
    with_presence,
    without_access,
)
from zuruf.domain.actor import SYSTEM, Actor
from zuruf.domain.assignment import Seen, assign_agent, assign_group, deactivated, join, leave, take_off
from zuruf.domain.conversation import Conversation
from zuruf.domain.explanation import Met
from zuruf.domain.outcome import AlreadySo, Outcome, Raised, Refused
from zuruf.domain.routing import why_mine
from zuruf.domain.workspace import Roster
from zuruf.errors import Conflict, Forbidden, NotFound

API = Actor("api", "key_1")
BY_FRIEDA = agent(FRIEDA)
PAGE = Actor("page", "web_1")


def to_group(
    conversation: Conversation,
    group_id: str | None,
    by: Actor,
    roster: Roster = ROSTER,
    seen: str | Seen | None = Seen.NOTHING,
) -> Outcome:
    return assign_group(conversation, group_id, by, seen_group=seen, roster=roster, at=NOW + 1)


def to_agent(conversation: Conversation, agent_id: str, by: Actor = BY_FRIEDA, roster: Roster = ROSTER) -> Outcome:
    return assign_agent(conversation, agent_id, by, roster, NOW + 1)


@line("A2", "A9")
@pytest.mark.parametrize("conversation", [QUIET, talking(), talking(joined(MARIE))], ids=["before", "just in", "later"])
def test_a_visitor_can_be_assigned_to_a_group_at_any_moment(conversation: Conversation) -> None:
    changed = accepted(to_group(conversation, FR, agent(FRIEDA)))
    assert changed == replace(conversation, group=changed.group)
    assert (changed.group.group_id, changed.group.source, changed.group.by) == (FR, "agent", "agent:agt_frieda")
    assert changed.group.at == NOW + 1
    assert changed.group.is_of_this_visit


@line("A1")
def test_group_and_agents_are_independent() -> None:
    conversation = accepted(to_agent(accepted(to_group(talking(), FR, agent(FRIEDA))), FRIEDA))
    assert conversation.group.group_id == FR
    assert [row.agent_id for row in conversation.participations] == [FRIEDA]
    assert accepted(to_group(conversation, None, agent(FRIEDA))).participations == conversation.participations


@line("A3")
def test_the_one_who_assigns_neither_joins_nor_gets_it_into_mine() -> None:
    conversation = accepted(to_group(accepted(to_agent(talking(), TIM)), FR, agent(FRIEDA)))
    assert conversation.participation_of(FRIEDA) is None
    assert why_mine(conversation, FRIEDA, ROSTER) == ()


@line("A5")
@pytest.mark.parametrize("target", [MARIE, LEA])
def test_an_online_or_invisible_agent_can_be_assigned(target: str) -> None:
    row = accepted(to_agent(talking(), target)).participation_of(target)
    assert row is not None
    assert (row.assigned_at, row.assigned_by, row.joined_at) == (NOW + 1, "agent:agt_frieda", None)


@line("A5")
def test_an_offline_agent_is_refused() -> None:
    outcome = to_agent(talking(), OLAF)
    assert refused(outcome) == "agent_offline"
    assert isinstance(outcome, Refused)
    assert "Olaf is offline" in outcome.sentence
    assert isinstance(outcome.error(), Conflict)


@line("A5")
def test_assigning_oneself_while_offline_is_refused() -> None:
    assert refused(to_agent(talking(), OLAF, by=agent(OLAF))) == "agent_offline"


def test_assigning_oneself_works_while_online() -> None:
    assert accepted(to_agent(talking(), MARIE, by=agent(MARIE))).participation_of(MARIE)


@pytest.mark.parametrize(
    ("target", "roster"), [("agt_nobody", ROSTER), (TIM, dismissed(TIM))], ids=["unknown", "deactivated"]
)
def test_an_agent_who_is_gone_is_refused(target: str, roster: Roster) -> None:
    outcome = to_agent(talking(), target, roster=roster)
    assert refused(outcome) == "agent_gone"
    assert isinstance(outcome, Refused)
    assert isinstance(outcome.error(), NotFound)


def test_an_agent_without_access_is_refused() -> None:
    assert refused(to_agent(talking(), TIM, roster=without_access(TIM))) == "no_access"


def test_without_the_right_assign_nothing_is_assigned_or_taken_off() -> None:
    roster = with_agent(replace(ROSTER.agents[TIM], rights=frozenset({"access"})))
    outcomes = [
        to_group(talking(), FR, agent(TIM), roster),
        to_agent(talking(), MARIE, agent(TIM), roster),
        take_off(talking(assigned(MARIE)), MARIE, agent(TIM), roster),
    ]
    assert {refused(outcome) for outcome in outcomes} == {"right_missing"}
    assert all(isinstance(outcome.error(), Forbidden) for outcome in outcomes if isinstance(outcome, Refused))


@line("A8")
def test_adding_an_agent_keeps_the_others() -> None:
    conversation = talking()
    for n, target in enumerate((MARIE, TIM, LEA, FRIEDA)):
        conversation = accepted(assign_agent(conversation, target, BY_FRIEDA, ROSTER, NOW + n))
    assert [row.agent_id for row in conversation.participations] == [MARIE, TIM, LEA, FRIEDA]


@line("A8")
def test_assigning_again_is_a_no_op_even_when_offline_meanwhile() -> None:
    conversation = talking(assigned(TIM))
    assert already(to_agent(conversation, TIM)) is conversation
    assert already(to_agent(conversation, TIM, roster=with_presence("offline", TIM))) is conversation


@line("A8")
def test_an_agent_who_joined_can_be_assigned_too() -> None:
    row = accepted(to_agent(talking(joined(TIM)), TIM)).participation_of(TIM)
    assert row is not None
    assert (row.assigned_at, row.joined_at) == (NOW + 1, NOW)


@line("A8")
def test_taking_off_ends_assigned_and_joined_at_once() -> None:
    conversation = talking(replace(assigned(TIM), joined_at=NOW), assigned(MARIE))
    changed = accepted(take_off(conversation, TIM, agent(FRIEDA), ROSTER))
    assert [row.agent_id for row in changed.participations] == [MARIE]


@line("A8")
def test_taking_off_somebody_who_is_not_there_is_a_no_op() -> None:
    conversation = talking(assigned(MARIE))
    assert already(take_off(conversation, TIM, agent(FRIEDA), ROSTER)) is conversation
    assert already(leave(conversation, TIM)) is conversation


@line("A8")
def test_an_agent_can_leave_also_without_the_right_to_assign() -> None:
    roster = with_agent(replace(ROSTER.agents[TIM], rights=frozenset({"access"})))
    assert accepted(leave(talking(joined(TIM)), TIM)).participations == ()
    assert accepted(take_off(talking(joined(TIM)), TIM, agent(TIM), roster)).participations == ()


def test_a_member_who_leaves_keeps_it_in_mine_through_the_group() -> None:
    conversation = accepted(leave(talking(joined(TIM), group=in_group(FR)), TIM))
    assert [reason.kind for reason in why_mine(conversation, TIM, ROSTER)] == ["group"]


@line("G4")
def test_an_owner_who_leaves_hands_over_to_who_joined_next() -> None:
    rows = (joined(MARIE), replace(joined(LEA), joined_at=NOW + 9), replace(joined(TIM), joined_at=NOW + 5))
    conversation = replace(talking(*rows), owner=MARIE)
    handed_over = accepted(leave(conversation, MARIE))
    assert handed_over.owner == TIM
    assert accepted(leave(replace(talking(joined(MARIE), assigned(TIM)), owner=MARIE), MARIE)).owner is None
    assert accepted(leave(conversation, LEA)).owner == MARIE


@pytest.mark.parametrize(
    "roster",
    [
        replace(ROSTER, workspace=replace(ROSTER.workspace, uses_groups=False)),
        with_group(replace(GROUPS[FR], is_enabled=False)),
    ],
    ids=["groups off", "group disabled"],
)
@line("A9")
@pytest.mark.parametrize("actor", [agent(FRIEDA), API, trigger(), SYSTEM], ids=str)
def test_a_disabled_group_is_refused(roster: Roster, actor: Actor) -> None:
    assert refused(to_group(talking(), FR, actor, roster)) == "group_disabled"


@line("A9")
def test_a_group_that_is_gone_is_refused() -> None:
    outcome = to_group(talking(), "grp_gone", agent(FRIEDA))
    assert refused(outcome) == "group_gone"


@line("A10")
def test_a_new_group_replaces_the_old() -> None:
    conversation = accepted(to_group(talking(group=in_group(FR)), EN, agent(FRIEDA), seen=FR))
    assert conversation.group.group_id == EN


@line("A10", "A18")
def test_all_agents_clears_the_group_and_holds_an_agents_strength() -> None:
    conversation = accepted(to_group(talking(group=in_group(FR)), None, agent(FRIEDA), seen=FR))
    assert (conversation.group.group_id, conversation.group.strength) == (None, 4)
    assert refused(to_group(conversation, FR, trigger())) == "weaker_source"


@line("A13")
def test_assigning_to_a_group_with_nobody_online_succeeds() -> None:
    roster = with_presence("offline", MARIE, TIM, LEA)
    assert accepted(to_group(talking(), FR, agent(FRIEDA), roster)).group.group_id == FR
    assert accepted(to_group(QUIET, FR, trigger(), roster)).group.group_id == FR


@line("T5")
def test_a_trigger_is_refused_a_group_without_active_members_but_a_person_is_not() -> None:
    roster = with_group(replace(GROUPS[FR], members=frozenset()))
    assert refused(to_group(QUIET, FR, trigger(), roster)) == "group_empty"
    assert accepted(to_group(QUIET, FR, agent(FRIEDA), roster)).group.group_id == FR


ORDER = [trigger(), PAGE, VISITOR, agent(FRIEDA)]


@line("A18")
@pytest.mark.parametrize("weaker", range(4))
@pytest.mark.parametrize("stronger", range(4))
def test_a_weaker_source_never_overrides_a_stronger_and_of_equals_the_later_wins(weaker: int, stronger: int) -> None:
    conversation = accepted(to_group(QUIET, FR, ORDER[stronger]))
    outcome = to_group(conversation, EN, ORDER[weaker])
    if weaker < stronger:
        assert refused(outcome) == "weaker_source"
    else:
        assert accepted(outcome).group.group_id == EN


@line("A18")
def test_the_api_is_as_strong_as_an_agent() -> None:
    assert accepted(to_group(talking(group=in_group(FR)), EN, API)).group.group_id == EN
    assert accepted(to_group(talking(group=in_group(FR, "api", "api:key_1")), EN, agent(FRIEDA))).group.group_id == EN


@line("A18")
def test_the_same_group_by_a_stronger_source_only_raises_the_strength() -> None:
    conversation = talking(group=in_group(FR, "trigger", "trigger:trg_french"))
    outcome = to_group(conversation, FR, agent(FRIEDA))
    changed = raised(outcome)
    assert isinstance(outcome, Raised)
    assert outcome.why.rule == "A18"
    assert (changed.group.group_id, changed.group.strength, changed.group.by) == (FR, 4, "agent:agt_frieda")
    assert raised(to_group(talking(), None, agent(FRIEDA))).group.strength == 4


@line("A8", "A18")
def test_the_same_group_by_an_equal_source_is_a_no_op() -> None:
    conversation = talking(group=in_group(FR))
    same = already(to_group(conversation, FR, agent(MARIE)))
    assert same.group.by == "agent:agt_frieda"
    assert same.group.is_of_this_visit


@line("A21")
def test_a_group_changed_meanwhile_is_a_conflict_with_the_current_group_and_who_set_it() -> None:
    outcome = to_group(talking(group=in_group(EN)), None, agent(MARIE), seen=FR)
    assert refused(outcome) == "group_changed"
    assert isinstance(outcome, Refused)
    assert outcome.detail == {"group_id": EN, "by": "agent:agt_frieda"}
    assert "Support-Team EN" in outcome.sentence
    error = outcome.error()
    assert isinstance(error, Conflict)
    assert error.detail == {"group_id": EN, "by": "agent:agt_frieda"}


@line("A21")
def test_a_group_cleared_meanwhile_is_a_conflict_too() -> None:
    outcome = to_group(talking(group=in_group(None)), EN, agent(MARIE), seen=FR)
    assert refused(outcome) == "group_changed"
    assert isinstance(outcome, Refused)
    assert "All agents" in outcome.sentence
    assert accepted(to_group(talking(), FR, agent(MARIE), seen=None)).group.group_id == FR


@line("A21")
def test_a_group_deleted_meanwhile_does_not_hide_the_conflict() -> None:
    assert refused(to_group(talking(group=in_group("grp_gone")), EN, agent(MARIE), seen=FR)) == "group_changed"


@line("G2")
def test_a_private_group_is_refused_to_visitor_and_page_in_the_words_of_an_unknown_one() -> None:
    for actor in (VISITOR, PAGE):
        private, unknown = to_group(QUIET, SECRET, actor), to_group(QUIET, "grp_gone", actor)
        assert isinstance(private, Refused)
        assert isinstance(unknown, Refused)
        assert (private.code, private.sentence, private.detail) == (unknown.code, unknown.sentence, unknown.detail)


@line("G3")
def test_a_visitor_may_change_the_group_until_an_agent_answers() -> None:
    conversation = talking(group=in_group(FR, "trigger", "trigger:trg_french"))
    assert accepted(to_group(conversation, EN, VISITOR)).group.strength == 3
    answered = replace(conversation, owner=MARIE, participations=(joined(MARIE),))
    assert refused(to_group(answered, EN, VISITOR)) == "already_answered"


@line("G3")
def test_a_visitor_is_not_moved_out_of_a_private_group_by_choosing() -> None:
    conversation = talking(group=in_group(SECRET, "trigger", "trigger:trg_fraud"))
    assert refused(to_group(conversation, EN, VISITOR)) == "group_fixed"


@line("G3")
def test_anyone_is_no_choice_so_triggers_still_assign() -> None:
    chosen = accepted(to_group(QUIET, FR, VISITOR))
    anyone = accepted(to_group(chosen, None, VISITOR))
    assert anyone.group.strength == 0
    assert accepted(to_group(anyone, EN, trigger())).group.group_id == EN


@line("T5")
def test_a_trigger_adds_an_agent_only_if_no_stronger_source_assigned_one() -> None:
    assert accepted(to_agent(QUIET, TIM, trigger())).participation_of(TIM)
    by_trigger = replace(QUIET, participations=(assigned(MARIE, "trigger:trg_other"),))
    assert accepted(to_agent(by_trigger, TIM, trigger())).participation_of(TIM)
    by_hand = replace(QUIET, participations=(assigned(MARIE),))
    assert refused(to_agent(by_hand, TIM, trigger())) == "weaker_source"
    assert refused(to_agent(talking(joined(MARIE)), TIM, trigger())) == "weaker_source"


@line("P2", "T4")
def test_a_trigger_assigns_neither_an_offline_nor_an_invisible_agent() -> None:
    assert refused(to_agent(QUIET, OLAF, trigger())) == "agent_offline"
    assert refused(to_agent(QUIET, LEA, trigger())) == "agent_invisible"


@line("A20")
def test_every_decision_says_who_caused_it_and_which_condition_held() -> None:
    met = (
        Met(fact="current_url", operator="at_or_under", expected="/fr", found="https://shop.example/fr", holds=True),
    )
    for target in (FR, "grp_gone"):
        outcome = assign_group(QUIET, target, trigger(), seen_group=Seen.NOTHING, roster=ROSTER, at=NOW, conditions=met)
        assert not isinstance(outcome, Raised | AlreadySo)
        assert (outcome.why.cause, outcome.why.conditions) == (trigger(), met)


def test_joining_takes_part_whatever_the_presence() -> None:
    row = accepted(join(talking(), OLAF, ROSTER, NOW + 1)).participation_of(OLAF)
    assert row is not None
    assert (row.joined_at, row.assigned_at) == (NOW + 1, None)


@line("A14")
def test_joining_answers_who_asked_for_it() -> None:
    assert accepted(join(talking(askings=(asked(TIM), asked(LEA))), TIM, ROSTER, NOW)).askings == (asked(LEA),)


def test_joining_twice_is_a_no_op() -> None:
    conversation = talking(joined(TIM))
    assert already(join(conversation, TIM, ROSTER, NOW)) is conversation


def test_a_closed_conversation_cannot_be_joined() -> None:
    assert refused(join(QUIET, TIM, ROSTER, NOW)) == "conversation_closed"


def test_nobody_joins_without_access() -> None:
    assert refused(join(talking(), TIM, without_access(TIM), NOW)) == "no_access"


def test_a_deactivated_agents_row_ends_and_nobody_waits_for_them() -> None:
    conversation = replace(talking(joined(TIM), assigned(MARIE), askings=(asked(TIM), asked(LEA))), owner=TIM)
    changed = deactivated(conversation, TIM)
    assert [row.agent_id for row in changed.participations] == [MARIE]
    assert changed.askings == (asked(LEA),)
    assert changed.owner is None
