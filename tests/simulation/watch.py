"""What may never happen, looked at frame by frame (V4, V5, V6, V11) and act by act (V1, V2)."""

import json
from collections import Counter
from typing import Any

from tests.simulation.network import Wire
from tests.simulation.shop import VISITORS, Shop
from zuruf.domain.event import Committed, StoredEvent


class Violation(AssertionError):
    """A promise was broken."""


class Watch:
    """Knows everything that was committed and everything that was sent."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.events: dict[int, StoredEvent] = {}
        self.of_visitors: dict[tuple[str, int], StoredEvent] = {}
        self.sights: dict[int, dict[str, frozenset[str]]] = {0: {}}
        self.texts: dict[str, str] = {}
        self.acked: set[str] = set()
        self.refused: dict[str, str] = {}
        self.lost: set[str] = set()
        self.cursors: dict[Wire, str] = {}
        self.highest: dict[tuple[str, str], int] = {}
        self.epochs: dict[Wire, str] = {}
        self.counts: Counter[str] = Counter()
        self.broken: Violation | None = None

    # --- what is committed ---

    def committed(self, committed: Committed, sight: dict[str, frozenset[str]]) -> None:
        for event in committed.events:
            if event.seq in self.events:
                raise Violation(f"V3: {event.seq} was given twice")
            self.events[event.seq] = event
            if event.visitor_seq and event.conversation_id:
                self.of_visitors[event.conversation_id, event.visitor_seq] = event
        self.sights[committed.head] = sight

    def restored(self, head: int, lost: set[str]) -> None:
        """The history after `head` never was."""
        self.lost |= lost
        self.events = {seq: event for seq, event in self.events.items() if seq <= head}
        self.sights = {seq: sight for seq, sight in self.sights.items() if seq <= head}
        kept = {(event.conversation_id, event.visitor_seq) for event in self.events.values()}
        self.of_visitors = {key: event for key, event in self.of_visitors.items() if key in kept}
        self.highest.clear()

    # --- what pages do ---

    def did(self, what: str, page: str, *about: Any) -> None:
        match what, *about:
            case "queued", cid, {"type": "message.send", "text": text}:
                self.texts[cid] = text
            case "acked", cid:
                self.acked.add(cid)
            case "refused", cid, code:
                self.refused[cid] = code
            case "changed twice", frame:
                raise Violation(f"V8: {page}: the same frame twice is not the same as once: {frame}")
            case "failed", *_:
                raise Violation(f"a page failed: {page}")

    def check_effects(self) -> None:
        """V2 always: nothing is done twice."""
        rows = self.shop.connection.execute("select text, count(*) from messages group by text having count(*) > 1")
        if twice := rows.fetchall():
            raise Violation(f"V2: done more than once: {twice}")

    def check_acks(self) -> None:
        """At rest: what was acknowledged is there (V1), what was said is done or refused (V2)."""
        there = {str(row[0]) for row in self.shop.connection.execute("select text from messages").fetchall()}
        for cid, text in self.texts.items():
            if cid in self.acked and text not in there and text not in self.lost:
                raise Violation(f"V1: acknowledged and not there: {cid}")
            if cid not in self.acked | self.refused.keys() and text not in there | self.lost:
                raise Violation(f"V2: neither done nor refused: {cid}")

    # --- what nodes send ---

    def sends(self, wire: Wire, raw: bytes) -> None:
        """Remembers the first violation: raised here, the hub would take it for a failure of its own."""
        try:
            self._sends(wire, raw)
        except Violation as violation:
            self.broken = self.broken or violation

    def _sends(self, wire: Wire, raw: bytes) -> None:
        frame = json.loads(raw)
        for one in frame["frames"] if frame["f"] == "batch" else [frame]:
            self.counts[one["f"]] += 1
            match one["f"]:
                case "welcome":
                    self.epochs[wire] = one["epoch"].split(".")[0]
                    if one["mode"] == "snapshot":
                        self.cursors.pop(wire, None)
                case "snap":
                    self._snapshot(wire, one)
                case "ev" | "adv":
                    self._chained(wire, one)
                case _:
                    pass

    def _chained(self, wire: Wire, one: dict[str, Any]) -> None:
        if self.cursors.get(wire, one["prev"]) != one["prev"]:
            raise Violation(f"V4: {wire.page}: the chain stands at {self.cursors[wire]}, got {one}")
        if int(one["cur"]) <= int(one["prev"]):
            raise Violation(f"V11: {wire.page} goes back: {one}")
        self.cursors[wire] = one["cur"]
        if one["f"] == "ev":
            if wire.page in VISITORS:
                self._may_be_told_to_visitor(wire.page, one)
            else:
                self._may_be_told_to_agent(wire.page, one)

    def _snapshot(self, wire: Wire, one: dict[str, Any]) -> None:
        self.cursors[wire] = one["cursor"]
        if wire.page in VISITORS:
            return
        sight = self.sights.get(int(one["cursor"]), {}).get(wire.page)
        shown = {conversation["id"] for conversation in one["agent"].get("conversations", [])}
        if sight is not None and not shown <= sight:
            raise Violation(f"V6: a snapshot shows {wire.page} what they may not see: {shown - sight}")

    def _may_be_told_to_agent(self, who: str, one: dict[str, Any]) -> None:
        event = self.events.get(one["seq"])
        if event is None or json.loads(event.body) != one["body"] or event.type != one["type"]:
            raise Violation(f"V5: {who} is told what was not committed: {one}")
        if event.to:
            if event.to != self.shop.agents[who]:
                raise Violation(f"V6: {who} is told what is for another agent: {one}")
        elif event.conversation_id:
            before = max((seq for seq in self.sights if seq < event.seq), default=0)
            seen = [sight.get(who, frozenset()) for seq, sight in self.sights.items() if seq >= before]
            if not any(event.conversation_id in sight for sight in seen):
                raise Violation(f"V6: {who} may not see {event.conversation_id}: {one}")

    def _may_be_told_to_visitor(self, who: str, one: dict[str, Any]) -> None:
        found = [
            event
            for (_, seq), event in self.of_visitors.items()
            if seq == one["seq"] and event.type == one["type"] and json.loads(event.visitor_body or b"") == one["body"]
        ]
        mine = [event for event in found if f"visitor:{self.shop.visitors[who]}" in event.topics]
        if not found:
            raise Violation(f"V5: {who} is told what was not committed for visitors: {one}")
        if not mine:
            raise Violation(f"V6: {who} is told of another's conversation: {one}")
