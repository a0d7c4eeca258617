"""The hub: sockets on one side, committed events on the other; everyone who may know, knows."""

import logging
import random
from collections.abc import Mapping

from zuruf.domain.agent import Presence
from zuruf.domain.event import Committed
from zuruf.realtime.alarms import Alarms
from zuruf.realtime.bus import Bus
from zuruf.realtime.clock import Clock
from zuruf.realtime.frames import CLOSE_SHUTDOWN, Signal
from zuruf.realtime.limits import Limits
from zuruf.realtime.node import Node
from zuruf.realtime.online import Online
from zuruf.realtime.session import Client
from zuruf.realtime.signals import encoded
from zuruf.realtime.source import Caller, Kind, Ops, Position, Principal, Refused, Says, Signs, Source

log = logging.getLogger(__name__)
POLL_SECONDS = 1.0


class Hub:
    """All of a node's sockets. To be started and stopped in the event loop its sockets live in."""

    def __init__(
        self,
        *,
        name: str,
        source: Source,
        ops: Ops,
        signs: Signs,
        says: Says,
        clock: Clock,
        jitter: random.Random,
        bus: Bus,
        limits: Limits | None = None,
    ) -> None:
        self.node = Node(
            name=name,
            source=source,
            ops=ops,
            signs=signs,
            says=says,
            clock=clock,
            jitter=jitter,
            limits=limits or Limits(),
        )
        self._bus = bus
        self._second = 0
        self._is_running = False

    # --- the life of the hub ---

    def start(self) -> None:
        """Begins to poll and to beat."""
        self._is_running = True
        self._bus.listen(self.hint)
        self.node.clock.after(1.0, self._tick)
        self.node.clock.after(self._poll_seconds(), self._begin_poll)

    def leave(self) -> None:
        """Tells everybody to come back later, spread, and lets nobody in: before the server shuts down. Again does nothing."""
        if self.node.is_leaving:
            return
        self.node.is_leaving = True
        sessions = self.sessions()
        spread = max(5.0, len(sessions) / 300)
        for session in sessions:
            session.leave(CLOSE_SHUTDOWN, int(1000 * self.node.jitter.uniform(0, spread)), "the server goes away")

    async def stop(self, seconds: float = 20.0) -> bool:
        """Finishes what clients asked for; whether nothing had to be cancelled."""
        self.leave()
        self._is_running = False
        self.node.leases.stop()
        self.node.alarms.stop()
        return await self.node.errands.finish(seconds)

    # --- sockets ---

    def admit(self, caller: Caller) -> Client:
        """A session for somebody whose handshake is in order. Raises Refused."""
        if self.node.is_leaving:
            raise Refused("the server is going away", 503)
        self.node.registry.admit(caller)
        return Client(self.node, caller)

    def sessions(self) -> list[Client]:
        """All of them."""
        return [session for session in self.node.registry.sessions() if isinstance(session, Client)]

    def close_agent(self, workspace_id: str, agent_id: str, code: int, *, but_session: str = "") -> None:
        """Closes the agent's sockets at once (deactivated, password changed), except those of one sign-in."""
        for session in self._of(workspace_id, "agent", agent_id):
            if not but_session or (session.principal and session.principal.session_id != but_session):
                session.revoke(code, "closed by the server")

    def close_session(self, workspace_id: str, agent_id: str, session_id: str, code: int) -> None:
        """Closes the sockets that came with one sign-in of the agent."""
        for session in self._of(workspace_id, "agent", agent_id):
            if session.principal and session.principal.session_id == session_id:
                session.revoke(code, "signed out")

    def close_caller(self, workspace_id: str, kind: Kind, id: str, code: int) -> None:
        """Closes the sockets of a visitor or a loader; what was asked but not begun is not done."""
        for session in self._of(workspace_id, kind, id):
            session.revoke(code, "closed by the server")

    def resync(self, workspace_id: str, agent_id: str) -> None:
        """The agent's screens start from a fresh snapshot on the same socket."""
        self._show_again(workspace_id, "agent", agent_id)

    # --- events ---

    def committed(self, committed: Committed) -> None:
        """What this process committed; to be called after every commit, in the event loop's thread."""
        room = self.node.rooms.get(committed.workspace_id)
        if room is not None:
            room.tail.feed(committed)
        self._bus.publish(committed.workspace_id, committed.head)

    def hint(self, workspace_id: str, head: int) -> None:
        """Another node committed something."""
        room = self.node.rooms.get(workspace_id)
        if room is not None:
            room.tail.hint(head)

    # --- signals ---

    def online(self, workspace_id: str) -> Online:
        """The list of visitors on the websites, to be kept by who is told of page views."""
        return self.node.rooms.of(workspace_id).online

    def watching(self, workspace_id: str, conversation_id: str) -> frozenset[str]:
        """The agents connected here who have the conversation on screen (A22)."""
        room = self.node.rooms.get(workspace_id)
        return room.signals.watchers_of(conversation_id) if room else frozenset()

    def watched(self, workspace_id: str) -> Mapping[str, frozenset[str]]:
        """All conversations that agents connected here have on screen, with these agents."""
        room = self.node.rooms.get(workspace_id)
        return room.signals.watched() if room else {}

    def presence_of(self, workspace_id: str) -> Mapping[str, Presence]:
        """Effective presence as last announced here."""
        return self.node.leases.now_in(workspace_id)

    def presence_touched(self, workspace_id: str) -> None:
        """A sign of life came in otherwise (a ping by API)."""
        self.node.leases.touched(workspace_id)

    def say_to_visitor(self, workspace_id: str, visitor_id: str, signal: Signal) -> bool:
        """To every frame of the visitor connected here; whether none was too slow for it."""
        return self._say(workspace_id, "visitor", visitor_id, signal)

    def say_to_browser(self, workspace_id: str, browser_id: str, signal: Signal) -> bool:
        """To every loader of the browser connected here; whether none was too slow for it."""
        return self._say(workspace_id, "browser", browser_id, signal)

    def say_to_agent(self, workspace_id: str, agent_id: str, signal: Signal) -> None:
        """To every console of the agent connected here."""
        self._say(workspace_id, "agent", agent_id, signal)

    @property
    def alarms(self) -> Alarms:
        """For who has to say something at a moment at which nothing happens."""
        return self.node.alarms

    def is_here(self, principal: Principal) -> bool:
        """Whether any socket of theirs is connected here."""
        return bool(self.node.registry.of(principal.workspace_id, principal.kind, principal.id))

    def connected(self, workspace_id: str) -> list[Principal]:
        """Whose sockets are here, once for each socket."""
        return [one.principal for one in self.node.registry.of_workspace(workspace_id) if one.principal]

    # --- every second ---

    def _tick(self) -> None:
        if not self._is_running:
            return
        self._second += 1
        now = self.node.clock.monotonic()
        for session in self.node.registry.slot(self._second):
            if isinstance(session, Client):
                session.beat(now)
        for line in list(self.node.waiting):
            line.check(now)
        self.node.rooms.sweep()
        self.node.clock.after(1.0, self._tick)

    def _poll_seconds(self) -> float:
        return POLL_SECONDS * self.node.jitter.uniform(0.8, 1.2)

    def _begin_poll(self) -> None:
        if self._is_running:
            self.node.errands.run(self._poll())

    async def _poll(self) -> None:
        rooms = [room for room in self.node.rooms.all() if room.tail.is_started]
        known = {room.workspace_id: (room.tail.known, room.tail.generation) for room in rooms}
        try:
            if known:
                self._compare(await self.node.source.positions(sorted(known)), known)
        except Exception:
            log.exception("The poll failed; it is tried again")
        self.node.clock.after(self._poll_seconds(), self._begin_poll)

    def _compare(self, positions: Mapping[str, Position], known: Mapping[str, tuple[int, int]]) -> None:
        for workspace_id, (before, generation) in known.items():
            room = self.node.rooms.get(workspace_id)
            position = positions.get(workspace_id)
            if room and position and generation == room.tail.generation:
                room.tail.polled(position, before)

    # --- of one person ---

    def _of(self, workspace_id: str, kind: Kind, id: str) -> list[Client]:
        return [one for one in self.node.registry.of(workspace_id, kind, id) if isinstance(one, Client)]

    def _show_again(self, workspace_id: str, kind: Kind, id: str) -> None:
        for session in self._of(workspace_id, kind, id):
            if session.subscription:
                session.subscription.show_again()

    def _say(self, workspace_id: str, kind: Kind, id: str, signal: Signal) -> bool:
        frame = encoded(signal)
        said = [session.say(frame) for session in self._of(workspace_id, kind, id)]
        return all(said)
