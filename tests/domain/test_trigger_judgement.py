"""Judging a list of triggers: who wins, what runs, what stays silent, and the reason for each."""

from dataclasses import replace

import pytest

from tests.domain.cast import (
    EN,
    EVERYBODY,
    FR,
    FRIEDA,
    GROUPS,
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
    assigned,
    in_group,
    joined,
    line,
    talking,
    with_group,
    with_presence,
)
from zuruf.domain.actor import Actor
from zuruf.domain.audience import alerted_by_message
from zuruf.domain.conversation import Conversation
from zuruf.domain.episode import visitor_wrote
from zuruf.domain.explanation import Met
from zuruf.domain.facts import Facts
from zuruf.domain.routing import is_unassigned
from zuruf.domain.trigger import (
    Action,
    All,
    AssignAgent,
    AssignAllAgents,
    AssignGroup,
    Condition,
    Definition,
    OpenWidget,
    SendMessage,
    SetAttribute,
    ShowForm,
    Test,
    Trigger,
    When,
)
from zuruf.domain.trigger_judgement import Judgement, Scopes, Situation, judge
from zuruf.domain.trigger_set import TriggerSet, anything_matches, compile_set, next_judgement_in
from zuruf.domain.workspace import Roster

FRENCH = Facts(website="web_1", current_url="https://shop.example/fr/boots", time_on_page=0)
ENGLISH = Facts(website="web_1", current_url="https://shop.example/en", time_on_page=0)
VIEW = Situation(occasion="page_view", scopes=Scopes(visit="3", page="pag_1"), at=NOW)
HELLO = SendMessage(texts={"en": "Hello"})


def url(path: str) -> Condition:
    return Test(fact="current_url", operator="at_or_under", value=f"https://shop.example{path}")


def trigger(name: str, condition: Condition, *actions: Action, place: int = 0) -> Trigger:
    return Trigger(
        id=f"trg_{name}",
        place=place,
        is_active=True,
        definition=Definition(name=name, actions=actions, condition=condition),
    )


def edited(saved: Trigger, **changes: object) -> Trigger:
    return replace(saved, definition=replace(saved.definition, **changes))


TO_FR = trigger("fr", url("/fr"), AssignGroup(group_id=FR), place=1)
TO_EN = trigger("en", url("/en"), AssignGroup(group_id=EN), place=2)
TO_TIM = trigger("tim", url("/fr"), AssignAgent(agent_id=TIM), place=3)
REST = trigger("rest", All(), AssignGroup(group_id=EN), place=9)


def judged(
    *triggers: Trigger,
    facts: Facts = FRENCH,
    conversation: Conversation = QUIET,
    roster: Roster = ROSTER,
    situation: Situation = VIEW,
) -> Judgement:
    return judge(compile_set(triggers), facts, roster, conversation, situation)


def outcomes(judgement: Judgement) -> dict[str, str]:
    return {verdict.trigger_id.removeprefix("trg_"): verdict.outcome for verdict in judgement.verdicts}


@line("T8")
def test_a_visitor_on_a_french_page_is_assigned_and_its_online_members_are_alerted_by_the_first_message() -> None:
    assigning = judged(TO_FR, TO_EN, situation=replace(VIEW, occasion="first_message"))
    conversation = visitor_wrote(assigning.conversation, ROSTER, NOW).conversation
    assert conversation.group.group_id == FR
    assert is_unassigned(conversation, ROSTER) is None
    assert alerted_by_message(conversation, ROSTER, VISITOR, NOBODY).agents == (MARIE, TIM)


@line("T5", "T8")
def test_no_match_leaves_the_group_as_it_is() -> None:
    for conversation in (QUIET, replace(QUIET, group=in_group(EN, "trigger", "trigger:trg_en"))):
        judgement = judged(
            TO_FR, facts=replace(FRENCH, current_url="https://shop.example/other"), conversation=conversation
        )
        assert judgement.conversation is conversation
        assert (judgement.winner, judgement.why) == (None, None)
        assert outcomes(judgement) == {"fr": "not_matched"}


@line("T5")
def test_the_first_in_the_list_whose_assignment_is_accepted_wins() -> None:
    judgement = judged(REST, TO_EN, TO_FR)
    assert outcomes(judgement) == {"fr": "won", "en": "not_matched", "rest": "lost_to_earlier"}
    assert judgement.conversation.group.group_id == FR
    assert judgement.conversation.group.by == "trigger:trg_fr"
    moved_up = judged(replace(REST, place=0), TO_FR)
    assert moved_up.conversation.group.group_id == EN


@line("T5")
def test_all_assign_actions_of_the_winner_run() -> None:
    both = trigger("both", url("/fr"), AssignGroup(group_id=FR), AssignAgent(agent_id=NORA))
    judgement = judged(both, REST)
    assert judgement.conversation.group.group_id == FR
    row = judgement.conversation.participation_of(NORA)
    assert row is not None
    assert (row.assigned_by, row.joined_at) == ("trigger:trg_both", None)


