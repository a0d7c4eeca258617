"""All sockets of a node: counted by address and person, found by person, spread over the seconds of a heartbeat."""

from typing import Protocol

from zuruf.realtime.audience import Index
from zuruf.realtime.frames import CLOSE_LIMITS, CLOSE_RESYNC, CLOSE_SUPERSEDED, HEARTBEAT
from zuruf.realtime.limits import Limits
from zuruf.realtime.source import Caller, Kind, Principal, Refused


class Registered(Protocol):
    """A session, as far as the registry knows it."""

    caller: Caller
    principal: Principal | None
    instance: str
    attempt: int

    def end(self, code: int, reason: str) -> None:
        """Closes it from our side."""
        ...


def name_of(workspace_id: str, kind: Kind, id: str) -> str:
    """The name of one person's sockets."""
    return f"{workspace_id} {kind} {id}"


class Registry:
    """Who is connected."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._sessions: dict[Registered, int] = {}
        self._addresses: dict[str, int] = {}
        self._people: Index[Registered] = Index()
        self._workspaces: Index[Registered] = Index()
        self._slots: list[dict[Registered, None]] = [{} for _ in range(HEARTBEAT)]
        self._next_slot = 0

    def admit(self, caller: Caller) -> None:
        """Refuses a socket too many, before the upgrade."""
        if len(self._sessions) >= self._limits.sockets:
            raise Refused("this server has all the sockets it can have", 503)
        if self._addresses.get(caller.address, 0) >= self._limits.sockets_per_address:
            raise Refused("too many sockets from this address")

    def add(self, session: Registered) -> None:
        """It is open."""
        slot = self._next_slot
        self._next_slot = (slot + 1) % HEARTBEAT
        self._sessions[session] = slot
        self._slots[slot][session] = None
        address = session.caller.address
        self._addresses[address] = self._addresses.get(address, 0) + 1

    def know(self, session: Registered, principal: Principal) -> bool:
        """Now it is known whose it is: an older socket of the same instance goes. False, and closed, if it is the older one itself
        or they have too many."""
        name = name_of(principal.workspace_id, principal.kind, principal.id)
        same = [other for other in self._people.get(name) if session.instance and other.instance == session.instance]
        if any(0 < session.attempt < other.attempt for other in same):
            # Said on a connection that was given up and came late. Whoever does hear this (a clock was set back) comes again.
            session.end(CLOSE_RESYNC, "a newer socket of this window is here")
            return False
        for other in same:
            other.end(CLOSE_SUPERSEDED, "a newer socket of this window")
        limit = self._limits.sockets_per_agent if principal.kind == "agent" else self._limits.sockets_per_visitor
        if len(self._people.get(name)) >= limit:
            session.end(CLOSE_LIMITS, "too many sockets")
            return False
        self._people.add(name, session)
        self._workspaces.add(principal.workspace_id, session)
        return True

    def remove(self, session: Registered) -> None:
        """It is closed; once is enough."""
        slot = self._sessions.pop(session, None)
        if slot is None:
            return
        del self._slots[slot][session]
        address = session.caller.address
        self._addresses[address] -= 1
        if not self._addresses[address]:
            del self._addresses[address]
        if session.principal:
            principal = session.principal
            self._people.remove(name_of(principal.workspace_id, principal.kind, principal.id), session)
            self._workspaces.remove(principal.workspace_id, session)

    def sessions(self) -> list[Registered]:
        """All."""
        return list(self._sessions)

    def of(self, workspace_id: str, kind: Kind, id: str) -> tuple[Registered, ...]:
        """One person's."""
        return self._people.get(name_of(workspace_id, kind, id))

    def of_workspace(self, workspace_id: str) -> tuple[Registered, ...]:
        """All known ones of a workspace."""
        return self._workspaces.get(workspace_id)

    def workspaces(self) -> list[str]:
        """Those anybody here is connected to."""
        return list(self._workspaces)

    def slot(self, second: int) -> list[Registered]:
        """Those whose heartbeat is due in this second."""
        return list(self._slots[second % HEARTBEAT])

    def __len__(self) -> int:
        return len(self._sessions)
