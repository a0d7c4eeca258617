"""Who causes a change."""

from dataclasses import dataclass
from typing import Literal, cast, get_args

ActorKind = Literal["agent", "visitor", "page", "trigger", "api", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is the agent's, visitor's, trigger's or API key's id; "" for the system itself."""

    kind: ActorKind
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


SYSTEM = Actor("system")


def actor_of(text: str) -> Actor:
    """The actor that `str` made this text of; ValueError for any other text."""
    kind, _, id_ = text.partition(":")
    if kind not in get_args(ActorKind):
        raise ValueError(f"Expected an actor such as agent:agt_1, got {text!r}.")
    return Actor(cast("ActorKind", kind), id_)
