"""Migrations: numbered SQL files, applied once, in order, and never changed afterwards."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Protocol

from zuruf.errors import Conflict
from zuruf.store import finding
from zuruf.store.dialect import Dialect
from zuruf.store.transaction import Row, Writer


@dataclass(frozen=True, slots=True)
class Migration:
    """One file, such as `0001_start.sql`; `text` still has its `{…}` words."""

    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        """What a later change of the file is noticed by."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class Script(Writer, Protocol):
    """A transaction that may also run a file of many statements."""

    async def script(self, sql: str) -> None:
        """Runs statements without arguments and without answers."""
        ...


def all_migrations() -> list[Migration]:
    """The files of this version, in order."""
    folder = files("zuruf.store").joinpath("migrations")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    return [Migration(int(name[:4]), name, folder.joinpath(name).read_text(encoding="utf-8")) for name in names]


async def migrate(db: Script, dialect: Dialect, migrations: Sequence[Migration]) -> list[str]:
    """Applies what is missing, in the caller's transaction, and returns the names of the files applied.

    Conflict `database_newer` or `migration_changed` if the database is not an earlier state of these files.
    """
    await db.run(
        "create table if not exists migrations (number integer primary key, name text not null, checksum text not null)"
    )
    missing = missing_from(await db.all("select number, name, checksum from migrations order by number"), migrations)
    for migration in missing:
        await db.script(dialect.spell(migration.text))
        if migration.name.endswith("_full_text_search.sql"):
            await finding.fill(db)
        await db.run(
            "insert into migrations (number, name, checksum) values ($1,$2,$3)",
            migration.number,
            migration.name,
            migration.checksum,
        )
    return [migration.name for migration in missing]


def missing_from(applied: Sequence[Row], migrations: Sequence[Migration]) -> list[Migration]:
    """The migrations still to apply to a database in which `applied` (number, name, checksum) is recorded."""
    ours = {migration.number: migration for migration in migrations}
    for number, name, checksum in applied:
        migration = ours.get(int(number or 0))
        if migration is None:
            raise Conflict(
                "database_newer",
                f"The database was used by a newer Zuruf: it has the migration {name}, this version ends with "
                f"{migrations[-1].name}. Start that newer version, or restore the backup made before it.",
            )
        if migration.checksum != checksum:
            raise Conflict(
                "migration_changed",
                f"The migration {name} was applied with another content than it has now. Install an unchanged Zuruf.",
            )
    done = {row[0] for row in applied}
    return [migration for migration in migrations if migration.number not in done]