@line("T4", "T5")
@pytest.mark.parametrize(
    ("skipped", "roster", "code"),
    [
        (trigger("x", All(), AssignAgent(agent_id=OLAF)), ROSTER, "agent_offline"),
        (trigger("x", All(), AssignAgent(agent_id=LEA)), ROSTER, "agent_invisible"),
        (trigger("x", All(), AssignAgent(agent_id="agt_gone")), ROSTER, "agent_gone"),
        (trigger("x", All(), AssignGroup(group_id="grp_gone")), ROSTER, "group_gone"),
        (
            trigger("x", All(), AssignGroup(group_id=FR)),
            with_group(replace(GROUPS[FR], is_enabled=False)),
            "group_disabled",
        ),
        (
            trigger("x", All(), AssignGroup(group_id=FR)),
            with_group(replace(GROUPS[FR], members=frozenset())),
            "group_empty",
        ),
    ],
)
def test_a_trigger_that_cannot_assign_is_skipped_with_its_reason_and_the_next_wins(
    skipped: Trigger, roster: Roster, code: str
) -> None:
    judgement = judged(skipped, REST, roster=roster)
    assert outcomes(judgement) == {"x": code, "rest": "won"}
    assert judgement.conversation.group.group_id == EN
    assert [verdict.trigger_id for verdict in judgement.refused] == ["trg_x"]


@line("T5")
def test_a_trigger_wins_with_what_is_accepted_and_the_rest_is_recorded() -> None:
    both = trigger("both", All(), AssignAgent(agent_id=OLAF), AssignGroup(group_id=FR))
    judgement = judged(both, REST)
    assert outcomes(judgement) == {"both": "won", "rest": "lost_to_earlier"}
    assert judgement.conversation.group.group_id == FR
    assert [verdict.trigger_id for verdict in judgement.refused] == ["trg_both"]


@line("T5")
def test_a_trigger_whose_group_is_set_already_wins_so_that_no_later_one_moves_the_visitor() -> None:
    conversation = replace(QUIET, group=in_group(FR, "trigger", "trigger:trg_fr"))
    judgement = judged(TO_FR, REST, conversation=conversation)
    assert outcomes(judgement) == {"fr": "won", "rest": "lost_to_earlier"}
    assert judgement.conversation.group.group_id == FR


@line("A18", "T5")
def test_triggers_do_not_override_a_stronger_source() -> None:
    conversation = replace(QUIET, group=in_group(EN, "visitor", "visitor:vis_ada"))
    judgement = judged(TO_FR, conversation=conversation)
    assert outcomes(judgement) == {"fr": "weaker_source"}
    assert judgement.conversation is conversation


@line("T4")
def test_a_trigger_takes_a_visitor_out_of_a_triggers_group() -> None:
    everybody = trigger("all", All(), AssignAllAgents())
    conversation = replace(QUIET, group=in_group(FR, "trigger", "trigger:trg_fr"))
    assert judged(everybody, conversation=conversation).conversation.group.group_id is None


@line("T7")
def test_until_the_first_message_a_trigger_may_move_the_visitor_again() -> None:
    first = judged(TO_FR, TO_EN).conversation
    assert judged(TO_FR, TO_EN, facts=ENGLISH, conversation=first).conversation.group.group_id == EN


@line("T7", "A22")
def test_moving_on_takes_off_the_agents_only_an_earlier_trigger_had_assigned() -> None:
    first = judged(TO_TIM, TO_EN).conversation
    judgement = judged(TO_TIM, TO_EN, facts=ENGLISH, conversation=first)
    assert (judgement.released, judgement.conversation.participations) == ((TIM,), ())
    by_hand = replace(QUIET, participations=(assigned(FRIEDA),))
    assert judged(TO_EN, facts=ENGLISH, conversation=by_hand).conversation.participations == by_hand.participations
    again = judged(TO_TIM, TO_EN, conversation=first)
    assert (again.released, again.conversation) == ((), first)


@line("T7")
def test_after_the_first_message_only_a_trigger_that_says_so_moves_the_visitor() -> None:
    conversation = talking(joined(NORA), group=in_group(FR, "trigger", "trigger:trg_fr"))
    assert outcomes(judged(TO_EN, facts=ENGLISH, conversation=conversation)) == {"en": "conversation_running"}
    also = edited(replace(TO_EN, place=3), also_during_conversation=True)
    judgement = judged(replace(TO_EN, id="trg_strict"), also, facts=ENGLISH, conversation=conversation)
    assert outcomes(judgement) == {"strict": "conversation_running", "en": "won"}
    assert judgement.conversation.group.group_id == EN
    assert judgement.conversation.participations == conversation.participations


