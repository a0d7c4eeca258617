"""Signs of life: consoles renew theirs by lease, integrations by ping (P1, X1)."""

from dataclasses import dataclass, replace

from zuruf.domain.agent import Agent
from zuruf.domain.presence import API_PING_MS, CLOSED_SOCKET_MS, SILENT_SOCKET_MS, chosen_by_ping, is_idle
from zuruf.errors import Forbidden
from zuruf.store import agents, signs, workspaces
from zuruf.store.settings_changes import save_agent
from zuruf.store.transaction import Answer, Command, Tx

API_SOURCE = "api"
FORGOTTEN_AFTER_MS = 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Life:
    """A console: `source` tells one connection of an agent from another; it counts until `until` (ms)."""

    agent_id: str
    source: str
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewSigns(Command):
    """All consoles of the workspace that were heard of on one node since the last time; by the system."""

    lives: tuple[Life, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSign(Command):
    """A console's socket was closed; by the system."""

    life: Life


@dataclass(frozen=True, slots=True, kw_only=True)
class PingByApi(Command):
    """An integration says that an agent is there (agentOnlinePing)."""

    agent_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentSign(Command):
    """About one agent; by the system."""

    agent_id: str


async def renew_signs(tx: Tx, command: RenewSigns) -> Answer:
    """Each lasts at least until then, 45 s at most: a socket that says nothing for so long counts no more. No event: presence is a signal."""
    _require_system(command)
    latest = command.moment.at + SILENT_SOCKET_MS
    await signs.renew(tx, [(life.agent_id, life.source, min(life.until, latest)) for life in command.lives])
    await signs.forget(tx, command.moment.at - FORGOTTEN_AFTER_MS)
    return Answer(changed=False)


async def end_sign(tx: Tx, command: EndSign) -> Answer:
    """A closed socket counts for 30 s more at most, so that a reload is no absence."""
    _require_system(command)
    until = min(command.life.until, command.moment.at + CLOSED_SOCKET_MS)
    await signs.shorten(tx, command.life.agent_id, command.life.source, until)
    return Answer(changed=False)


async def note_activity(tx: Tx, command: AgentSign) -> Answer:
    """Somebody did something at one of the agent's consoles (P4). No event: nobody else is told."""
    _require_system(command)
    await signs.note_active(tx, command.agent_id, command.moment.at)
    return Answer(changed=False)


async def end_idle(tx: Tx, command: AgentSign) -> Answer:
    """P4: offline, as if chosen by hand, where nothing was done for the workspace's idle time; whose console is closed, too."""
    _require_system(command)
    workspace = await workspaces.get(tx, tx.workspace_id)
    agent = await agents.get(tx, tx.workspace_id, command.agent_id)
    active_at = await signs.active_at(tx, tx.workspace_id, agent.id)
    if not is_idle(agent, active_at, workspace.idle_after_ms, command.moment.at):
        return Answer(id=agent.id, changed=False)
    await save_agent(tx, command, replace(agent, chosen_presence="offline", is_idle=True))
    return Answer(id=agent.id)


async def ping_by_api(tx: Tx, command: PingByApi) -> Answer:
    """Alive for 2.5 minutes, and online unless the agent chose otherwise by hand (P1)."""
    if command.actor.kind not in ("api", "system"):
        raise Forbidden("not_an_api_key", "Only an API key pings for an agent.")
    agent = await agents.get(tx, tx.workspace_id, command.agent_id)
    if not agent.is_active:
        raise Forbidden("agent_inactive", f"{agent.name} is deactivated and cannot come online.", "agent_id")
    await signs.note_active(tx, agent.id, command.moment.at)
    await signs.renew(tx, [(agent.id, API_SOURCE, command.moment.at + API_PING_MS)])
    return await _choose(tx, command, agent)


async def _choose(tx: Tx, command: Command, agent: Agent) -> Answer:
    chosen = chosen_by_ping(agent)
    if chosen == agent.chosen_presence:
        return Answer(id=agent.id, changed=False)
    await save_agent(tx, command, replace(agent, chosen_presence=chosen, is_idle=False))
    return Answer(id=agent.id)


def _require_system(command: Command) -> None:
    if command.actor.kind != "system":
        raise Forbidden("not_the_system", "Leases of consoles are renewed by the server itself.")
