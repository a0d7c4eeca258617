"""Workspaces and their switches."""

import msgspec

from zuruf.domain.event import WorkspaceChanged
from zuruf.domain.workspace import Workspace
from zuruf.errors import NotFound
from zuruf.store.transaction import Reader, Row, Tx

COLUMNS = (
    "workspace_id, name, default_language, languages, uses_groups, asks_for_group, returns_to_last_agent,"
    " agents_see_only_their_groups, missed_after_ms, idle_after_ms, version, seq"
)


class _WorkspaceRow(msgspec.Struct, array_like=True):
    id: str
    name: str
    default_language: str
    languages: str
    uses_groups: bool
    asks_for_group: bool
    returns_to_last_agent: bool
    agents_see_only_their_groups: bool
    missed_after_ms: int
    idle_after_ms: int
    version: int
    seq: int


async def load(reader: Reader, workspace_id: str) -> Workspace | None:
    """The workspace."""
    row = await _row(reader, workspace_id)
    return None if row is None else _workspace(_read(row))


async def get(reader: Reader, workspace_id: str) -> Workspace:
    """The workspace, or NotFound."""
    workspace = await load(reader, workspace_id)
    if workspace is None:
        raise NotFound("workspace_not_found", "There is no such workspace.")
    return workspace


async def view(reader: Reader, workspace_id: str) -> WorkspaceChanged:
    """The switches as screens are told of them, with the event that last changed them; or NotFound."""
    row = await _row(reader, workspace_id)
    if row is None:
        raise NotFound("workspace_not_found", "There is no such workspace.")
    return workspace_view(_workspace(_read(row)), _read(row).seq)


def workspace_view(workspace: Workspace, seq: int) -> WorkspaceChanged:
    """`seq` is the event that last changed the workspace."""
    return WorkspaceChanged(
        name=workspace.name,
        default_language=workspace.default_language,
        languages=workspace.languages,
        uses_groups=workspace.uses_groups,
        asks_for_group=workspace.asks_for_group,
        returns_to_last_agent=workspace.returns_to_last_agent,
        agents_see_only_their_groups=workspace.agents_see_only_their_groups,
        missed_after_ms=workspace.missed_after_ms,
        idle_after_ms=workspace.idle_after_ms,
        version=workspace.version,
        seq=seq,
    )


async def ids(reader: Reader) -> list[str]:
    """All workspaces of this installation, oldest first."""
    rows = await reader.all("select workspace_id from workspaces order by created_at, workspace_id limit 10000")
    return [str(row[0]) for row in rows]


async def insert(tx: Tx, workspace: Workspace, *, seq: int, created_at: int) -> None:
    """A workspace that did not exist yet."""
    await tx.run(
        f"insert into workspaces ({COLUMNS}, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        workspace.id,
        *_values(workspace),
        seq,
        created_at,
    )


async def save(tx: Tx, workspace: Workspace, *, seq: int) -> None:
    """The name and every switch."""
    await tx.run(
        "update workspaces set name = $1, default_language = $2, languages = $3, uses_groups = $4, asks_for_group = $5,"
        " returns_to_last_agent = $6, agents_see_only_their_groups = $7, missed_after_ms = $8, idle_after_ms = $9, version = $10, seq = $11"
        " where workspace_id = $12",
        *_values(workspace),
        seq,
        workspace.id,
    )


async def _row(reader: Reader, workspace_id: str) -> Row | None:
    return await reader.one(f"select {COLUMNS} from workspaces where workspace_id = $1", workspace_id)


def _values(workspace: Workspace) -> tuple[str | int, ...]:
    return (
        workspace.name,
        workspace.default_language,
        msgspec.json.encode(workspace.languages).decode(),
        int(workspace.uses_groups),
        int(workspace.asks_for_group),
        int(workspace.returns_to_last_agent),
        int(workspace.agents_see_only_their_groups),
        workspace.missed_after_ms,
        workspace.idle_after_ms,
        workspace.version,
    )


def _read(row: Row) -> _WorkspaceRow:
    return msgspec.convert(row, _WorkspaceRow, strict=False)


def _workspace(row: _WorkspaceRow) -> Workspace:
    return Workspace(
        id=row.id,
        name=row.name,
        default_language=row.default_language,
        languages=msgspec.json.decode(row.languages, type=tuple[str, ...]),
        uses_groups=row.uses_groups,
        asks_for_group=row.asks_for_group,
        returns_to_last_agent=row.returns_to_last_agent,
        agents_see_only_their_groups=row.agents_see_only_their_groups,
        missed_after_ms=row.missed_after_ms,
        idle_after_ms=row.idle_after_ms,
        version=row.version,
    )
