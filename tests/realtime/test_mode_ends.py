"""The whole server in virtual time: what a widget is told although nothing happens (P3)."""

import asyncio
import logging

import pytest

from tests.realtime.stage import Client
from tests.simulation.loop import passing, virtually
from tests.simulation.shop import START, Shop, W
from zuruf.actions.messages import SendAgentMessage, SendVisitorMessage, send_agent_message, send_visitor_message
from zuruf.actions.sessions import SignIn, sign_in
from zuruf.app import Parts, assemble
from zuruf.domain.actor import Actor
from zuruf.domain.agent import Presence
from zuruf.domain.presence import RECENT_ANSWER_MS
from zuruf.realtime.limits import QUEUE_BYTES
from zuruf.realtime.source import Caller, Kind
from zuruf.settings import Settings
from zuruf.store import sessions
from zuruf.web.signing_in import new_session

FIVE_MINUTES = RECENT_ANSWER_MS / 1000


def now() -> int:
    return START + int(1000 * asyncio.get_running_loop().time())


class House:
    """A shop with its server. Frieda has answered Vera, and is invisible with her console open."""

    def __init__(self) -> None:
        self.shop = Shop(now)
        self.parts: Parts
        self.console: Client
        self.windows: list[Client] = []
        self.answered = 0.0

    async def open(self) -> None:
        await self.shop.open()
        self.parts = assemble(Settings(), self.shop.database, now=now)
        self.parts.hub.start()
        self.console = await self.connect("agent", await self._session())
        await self.shows("invisible")
        vera = Actor("visitor", self.shop.visitors["vera"])
        hello = {"browser_id": self.shop.browsers["vera"], "text": "Hello", "tab": "tab"}
        await self.shop.act(vera, send_visitor_message, SendVisitorMessage, **hello)
        await self.answers()

    async def close(self) -> None:
        await self.parts.hub.stop()
        self.parts.context.passwords.close()
        await self.parts.database.close()

    async def _session(self) -> str:
        frieda = self.shop.agents["frieda"]
        made = new_session(self.parts.context, W, frieda)
        stored = await self.shop.database.read(sessions.password_hash, W, frieda)
        assert stored
        await self.shop.act(Actor("agent", frieda), sign_in, SignIn, session=made.session, verified_hash=stored)
        return made.token

    async def connect(self, kind: Kind, credential: str = "", token: str = "") -> Client:
        site = {"workspace_id": W, "website_id": self.shop.website}
        caller = Caller(kind=kind, address="1.2.3.4", credential=credential, **site)
        client = Client(self.parts.hub.admit(caller))
        client.session.opened(client)
        client.says(f="hello", v=1, instance="", token=token)
        if kind != "browser":
            self.windows.append(client)
        await passing(1)
        return client

    async def shows(self, presence: Presence) -> None:
        """By the socket, as the console does."""
        cid = f"00000000-0000-4000-8000-{now():012d}"
        self.console.says(f="op", cid=cid, op={"type": "presence.choose", "presence": presence})
        await passing(1)
        assert self.console.of("ack")[-1]["cid"] == cid

    async def answers(self) -> None:
        conversation = await self.shop.conversation_of("vera")
        fields = {"conversation_id": conversation.id, "text": "Good day"}
        await self.shop.act(self.shop.agent("frieda"), send_agent_message, SendAgentMessage, **fields)
        self.answered = asyncio.get_running_loop().time()
        await passing(1)

    async def until(self, seconds: float) -> None:
        """So long after the answer; console and chats stay alive, and nobody does anything."""
        end = self.answered + seconds
        while (left := end - asyncio.get_running_loop().time()) > 0:
            await passing(min(left, 10))
            for window in self.windows:
                window.says(f="ping", cursor="")


def modes(client: Client) -> list[str]:
    return [signal["mode"] for signal in client.signals("mode")]


@pytest.mark.line("P3h")
@virtually
async def test_a_chat_and_a_silent_page_learn_of_the_end_of_the_five_minutes_at_that_moment() -> None:
    house = House()
    await house.open()
    vera = await house.connect("visitor", token="vera")
    loader = await house.connect("browser", token="key of vera")
    await house.until(FIVE_MINUTES - 0.1)
    assert modes(vera)[-1] == modes(loader)[-1] == "live"
    await house.until(FIVE_MINUTES + 0.1)
    assert modes(vera)[-1] == modes(loader)[-1] == "message"
    await house.close()


