"""The newest events of one workspace in memory: what returning clients are served from without a query."""

from collections import deque
from itertools import islice

from zuruf.realtime.envelope import Entry
from zuruf.realtime.limits import RING_SECONDS


class Ring:
    """A contiguous run of events that ends where the node's tail stands."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: deque[Entry] = deque()
        self._of_conversations: dict[str, deque[Entry]] = {}

    def append(self, entry: Entry) -> None:
        """The next event; the oldest go when there are too many or they are too old."""
        self._entries.append(entry)
        event = entry.event
        if event.visitor_seq and event.conversation_id:
            self._of_conversations.setdefault(event.conversation_id, deque()).append(entry)
        while len(self._entries) > self._most or entry.since - self._entries[0].since > RING_SECONDS:
            self._drop()

    def expire(self, now: float) -> None:
        """Lets go of what is too old although nothing new came."""
        while self._entries and now - self._entries[0].since > RING_SECONDS:
            self._drop()

    def clear(self) -> None:
        """Forgets everything."""
        self._entries.clear()
        self._of_conversations.clear()

    def after(self, pos: int, limit: int) -> list[Entry] | None:
        """The first events after `pos`, or None if they do not lie here without a hole."""
        if not self._entries:
            return None
        skip = pos - self._entries[0].event.seq + 1
        if not 0 <= skip <= len(self._entries):
            return None
        return list(islice(self._entries, skip, skip + limit))

    def of_visitor(self, conversation_id: str, pos: int) -> list[Entry] | None:
        """The conversation's events after its visitor_seq `pos`, or None if they do not lie here without a hole."""
        entries = self._of_conversations.get(conversation_id)
        if not entries or not entries[0].event.visitor_seq - 1 <= pos <= entries[-1].event.visitor_seq:
            return None
        return [entry for entry in entries if entry.event.visitor_seq > pos]

    def __len__(self) -> int:
        return len(self._entries)

    def _drop(self) -> None:
        event = self._entries.popleft().event
        if event.visitor_seq and event.conversation_id:
            entries = self._of_conversations[event.conversation_id]
            entries.popleft()
            if not entries:
                del self._of_conversations[event.conversation_id]
