"""What signing in stands on: passwords and sessions. Tokens are looked up by their SHA-256, never stored."""

from dataclasses import dataclass

from zuruf.store.transaction import Reader, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One signed-in browser. It ends at `expires_at`, or when nothing was seen of it for too long; times in ms."""

    token_hash: str
    workspace_id: str
    agent_id: str
    csrf_hash: str
    created_at: int
    seen_at: int
    expires_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A password somebody could mean who types an e-mail address; one per workspace with that address."""

    workspace_id: str
    agent_id: str
    hash: str


async def credentials(reader: Reader, email: str) -> list[Credential]:
    """Of the active agents with this address in all workspaces of the installation, oldest first, at most 5."""
    rows = await reader.all(
        "select a.workspace_id, a.id, p.hash from agents a"
        " join passwords p on p.workspace_id = a.workspace_id and p.agent_id = a.id"
        " where a.email = $1 and a.is_active = 1 order by a.created_at, a.workspace_id limit 5",
        email.lower(),
    )
    return [Credential(workspace_id=str(row[0]), agent_id=str(row[1]), hash=str(row[2])) for row in rows]


async def password_hash(reader: Reader, workspace_id: str, agent_id: str) -> str | None:
    """The agent's password; None for one who cannot sign in (invited, made by API)."""
    row = await reader.one(
        "select hash from passwords where workspace_id = $1 and agent_id = $2", workspace_id, agent_id
    )
    return None if row is None else str(row[0])


async def save_password(tx: Tx, agent_id: str, hash_: str, at: int) -> None:
    """The agent's new password; ending sessions is the action's part."""
    await tx.run(
        "insert into passwords (workspace_id, agent_id, hash, changed_at) values ($1, $2, $3, $4)"
        " on conflict (workspace_id, agent_id) do update set hash = excluded.hash, changed_at = excluded.changed_at",
        tx.workspace_id,
        agent_id,
        hash_,
        at,
    )


async def by_token(reader: Reader, token_hash: str) -> Session | None:
    """The session of a token, expired or not; its 256 random bits also say which workspace."""
    row = await reader.one(
        "select workspace_id, agent_id, csrf_hash, created_at, seen_at, expires_at from sessions where token_hash = $1",
        token_hash,
    )
    if row is None:
        return None
    workspace_id, agent_id, csrf_hash, created_at, seen_at, expires_at = row
    return Session(
        token_hash=token_hash,
        workspace_id=str(workspace_id),
        agent_id=str(agent_id),
        csrf_hash=str(csrf_hash),
        created_at=int(created_at or 0),
        seen_at=int(seen_at or 0),
        expires_at=int(expires_at or 0),
    )


async def insert(tx: Tx, session: Session) -> None:
    """A browser that signed in."""
    await tx.run(
        "insert into sessions (token_hash, workspace_id, agent_id, csrf_hash, created_at, seen_at, expires_at)"
        " values ($1, $2, $3, $4, $5, $6, $7)",
        session.token_hash,
        tx.workspace_id,
        session.agent_id,
        session.csrf_hash,
        session.created_at,
        session.seen_at,
        session.expires_at,
    )


async def touch(tx: Tx, token_hash: str, at: int) -> None:
    """Something was seen of the session."""
    await tx.run(
        "update sessions set seen_at = $1 where token_hash = $2 and workspace_id = $3", at, token_hash, tx.workspace_id
    )


async def end(tx: Tx, token_hash: str) -> None:
    """Signed out."""
    await tx.run("delete from sessions where token_hash = $1 and workspace_id = $2", token_hash, tx.workspace_id)


async def end_of_agent(tx: Tx, agent_id: str, *, but: str = "") -> None:
    """All sessions of the agent end, except the one whose token hash is `but`."""
    await tx.run(
        "delete from sessions where workspace_id = $1 and agent_id = $2 and token_hash <> $3",
        tx.workspace_id,
        agent_id,
        but,
    )


async def forget_expired(tx: Tx, agent_id: str, now: int) -> None:
    """Drops the rows of the agent's sessions that are over."""
    await tx.run(
        "delete from sessions where workspace_id = $1 and agent_id = $2 and expires_at <= $3",
        tx.workspace_id,
        agent_id,
        now,
    )
