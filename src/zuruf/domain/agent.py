"""Agents: the people who answer, their roles, rights and chosen presence (P1, X6)."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["owner", "admin", "agent"]
Right = Literal["access", "assign", "configure"]
Presence = Literal["online", "invisible", "offline"]

ALL_RIGHTS: frozenset[Right] = frozenset({"access", "assign", "configure"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """One person of one workspace. `rights` count only for the role agent; owner and admin hold all of them.

    `is_idle`: offline because nothing was done for too long (P4), until they choose again. `picture` is its id, "" without one (W5).
    """

    id: str
    name: str
    email: str
    role: Role = "agent"
    rights: frozenset[Right] = frozenset({"access", "assign"})
    chosen_presence: Presence = "offline"
    chose_by_hand: bool = False
    is_idle: bool = False
    is_active: bool = True
    is_by_api: bool = False
    language: str = "en"
    picture: str = ""
    version: int = 1

    def may(self, right: Right) -> bool:
        """Whether this agent holds a right now; a deactivated one holds none."""
        return self.is_active and (self.role != "agent" or right in self.rights)
