"""API keys: looked up by the SHA-256 of the key, listed by its last four letters (B64)."""

from dataclasses import dataclass

from zuruf.store.transaction import Reader, Row, Tx, Value

COLUMNS = "id, name, ending, created_by, created_at, used_at, revoked_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key as settings show it; times in ms."""

    id: str
    name: str
    ending: str
    created_by: str
    created_at: int
    used_at: int | None = None
    revoked_at: int | None = None


async def by_hash(reader: Reader, key_hash: str) -> tuple[str, ApiKey] | None:
    """(workspace, key) of a key that was not revoked."""
    row = await reader.one(
        f"select workspace_id, {COLUMNS} from api_keys where key_hash = $1 and revoked_at is null", key_hash
    )
    return None if row is None else (str(row[0]), _api_key(row[1:]))


async def load(reader: Reader, workspace_id: str, key_id: str) -> ApiKey | None:
    """One key, revoked or not."""
    row = await reader.one(f"select {COLUMNS} from api_keys where workspace_id = $1 and id = $2", workspace_id, key_id)
    return None if row is None else _api_key(row)


async def everyone(reader: Reader, workspace_id: str) -> list[ApiKey]:
    """All keys of the workspace, newest first, revoked ones too."""
    rows = await reader.all(
        f"select {COLUMNS} from api_keys where workspace_id = $1 order by created_at desc, id limit 1000", workspace_id
    )
    return [_api_key(row) for row in rows]


async def insert(tx: Tx, key: ApiKey, key_hash: str) -> None:
    """A key that did not exist yet."""
    await tx.run(
        "insert into api_keys (workspace_id, id, name, key_hash, ending, created_by, created_at)"
        " values ($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id,
        key.id,
        key.name,
        key_hash,
        key.ending,
        key.created_by,
        key.created_at,
    )


async def revoke(tx: Tx, key_id: str, at: int) -> None:
    """The key works no more."""
    await tx.run(
        "update api_keys set revoked_at = $1 where workspace_id = $2 and id = $3 and revoked_at is null",
        at,
        tx.workspace_id,
        key_id,
    )


async def working_keys_of(reader: Reader, workspace_id: str, agent_id: str) -> list[str]:
    """The keys the agent made that still work."""
    rows = await reader.all(
        "select id from api_keys where workspace_id = $1 and created_by = $2 and revoked_at is null limit 1000",
        workspace_id,
        agent_id,
    )
    return [str(row[0]) for row in rows]


async def revoke_of_agent(tx: Tx, agent_id: str, at: int) -> None:
    """All keys the agent made work no more."""
    await tx.run(
        "update api_keys set revoked_at = $1 where workspace_id = $2 and created_by = $3 and revoked_at is null",
        at,
        tx.workspace_id,
        agent_id,
    )


async def touch(tx: Tx, key_id: str, at: int) -> None:
    """The key was used; asked at most once a minute by the caller."""
    await tx.run(
        "update api_keys set used_at = $1 where workspace_id = $2 and id = $3 and revoked_at is null",
        at,
        tx.workspace_id,
        key_id,
    )


def _api_key(row: Row) -> ApiKey:
    id_, name, ending, created_by, created_at, used_at, revoked_at = row
    return ApiKey(
        id=str(id_),
        name=str(name),
        ending=str(ending),
        created_by=str(created_by),
        created_at=int(created_at or 0),
        used_at=_time(used_at),
        revoked_at=_time(revoked_at),
    )


def _time(value: Value) -> int | None:
    return None if value is None else int(value)
