"""What came of a decision about a conversation: accepted, only made stronger, already so, or refused with a reason (A20)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zuruf.domain.conversation import Conversation
from zuruf.domain.explanation import Explanation
from zuruf.errors import Conflict, Forbidden, NotFound, ZurufError

NOT_FOUND = frozenset({"group_gone", "agent_gone"})
FORBIDDEN = frozenset({"right_missing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The conversation as it is to be saved; the change is recorded and may alert."""

    conversation: Conversation
    why: Explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """The same group by a stronger source (A18): recorded, but nobody is alerted."""

    conversation: Conversation
    why: Explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadySo:
    """Nothing to record and nobody to alert (A8).

    `conversation` may be newer in what nobody is told (that its group was set in this visit too); saving it is enough.
    """

    conversation: Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """`code` is machine-readable, `sentence` for the person who asked, `detail` what a screen may show (A21: group_id and by)."""

    code: str
    sentence: str
    why: Explanation
    detail: Mapping[str, str] = field(default_factory=dict[str, str])

    def error(self) -> ZurufError:
        """The same as an error for a caller who has to answer somebody: not found, forbidden, otherwise a conflict."""
        kind = NotFound if self.code in NOT_FOUND else Forbidden if self.code in FORBIDDEN else Conflict
        return kind(self.code, self.sentence, detail=dict(self.detail))


Outcome = Accepted | Raised | AlreadySo | Refused
