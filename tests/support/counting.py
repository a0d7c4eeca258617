"""What tests have counted, for the end of the output: seeds tried, mutants caught, states compared."""

from collections import Counter
from collections.abc import Iterable

import pytest

MARK = "counted: "


def counts_of(reports: Iterable[pytest.TestReport]) -> dict[str, int]:
    """The sums of what these tests counted, in the order of their names."""
    sums: Counter[str] = Counter()
    for report in reports:
        for name, value in report.user_properties:
            if name.startswith(MARK) and isinstance(value, int):
                sums[name.removeprefix(MARK)] += value
    return dict(sorted(sums.items()))
