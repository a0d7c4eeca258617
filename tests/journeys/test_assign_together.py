"""Two agents at the same moment (A21)."""

import asyncio

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import knock
from tests.journeys.people import Agent

pytestmark = pytest.mark.anyio


async def story(agent: Agent, conversation_id: str) -> list[int]:
    """The numbers of the conversation's events on this screen, in their order."""
    await agent.settle()
    events = [f for f in agent.socket.frames if f["f"] == "ev" and "conversation" in f["body"]]
    return [f["seq"] for f in events if f["body"]["conversation"]["id"] == conversation_id]


@pytest.mark.line("A21a", "A21b", "A8b")
async def test_adding_and_taking_off_at_once_commute_and_both_screens_end_alike(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    others = [await town.hire(f"Agent{n}", "online") for n in range(3)]
    desk = await knock(town)
    await desk.agent(marie, others[0])
    await asyncio.gather(
        desk.agent(marie, others[1]),
        desk.agent(nora, others[2]),
        desk.take_off(nora, others[0]),
        desk.agent(marie, nora),
        desk.agent(nora, marie),
    )
    assert await desk.mine_of() == ["Agent1", "Agent2", "Marie", "Nora"]
    first, second = await story(marie, desk.id), await story(nora, desk.id)
    assert first == second == sorted(first)
    ends = [
        next(f for f in reversed(agent.socket.frames) if f["f"] == "ev" and f["seq"] == first[-1])
        for agent in (marie, nora)
    ]
    assert ends[0]["body"]["conversation"] == ends[1]["body"]["conversation"] == await desk.view()


@pytest.mark.line("A21a", "A21c")
async def test_of_two_changes_of_the_group_one_wins_and_the_other_learns_of_it(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    first, second = await town.group("First", marie), await town.group("Second", nora)
    desk = await knock(town)

    async def change(by: Agent, group_id: str) -> tuple[int, dict[str, str]]:
        answer = await by.http.put(
            f"/api/visitors/{desk.visitor_id}/group", json={"group_id": group_id, "seen_group_id": None}
        )
        return answer.status_code, answer.json()

    answers = await asyncio.gather(change(marie, first), change(nora, second))
    assert sorted(status for status, _ in answers) == [200, 409]
    won = 0 if answers[0][0] == 200 else 1
    refusal = answers[1 - won][1]
    group_id, by = (first, marie) if won == 0 else (second, nora)
    assert (refusal["code"], refusal["group_id"], refusal["by"]) == ("group_changed", group_id, f"agent:{by.id}")
    assert (await desk.view())["group"]["group_id"] == group_id
    assert await desk.mine_of() == [by.name]


@pytest.mark.line("A21c")
async def test_who_saw_another_group_is_told_which_one_it_is_now(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    first, second = await town.group("First", marie), await town.group("Second", marie)
    desk = await knock(town)
    await desk.group(town.owner, first)
    refused = await desk.group(marie, second, 409, seen=None)
    assert (refused["code"], refused["group_id"], refused["by"]) == ("group_changed", first, f"agent:{town.owner.id}")
    refused = await desk.group(marie, None, 409, seen=second)
    assert refused["group_id"] == first
    await desk.group(marie, second, seen=first)
