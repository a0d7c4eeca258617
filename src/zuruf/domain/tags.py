"""Tags: short words, one list a workspace, by which conversations are found again (I3, I6). Agents see them, visitors never."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from zuruf.domain import validity
from zuruf.domain.conversation import Conversation
from zuruf.domain.finding import folded
from zuruf.errors import Conflict

MOST = 500  # of a workspace
MOST_ON_ONE = 20
LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """`key` is the name as people mean it: without regard to case and accents no two are alike."""

    id: str
    name: str
    key: str


def checked_name(text: str) -> str:
    """One line of 1 to LONGEST characters, single spaces between its words."""
    return " ".join(validity.line(text, "name", LONGEST).split())


def key_of(name: str) -> str:
    """By what two names are the same tag; a name of signs alone is compared as it is."""
    return folded(name) or name


def with_tag(conversation: Conversation, tag_id: str, known: Collection[str]) -> Conversation:
    """The same with the tag, those deleted meanwhile left out; itself when it has the tag. Conflict `too_many_tags`."""
    if tag_id in conversation.tags:
        return conversation
    kept = [other for other in conversation.tags if other in known]
    if len(kept) >= MOST_ON_ONE:
        raise Conflict("too_many_tags", f"A conversation has at most {MOST_ON_ONE} tags. Take one off first.")
    return replace(conversation, tags=tuple(sorted((*kept, tag_id))))


def without_tag(conversation: Conversation, tag_id: str) -> Conversation:
    """The same without the tag; itself when it does not have it."""
    if tag_id not in conversation.tags:
        return conversation
    return replace(conversation, tags=tuple(other for other in conversation.tags if other != tag_id))
