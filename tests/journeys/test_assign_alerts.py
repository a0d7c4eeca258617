"""Who is alerted of a visitor's message, where, and until when (A22); when it counts as missed (O1)."""

import json

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import knock, to_agent, to_group, under
from tests.journeys.people import Agent, Json, Socket

pytestmark = pytest.mark.anyio


@pytest.mark.line("A22a", "A22b", "A22c", "A22d", "A6b")
async def test_alerts_narrow_from_everybody_to_the_group_to_those_taking_part(town: Town) -> None:
    marie, nora, tim = [await town.hire(name, "online") for name in ("Marie", "Nora", "Tim")]
    lea, olaf = await town.hire("Lea", "invisible"), await town.hire("Olaf")
    team = await town.group("Team", marie, nora, lea, olaf)
    desk = await knock(town)
    await desk.group(town.owner, team)
    await desk.visitor.write("Anybody?")
    await desk.agent(town.owner, tim)
    await desk.visitor.write("Tim?")
    await desk.do(nora, "join")
    await desk.do(lea, "join")
    await desk.do(olaf, "join")
    await desk.visitor.write("All of you?")
    assert await desk.told("message.sent") == [
        ["Marie", "Nora", "Tim"],
        ["Marie", "Nora"],
        ["Tim"],
        ["Lea", "Nora", "Tim"],
    ]


