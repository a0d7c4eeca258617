"""How many attributes are kept of a visitor, where nobody is there to be told of too many."""

from zuruf.domain.visitor import MAX_ATTRIBUTES, those_that_fit


def test_what_is_there_can_change_and_new_ones_come_in_as_far_as_there_is_room() -> None:
    before = {f"n{n}": "old" for n in range(MAX_ATTRIBUTES - 1)}
    told = {"first": 1, "n0": "new", "second": 2}
    assert those_that_fit(before, told) == {"first": 1, "n0": "new"}
    assert those_that_fit({}, told) == told
    assert those_that_fit({**before, "last": True}, {"last": 1, "more": 1}) == {"last": 1}
