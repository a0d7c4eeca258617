"""Whether something is what it is without neighbours: the answer, our rows and theirs."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from tests.security.neighbours import NEIGHBOURS, State, moved, rows_of
from tests.security.street import Street


async def is_the_same(near: Street, told: Callable[[], Awaitable[object]]) -> None:
    """Told alone and told beside neighbours: the same to the byte, and theirs is left as it was."""
    await near.without_neighbours()
    alone, rows_alone = text(await told()), await rows(near, "wsp_1")
    await near.with_neighbours()
    beside, rows_beside = text(await told()), await rows(near, "wsp_1")
    assert beside == alone
    assert rows_beside == rows_alone
    for neighbour in NEIGHBOURS:
        assert await rows(near, neighbour.id) == known(moved(near.alone, neighbour)), neighbour.id


def text(told: object) -> str:
    return told if isinstance(told, str) else msgspec.json.encode(told, order="deterministic").decode()


async def rows(near: Street, workspace_id: str) -> State:
    return known(await rows_of(near.world.database, workspace_id))


def known(state: State) -> State:
    """Without what chance or the counter of all workspaces decides, in an order of its own."""
    shown = {table: [_without_chance(table, row) for row in rows] for table, rows in state.items()}
    return {table: sorted(rows, key=repr) for table, rows in shown.items()}


def _without_chance(table: str, row: dict[str, Any]) -> dict[str, Any]:
    drop = {"passwords": "hash", "outbox": "id", "findable": "id"}.get(table, "")
    return {name: value for name, value in row.items() if name != drop}