@line("T5")
def test_a_trigger_adds_no_agent_beside_one_of_a_stronger_source() -> None:
    conversation = replace(QUIET, participations=(assigned(NORA),))
    assert outcomes(judged(TO_TIM, conversation=conversation)) == {"tim": "weaker_source"}


@line("T1")
@pytest.mark.parametrize(
    ("when", "roster", "expected"),
    [
        (When(agents="either"), with_presence("offline", *EVERYBODY), True),
        (When(agents="online"), ROSTER, True),
        (When(agents="online"), with_presence("invisible", *EVERYBODY), False),
        (When(agents="offline"), ROSTER, False),
        (When(agents="offline"), with_presence("offline", *EVERYBODY), True),
        (When(agents="online", of="target"), with_presence("offline", MARIE, TIM), False),
        (When(agents="offline", of="target"), with_presence("offline", MARIE, TIM), True),
        (When(agents="online", of="target"), with_presence("offline", NORA, FRIEDA), True),
    ],
)
def test_when_looks_at_the_agents_of_the_workspace_or_of_the_target(when: When, roster: Roster, expected: bool) -> None:
    judgement = judged(edited(TO_FR, when=when), roster=roster)
    assert judgement.verdicts[0].matched is expected
    if when.agents != "either":
        met = judgement.verdicts[0].conditions[0]
        assert (met.fact, met.operator, met.expected, met.holds) == ("agents", when.agents, when.of, expected)


@line("T1")
def test_the_target_may_be_an_agent() -> None:
    to_tim = edited(TO_TIM, when=When(agents="online", of="target"))
    assert judged(to_tim).winner
    assert not judged(to_tim, roster=with_presence("offline", TIM)).verdicts[0].matched
    gone = edited(TO_FR, when=When(agents="online", of="target"), actions=(AssignGroup(group_id="grp_gone"),))
    assert not judged(gone).verdicts[0].matched


@line("T1")
def test_inactive_triggers_never_act() -> None:
    assert judged(replace(TO_FR, is_active=False)).verdicts == ()


@line("T9")
def test_a_trigger_of_some_websites_is_not_judged_on_others() -> None:
    elsewhere = edited(TO_FR, website_ids=frozenset({"web_2"}))
    assert judged(elsewhere).verdicts == ()
    assert judged(edited(TO_FR, website_ids=frozenset({"web_1", "web_2"}))).winner


@line("T5")
def test_other_actions_of_all_matching_triggers_run() -> None:
    first = trigger("first", url("/fr"), AssignGroup(group_id=FR), OpenWidget())
    second = trigger("second", All(), AssignGroup(group_id=EN), SetAttribute(name="seen", value=True), place=1)
    third = trigger("third", url("/en"), OpenWidget(), place=2)
    judgement = judged(first, second, third)
    assert [(verdict.trigger_id, verdict.acts) for verdict in judgement.acting] == [
        ("trg_first", (OpenWidget(),)),
        ("trg_second", (SetAttribute(name="seen", value=True),)),
    ]


@line("T5")
@pytest.mark.parametrize(
    ("frequency", "scope"), [("visitor", "visitor"), ("visit", "visit:3"), ("page", "page:pag_1"), ("always", None)]
)
def test_a_frequency_lets_it_act_once_in_its_scope_but_does_not_bind_assignments(
    frequency: str, scope: str | None
) -> None:
    saved = edited(trigger("open", All(), OpenWidget(), AssignGroup(group_id=FR)), frequency=frequency)
    first = judged(saved)
    assert first.firings == ((("trg_open", scope),) if scope else ())
    second = judged(saved, situation=replace(VIEW, fired=frozenset(first.firings)))
    assert second.conversation.group.group_id == FR
    if scope is None:
        assert second.verdicts[0].acts == (OpenWidget(),)
    else:
        assert second.verdicts[0].acts == ()
        assert second.verdicts[0].silenced == ((OpenWidget(), "fired_before"),)
        assert second.firings == ()


@line("T5")
def test_a_new_page_or_visit_is_a_new_scope() -> None:
    saved = edited(trigger("open", All(), OpenWidget()), frequency="page")
    fired = frozenset(judged(saved).firings)
    assert judged(saved, situation=replace(VIEW, fired=fired, scopes=Scopes(visit="3", page="pag_2"))).acting


@line("T4k")
def test_a_form_is_skipped_with_its_reason_where_there_is_none_to_show() -> None:
    saved = trigger("form", All(), ShowForm(), OpenWidget())
    judgement = judged(saved, situation=replace(VIEW, form_lack="no_form"))
    assert judgement.verdicts[0].silenced == ((ShowForm(), "no_form"),)
    assert judgement.verdicts[0].acts == (OpenWidget(),)
    assert judged(saved).verdicts[0].acts == (ShowForm(), OpenWidget())


