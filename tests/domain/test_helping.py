"""Why nobody is taking a waiting conversation: who could, what keeps each of them, and the one thing that helps most (O1, A15)."""

from collections.abc import Mapping
from dataclasses import replace

from tests.domain.cast import (
    AGENTS,
    EN,
    FR,
    FRIEDA,
    LEA,
    MARIE,
    NOW,
    OLAF,
    QUIET,
    ROSTER,
    TIM,
    assigned,
    in_group,
    joined,
    line,
    talking,
    with_agent,
    with_presence,
)
from zuruf.domain.conversation import Conversation
from zuruf.domain.helping import Alerted, Help, Scene, Waiting, why_waiting
from zuruf.domain.workspace import Roster

IN_FR = talking(group=in_group(FR))
IN_EN = talking(group=in_group(EN))
NORA = "agt_nora"
TOLD = Alerted(raised_at=NOW)


def asked_by(
    me: str,
    conversation: Conversation,
    roster: Roster = ROSTER,
    alerted: Mapping[str, Alerted] | None = None,
    loads: Mapping[str, int] | None = None,
    read: frozenset[str] = frozenset(),
) -> Waiting:
    scene = Scene(conversation=conversation, roster=roster, alerted=alerted or {}, read=read, loads=loads or {})
    return why_waiting(scene, roster.agents[me])


def keeps(answer: Waiting) -> dict[str, str]:
    return {one.agent_id: one.keeps for one in answer.could}


@line("O1p")
def test_nobody_waits_where_all_is_answered_or_closed() -> None:
    for quiet in (QUIET, replace(IN_FR, waiting_since=None), replace(IN_FR, is_open=False)):
        assert asked_by(MARIE, quiet) == Waiting(since=None, cause="nobody_waits")


@line("O1k")
def test_who_could_answer_is_who_owns_it_and_each_says_what_keeps_them() -> None:
    alerted = {MARIE: replace(TOLD, shown_at=NOW + 1, seen_at=NOW + 2), TIM: replace(TOLD, shown_at=NOW + 1)}
    answer = asked_by(FRIEDA, IN_FR, with_presence("invisible", LEA), alerted)
    assert keeps(answer) == {MARIE: "seen", TIM: "shown", LEA: "invisible"}
    assert [one.through for one in answer.could] == ["group"] * 3
    assert [one.at for one in answer.could] == [NOW + 2, NOW + 1, None]
    assert keeps(asked_by(FRIEDA, IN_EN, alerted={NORA: TOLD})) == {NORA: "alerted", OLAF: "offline"}
    assert keeps(asked_by(FRIEDA, talking(assigned(OLAF), joined(TIM)))) == {TIM: "not_alerted", OLAF: "offline"}
    assert keeps(asked_by(FRIEDA, talking(assigned(LEA)), read=frozenset({LEA}))) == {LEA: "seen"}
    assert set(keeps(asked_by(FRIEDA, talking()))) == set(AGENTS)


@line("O1l")
def test_the_sentence_names_what_is_nearest_to_an_answer() -> None:
    assert asked_by(FRIEDA, IN_FR, alerted={MARIE: replace(TOLD, seen_at=NOW)}).cause == "seen"
    assert asked_by(FRIEDA, IN_FR, alerted={MARIE: TOLD}).cause == "not_seen"
    assert asked_by(MARIE, IN_FR, alerted={TIM: TOLD}, read=frozenset({MARIE})).cause == "not_seen", "not oneself"
    assert asked_by(FRIEDA, IN_FR).cause == "not_alerted"
    nobody_online = with_presence("offline", MARIE, TIM)
    assert asked_by(FRIEDA, IN_FR, nobody_online).cause == "nobody_online"
    assert asked_by(FRIEDA, talking(assigned(OLAF))).cause == "all_offline"
    only_api = {id_: replace(agent, is_by_api=True) for id_, agent in AGENTS.items()}
    assert asked_by(FRIEDA, talking(), replace(ROSTER, agents=only_api)).cause == "nobody_could"


@line("O1m")
def test_who_is_looking_takes_what_is_theirs_and_answers_what_they_have() -> None:
    assert asked_by(MARIE, IN_FR).help == Help(kind="take")
    assert asked_by(LEA, IN_FR).help == Help(kind="take"), "invisible ones may answer"
    assert asked_by(NORA, talking()).help == Help(kind="take")
    assert asked_by(MARIE, talking(assigned(MARIE), group=in_group(EN))).help == Help(kind="answer")


@line("O1q")
def test_else_the_freest_one_online_who_is_called_is_assigned() -> None:
    assert asked_by(NORA, IN_FR, loads={MARIE: 3, TIM: 1}).help == Help(kind="assign", agent_id=TIM)
    assert asked_by(NORA, IN_FR, loads={MARIE: 1, TIM: 1}).help == Help(kind="assign", agent_id=MARIE)
    seen = asked_by(NORA, IN_FR, loads={MARIE: 3}, read=frozenset({TIM}))
    assert seen.help == Help(kind="assign", agent_id=MARIE), "who looked past it comes last"
    away = talking(assigned(OLAF), group=in_group(FR))
    assert asked_by(NORA, away).help == Help(kind="assign", agent_id=MARIE), "the group stands behind who is away"


@line("O1r")
def test_where_nobody_of_the_group_is_there_the_visitor_moves_or_somebody_is_found() -> None:
    gone = with_presence("offline", MARIE, TIM, LEA)
    assert asked_by(FRIEDA, IN_FR, gone).help == Help(kind="move", group_id=EN)
    nobody_in_en = with_presence("offline", NORA, roster=gone)
    assert asked_by(OLAF, IN_FR, nobody_in_en).help == Help(kind="assign", agent_id=FRIEDA)
    assert asked_by(FRIEDA, IN_FR, nobody_in_en).help == Help(kind="take"), "the only one who is there"
    all_gone = with_presence("offline", *AGENTS)
    assert asked_by(MARIE, IN_FR, all_gone).help == Help(kind="go_online")
    assert asked_by(MARIE, IN_FR, gone).help == Help(kind="go_online"), "it is hers, and nobody else of hers is there"


@line("O1s")
def test_nothing_is_proposed_that_the_agent_may_not_do_or_that_would_be_refused() -> None:
    may_not = with_agent(replace(AGENTS[NORA], rights=frozenset({"access"})))
    assert asked_by(NORA, IN_FR, may_not).help == Help(kind="take")
    assert asked_by(NORA, IN_FR, with_presence("offline", NORA, roster=may_not)).help == Help(kind="go_online")
    system = with_agent(replace(AGENTS[TIM], is_by_api=True), with_presence("offline", MARIE, LEA))
    assert asked_by(FRIEDA, IN_FR, system).help != Help(kind="assign", agent_id=TIM)
