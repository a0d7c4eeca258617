"""An agent's client: resumes or gets a snapshot, catches up, then hears live what their topics say."""

import logging

import msgspec

from zuruf.domain.event import StoredEvent
from zuruf.realtime.envelope import Entry, advance, batch, number_in
from zuruf.realtime.frames import CLOSE_AUTH, CLOSE_RESYNC, Hello, Snap, Welcome
from zuruf.realtime.limits import FRAME_OUT
from zuruf.realtime.line import Line
from zuruf.realtime.node import Node
from zuruf.realtime.sight import may_alter_sight
from zuruf.realtime.source import AgentScene, Principal, Rights
from zuruf.realtime.tail import Tail

log = logging.getLogger(__name__)
encode = msgspec.json.encode
NO_RIGHTS = Rights(frozenset(), "")


class AgentSubscription:
    """`pos` is the last event decided for this client, `sent` the last one sent to it: the chain's end."""

    def __init__(self, node: Node, tail: Tail, line: Line, principal: Principal) -> None:
        self.principal = principal
        self.rights = NO_RIGHTS
        self.watching = ""
        self.pos = self.sent = 0
        self.is_live = False
        self._node = node
        self._tail = tail
        self._line = line
        self._wants_snapshot = False
        self._is_unsure = False  # rights changed while this client was not live
        self._is_settled = False  # the chain has a beginning
        self._shown = 0  # where the last snapshot stood
        self._is_greeted = False  # knows what is only said since the last snapshot

    @property
    def topics(self) -> frozenset[str]:
        """What this client listens to."""
        return self.rights.topics

    async def begin(self, hello: Hello) -> None:
        """Answers the hello and returns when the client is live, or closed."""
        self.watching = hello.watching
        self._tail.audience.add_agent(self)
        if not await self._read_rights():
            return
        cursor = number_in(hello.cursor)
        if self._epoch() == hello.epoch and cursor > self._tail.pos:
            # The client comes from a node that is ahead.
            await self._tail.read()
        if self._epoch() == hello.epoch and self._tail.floor <= cursor <= self._tail.pos:
            self.pos = self.sent = cursor
            self._welcome("resume")
        else:
            self._wants_snapshot = True
        await self._catch_up()

    def end(self) -> None:
        """Hears nothing any more."""
        self.is_live = False
        self._tail.audience.remove_agent(self)

    def offer(self, entry: Entry) -> None:
        """A live event for one of their topics."""
        event = entry.event
        if not self.is_live or event.seq <= self.pos:
            return
        if event.to and may_alter_sight(event, self.principal.id, self.rights):
            self.show_again()
            return
        self.pos = event.seq
        self._line.send(entry.for_agent(self.sent, self.principal.actor))
        self.sent = event.seq

    def cursor(self) -> str | None:
        """Where the client should be, for the heartbeat; an idle one is moved on, so that it stays above the floor."""
        if not self._is_settled:
            return None
        if self.is_live and self._tail.pos > self.sent:
            self._line.send(advance(self.sent, max(self._tail.pos, self.pos)))
            self.pos = self.sent = max(self._tail.pos, self.pos)
        return str(self.sent)

    def say(self, frame: bytes) -> None:
        """A signal."""
        self._line.say(frame)

    async def has_room(self) -> None:
        """Waits until a signal would not be dropped."""
        await self._line.room()

    def start_over(self, code: int, reason: str) -> None:
        """Closes; the client comes back."""
        self._line.close(code, reason)

    def show_again(self) -> None:
        """A fresh snapshot on the same socket."""
        self._wants_snapshot = True
        if self.is_live:
            self.is_live = False
            self._node.errands.run(self._go_on())

    async def check_rights(self, event: StoredEvent) -> None:
        """What they may see may have changed: live clients are asked about now, others before they go live."""
        if not self.is_live:
            self._is_unsure = True
            return
        sight, is_lost = self.rights.sight, may_alter_sight(event, self.principal.id, self.rights)
        if await self._read_rights() and (is_lost or self.rights.sight != sight) and event.seq > self._shown:
            self.show_again()

    async def _go_on(self) -> None:
        try:
            await self._catch_up()
        except Exception:
            log.exception("Catching up failed")
            self._line.close(CLOSE_RESYNC, "catching up failed")

    async def _catch_up(self) -> None:
        while not self._line.is_closed:
            if self._wants_snapshot:
                await self._send_snapshot()
            elif self._is_unsure:
                await self._reconsider()
            elif self.pos >= self._tail.pos:
                # No await between this comparison and the assignment: nothing can slip through.
                self.is_live = True
                self._greet()
                return
            else:
                await self._send_batch()

    def _greet(self) -> None:
        """What they may see may be another after a snapshot, so what is only said is said anew."""
        if not self._is_greeted:
            self._is_greeted = True
            self._node.errands.run(self._node.rooms.of(self.principal.workspace_id).greet(self))

    async def _reconsider(self) -> None:
        self._is_unsure = False
        sight = self.rights.sight
        if await self._read_rights() and self.rights.sight != sight:
            self._wants_snapshot = True

    async def _read_rights(self) -> bool:
        rights = await self._node.source.rights_of(self.principal.workspace_id, self.principal.id)
        if rights is None:
            self._line.close(CLOSE_AUTH, "no agent any more")
            return False
        if not self._line.is_closed:
            self._use(rights)
        return not self._line.is_closed

    def _use(self, rights: Rights) -> None:
        changed = rights.topics != self.rights.topics
        self.rights = rights
        if changed:
            self._tail.audience.add_agent(self)

    async def _send_snapshot(self) -> None:
        self._wants_snapshot = self._is_settled = False
        async with self._node.snapshots:
            if self._line.is_closed:
                return
            scene = await self._node.source.agent_snapshot(
                self.principal.workspace_id, self.principal.id, self.watching
            )
        if self._line.is_closed:
            return
        if scene.epoch != self._tail.epoch:
            self._tail.wake()
            self._line.close(CLOSE_RESYNC, "another history")
            return
        self._use(scene.rights)
        await self._show(scene)

    async def _show(self, scene: AgentScene) -> None:
        """Position and data are of one moment."""
        self.pos = self.sent = self._shown = scene.head
        self._is_greeted = False
        self._welcome("snapshot")
        last = len(scene.parts) - 1
        for n, part in enumerate(scene.parts):
            self._line.send(encode(Snap(part=n, last=n == last, cursor=str(scene.head), agent=part)))
            if n < last:
                await self._line.room()
        self._is_settled = True

    def _welcome(self, mode: str) -> None:
        snapshot = mode == "snapshot"
        self._line.send(
            encode(
                Welcome(
                    epoch=self._epoch(),
                    mode="snapshot" if snapshot else "resume",
                    me=self.principal.id,
                    now=self._node.clock.now(),
                )
            )
        )
        self._is_settled = not snapshot

    def _epoch(self) -> str:
        """What they may see is part of it: a client whose sight changed while it was away starts from a snapshot."""
        return f"{self._tail.epoch}.{self.rights.sight}"

    async def _send_batch(self) -> None:
        entries = self._tail.ring.after(self.pos, self._node.limits.batch) or await self._read_batch()
        if entries is None:
            return
        events = [entry.event for entry in entries]
        if any(may_alter_sight(event, self.principal.id, self.rights) for event in events):
            self._wants_snapshot = True
            return
        named = frozenset(event.conversation_id for event in events if event.conversation_id and not event.to)
        seen: frozenset[str] = frozenset()
        if named:
            seen = await self._node.source.may_see_now(self.principal.workspace_id, self.principal.id, named)
        if self._line.is_closed or self._wants_snapshot:
            return
        self._send([entry for entry in entries if self._may_have(entry.event, seen)], events[-1].seq)
        await self._line.room()

    def _send(self, entries: list[Entry], pos: int) -> None:
        frames: list[bytes] = []
        size = 0
        for entry in entries:
            frame = entry.for_agent(self.sent, self.principal.actor)
            if frames and size + len(frame) > FRAME_OUT:
                self._line.send(batch(frames))
                frames, size = [], 0
            frames.append(frame)
            size += len(frame)
            self.sent = entry.event.seq
        self.pos = pos
        if self.sent < pos:
            # Progress over what they may not see: the client must not start again from the same place for ever.
            frames.append(advance(self.sent, pos))
            self.sent = pos
        self._line.send(batch(frames))

    async def _read_batch(self) -> list[Entry] | None:
        """From the database; the floor is checked in the same read, because events may be trimmed meanwhile."""
        part = await self._node.source.events_since(self.principal.workspace_id, self.pos, self._node.limits.batch)
        if part.epoch != self._tail.epoch:
            self._tail.wake()
            self._line.close(CLOSE_RESYNC, "another history")
            return None
        if self.pos < part.floor or not part.events or part.events[0].seq != self.pos + 1:
            self._wants_snapshot = True
            return None
        now = self._node.clock.monotonic()
        return [Entry(event, now) for event in part.events]

    def _may_have(self, event: StoredEvent, seen: frozenset[str]) -> bool:
        if event.to:
            return event.to == self.principal.id
        if event.conversation_id:
            return event.conversation_id in seen
        return not event.topics.isdisjoint(self.rights.topics)
