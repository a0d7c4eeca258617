"""What the chat is told of its conversation: how far messages have come, what waits unread, who joined and left (W5)."""

import json
from uuid import uuid4

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, knock
from tests.journeys.people import Json, Visitor

pytestmark = pytest.mark.anyio


async def thread_of(visitor: Visitor) -> Json:
    """The chat opened once more: what its first snapshot says."""
    await visitor.socket.close()
    await visitor.open()
    return (await visitor.socket.until(lambda f: f["f"] == "snap", "a snapshot"))["visitor"]


async def lines_of(visitor: Visitor) -> list[tuple[str, str]]:
    return [(line["type"], line["agent"]) for line in (await thread_of(visitor))["lines"]]


@pytest.mark.line("W5r", "W5s")
async def test_only_joining_and_leaving_are_lines_of_the_visitors_thread(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.agent(marie, nora)
    await desk.group(marie, await town.group("Sales", nora))
    await marie.socket.op("message.send", conversation=desk.id, text="A difficult one", kind="comment")
    assert await lines_of(desk.visitor) == []
    assert (await thread_of(desk.visitor))["conversation"]["agents"] == [], "assigned is not joined"

    await desk.reply(marie)
    await desk.do(nora, "join")
    await desk.do(marie, "leave")
    joined_and_left = [("agent.joined", "Marie"), ("agent.joined", "Nora"), ("agent.left", "Marie")]
    assert await lines_of(desk.visitor) == joined_and_left
    assert [agent["name"] for agent in (await thread_of(desk.visitor))["conversation"]["agents"]] == ["Nora"]
    await desk.do(nora, "close")
    assert await lines_of(desk.visitor) == joined_and_left
    assert b"A difficult one" not in desk.visitor.received


@pytest.mark.line("W5t", "W5u")
async def test_how_far_each_side_has_read_and_what_waits_is_told(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    camille = desk.visitor
    await camille.listen()
    assert (await thread_of(camille))["conversation"]["read_by_agents"] == 0
    await marie.socket.op("conversation.read", conversation=desk.id, seq=(await desk.view())["seq"])
    (written,) = (await thread_of(camille))["messages"]
    assert (await thread_of(camille))["conversation"]["read_by_agents"] >= written["first_seq"]

    for text in ("Yes", "Three of them"):
        await desk.reply(marie, text)
    await marie.socket.op("message.send", conversation=desk.id, text="Only for us", kind="comment")
    await camille.ear.until(lambda f: f["f"] == "eph" and f["eph"] == {"type": "unread", "count": 2}, "two unread")
    assert (await camille.view("/"))["unread"] == 2
    newest = (await thread_of(camille))["messages"][-1]
    await camille.socket.op("conversation.read", seq=newest["first_seq"])
    await camille.ear.until(lambda f: f["f"] == "eph" and f["eph"] == {"type": "unread", "count": 0}, "none unread")
    assert (await camille.view("/"))["unread"] == 0


@pytest.mark.line("W5v")
async def test_what_is_sent_again_after_a_lost_connection_arrives_once(town: Town) -> None:
    await town.hire("Marie", "online")
    desk: Desk = await knock(town)
    camille, cid = desk.visitor, str(uuid4())
    op = {"f": "op", "cid": cid, "op": {"type": "message.send", "text": "I take it", "page": camille.tab}}
    answers: list[Json] = []
    for _ in range(2):
        await camille.socket.wire.send(json.dumps(op))
        answers.append(await camille.socket.until(lambda f: f["f"] == "ack" and f["cid"] == cid, "an answer"))
        await camille.socket.close()
        await camille.open()
    assert answers[0]["id"] == answers[1]["id"]
    assert [message["text"] for message in (await thread_of(camille))["messages"]] == ["Hello", "I take it"]
