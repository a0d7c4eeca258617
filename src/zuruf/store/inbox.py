"""The lists of the inbox: Mine, Unassigned, All, a group's; filtered, ordered, in pages, counted (A15, A16, I1, I3)."""

from dataclasses import dataclass, field
from typing import Literal

from zuruf.domain.access import is_walled
from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.routing import able
from zuruf.domain.workspace import Roster
from zuruf.store import conversation_rows, conversations
from zuruf.store.dialect import places
from zuruf.store.transaction import Reader, Value

View = Literal["mine", "unassigned", "all", "group"]
Order = Literal["newest", "oldest", "waiting"]
Only = Literal["", "unread", "missed"]
NOT_WAITING = 10**17  # later than any time in ms
_WAITING = f"coalesce(c.waiting_since, {NOT_WAITING})"
Sleep = Literal["awake", "snoozed", "either"]
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
    """What the list is narrowed to; "" means any. `language` fr covers fr-CA. `now` in ms is asked for by `only` missed.

    `sleep` tells open ones put off until later from the others (I6). `after` is the `place_of` the last row of the page before, in the
    same order.
    """

    view: View
    group_id: str = ""
    is_open: bool = True
    sleep: Sleep = "awake"
    website_id: str = ""
    agent_id: str = ""
    tag_id: str = ""
    language: str = ""
    only: Only = ""
    order: Order = "newest"
    now: int = 0
    after: tuple[int, int, str] | None = None


@dataclass(slots=True)
class Where:
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
    """The first conversations of a list for this agent, at most PAGE + 1 (the last one only says that there are more)."""
    where = _where(agent, roster, wanted)
    if wanted.after is not None:
        _add_after(where, wanted.order, wanted.after)
    rows = await reader.all(
        f"select {conversation_rows.COLUMNS} from conversations c where {where.sql} order by {_ORDERS[wanted.order]} limit {PAGE + 1}",
        *where.args,
    )
    return await conversations.many(reader, roster.workspace.id, rows)


async def some(reader: Reader, workspace_id: str, ids: list[str]) -> list[Conversation]:
    """Several by id."""
    marks = places(2, len(ids)) or "null"
    rows = await reader.all(
        f"select {conversation_rows.COLUMNS} from conversations where workspace_id = $1 and id in ({marks}) limit 1000",
        workspace_id,
        *ids,
    )
    return await conversations.many(reader, workspace_id, rows)


def place_of(conversation: Conversation) -> tuple[int, int, str]:
    """Where it stands in every order: since when it waits, its newest message, its id."""
    since = conversation.waiting_since
    return NOT_WAITING if since is None else since, conversation.last_at, conversation.id


_ORDERS: dict[Order, str] = {
    "newest": "c.last_at desc, c.id desc",
    "oldest": "c.last_at, c.id",
    "waiting": f"{_WAITING}, c.last_at desc, c.id desc",
}


def _add_after(where: Where, order: Order, after: tuple[int, int, str]) -> None:
    """The first comparison of each alone leads through the index; a row value would not do for two directions."""
    since, at, id_ = after
    match order:
        case "newest":
            where.add("c.last_at <= {} and (c.last_at < {} or c.id < {})", at, at, id_)
        case "oldest":
            where.add("c.last_at >= {} and (c.last_at > {} or c.id > {})", at, at, id_)
        case "waiting":
            where.add(
                f"{_WAITING} >= {{}} and ({_WAITING} > {{}} or c.last_at < {{}} or (c.last_at = {{}} and c.id < {{}}))",
                since,
                since,
                at,
                at,
                id_,
            )


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
    where = _where(agent, roster, Filter(view="all", sleep="either"))
    rows = await reader.all(
        f"select {conversation_rows.COLUMNS} from conversations c where {where.sql} order by c.last_at desc, c.id desc limit {limit}",
        *where.args,
    )
    return await conversations.many(reader, roster.workspace.id, rows)


def _where(agent: Agent, roster: Roster, wanted: Filter) -> Where:
    where = Where()
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
    _add_sleep(where, wanted)
    add_sight(where, agent, roster)
    _add_narrowing(where, wanted)
    match wanted.only:
        case "unread":
            _add_unread(where, agent)
        case "missed":
            _add_missed(where, roster, wanted.now)
        case "":
            pass
    return where


def _add_sleep(where: Where, wanted: Filter) -> None:
    """Nobody's are never out of sight, also when they were put off while they were somebody's (A16)."""
    if wanted.is_open and wanted.view != "unassigned" and wanted.sleep != "either":
        where.add("c.snoozed_until is null" if wanted.sleep == "awake" else "c.snoozed_until is not null")


def _add_narrowing(where: Where, wanted: Filter) -> None:
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
    if wanted.tag_id:
        where.add(
            "exists (select 1 from conversation_tags t where t.workspace_id = c.workspace_id and t.tag_id = {}"
            " and t.conversation_id = c.id)",
            wanted.tag_id,
        )
    if wanted.language:
        where.add(
            "exists (select 1 from visitors v where v.workspace_id = c.workspace_id and v.id = c.visitor_id"
            " and (lower(v.language) = {} or substr(lower(v.language), 1, {}) = {}))",
            wanted.language.lower(),
            len(wanted.language) + 1,
            f"{wanted.language.lower()}-",
        )


def _add_unread(where: Where, agent: Agent) -> None:
    """The visitor has written what this agent has not read (I2); what is closed is read."""
    where.add("c.is_open = 1 and c.visitor_message_seq > 0")
    where.add(
        "not exists (select 1 from reads r where r.workspace_id = c.workspace_id and r.agent_id = {}"
        " and r.conversation_id = c.id and r.read_seq >= c.visitor_message_seq)",
        agent.id,
    )


def _add_missed(where: Where, roster: Roster, now: int) -> None:
    """O1, as domain.episode.is_missed says it of one: waiting for too long, or everybody whose it is is offline."""
    present = sorted(id_ for id_ in roster.agents if able(id_, roster) and roster.presence_of(id_) != "offline")
    groups = _effective_groups(roster)
    staffed = [id_ for id_ in groups if roster.groups[id_].members & set(present)]
    is_anybody = any(not roster.agents[id_].is_by_api for id_ in present)
    here = _in("p.agent_id", present)
    taking = _TAKEN.removesuffix(")")
    where.add("c.is_open = 1 and c.waiting_since is not null")
    where.add(
        f"c.waiting_since <= {{}} or case when {_TAKEN} then not ({taking} and {here}))"
        f" when {_in('c.group_id', groups)} then not {_in('c.group_id', staffed)} else {int(not is_anybody)} = 1 end",
        now - roster.workspace.missed_after_ms,
        *present,
        *groups,
        *staffed,
    )


def _in(column: str, values: list[str]) -> str:
    return f"{column} in ({', '.join('{}' for _ in values)})" if values else "(1 = 0)"


def _add_mine(where: Where, agent: Agent, roster: Roster) -> None:
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


def _add_unassigned(where: Where, roster: Roster) -> None:
    groups = _effective_groups(roster)
    without = f"c.group_id is null or c.group_id not in ({', '.join('{}' for _ in groups)})" if groups else "1 = 1"
    where.add("c.has_visitor_message = 1")
    where.add(without, *groups)
    where.add(f"not {_TAKEN}")


def add_sight(where: Where, agent: Agent, roster: Roster) -> None:
    """Narrows rows of conversations `c` to those this agent may see; for lists and search alike."""
    if is_walled(agent, roster):
        _add_wall(where, agent, roster)


def _add_wall(where: Where, agent: Agent, roster: Roster) -> None:
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