@pytest.mark.line("P3h")
@virtually
async def test_another_answer_begins_another_five_minutes() -> None:
    house = House()
    await house.open()
    vera = await house.connect("visitor", token="vera")
    await house.until(200)
    await house.answers()
    await house.until(FIVE_MINUTES - 0.1)
    assert set(modes(vera)) == {"live"}
    await house.until(FIVE_MINUTES + 0.1)
    assert modes(vera)[-1] == "message"
    await house.close()


@pytest.mark.line("P3h")
@virtually
async def test_whoever_comes_in_the_last_minute_learns_of_its_end_too() -> None:
    """A node that has just started knows no alarm; the welcome works it out."""
    house = House()
    await house.open()
    await house.until(290)
    vera = await house.connect("visitor", token="vera")
    assert modes(vera)[-1] == "live"
    await house.until(FIVE_MINUTES + 0.1)
    assert modes(vera)[-1] == "message"
    await house.close()


@pytest.mark.line("P3h")
@virtually
async def test_an_agent_who_is_online_needs_no_end_and_the_last_window_to_close_takes_it_along() -> None:
    house = House()
    await house.open()
    here, there = await house.connect("visitor", token="vera"), await house.connect("visitor", token="vera")
    alarms = house.parts.hub.alarms
    assert len(alarms) == 1
    await house.shows("online")
    assert len(alarms) == 0
    await house.shows("invisible")
    here.gone()
    assert len(alarms) == 1
    there.gone()
    assert len(alarms) == 0
    await house.close()


@pytest.mark.line("P3h")
@virtually
async def test_a_server_that_has_stopped_looks_at_nothing_any_more(caplog: pytest.LogCaptureFixture) -> None:
    house = House()
    await house.open()
    await house.connect("visitor", token="vera")
    rung = list[str]()
    house.parts.hub.alarms.set(("somebody", "else's"), now() + 60_000, lambda: rung.append("too late"))
    with caplog.at_level(logging.WARNING):
        await house.close()
        await passing(FIVE_MINUTES + 1)
    assert caplog.records == []
    assert rung == []


@pytest.mark.line("P3j")
@virtually
async def test_a_presence_that_changes_the_mode_is_told_to_every_widget_once_and_one_that_does_not_is_not() -> None:
    house = House()
    await house.open()
    vera = await house.connect("visitor", token="vera")
    loader = await house.connect("browser", token="key of vera")
    await house.until(FIVE_MINUTES + 1)
    told = [len(modes(client)) for client in (vera, loader)]
    for presence, mode in (("online", "live"), ("offline", "message"), ("online", "live"), ("invisible", "message")):
        await house.shows(presence)
        assert modes(vera)[told[0] :] == modes(loader)[told[1] :] == [mode], f"{presence}: told once"
        told = [len(modes(client)) for client in (vera, loader)]
    await house.shows("offline")
    assert [len(modes(client)) for client in (vera, loader)] == told, "nobody was there before either"
    await house.close()


@pytest.mark.line("P3j")
@virtually
async def test_whoever_comes_is_told_the_mode_although_it_is_the_same() -> None:
    house = House()
    await house.open()
    first = await house.connect("visitor", token="vera")
    second = await house.connect("visitor", token="vera")
    assert modes(second) == ["live"]
    first.gone()
    second.gone()
    again = await house.connect("visitor", token="vera")
    assert modes(again) == ["live"]
    await house.close()


@pytest.mark.line("P3j")
@virtually
async def test_a_mode_dropped_on_a_slow_line_is_told_again_with_the_next_occasion() -> None:
    house = House()
    await house.open()
    vera = await house.connect("visitor", token="vera")
    vera.takes, vera.waiting = False, QUEUE_BYTES // 2 + 1
    await house.shows("online")
    assert modes(vera) == ["live"], "faces changed, but the line was full"
    vera.takes, vera.waiting = True, 0
    await house.answers()
    assert len(modes(vera)) == 2
    assert vera.signals("mode")[-1]["faces"] == ["Frieda"]
    await house.close()
