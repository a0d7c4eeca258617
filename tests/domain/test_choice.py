"""The group a visitor is asked to choose."""

from dataclasses import replace

from tests.domain.cast import (
    EN,
    FR,
    GROUPS,
    MARIE,
    QUIET,
    ROSTER,
    SECRET,
    in_group,
    line,
    talking,
    with_group,
    with_presence,
)
from zuruf.domain.choice import ANYONE, ASKED, begin_visit, choice_for, group_for_visitor, may_choose, offered
from zuruf.domain.conversation import Conversation
from zuruf.domain.workspace import Roster


def is_asked(conversation: Conversation | None, roster: Roster = ROSTER, chosen: str | None = None) -> bool:
    return choice_for(conversation, roster, "fr", chosen).is_asked


@line("G2", "G3")
def test_enabled_public_groups_that_count_are_offered_in_the_visitors_language() -> None:
    assert [(group.id, group.name, group.is_online) for group in offered(ROSTER, "fr")] == [
        (EN, "Support-Team EN", True),
        (FR, "Équipe FR", True),
    ]


@line("G3")
def test_each_group_says_whether_somebody_is_online() -> None:
    assert [group.is_online for group in offered(with_presence("invisible", "agt_nora"), "en")] == [False, True]


@line("G2", "G3")
def test_disabled_empty_and_private_groups_are_not_offered() -> None:
    for changed in (
        replace(GROUPS[FR], is_enabled=False),
        replace(GROUPS[FR], members=frozenset()),
        replace(GROUPS[FR], is_private=True),
    ):
        assert [group.id for group in offered(with_group(changed), "en")] == [EN]
    assert offered(replace(ROSTER, workspace=replace(ROSTER.workspace, uses_groups=False)), "en") == ()


@line("G3")
def test_a_visitor_is_asked_before_the_first_message_once() -> None:
    assert is_asked(None)
    assert is_asked(QUIET)
    assert not is_asked(QUIET, chosen=FR)
    assert not is_asked(QUIET, chosen=ANYONE)
    assert not is_asked(talking())


@line("G3")
def test_nobody_is_asked_when_the_switch_is_off_or_nothing_is_offered() -> None:
    assert not is_asked(QUIET, replace(ROSTER, workspace=replace(ROSTER.workspace, asks_for_group=False)))
    assert not is_asked(QUIET, replace(ROSTER, groups={SECRET: GROUPS[SECRET]}))


@line("G3")
def test_a_group_set_in_this_visit_needs_no_asking_in_the_next_visit_it_does() -> None:
    conversation = replace(QUIET, group=replace(in_group(FR, "trigger"), is_of_this_visit=True))
    assert not is_asked(conversation)
    assert is_asked(begin_visit(conversation))


@line("G3")
def test_a_group_set_in_this_visit_that_does_not_count_is_no_answer() -> None:
    conversation = replace(QUIET, group=replace(in_group(FR, "trigger"), is_of_this_visit=True))
    assert is_asked(conversation, with_group(replace(GROUPS[FR], is_enabled=False)))


@line("G3")
def test_a_former_choice_is_preselected() -> None:
    former = replace(QUIET, group=in_group(FR, "trigger"))
    assert choice_for(former, ROSTER, "en", None).preselected == FR
    assert choice_for(former, ROSTER, "en", EN).preselected == EN
    assert choice_for(None, ROSTER, "en", None).preselected is None


@line("G2")
def test_a_private_group_is_neither_preselected_nor_shown() -> None:
    conversation = replace(QUIET, group=in_group(SECRET, "trigger"))
    assert choice_for(conversation, ROSTER, "en", None).preselected is None
    assert group_for_visitor(conversation, ROSTER) is None
    assert group_for_visitor(replace(QUIET, group=in_group(FR)), ROSTER) == FR


@line("G3")
def test_the_group_is_changeable_until_an_agent_answers_unless_it_is_private() -> None:
    assert may_choose(None, ROSTER)
    assert may_choose(talking(group=in_group(FR, "trigger")), ROSTER)
    assert not may_choose(replace(talking(group=in_group(FR)), owner=MARIE), ROSTER)
    assert not may_choose(talking(group=in_group(SECRET, "trigger")), ROSTER)


@line("G3", "A18")
def test_what_an_agent_has_set_is_neither_asked_for_nor_changeable() -> None:
    for group_id in (FR, None):
        by_hand = in_group(group_id, "agent")
        assert not may_choose(talking(group=by_hand), ROSTER)
        assert not choice_for(talking(group=by_hand), ROSTER, "en", EN).is_offered
        assert not is_asked(replace(QUIET, group=by_hand))
    assert may_choose(talking(group=in_group(FR, "visitor", by="visitor:vis_camille")), ROSTER)


@line("G3", "T4")
def test_without_the_switch_the_visitor_is_asked_by_a_trigger_only() -> None:
    silent = replace(ROSTER, workspace=replace(ROSTER.workspace, asks_for_group=False))
    assert not choice_for(talking(), silent, "en", None).is_offered
    asked = choice_for(talking(), silent, "en", ASKED)
    assert (asked.is_asked, asked.is_offered, asked.preselected) == (True, True, None)
    answered = choice_for(talking(), silent, "en", FR)
    assert (answered.is_asked, answered.is_offered, answered.preselected) == (False, True, FR)
    assert not choice_for(replace(talking(), owner=MARIE), silent, "en", ASKED).is_offered
