"""Agents: one of them, the one who acts, all of them, and their preferences."""

import msgspec

from zuruf.domain.agent import Agent, Presence, Right, Role
from zuruf.domain.view import AgentView, agent_view
from zuruf.errors import Forbidden, NotFound
from zuruf.store.transaction import Command, Reader, Row, Tx

COLUMNS = "id, name, email, role, rights, chosen_presence, chose_by_hand, is_idle, is_active, is_by_api, language, picture, version, seq"
LIMIT = 5000  # agents of a workspace, deactivated ones too
_RIGHTS = frozenset[Right]


class _AgentRow(msgspec.Struct, array_like=True):
    id: str
    name: str
    email: str
    role: Role
    rights: str
    chosen_presence: Presence
    chose_by_hand: bool
    is_idle: bool
    is_active: bool
    is_by_api: bool
    language: str
    picture: str
    version: int
    seq: int


async def load(reader: Reader, workspace_id: str, agent_id: str) -> Agent | None:
    """One agent, deactivated or not."""
    row = await reader.one(f"select {COLUMNS} from agents where workspace_id = $1 and id = $2", workspace_id, agent_id)
    return None if row is None else _agent(_read(row))


async def get(reader: Reader, workspace_id: str, agent_id: str) -> Agent:
    """One agent, or NotFound."""
    agent = await load(reader, workspace_id, agent_id)
    if agent is None:
        raise NotFound("agent_not_found", "There is no such agent.")
    return agent


async def view(reader: Reader, workspace_id: str, agent_id: str) -> AgentView:
    """One agent as colleagues see them, or NotFound."""
    row = await reader.one(f"select {COLUMNS} from agents where workspace_id = $1 and id = $2", workspace_id, agent_id)
    if row is None:
        raise NotFound("agent_not_found", "There is no such agent.")
    read = _read(row)
    return agent_view(_agent(read), read.seq)


async def acting(tx: Tx, command: Command) -> Agent:
    """The active agent who gives this command, or Forbidden."""
    agent = await load(tx, tx.workspace_id, command.actor.id) if command.actor.kind == "agent" else None
    if agent is None or not agent.is_active:
        raise Forbidden("not_an_agent", "Only an active agent of this workspace may do this.")
    return agent


async def by_email(reader: Reader, workspace_id: str, email: str) -> Agent | None:
    """The agent with this e-mail address (stored in lower case)."""
    row = await reader.one(
        f"select {COLUMNS} from agents where workspace_id = $1 and email = $2", workspace_id, email.lower()
    )
    return None if row is None else _agent(_read(row))


async def everyone(reader: Reader, workspace_id: str) -> list[Agent]:
    """All agents by name, deactivated ones too."""
    return [_agent(row) for row in await _rows(reader, workspace_id)]


async def views(reader: Reader, workspace_id: str) -> list[AgentView]:
    """All agents as colleagues see them, by name."""
    return [agent_view(_agent(row), row.seq) for row in await _rows(reader, workspace_id)]


async def active_owners(reader: Reader, workspace_id: str) -> list[str]:
    """The owners who can still sign in (B44)."""
    rows = await reader.all(
        "select id from agents where workspace_id = $1 and role = 'owner' and is_active = 1 limit 5000", workspace_id
    )
    return [str(row[0]) for row in rows]


async def known(reader: Reader, workspace_id: str, agent_ids: list[str]) -> set[str]:
    """Those of the ids that are agents of this workspace."""
    marks = ", ".join(f"${n + 2}" for n in range(len(agent_ids)))
    rows = await reader.all(
        f"select id from agents where workspace_id = $1 and id in ({marks or 'null'}) limit 5000",
        workspace_id,
        *agent_ids,
    )
    return {str(row[0]) for row in rows}


async def by_api(reader: Reader, workspace_id: str, agent_ids: list[str]) -> set[str]:
    """Those of the ids that are agents by API (X1)."""
    marks = ", ".join(f"${n + 2}" for n in range(len(agent_ids)))
    rows = await reader.all(
        f"select id from agents where workspace_id = $1 and is_by_api = 1 and id in ({marks or 'null'}) limit 5000",
        workspace_id,
        *agent_ids,
    )
    return {str(row[0]) for row in rows}


async def insert(tx: Tx, agent: Agent, *, seq: int, created_at: int) -> None:
    """An agent that did not exist yet."""
    await tx.run(
        "insert into agents (workspace_id, id, name, email, role, rights, chosen_presence, chose_by_hand, is_idle, is_active,"
        " is_by_api, language, picture, version, seq, preferences, created_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '{}', $16)",
        tx.workspace_id,
        agent.id,
        *_values(agent),
        seq,
        created_at,
    )


async def save(tx: Tx, agent: Agent, *, seq: int) -> None:
    """Everything of an agent but the preferences."""
    await tx.run(
        "update agents set name = $1, email = $2, role = $3, rights = $4, chosen_presence = $5, chose_by_hand = $6,"
        " is_idle = $7, is_active = $8, is_by_api = $9, language = $10, picture = $11, version = $12, seq = $13"
        " where workspace_id = $14 and id = $15",
        *_values(agent),
        seq,
        tx.workspace_id,
        agent.id,
    )


async def preferences(reader: Reader, workspace_id: str, agent_id: str) -> dict[str, str]:
    """What the agent's own screens remember; empty for nobody."""
    row = await reader.one("select preferences from agents where workspace_id = $1 and id = $2", workspace_id, agent_id)
    return {} if row is None else msgspec.json.decode(str(row[0]), type=dict[str, str])


async def save_preferences(tx: Tx, agent_id: str, preferences: dict[str, str]) -> None:
    """Replaces the agent's preferences."""
    await tx.run(
        "update agents set preferences = $1 where workspace_id = $2 and id = $3",
        msgspec.json.encode(preferences).decode(),
        tx.workspace_id,
        agent_id,
    )


async def _rows(reader: Reader, workspace_id: str) -> list[_AgentRow]:
    rows = await reader.all(
        f"select {COLUMNS} from agents where workspace_id = $1 order by name, id limit {LIMIT}", workspace_id
    )
    return [_read(row) for row in rows]


def _values(agent: Agent) -> tuple[str | int, ...]:
    return (
        agent.name,
        agent.email,
        agent.role,
        msgspec.json.encode(sorted(agent.rights)).decode(),
        agent.chosen_presence,
        int(agent.chose_by_hand),
        int(agent.is_idle),
        int(agent.is_active),
        int(agent.is_by_api),
        agent.language,
        agent.picture,
        agent.version,
    )


def _read(row: Row) -> _AgentRow:
    return msgspec.convert(row, _AgentRow, strict=False)


def _agent(row: _AgentRow) -> Agent:
    return Agent(
        id=row.id,
        name=row.name,
        email=row.email,
        role=row.role,
        rights=msgspec.json.decode(row.rights, type=_RIGHTS),
        chosen_presence=row.chosen_presence,
        chose_by_hand=row.chose_by_hand,
        is_idle=row.is_idle,
        is_active=row.is_active,
        is_by_api=row.is_by_api,
        language=row.language,
        picture=row.picture,
        version=row.version,
    )
