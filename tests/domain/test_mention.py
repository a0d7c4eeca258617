"""Whom a comment names with @ (I5)."""

from dataclasses import replace

import pytest

from tests.domain.cast import (
    AGENTS,
    FR,
    LEA,
    MARIE,
    NORA,
    OLAF,
    QUIET,
    ROSTER,
    WALLED,
    agent,
    dismissed,
    line,
    with_agent,
)
from zuruf.domain.conversation import GroupSetting
from zuruf.domain.mention import MAX_MENTIONS, alerted_by_mention, cut, mentioned, newly_mentioned
from zuruf.errors import Invalid

FRENCH = replace(QUIET, is_open=True, episode=1, group=GroupSetting(group_id=FR, source="agent"))


def test_the_text_names_agents_by_id_each_once_and_nothing_else() -> None:
    text = f"@{MARIE}, @{LEA}! @{MARIE} mail@{OLAF} @agt_nobody @Marie (@{NORA})"
    assert mentioned(text, ROSTER) == (MARIE, LEA, NORA)


@line("I5ma", "I5md")
def test_only_those_named_anew_count_and_who_may_not_see_it_is_refused_by_name() -> None:
    assert newly_mentioned(f"@{MARIE} @{LEA}", f"@{MARIE}", FRENCH, WALLED) == {LEA}
    with pytest.raises(Invalid, match="Nora may not see") as refused:
        newly_mentioned(f"@{NORA}", "", FRENCH, WALLED)
    assert (refused.value.code, refused.value.field) == ("mention_unseen", "text")
    assert newly_mentioned(f"@{NORA}", f"@{NORA}", FRENCH, WALLED) == frozenset()
    with pytest.raises(Invalid, match="Olaf"):
        newly_mentioned(f"@{OLAF}", "", FRENCH, dismissed(OLAF))


def test_at_most_twenty_are_named() -> None:
    names = [f"agt_{n}" for n in range(MAX_MENTIONS + 1)]
    many = ROSTER
    for name in names:
        many = with_agent(replace(AGENTS[MARIE], id=name), many)
    text = " ".join(f"@{name}" for name in names)
    assert len(newly_mentioned(text.removesuffix(f" @{names[-1]}"), "", FRENCH, many)) == MAX_MENTIONS
    with pytest.raises(Invalid, match="at most 20"):
        newly_mentioned(text, "", FRENCH, many)


@line("I5mb")
def test_it_waits_for_everybody_named_but_the_actor_and_agents_by_api() -> None:
    robot = with_agent(replace(AGENTS[LEA], is_by_api=True))
    assert alerted_by_mention(frozenset({MARIE, OLAF, LEA}), robot, agent(MARIE)) == {OLAF}


def test_a_row_shows_no_half_of_a_name() -> None:
    assert cut(f"ask @{MARIE} now", 8) == "ask "
    assert cut(f"ask @{MARIE} now", 14) == f"ask @{MARIE}"
    assert cut("short", 8) == "short"
    assert cut("longer than that", 8) == "longer t"
