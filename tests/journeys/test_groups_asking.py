"""Asking visitors to choose a group: what is offered, when, and what the choice does (G3)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.people import Agent, Visitor
from tests.journeys.wishes import at, explained, into, picked

pytestmark = pytest.mark.anyio
HALF_AN_HOUR = 30 * 60


async def ask_for_a_group(town: Town) -> None:
    version = (await town.owner.get("/api/workspace"))["version"]
    await town.owner.ask("PATCH", "/api/workspace", asks_for_group=True, version=version)


async def arrive(visitor: Visitor, path: str = "/cart") -> list[str] | None:
    """Opens the chat on a page; the ids of the groups asked for, None when not asked."""
    await visitor.view(path)
    await visitor.open()
    mode = await visitor.mode()
    return [group["id"] for group in mode["groups"]] if mode["is_asked"] else None


async def close(agent: Agent, text: str) -> None:
    conversation = next(
        item for item in (await agent.get("/api/conversations?view=all"))["items"] if item["last"]["text"] == text
    )
    await agent.ask("POST", f"/api/conversations/{conversation['id']}/close")


@pytest.mark.line("G3a", "G1c")
async def test_enabled_public_groups_are_offered_in_the_visitors_language_with_what_to_expect(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora")
    body = {"names": {"en": "Support", "fr": "Assistance"}, "members": [marie.id]}
    support = (await town.owner.ask("POST", "/api/groups", 201, **body))["id"]
    sales = await town.group("Sales", nora)
    await town.group("Closed", marie, is_enabled=False)
    await town.group("Hidden", marie, is_private=True)
    await town.group("Nobody")
    camille, john, silent = town.visitor(), town.visitor(), town.visitor()
    assert await arrive(silent) is None
    await ask_for_a_group(town)

    await camille.view("/fr", widget_language="fr-CA")
    await camille.open()
    french = await camille.mode()
    await john.view("/", widget_language="en", language="en")
    await john.open()
    english = await john.mode()

    assert french["groups"] == [
        {"id": support, "name": "Assistance", "is_online": True},
        {"id": sales, "name": "Sales", "is_online": False},
    ]
    assert [group["name"] for group in english["groups"]] == ["Sales", "Support"]
    assert french["preselected"] is None


@pytest.mark.line("G3b")
async def test_anyone_is_no_choice_and_triggers_still_assign(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    french, camille = await town.group("Support-Team FR", marie), town.visitor()
    await town.trigger("French site", at("/fr"), into(french))
    await ask_for_a_group(town)
    assert await arrive(camille) == [french]

    assert (await camille.choose(None))["f"] == "ack"
    await camille.view("/fr")
    await camille.write("Bonjour")

    group = (await town.conversation_of(marie, "Bonjour"))["group"]
    assert (group["group_id"], group["source"]) == (french, "trigger")


@pytest.mark.line("G3b")
async def test_anyone_takes_a_choice_back_and_triggers_assign_again(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    await town.trigger("French site", at("/fr"), into(french))
    await ask_for_a_group(town)
    camille, john = town.visitor(), town.visitor()
    for visitor in (camille, john):
        await arrive(visitor)
        assert (await visitor.choose(sales))["f"] == "ack"

    assert (await camille.choose(None))["f"] == "ack"
    assert (await camille.mode(group=None))["preselected"] is None
    await camille.view("/fr")
    await camille.write("Bonjour")
    group = (await town.conversation_of(marie, "Bonjour"))["group"]
    assert (group["group_id"], group["source"]) == (french, "trigger")
    assert (await camille.choose(None))["f"] == "ack"
    assert (await town.conversation_of(marie, "Bonjour"))["group"]["group_id"] == french, "a trigger set this one"

    await john.write("Hello")
    written = await town.conversation_of(nora, "Hello")
    assert written["group"]["group_id"] == sales
    await john.choose(None)
    items = await explained(nora, written)
    moved = next(item["body"] for item in items if item["type"] == "visitor.assigned_to_group")
    assert (moved["from_group"], moved["to_group"]) == (sales, None)
    assert moved["alerted"] == sorted([marie.id, nora.id])
    assert (moved["conversation"]["group"]["source"], moved["conversation"]["group"]["by"]) == ("trigger", "")
    assert await marie.unassigned() == [written["id"]]


@pytest.mark.line("G3c", "G3d")
async def test_a_visitor_is_asked_once_an_episode_and_a_former_choice_is_preselected(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    sales, camille, john = await town.group("Sales", marie), town.visitor(), town.visitor()
    await ask_for_a_group(town)
    await arrive(camille)
    await arrive(john)
    await camille.choose(sales)
    await john.choose(None)
    await camille.write("Bonjour")
    await john.write("Hello")
    assert (await town.conversation_of(marie, "Bonjour"))["group"]["source"] == "visitor"
    await close(marie, "Bonjour")
    await close(marie, "Hello")

    assert await arrive(camille) is None, "the group was set in this visit"
    assert await arrive(john) == [sales], "anyone was no choice, and this is another episode"
    town.pass_silently(HALF_AN_HOUR + 60)
    await camille.view("/")
    await camille.open()
    asked = await camille.mode()
    assert [group["id"] for group in asked["groups"]] == [sales]
    assert asked["preselected"] == sales


@pytest.mark.line("G3e")
async def test_whose_group_was_set_in_this_visit_is_not_asked_and_may_change_it_until_an_agent_answers(
    town: Town,
) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    await town.trigger("French site", at("/fr"), into(french))
    await ask_for_a_group(town)
    camille = town.visitor()
    await camille.view("/fr")
    await camille.open()
    shown = await camille.mode(
        groups=[
            {"id": sales, "name": "Sales", "is_online": True},
            {"id": french, "name": "Support-Team FR", "is_online": True},
        ]
    )
    assert (shown["is_asked"], shown["preselected"]) == (False, french)

    await camille.write("Bonjour")
    assert (await camille.choose(sales))["f"] == "ack"
    conversation = await town.conversation_of(nora, "Bonjour")
    assert conversation["group"]["group_id"] == sales
    await nora.socket.op("message.send", conversation=conversation["id"], text="Bonjour Camille")
    refused = await camille.choose(french)
    assert (refused["f"], refused["code"]) == ("nack", "already_answered")
    await camille.mode(groups=None)


@pytest.mark.line("G3f")
async def test_changing_the_group_takes_back_the_unseen_alerts_of_the_first(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    await ask_for_a_group(town)
    camille = town.visitor()
    await arrive(camille)
    await camille.choose(french)
    await camille.write("Bonjour")
    assert (await marie.socket.event("message.sent"))["body"]["alerted"] == [marie.id]

    await camille.choose(sales)

    moved = await marie.socket.event("visitor.assigned_to_group", to_group=sales)
    assert (moved["body"]["withdrawn"], moved["body"]["alerted"]) == ([marie.id], [nora.id])
    await nora.socket.event("visitor.assigned_to_group", alerted=[nora.id])
    conversation = await town.conversation_of(nora, "Bonjour")
    alerts = [alert for line in await explained(nora, conversation) for alert in line["alerts"]]
    withdrawn = {alert["agent_id"]: alert["withdrawn_at"] is not None for alert in alerts}
    assert withdrawn == {marie.id: True, nora.id: False}
    assert (await picked(nora, conversation))[sales]["online"] == 1
    assert await marie.mine() == []
