"""Live, leave a message, or hidden (P3), and a silent visitor who is cheap and harmless (W1b)."""

import json

import httpx2
import pytest
from websockets.exceptions import InvalidStatus

from tests.journeys.conftest import Town
from tests.journeys.people import Agent
from tests.journeys.wishes import at, into

pytestmark = pytest.mark.anyio


async def set_website(town: Town, **fields: object) -> None:
    site = (await town.owner.get("/api/websites"))["items"][0]
    kept = ("name", "origins", "colour", "position", "when_offline", "greetings", "widget", "is_enabled", "version")
    await town.owner.ask("PUT", f"/api/websites/{site['id']}", **{**{name: site[name] for name in kept}, **fields})


async def choose(agent: Agent, presence: str) -> None:
    await agent.ask("PUT", "/api/me/presence", presence=presence)


@pytest.mark.line("P3a", "P3b", "P3f", "P3g")
async def test_the_widget_is_live_while_somebody_who_could_get_the_visitor_is_online(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora")
    french = await town.group("Support-Team FR", nora)
    await town.trigger("FR", at("/fr"), into(french))
    camille = town.visitor()

    assert (await camille.view("/"))["mode"] == "live"
    await camille.listen()
    await camille.open()
    await camille.mode(mode="live", faces=["Marie"])
    assert (await camille.view("/fr"))["mode"] == "message", "another page without a reload: nobody of the group"
    await camille.mode(mode="message", faces=[])
    await camille.ear.until(lambda f: f["f"] == "eph" and f["eph"].get("mode") == "message", "the loader hears it too")
    await nora.online()
    await camille.mode(mode="live", faces=["Nora"])
    await choose(nora, "offline")
    await camille.mode(mode="message")
    await town.owner.ask("PUT", f"/api/groups/{french}", names={"en": "FR"}, is_enabled=False, version=1)
    await camille.mode(mode="live", faces=["Marie"])
    await choose(marie, "invisible")
    await camille.mode(mode="message")
    await choose(marie, "online")
    await camille.mode(mode="live")
    await marie.socket.close()
    town.pass_silently(31)
    assert (await camille.view("/"))["mode"] == "message"


@pytest.mark.line("P3i")
async def test_who_may_answer_nobody_any_more_keeps_no_widget_live(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.mode(mode="live")

    for rights, mode in (([], "message"), (["access"], "live")):
        version = next(
            row["version"] for row in (await town.owner.get("/api/agents"))["items"] if row["id"] == marie.id
        )
        await town.owner.ask("PATCH", f"/api/agents/{marie.id}", rights=rights, version=version)
        await camille.mode(mode=mode)


@pytest.mark.line("P3c", "P3d")
async def test_an_agent_taking_part_keeps_it_live_also_invisible_for_five_minutes_after_an_answer(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora")
    french = await town.group("Support-Team FR", nora)
    await town.trigger("FR", at("/fr"), into(french))
    camille = town.visitor()
    await camille.view("/fr")
    await camille.open()
    await camille.write("Bonjour")
    await camille.mode(mode="message")

    conversation = await town.conversation_of(marie, "Bonjour")
    await marie.ask("PUT", f"/api/visitors/{conversation['visitor']['id']}/agents/{marie.id}")
    await camille.mode(mode="live", faces=["Marie"])
    await choose(marie, "invisible")
    await camille.mode(mode="message")
    await marie.socket.op("message.send", conversation=conversation["id"], text="Bonjour")
    await camille.mode(mode="live", faces=[])
    await town.later(299_000)
    assert (await camille.view("/fr"))["mode"] == "live"
    await town.later(2_000)
    assert (await camille.view("/fr"))["mode"] == "message"


@pytest.mark.line("P3p")
async def test_the_chat_says_of_the_agents_it_names_whether_they_are_there_not_of_others(town: Town) -> None:
    marie, _ = await town.hire("Marie", "online"), await town.hire("Jonas", "online")
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.write("Hello")
    conversation = await town.conversation_of(marie, "Hello")
    await marie.socket.op("message.send", conversation=conversation["id"], text="Good morning")
    await camille.mode(mode="live", is_answered_online=True)
    await choose(marie, "offline")
    await camille.mode(mode="live", is_answered_online=False)
    await choose(marie, "online")
    await camille.mode(mode="live", is_answered_online=True)


@pytest.mark.line("W1t", "W1u")
async def test_a_website_that_is_switched_off_takes_nothing_any_more_also_out_of_an_open_chat(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    camille = town.visitor()
    await camille.view("/")
    await camille.listen()
    await camille.open()
    await camille.write("Hello")
    await set_website(town, is_enabled=False)

    await camille.ear.until(lambda f: f["f"] == "eph" and f["eph"].get("mode") == "hidden", "the button to go")
    refused = await camille.socket.op("message.send", text="Is anybody there?")
    assert (refused["f"], refused["code"]) == ("nack", "website_disabled")
    assert (await camille.socket.op("contact.give", name="C"))["code"] == "website_disabled"
    assert (await camille.socket.op("transcript.ask", email="c@home.example"))["code"] == "website_disabled"
    assert (await town.conversation_of(marie, "Hello"))["last"]["text"] == "Hello"
    async with httpx2.AsyncClient(base_url=town.base) as http:
        frame = await http.get(f"/widget/frame?key={town.key}&language=de")
        start = {"key": town.key, "browser": "b" * 20, "tab": "t", "page": ""}
        begun = await http.post("/widget/start", json=start)
    assert frame.headers["content-type"].startswith("text/html")
    assert (begun.status_code, begun.json()["code"]) == (404, "unknown_key")

    await set_website(town, is_enabled=True)
    await camille.mode(mode="live")
    assert (await camille.socket.op("message.send", text="Is anybody there?"))["f"] == "ack"


@pytest.mark.line("P3e", "P3f")
async def test_with_nobody_there_it_takes_messages_or_hides_by_setting(town: Town) -> None:
    camille = town.visitor()
    assert (await camille.view("/"))["mode"] == "message"
    await camille.open()
    await camille.mode(mode="message")

    await set_website(town, when_offline="hidden")
    await camille.mode(mode="hidden")
    assert (await camille.view("/"))["mode"] == "hidden"
    await town.owner.online()
    await camille.mode(mode="live")
    assert (await camille.view("/"))["mode"] == "live"


@pytest.mark.line("P3a", "P3c", "T1a")
async def test_an_agent_by_api_is_there_only_for_visitors_assigned_to_them(town: Town) -> None:
    liz = {"agentEmail": "liz@desk.example", "agentName": "Liz", "receivedFrom": "SuperDesk"}
    assert (await (await town.by_key()).post("/agentOnlinePing", json=liz)).status_code == 204
    people = (await town.owner.get("/api/agents"))["items"]
    liz_id = next(agent["id"] for agent in people if agent["email"] == "liz@desk.example")
    await town.trigger("Somebody", at("/"), {"kind": "open_widget"}, when={"agents": "online"})
    to_liz = {"kind": "assign_agent", "agent_id": liz_id}
    await town.trigger("Liz", at("/liz"), to_liz, {"kind": "show_widget"}, when={"agents": "online", "of": "target"})
    camille = town.visitor()

    seen = await camille.view("/")
    assert (seen["mode"], seen["acts"]) == ("message", [])
    await camille.open()
    await camille.mode(mode="message", faces=[])
    seen = await camille.view("/liz")
    assert (seen["mode"], seen["acts"]) == ("live", ["show"])
    await camille.mode(mode="live", faces=["Liz"])


@pytest.mark.line("W1c")
async def test_a_silent_visitor_leaves_no_visitor_row_and_no_event(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    french = await town.group("Support-Team FR", marie)
    await town.trigger("FR", at("/fr"), into(french))
    camille = town.visitor()
    await marie.settle()
    marie.socket.frames.clear()

    for path in ("/", "/cart", "/"):
        seen = await camille.view(path)
    await camille.listen()
    await camille.open()
    assert seen["has_conversation"] is False
    assert (await marie.get("/api/conversations?view=all"))["items"] == []
    online = await marie.socket.until(
        lambda f: f["f"] == "eph" and f["eph"]["type"] == "visitors" and f["eph"]["visitors"]
    )
    assert (online["eph"]["visitors"][0]["visitor_id"], online["eph"]["visitors"][0]["pages"]) == ("", 3)
    assert [frame for frame in marie.socket.frames if frame["f"] == "ev"] == []

    await camille.view("/fr")
    made = await marie.socket.event("visitor.assigned_to_group", to_group=french)
    pages = await marie.get(f"/api/visitors/{made['body']['conversation']['visitor']['id']}/pages")
    assert len(pages["items"]) == 4, "the pages seen before hung on the browser"


@pytest.mark.line("W1d")
async def test_a_browser_key_never_reads_a_conversation_and_cannot_write(town: Town) -> None:
    marie, camille = await town.hire("Marie", "online"), town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.listen()
    await camille.write("My number is 12345")
    conversation = await town.conversation_of(marie, "My number is 12345")
    await marie.socket.op("message.send", conversation=conversation["id"], text="Thank you")
    await camille.ear.until(lambda f: f["f"] == "eph" and f["eph"] == {"type": "unread", "count": 1}, "one unread")

    thief = town.visitor()
    thief.browser = camille.browser
    seen = await thief.view("/")
    await thief.listen()
    await thief.open()
    assert thief.browser != camille.browser, "a key that is linked already is replaced, never merged"
    assert seen["has_conversation"] is True
    assert b"12345" not in thief.received + b"".join(camille.ear.raw)
    assert b"Thank you" not in thief.received + b"".join(camille.ear.raw)
    older = await thief.http.get("/widget/messages?before=99", headers={"Authorization": f"Bearer {camille.browser}"})
    assert older.status_code == 401
    op = {"f": "op", "cid": "00000000-0000-4000-8000-000000000000", "op": {"type": "message.send", "text": "Hi"}}
    await thief.ear.wire.send(json.dumps(op))
    await thief.ear.wire.wait_closed()
    assert thief.ear.wire.close_code == 4400


@pytest.mark.line("W1e")
async def test_only_the_websites_own_pages_may_speak_for_it(town: Town) -> None:
    camille = town.visitor()
    await camille.view("/")
    stranger, unknown = town.visitor(origin="https://evil.example"), town.visitor(key="nobody")
    for path in ("view", "judge", "opened", "custom-event", "attributes"):
        for visitor, status, code in ((stranger, 403, "foreign_origin"), (unknown, 404, "unknown_key")):
            body = {"key": visitor.key, "browser": camille.browser, "tab": "t", "url": "https://evil.example/"}
            answer = await visitor.http.post(
                f"/widget/{path}", content=json.dumps(body), headers={"Origin": visitor.origin}
            )
            assert (answer.status_code, answer.json()["code"]) == (status, code)
            assert "access-control-allow-origin" not in answer.headers
    for visitor, said in (
        (stranger, "https://evil.example is not among"),
        (unknown, "No website of this server"),
        (camille, ""),
    ):
        why = await visitor.http.get(f"/widget/why?key={visitor.key}", headers={"Origin": visitor.origin})
        assert said in why.text
        assert bool(why.text) == bool(said)
        assert why.headers["access-control-allow-origin"] == "*"
    with pytest.raises(InvalidStatus):
        await stranger.listen()
    started = await stranger.http.post(
        "/widget/start",
        content=json.dumps({"key": camille.key, "browser": camille.browser}),
        headers={"Origin": "https://evil.example"},
    )
    assert started.status_code == 403
    async with httpx2.AsyncClient(base_url=town.base) as nobody:
        assert (await nobody.get("/widget/frame?key=nobody")).status_code == 404
    await set_website(town, is_enabled=False)
    await camille.tell("view", 404, url="https://shop.example/")
