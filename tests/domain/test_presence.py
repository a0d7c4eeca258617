"""Effective presence, and whether the widget is live."""

from dataclasses import replace

import pytest

from tests.domain.cast import (
    AGENTS,
    EN,
    EVERYBODY,
    FR,
    LEA,
    MARIE,
    NORA,
    NOW,
    OLAF,
    QUIET,
    TIM,
    assigned,
    in_group,
    joined,
    line,
    talking,
    with_agent,
    with_presence,
    without_access,
)
from zuruf.domain.agent import Presence
from zuruf.domain.presence import (
    API_PING_MS,
    CLOSED_SOCKET_MS,
    RECENT_ANSWER_MS,
    SILENT_SOCKET_MS,
    answers_count_until,
    chosen_by_ping,
    effective,
    mode,
)

NO_ANSWERS: dict[str, int] = {}
ALL_OFFLINE = with_presence("offline", *EVERYBODY)


@line("P1")
def test_signs_of_life_last_as_long_as_specified() -> None:
    assert (CLOSED_SOCKET_MS, SILENT_SOCKET_MS, API_PING_MS) == (30_000, 45_000, 150_000)


@line("P1")
@pytest.mark.parametrize("chosen", ["online", "invisible", "offline"])
def test_what_was_chosen_counts_while_there_is_a_sign_of_life(chosen: Presence) -> None:
    assert effective(chosen, NOW + 1, NOW) == chosen
    assert effective(chosen, NOW, NOW) == "offline"
    assert effective(chosen, None, NOW) == "offline"


@line("P1")
def test_a_ping_chooses_online_unless_the_agent_chose_by_hand() -> None:
    assert chosen_by_ping(AGENTS[TIM]) == "online"
    assert chosen_by_ping(replace(AGENTS[TIM], chosen_presence="invisible", chose_by_hand=True)) == "invisible"


@line("P3")
def test_the_widget_is_live_while_a_member_of_the_effective_group_is_online() -> None:
    conversation = talking(group=in_group(FR))
    assert mode(conversation, with_presence("online", TIM, roster=ALL_OFFLINE), NOW, NO_ANSWERS) == "live"
    assert mode(conversation, with_presence("online", NORA, roster=ALL_OFFLINE), NOW, NO_ANSWERS) == "message"


@line("P2", "P3")
def test_an_invisible_member_does_not_count_as_available() -> None:
    roster = with_presence("invisible", MARIE, TIM, LEA, roster=ALL_OFFLINE)
    assert mode(talking(group=in_group(FR)), roster, NOW, NO_ANSWERS) == "message"


@line("P3")
def test_without_a_group_anybody_of_the_workspace_with_access_makes_it_live() -> None:
    roster = with_presence("online", NORA, roster=ALL_OFFLINE)
    for conversation in (None, QUIET, talking()):
        assert mode(conversation, roster, NOW, NO_ANSWERS) == "live"
        assert mode(conversation, ALL_OFFLINE, NOW, NO_ANSWERS) == "message"
        assert mode(conversation, without_access(NORA, roster), NOW, NO_ANSWERS) == "message"


@line("P3")
def test_a_group_that_does_not_count_falls_back_to_the_workspace() -> None:
    roster = with_presence("online", NORA, roster=ALL_OFFLINE)
    off = replace(roster, workspace=replace(roster.workspace, uses_groups=False))
    assert mode(talking(group=in_group(FR)), off, NOW, NO_ANSWERS) == "live"


@line("P3")
def test_an_online_participant_makes_it_live_from_outside_the_group() -> None:
    roster = with_presence("online", OLAF, roster=ALL_OFFLINE)
    assert mode(talking(joined(OLAF), group=in_group(FR)), roster, NOW, NO_ANSWERS) == "live"


@line("P3")
def test_an_invisible_participant_makes_it_live_for_five_minutes_after_an_answer() -> None:
    roster = with_presence("invisible", LEA, roster=ALL_OFFLINE)
    conversation = talking(joined(LEA), group=in_group(EN))
    assert mode(conversation, roster, NOW, {LEA: NOW - 299_999}) == "live"
    assert mode(conversation, roster, NOW, {LEA: NOW - 300_000}) == "message"
    assert mode(conversation, roster, NOW, NO_ANSWERS) == "message"
    assert mode(conversation, roster, NOW, {MARIE: NOW}) == "message"


@line("P3")
def test_an_offline_participant_who_just_answered_does_not() -> None:
    assert mode(talking(joined(LEA)), ALL_OFFLINE, NOW, {LEA: NOW}) == "message"


@line("P3", "X1")
def test_an_agent_by_api_who_pings_makes_it_live_only_for_visitors_they_have() -> None:
    roster = with_agent(replace(AGENTS[NORA], is_by_api=True), with_presence("online", NORA, roster=ALL_OFFLINE))
    for conversation in (None, QUIET, talking()):
        assert mode(conversation, roster, NOW, NO_ANSWERS) == "message"
    assert mode(talking(joined(NORA)), roster, NOW, NO_ANSWERS) == "live"
    assert mode(talking(assigned(NORA)), roster, NOW, NO_ANSWERS) == "live"


@line("P3")
def test_the_answer_that_counts_longest_says_when_to_look_again() -> None:
    conversation = talking(joined(TIM), joined(LEA), joined(OLAF))
    roster = with_presence("invisible", TIM, LEA, roster=with_presence("online", OLAF, roster=ALL_OFFLINE))
    answers = {TIM: NOW - 200_000, LEA: NOW - 100_000, OLAF: NOW - 1, MARIE: NOW}
    assert answers_count_until(conversation, roster, NOW, answers) == NOW - 100_000 + RECENT_ANSWER_MS
    over = {TIM: NOW - RECENT_ANSWER_MS}
    assert answers_count_until(conversation, roster, NOW, over) is None
