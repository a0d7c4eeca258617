"""An agent is deactivated: who did it is said, and those it falls to are alerted (product.md, Decided at the edges; A20)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, knock
from tests.journeys.people import Agent, Json

pytestmark = pytest.mark.anyio


async def left(desk: Desk, by: Agent) -> Json:
    """What an agent's console is told of the going."""
    return await by.socket.until(
        lambda f: f["f"] == "ev" and f["type"] == "agent.left" and f["body"]["conversation"]["id"] == desk.id,
        "that somebody left",
    )


@pytest.mark.line("E3f")
async def test_the_end_of_a_deactivated_agents_rows_is_explained_by_who_did_it(town: Town) -> None:
    emil, dora = await town.hire("Emil", "online"), await town.hire("Dora", "online")
    desk = await knock(town)
    await desk.agent(dora, emil)

    await town.dismiss(emil)
    told = await left(desk, dora)

    by = f"agent:{town.owner.id}"
    assert (told["actor"], told["body"]["agent_id"]) == (by, emil.id)
    (line,) = await desk.explained("agent.left")
    why = line["body"]["why"]
    assert (line["actor"], why["rule"], why["cause"]) == (
        by,
        "agent_deactivated",
        {"kind": "agent", "id": town.owner.id},
    )
    outcomes = {row["id"]: row["outcome"] for row in why["considered"]}
    assert outcomes == {dora.id: "told", town.owner.id: "is_actor"}


@pytest.mark.line("E3g")
async def test_those_a_deactivated_agents_visitor_falls_to_are_alerted(town: Town) -> None:
    emil, dora, nora = [await town.hire(name, "online") for name in ("Emil", "Dora", "Nora")]
    await town.hire("Otto")
    team = await town.group("Team", nora)
    lone, grouped, shared = [await knock(town, text=text) for text in ("Lone", "Grouped", "Shared")]
    await grouped.group(town.owner, team)
    for desk in (lone, grouped, shared):
        await desk.agent(town.owner, emil)
    await shared.agent(town.owner, dora)

    await town.dismiss(emil)
    for desk in (lone, grouped, shared):
        await left(desk, town.people["Dora"])

    assert await lone.is_unassigned()
    assert await lone.told("agent.left") == [["Dora", "Nora"]]
    assert await grouped.told("agent.left") == [["Nora"]]
    assert await shared.told("agent.left") == [[]]
    assert [row["kind"] for row in await lone.alerts(dora) if row["type"] == "agent.left"] == ["assigned_to_all"]
    assert [row["kind"] for row in await grouped.alerts(nora) if row["type"] == "agent.left"] == ["assigned_to_group"]


@pytest.mark.line("A22o")
async def test_an_alert_says_whether_it_is_of_the_agent_the_group_or_all_agents(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", nora)
    desk = await knock(town)

    await desk.group(marie, team)
    await desk.group(marie, None)
    await desk.agent(marie, nora)
    await nora.settle()

    kinds = ["assigned_to_group", "assigned_to_all", "assigned"]
    assert [row["kind"] for row in await desk.alerts(nora) if row["type"] != "message.sent"] == kinds
    told = [f["body"] for f in nora.socket.frames if f["f"] == "ev" and f["type"].startswith("visitor.assigned")]
    assert [body["alert_kind"] for body in told] == kinds
    await nora.socket.close()
    await nora.open_console()
    snapped = [f["agent"] for f in nora.socket.frames if f["f"] == "snap"]
    assert [alert["kind"] for part in snapped for alert in part.get("alerts", [])][-3:] == kinds
