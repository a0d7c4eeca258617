"""What the machine may lack: said by name with the line that mends it, never skipped in silence."""

from typing import NoReturn

import pytest

PREFIX = "cannot run here: "


def cannot_run_here(part: str, problem: str, mend: str) -> NoReturn:
    """Leave the test out and let the whole run end with exit code 3."""
    # The run ends with 3 by it and names the mend: never a silent skip.
    pytest.skip(f"{PREFIX}{part}: {' '.join(problem.split())} Mend it with: {mend}")
