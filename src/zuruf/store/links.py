"""One-time links, looked up by the SHA-256 of their token: single use, expiring, each for one purpose (B53)."""

from dataclasses import dataclass
from typing import Literal

from zuruf.errors import Invalid
from zuruf.store.transaction import Reader, Tx, Value

LinkKind = Literal["setup", "invitation", "reset"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The owner's first one (`setup`, of no agent), an invitation, or one for a new password. `expires_at` in ms."""

    token_hash: str
    workspace_id: str
    kind: LinkKind
    agent_id: str | None
    expires_at: int


async def get(reader: Reader, token_hash: str, kinds: tuple[LinkKind, ...], now: int) -> Link:
    """The link if it is of one of these kinds, unused and not expired; else Invalid `link_invalid`, whichever it was."""
    row = await reader.one(
        "select workspace_id, kind, agent_id, expires_at from links"
        " where token_hash = $1 and used_at is null and expires_at > $2",
        token_hash,
        now,
    )
    kind: LinkKind | None = next((kind for kind in kinds if row is not None and row[1] == kind), None)
    if row is None or kind is None:
        sentence = "This link was used, has expired or never was one. Ask for a new one."
        raise Invalid("link_invalid", sentence, "token")
    return Link(
        token_hash=token_hash,
        workspace_id=str(row[0]),
        kind=kind,
        agent_id=_text(row[2]),
        expires_at=int(row[3] or 0),
    )


async def insert(tx: Tx, link: Link) -> None:
    """A new link; earlier unused ones of the same kind and agent stop working."""
    await tx.run(
        "delete from links where workspace_id = $1 and kind = $2 and coalesce(agent_id, '') = $3 and used_at is null",
        tx.workspace_id,
        link.kind,
        link.agent_id or "",
    )
    await tx.run(
        "insert into links (token_hash, workspace_id, kind, agent_id, expires_at) values ($1, $2, $3, $4, $5)",
        link.token_hash,
        tx.workspace_id,
        link.kind,
        link.agent_id,
        link.expires_at,
    )


async def use(tx: Tx, link: Link, at: int) -> None:
    """The link has done its work and never works again."""
    await tx.run(
        "update links set used_at = $1 where token_hash = $2 and workspace_id = $3",
        at,
        link.token_hash,
        tx.workspace_id,
    )


async def end_of_agent(tx: Tx, agent_id: str) -> None:
    """No link of the agent works any more (deactivated)."""
    await tx.run("delete from links where workspace_id = $1 and agent_id = $2", tx.workspace_id, agent_id)


async def invited(reader: Reader, workspace_id: str, now: int) -> list[str]:
    """The agents whose invitation still waits for them."""
    rows = await reader.all(
        "select agent_id from links where workspace_id = $1 and kind = 'invitation' and used_at is null and expires_at > $2"
        " order by agent_id limit 5000",
        workspace_id,
        now,
    )
    return [str(row[0]) for row in rows]


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
