"""Deleting a conversation, bringing it back, and its end after 30 days (I6)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import MINUTE, Desk, knock
from tests.journeys.people import Agent, Json
from zuruf.store import conversations
from zuruf.store.transaction import Reader

pytestmark = pytest.mark.anyio
DAY = 24 * 60 * MINUTE


async def delete(desk: Desk, by: Agent, expect: int = 200) -> Json:
    return await by.ask("DELETE", f"/api/conversations/{desk.id}", expect)


async def found(town: Town, desk: Desk) -> list[object]:
    """Where an owner could come across it."""
    owner = town.owner
    lists = [f"/api/conversations?view=all&state={state}" for state in ("open", "closed", "snoozed")]
    items = [item["id"] for path in lists for item in (await owner.get(path))["items"]]
    hits = [hit["conversation"]["id"] for hit in (await owner.get("/api/search?q=Secret"))["items"]]
    return [id_ for id_ in (*items, *hits) if id_ == desk.id]


@pytest.mark.line("I6da", "I6db", "I6dc")
async def test_deleted_it_is_gone_everywhere_at_once_and_undo_brings_it_back_as_it_was(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town, text="Secret")
    await desk.agent(town.owner, marie)
    await marie.settle()
    before = await desk.view()
    assert (await delete(desk, marie, 403))["code"] == "right_missing"
    await delete(desk, town.owner)
    await marie.socket.event("conversation.revoked", conversation_id=desk.id)
    assert await found(town, desk) == []
    assert await marie.mine() == []
    assert (await marie.socket.event("conversation.deleted"))["body"]["withdrawn"] == [marie.id]
    assert (await town.owner.get("/api/counts"))["unassigned"] == 0
    await marie.ask("GET", f"/api/conversations/{desk.id}", 404)
    await delete(desk, town.owner, 404)

    kept = (await town.owner.get("/api/deleted"))["items"]
    assert [(one["conversation"]["id"], one["by"]) for one in kept] == [(desk.id, f"agent:{town.owner.id}")]
    await marie.ask("GET", "/api/deleted", 403)
    await marie.ask("POST", f"/api/conversations/{desk.id}/restore", 403)
    await town.owner.ask("POST", f"/api/conversations/{desk.id}/restore")
    await marie.socket.event("conversation.granted")
    after = await desk.view()
    assert {**after, "seq": 0} == {**before, "seq": 0}
    assert await marie.mine() == [desk.id]
    assert (await town.owner.get("/api/deleted"))["items"] == []
    # Its browser is the visitor's again.
    await desk.visitor.open()
    await desk.visitor.write("Still me")
    assert (await desk.view())["last"]["text"] == "Still me"


@pytest.mark.line("I6dd")
async def test_the_visitor_begins_anew_and_sees_nothing_of_what_was_deleted(town: Town) -> None:
    desk = await knock(town, text="Secret")
    visitor = desk.visitor
    before = visitor.socket
    await delete(desk, town.owner)
    assert await before.ends() == 4001
    visitor.answers.clear()
    visitor.sockets.clear()
    await visitor.view("/again")
    visitor.token = ""
    await visitor.open()
    await visitor.write("Anew")
    assert b"Secret" not in visitor.received
    again = (await town.owner.get("/api/conversations?view=all"))["items"]
    assert [item["last"]["text"] for item in again] == ["Anew"]
    assert again[0]["visitor"]["id"] != desk.visitor_id
    # Brought back it stands beside the new one: nobody's words are mixed.
    await town.owner.ask("POST", f"/api/conversations/{desk.id}/restore")
    await visitor.write("Mine")
    assert (await desk.view())["last"]["text"] == "Secret"


@pytest.mark.line("I6de")
async def test_after_thirty_days_it_is_gone_for_good_with_everything_said(town: Town) -> None:
    back, gone = await knock(town, text="Kept"), await knock(town, text="Secret")
    for desk in (back, gone):
        await delete(desk, town.owner)
    await town.owner.ask("POST", f"/api/conversations/{back.id}/restore")
    town.clock.passed += 31 * DAY

    async def waits(reader: Reader) -> bool:
        due = "select 1 from outbox where kind = 'deleted_ends' and handled_at is null"
        return await reader.one(due) is not None

    for _ in range(2_000):
        if not await town.parts.database.read(waits):
            break
        await back.visitor.view("/meanwhile")

    async def left(reader: Reader) -> list[int]:
        counted: list[int] = []
        for table in ("messages", "events", "participations", "alerts", "reads"):
            row = await reader.one(f"select count(*) from {table} where conversation_id = $1", gone.id)
            counted.append(int(row[0] or 0) if row else 0)
        for table, name in (("visitors", "id"), ("findable", "source_id")):
            row = await reader.one(f"select count(*) from {table} where {name} = $1", gone.visitor_id)
            counted.append(int(row[0] or 0) if row else 0)
        return counted

    assert await town.parts.database.read(left) == [0] * 7
    kept = await town.parts.database.read(conversations.load, town.workspace, back.id)
    assert kept is not None
    assert kept.last is not None
    assert kept.last.text == "Kept"
