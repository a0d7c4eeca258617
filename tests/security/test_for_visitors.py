"""Visitors are told nothing that is for agents, in no answer and no frame: comments, notes, private groups, triggers, addresses (G2)."""

from collections.abc import AsyncIterator

import msgspec
import pytest

from tests.security.conftest import closed
from tests.security.matrix import ROWS
from tests.security.street import CID, Street, street
from tests.security.test_matrix import principal
from tests.security.world import ORIGIN
from zuruf.realtime.frames import Op
from zuruf.store import browsers
from zuruf.web.modes import Modes
from zuruf.web.ops import DatabaseOps
from zuruf.web.source import DatabaseSource

FOR_AGENTS = (
    "amber comment",
    "amber note",
    "amber why",
    "amber board",
    "amber trigger",
    "amber key",
    "@shop.example",
)
OWN = "ada@shop.example"  # what the visitor said of themselves


@pytest.fixture(scope="module")
async def near() -> AsyncIterator[Street]:
    made = await street()
    await made.without_neighbours()
    yield made
    await closed(made.world)


def for_agents(near: Street) -> list[str]:
    """The words, and every id that only agents deal with: those who answered sign their messages."""
    ids, people = near.world.ids, near.world.house.people
    silent = set(people.values()) - {people["owner"], people["target"]}
    return [*FOR_AGENTS, *silent, ids["hidden"], ids["trigger"], ids["api_key"]]


async def test_no_answer_of_the_widget_tells_it(near: Street) -> None:
    asked = [row for row in ROWS if row.path.startswith("/widget/") and row.needs != "a build"]
    told = [
        (
            await near.world.ask(
                "visitor",
                row.method,
                row.path.replace("before=1", "before=99999"),
                row.body,
                origin=row.origin or ORIGIN,
            )
        ).text
        for row in asked
    ]
    assert any("amber reply" in answer for answer in told)
    _holds_nothing(told, for_agents(near))


async def test_no_frame_of_a_visitor_starts_from_it_or_brings_it(near: Street) -> None:
    """The snapshot, the mode, and what every event there ever was told the visitor."""
    world = near.world
    source, modes = DatabaseSource(world.context), Modes(world.context)
    browser = await world.database.read(browsers.get, "wsp_1", world.ids["browser"])
    events = (await source.events_since("wsp_1", 0, 1000)).events
    own = [event for event in events if event.conversation_id == world.ids["conversation"]]
    snapshot = (await source.visitor_snapshot("wsp_1", world.ids["visitor"])).snapshot
    told = [
        msgspec.json.encode(snapshot).decode(),
        msgspec.json.encode(await modes.mode_of("wsp_1", browser, "en")).decode(),
        *[(event.visitor_body or b"").decode() for event in own],
    ]
    assert any("amber reply" in frame for frame in told[2:])
    assert "amber reply" in told[0]
    _holds_nothing(told, for_agents(near))


async def test_no_answer_to_a_visitors_op_tells_it(near: Street) -> None:
    ops = ({"type": "message.send", "text": "Hi", "page": "1"}, {"type": "visitor.describe", "name": "Ada"})
    who = principal(near.world, "visitor", "visitor")
    told = [
        repr(
            await DatabaseOps(near.world.context).perform(
                who, msgspec.convert({"f": "op", "cid": CID[:-1] + str(n), "op": op}, Op)
            )
        )
        for n, op in enumerate(ops, 5)
    ]
    _holds_nothing(told, for_agents(near))


def _holds_nothing(told: list[str], words: list[str]) -> None:
    for answer in told:
        assert [word for word in words if word in answer.replace(OWN, "")] == [], answer
