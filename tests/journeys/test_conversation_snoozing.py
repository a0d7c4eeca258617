"""Putting a conversation off until later, and what ends it (I6)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import MINUTE, Desk, knock
from tests.journeys.people import Agent, Json
from zuruf.store.transaction import Reader

pytestmark = pytest.mark.anyio
HOUR = 60 * MINUTE


async def snooze(desk: Desk, by: Agent, in_ms: int, expect: int = 200) -> Json:
    until = desk.town.clock.now() + in_ms
    return await by.ask("POST", f"/api/conversations/{desk.id}/snooze", expect, until=until)


async def everything_due_is_done(town: Town) -> None:
    """The worker has handled every job whose time has come."""

    async def left(reader: Reader) -> int:
        due = town.clock.now()
        row = await reader.one("select count(*) from outbox where handled_at is null and due_at <= $1", due)
        return int(row[0] or 0) if row else 0

    for _ in range(2_000):
        if not await town.parts.database.read(left):
            return
        await town.owner.get("/api/counts")
    raise AssertionError("expected the worker to handle what is due")


async def listed(agent: Agent, view: str, state: str = "open") -> list[str]:
    return [item["id"] for item in (await agent.get(f"/api/conversations?view={view}&state={state}"))["items"]]


async def history(desk: Desk) -> list[tuple[str, str]]:
    lines = (await desk.town.owner.get(f"/api/conversations/{desk.id}"))["history"]
    return [
        (line["type"], line["actor"])
        for line in lines
        if line["type"] in ("conversation.snoozed", "conversation.woken")
    ]


@pytest.mark.line("I6sa", "I6sb", "I6sc")
async def test_put_off_it_leaves_the_lists_and_counts_and_is_found_among_the_snoozed(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", marie, nora)
    desk = await knock(town)
    assert (await snooze(desk, marie, HOUR, 409))["code"] == "unassigned"
    await desk.group(town.owner, team)
    await snooze(desk, marie, HOUR)
    told = (await nora.socket.event("conversation.snoozed"))["body"]
    assert told["conversation"]["is_open"]
    assert told["conversation"]["snoozed_by"] == f"agent:{marie.id}"
    assert nora.id in told["withdrawn"]
    for view in ("mine", "all", f"group:{team}"):
        assert await listed(nora, view) == []
        assert await listed(nora, view, "snoozed") == [desk.id]
    counts = await nora.get("/api/counts")
    assert (counts["mine"], counts["all"], counts["groups"][team]) == (0, 0, 0)
    assert b"snooz" not in desk.visitor.received
    await town.members(team)
    assert await desk.is_unassigned()
    await town.members(team, marie)
    await marie.open_console()
    snap = await marie.socket.until(lambda f: f["f"] == "snap" and f["agent"].get("conversations"), "the conversation")
    assert snap["agent"]["conversations"][0]["snoozed_until"] is not None


@pytest.mark.line("I6sd", "I6se")
async def test_at_its_time_it_wakes_and_those_whose_it_is_are_alerted_once(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    await snooze(desk, nora, HOUR)
    await snooze(desk, nora, 2 * HOUR)
    until = (await desk.view())["snoozed_until"]
    await town.later(HOUR)
    await everything_due_is_done(town)
    await town.later(HOUR - MINUTE)
    assert await listed(marie, "mine") == []
    await town.later(MINUTE)
    woken = await marie.socket.event("conversation.woken")
    assert (woken["actor"], woken["body"]["alerted"], woken["body"]["alert_kind"]) == ("system:", [marie.id], "woken")
    assert woken["body"]["conversation"]["woken_seq"] == woken["seq"]
    assert woken["at"] >= until
    assert await listed(marie, "mine") == [desk.id]
    kinds = [alert["kind"] for alert in await desk.alerts(marie)]
    assert kinds.count("woken") == 1
    assert await history(desk) == [
        ("conversation.snoozed", f"agent:{nora.id}"),
        ("conversation.snoozed", f"agent:{nora.id}"),
        ("conversation.woken", "system:"),
    ]


@pytest.mark.line("I6sf", "I6sg")
async def test_the_visitor_a_colleague_by_hand_and_closing_end_it(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    await snooze(desk, marie, HOUR)
    await desk.visitor.write("Are you there?")
    assert (await desk.view())["snoozed_until"] is None
    assert (await desk.told("message.sent"))[-1] == ["Marie"]
    await snooze(desk, marie, HOUR)
    await desk.do(nora, "wake")
    assert not (await desk.do(nora, "wake"))["changed"]
    await snooze(desk, marie, HOUR)
    await desk.agent(town.owner, nora)
    assert await desk.mine_of() == ["Marie", "Nora"]
    await snooze(desk, marie, HOUR)
    await desk.do(marie, "close")
    await desk.do(marie, "reopen")
    assert (await desk.view())["snoozed_until"] is None
    off = ("conversation.snoozed", f"agent:{marie.id}")
    by_hand = ("conversation.woken", f"agent:{nora.id}")
    assert await history(desk) == [off, ("conversation.woken", f"visitor:{desk.visitor_id}"), off, by_hand, off, off]


@pytest.mark.line("I6sh")
async def test_times_that_cannot_be_are_refused_at_their_field(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    for in_ms in (-MINUTE, 367 * 24 * HOUR):
        refused = await snooze(desk, marie, in_ms, 422)
        assert (refused["code"], refused["field"]) == ("invalid_until", "until")
    await marie.ask("POST", f"/api/conversations/{desk.id}/snooze", 422, until="soon")
    assert (await snooze(desk, await town.hire("Hugo", rights=["configure"]), HOUR, 403))["code"] == "right_missing"
    await desk.do(marie, "close")
    assert (await snooze(desk, marie, HOUR, 409))["code"] == "conversation_closed"
