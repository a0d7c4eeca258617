"""Steps of the set-up: said on one line each, done once for each state of their inputs, by one process at a time."""

import fcntl
import hashlib
import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
LOGS = TOOLS / "logs"


class Expected(Exception):
    """One sentence each: what was expected, what came, what to do."""


def once(
    name: str, stamp: Path, inputs: str, work: Callable[[], None], *, serves: Callable[[], bool] = lambda: False
) -> None:
    """Do the work unless the stamp says that it was done for these very inputs, or `serves` that something else does for it."""
    if is_done(stamp, inputs) or serves():
        return
    with only_one_process():
        if is_done(stamp, inputs) or serves():
            return
        stamp.unlink(missing_ok=True)
        with said(name):
            work()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(inputs)


def is_done(stamp: Path, inputs: str) -> bool:
    try:
        return stamp.read_text() == inputs
    except OSError:
        return False


def fingerprint(paths: Iterable[Path], *facts: str) -> str:
    """A hash of the files' names and contents, folders taken whole without node_modules, and of the given facts."""
    found = hashlib.sha256("\0".join(facts).encode())
    for path in sorted(files_below(paths)):
        found.update(f"\0{path.relative_to(ROOT)}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
        elif path.is_dir() and path.name != "node_modules":
            yield from files_below(path.iterdir())


@contextmanager
def only_one_process() -> Generator[None, None, None]:
    """Two run.py at once take turns, so that neither sees the other's half-made folders."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with said("Waiting for another run.py in this folder"):
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def said(name: str) -> Generator[None, None, None]:
    """Show the step while it runs and its seconds when it ends, on stderr so that stdout stays the program's own."""
    started = time.monotonic()
    ended = threading.Event()
    ticker = threading.Thread(target=_tick, args=(name, started, ended), daemon=True)
    is_terminal = sys.stderr.isatty()
    print(f"  {name} …", end="" if is_terminal else "\n", file=sys.stderr, flush=True)
    if is_terminal:
        ticker.start()
    outcome = "failed"
    try:
        yield
        outcome = "done"
    finally:
        ended.set()
        if is_terminal:
            ticker.join()
            print("\r\033[K", end="", file=sys.stderr)
        print(f"  {name}: {outcome}, {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)


def _tick(name: str, started: float, ended: threading.Event) -> None:
    for mark in itertools.cycle("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"):
        print(f"\r{mark} {name} … {time.monotonic() - started:.0f} s", end="", file=sys.stderr, flush=True)
        if ended.wait(0.1):
            return


def call(log: str, command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run a tool quietly; when it fails, its last lines are shown and the rest is named."""
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{log}.log"
    with path.open("wb") as out:
        ended = subprocess.run(command, cwd=cwd, env=env, stdout=out, stderr=subprocess.STDOUT, check=False)
    if ended.returncode == 0:
        return
    lines = path.read_text(errors="replace").splitlines()
    shown = lines if len(lines) <= 20 else [*lines[:10], "…", *lines[-10:]]
    said_by_it = "\n".join(f"    {line}" for line in shown)
    tool = " ".join(str(part) for part in command[:3])
    raise Expected(
        f"Expected `{tool} …` to succeed, it ended with {ended.returncode}:\n{said_by_it}\n"
        f"Mend what it names and start again; all it said is in {path.relative_to(ROOT)}."
    )
