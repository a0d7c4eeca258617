"""Websites: one of them, the one of a key, all of them."""

from dataclasses import dataclass

import msgspec

from zuruf.domain.website import OfflineMode, Website
from zuruf.domain.widget_settings import WidgetSettings
from zuruf.errors import NotFound
from zuruf.store.transaction import Reader, Row, Tx

COLUMNS = (
    "id, website_key, name, origins, colour, position, when_offline, greetings, widget, is_enabled, takes_files,"
    " version, seq"
)
LIMIT = 1000  # websites of a workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class WebsiteRow:
    """A website with its workspace and the event that last changed it; `page_key` seals what pages carry themselves (W1b), "" where not read."""

    workspace_id: str
    website: Website
    seq: int
    page_key: str = ""


class _WebsiteRow(msgspec.Struct, array_like=True):
    id: str
    key: str
    name: str
    origins: str
    colour: str
    position: str
    when_offline: OfflineMode
    greetings: str
    widget: str
    is_enabled: bool
    takes_files: bool
    version: int
    seq: int


async def load(reader: Reader, workspace_id: str, website_id: str) -> Website | None:
    """One website."""
    row = await reader.one(
        f"select {COLUMNS} from websites where workspace_id = $1 and id = $2", workspace_id, website_id
    )
    return None if row is None else _website(_read(row))


async def get(reader: Reader, workspace_id: str, website_id: str) -> Website:
    """One website, or NotFound."""
    website = await load(reader, workspace_id, website_id)
    if website is None:
        raise NotFound("website_not_found", "There is no such website.")
    return website


async def by_key(reader: Reader, key: str) -> WebsiteRow | None:
    """The website the public key in a snippet names, in whichever workspace."""
    row = await reader.one(f"select workspace_id, page_key, {COLUMNS} from websites where website_key = $1", key)
    if row is None:
        return None
    read = _read(row[2:])
    return WebsiteRow(workspace_id=str(row[0]), website=_website(read), seq=read.seq, page_key=str(row[1]))


async def page_key(reader: Reader, workspace_id: str, website_id: str) -> str:
    """What seals the pages of this website."""
    row = await reader.one(
        "select page_key from websites where workspace_id = $1 and id = $2", workspace_id, website_id
    )
    return "" if row is None else str(row[0])


async def everyone(reader: Reader, workspace_id: str) -> list[WebsiteRow]:
    """All websites of the workspace, oldest first."""
    rows = await reader.all(
        f"select {COLUMNS} from websites where workspace_id = $1 order by created_at, id limit {LIMIT}", workspace_id
    )
    reads = [_read(row) for row in rows]
    return [WebsiteRow(workspace_id=workspace_id, website=_website(read), seq=read.seq) for read in reads]


async def count(reader: Reader, workspace_id: str) -> int:
    """How many websites there are."""
    row = await reader.one("select count(*) from websites where workspace_id = $1", workspace_id)
    return 0 if row is None else int(row[0] or 0)


async def insert(tx: Tx, website: Website, *, page_key: str, seq: int, created_at: int) -> None:
    """A website that did not exist yet."""
    await tx.run(
        f"insert into websites (workspace_id, {COLUMNS}, created_at, page_key)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        tx.workspace_id,
        website.id,
        website.key,
        *_values(website),
        seq,
        created_at,
        page_key,
    )


async def save(tx: Tx, website: Website, *, seq: int) -> None:
    """Everything but the key, which is in the pages' code."""
    await tx.run(
        "update websites set name = $1, origins = $2, colour = $3, position = $4, when_offline = $5, greetings = $6,"
        " widget = $7, is_enabled = $8, takes_files = $9, version = $10, seq = $11 where workspace_id = $12 and id = $13",
        *_values(website),
        seq,
        tx.workspace_id,
        website.id,
    )


def _values(website: Website) -> tuple[str | int, ...]:
    return (
        website.name,
        msgspec.json.encode(website.origins).decode(),
        website.colour,
        website.position,
        website.when_offline,
        msgspec.json.encode(website.greetings).decode(),
        msgspec.json.encode(website.widget).decode(),
        int(website.is_enabled),
        int(website.takes_files),
        website.version,
    )


def _read(row: Row) -> _WebsiteRow:
    return msgspec.convert(row, _WebsiteRow, strict=False)


def _website(row: _WebsiteRow) -> Website:
    return Website(
        id=row.id,
        key=row.key,
        name=row.name,
        origins=msgspec.json.decode(row.origins, type=tuple[str, ...]),
        colour=row.colour,
        position="left" if row.position == "left" else "right",
        when_offline=row.when_offline,
        greetings=msgspec.json.decode(row.greetings, type=dict[str, str]),
        widget=msgspec.json.decode(row.widget, type=WidgetSettings),
        is_enabled=row.is_enabled,
        takes_files=row.takes_files,
        version=row.version,
    )
