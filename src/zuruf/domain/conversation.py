"""A visitor's conversation: the whole thread with one workspace, its group, its agents and its episode (product.md, Words)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from zuruf.domain.actor import Actor

Source = Literal["agent", "api", "visitor", "page", "trigger"]
MessageKind = Literal["visitor", "agent", "comment", "system"]
STRENGTH: dict[Source, int] = {"agent": 4, "api": 4, "visitor": 3, "page": 2, "trigger": 1}  # A18


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSetting:
    """Which group the visitor is in and who said so. `group_id` None is "all agents", chosen (strong) or never set (source trigger, by "").

    `at` is when it was said, or when the episode began that it was said for (A18).
    """

    group_id: str | None = None
    source: Source = "trigger"
    by: str = ""
    at: int = 0
    is_of_this_visit: bool = False

    @property
    def strength(self) -> int:
        """A18: agent or API 4, visitor 3, page 2, trigger 1, never set 0."""
        return STRENGTH[self.source] if self.by else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One agent's taking part in the running episode: assigned (when, by whom), joined, or both (product.md, Words)."""

    agent_id: str
    assigned_at: int | None = None
    assigned_by: str = ""
    joined_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A colleague asked to join (A14), waiting for an answer until `until`. `by` is the asker as an actor, `agent:…`.

    `then_leaves` makes it a transfer: the asker leaves once it is accepted.
    """

    agent_id: str
    by: str
    why: str
    at: int
    until: int
    then_leaves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LastMessage:
    """What a list row shows of the newest message or comment; `files` is how many came with it."""

    id: str
    author: str
    kind: MessageKind
    text: str
    at: int
    files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The row every decision is about. One per visitor, made together with the visitor.

    `episode` counts from 0 (none yet); `visitor_head` counts the events the visitor may see (their cursor);
    `waiting_since` is the time of the oldest visitor message nobody answered yet (O1), None when answered or closed;
    `owner` is the agent who answered first in this episode (G4); `last_agent_id` the last one who wrote to the visitor (A17);
    `visitor_read` and `agents_read` say how far the visitor and the fastest agent have read, in the visitor's numbers;
    `visitor_message_seq` is the event number of the newest visitor message (dots, I2); `seq` of the last change; `tags` are ids, sorted.
    While it is snoozed (I6) `snoozed_until` says until when and `snoozed_by` by whom, as an actor; `woken_seq` is the event number of its
    waking by time, 0 once somebody has answered, snoozed or closed it since.
    """

    id: str
    visitor_id: str
    website_id: str
    is_open: bool = False
    episode: int = 0
    opened_at: int | None = None
    closed_at: int | None = None
    group: GroupSetting = GroupSetting()
    participations: tuple[Participation, ...] = ()
    askings: tuple[Asking, ...] = ()
    last: LastMessage | None = None
    last_at: int = 0
    waiting_since: int | None = None
    owner: str | None = None
    last_agent_id: str | None = None
    visitor_message_seq: int = 0
    has_visitor_message: bool = False
    visitor_head: int = 0
    visitor_read: int = 0
    agents_read: int = 0
    tags: tuple[str, ...] = ()
    seq: int = 0
    snoozed_until: int | None = None
    snoozed_by: str = ""
    woken_seq: int = 0

    def participation_of(self, agent_id: str) -> Participation | None:
        """The agent's row in this episode, if any."""
        return next((row for row in self.participations if row.agent_id == agent_id), None)

    def with_participation(self, row: Participation) -> "Conversation":
        """The same with this agent's row added or replaced (A8)."""
        others = [other for other in self.participations if other.agent_id != row.agent_id]
        return replace(self, participations=in_order_of_coming((*others, row)))

    def awake(self) -> "Conversation":
        """The same, not snoozed any more (I6)."""
        return replace(self, snoozed_until=None, snoozed_by="") if self.snoozed_until is not None else self

    def without_participation(self, agent_id: str) -> "Conversation":
        """The same with this agent taken off (A8)."""
        return replace(self, participations=tuple(row for row in self.participations if row.agent_id != agent_id))


def in_order_of_coming(rows: Iterable[Participation]) -> tuple[Participation, ...]:
    """Who was assigned or joined first stands first (A8); the same whether the rows were changed just now or read."""
    return tuple(sorted(rows, key=lambda row: (_came_at(row), row.agent_id)))


def _came_at(row: Participation) -> int:
    return min((at for at in (row.assigned_at, row.joined_at) if at is not None), default=0)


def source_of(actor: Actor) -> Source:
    """The strength class an actor's choice of group belongs to (A18)."""
    match actor.kind:
        case "agent" | "system":
            return "agent"
        case "api":
            return "api"
        case "visitor":
            return "visitor"
        case "page":
            return "page"
        case "trigger":
            return "trigger"
