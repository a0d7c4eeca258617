"""Groups of agents and when one of them counts (G1, G2)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`names` maps a language to the name in it; `members` are agent ids."""

    id: str
    names: Mapping[str, str]
    colour: str = "teal"
    is_enabled: bool = True
    is_private: bool = False
    members: frozenset[str] = frozenset()
    version: int = 1

    def name(self, language: str, default_language: str) -> str:
        """The name in `language`, else in the default language, which every saved group has (G1)."""
        return self.names.get(language) or self.names[default_language]
