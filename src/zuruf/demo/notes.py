"""What the demonstration remembers beside its database: the sign-ins and ids it made, readable by their owner alone."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "demo.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """`passwords`, `agents` and `groups` by the keys of the cast; `sites` are the websites' keys (shop, academy)."""

    workspace: str
    port: int
    passwords: dict[str, str]
    agents: dict[str, str]
    groups: dict[str, str]
    sites: dict[str, str]
    api_key: str
    visitor: str


def read(folder: Path) -> Notes | None:
    """None before the first time."""
    path = folder / FILE
    return Notes(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def write(folder: Path, notes: Notes) -> None:
    """Passwords are in it: nobody else may read it."""
    path = folder / FILE
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(notes), file, indent=1)
