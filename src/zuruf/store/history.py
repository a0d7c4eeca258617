"""The timeline beside the messages: what was decided about a conversation, as it was recorded (A20)."""

import json
from dataclasses import dataclass

from zuruf.store.transaction import Reader, Row

# Visitors' messages that carry an explanation, whether or not anybody was told of them. Inside a JSON string the quotes are escaped.
EXPLAINED_MESSAGES = (
    "select e.seq from messages m join events e on e.workspace_id = m.workspace_id and e.seq = m.first_seq"
    " where m.workspace_id = $1 and m.conversation_id = $2 and m.kind = 'visitor' and e.body like '%\"why\":{%'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event of the timeline; the bodies are JSON text. `visitor_seq` is 0 for what the visitor does not see."""

    seq: int
    type: str
    at: int
    actor: str
    body: str
    visitor_seq: int
    visitor_body: str | None


async def between(reader: Reader, workspace_id: str, conversation_id: str, after: int, before: int) -> list[Line]:
    """The newest 200 lines with `after` < seq < `before`, oldest first."""
    rows = await reader.all(
        "select seq, type, at, actor, body, visitor_seq, visitor_body from events where workspace_id = $1 and conversation_id = $2"
        " and is_history = 1 and seq > $3 and seq < $4 order by seq desc limit 200",
        workspace_id,
        conversation_id,
        after,
        before,
    )
    return [_line(row) for row in reversed(rows)]


async def explained(reader: Reader, workspace_id: str, conversation_id: str) -> list[Line]:
    """The newest 200 lines and messages with an explanation or alerts, newest first."""
    rows = await reader.all(
        "select seq, type, at, actor, body, visitor_seq, visitor_body from events where workspace_id = $1 and seq in"
        " (select seq from events where workspace_id = $1 and conversation_id = $2 and is_history = 1"
        "  and type not in ('visitor.changed', 'contact.given', 'episode.rated', 'visitor.note_added', 'visitor.note_changed',"
        "   'transcript.sent', 'transcript.delayed', 'transcript.failed')"
        "  union select seq from alerts where workspace_id = $1 and conversation_id = $2"
        f"  union {EXPLAINED_MESSAGES})"
        " order by seq desc limit 200",
        workspace_id,
        conversation_id,
    )
    return [_line(row) for row in rows]


async def explained_from(reader: Reader, workspace_id: str, conversation_id: str, start: int) -> list[Line]:
    """The 50 of those from `start` on, newest first: one of any age with the first message that followed it (A22)."""
    rows = await reader.all(
        "select seq, type, at, actor, body, visitor_seq, visitor_body from events where workspace_id = $1 and seq in"
        " (select seq from events where workspace_id = $1 and conversation_id = $2 and is_history = 1 and seq >= $3"
        "  and type not in ('visitor.changed', 'contact.given', 'episode.rated', 'visitor.note_added', 'visitor.note_changed',"
        "   'transcript.sent', 'transcript.delayed', 'transcript.failed')"
        "  union select seq from alerts where workspace_id = $1 and conversation_id = $2 and seq >= $3"
        f"  union {EXPLAINED_MESSAGES} and m.first_seq >= $3)"
        " order by seq limit 50",
        workspace_id,
        conversation_id,
        start,
    )
    return [_line(row) for row in reversed(rows)]


async def assignments(reader: Reader, workspace_id: str, conversation_id: str, before: int, limit: int) -> list[Line]:
    """Who became and ceased to be whose, and what was refused, with seq < `before`, newest first."""
    rows = await reader.all(
        "select seq, type, at, actor, body, visitor_seq, visitor_body from events"
        " where workspace_id = $1 and conversation_id = $2 and is_history = 1 and seq < $3"
        " and type in ('visitor.assigned_to_group', 'visitor.assigned_to_agent', 'agent.taken_off',"
        " 'agent.joined', 'agent.left', 'assignment.refused') order by seq desc limit $4",
        workspace_id,
        conversation_id,
        before,
        limit,
    )
    return [_line(row) for row in rows]


def _line(row: Row) -> Line:
    seq, type_, at, actor, body, visitor_seq, visitor_body = row
    return Line(
        seq=int(seq or 0),
        type=str(type_),
        at=int(at or 0),
        actor=str(actor),
        body=str(body),
        visitor_seq=int(visitor_seq or 0),
        visitor_body=None if visitor_body is None else str(visitor_body),
    )


def parsed(body: str) -> object:
    """A stored body as JSON values."""
    return json.loads(body)
