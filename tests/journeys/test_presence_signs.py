"""Effective presence: chosen by the agent, kept up by signs of life, and what it means for chats (P1, P2)."""

import json

import pytest

from tests.journeys.conftest import Town
from tests.journeys.people import Agent
from tests.journeys.wishes import at, into, mark, picked, when
from zuruf.reactions import Means
from zuruf.worker import Worker

pytestmark = pytest.mark.anyio


async def shown(watcher: Agent, presence: dict[str, str]) -> None:
    """The watcher's screen says so, by a signal that came after the last forgetting."""
    await watcher.socket.until(
        lambda f: f["f"] == "eph" and f["eph"]["type"] == "presence" and presence.items() <= f["eph"]["agents"].items(),
        f"the presence {presence}",
    )
    watcher.socket.frames.clear()


async def presence_of(town: Town, agent: Agent) -> str:
    """As the picker shows it."""
    items = (await town.owner.get("/api/conversations?view=all"))["items"]
    return (await picked(town.owner, items[0]))[agent.id]["presence"]


async def a_conversation(town: Town, path: str = "/") -> None:
    visitor = town.visitor()
    await visitor.view(path)
    await visitor.open()
    await visitor.write("Hello")


async def ping(town: Town, agent: Agent) -> None:
    answer = await (await town.by_key()).post("/agentOnlinePing", json={"agentId": agent.id})
    assert answer.status_code == 204, answer.text


