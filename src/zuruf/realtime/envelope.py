"""An event ready to be sent: its body was encoded when it was recorded, only the small envelope around it differs."""

import msgspec

from zuruf.domain.event import StoredEvent

_text = msgspec.json.encode


class Entry:
    """One event in the ring, with the frame made last: most receivers share their `prev`."""

    __slots__ = ("_for_agents", "_for_visitors", "_prev", "_tail", "_visitor_prev", "event", "since")

    def __init__(self, event: StoredEvent, since: float) -> None:
        self.event = event
        self.since = since  # monotonic, when this node learnt of it
        self._tail = b""
        self._prev = self._visitor_prev = -1
        self._for_agents = self._for_visitors = b""

    def for_agent(self, prev: int, actor: str) -> bytes:
        """The frame for an agent whose last frame stood at `prev`; the one who caused it also gets its `cid`."""
        event = self.event
        self._tail = self._tail or _tail(event, str(event.seq), event.actor, event.body)
        if event.cid is not None and event.actor == actor:
            return b'{"f":"ev","prev":"%d",%s,"cid":%s}' % (prev, self._tail, _text(event.cid))
        if prev != self._prev:
            self._for_agents = b'{"f":"ev","prev":"%d",%s,"cid":""}' % (prev, self._tail)
            self._prev = prev
        return self._for_agents

    def for_visitor(self, actor: str) -> bytes:
        """The frame for the visitor, in their own dense numbers; nothing of the workspace's shows."""
        event, seq = self.event, self.event.visitor_seq
        if self._visitor_prev != seq - 1:
            tail = _tail(event, str(seq), _shown(event.actor), event.visitor_body or b"{}")
            self._for_visitors = b'{"f":"ev","prev":"%d",%s,"cid":' % (seq - 1, tail)
            self._visitor_prev = seq - 1
        cid = event.cid if event.cid is not None and event.actor == actor else ""
        return self._for_visitors + _text(cid) + b"}"


def advance(prev: int, cur: int) -> bytes:
    """Progress without an event."""
    return b'{"f":"adv","prev":"%d","cur":"%d"}' % (prev, cur)


def heartbeat(cur: str, now: int) -> bytes:
    """Where the client should be."""
    return b'{"f":"hb","cur":"%s","now":%d}' % (cur.encode(), now)


def batch(frames: list[bytes]) -> bytes:
    """Several frames in one; one alone stays as it is."""
    return frames[0] if len(frames) == 1 else b'{"f":"batch","frames":[%s]}' % b",".join(frames)


def number_in(cursor: str) -> int:
    """What a client says it stands at; -1 for anything we never sent."""
    return int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 19 else -1


def _tail(event: StoredEvent, cur: str, actor: str, body: bytes) -> bytes:
    return b'"cur":"%s","seq":%s,"type":%s,"at":%d,"actor":%s,"body":%s' % (
        cur.encode(),
        cur.encode(),
        _text(event.type),
        event.at,
        _text(actor),
        body,
    )


def _shown(actor: str) -> str:
    """A visitor's frames name no cause but the visitor: who joined, left or wrote stands in the body, and who assigned, read, closed
    or took a colleague off need never have joined. All of them are the website (product.md, Words: only joining and leaving are told)."""
    return actor if actor.startswith("visitor:") else "website:"
