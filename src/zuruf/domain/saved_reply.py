"""Saved replies: texts agents insert by a shortcut, with variables the console fills in (I4)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from zuruf.domain import validity
from zuruf.domain.access import require
from zuruf.domain.agent import Agent
from zuruf.domain.message import is_seen
from zuruf.errors import Forbidden, Invalid, NotFound

Sharing = Literal["private", "all", "groups"]
MAX_TEXT: Final = 4_000  # characters of one language
MAX_SHORTCUT: Final = 40
VARIABLES: Final = ("visitor.name", "visitor.email", "agent.name", "group.name", "website.name")
ATTRIBUTES: Final = "visitor.attributes."

# What begins like a variable is one: `{visitor.name}`, `{visitor.name|there}`. `{ "a": 1 }` and `{7*7}` are text. The console reads by the same
# expression (parts/variables.ts); frontend/protocol/cases/variables.json holds the two equal.
VARIABLE: Final = re.compile(r"\{([A-Za-z_][\w-]*(?:\.[\w-]+)*)(?:\|([^{}\n]*))?\}")
_SHORTCUT = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReply:
    """`texts` maps a language to the text in it, the workspace's default one required. `owner_id` is the agent whose private one it is, "" of
    shared ones; `group_ids` are the groups a shared one is for, none: it is for all."""

    id: str
    shortcut: str
    texts: Mapping[str, str]
    owner_id: str = ""
    group_ids: tuple[str, ...] = ()
    version: int = 1

    @property
    def sharing(self) -> Sharing:
        """Whom it is for."""
        return "private" if self.owner_id else "groups" if self.group_ids else "all"


def may_use(agent: Agent, groups: frozenset[str], reply: SavedReply) -> bool:
    """One's own, what is shared with all, and what is shared with one of the agent's `groups`; who configures sees every shared one."""
    if reply.owner_id:
        return reply.owner_id == agent.id
    return not reply.group_ids or agent.may("configure") or bool(groups & set(reply.group_ids))


def check_use(agent: Agent) -> None:
    """Whoever answers visitors or changes settings works with saved replies; Forbidden for others."""
    if not agent.may("configure"):
        require(agent, "access")


def check_change(agent: Agent, *replies: SavedReply) -> None:
    """Of their own everybody decides; what is or becomes shared takes the right to configure. Others' private ones are not there."""
    check_use(agent)
    if any(reply.owner_id not in ("", agent.id) for reply in replies):
        raise not_found()
    if any(not reply.owner_id for reply in replies) and not agent.may("configure"):
        sentence = (
            "Sharing a saved reply changes what colleagues see, which takes the right “configure”. Keep it private."
        )
        raise Forbidden("right_missing", sentence, detail={"right": "configure"})


def checked_shortcut(text: str) -> str:
    """What is typed behind the slash: letters, digits, `-` and `_`, in lower case."""
    kept = unicodedata.normalize("NFC", text.strip().removeprefix("/").lower())
    if not _SHORTCUT.fullmatch(kept):
        sentence = (
            f"Expected 1 to {MAX_SHORTCUT} letters, digits, - or _ without spaces, such as “hours”, got {text[:60]!r}."
        )
        raise Invalid("not_a_shortcut", sentence, "shortcut")
    return kept


def checked_texts(given: Mapping[str, str], default_language: str) -> dict[str, str]:
    """A text per language, empty ones left out; Invalid at its field without one in the default language or with an unknown variable."""
    kept = validity.texts({tag: text for tag, text in given.items() if is_seen(text)}, "texts", MAX_TEXT)
    if default_language not in kept:
        sentence = (
            f"Expected a text in the workspace's default language “{default_language}”: the others fall back to it."
        )
        raise Invalid("text_missing", sentence, f"texts.{default_language}")
    for tag, text in kept.items():
        _check_variables(text, f"texts.{tag}")
    return kept


def matches(reply: SavedReply, query: str) -> bool:
    """Whether each word of the query is in its shortcut or one of its texts, whatever the case."""
    haystack = " ".join((reply.shortcut, *reply.texts.values())).casefold()
    return all(word in haystack for word in query.casefold().split())


def not_found() -> NotFound:
    """The same for one that does not exist and one that is somebody else's."""
    return NotFound("saved_reply_not_found", "There is no such saved reply.")


def _check_variables(text: str, field: str) -> None:
    for met in VARIABLE.finditer(text):
        name = met[1]
        if name in VARIABLES or (name.startswith(ATTRIBUTES) and name.count(".") == 2):
            continue
        known = ", ".join(f"{{{known}}}" for known in (*VARIABLES, f"{ATTRIBUTES}key"))
        sentence = f"There is no variable {{{name[:60]}}}. Known are {known}."
        raise Invalid("unknown_variable", sentence, field, {"variable": f"{{{name[:60]}}}", "known": known})
