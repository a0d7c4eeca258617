"""How a conversation lies in its row: the columns, what is written into them and what is read out of them."""

import json

import msgspec

from zuruf.domain.conversation import (
    Asking,
    Conversation,
    GroupSetting,
    LastMessage,
    MessageKind,
    Participation,
    Source,
    in_order_of_coming,
)
from zuruf.store.transaction import Row, Value

COLUMNS = (
    "id, visitor_id, website_id, is_open, episode, opened_at, closed_at, group_id, group_source, group_by, group_at, group_is_of_visit,"
    " askings, last, last_at, waiting_since, owner, last_agent_id, visitor_message_seq, has_visitor_message, visitor_head, visitor_read,"
    " agents_read, tags, seq, snoozed_until, snoozed_by, woken_seq"
)


class _ConversationRow(msgspec.Struct, array_like=True):
    """The columns of COLUMNS, in their order."""

    id: str
    visitor_id: str
    website_id: str
    is_open: bool
    episode: int
    opened_at: int | None
    closed_at: int | None
    group_id: str | None
    group_source: Source
    group_by: str
    group_at: int
    group_is_of_visit: bool
    askings: str
    last: str | None
    last_at: int
    waiting_since: int | None
    owner: str | None
    last_agent_id: str | None
    visitor_message_seq: int
    has_visitor_message: bool
    visitor_head: int
    visitor_read: int
    agents_read: int
    tags: str
    seq: int
    snoozed_until: int | None
    snoozed_by: str
    woken_seq: int


def values(c: Conversation) -> tuple[str | int | None, ...]:
    """What COLUMNS hold of it."""
    last = None if c.last is None else json.dumps(_last_values(c.last))
    askings = json.dumps([[a.agent_id, a.by, a.why, a.at, a.until, a.then_leaves] for a in c.askings])
    return (
        *(c.id, c.visitor_id, c.website_id, int(c.is_open), c.episode, c.opened_at, c.closed_at),
        *(c.group.group_id, c.group.source, c.group.by, c.group.at, int(c.group.is_of_this_visit)),
        *(askings, last, c.last_at, c.waiting_since, c.owner, c.last_agent_id, c.visitor_message_seq),
        *(int(c.has_visitor_message), c.visitor_head, c.visitor_read, c.agents_read, " ".join(c.tags), c.seq),
        *(c.snoozed_until, c.snoozed_by, c.woken_seq),
    )


def participation(row: Row) -> Participation:
    """From (agent_id, assigned_at, assigned_by, joined_at)."""
    agent_id, assigned_at, assigned_by, joined_at = row
    return Participation(
        agent_id=str(agent_id), assigned_at=_time(assigned_at), assigned_by=str(assigned_by), joined_at=_time(joined_at)
    )


def conversation(row: Row, participations: tuple[Participation, ...]) -> Conversation:
    """From COLUMNS and its participations."""
    read = msgspec.convert(row, _ConversationRow, strict=False)
    return Conversation(
        id=read.id,
        visitor_id=read.visitor_id,
        website_id=read.website_id,
        is_open=read.is_open,
        episode=read.episode,
        opened_at=read.opened_at,
        closed_at=read.closed_at,
        group=GroupSetting(
            group_id=read.group_id,
            source=read.group_source,
            by=read.group_by,
            at=read.group_at,
            is_of_this_visit=read.group_is_of_visit,
        ),
        participations=in_order_of_coming(participations),
        askings=tuple(_asking(values) for values in json.loads(read.askings)),
        last=None if read.last is None else _last(json.loads(read.last)),
        last_at=read.last_at,
        waiting_since=read.waiting_since,
        owner=read.owner,
        last_agent_id=read.last_agent_id,
        visitor_message_seq=read.visitor_message_seq,
        has_visitor_message=read.has_visitor_message,
        visitor_head=read.visitor_head,
        visitor_read=read.visitor_read,
        agents_read=read.agents_read,
        tags=tuple(read.tags.split()),
        seq=read.seq,
        snoozed_until=read.snoozed_until,
        snoozed_by=read.snoozed_by,
        woken_seq=read.woken_seq,
    )


def _asking(values: tuple[str, str, str, int, int, bool]) -> Asking:
    agent_id, by, why, at, until, then_leaves = values
    return Asking(agent_id=agent_id, by=by, why=why, at=at, until=until, then_leaves=then_leaves)


def _last_values(last: LastMessage) -> list[str | int]:
    return [last.id, last.author, last.kind, last.text, last.at, last.files]


def _last(values: tuple[str, str, MessageKind, str, int, *tuple[int, ...]]) -> LastMessage:
    id_, author, kind, text, at, *files = values  # rows of before there were files say nothing of them
    return LastMessage(id=id_, author=author, kind=kind, text=text, at=at, files=sum(files))


def _time(value: Value) -> int | None:
    return None if value is None else int(value)
