"""Who causes a change."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["agent", "visitor", "page", "trigger", "api", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is the agent's, visitor's, trigger's or API key's id; "" for the system itself."""

    kind: ActorKind
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


SYSTEM = Actor("system")
