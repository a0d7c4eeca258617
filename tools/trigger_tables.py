"""Writes the console's table of what conditions compare from the server's own (T2, T3): part of `python3 run.py types`."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from tools.steps import ROOT
from zuruf.domain.trigger_condition import KINDS, OPERATORS, WITHOUT_VALUE

FILE: Final = ROOT / "frontend" / "console" / "src" / "screens" / "settings" / "triggers" / "tables.ts"
HEAD: Final = """\
// biome-ignore-all format: written by a program
/** What conditions can look at, and how each is compared. Written by `python3 run.py types` from the server's tables; do not edit. */
"""


def written() -> str:
    """The whole file."""
    return "\n".join(
        [
            HEAD,
            _table("FACTS", {fact: f'"{kind}"' for fact, kind in KINDS.items()}),
            _table("OPERATORS", {kind: _list(operators) for kind, operators in OPERATORS.items()}),
            f"export const WITHOUT_VALUE = {_list(sorted(WITHOUT_VALUE))} as const;",
            "",
        ]
    )


def _table(name: str, rows: Mapping[str, str]) -> str:
    lines = [f"  {key}: {value}," for key, value in rows.items()]
    return "\n".join([f"export const {name} = {{", *lines, "} as const;", ""])


def _list(texts: Iterable[str]) -> str:
    return json.dumps(list(texts))


def main(file: Path = FILE) -> None:
    """Writes it."""
    file.write_text(written())
