"""The places that attempts to get in hold and keep (B52)."""

from contextlib import ExitStack

import pytest

from zuruf.errors import TooMany, Unauthenticated
from zuruf.web.limits import PER_ACCOUNT, SOON_SECONDS, Limits
from zuruf.web.passwords import BUSY

EMAIL = "olaf@shop.example"
WRONG = Unauthenticated("credentials_wrong", "x")


def fails(limits: Limits, why: Exception = WRONG) -> None:
    with pytest.raises(type(why)), limits.on_account(EMAIL, known_device=""):
        raise why


def gets_in(limits: Limits) -> None:
    with limits.on_account(EMAIL, known_device=""):
        pass


def test_who_is_being_looked_at_holds_a_place_and_who_is_through_is_waited_for_shortly() -> None:
    limits = Limits()
    with ExitStack() as under_way:
        for _ in range(PER_ACCOUNT.amount):
            under_way.enter_context(limits.on_account(EMAIL, known_device=""))
        with pytest.raises(TooMany) as refused:
            gets_in(limits)
        assert refused.value.detail["retry_after"] == str(SOON_SECONDS)
    gets_in(limits)


def test_failures_and_those_under_way_count_together() -> None:
    limits = Limits()
    fails(limits)
    with ExitStack() as under_way:
        for _ in range(PER_ACCOUNT.amount - 1):
            under_way.enter_context(limits.on_account(EMAIL, known_device=""))
        with pytest.raises(TooMany):
            gets_in(limits)


def test_whoever_is_locked_out_is_told_for_how_long() -> None:
    limits = Limits()
    for _ in range(PER_ACCOUNT.amount):
        fails(limits)
    with pytest.raises(TooMany) as refused:
        gets_in(limits)
    assert 14 * 60 < int(refused.value.detail["retry_after"]) <= 15 * 60


def test_what_nobody_had_time_to_look_at_was_no_failure() -> None:
    """A flood that keeps all threads busy does not use up the owner's attempts too."""
    limits = Limits()
    for _ in range(PER_ACCOUNT.amount):
        fails(limits, TooMany(BUSY, "x"))
    gets_in(limits)


@pytest.mark.parametrize("why", [TooMany("too_many_attempts", "x"), RuntimeError("x")])
def test_any_other_end_than_getting_in_is_a_failure(why: Exception) -> None:
    limits = Limits()
    for _ in range(PER_ACCOUNT.amount):
        fails(limits, why)
    with pytest.raises(TooMany):
        gets_in(limits)
