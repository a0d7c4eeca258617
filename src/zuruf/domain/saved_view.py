"""Saved views: a name for a list with its filters and its order, of one agent or shared with the workspace (I3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from zuruf.domain import validity
from zuruf.domain.agent import Agent
from zuruf.errors import Invalid

MOST = 50  # of one agent, and shared
LONGEST_NAME = 60
LONGEST_VALUE = 100
LIST = "view"
ORDERS = frozenset({"newest", "oldest", "waiting"})
# The words of an inbox's address; values are ids, language tags or one of the words given.
CHOICES: Mapping[str, frozenset[str]] = {
    "state": frozenset({"snoozed", "closed", "any"}),
    "order": frozenset({"oldest", "waiting"}),
    "only": frozenset({"unread", "missed"}),
}
FREE = frozenset({LIST, "website", "group", "agent", "tag", "language"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """`agent_id` "" is shared; `search` are the words of its address, `view` among them; `place` orders the rail."""

    id: str
    agent_id: str
    place: int
    name: str
    search: Mapping[str, str]

    @property
    def is_shared(self) -> bool:
        """Whether everybody in the workspace has it in their rail."""
        return not self.agent_id


def checked_name(text: str) -> str:
    """One line of 1 to LONGEST_NAME characters."""
    return validity.line(text, "name", LONGEST_NAME)


def checked_search(search: Mapping[str, str]) -> dict[str, str]:
    """What a list can be asked for; Invalid names the first word that is none. What an id stands for is not asked: it may be deleted later."""
    for word, value in search.items():
        choices = CHOICES.get(word)
        if choices is None and word not in FREE:
            raise Invalid("unknown_filter", f"A list is not narrowed by “{word[:40]}”.", f"search.{word[:40]}")
        if not value or len(value) > LONGEST_VALUE or (choices is not None and value not in choices):
            raise Invalid("invalid_filter", f"“{value[:40]}” is no value for “{word}”.", f"search.{word}")
    return {word: search[word] for word in sorted(search)}


def may_change(agent: Agent, view: SavedView) -> bool:
    """One's own; a shared one with the right `configure`."""
    return agent.may("configure") if view.is_shared else view.agent_id == agent.id
