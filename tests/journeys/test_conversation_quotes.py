"""Quoting: a message names the one it answers, on both sides, and nothing of a comment reaches the visitor (I4, I5)."""

import httpx2
import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import knock
from tests.journeys.people import Agent, Json, Visitor
from tests.journeys.test_conversation_messages import come_back, comment, says, thread_of

pytestmark = pytest.mark.anyio


async def reply(by: Agent, conversation: str, status: int = 201, **body: object) -> Json:
    return await by.ask("POST", f"/api/conversations/{conversation}/messages", status, **body)


async def quoted(visitor: Visitor, message_id: str) -> httpx2.Response:
    """Asked for by the chat when what it quotes is not loaded."""
    told = {"Authorization": f"Bearer {visitor.token}"}
    return await visitor.http.get(f"/widget/messages/{message_id}", headers=told)


@pytest.mark.line("I4qa", "I4qb", "I4qc", "W5yl")
async def test_a_message_names_the_one_it_answers_on_both_sides(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town, text="Where is it?")
    [asked] = await thread_of(marie, desk)
    answered = await reply(marie, desk.id, text="On its way", quote=asked["id"])
    got = (await desk.visitor.socket.until(says("On its way"), "the answer"))["body"]["message"]
    assert got["quote"] == asked["id"]
    shown = (await thread_of(marie, desk))[-1]
    assert shown["quote"] == {"message_id": asked["id"], "seq": asked["first_seq"]}

    await desk.visitor.socket.op("message.send", text="Thank you", quote=answered["id"])
    told = (await marie.socket.until(says("Thank you"), "the thanks"))["body"]["message"]
    assert told["quote"]["message_id"] == answered["id"]
    shown = await come_back(desk.visitor)
    assert shown["messages"][-1]["quote"] == answered["id"]
    assert (await quoted(desk.visitor, answered["id"])).json() == shown["messages"][1]


@pytest.mark.line("I4qd", "I4qe", "W5ym")
async def test_what_lies_elsewhere_is_deleted_or_internal_is_not_quoted(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk, other = await knock(town, text="First"), await knock(town, text="Second")
    [foreign] = await thread_of(marie, other)
    internal = await comment(desk, marie, "brass: among us")
    for by_visitor in (foreign["id"], internal, "msg_nowhere"):
        refused = await desk.visitor.socket.op("message.send", text="Hm", quote=by_visitor)
        assert (refused["code"], refused["field"]) == ("quote_not_found", "quote")
    assert (await reply(marie, desk.id, 404, text="Hm", quote=foreign["id"]))["code"] == "quote_not_found"
    assert (await reply(marie, desk.id, 422, text="Hm", quote=internal))["code"] == "comment_quoted"
    said = await reply(marie, desk.id, text="I see", kind="comment", quote=internal)
    await marie.ask("DELETE", f"/api/messages/{said['id']}")
    assert (await reply(marie, desk.id, 404, text="Hm", kind="comment", quote=said["id"]))["code"] == "quote_not_found"
    for hidden in (foreign["id"], internal, "msg_nowhere"):
        answer = await quoted(desk.visitor, hidden)
        assert (answer.status_code, answer.json()["code"]) == (404, "message_not_found")
    shown = await come_back(desk.visitor)
    assert internal not in str(shown)
    assert [message["text"] for message in shown["messages"]] == ["First"]
