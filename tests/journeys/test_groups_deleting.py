"""Deleting a group assigns its visitors like anybody's click does: explained, alerted, taken back; its name stays (G7, A12, A15, A20, A22)."""

import json

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, arrive, knock, picked
from tests.journeys.people import Agent, Json

pytestmark = pytest.mark.anyio


async def delete(town: Town, group_id: str, move_to: str | None) -> None:
    await town.owner.ask("DELETE", f"/api/groups/{group_id}", move_to=move_to)


async def alerted_by_deleting(desk: Desk) -> list[str]:
    """Whom the newest change of group alerted, by name."""
    return (await desk.told("visitor.assigned_to_group"))[-1]


async def look_at(agent: Agent, desk: Desk) -> None:
    """Has the conversation on screen."""
    say = {"type": "watching", "conversation": desk.id}
    await agent.socket.wire.send(json.dumps({"f": "say", "say": say}))
    await agent.socket.until(
        lambda frame: frame["f"] == "eph" and frame["eph"]["type"] == "watching" and agent.id in frame["eph"]["agents"],
        f"{agent.name} to look at it",
    )


async def shown_again(agent: Agent) -> list[Json]:
    """The snapshot a reloaded console starts from."""
    await agent.socket.close()
    await agent.open_console()
    return [frame["agent"] for frame in agent.socket.frames if frame["f"] == "snap"]


@pytest.mark.line("G7e")
async def test_the_visitors_of_a_deleted_group_are_assigned_by_who_deleted_it(town: Town) -> None:
    dora, amelie = await town.hire("Dora", "online"), await town.hire("Amelie", "online")
    temporary, french = await town.group("TMP", dora), await town.group("Support-Team FR", amelie)
    desk = await knock(town)
    await desk.group(dora, temporary)

    await delete(town, temporary, french)

    line = (await desk.explained("visitor.assigned_to_group"))[-1]
    by, why = f"agent:{town.owner.id}", line["body"]["why"]
    assert (line["actor"], line["body"]["from_group"], line["body"]["to_group"]) == (by, temporary, french)
    assert (why["rule"], why["cause"]["id"]) == ("G7", town.owner.id)
    considered = {(row["kind"], row["id"]): row["outcome"] for row in why["considered"]}
    assert considered["group", temporary] == "deleted"
    assert considered["agent", amelie.id] == "told"
    assert considered["agent", dora.id] == "not_member"
    group = (await desk.view())["group"]
    assert (group["group_id"], group["source"], group["by"]) == (french, "agent", by)


@pytest.mark.line("G7f")
async def test_deleting_a_group_alerts_the_new_audience_and_takes_the_old_ones_alerts_back(town: Town) -> None:
    dora, amelie = await town.hire("Dora", "online"), await town.hire("Amelie", "online")
    sales, french = await town.group("Sales", dora), await town.group("Support-Team FR", amelie)
    desk, taken = await knock(town, text="Free"), await knock(town, text="Taken")
    for each in (desk, taken):
        await each.group(town.owner, sales)
    await taken.agent(town.owner, dora)

    await delete(town, sales, french)

    assert await alerted_by_deleting(desk) == ["Amelie"]
    assert [row for row in await desk.alerts(dora) if row["withdrawn_at"] is None] == []
    assert [row["kind"] for row in await desk.alerts(amelie)][-1] == "assigned_to_group"
    await amelie.socket.event("visitor.assigned_to_group", to_group=french, alert_kind="assigned_to_group")

    await delete(town, french, None)

    assert await alerted_by_deleting(desk) == ["Amelie", "Dora"]
    assert await alerted_by_deleting(taken) == []
    assert await desk.is_unassigned()
    assert await taken.mine_of() == ["Dora"]


@pytest.mark.line("A9d", "G7c")
async def test_visitors_are_not_moved_to_a_disabled_group(town: Town) -> None:
    dora = await town.hire("Dora", "online")
    sales, resting = await town.group("Sales", dora), await town.group("Resting", dora, is_enabled=False)
    desk = await knock(town)
    await desk.group(dora, sales)

    refused = await town.owner.ask("DELETE", f"/api/groups/{sales}", 409, move_to=resting)

    assert (refused["code"], refused["field"]) == ("group_disabled", "move_to")
    assert "Resting" in refused["detail"]
    assert (await desk.view())["group"]["group_id"] == sales
    await delete(town, sales, None)
    assert (await desk.view())["group"]["group_id"] is None


