"""What search takes for a word, and the snippets it shows (I3)."""

import pytest

from zuruf.domain.finding import Part, parts_of, query_of, words_of


@pytest.mark.line("I3r")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("Äpfel, Crème brûlée", ["apfel", "creme", "brulee"]),
        ("cafe\u0301 café", ["cafe", "cafe"]),
        ("anna.berg@shop.example", ["anna", "berg", "shop", "example"]),
        ("snake_case don't 3.5", ["snake", "case", "don", "t", "3", "5"]),
        ("Ελλάδα Ёлка", ["ελλαδα", "елка"]),
        ("ﬁne İstanbul ½", ["fine", "istanbul", "1", "2"]),
        ("“!?*:& \0 🙂", []),
        ("x" * 5_000, ["x" * 60]),
    ],
)
def test_case_accents_and_signs_do_not_count(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize("typed", ["", "  ", '"', "()*&|!:<->", "\0", "🙂", "\ud800"])
def test_what_has_no_word_in_it_is_no_query(typed: str) -> None:
    assert query_of(typed) is None


def test_the_last_word_is_a_beginning_and_operators_are_words() -> None:
    query = query_of('"Straße" AND NOT (neu* OR ~x:y')
    assert query is not None
    assert query.text == "strasse and not neu or x y*"
    assert query_of("a " * 10_000) == query_of("a")


def test_a_snippet_marks_every_hit_and_is_cut_around_the_first() -> None:
    query = query_of("lampe str")
    assert query is not None
    assert parts_of("Die Lampe, Straße 5", query) == (
        Part("Die ", is_hit=False),
        Part("Lampe", is_hit=True),
        Part(", ", is_hit=False),
        Part("Straße", is_hit=True),
        Part(" 5", is_hit=False),
    )
    long = parts_of("a " * 500 + "LAMPE" + " b" * 500, query)
    assert (long[0].text, long[2]) == ("…", Part("LAMPE", is_hit=True))
    assert sum(len(part.text) for part in long) < 200
    assert parts_of("<b>lampe</b>", query)[1] == Part("lampe", is_hit=True), "markup is text like any other"
    assert parts_of("nothing", query) == (Part("nothing", is_hit=False),)
