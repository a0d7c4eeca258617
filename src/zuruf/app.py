"""The composition root: the one file that knows every part."""

import asyncio
import ipaddress
import random
import secrets
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from zuruf.depot.depot import open_depot
from zuruf.domain.event import Committed
from zuruf.domain.moment import Moment
from zuruf.errors import Invalid
from zuruf.integrations.email.smtp import SmtpMail
from zuruf.reactions import Mail, Means
from zuruf.realtime.bus import MemoryBus
from zuruf.realtime.clock import LoopClock
from zuruf.realtime.hub import Hub
from zuruf.realtime.limits import Limits
from zuruf.settings import Settings
from zuruf.store.database import Database
from zuruf.store.postgres import open_postgres
from zuruf.store.sqlite import open_sqlite
from zuruf.web.application import Application, create_app
from zuruf.web.context import Context
from zuruf.web.handshake import Accept, Door
from zuruf.web.modes import Modes
from zuruf.web.ops import DatabaseOps, DatabaseSigns
from zuruf.web.sites import SiteBook
from zuruf.web.sockets import HubSockets
from zuruf.web.source import DatabaseSource
from zuruf.worker import Worker

CHANGES_A_MODE = frozenset(
    {
        "visitor.assigned_to_group",
        "visitor.assigned_to_agent",
        "agent.taken_off",
        "agent.joined",
        "agent.left",
        "conversation.closed",
        "conversation.reopened",
        "message.sent",
        "visitor.changed",
        "contact.given",
        "episode.rated",
    }
)
# Of agents, too: a group counts only while a member of it is active.
CHANGES_EVERY_MODE = frozenset(
    {"group.changed", "group.deleted", "workspace.changed", "website.changed", "agent.changed"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A whole server in one process, before it listens."""

    settings: Settings
    database: Database
    context: Context
    hub: Hub
    app: Application
    accept: Accept
    worker: Worker
    sites: SiteBook


async def open_database(settings: Settings) -> Database:
    """PostgreSQL where its address is set, else SQLite in the data folder."""
    if settings.database_url:
        return await open_postgres(settings.database_url)
    make_folder(settings.data)
    return await open_sqlite(settings.data / "zuruf.sqlite")


def make_folder(data: Path) -> None:
    """The folder of the data, if there is none, for nobody but the one who runs the server. Invalid `data_folder`."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(data, error) from error


def unusable(data: Path, error: OSError) -> Invalid:
    """What is said of a folder that cannot hold the data."""
    sentence = f"{data} is expected to be a folder for the data, but cannot be one ({error.strerror}). Name another with --data."
    return Invalid("data_folder", sentence, "data")


def wall_clock() -> int:
    """Milliseconds UTC."""
    return time.time_ns() // 1_000_000


def assemble(settings: Settings, database: Database, *, now: Callable[[], int] = wall_clock) -> Parts:
    """Puts the parts together; nothing runs yet."""
    sockets, depot = HubSockets(), open_depot(settings.data, settings.files_url)
    context = Context(
        database=database,
        now=now,
        chance=secrets.token_bytes,
        sockets=sockets,
        public_url=settings.origin,
        hosts=settings.hosts,
        proxies=tuple(ipaddress.ip_network(proxy, strict=False) for proxy in settings.trusted_proxies),
        depot=depot,
    )
    modes = Modes(context)
    hub = _hub(settings, context, modes)
    sockets.hub = modes.hub = hub
    sites = SiteBook()
    database.on_commit(_listener(hub, modes))
    door = Door(
        hub=hub,
        sites=sites,
        own_origin=context.own_origin,
        cookie="__Host-zuruf" if context.is_https else "zuruf",
        proxies=context.proxies,
    )
    worker = Worker(Means(database, _mail(settings)), depot, lambda: Moment(now(), secrets.token_bytes(16)))
    return Parts(
        settings=settings,
        database=database,
        context=context,
        hub=hub,
        app=create_app(context, modes, sites),
        accept=door.accept,
        worker=worker,
        sites=sites,
    )


def _mail(settings: Settings) -> Mail | None:
    return SmtpMail(settings.smtp_url, settings.mail_from) if settings.smtp_url else None


def _hub(settings: Settings, context: Context, modes: Modes) -> Hub:
    return Hub(
        name=secrets.token_hex(4),
        source=DatabaseSource(context),
        ops=DatabaseOps(context),
        signs=DatabaseSigns(context),
        says=modes,
        clock=LoopClock(context.now),
        jitter=random.SystemRandom(),
        bus=MemoryBus(),
        limits=Limits(sockets_per_address=settings.sockets_per_address),
    )


@asynccontextmanager
async def running(parts: Parts) -> AsyncGenerator[None]:
    """Hub and worker run inside; at the end what was begun is finished."""
    await parts.sites.load(parts.database)
    parts.hub.start()
    worker = asyncio.create_task(parts.worker.run())
    try:
        yield
    finally:
        await parts.hub.stop()
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
        parts.context.passwords.close()
        await parts.database.close()


def _listener(hub: Hub, modes: Modes) -> Callable[[Committed], None]:
    def committed(committed: Committed) -> None:
        hub.committed(committed)
        touched = {
            event.conversation_id
            for event in committed.events
            if event.type in CHANGES_A_MODE and event.conversation_id
        }
        if any(event.type in CHANGES_EVERY_MODE for event in committed.events):
            modes.settings_changed(committed.workspace_id)
        for conversation_id in sorted(touched):
            modes.conversation_changed(committed.workspace_id, conversation_id)

    return committed
