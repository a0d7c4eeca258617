"""`zuruf backup`, `zuruf restore`, `zuruf restored`: a folder that holds everything, made while the server runs and proven before it counts."""

import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
import uvloop

from zuruf.app import make_folder, unusable
from zuruf.errors import Conflict, Invalid
from zuruf.settings import Settings, read_settings
from zuruf.store.postgres import begin_anew_postgres
from zuruf.store.sqlite_copying import Contents, begin_anew, checksum, copy_database, damaged, look_at
from zuruf.store.sqlite_file import FileLock, keep_to_owner

DATABASE, FILES, MANIFEST = "zuruf.sqlite", "files", "manifest.json"
HALF = ".half"
STILL_ARRIVING = "#"  # what is being written into the folder of files has it in its name


Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies in the folder of files."""

    count: int
    bytes: int


@click.command()
@click.option("--data", help="Folder of the data (./data).")
@click.option("--to", "into", default="backups", show_default=True, help="The backup becomes a folder in this one.")
def backup(data: str | None, into: str) -> None:
    """Copy database and files as they are now, while the server runs, and prove the copy."""
    settings = read_settings({"data": data})
    _refuse_postgres(settings)
    made = make_backup(settings.data, Path(into), datetime.now(UTC))
    click.echo(f"Backup: {made}")
    if settings.files_url:
        click.echo("The files people sent lie in an object store (ZURUF_FILES_URL) and are not in it.", err=True)


@click.command()
@click.argument("backup", metavar="BACKUP")
@click.option("--data", help="Folder of the data (./data).")
@click.option("--replace", is_flag=True, help="If there is a database, put it aside and take the backup's.")
def restore(backup: str, data: str | None, *, replace: bool) -> None:
    """Make a backup the data of a server that is stopped. Whoever is connected later starts over by themselves."""
    settings = read_settings({"data": data})
    _refuse_postgres(settings)
    aside = restore_backup(Path(backup), settings.data, datetime.now(UTC), replaces=replace)
    if aside:
        click.echo(f"What was there before lies in {aside}")
    click.echo(f"Restored into {settings.data}. Start the server again.")


@click.command()
@click.option("--data", help="Folder of the data (./data).")
def restored(data: str | None) -> None:
    """Say that the database was put back by other means: by pg_restore, or by copying its file."""
    settings = read_settings({"data": data})
    count = begin_history_anew(settings)
    click.echo(f"{count} workspace{'' if count == 1 else 's'}: whoever is connected later starts over.")


def begin_history_anew(settings: Settings) -> int:
    """Another epoch for every workspace; how many there are. Conflict `database_in_use` of SQLite, whose server has to be stopped."""
    if settings.database_url:
        return uvloop.run(begin_anew_postgres(settings.database_url, _epoch))
    present = _existing(settings.data)
    lock = FileLock(present)
    try:
        return begin_anew(present, _epoch)
    finally:
        lock.release()


def make_backup(data: Path, into: Path, now: datetime) -> Path:
    """The folder of the new backup; it has its name only once it is whole and was read again. Invalid, Conflict."""
    database = _existing(data)
    target = into / f"zuruf-{_stamp(now)}"
    half = into / f"{target.name}{HALF}"
    if target.exists():
        raise Conflict("backup_exists", f"{target} is there already. Wait a second and try again.", "to")
    with _room(half):
        with _progress("Database") as told:
            copy_database(database, half / DATABASE, told)
        # After the database: whatever it names was there before it was copied.
        kept = _copy_files(data / FILES, half / FILES)
        contents = look_at(half / DATABASE)
        _write_manifest(half, contents, kept, now)
        _make_sure(half)
        half.rename(target)
        _sync(into)
    return target


def restore_backup(source: Path, data: Path, now: datetime, *, replaces: bool) -> Path | None:
    """Where the former data lies now, if there was any. Nothing changes before the backup was found to be whole.

    Invalid `no_backup`, `backup_damaged`, `data_folder`; Conflict `database_exists`, `database_in_use`, `database_newer`.
    """
    _prove(source)
    make_folder(data)
    lock = FileLock(data / DATABASE)
    try:
        return _put_back(source, data, now, replaces=replaces)
    except OSError as error:
        raise unusable(data, error) from error
    finally:
        lock.release()


def _put_back(source: Path, data: Path, now: datetime, *, replaces: bool) -> Path | None:
    if (data / DATABASE).exists() and not replaces:
        sentence = (
            f"{data} has a database already. Name another folder with --data, or put that one aside with --replace."
        )
        raise Conflict("database_exists", sentence, "data")
    database, files = data / f"{DATABASE}{HALF}", data / f"{FILES}{HALF}"
    _clear(database, files)
    try:
        keep_to_owner(database)
        shutil.copyfile(source / DATABASE, database)
        begin_anew(database, _epoch)
        _copy_files(source / FILES, files)
        _make_sure(files)
        _sync(database)
        # Only now that everything is there does what was there go; the database's name comes last.
        aside = _put_aside(data, now)
        if files.exists():
            files.rename(data / FILES)
        database.rename(data / DATABASE)
        _sync(data)
    finally:
        _clear(database, files)
    return aside


def _clear(database: Path, files: Path) -> None:
    database.unlink(missing_ok=True)
    shutil.rmtree(files, ignore_errors=True)


def _put_aside(data: Path, now: datetime) -> Path | None:
    names = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", FILES)
    present = [data / name for name in names if (data / name).exists()]
    if not present:
        return None
    aside = data / f"replaced-{_stamp(now)}"
    aside.mkdir(mode=0o700)
    for path in present:
        path.rename(aside / path.name)
    return aside


def _prove(source: Path) -> Contents:
    try:
        manifest = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
        expected = str(manifest["database"]["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        sentence = f"{source} is expected to be a backup, a folder with {MANIFEST}, but is none. Name one that `zuruf backup` made."
        raise Invalid("no_backup", sentence, "backup") from error
    database = source / DATABASE
    if not database.exists():
        raise damaged(source, f"{DATABASE} is missing")
    if checksum(database) != expected:
        raise damaged(database, "its checksum is another than the manifest's")
    kept = _kept(source / FILES)
    if manifest["files"] != asdict(kept):
        raise damaged(source, f"of {manifest['files']['count']} files {kept.count} are there")
    return look_at(database)


def _write_manifest(folder: Path, contents: Contents, kept: Kept, now: datetime) -> None:
    database = folder / DATABASE
    manifest = {
        "made": now.isoformat(timespec="seconds"),
        "database": {"bytes": database.stat().st_size, "sha256": checksum(database), "migration": contents.migration},
        "workspaces": {workspace_id: {"head": head} for workspace_id, head in contents.heads.items()},
        "files": asdict(kept),
    }
    (folder / MANIFEST).write_text(f"{json.dumps(manifest, indent=2)}\n", encoding="utf-8")


def _copy_files(source: Path, target: Path) -> Kept:
    paths = _paths(source)
    if not paths:
        return Kept(0, 0)
    with _progress("Files") as told:
        for count, path in enumerate(paths, 1):
            place = target / path.relative_to(source)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                shutil.copyfile(path, place)
            except FileNotFoundError:
                continue  # deleted for good meanwhile
            told(count, len(paths))
    return _kept(target)


def _kept(folder: Path) -> Kept:
    paths = _paths(folder)
    return Kept(len(paths), sum(path.stat().st_size for path in paths))


def _paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and STILL_ARRIVING not in path.name)


@contextmanager
def _room(half: Path) -> Generator[None]:
    """A new folder; whatever goes wrong, nothing of it stays."""
    try:
        half.mkdir(mode=0o700, parents=True)
        yield
    except OSError as error:
        sentence = f"{half.parent} is expected to take the backup, but cannot ({error.strerror}). Name another folder with --to."
        raise Invalid("backup_folder", sentence, "to") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)


@contextmanager
def _progress(label: str) -> Generator[Told]:
    """A bar for whoever waits at a terminal; told what is done, and of how much."""
    with click.progressbar(length=1, label=label, hidden=not sys.stdout.isatty()) as bar:

        def told(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield told


def _make_sure(folder: Path) -> None:
    """Everything in it, if it is there, survives the loss of power, and so do the names."""
    for path in (folder, *folder.rglob("*")):
        if path.is_file() or path.is_dir():
            _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _existing(data: Path) -> Path:
    database = data / DATABASE
    if not database.exists():
        sentence = f"{database} is expected to be a database of Zuruf, but is not there. Name its folder with --data."
        raise Invalid("no_database", sentence, "data")
    return database


def _epoch() -> str:
    return secrets.token_hex(12)


def _stamp(now: datetime) -> str:
    return now.strftime("%Y%m%dT%H%M%SZ")


def _refuse_postgres(settings: Settings) -> None:
    if settings.database_url:
        raise Invalid(
            "database_is_postgres",
            "The data is expected in a folder, but ZURUF_DATABASE_URL names a PostgreSQL. "
            "Keep that with its own tools (pg_dump, pg_restore), then run `zuruf restored`.",
            "database_url",
        )
