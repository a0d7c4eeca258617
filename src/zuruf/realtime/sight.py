"""Which events may change what an agent sees beyond one conversation, and whether that can have come and gone unnoticed."""

from typing import Final

import msgspec

from zuruf.domain.access import ALL_TOPIC
from zuruf.domain.event import StoredEvent
from zuruf.realtime.source import Rights

CHANGES_OF_RIGHTS: Final = frozenset({"agent.changed", "group.changed", "group.deleted", "workspace.changed"})
CHANGES_OF_SIGHT: Final = frozenset(
    {"conversation.granted", "conversation.revoked"}
)  # of one conversation, for one agent


class _Agent(msgspec.Struct):
    id: str
    is_active: bool


class _AgentChanged(msgspec.Struct):
    agent: _Agent


_decode = msgspec.json.Decoder(_AgentChanged).decode


def may_alter_sight(event: StoredEvent, agent_id: str, rights: Rights) -> bool:
    """Whether an agent with these rights has to start from a snapshot after this event, even if their sight now is what it was.

    Sight can change and change back between two looks. Behind the wall, what was granted or moved in between came without
    a word, or with one that is not true any more; who sees all has only to mend what was revoked. A colleague's presence alters nothing.
    """
    if ALL_TOPIC in rights.topics:
        return event.type == "conversation.revoked" and event.to == agent_id
    if event.type not in CHANGES_OF_RIGHTS:
        return False
    if event.type != "agent.changed":
        return True
    changed = _decode(event.body).agent
    return changed.id == agent_id or not changed.is_active