@pytest.mark.line("P1a", "P1h")
async def test_an_agent_chooses_and_every_screen_shows_it(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    await a_conversation(town)

    for chosen in ("invisible", "offline", "online"):
        nora.socket.frames.clear()
        await marie.ask("PUT", "/api/me/presence", presence=chosen)
        await shown(nora, {marie.id: chosen})
        assert await presence_of(town, marie) == chosen
    assert (await marie.ask("PUT", "/api/me/presence", 422, presence="asleep"))["field"] == "presence"


@pytest.mark.line("P1b", "P1h")
async def test_a_closed_console_counts_for_thirty_seconds_then_the_agent_is_offline_everywhere(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french = await town.group("Support-Team FR", marie)
    await town.trigger("FR", at("/fr"), into(french))
    await town.trigger("There", at("/fr"), mark("there"), when={"agents": "online", "of": "workspace"})
    await a_conversation(town)

    await marie.socket.close()
    await nora.settle()
    nora.socket.frames.clear()
    town.pass_silently(29)
    assert await presence_of(town, marie) == "online"
    town.pass_silently(2)
    assert await presence_of(town, marie) == "offline"
    camille = town.visitor()
    await camille.view("/fr")
    await camille.open()
    await camille.write("Bonjour")
    sent = await nora.socket.until(
        lambda f: f["f"] == "ev" and f["type"] == "message.sent" and f["body"]["message"]["text"] == "Bonjour"
    )
    assert sent["body"]["alerted"] == []
    assert sent["body"]["conversation"]["group"]["group_id"] == french
    rows = await picked(nora, sent["body"]["conversation"])
    assert (rows[marie.id]["disabled"], rows[french]["online"]) == ("agent_offline", 0)
    town.pass_silently(46)
    await nora.is_here()
    await shown(nora, {marie.id: "offline"})


@pytest.mark.line("P1c", "P1h")
async def test_a_silent_console_counts_for_forty_five_seconds_and_comes_back_with_its_first_word(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    await a_conversation(town)
    await marie.is_here()

    town.pass_silently(40)
    assert await presence_of(town, marie) == "online"
    town.pass_silently(6)
    assert await presence_of(town, marie) == "offline"
    nora.socket.frames.clear()
    await nora.is_here()
    await shown(nora, {marie.id: "offline", nora.id: "online"})
    nora.socket.frames.clear()
    await marie.is_here()
    await shown(nora, {marie.id: "online"})
    assert await presence_of(town, marie) == "online"


@pytest.mark.line("P1d", "P1e", "P1g", "P1h")
async def test_a_ping_by_api_keeps_an_agent_online_for_two_and_a_half_minutes(town: Town) -> None:
    paul, nora = await town.hire("Paul"), await town.hire("Nora", "online")
    await a_conversation(town)

    nora.socket.frames.clear()
    await ping(town, paul)
    await shown(nora, {paul.id: "online"})
    await town.later(149_000)
    assert await presence_of(town, paul) == "online"
    await town.later(2_000)
    assert await presence_of(town, paul) == "offline"
    await town.later(50_000)
    await shown(nora, {paul.id: "offline"})

    nora.socket.frames.clear()
    await ping(town, paul)
    await shown(nora, {paul.id: "online"})
    for chosen in ("invisible", "offline", "online"):
        await paul.ask("PUT", "/api/me/presence", presence=chosen)
        await ping(town, paul)
        assert await presence_of(town, paul) == chosen, "chosen by hand"
    await paul.ask("PUT", "/api/me/presence", presence="invisible")
    await town.later(151_000)
    assert await presence_of(town, paul) == "offline", "invisible without a sign of life"


@pytest.mark.line("P1f")
async def test_any_of_several_consoles_keeps_the_agent_online(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    await a_conversation(town)
    at_the_desk = marie.socket
    await marie.open_console()

    await at_the_desk.close()
    await marie.settle()
    town.pass_silently(32)
    assert await presence_of(town, marie) == "online", "the end of one console says nothing of the other"
    await marie.is_here()
    assert await presence_of(town, marie) == "online"
    town.pass_silently(46)
    assert await presence_of(town, marie) == "offline"


@pytest.mark.line("P2a", "P2b", "P2c", "P2d")
async def test_offline_gets_nothing_invisible_gets_no_new_chats_but_may_answer_and_online_gets_all(town: Town) -> None:
    marie, lea = await town.hire("Marie", "online"), await town.hire("Lea", "invisible")
    paul = await town.hire("Paul")
    french, camille = await town.group("Support-Team FR", marie, lea, paul), town.visitor()
    await town.trigger("FR", at("/fr"), into(french), mark("seen"))
    await town.trigger("Nobody", when("visits", "at_least", 1), mark("nobody"), when={"agents": "offline"})
    await camille.view("/fr")
    await camille.open()

    await camille.write("Bonjour")
    sent = (await marie.socket.event("message.sent"))["body"]
    assert sent["alerted"] == [marie.id]
    conversation = sent["conversation"]
    rows = await picked(marie, conversation)
    assert (rows[french]["online"], rows[lea.id]["disabled"], rows[paul.id]["disabled"]) == (1, "", "agent_offline")
    visitor = conversation["visitor"]["id"]
    await marie.ask("PUT", f"/api/visitors/{visitor}/agents/{lea.id}")
    assert (await marie.ask("PUT", f"/api/visitors/{visitor}/agents/{paul.id}", 409))["code"] == "agent_offline"
    assert await lea.alerts() == [], "assigned while invisible: no notification, it is in Mine"
    assert await lea.mine() == [conversation["id"]]
    answer = await lea.socket.op("message.send", conversation=conversation["id"], text="Bonjour")
    assert answer["f"] == "ack"
    await camille.write("Merci")
    assert len(await lea.alerts()) == 1, "who takes part hears of it even while invisible"

    await marie.ask("PUT", "/api/me/presence", presence="offline")
    john = town.visitor()
    await john.view("/")
    await john.open()
    await john.write("Hello")
    assert (await town.conversation_of(lea, "Hello"))["visitor"]["attributes"] == {"nobody": True}
    assert len(await lea.alerts()) == 1


@pytest.mark.line("P4b", "P4c", "P4f")
async def test_what_is_done_at_one_console_keeps_all_and_idle_time_ends_presence_on_every_screen(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    await a_conversation(town)
    version = (await town.owner.get("/api/workspace"))["version"]
    await town.owner.ask("PATCH", "/api/workspace", version=version, idle_after_ms=600_000)
    at_desk = marie.socket
    await marie.open_console()
    await at_desk.wire.send(json.dumps({"f": "say", "say": {"type": "active"}}))
    await marie.socket.until(lambda f: f["f"] == "eph" and f["eph"]["type"] == "active", "the other console's deed")
    assert not [f for f in nora.socket.frames if f["f"] == "eph" and f["eph"]["type"] == "active"]
    await at_desk.close()

    await town.later(590_000)
    await nora.socket.wire.send(json.dumps({"f": "say", "say": {"type": "active"}}))
    await nora.settle()
    await town.later(20_000)
    worker = Worker(Means(town.parts.database), town.parts.context.depot, town.parts.context.moment)
    nora.socket.frames.clear()
    await worker.end_idle()
    told = await nora.socket.until(lambda f: f["f"] == "ev" and f["type"] == "agent.changed", "Marie's going")
    assert (told["body"]["agent"]["id"], told["body"]["agent"]["is_idle"]) == (marie.id, True)
    assert await presence_of(town, marie) == "offline"
    assert await presence_of(town, nora) == "online"
    await marie.ask("PUT", "/api/me/presence", presence="online")
    assert await presence_of(town, marie) == "online"
