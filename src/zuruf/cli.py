"""The command line: `zuruf serve`, `zuruf demo`, `zuruf migrate`, `zuruf backup` and the like. Errors are one line and exit code 2."""

import functools
import secrets
import sys
from collections.abc import Callable, Coroutine
from typing import TypeVar

import click
import uvloop

from zuruf.actions.workspaces import OfferSetup, PrepareWorkspace, offer_setup, prepare_workspace
from zuruf.app import assemble, open_database, wall_clock
from zuruf.backups import backup, restore, restored
from zuruf.demo.command import demo
from zuruf.domain.actor import SYSTEM
from zuruf.domain.moment import Moment
from zuruf.domain.token import secret_of
from zuruf.errors import Conflict, ZurufError
from zuruf.logs import keep_log
from zuruf.server import address_of_this_machine
from zuruf.server import serve as serve_parts
from zuruf.settings import Settings, read_settings
from zuruf.store import workspaces
from zuruf.store.database import Database
from zuruf.store.postgres import migrate_postgres

T = TypeVar("T")


def main() -> None:
    """The program's start: whatever a person can mend is said in one line on standard error."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        click.echo(f"zuruf: {_one_line(error)}", err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except ZurufError as error:
        click.echo(f"zuruf: {error.sentence}", err=True)
        sys.exit(2)


def _one_line(error: click.ClickException) -> str:
    said = error.format_message()
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f" `{context.command_path} --help` shows what there is." if context else ""
    return f"{said if said.endswith(('.', '?')) else f'{said}.'}{hint}"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Self-hosted live chat that puts every website visitor in front of the right person."""


def _options(command: Callable[..., None]) -> Callable[..., None]:
    @click.option("--host", help="Address to listen on (127.0.0.1).")
    @click.option("--port", help="Port to listen on (8400).")
    @click.option("--data", help="Folder of the SQLite database (./data).")
    @click.option("--public-url", help="The address people use, e.g. https://chat.example.org.")
    @click.option("--insecure-http", is_flag=True, default=None, help="Allow plain http beyond this machine.")
    @functools.wraps(command)
    def with_options(*, insecure_http: bool | None, **given: str | None) -> None:
        command(read_settings({**given, "insecure_http": "1" if insecure_http else None}))

    return with_options


@cli.command()
@_options
def serve(settings: Settings) -> None:
    """Run the server on your own data. The first run prints a one-time link that creates the owner."""
    keep_log(settings.log_level)
    _run(_serve(settings))


@cli.command()
@_options
def migrate(settings: Settings) -> None:
    """Bring the database up to this version (PostgreSQL; SQLite does it by itself)."""
    if not settings.database_url:
        click.echo("SQLite migrates by itself when the server starts; there is nothing to do.")
        return
    for name in _run(migrate_postgres(settings.database_url)):
        click.echo(f"migrated {name}")


for command in (demo, backup, restore, restored):
    cli.add_command(command)


def _run(work: Coroutine[object, object, T]) -> T:
    return uvloop.run(work)


async def _serve(settings: Settings) -> None:
    database = await open_database(settings)
    parts = assemble(settings, database)
    link = await setup_link(database, settings)

    def ready() -> None:
        for line in said_when_ready(settings, link, address_of_this_machine()):
            click.echo(line)
        if settings.insecure_http and not settings.is_https:
            click.echo("Warning: plain http. Passwords can be read on the way (--insecure-http).", err=True)

    await serve_parts(parts, ready)


def said_when_ready(settings: Settings, link: str, address: str) -> list[str]:
    """Where to go. Who listens everywhere is told the way from this machine and, by `address`, the way from others."""
    lines = [f"Zuruf is ready: {settings.origin}/console/"]
    if settings.is_everywhere and not settings.public_url:
        lines = [
            f"Zuruf is ready: {settings.origin}/console/ on this machine,",
            f"http://{address}:{settings.port}/console/ from others (any name or address of this machine; --public-url lays down one).",
        ]
    if link:
        lines += ["Create the owner with this link (works once, for an hour):", f"  {link}"]
    return lines


async def setup_link(database: Database, settings: Settings) -> str:
    """The owner's one-time link while there is no owner, else ""."""
    moment = Moment(wall_clock(), secrets.token_bytes(16))
    known = await database.read(workspaces.ids)
    if not known:
        workspace_id = moment.id("wsp")
        command = PrepareWorkspace(workspace_id=workspace_id, actor=SYSTEM, moment=moment)
        await database.found(command, prepare_workspace, epoch=secrets.token_hex(12))
    else:
        try:
            await database.act(OfferSetup(workspace_id=known[0], actor=SYSTEM, moment=moment), offer_setup)
        except Conflict:
            return ""
    return f"{settings.origin}/console/setup#{secret_of(moment, 'setup')}"


if __name__ == "__main__":
    main()
