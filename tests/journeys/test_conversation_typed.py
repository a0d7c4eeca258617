"""What a visitor types and has not sent, over a real server: a website's setting, off by default (I4)."""

import json
import logging
from typing import Any

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, knock
from tests.journeys.people import Agent, Json, Socket
from zuruf.store import streams
from zuruf.store.transaction import Reader

pytestmark = pytest.mark.anyio

SECRET = "XYZZY, or rather"


async def says(socket: Socket, **say: object) -> None:
    await socket.wire.send(json.dumps({"f": "say", "say": say}))


async def looks(agent: Agent, desk: Desk) -> None:
    await says(agent.socket, type="watching", conversation=desk.id)
    await agent.socket.until(
        lambda f: f["f"] == "eph" and f["eph"]["type"] == "watching" and agent.id in f["eph"]["agents"], "watching"
    )


async def typed(agent: Agent) -> Json:
    """The next signal of the visitor's typing; those before are forgotten."""
    found = await agent.socket.until(
        lambda f: f["f"] == "eph" and f["eph"]["type"] == "typing" and f["eph"]["on"], "the visitor typing"
    )
    agent.socket.frames.clear()
    return found["eph"]


async def sets(town: Town, **widget: Any) -> Json:
    """Changes what the website's widget does; as it is answered then."""
    site = next(site for site in (await town.owner.get("/api/websites"))["items"] if site["id"] == town.website)
    body = {name: site[name] for name in ("name", "origins", "version")} | {"widget": site["widget"] | widget}
    await town.owner.ask("PUT", f"/api/websites/{town.website}", **body)
    return (await town.owner.get("/api/websites"))["items"][0]["widget"]


@pytest.mark.line("I4ta", "I4tb", "I4tc", "I4tf")
async def test_what_a_visitor_types_is_shown_where_the_website_says_so_and_kept_nowhere(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="zuruf")
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk, other = await knock(town), await knock(town, text="I am somebody else")
    await looks(marie, desk)
    await looks(nora, other)
    assert (await desk.visitor.mode())["widget"]["shows_typed"] is False
    await says(desk.visitor.socket, type="typing", text=SECRET)
    assert "text" not in await typed(marie), "off by default, whatever a widget sends"
    await typed(nora)

    refused = await town.owner.ask(
        "PUT",
        f"/api/websites/{town.website}",
        422,
        name="Shop",
        origins=[],
        version=1,
        widget={"shows_typed": "perhaps"},
    )
    assert refused["field"] == "widget.shows_typed"
    assert (await sets(town, shows_typed=True))["shows_typed"] is True
    assert (await desk.visitor.mode())["widget"]["shows_typed"] is True
    await says(desk.visitor.socket, type="typing", text=SECRET)
    assert (await typed(marie))["text"] == SECRET
    assert "text" not in await typed(nora)

    assert (await sets(town, shows_typed=False))["shows_typed"] is False
    await says(desk.visitor.socket, type="typing", text="PLUGH")
    await desk.visitor.write("Never mind")
    await marie.socket.event("message.sent")
    assert b"PLUGH" not in b"".join(marie.socket.raw)
    for words in ("XYZZY", "PLUGH"):
        assert words not in caplog.text
        for kept in (await _events(town), json.dumps(await marie.get(f"/api/conversations/{desk.id}"))):
            assert words not in kept
        for received in (b"".join(nora.socket.raw), desk.visitor.received, other.visitor.received):
            assert words.encode() not in received


async def _events(town: Town) -> str:
    async def query(reader: Reader) -> str:
        found = await streams.events_since(reader, town.workspace, 0, 1_000)
        return "".join(str((event.body, event.visitor_body)) for event in found)

    return await town.parts.database.read(query)
