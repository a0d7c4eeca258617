"""Functions, methods, classes and imports nobody names; vulture's other findings are fields a library reads, and arguments are ruff's."""

import re
import subprocess
import sys

KINDS = re.compile(r": unused (function|method|property|class|import)|unreachable|unsatisfiable")


def main() -> int:
    """Reads its paths and exceptions from pyproject.toml."""
    ended = subprocess.run([sys.executable, "-m", "vulture"], capture_output=True, text=True, check=False)
    found = [line for line in ended.stdout.splitlines() if KINDS.search(line)]
    print(*found, ended.stderr, sep="\n")
    return 1 if found or ended.stderr else 0


if __name__ == "__main__":
    sys.exit(main())
