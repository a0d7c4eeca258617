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
        """The name in `language`, else in its main language (fr for fr-CA), else in the default one, which every saved group has (G1)."""
        for wanted in (language, language.partition("-")[0]):
            if wanted in self.names:
                return self.names[wanted]
        return self.names[default_language]
