"""Workspaces apart, bodies and all: with neighbours that hold the same ids every answer, frame and row is what it is without them (B36, B37)."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest

from tests.security.matrix import EVERYBODY, ROWS, Row
from tests.security.neighbours import FIRST, LAST, OTHER, THEIRS, State, moved, rows_of
from tests.security.street import Street, carried, street
from tests.security.test_matrix import ASKED, perform, principal
from zuruf.store import browsers
from zuruf.web.modes import Modes
from zuruf.web.modes import _online_visitor as online_visitor  # pyright: ignore[reportPrivateUsage]
from zuruf.web.ops import DatabaseSigns
from zuruf.web.source import DatabaseSource

NEIGHBOURS = (FIRST, OTHER, LAST)
LISTS = (
    "view=mine",
    "view=unassigned",
    "view=all",
    "view=group:{group}",
    "view=all&state=closed",
    "view=all&agent={agent}",
)
READS = (
    *[(row.name, row.path) for row in ASKED if row.method == "GET"],
    *[(f"conversations {query}", f"/api/conversations?{query}") for query in LISTS],
    ("messages", "/v3/conversations/messages/{sent}"),
    ("pushed messages", "/v3/conversations/pushedMessages/{pushed}"),
    ("all older", "/widget/messages?before=100000"),
)


@pytest.fixture(scope="module")
async def near() -> AsyncIterator[Street]:
    """One for all tests: each begins it anew."""
    made = await street()
    yield made
    made.world.context.passwords.close()
    await made.world.database.close()


async def test_every_table_holds_something_that_could_be_told(near: Street) -> None:
    empty = [table for table, rows in near.alone.items() if not rows]
    assert empty == []
    assert THEIRS not in repr(near.alone)


@pytest.mark.parametrize(("name", "path"), READS, ids=[name for name, _ in READS])
async def test_nobody_reads_anything_of_a_neighbour(near: Street, name: str, path: str) -> None:
    """Not their words, not their number: the answer is the same to the byte."""

    async def told() -> dict[str, str]:
        return {who: (await near.world.ask(who, "GET", path)).text for who in EVERYBODY if who != "other workspace"}

    await _is_the_same(near, told)


@pytest.mark.parametrize("walled", [False, True], ids=["open", "walled"])
async def test_no_snapshot_holds_anything_of_a_neighbour(near: Street, walled: bool) -> None:
    """What sockets start from, and everything the hub asks while they are open."""

    async def told() -> Any:
        if walled:
            change = {"version": 3, "agents_see_only_their_groups": True}
            await carried(near.world.ask("owner", "PATCH", "/api/workspace", change))
        return [await _seen_by_sockets(near, who) for who in ("owner", "access", "target", "configure")]

    await _is_the_same(near, told)


async def _seen_by_sockets(near: Street, who: str) -> list[object]:
    world, source, modes = near.world, DatabaseSource(near.world.context), Modes(near.world.context)
    agent, conversation, now = world.house.people[who], world.ids["conversation"], world.context.now()
    browser = await world.database.read(browsers.get, "wsp_1", world.ids["browser"])
    return [
        await source.position("wsp_1"),
        await source.positions(["wsp_1"]),
        await source.events_since("wsp_1", 0, 1000),
        await source.agent_snapshot("wsp_1", agent, conversation),
        await source.visitor_snapshot("wsp_1", world.ids["visitor"]),
        sorted((await source.rights_of("wsp_1", agent) or never()).topics),
        sorted(await source.may_see_now("wsp_1", agent, frozenset({conversation}))),
        sorted(await source.audience_of("wsp_1", conversation)),
        await DatabaseSigns(world.context).signs_of("wsp_1"),
        await modes.mode_of("wsp_1", browser, "en"),
        await world.database.read(_online, world.ids["browser"], now),
    ]


async def _online(reader: Any, browser_id: str, now: int) -> object:
    visitor, topics = await online_visitor(reader, "wsp_1", browser_id, now) or never()
    return visitor, sorted(topics)


def never() -> Any:
    raise AssertionError("expected something to be there")


@dataclass(frozen=True)
class Act:
    """A change that is carried out."""

    name: str
    who: str
    ask: Callable[[Street], Awaitable[object]]


TALK = "/api/conversations/{conversation}"
ANOTHER = {"visitorId": "{visitor}", "text": "amber more", "agentId": "{self}"}
# Rows whose body or ids have to be others, so that something comes of them.
CARRIED: dict[str, tuple[str, str, Any]] = {
    "PATCH /api/workspace": ("owner", "/api/workspace", {"version": 3, "asks_for_group": True}),
    "PUT /api/groups/{group}": ("owner", "/api/groups/{group}", {"names": {"en": "amber x"}, "version": 2}),
    "DELETE /api/groups/{group}": ("owner", "/api/groups/{group}", {"move_to": "{hidden}"}),
    "PUT /api/triggers/order": ("owner", "/api/triggers/order", {"ids": ["{trigger}"], "version": "{order}"}),
    "PUT /api/triggers/{trigger}": (
        "owner",
        "/api/triggers/{trigger}",
        {"name": "amber y", "actions": [{"kind": "open_widget"}], "version": 2},
    ),
    "PATCH /api/messages/{message}": ("owner", "/api/messages/{own}", {"text": "amber changed"}),
    "DELETE /api/messages/{message}": ("owner", "/api/messages/{own}", None),
    f"POST {TALK}/join": ("admin", f"{TALK}/join", None),
    f"POST {TALK}/askings/answer": ("admin", f"{TALK}/askings/answer", {"accept": True}),
    f"POST {TALK}/askings": ("owner", f"{TALK}/askings", {"agent_id": "{agent}", "why": "amber"}),
    "PUT /api/visitors/{visitor}/group": (
        "owner",
        "/api/visitors/{visitor}/group",
        {"group_id": "{hidden}", "seen_group_id": "{group}"},
    ),
    "PUT /api/visitors/{visitor}/agents/{agent}": ("owner", "/api/visitors/{visitor}/agents/{admin}", None),
    "POST /api/alerts/shown": ("target", "/api/alerts/shown", {"seqs": list(range(1, 60)), "device": "laptop"}),
    "POST /v3/conversations/messages": ("API key", "/v3/conversations/messages", ANOTHER),
    "POST /v3/conversations/pushedMessages": ("API key", "/v3/conversations/pushedMessages", ANOTHER),
    "PUT /v3/conversations/messages/{id}": ("API key", "/v3/conversations/messages/{sent}", {"text": "amber"}),
    "DELETE /v3/conversations/messages/{id}": ("API key", "/v3/conversations/messages/{sent}", None),
    "PUT /v3/conversations/pushedMessages/{id}": (
        "API key",
        "/v3/conversations/pushedMessages/{pushed}",
        {"text": "a"},
    ),
    "DELETE /v3/conversations/pushedMessages/{id}": ("API key", "/v3/conversations/pushedMessages/{pushed}", None),
}
# Refused in the street for want of a token or a password that fits; signing in, leaving and reopening follow below.
REFUSED = {"POST /api/setup", "POST /api/session", "POST /api/invitations/accept", "PUT /api/me/password"}
AFTER = {f"POST {TALK}/reopen": f"{TALK}/close", f"POST {TALK}/reopen twice": f"{TALK}/close"}
CHANGES = [row for row in ROWS if row.method in ("POST", "PUT", "PATCH", "DELETE")]


@pytest.mark.parametrize("row", CHANGES, ids=lambda row: row.name)
async def test_no_change_reads_or_touches_a_neighbour(near: Street, row: Row) -> None:
    """Answer and rows are what they are without neighbours, and theirs are what they were."""
    actor = {"a key": "API key", "a token": "visitor"}.get(row.needs, "visitor" if row.origin else "owner")
    who, path, body = CARRIED.get(row.name, (actor, row.path, row.body))
    origin = {"origin": row.origin} if row.origin else {}

    async def told() -> object:
        if row.name in AFTER:
            await carried(near.world.ask("owner", "POST", AFTER[row.name]))
        answer = await near.world.ask(who, row.method, path, await _filled(near, body), **origin)
        assert answer.status_code < 300 or row.name in REFUSED, answer.text
        return answer.status_code, answer.text

    await _is_the_same(near, told)


async def _filled(near: Street, body: Any) -> Any:
    """The order's version is that of the newest trigger."""
    if isinstance(body, dict) and body.get("version") == "{order}":
        listed = (await near.world.ask("owner", "GET", "/api/triggers")).json()
        return {**body, "version": listed["version"]}
    return body


