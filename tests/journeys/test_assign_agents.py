"""👤+: assigning a visitor to agents, taking them off, leaving (A1–A8, A19)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import knock

pytestmark = pytest.mark.anyio


@pytest.mark.line("A1a", "A8a", "A8b", "A2a", "A2b")
async def test_any_number_of_agents_is_assigned_before_and_after_somebody_replied(town: Town) -> None:
    marie, nora, tim = [await town.hire(name, "online") for name in ("Marie", "Nora", "Tim")]
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    await desk.agent(town.owner, nora)
    assert await desk.mine_of() == ["Marie", "Nora"]
    await desk.reply(marie)
    await desk.agent(town.owner, tim)
    assert await desk.mine_of() == ["Marie", "Nora", "Tim"]


@pytest.mark.line("A1b", "A1c", "E1c")
async def test_group_and_agents_are_independent(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", nora)
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    await desk.group(town.owner, team)
    assert await desk.mine_of() == ["Marie", "Nora"]
    await desk.take_off(town.owner, marie)
    assert (await desk.view())["group"]["group_id"] == team
    await desk.agent(town.owner, marie)
    await desk.group(town.owner, None)
    assert (await desk.view())["group"]["group_id"] is None
    assert await desk.mine_of() == ["Marie"]
    assert not await desk.is_unassigned()


@pytest.mark.line("A3a", "A3b", "A3c", "A7a", "A7b")
async def test_whoever_assigns_takes_no_part_and_it_appears_in_one_mine_only(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", marie)
    desk = await knock(town)
    await desk.agent(nora, marie)
    await marie.socket.event("visitor.assigned_to_agent", agent_id=marie.id)
    await desk.group(nora, team)
    assert await desk.row_of(nora) is None
    assert await desk.mine_of() == ["Marie"]
    thread = await nora.get(f"/api/conversations/{desk.id}")
    assert [message["kind"] for message in thread["messages"]] == ["visitor"]
    assert (await desk.view())["waiting_since"] is not None


@pytest.mark.line("A4c", "A5b", "A9c")
async def test_the_lists_show_presence_and_disable_whoever_is_offline(town: Town) -> None:
    marie, lea = await town.hire("Marie", "online"), await town.hire("Lea", "invisible")
    olaf = await town.hire("Olaf")
    desk = await knock(town)
    people = {row["id"]: row for row in (await marie.get(f"/api/picker?conversation={desk.id}"))["agents"]}
    shown = {
        person.name: (people[person.id]["presence"], people[person.id]["disabled"]) for person in (marie, lea, olaf)
    }
    assert shown == {"Marie": ("online", ""), "Lea": ("invisible", ""), "Olaf": ("offline", "agent_offline")}


@pytest.mark.line("A5c", "E2a")
async def test_an_offline_agent_is_refused_oneself_too(town: Town) -> None:
    marie, olaf = await town.hire("Marie", "online"), await town.hire("Olaf")
    desk = await knock(town)
    assert (await desk.agent(marie, olaf, 409))["code"] == "agent_offline"
    assert (await desk.agent(olaf, olaf, 409))["code"] == "agent_offline"
    assert await desk.mine_of() == []
    await desk.agent(marie, marie)
    assert await desk.mine_of() == ["Marie"]


@pytest.mark.line("A6c", "A6d", "A8c")
async def test_assigning_again_changes_nothing_and_nobody_notifies_themselves(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    assert (await desk.agent(nora, marie))["changed"]
    assert not (await desk.agent(nora, marie))["changed"]
    assert not (await desk.agent(town.owner, marie))["changed"]
    await desk.agent(nora, nora)
    assert await desk.told("visitor.assigned_to_agent") == [["Marie"], []]


@pytest.mark.line("A8d", "A8e", "A21b")
async def test_agents_are_taken_off_by_others_and_leave_by_themselves(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    await desk.agent(town.owner, nora)
    assert (await desk.take_off(nora, marie))["changed"]
    await marie.socket.event("agent.taken_off", agent_id=marie.id)
    assert await desk.mine_of() == ["Nora"]
    assert not (await desk.take_off(nora, marie))["changed"]
    await desk.do(nora, "leave")
    assert await desk.mine_of() == []
    assert await desk.is_unassigned()


@pytest.mark.line("A8e", "E11a")
async def test_a_visitor_is_told_who_left_only_of_those_who_had_joined(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    await desk.do(marie, "leave")
    await desk.agent(town.owner, marie)
    await desk.take_off(town.owner, marie)
    await desk.do(nora, "join")
    await desk.do(nora, "leave")
    left = await desk.visitor.socket.event("agent.left")
    assert left["body"]["agent"]["name"] == "Nora"
    heard = [frame["type"] for frame in desk.visitor.socket.frames if frame["f"] == "ev"]
    assert [type_ for type_ in heard if type_.startswith("agent")] == ["agent.joined", "agent.left"]


@pytest.mark.line("A19a", "A19b", "O1b")
async def test_whoever_goes_offline_keeps_the_visitor_and_it_counts_as_missed(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    await marie.ask("PUT", "/api/me/presence", presence="offline")
    assert await desk.mine_of() == ["Marie"]
    assert (await desk.view())["waiting_since"] is not None
    people = (await town.owner.get(f"/api/picker?conversation={desk.id}"))["agents"]
    assert next(row["presence"] for row in people if row["id"] == marie.id) == "offline"


@pytest.mark.line("E2c", "E2d")
async def test_assigning_adds_nothing_to_ones_own_mine_and_removes_nothing(town: Town) -> None:
    marie, nora, tim = [await town.hire(name, "online") for name in ("Marie", "Nora", "Tim")]
    team = await town.group("Team", marie)
    desk = await knock(town)
    await desk.group(town.owner, team)
    await desk.do(nora, "join")
    await desk.agent(marie, tim)
    await desk.agent(nora, marie)
    assert await desk.mine_of() == ["Marie", "Nora", "Tim"]
    await desk.do(marie, "leave")
    assert "Marie" in await desk.mine_of()
    assert await desk.row_of(marie) is None


@pytest.mark.line("E3c", "E3d", "E3e")
async def test_a_deactivated_agents_visitors_fall_to_the_group_or_to_unassigned(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", nora)
    grouped, lone, asked = (
        await knock(town, text="Grouped"),
        await knock(town, text="Lone"),
        await knock(town, text="Asked"),
    )
    await grouped.group(town.owner, team)
    await grouped.agent(town.owner, marie)
    await lone.agent(town.owner, marie)
    await asked.do(nora, "join")
    await asked.ask(nora, marie)
    await town.dismiss(marie)
    for desk in (grouped, lone):
        await nora.socket.until(
            lambda f, id_=desk.id: (
                f["f"] == "ev" and f["type"] == "agent.left" and f["body"]["conversation"]["id"] == id_
            ),
            "that Marie left",
        )
        assert await desk.row_of(marie) is None
    assert await grouped.mine_of() == ["Nora"]
    assert await lone.is_unassigned()
    assert not [
        alert for alert in await lone.alerts() if alert["agent_id"] == marie.id and alert["withdrawn_at"] is None
    ]
    await nora.socket.event("asking.lapsed", agent_id=marie.id)
    assert (await asked.view())["askings"] == []
    await town.owner.ask("PUT", f"/api/visitors/{lone.visitor_id}/agents/{marie.id}", 404)


async def test_what_is_not_there_is_not_found(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    path = f"/api/visitors/{desk.visitor_id}"
    await marie.ask("PUT", f"{path}/agents/agt_nobody", 404)
    await marie.ask("PUT", f"{path}/group", 404, group_id="grp_nothing", seen_group_id=None)
    await marie.ask("PUT", f"/api/visitors/vis_nobody/agents/{marie.id}", 404)
    await marie.ask("PUT", "/api/visitors/vis_nobody/group", 404, group_id=None, seen_group_id=None)
    await marie.ask("POST", "/api/conversations/cnv_nothing/join", 404)
    await marie.ask("POST", f"/api/conversations/{desk.id}/askings", 404, agent_id="agt_nobody", why="Please")
    assert await desk.mine_of() == []
