"""Closing a conversation and opening it again (I6)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import knock
from tests.journeys.people import Agent

pytestmark = pytest.mark.anyio


async def closed_ones(agent: Agent) -> list[str]:
    return [item["id"] for item in (await agent.get("/api/conversations?view=all&state=closed"))["items"]]


async def open_ones(agent: Agent) -> list[str]:
    return [item["id"] for item in (await agent.get("/api/conversations?view=all"))["items"]]


@pytest.mark.line("I6a", "I6b")
async def test_a_closed_conversation_leaves_every_open_list_and_is_found_among_the_closed(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.agent(marie, nora)
    await desk.do(marie, "close")
    told = await nora.socket.event("conversation.closed")
    assert told["body"]["conversation"]["is_open"] is False
    assert told["body"]["conversation"]["participations"] == []
    assert await desk.mine_of() == []
    assert not await desk.is_unassigned()
    assert await open_ones(nora) == []
    assert await closed_ones(nora) == [desk.id]
    assert (await nora.get("/api/counts"))["mine"] == 0
    view = await desk.view()
    assert view["closed_at"] is not None
    assert view["waiting_since"] is None


@pytest.mark.line("I6c")
async def test_the_visitor_is_told_that_it_is_closed_and_may_go_on_writing(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    await desk.reply(marie)
    await desk.do(marie, "close")
    told = await desk.visitor.socket.event("conversation.closed")
    assert told["body"]["conversation"]["is_open"] is False
    await desk.visitor.write("One more thing")
    view = await desk.view()
    assert (view["is_open"], view["episode"]) == (True, 2)


@pytest.mark.line("I6d", "I6e")
async def test_a_reopened_conversation_is_where_it_was_with_those_it_had(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.reply(marie)
    await desk.agent(marie, nora)
    await desk.do(nora, "close")
    await desk.do(marie, "reopen")
    told = await nora.socket.event("conversation.reopened")
    assert told["body"]["conversation"]["is_open"] is True
    assert (await desk.visitor.socket.event("conversation.reopened"))["body"]["conversation"]["is_open"] is True
    assert await desk.mine_of() == ["Marie", "Nora"]
    view = await desk.view()
    assert (view["is_open"], view["episode"], view["closed_at"]) == (True, 1, None)
    assert await closed_ones(marie) == []


@pytest.mark.line("I6f")
async def test_closing_what_is_closed_and_opening_what_is_open_changes_nothing(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    await desk.do(marie, "reopen")
    await desk.do(marie, "close")
    await desk.do(town.owner, "close")
    await desk.do(marie, "reopen")
    history = (await marie.get(f"/api/conversations/{desk.id}"))["history"]
    assert [(line["type"], line["actor"]) for line in history] == [
        ("conversation.closed", f"agent:{marie.id}"),
        ("conversation.reopened", f"agent:{marie.id}"),
    ]
    helper = await town.hire("Hugo", rights=["configure"])
    for what in ("close", "reopen"):
        assert (await desk.do(helper, what, 403))["code"] == "right_missing"
