"""#: assigning a visitor to a group or to all agents (A9–A13, A21)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import knock

pytestmark = pytest.mark.anyio


@pytest.mark.line("A9a", "A9b", "A9c", "A9d")
async def test_a_disabled_group_and_switched_off_groups_are_refused_and_not_offered(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    team, resting = await town.group("Team", marie), await town.group("Resting", marie, is_enabled=False)
    desk = await knock(town)

    async def offered() -> dict[str, str]:
        groups = (await marie.get(f"/api/picker?conversation={desk.id}"))["groups"]
        return {row["id"]: row["disabled"] for row in groups}

    assert await offered() == {team: "", resting: "group_disabled"}
    assert (await desk.group(marie, resting, 409))["code"] == "group_disabled"
    await town.switch(uses_groups=False)
    assert await offered() == {team: "group_disabled", resting: "group_disabled"}
    assert (await desk.group(marie, team, 409))["code"] == "group_disabled"
    assert (await desk.view())["group"]["group_id"] is None


@pytest.mark.line("A1b", "A10a", "A10c", "A12a", "A12b", "A12c", "A12d")
async def test_a_new_group_replaces_the_old_and_both_audiences_are_told(town: Town) -> None:
    marie, nora, tim, lea, olaf = [await town.hire(name, "online") for name in ("Marie", "Nora", "Tim", "Lea", "Olaf")]
    first, second = await town.group("First", marie, tim, lea), await town.group("Second", nora)
    desk = await knock(town)
    await desk.group(town.owner, first)
    await desk.agent(town.owner, tim)
    await desk.do(lea, "join")
    assert await desk.mine_of() == ["Lea", "Marie", "Tim"]
    await desk.group(town.owner, second)
    assert await desk.mine_of() == ["Lea", "Nora", "Tim"]
    for person in (marie, nora, olaf):
        moved = await person.socket.event("visitor.assigned_to_group", from_group=first, to_group=second)
        assert moved["body"]["conversation"]["group"]["group_id"] == second
    await desk.group(town.owner, None)
    assert await desk.mine_of() == ["Lea", "Tim"]


@pytest.mark.line("A12d")
async def test_behind_the_wall_old_and_new_audience_are_told_and_nobody_else(town: Town) -> None:
    marie, nora, tim = [await town.hire(name) for name in ("Marie", "Nora", "Tim")]
    first, second = await town.group("First", marie), await town.group("Second", nora)
    await town.group("Third", tim)
    await town.wall()
    for person in (marie, nora, tim):
        await person.online()
    desk = await knock(town)
    await desk.group(town.owner, first)
    await desk.group(town.owner, second)
    await nora.socket.event("visitor.assigned_to_group", from_group=first, to_group=second)
    await marie.socket.event("visitor.assigned_to_group", from_group=first, to_group=second)
    await marie.socket.event("conversation.revoked", conversation_id=desk.id)
    await tim.settle()
    heard = [f for f in tim.socket.frames if f["f"] == "ev" and f["body"].get("to_group") == second]
    assert heard == []
    await marie.ask("GET", f"/api/conversations/{desk.id}", 404)
    await tim.ask("GET", f"/api/conversations/{desk.id}", 404)
    await nora.get(f"/api/conversations/{desk.id}")


@pytest.mark.line("A11a", "A11b", "A11c", "A11d", "A15c", "A13a", "A13b")
async def test_every_online_member_is_notified_and_every_member_has_it(town: Town) -> None:
    marie, tim = await town.hire("Marie", "online"), await town.hire("Tim", "online")
    lea, olaf, nora = await town.hire("Lea", "invisible"), await town.hire("Olaf"), await town.hire("Nora", "online")
    team, night = await town.group("Team", marie, tim, lea, olaf), await town.group("Night", olaf)
    desk = await knock(town)
    await desk.group(nora, team)
    assert await desk.told("visitor.assigned_to_group") == [["Marie", "Tim"]]
    assert await desk.mine_of() == ["Lea", "Marie", "Olaf", "Tim"]
    assert (await desk.view())["participations"] == []
    groups = (await nora.get(f"/api/picker?conversation={desk.id}"))["groups"]
    assert {row["id"]: row["is_anyone_online"] for row in groups} == {team: True, night: False}
    await desk.group(nora, night)
    assert await desk.mine_of() == ["Olaf"]
    assert (await desk.told("visitor.assigned_to_group"))[-1] == []


@pytest.mark.line("A13d", "O1b")
async def test_in_a_group_with_nobody_online_a_message_counts_as_missed_at_once(town: Town) -> None:
    olaf = await town.hire("Olaf")
    await town.hire("Nora", "online")
    night = await town.group("Night", olaf)
    desk = await knock(town)
    assert not await town.is_missed(desk.id)
    await desk.group(town.owner, night)
    assert await town.is_missed(desk.id)


@pytest.mark.line("E1a", "E1b", "A10c")
async def test_all_agents_leaving_nobody_puts_it_into_unassigned_and_calls_everybody_online(town: Town) -> None:
    marie, nora, tim = [await town.hire(name, "online") for name in ("Marie", "Nora", "Tim")]
    await town.hire("Lea", "invisible")
    team = await town.group("Team", marie)
    desk = await knock(town)
    await desk.group(town.owner, team)
    await desk.group(nora, None)
    assert await desk.is_unassigned()
    assert (await desk.told("visitor.assigned_to_group"))[-1] == ["Marie", "Tim"]
    await desk.group(town.owner, team)
    await desk.agent(town.owner, tim)
    await desk.group(nora, None)
    assert not await desk.is_unassigned()
    assert (await desk.told("visitor.assigned_to_group"))[-1] == []


@pytest.mark.line("E1d", "A6d")
async def test_every_online_member_of_the_new_group_but_the_actor_is_alerted_even_if_it_was_theirs(town: Town) -> None:
    marie, nora, tim = [await town.hire(name, "online") for name in ("Marie", "Nora", "Tim")]
    first, second = await town.group("First", marie, nora, tim), await town.group("Second", marie, nora, tim)
    desk = await knock(town)
    await desk.group(town.owner, first)
    await desk.do(nora, "join")
    await desk.group(marie, second)
    assert (await desk.told("visitor.assigned_to_group"))[-1] == ["Nora", "Tim"]


@pytest.mark.line("E3a", "E3b")
async def test_whoever_joins_or_leaves_a_group_sees_mine_change_at_once_without_an_alert(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", marie)
    desk = await knock(town)
    await desk.group(town.owner, team)
    before = len(await desk.alerts())
    await town.members(team, marie, nora)
    await nora.socket.event("group.changed")
    assert await desk.mine_of() == ["Marie", "Nora"]
    await town.members(team, nora)
    assert await desk.mine_of() == ["Nora"]
    assert len(await desk.alerts()) == before


@pytest.mark.line("A12a", "A20d")
async def test_unseen_alerts_of_the_old_group_are_taken_back(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    first, second = await town.group("First", marie), await town.group("Second", nora)
    desk = await knock(town)
    await desk.group(town.owner, first)
    await desk.group(town.owner, second)
    moved = await marie.socket.event("visitor.assigned_to_group", to_group=second)
    assert marie.id in moved["body"]["withdrawn"]
    assert all(alert["withdrawn_at"] for alert in await desk.alerts(marie))
    assert not any(alert["withdrawn_at"] for alert in await desk.alerts(nora) if alert["type"] != "message.sent")
