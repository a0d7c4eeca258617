"""What the chat must know of groups to show them: whether it is asked or only may change, and what became of either (G3)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.people import Agent, Json, Visitor
from tests.journeys.wishes import at, into

pytestmark = pytest.mark.anyio


async def look(visitor: Visitor, path: str) -> Json:
    """Opens the chat on a page; what it shows."""
    await visitor.view(path)
    await visitor.open()
    return await visitor.mode()


def ids(mode: Json) -> list[str]:
    return [] if mode["groups"] is None else [group["id"] for group in mode["groups"]]


async def set_rights(town: Town, agent: Agent, *rights: str) -> None:
    """Without the right `access` one is no member who counts; nobody's presence changes by it."""
    version = next(row["version"] for row in (await town.owner.get("/api/agents"))["items"] if row["id"] == agent.id)
    await town.owner.ask("PATCH", f"/api/agents/{agent.id}", rights=list(rights), version=version)


@pytest.mark.line("G3i", "G3j")
async def test_a_group_set_before_the_first_message_is_told_as_changeable_not_asked_for(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    await town.trigger("French site", at("/fr"), into(french))
    await town.switch(asks_for_group=True)
    camille = town.visitor()

    asked = await look(camille, "/")
    assert (asked["is_asked"], asked["group"], ids(asked)) == (True, None, [sales, french])
    await camille.view("/fr")
    shown = await camille.mode(is_asked=False)
    assert (shown["group"], ids(shown)) == (french, [sales, french])
    assert (await camille.choose(sales))["f"] == "ack"
    changed = await camille.mode(group=sales)
    assert (changed["is_asked"], ids(changed)) == (False, [sales, french])
    await camille.write("Bonjour")
    assert (await town.conversation_of(nora, "Bonjour"))["group"]["group_id"] == sales


@pytest.mark.line("G3k")
async def test_a_private_group_set_before_the_first_message_is_kept_silent(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    secret = await town.group("Fraud squad", marie, is_private=True)
    await town.group("Sales", nora)
    await town.trigger("Watched pages", at("/fr"), into(secret))
    await town.switch(asks_for_group=True)
    camille = town.visitor()

    assert (await look(camille, "/"))["is_asked"] is True
    await camille.view("/fr")
    silent = await camille.mode(groups=None)
    assert (silent["is_asked"], silent["group"], silent["preselected"]) == (False, None, None)
    assert secret.encode() not in camille.received


@pytest.mark.line("G3l")
async def test_a_group_that_begins_or_ceases_to_count_through_its_members_is_told_at_once(town: Town) -> None:
    nora, marie = await town.hire("Nora", "online"), await town.hire("Marie")
    sales, french = await town.group("Sales", nora), await town.group("Support-Team FR", marie)
    await town.trigger("French site", at("/fr"), into(french))
    await town.switch(asks_for_group=True)
    camille = town.visitor()
    assert (await look(camille, "/fr"))["group"] == french
    await camille.write("Bonjour")

    await set_rights(town, marie)
    gone = await camille.mode(group=None)
    assert ids(gone) == [sales]
    await set_rights(town, marie, "access")
    back = await camille.mode(group=french)
    assert ids(back) == [sales, french]