@pytest.mark.line("A22e")
async def test_nobody_is_alerted_of_what_they_did_themselves(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", marie, nora)
    desk = await knock(town)
    await desk.group(marie, team)
    await desk.agent(marie, marie)
    assert [alert["type"] for alert in await desk.alerts(marie)] == ["message.sent"]
    assert await desk.told("visitor.assigned_to_group") == [["Nora"]]


@pytest.mark.line("A22f", "A22g", "A22h", "A6c")
async def test_a_trigger_and_the_first_message_alert_once_together(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    team = await town.group("Team", marie)
    await town.trigger("Cart", under("/cart"), to_group(team))
    desk = await knock(town)
    assert [alert["type"] for alert in await desk.alerts()] == ["message.sent"]
    assert len(await marie.alerts()) == 1
    await desk.visitor.write("Hello?")
    rows = await desk.alerts(marie)
    assert [alert["type"] for alert in rows] == ["message.sent", "message.sent"]


@pytest.mark.line("A22i", "A22k", "A22l")
async def test_an_alert_is_in_every_tab_and_seen_in_one_it_is_seen_in_all(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    first = marie.socket
    await marie.open_console()
    second = marie.socket
    desk = await knock(town)
    for tab in (first, second):
        sent = await tab.event("message.sent")
        assert sent["body"]["alerted"] == [marie.id]
    await first.op("conversation.read", conversation=desk.id, seq=sent["seq"])
    for tab in (first, second):
        read = await tab.event("conversation.read", agent_id=marie.id)
        assert read["body"]["read"] == sent["seq"]
    assert (await desk.alerts(marie))[0]["seen_at"] is not None
    await first.close()


@pytest.mark.line("A22m")
async def test_who_is_looking_at_it_gets_no_toast(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", marie, nora)
    desk = await knock(town)
    await watch(marie.socket, marie, desk.id)
    await desk.visitor.write("Look")
    assert (await desk.told("message.sent"))[-1] == ["Nora"]
    await desk.group(town.owner, team)
    await desk.agent(town.owner, marie)
    assert await desk.told("visitor.assigned_to_group") == [["Nora"]]
    assert await desk.told("visitor.assigned_to_agent") == [[]]
    await watch(marie.socket, marie, "")
    await desk.visitor.write("And now?")
    assert (await desk.told("message.sent"))[-1] == ["Marie"]


@pytest.mark.line("A22m")
async def test_who_is_looking_at_it_gets_no_toast_of_the_visitors_choice_or_of_the_apis(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    sales, support = await town.group("Sales", marie, nora), await town.group("Support", marie, nora)
    desk = await knock(town)
    await watch(marie.socket, marie, desk.id)
    assert (await desk.visitor.choose(sales))["f"] == "ack"
    put = {"visitorId": desk.visitor_id, "groupId": support}
    assert (await (await town.by_key()).put("/visitorGroup", json=put)).status_code == 200
    assert await desk.told("visitor.assigned_to_group") == [["Nora"], ["Nora"]]


@pytest.mark.line("A22m")
async def test_who_is_looking_at_it_gets_no_toast_of_what_a_trigger_does(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", marie, nora)
    await town.trigger("Help", under("/help"), to_group(team), also_during_conversation=True)
    await town.trigger("Marie", under("/marie"), to_agent(marie), also_during_conversation=True)
    desk = await knock(town)
    await watch(marie.socket, marie, desk.id)
    await desk.visitor.view("/help")
    await desk.visitor.view("/marie")
    assert await desk.told("visitor.assigned_to_group") == [["Nora"]]
    assert await desk.told("visitor.assigned_to_agent") == [[]]
    await desk.do(nora, "close")
    await desk.visitor.view("/help")
    await desk.visitor.write("Again")
    assert (await desk.told("message.sent"))[-1] == ["Nora"]


@pytest.mark.line("A22m")
async def test_a_message_sent_again_is_the_same_message_although_somebody_looks_at_it_by_now(town: Town) -> None:
    """Its answer was lost; the agent who was told of it has opened it meanwhile."""
    marie = await town.hire("Marie", "online")
    desk = await knock(town)

    def is_answer(frame: Json) -> bool:
        return frame["f"] in ("ack", "nack") and frame["cid"] == "once"

    op = {"f": "op", "cid": "once", "op": {"type": "message.send", "text": "Are you there?", "page": desk.visitor.tab}}
    await desk.visitor.socket.wire.send(json.dumps(op))
    first = await desk.visitor.socket.until(is_answer, "the first answer")
    await watch(marie.socket, marie, desk.id)
    desk.visitor.socket.frames.clear()

    await desk.visitor.socket.wire.send(json.dumps(op))

    again = await desk.visitor.socket.until(is_answer, "the second answer")
    assert (again["f"], again.get("id"), again.get("dup")) == ("ack", first["id"], True)


@pytest.mark.line("A22p")
@pytest.mark.parametrize("way", ["console", "api"])
async def test_who_answers_has_seen_what_they_answer_in_every_tab(town: Town, way: str) -> None:
    """From a notification, or by API: the conversation was never on screen."""
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    cause = (await desk.explained())[-1]["seq"]
    if way == "console":
        await desk.reply(marie)
    else:
        body = {"text": "Good day", "visitorId": desk.visitor_id, "agentId": marie.id}
        assert (await (await town.by_key()).post("/messages", json=body)).status_code == 200
    assert [row for row in await desk.alerts(marie) if row["seen_at"] is None] == []
    await marie.socket.event("conversation.read", agent_id=marie.id, read=cause)
    await desk.visitor.socket.event("conversation.read")
    assert [row["seen_at"] for row in await desk.alerts(nora)] == [None]
    await desk.reply(marie, "And another line")
    await marie.settle()
    assert len([f for f in marie.socket.frames if f.get("type") == "conversation.read"]) == 1


async def watch(socket: Socket, agent: Agent, conversation_id: str) -> None:
    await socket.wire.send(f'{{"f": "say", "say": {{"type": "watching", "conversation": "{conversation_id}"}}}}')

    def heard(frame: Json) -> bool:
        if frame["f"] != "eph" or frame["eph"]["type"] != "watching":
            return False
        return (agent.id in frame["eph"]["agents"]) == bool(conversation_id)

    await socket.until(heard, "who is watching")


@pytest.mark.line("A22n")
async def test_going_online_later_brings_no_alerts_after_the_fact(town: Town) -> None:
    olaf, lea = await town.hire("Olaf"), await town.hire("Lea", "invisible")
    team = await town.group("Team", olaf, lea)
    desk = await knock(town)
    await desk.group(town.owner, team)
    await olaf.online()
    await lea.ask("PUT", "/api/me/presence", presence="online")
    assert await olaf.alerts() == []
    assert await lea.alerts() == []
    assert await desk.alerts() == []
    assert await olaf.mine() == [desk.id]


@pytest.mark.line("O1a", "O1c")
async def test_a_message_is_missed_after_half_a_minute_until_somebody_answers(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    assert not await town.is_missed(desk.id)
    await town.later(20_000)
    assert not await town.is_missed(desk.id)
    await desk.visitor.write("Hello?")
    await town.later(11_000)
    assert await town.is_missed(desk.id)
    await desk.do(marie, "join")
    assert await town.is_missed(desk.id)
    await desk.reply(marie)
    assert (await desk.view())["waiting_since"] is None
    first = (await town.owner.get(f"/api/conversations/{desk.id}"))["messages"][0]
    answer = await (await town.by_key()).get(f"/messages/{first['id']}")
    assert not answer.json()["isMissed"]


@pytest.mark.line("O1a")
async def test_the_time_after_which_it_is_missed_can_be_set(town: Town) -> None:
    await town.hire("Marie", "online")
    await town.switch(missed_after_ms=5_000)
    desk = await knock(town)
    await town.later(6_000)
    assert await town.is_missed(desk.id)


@pytest.mark.line("O1b", "A19b")
async def test_with_all_owners_offline_it_is_missed_at_once(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    assert not await town.is_missed(desk.id)
    await marie.ask("PUT", "/api/me/presence", presence="offline")
    assert await town.is_missed(desk.id)
    await marie.ask("PUT", "/api/me/presence", presence="invisible")
    assert not await town.is_missed(desk.id)


@pytest.mark.line("O1d")
async def test_waiting_counts_for_each_episode_anew(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    await town.later(31_000)
    assert await town.is_missed(desk.id)
    await desk.do(marie, "close")
    assert (await desk.view())["waiting_since"] is None
    await desk.visitor.write("Me again")
    assert not await town.is_missed(desk.id)
    assert (await desk.view())["waiting_since"] > (await desk.view())["opened_at"] - 1
