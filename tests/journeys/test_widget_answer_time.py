"""The honest first-answer time: what visitors waited, told to the next one (W5)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.people import Agent, Json
from zuruf.domain.answer_time import FEWEST

pytestmark = pytest.mark.anyio


@pytest.mark.line("W5zc", "W5zd")
async def test_what_visitors_waited_for_a_person_is_what_the_next_one_is_told(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    waiting = [await _writes(town, f"Question {n}", marie) for n in range(FEWEST)]
    await town.later(200_000)
    for conversation in waiting[1:]:
        await _answers(marie, conversation)
        await _answers(marie, conversation)  # a second answer is no first one
    assert (await _told(town))["answers_within"] is None

    await _answers(marie, waiting[0])
    await town.later(61_000)
    assert (await _told(town))["answers_within"] == 5
    await marie.ask("PUT", "/api/me/presence", presence="offline")
    assert (await _told(town, "message"))["answers_within"] is None


async def _writes(town: Town, text: str, marie: Agent) -> str:
    visitor = town.visitor()
    await visitor.view("/")
    await visitor.open()
    await visitor.write(text)
    return (await town.conversation_of(marie, text))["id"]


async def _answers(agent: Agent, conversation: str) -> None:
    answer = await agent.socket.op("message.send", text="Here I am", conversation=conversation)
    assert answer["f"] == "ack", answer


async def _told(town: Town, mode: str = "live") -> Json:
    """What somebody who comes now is told by the chat."""
    visitor = town.visitor()
    await visitor.view("/")
    await visitor.open()
    return (await visitor.mode(mode=mode))["widget"]
