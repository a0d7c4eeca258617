"""What of a judgement is kept: refusals once, raises without alerts; and what a visitor reads as a line."""

from dataclasses import replace

from tests.domain.cast import (
    EN,
    FR,
    FRIEDA,
    GROUPS,
    MARIE,
    NOW,
    OLAF,
    QUIET,
    ROSTER,
    agent,
    assigned,
    in_group,
    joined,
    line,
    talking,
    trigger,
)
from zuruf.domain.audience import alerted_by_lapse
from zuruf.domain.change import Change, is_line
from zuruf.domain.conversation import Asking
from zuruf.domain.explanation import Explanation
from zuruf.domain.outcome import Refused
from zuruf.domain.trigger import AssignGroup
from zuruf.domain.trigger_judgement import Judgement, Tried, Verdict
from zuruf.domain.trigger_outcome import alerted_by_move, refusals_to_keep


def refused_with(code: str) -> Judgement:
    refused = Refused(code=code, sentence="No.", why=Explanation(cause=trigger(), rule=code))
    tried = Tried(action=AssignGroup(group_id=FR), outcome=refused)
    verdict = Verdict(trigger_id="trg_1", matched=True, outcome=code, conditions=(), tried=(tried,))
    return Judgement(conversation=QUIET, verdicts=(verdict,))


@line("A20g")
def test_a_refusal_is_kept_at_the_first_message_and_beside_a_change_not_on_every_page() -> None:
    judgement = refused_with("group_gone")
    assert refusals_to_keep(judgement, QUIET, "page_view") == ()
    assert [trigger_id for trigger_id, _ in refusals_to_keep(judgement, QUIET, "first_message")] == ["trg_1"]
    moved = replace(judgement, conversation=replace(QUIET, group=in_group(EN, "trigger")))
    assert len(refusals_to_keep(moved, QUIET, "page_view")) == 1


@line("A20g")
def test_a_trigger_whose_turn_it_was_not_is_no_refusal() -> None:
    assert refusals_to_keep(refused_with("weaker_source"), QUIET, "first_message") == ()
    assert refusals_to_keep(refused_with("conversation_running"), QUIET, "first_message") == ()


@line("A18j")
def test_the_same_group_at_another_strength_alerts_nobody() -> None:
    assert GROUPS[FR].members
    before = talking(group=in_group(FR, "trigger"))
    assert (
        alerted_by_move(before, replace(before, group=in_group(FR, "agent")), ROSTER, trigger(), frozenset()).agents
        == ()
    )
    assert alerted_by_move(talking(), before, ROSTER, trigger(), frozenset()).agents != ()


@line("E11a")
def test_only_those_who_joined_are_heard_leaving() -> None:
    left = Change(type="agent.left", after=QUIET, agent_id=MARIE)
    assert is_line(left, talking(joined(MARIE)))
    assert not is_line(left, talking(assigned(MARIE)))
    assert is_line(replace(left, type="agent.joined"), talking())
    assert not is_line(replace(left, type="agent.taken_off"), talking(joined(MARIE)))


@line("E6f")
def test_an_asker_hears_of_a_lapse_unless_away_or_the_one_who_ended_it() -> None:
    asking = Asking(agent_id=OLAF, by=f"agent:{MARIE}", why="Please", at=NOW, until=NOW + 1)
    assert alerted_by_lapse(asking, ROSTER, agent(FRIEDA)) == {MARIE}
    assert alerted_by_lapse(asking, ROSTER, agent(MARIE)) == frozenset()
    assert alerted_by_lapse(replace(asking, by=f"agent:{OLAF}"), ROSTER, agent(FRIEDA)) == frozenset()