OPS = ("message.send", "conversation.read", "alert.shown", "presence.choose", "group.choose", "visitor.describe")


@pytest.mark.parametrize("kind", ["agent", "visitor"])
@pytest.mark.parametrize("name", OPS)
async def test_no_op_reads_or_touches_a_neighbour(near: Street, kind: str, name: str) -> None:
    who = principal(near.world, kind, "owner" if kind == "agent" else "visitor")
    await _is_the_same(near, lambda: perform(near.world, who, name))


async def test_no_sign_of_life_reads_or_touches_a_neighbour(near: Street) -> None:
    signs, now = DatabaseSigns(near.world.context), near.world.context.now()

    async def told() -> None:
        for agent in (near.world.ids["agent"], near.world.ids["self"]):
            await signs.renew("wsp_1", agent, "console", now + 10_000)
        await signs.end("wsp_1", near.world.ids["self"], "console", now + 1)

    await _is_the_same(near, told)


async def _is_the_same(near: Street, told: Callable[[], Awaitable[object]]) -> None:
    await near.without_neighbours()
    alone, rows_alone = _text(await told()), await _rows(near, "wsp_1")
    await near.with_neighbours()
    beside, rows_beside = _text(await told()), await _rows(near, "wsp_1")
    assert beside == alone
    assert rows_beside == rows_alone
    for neighbour in NEIGHBOURS:
        assert await _rows(near, neighbour.id) == _known(moved(near.alone, neighbour)), neighbour.id


def _text(told: object) -> str:
    return told if isinstance(told, str) else msgspec.json.encode(told, order="deterministic").decode()


async def _rows(near: Street, workspace_id: str) -> State:
    return _known(await rows_of(near.world.database, workspace_id))


def _known(state: State) -> State:
    """Without what chance or the counter of all workspaces decides, in an order of its own."""
    shown = {table: [_without_chance(table, row) for row in rows] for table, rows in state.items()}
    return {table: sorted(rows, key=repr) for table, rows in shown.items()}


def _without_chance(table: str, row: dict[str, Any]) -> dict[str, Any]:
    drop = {"passwords": "hash", "outbox": "id"}.get(table, "")
    return {name: value for name, value in row.items() if name != drop}
