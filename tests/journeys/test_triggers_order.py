"""Which trigger wins, what else is done, and how often (T5)."""

from collections import Counter

import pytest

from tests.journeys.conftest import Town
from tests.journeys.people import Agent, Json, Visitor
from tests.journeys.wishes import at, attributes_of, explained, into, mark, say, to

pytestmark = pytest.mark.anyio
HALF_AN_HOUR = 30 * 60


async def writes(town: Town, reader: Agent, text: str, path: str = "/fr") -> Json:
    """A new visitor writes this on this page."""
    visitor = town.visitor()
    await visitor.view(path)
    await visitor.open()
    await visitor.write(text)
    return await town.conversation_of(reader, text)


async def visitor_of(agent: Agent, visitor: Visitor) -> str:
    """The id of somebody online, whom the console makes a visitor of."""
    shown = await agent.socket.until(
        lambda f: (
            f["f"] == "eph"
            and f["eph"]["type"] == "visitors"
            and any(v["url"] == visitor.url for v in f["eph"]["visitors"])
        )
    )
    browser = next(row["browser_id"] for row in shown["eph"]["visitors"] if row["url"] == visitor.url)
    return (await agent.ask("POST", f"/api/browsers/{browser}/visitor", 201))["visitor_id"]


@pytest.mark.line("T5a", "T5b", "T5g", "T5i")
async def test_the_first_accepted_trigger_wins_with_all_its_assignments_and_the_list_can_be_turned(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    first = await town.trigger("French", at("/fr"), into(french), to(nora), mark("first"))
    second = await town.trigger("Cart", at("/fr"), into(sales), mark("second"))
    other = await town.trigger("German", at("/de"), into(sales), mark("other"))

    one = await writes(town, marie, "One")
    assert (one["group"]["group_id"], [row["agent_id"] for row in one["participations"]]) == (french, [nora.id])
    assert set(await attributes_of(marie, one)) == {"first", "second"}
    why = next(
        line["body"]["why"] for line in await explained(marie, one) if line["type"] == "visitor.assigned_to_group"
    )
    assert why["cause"] == {"kind": "trigger", "id": first}
    outcomes = {it["id"]: it["outcome"] for it in why["considered"] if it["kind"] == "trigger"}
    assert outcomes == {first: "won", second: "lost_to_earlier", other: "not_matched"}

    version = (await town.owner.get("/api/triggers"))["version"]
    await town.owner.ask("PUT", "/api/triggers/order", ids=[other, second, first], version=version)
    two = await writes(town, marie, "Two")
    assert (two["group"]["group_id"], two["participations"]) == (sales, [])


@pytest.mark.line("T5c", "T5d", "T6a")
async def test_a_skipped_trigger_does_not_win_and_is_recorded_and_no_match_leaves_the_group(town: Town) -> None:
    marie, paul = await town.hire("Marie", "online"), await town.hire("Paul")
    french, empty = await town.group("Support-Team FR", marie), await town.group("Empty")
    asleep = await town.trigger("Paul", at("/fr"), to(paul))
    hollow = await town.trigger("Empty", at("/fr"), into(empty))
    winner = await town.trigger("French", at("/fr"), into(french))
    camille = town.visitor()
    await camille.view("/fr/suivi")
    await camille.view("/cart")
    await camille.open()

    await camille.write("Bonjour")

    conversation = await town.conversation_of(marie, "Bonjour")
    assert conversation["group"]["group_id"] == french, "no trigger matched on the cart, which changes nothing"
    lines = await explained(marie, conversation)
    refused = {line["actor"]: line["body"]["why"]["rule"] for line in lines if line["type"] == "assignment.refused"}
    assert refused == {f"trigger:{asleep}": "agent_offline", f"trigger:{hollow}": "group_empty"}
    why = next(line["body"]["why"] for line in lines if line["type"] == "visitor.assigned_to_group")
    outcomes = {it["id"]: it["outcome"] for it in why["considered"] if it["kind"] == "trigger"}
    assert outcomes == {asleep: "agent_offline", hollow: "group_empty", winner: "won"}


@pytest.mark.line("T5e")
async def test_a_trigger_neither_moves_nor_joins_what_a_stronger_source_assigned(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    await town.trigger("French", at("/fr"), into(french))
    await town.trigger("Cart", at("/cart"), to(marie))
    camille, john = town.visitor(), town.visitor()
    await camille.view("/one")
    await camille.open()
    await john.view("/two")
    await john.open()
    first, second = await visitor_of(nora, camille), await visitor_of(nora, john)
    await nora.ask("PUT", f"/api/visitors/{first}/group", group_id=sales, seen_group_id=None)
    await nora.ask("PUT", f"/api/visitors/{second}/agents/{nora.id}")

    await camille.view("/fr")
    await john.view("/cart")
    await camille.write("Bonjour")
    await john.write("Hello")

    assert (await town.conversation_of(nora, "Bonjour"))["group"]["group_id"] == sales
    assert [row["agent_id"] for row in (await town.conversation_of(nora, "Hello"))["participations"]] == [nora.id]


@pytest.mark.line("T5f", "T5h")
async def test_acts_keep_their_frequency_and_a_message_is_silent_in_a_conversation(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", marie)
    for often in ("visitor", "visit", "page", "always"):
        await town.trigger(often, at("/"), say(often), frequency=often)
    await town.trigger("French", at("/fr"), into(french), frequency="visitor")
    await town.trigger("Cart", at("/cart"), into(sales), frequency="visitor")
    camille = town.visitor()

    await camille.view("/fr")
    await camille.tell("opened")
    await camille.view("/cart")
    town.pass_silently(HALF_AN_HOUR + 60)
    await camille.view("/fr")
    await camille.open()
    await camille.write("Bonjour")
    await camille.view("/cart")
    await camille.tell("judge")

    conversation = await town.conversation_of(marie, "Bonjour")
    thread = await marie.get(f"/api/conversations/{conversation['id']}")
    said = Counter(message["text"] for message in thread["messages"] if message["is_trigger"])
    assert said == {"visitor": 1, "visit": 2, "page": 3, "always": 4}
    assert conversation["group"]["group_id"] == french, "assignments have no frequency"
