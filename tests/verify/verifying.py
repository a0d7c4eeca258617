"""Telling the story in a house, and having the front ends' reducers replay it."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.verify.shop import Shop
from tests.verify.story import Story
from tools.steps import ROOT

REPLAY = Path(__file__).with_name("replay.mjs")
HOUSES = {"open": False, "walled": True}


def build(node: Path, folder: Path) -> Path:
    """The reducers as the sources are now, for plain Node."""
    subprocess.run([node, "build.mjs", folder], cwd=ROOT / "frontend", check=True)
    return folder


async def told(house: str) -> Shop:
    """A house in which everything has happened."""
    shop = Shop()
    await Story(shop, is_walled=HOUSES[house]).tell()
    return shop


def cases(house: str, shop: Shop) -> list[dict[str, Any]]:
    """One for each time somebody was connected: their snapshots and what they were told in between."""
    people: dict[str, dict[str, Any]] = {}
    for turn in shop.turns:
        for who, shown in turn.shown.items():
            if who not in people:
                kind = "visitor" if who in shop.browsers else "agent"
                people[who] = {"house": house, "who": who, "role": shop.role_of[who], "kind": kind, "turns": []}
            people[who]["turns"].append({"action": turn.action, "told": turn.told.get(who, []), "shown": shown})
    return list(people.values())


def replay(node: Path, built: Path, written: Sequence[dict[str, Any]], file: Path) -> dict[str, Any]:
    """What the reducers make of the cases."""
    file.write_text("".join(json.dumps(case) + "\n" for case in written))
    ended = subprocess.run([node, REPLAY, built, file], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)
