#!/usr/bin/env python3
"""Sets this checkout up and runs it; needs Python and pip only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

USAGE = """python3 run.py <verb>

  demo            a workspace with people in it, to try everything out
  serve           the server, from its settings
  test [args]     pytest and vitest; with arguments pytest alone, which gets them
  check           format, types, import contracts, dead code, sizes, of both languages
  defects [ids]   plants the defects named in docs/behaviour*.md, to see their tests fail; all, or of these clauses
  bench [name]    the measurements in bench/; --quick for a short run
  build           the front end and the wheel, into dist/
  types           write the front end's types of the wire anew from the server's shapes
  lock            write requirements/*.txt anew from requirements/*.in
  anything else   goes to the command line of the product: python3 run.py --help
"""


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts it with an older one is told so
        came = ".".join(str(part) for part in sys.version_info[:3])
        return complain(f"Expected Python 3.11 or later, this is {came}. Start run.py with a newer one.")
    from tools.steps import Expected

    try:
        return run(*(arguments or ["help"]))
    except Expected as problem:
        return complain(str(problem))
    except KeyboardInterrupt:
        return 130


def complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def run(verb: str, *arguments: str) -> int:
    # Each verb imports its own part only: the way to a warm server is short.
    if verb == "help":
        print(USAGE, end="")
        return 0
    if verb == "test":
        from tools.tests import test

        return test(arguments)
    if verb == "check":
        from tools.checks import check

        return check()
    if verb == "defects":
        from tools.defects import defects

        return defects(arguments)
    if verb == "bench":
        from tools.bench import bench

        return bench(arguments)
    if verb in ("build", "lock"):
        from tools import release

        return release.build() if verb == "build" else release.lock()
    if verb == "types":
        from tools import machine

        machine.development()
        return subprocess.run([machine.PYTHON, "-m", "tools.generated"], cwd=machine.ROOT, check=False).returncode
    return become_the_product(verb, *arguments)


def become_the_product(*arguments: str) -> int:
    from tools import machine

    machine.runtime()
    sys.stdout.flush()
    os.execv(machine.PYTHON, [str(machine.PYTHON), "-m", "zuruf.cli", *arguments])  # noqa: S606 - the product takes our place


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    sys.exit(main(sys.argv[1:]))
