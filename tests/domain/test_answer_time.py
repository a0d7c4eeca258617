"""What is promised of the first answer (W5)."""

import pytest

from zuruf.domain.answer_time import promised_minutes

MINUTE = 60_000


def test_of_too_few_answers_nothing_is_concluded() -> None:
    assert promised_minutes([MINUTE] * 9) is None
    assert promised_minutes([MINUTE] * 10) == 1


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (1, 1),
        (MINUTE, 1),
        (MINUTE + 1, 2),
        (4 * MINUTE, 5),
        (61 * MINUTE, 120),
        (1_440 * MINUTE, 1_440),
        (1_441 * MINUTE, None),
    ],
)
def test_the_median_is_rounded_up_to_what_people_say_and_over_a_day_nothing_is(wait: int, said: int | None) -> None:
    assert promised_minutes([wait] * 11) == said


def test_one_long_night_does_not_count_and_of_two_middle_waits_the_longer_does() -> None:
    assert promised_minutes([MINUTE] * 9 + [900 * MINUTE] * 2) == 1
    assert promised_minutes([MINUTE] * 5 + [9 * MINUTE] * 5) == 10
