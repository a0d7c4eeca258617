"""A visitor's client: hears the events of its own conversation only, in dense numbers of its own."""

import logging

import msgspec

from zuruf.realtime.envelope import Entry, batch, number_in
from zuruf.realtime.frames import CLOSE_RESYNC, Hello, Snap, Welcome
from zuruf.realtime.line import Line
from zuruf.realtime.node import Node
from zuruf.realtime.source import Principal, VisitorScene
from zuruf.realtime.tail import Tail

log = logging.getLogger(__name__)
encode = msgspec.json.encode


class VisitorSubscription:
    """`pos` is the visitor_seq this client was brought to; the next event must be pos + 1."""

    def __init__(self, node: Node, tail: Tail, line: Line, principal: Principal) -> None:
        self.principal = principal
        self.conversation_id = principal.conversation_id
        self.pos = 0
        self.is_live = False
        self._node = node
        self._tail = tail
        self._line = line
        self._newest = 0  # the newest event that passed while not live
        self._wants_snapshot = False
        self._is_settled = False

    async def begin(self, hello: Hello) -> None:
        """Answers the hello and returns when the client is live, or closed."""
        self._tail.audience.add_visitor(self)
        cursor = number_in(hello.cursor)
        entries = self._in_ring(cursor) if hello.epoch == self._tail.epoch else None
        if entries is not None:
            self._resume(cursor)
            self._newest = entries[-1].event.visitor_seq if entries else cursor
        else:
            await self._show(cursor if hello.epoch == self._tail.epoch else -1)
        await self._catch_up()

    def end(self) -> None:
        """Hears nothing any more."""
        self.is_live = False
        self._tail.audience.remove_visitor(self)

    def offer(self, entry: Entry) -> None:
        """A live event of their conversation."""
        seq = entry.event.visitor_seq
        if not self.is_live:
            self._newest = max(self._newest, seq)
        elif seq == self.pos + 1:
            self.pos = seq
            self._line.send(entry.for_visitor(self.principal.actor))
        elif seq > self.pos:
            # A hole: what lies between is fetched before this one is sent.
            self._newest = seq
            self._start_again()

    def cursor(self) -> str | None:
        """Where the client should be, for the heartbeat."""
        return str(self.pos) if self._is_settled else None

    def say(self, frame: bytes) -> None:
        """A signal."""
        self._line.say(frame)

    def start_over(self, code: int, reason: str) -> None:
        """Closes; the client comes back."""
        self._line.close(code, reason)

    def show_again(self) -> None:
        """A fresh snapshot on the same socket."""
        self._wants_snapshot = True
        if self.is_live:
            self._start_again()

    def _start_again(self) -> None:
        self.is_live = False
        self._node.errands.run(self._go_on())

    async def _go_on(self) -> None:
        try:
            await self._catch_up()
        except Exception:
            log.exception("Catching up failed")
            self._line.close(CLOSE_RESYNC, "catching up failed")

    async def _catch_up(self) -> None:
        while not self._line.is_closed:
            entries = self._in_ring(self.pos)
            if self._wants_snapshot or (self._newest > self.pos and not entries):
                await self._show(-1)
            elif self._newest > self.pos and entries:
                self._send(entries)
                await self._line.room()
            else:
                # No await since the comparison: nothing can slip through.
                self.is_live = True
                return

    def _in_ring(self, pos: int) -> list[Entry] | None:
        if self.conversation_id is None:
            return None
        return self._tail.ring.of_visitor(self.conversation_id, pos)

    def _send(self, entries: list[Entry]) -> None:
        self._line.send(batch([entry.for_visitor(self.principal.actor) for entry in entries]))
        self.pos = entries[-1].event.visitor_seq

    def _resume(self, pos: int) -> None:
        self.pos = pos
        self._welcome(is_snapshot=False)
        self._is_settled = True

    async def _show(self, cursor: int) -> None:
        """A snapshot, unless the client is known to have the same: `cursor` is where it stands in this epoch, else -1."""
        self._wants_snapshot = False
        async with self._node.snapshots:
            if self._line.is_closed:
                return
            scene = await self._node.source.visitor_snapshot(self.principal.workspace_id, self.principal.id)
        if self._line.is_closed:
            return
        if scene.epoch != self._tail.epoch:
            self._tail.wake()
            self._line.close(CLOSE_RESYNC, "another history")
            return
        if scene.conversation_id != self.conversation_id:
            self.conversation_id = scene.conversation_id
            self._tail.audience.add_visitor(self)
        if scene.head == cursor:
            self._resume(cursor)
        else:
            self._send_snapshot(scene)

    def _send_snapshot(self, scene: VisitorScene) -> None:
        self.pos = scene.head
        self._welcome(is_snapshot=True)
        self._line.send(encode(Snap(part=0, last=True, cursor=str(scene.head), visitor=scene.snapshot)))
        self._is_settled = True

    def _welcome(self, *, is_snapshot: bool) -> None:
        self._line.send(
            encode(
                Welcome(
                    epoch=self._tail.epoch,
                    mode="snapshot" if is_snapshot else "resume",
                    me=self.principal.id,
                    now=self._node.clock.now(),
                )
            )
        )