@line("T5", "T15")
def test_a_message_stays_silent_while_a_conversation_is_going_on_and_does_not_count_as_sent() -> None:
    saved = trigger("hello", All(), HELLO)
    for judgement in (
        judged(saved, conversation=talking()),
        judged(saved, situation=replace(VIEW, occasion="first_message")),
    ):
        assert judgement.verdicts[0].silenced == ((HELLO, "conversation_running"),)
        assert (judgement.acting, judgement.firings) == ((), ())
    assert judged(saved).verdicts[0].acts == (HELLO,)
    assert judged(saved, conversation=replace(QUIET, episode=1)).verdicts[0].acts == (HELLO,)


@line("T5")
def test_what_is_no_message_runs_during_a_conversation() -> None:
    saved = trigger("both", All(), HELLO, OpenWidget())
    assert judged(saved, conversation=talking()).verdicts[0].acts == (OpenWidget(),)


def test_what_triggers_cause_fires_triggers_again_five_deep_then_stops_with_a_line() -> None:
    saved = trigger("loop", All(), AssignGroup(group_id=FR), SetAttribute(name="n", value=1))
    assert judged(saved, situation=replace(VIEW, depth=4)).acting
    stopped = judged(saved, situation=replace(VIEW, depth=5))
    assert stopped.is_stopped
    assert outcomes(stopped) == {"loop": "loop_stopped"}
    assert (stopped.conversation, stopped.acting, stopped.firings) == (QUIET, (), ())
    elsewhere = judged(TO_EN, situation=replace(VIEW, depth=5))
    assert (elsewhere.is_stopped, outcomes(elsewhere)) == (False, {"en": "not_matched"})
    assert not judged(saved, situation=replace(VIEW, depth=4)).is_stopped


@line("A20")
def test_the_explanation_names_the_winner_its_conditions_and_every_other_trigger() -> None:
    why = judged(TO_EN, TO_FR, REST).why
    assert why is not None
    met = Met(
        fact="current_url",
        operator="at_or_under",
        expected="https://shop.example/fr",
        found="https://shop.example/fr/boots",
        holds=True,
    )
    assert (why.cause, why.rule, why.conditions) == (Actor("trigger", "trg_fr"), "T5", (met,))
    assert [(row.id, row.outcome) for row in why.considered] == [
        ("trg_fr", "won"),
        ("trg_en", "not_matched"),
        ("trg_rest", "lost_to_earlier"),
    ]
    assert why.considered[1].conditions[0].holds is False


def test_the_quick_question_agrees_with_the_judgement() -> None:
    for triggers in ((), (TO_EN,), (TO_FR, TO_EN), (edited(TO_FR, when=When(agents="offline")),)):
        matched = any(verdict.matched for verdict in judged(*triggers).verdicts)
        assert anything_matches(compile_set(triggers), FRENCH, ROSTER) is matched


def after(seconds: float, operator: str = "at_least", path: str = "/fr") -> Trigger:
    time = Test(fact="time_on_page", operator=operator, value=seconds)
    return trigger(f"t{seconds}", All(tests=(url(path), time)), OpenWidget())


@line("T6", "T6h")
@pytest.mark.parametrize(
    ("triggers", "facts", "expected"),
    [
        ((), FRENCH, None),
        ((TO_FR,), FRENCH, None),
        ((after(30), after(10)), FRENCH, 10),
        ((after(30), after(10)), replace(FRENCH, time_on_page=10), 20),
        ((after(30), after(10)), replace(FRENCH, time_on_page=30), None),
        ((after(30),), replace(FRENCH, time_on_page=None), None),
        ((after(10, path="/en"),), FRENCH, None),
        ((after(10, "more_than"),), FRENCH, 11),
        ((after(10, "at_most"),), FRENCH, 11),
        ((after(10, "less_than"),), FRENCH, 10),
        ((after(10, "equals"),), FRENCH, 10),
        ((after(10, "equals"),), replace(FRENCH, time_on_page=10), 1),
        ((after(2.5),), FRENCH, 3),
        ((after(86_401),), FRENCH, 86_400),
        ((after(86_401),), replace(FRENCH, time_on_page=86_400), 1),
        ((after(1e308), after(10)), FRENCH, 10),
        ((after(1e308),), replace(FRENCH, time_on_page=10), 86_400),
        ((edited(after(10), website_ids=frozenset({"web_2"})),), FRENCH, None),
    ],
)
def test_a_page_is_judged_again_when_a_condition_on_its_time_turns(
    triggers: tuple[Trigger, ...], facts: Facts, expected: int | None
) -> None:
    assert next_judgement_in(compile_set(triggers), facts) == expected


def test_an_empty_set_matches_nothing() -> None:
    assert not anything_matches(TriggerSet(), FRENCH, ROSTER)
