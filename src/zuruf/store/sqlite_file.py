"""The file of a SQLite database: who may open it, and how a connection to it is set."""

import fcntl
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, Protocol, cast

import apsw

from zuruf.errors import Conflict, Invalid
from zuruf.store.transaction import Row, Value

OLDEST = (3, 51, 3)  # earlier ones may corrupt the file when the WAL is reset: https://sqlite.org/wal.html#walresetbug
NETWORKED = frozenset(
    {"9p", "afs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
)
BUSY_MS = 5000


class Cursor(Protocol):
    """What is used of APSW's cursor."""

    def fetchone(self) -> Row | None: ...

    def fetchall(self) -> list[Row]: ...


class Connection(Protocol):
    """What is used of APSW's connection; its own stub names a type that Python 3.11 does not have."""

    @property
    def in_transaction(self) -> bool: ...

    def execute(self, statements: str, bindings: Sequence[Value] = ()) -> Cursor: ...

    def executemany(self, statements: str, sequenceofbindings: Iterable[Sequence[Value]]) -> object: ...

    def close(self) -> None: ...


def connect(path: str, role: Literal["writer", "reader"]) -> Connection:
    """A connection set for its role. Readers cannot write and never checkpoint."""
    connection = apsw.Connection(path, statementcachesize=500)
    connection.set_busy_timeout(BUSY_MS)
    # PostgreSQL takes "x" for a name; SQLite would take it for a text if there is no such column.
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
    settings = {
        "writer": ("journal_mode = wal", "synchronous = full", "journal_size_limit = 67108864"),
        "reader": ("query_only = 1", "wal_autocheckpoint = 0"),
    }
    ours = cast("Connection", connection)
    for setting in ("foreign_keys = on", "mmap_size = 0", *settings[role]):
        ours.execute(f"pragma {setting}").fetchall()
    return ours


class FileLock:
    """Holds `<db>.lock`: one process a database, because only one writer may number events."""

    def __init__(self, path: Path) -> None:
        """Conflict `database_in_use` if another process (or this one) holds it."""
        self._file = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(self._file, 20).decode(errors="replace").strip() or "unknown"
            os.close(self._file)
            raise Conflict(
                "database_in_use",
                f"{path} is used by another Zuruf process (process id {holder}). "
                "Stop it first: a SQLite database has one process.",
            ) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, b"%d\n" % os.getpid(), 0)

    def release(self) -> None:
        """Lets others in. The file stays: removing it would let two processes lock two files of one name."""
        os.close(self._file)


def keep_to_owner(path: Path) -> None:
    """Makes the file if there is none, readable for nobody but the one who runs the server; SQLite gives its `-wal` and `-shm` the same
    rights. A file that is there keeps those it has: somebody may have chosen them."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def refuse_old_sqlite(version: str) -> None:
    """Invalid `sqlite_old` for a SQLite that may corrupt the database."""
    if tuple(int(part) for part in version.split(".")) < OLDEST:
        oldest = ".".join(str(part) for part in OLDEST)
        raise Invalid(
            "sqlite_old",
            f"Expected SQLite {oldest} or newer, got {version}: older ones can corrupt a database. Install apsw anew.",
        )


def refuse_network(path: Path) -> None:
    """Invalid `database_on_network` if the folder is on a network file system; told apart on Linux only."""
    mounts = Path("/proc/self/mounts")
    kind = file_system_of(path.resolve(), mounts.read_text(errors="replace")) if mounts.exists() else ""
    if kind in NETWORKED:
        raise Invalid(
            "database_on_network",
            f"{path} is on a network file system ({kind}), where SQLite's locks cannot be trusted. "
            "Use a local disk, or PostgreSQL.",
        )


def file_system_of(path: Path, mounts: str) -> str:
    """The kind of the file system a resolved path is on, by the text of /proc/self/mounts."""
    kinds = {
        Path(fields[1].replace("\\040", " ")): fields[2]
        for line in mounts.splitlines()
        if len(fields := line.split()) > 2
    }
    return next((kinds[folder] for folder in (path, *path.parents) if folder in kinds), "")
