"""Workspaces apart, bodies and all: with neighbours that hold the same ids every answer, frame and row is what it is without them (B36, B37)."""

from typing import Any

import msgspec
import pytest

from tests.security.acts import CARRIED, MORE, TALK
from tests.security.beside import is_the_same
from tests.security.matrix import EVERYBODY, ROWS, Row
from tests.security.neighbours import THEIRS, elsewhere
from tests.security.street import CID, Street, carried
from tests.security.test_matrix import ASKED, perform, principal
from zuruf.realtime.frames import Op
from zuruf.store import browsers
from zuruf.web.modes import Modes
from zuruf.web.online import online_now
from zuruf.web.ops import DatabaseOps, DatabaseSigns
from zuruf.web.source import DatabaseSource

OTHER_CID = "0f0e0d0c-0000-4000-8000-000000000003"
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


async def test_every_table_holds_something_that_could_be_told(near: Street) -> None:
    empty = [table for table, rows in near.alone.items() if not rows]
    assert empty == []
    assert THEIRS not in repr(near.alone)


@pytest.mark.parametrize(("name", "path"), READS, ids=[name for name, _ in READS])
async def test_nobody_reads_anything_of_a_neighbour(near: Street, name: str, path: str) -> None:
    """Not their words, not their number: the answer is the same to the byte."""

    async def told() -> dict[str, str]:
        return {who: (await near.world.ask(who, "GET", path)).text for who in EVERYBODY if who != "other workspace"}

    await is_the_same(near, told)


@pytest.mark.parametrize("walled", [False, True], ids=["open", "walled"])
async def test_no_snapshot_holds_anything_of_a_neighbour(near: Street, walled: bool) -> None:
    """What sockets start from, and everything the hub asks while they are open."""

    async def told() -> Any:
        if walled:
            change = {"version": 3, "agents_see_only_their_groups": True}
            await carried(near.world.ask("owner", "PATCH", "/api/workspace", change))
        return [await _seen_by_sockets(near, who) for who in ("owner", "access", "target", "configure")]

    await is_the_same(near, told)


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
    found = await online_now(reader, "wsp_1", [browser_id], now)
    visitor, topics = found[browser_id]
    return visitor, sorted(topics)


def never() -> Any:
    raise AssertionError("expected something to be there")


# Refused in the street for want of a token or a password that fits; signing in, leaving and reopening follow below.
REFUSED = {
    *("POST /api/setup", "POST /api/session", "POST /api/links/look", "POST /api/invitations/accept"),
    "PUT /api/me/password",
}
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

    await is_the_same(near, told)


async def _filled(near: Street, body: Any, path: str = "") -> Any:
    """With versions as they are now, and an id that only a neighbour has."""
    near.world.ids["agent elsewhere"] = elsewhere(near.world.ids["agent"])
    if isinstance(body, dict) and body.get("version") == "{agent version}":
        listed = (await near.world.ask("owner", "GET", "/api/agents")).json()["items"]
        named = near.world.filled(path).rpartition("/")[2]
        return {**body, "version": next(row["version"] for row in listed if row["id"] == named)}
    if isinstance(body, dict) and body.get("version") == "{order}":
        listed = (await near.world.ask("owner", "GET", "/api/triggers")).json()
        return {**body, "version": listed["version"]}
    return body


@pytest.mark.parametrize("more", MORE, ids=lambda more: more[0])
async def test_no_decision_counts_a_neighbour(near: Street, more: tuple[str, str, str, str, Any]) -> None:
    _, who, method, path, body = more

    async def told() -> object:
        answer = await near.world.ask(who, method, path, await _filled(near, body, path))
        return answer.status_code, answer.text

    await is_the_same(near, told)


@pytest.mark.parametrize("who", ["owner", "admin", "target", "access", "configure"])
async def test_what_a_neighbour_did_already_is_done_here_for_the_first_time(near: Street, who: str) -> None:
    """The same agent's id and the same idempotency key next door."""

    async def told() -> object:
        answer = await near.world.ask(who, "PATCH", "/api/me", {"language": "fr"}, idempotency_key=CID)
        return answer.status_code, answer.text

    await is_the_same(near, told)


@pytest.mark.parametrize("row", [row for row in ASKED if "{" in f"{row.path}{row.body}"], ids=lambda row: row.name)
async def test_an_id_of_a_neighbour_leads_nowhere(near: Street, row: Row) -> None:
    actor = {"a key": "API key", "a token": "visitor"}.get(row.needs, "visitor" if row.origin else "owner")
    _, path, body = CARRIED.get(row.name, (actor, row.path, row.body))
    path = elsewhere(near.world.filled(path))
    body = msgspec.json.decode(elsewhere(msgspec.json.encode(near.world.filled(body)).decode()))
    origin = {"origin": row.origin} if row.origin else {}

    async def told() -> object:
        answer = await near.world.ask(actor, row.method, path, body, **origin)
        return answer.status_code, answer.text

    await is_the_same(near, told)


OPS = (
    "message.send",
    "conversation.read",
    "alert.shown",
    "presence.choose",
    "group.choose",
    "visitor.describe",
    "contact.give",
    "rating.give",
    "transcript.ask",
)


@pytest.mark.parametrize("kind", ["agent", "visitor"])
@pytest.mark.parametrize("name", OPS)
async def test_no_op_reads_or_touches_a_neighbour(near: Street, kind: str, name: str) -> None:
    who = principal(near.world, kind, "owner" if kind == "agent" else "visitor")
    await is_the_same(near, lambda: perform(near.world, who, name))


@pytest.mark.parametrize("who", ["owner", "target", "admin", "visitor"])
async def test_reading_to_the_end_reads_or_touches_no_neighbour(near: Street, who: str) -> None:
    kind = "visitor" if who == "visitor" else "agent"
    read = {"type": "conversation.read", "seq": 4 if kind == "visitor" else 80, "conversation": "{conversation}"}
    op = msgspec.convert({"f": "op", "cid": OTHER_CID, "op": near.world.filled(read)}, Op)

    async def told() -> object:
        return await DatabaseOps(near.world.context).perform(principal(near.world, kind, who), op)

    await is_the_same(near, told)


async def test_no_sign_of_life_reads_or_touches_a_neighbour(near: Street) -> None:
    signs, now = DatabaseSigns(near.world.context), near.world.context.now()

    async def told() -> None:
        for agent in (near.world.ids["agent"], near.world.ids["self"]):
            await signs.renew("wsp_1", agent, "console", now + 10_000)
        await signs.end("wsp_1", near.world.ids["self"], "console", now + 1)

    await is_the_same(near, told)
