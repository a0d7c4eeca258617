"""What a visitor hears of being assigned: who joined and left, their public group, and nothing else (product.md, Words; G2)."""

import json

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, knock
from tests.journeys.people import Json

pytestmark = pytest.mark.anyio


async def heard(desk: Desk) -> list[Json]:
    """The visitor's frames of events so far: an own no-op's answer comes after everything committed before it."""
    await desk.visitor.socket.op("conversation.read", seq=0)
    return [frame for frame in desk.visitor.socket.frames if frame["f"] == "ev"]


@pytest.mark.line("E11b")
async def test_the_visitor_hears_nothing_of_assignments_that_show_them_nothing(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    secret, other = await town.group("Fraud", marie, is_private=True), await town.group("Audit", nora, is_private=True)
    desk = await knock(town)
    before = await heard(desk)

    await desk.agent(nora, marie)
    await desk.group(nora, secret)
    await desk.group(nora, other)
    await desk.ask(marie, nora)
    await desk.take_off(nora, marie)
    await desk.group(nora, None)

    assert await heard(desk) == before


@pytest.mark.line("E11c")
async def test_no_frame_names_an_agent_who_never_joined(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    sales, secret = await town.group("Sales", marie), await town.group("Fraud", marie, is_private=True)
    desk = await knock(town)

    await desk.group(nora, sales)
    await nora.socket.op("conversation.read", conversation=desk.id, seq=(await desk.view())["seq"])
    await desk.group(nora, secret)
    await desk.do(marie, "join")
    await desk.take_off(nora, marie)
    await desk.do(nora, "close")
    told = await heard(desk)

    assert [frame["type"] for frame in told if frame["type"] != "message.sent"] == [
        "visitor.assigned_to_group",
        "conversation.read",
        "visitor.assigned_to_group",
        "agent.joined",
        "agent.left",
        "conversation.closed",
    ]
    assert {frame["actor"] for frame in told} <= {"website:", f"visitor:{desk.visitor_id}"}
    assert nora.id not in json.dumps(told)
    assert [frame["body"]["agent"]["name"] for frame in told if frame["type"].startswith("agent.")] == ["Marie"] * 2
    groups = [frame["body"]["conversation"]["group_id"] for frame in told if frame["type"].startswith("visitor.")]
    assert groups == [sales, None]
