"""The demonstration's people at a real server: whom its agents find waiting, and what its visitors do."""

import contextlib

import pytest

from tests.journeys.conftest import SHOP, Town
from tests.journeys.people import PASSWORD
from tests.journeys.wishes import at, into
from zuruf.demo.clients import AgentClient, VisitorClient

pytestmark = pytest.mark.anyio


async def test_a_demonstrations_agent_answers_ones_own_and_unassigned_visitors_and_no_other_groups(town: Town) -> None:
    marie, nora = await town.hire("Marie"), await town.hire("Nora")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    await town.trigger("FR", at("/fr"), into(french))
    await town.trigger("Sales", at("/sales"), into(sales))
    for path, language, text in (("/fr", "fr", "Bonjour"), ("/sales", "en", "Hello"), ("/", "de", "Guten Tag")):
        visitor = town.visitor()
        await visitor.view(path, language=language)
        await visitor.open()
        await visitor.write(text)
    own = (await town.conversation_of(town.owner, "Bonjour"))["id"]
    unassigned = (await town.conversation_of(town.owner, "Guten Tag"))["id"]

    agent = await AgentClient.sign_in(town.base, marie.email, PASSWORD)
    async with contextlib.aclosing(agent):
        async with contextlib.aclosing(agent.waiting()) as waiting:
            assert [await anext(waiting), await anext(waiting)] == [(own, "fr"), (unassigned, "de")]
        await agent.reply(own, "Bonjour !")
        async with contextlib.aclosing(agent.waiting()) as waiting:
            assert await anext(waiting) == (unassigned, "de"), "who has been answered waits no more"


async def test_a_demonstrations_visitor_looks_writes_and_hears_the_answer(town: Town) -> None:
    marie = await town.hire("Marie")
    await marie.online()
    visitor = VisitorClient(town.base, town.key, SHOP, "fr")
    async with contextlib.aclosing(visitor):
        await visitor.view("/fr/")
        await visitor.open()
        await visitor.describe("Camille", "camille@example.org")
        await visitor.write("Bonjour")
        conversation = await town.conversation_of(marie, "Bonjour")
        assert conversation["visitor"]["name"] == "Camille"
        await marie.socket.op("message.send", conversation=conversation["id"], text="Bonjour Camille")
        await visitor.answered()
