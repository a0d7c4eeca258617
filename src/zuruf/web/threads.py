"""A conversation's thread as it is read: messages with the lines between them, for agents and for the visitor."""

from dataclasses import dataclass

import msgspec

from zuruf.domain.event import ForVisitor
from zuruf.domain.message import Message
from zuruf.domain.view import MessageForVisitor, MessageView, message_for_visitor, message_view
from zuruf.domain.workspace import Roster
from zuruf.errors import Invalid
from zuruf.realtime.frames import HistoryLine, VisitorLine
from zuruf.store import history, messages
from zuruf.store.history import Line
from zuruf.store.transaction import Reader

PAGE = 50
HALF = PAGE // 2
ASSIGNMENTS = 20
FOR_EVER = 2**62
_decode_told = msgspec.json.Decoder(ForVisitor).decode


class Thread(msgspec.Struct, frozen=True):
    """A page of it, oldest first; `has_more` says that there are older messages, `has_newer` that there are later ones."""

    messages: list[MessageView]
    history: list[HistoryLine]
    has_more: bool
    has_newer: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a thread to read, in event numbers: before one, after one, or around one; none of them reads the newest."""

    before: int | None = None
    after: int | None = None
    around: int | None = None

    def __post_init__(self) -> None:
        """One place at a time, or Invalid."""
        given = [name for name in ("before", "after", "around") if getattr(self, name) is not None]
        if len(given) > 1:
            raise Invalid(
                "invalid_place", f"Expected one of before, after and around, got {' and '.join(given)}.", given[1]
            )

    @property
    def end(self) -> int | None:
        """Older messages begin before this event."""
        return self.before if self.around is None else self.around

    @property
    def start(self) -> int | None:
        """Newer messages begin at this event."""
        return self.around if self.after is None else self.after + 1


class Assignments(msgspec.Struct, frozen=True):
    """A page of whose the conversation was, newest first; `has_more` says that there are earlier ones."""

    items: list[HistoryLine]
    has_more: bool


class VisitorThread(msgspec.Struct, frozen=True):
    """The same for the visitor, in the visitor's numbers."""

    messages: list[MessageForVisitor]
    lines: list[VisitorLine]
    has_more: bool


async def thread(reader: Reader, workspace_id: str, conversation_id: str, place: Place) -> Thread:
    """The page at this place: 50 messages before or after it, or 25 on each side of it, with the lines between them."""
    limit = PAGE if place.around is None else HALF
    older = newer = list[Message]()
    if place.after is None:
        older = await messages.page(reader, workspace_id, conversation_id, place.end, limit + 1)
    if place.start is not None:
        newer = await messages.page_from(reader, workspace_id, conversation_id, place.start, limit + 1)
    has_more, has_newer = len(older) > limit, len(newer) > limit
    shown = [*older[-limit:], *newer[:limit]]
    after = shown[0].first_seq if has_more else place.after or 0
    before = newer[-1].first_seq if has_newer else place.before or FOR_EVER
    lines = await history.between(reader, workspace_id, conversation_id, after, before)
    return Thread(
        messages=[message_view(message) for message in shown],
        history=[_history_line(line) for line in lines],
        has_more=has_more or bool(place.after),
        has_newer=has_newer,
    )


async def assignments(reader: Reader, workspace_id: str, conversation_id: str, before: int | None) -> Assignments:
    """The newest page before event `before` (None: the newest of all)."""
    found = await history.assignments(reader, workspace_id, conversation_id, before or FOR_EVER, ASSIGNMENTS + 1)
    return Assignments(items=[_history_line(line) for line in found[:ASSIGNMENTS]], has_more=len(found) > ASSIGNMENTS)


async def visitor_thread(
    reader: Reader, workspace_id: str, conversation_id: str, before: int | None, roster: Roster
) -> VisitorThread:
    """The newest page before the visitor's number `before`."""
    found = await messages.visible_page(reader, workspace_id, conversation_id, before, PAGE + 1)
    shown = found[-PAGE:]
    start = shown[0].first_seq if len(found) > PAGE else 0
    end = FOR_EVER if before is None or not shown else shown[-1].first_seq
    lines = await history.between(reader, workspace_id, conversation_id, start, end)
    return VisitorThread(
        messages=[told_to_visitor(message, roster) for message in shown],
        lines=[
            _visitor_line(line)
            for line in lines
            if line.visitor_seq and line.visitor_body is not None and _is_worded(line)
        ],
        has_more=len(found) > PAGE,
    )


def told_to_visitor(message: Message, roster: Roster) -> MessageForVisitor:
    """One message, its author by name only."""
    return message_for_visitor(message, roster.agents.get(message.author), message.visitor_seq)


def _is_worded(line: Line) -> bool:
    """Only joining and leaving are told to the visitor (product.md, Words)."""
    return line.type in ("agent.joined", "agent.left")


def _visitor_line(line: Line) -> VisitorLine:
    told = _decode_told(line.visitor_body or "{}")
    return VisitorLine(seq=line.visitor_seq, type=line.type, at=line.at, agent=told.agent.name if told.agent else "")


def _history_line(line: Line) -> HistoryLine:
    return HistoryLine(seq=line.seq, type=line.type, at=line.at, actor=line.actor, body=msgspec.Raw(line.body.encode()))
