"""A decided change of a conversation, ready to be written: the new state and what its event says."""

from dataclasses import dataclass
from typing import Literal

from zuruf.domain.conversation import Conversation
from zuruf.domain.explanation import Explanation

# What an alert is about: the agent, a group of theirs or all agents; a message; a comment that names them (I5); an asking (A14)
# and its end; a snooze that is over (I6).
AlertKind = Literal[
    "assigned", "assigned_to_group", "assigned_to_all", "message", "mentioned", "asked", "declined", "lapsed", "woken"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`type` is one of event.CONVERSATION_TYPES; `alerted` get an alert of kind `alert_kind`; `withdrawn` lose their unseen one (G3)."""

    type: str
    after: Conversation
    agent_id: str | None = None
    from_group: str | None = None
    to_group: str | None = None
    alerted: frozenset[str] = frozenset()
    alert_kind: AlertKind = "assigned"
    withdrawn: frozenset[str] = frozenset()
    line: str = ""
    note_id: str | None = None
    score: int | None = None
    why: Explanation | None = None


def is_line(change: Change, before: Conversation) -> bool:
    """Whether the visitor reads it as a system line: only joining and leaving (product.md, Words), not the going of somebody only assigned."""
    if change.type != "agent.left":
        return change.type == "agent.joined"
    row = before.participation_of(change.agent_id or "")
    return row is not None and row.joined_at is not None
