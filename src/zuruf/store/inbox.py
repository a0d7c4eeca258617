"""The lists of the inbox: Mine, Unassigned, All, a group's; filtered, in pages, counted (A15, A16, I1, I3)."""

from dataclasses import dataclass, field
from typing import Literal

from zuruf.domain.access import is_walled
from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.workspace import Roster
from zuruf.store import conversations
from zuruf.store.transaction import Reader, Value

View = Literal["mine", "unassigned", "all", "group"]
PAGE = 50
MOST_COUNTED = 1_000

# An agent who can own a visitor: active and holding the right `access` (domain.routing.able).
_TAKEN = (
    "exists (select 1 from participations p join agents a on a.workspace_id = p.workspace_id and a.id = p.agent_id"
    " where p.workspace_id = c.workspace_id and p.conversation_id = c.id and p.episode = c.episode and p.ended_at is null"
    " and a.is_active = 1 and (a.role <> 'agent' or a.rights like '%access%'))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the list is narrowed to; "" means any. `before` is the (last_at, id) of the last row of the page before."""

    view: View
    group_id: str = ""
    is_open: bool = True
    website_id: str = ""
    agent_id: str = ""
    before: tuple[int, str] | None = None


@dataclass(slots=True)
class _Where:
    """A condition under construction with its arguments."""

    parts: list[str] = field(default_factory=list[str])
    args: list[Value] = field(default_factory=list[Value])

    def add(self, sql: str, *values: Value) -> None:
        """`{}` in the sql become the next `$n`."""
        marks: list[str] = []
        for value in values:
            self.args.append(value)
            marks.append(f"${len(self.args)}")
        self.parts.append(sql.format(*marks))

    @property
    def sql(self) -> str:
        return " and ".join(f"({part})" for part in self.parts)


async def page(reader: Reader, agent: Agent, roster: Roster, wanted: Filter) -> list[Conversation]:
    """The newest conversations of a list for this agent, at most PAGE + 1 (the last one only says that there are more)."""
    where = _where(agent, roster, wanted)
    if wanted.before is not None:
        at, id_ = wanted.before
        where.add("c.last_at < {} or (c.last_at = {} and c.id < {})", at, at, id_)
    rows = await reader.all(
        f"select {conversations.COLUMNS} from conversations c where {where.sql} order by c.last_at desc, c.id desc limit {PAGE + 1}",
        *where.args,
    )
    return await conversations.many(reader, roster.workspace.id, rows)


async def count(reader: Reader, agent: Agent, roster: Roster, wanted: Filter) -> int:
    """How many there are; counting stops at MOST_COUNTED, which screens show as "999+"."""
    where = _where(agent, roster, wanted)
    row = await reader.one(
        f"select count(*) from (select 1 from conversations c where {where.sql} limit {MOST_COUNTED}) as counted",
        *where.args,
    )
    return int(row[0] or 0) if row else 0


async def all_open(reader: Reader, agent: Agent, roster: Roster, limit: int) -> list[Conversation]:
    """The open conversations this agent may see, newest first: what a screen starts from."""
    where = _where(agent, roster, Filter(view="all"))
    rows = await reader.all(
        f"select {conversations.COLUMNS} from conversations c where {where.sql} order by c.last_at desc, c.id desc limit {limit}",
        *where.args,
    )
    return await conversations.many(reader, roster.workspace.id, rows)


def _where(agent: Agent, roster: Roster, wanted: Filter) -> _Where:
    where = _Where()
    where.add("c.workspace_id = {}", roster.workspace.id)
    where.add("c.is_open = 1" if wanted.is_open else "c.is_open = 0 and c.episode > 0")
    match wanted.view:
        case "mine":
            _add_mine(where, agent, roster)
        case "unassigned":
            _add_unassigned(where, roster)
        case "group":
            where.add("c.group_id = {}", wanted.group_id)
        case "all":
            pass
    if is_walled(agent, roster):
        _add_wall(where, agent, roster)
    if wanted.website_id:
        where.add("c.website_id = {}", wanted.website_id)
    if wanted.group_id and wanted.view != "group":
        where.add("c.group_id = {}", wanted.group_id)
    if wanted.agent_id:
        where.add(
            "exists (select 1 from participations q where q.workspace_id = c.workspace_id and q.conversation_id = c.id"
            " and q.agent_id = {} and (q.ended_at is null and q.episode = c.episode + 1 - c.is_open"
            " or q.ended_by_closing = 1 and q.episode = c.episode and c.is_open = 0))",
            wanted.agent_id,
        )
    return where


def _add_mine(where: _Where, agent: Agent, roster: Roster) -> None:
    where.add(*_mine(agent, roster))


def _mine(agent: Agent, roster: Roster) -> tuple[str, *tuple[Value, ...]]:
    groups = _effective_groups(roster, agent.id)
    through = f" or c.group_id in ({', '.join('{}' for _ in groups)})" if groups else ""
    return (
        "exists (select 1 from participations q where q.workspace_id = c.workspace_id and q.conversation_id = c.id"
        " and q.episode = c.episode + 1 - c.is_open and q.agent_id = {} and q.ended_at is null)"
        " or (c.askings <> '[]' and c.askings like {})" + through,
        agent.id,
        f'%"{agent.id}"%',
        *groups,
    )


def _add_unassigned(where: _Where, roster: Roster) -> None:
    groups = _effective_groups(roster)
    without = f"c.group_id is null or c.group_id not in ({', '.join('{}' for _ in groups)})" if groups else "1 = 1"
    where.add("c.has_visitor_message = 1")
    where.add(without, *groups)
    where.add(f"not {_TAKEN}")


def _add_wall(where: _Where, agent: Agent, roster: Roster) -> None:
    """Behind the wall: what is theirs, or nobody's while it is open (domain.access.sees says the same of one conversation)."""
    mine, *mine_args = _mine(agent, roster)
    groups = _effective_groups(roster)
    without = f"(c.group_id is null or c.group_id not in ({', '.join('{}' for _ in groups)}))" if groups else "1 = 1"
    where.add(
        f"{mine} or (c.is_open = 1 and {without} and not {_TAKEN}) or (c.is_open = 0 and c.last_agent_id = {{}})",
        *mine_args,
        *groups,
        agent.id,
    )


def _effective_groups(roster: Roster, member: str | None = None) -> list[str]:
    """Ids of the groups that count now; with `member` only this agent's."""
    return sorted(
        group.id
        for group in roster.groups.values()
        if roster.is_effective(group.id) and (member is None or member in group.members)
    )