@pytest.mark.line("G7g")
async def test_visitors_who_are_not_talking_move_too_and_a_trigger_may_move_them_on(town: Town) -> None:
    dora = await town.hire("Dora", "online")
    sales, french = await town.group("Sales", dora), await town.group("Support-Team FR", dora)
    desk = await knock(town)
    await desk.group(dora, sales)
    await desk.do(dora, "close")

    await delete(town, sales, french)

    group = (await desk.view())["group"]
    assert (group["group_id"], group["source"], group["by"]) == (french, "trigger", f"agent:{town.owner.id}")
    await desk.visitor.write("Once more")
    await dora.socket.event("message.sent", opened=True)
    assert desk.id in await dora.mine()


@pytest.mark.line("G7i")
async def test_who_is_not_talking_has_a_line_of_the_move_too_and_nobody_is_alerted(town: Town) -> None:
    dora, amelie = await town.hire("Dora", "online"), await town.hire("Amelie", "online")
    sales, french = await town.group("Sales", dora), await town.group("Support-Team FR", amelie)
    silent, closed = await picked(town), await knock(town)
    for desk in (silent, closed):
        await desk.group(dora, sales)
    await closed.do(dora, "close")
    await closed.visitor.socket.event("conversation.closed")
    await look_at(dora, closed)
    alerted, by = await closed.alerts(), f"agent:{town.owner.id}"
    closed.visitor.socket.frames.clear()

    await delete(town, sales, french)

    for desk in (silent, closed):
        line = (await desk.explained("visitor.assigned_to_group"))[-1]
        assert (line["actor"], line["body"]["from_group"], line["body"]["to_group"]) == (by, sales, french)
        assert line["body"]["why"]["rule"] == "G7"
        assert [(row["id"], row["outcome"]) for row in line["body"]["why"]["considered"]] == [(sales, "deleted")]
        assert line["body"]["alerted"] == []
        kept = (await town.owner.get(f"/api/conversations/{desk.id}"))["history"][-1]
        assert (kept["seq"], kept["type"]) == (line["seq"], "visitor.assigned_to_group")
    assert await closed.alerts() == alerted
    looking = await dora.socket.event("visitor.assigned_to_group", from_group=sales)
    assert looking["body"]["conversation"]["id"] == closed.id
    assert looking["body"]["conversation"]["group"]["source"] == "trigger"
    told = await closed.visitor.socket.event("visitor.assigned_to_group")
    assert told["body"]["conversation"]["group_id"] == french
    await amelie.socket.event("group.deleted", group_id=sales)
    assert [f for f in amelie.socket.frames if f.get("type") == "visitor.assigned_to_group" and f["actor"] == by] == []
    await closed.visitor.open()
    known = await closed.visitor.socket.until(lambda frame: frame["f"] == "snap", "what a reloaded widget starts from")
    assert known["visitor"]["conversation"] == told["body"]["conversation"]


@pytest.mark.line("A9e", "G7c")
async def test_while_groups_are_switched_off_visitors_of_a_deleted_one_go_to_all_agents_only(town: Town) -> None:
    dora = await town.hire("Dora", "online")
    sales, french = await town.group("Sales", dora), await town.group("Support-Team FR", dora)
    desk = await knock(town)
    await desk.group(dora, sales)
    await town.switch(uses_groups=False)

    refused = await town.owner.ask("DELETE", f"/api/groups/{sales}", 409, move_to=french)
    clicked = await desk.group(dora, french, 409)

    assert (refused["code"], refused["field"]) == (clicked["code"], "move_to") == ("group_disabled", "move_to")
    assert "switched off" in refused["detail"]
    assert "Support-Team FR" in refused["detail"]
    await delete(town, sales, None)
    assert (await desk.view())["group"]["group_id"] is None


@pytest.mark.line("G7h")
async def test_history_goes_on_naming_a_deleted_group_and_a_visitor_never_reads_a_private_ones_name(town: Town) -> None:
    dora = await town.hire("Dora", "online")
    secret = await town.group("Fraud squad", dora, is_private=True)
    desk = await knock(town)
    await desk.group(dora, secret)
    another = await arrive(town)
    before = len(desk.visitor.socket.frames)

    await delete(town, secret, None)

    told = await dora.socket.event("group.deleted", group_id=secret)
    assert told["body"]["names"] == {"en": "Fraud squad"}
    former = [row for part in await shown_again(dora) for row in part.get("former_groups", [])]
    assert former == [{"id": secret, "names": {"en": "Fraud squad"}}]
    await desk.visitor.socket.op("conversation.read", seq=0)
    await another.write("Hello")
    assert [frame for frame in desk.visitor.socket.frames[before:] if frame["f"] == "ev"] == []
    for visitor in (desk.visitor, another):
        assert b"Fraud squad" not in visitor.received
        assert secret.encode() not in visitor.received
    assert secret not in json.dumps((await town.owner.get("/api/groups"))["items"])
