"""The first journey through every layer: a French visitor, Support-Team FR, # and 👤+."""

import pytest

from tests.journeys.conftest import Town

pytestmark = pytest.mark.anyio

FRENCH = {"kind": "test", "fact": "current_url", "operator": "at_or_under", "value": "https://shop.example/fr"}


@pytest.mark.line("T8", "A10", "A11", "A12", "A7")
async def test_a_french_visitor_lands_with_the_french_team_and_is_handed_on(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    lea = await town.hire("Lea", "invisible")
    nora = await town.hire("Nora", "online")
    french = await town.group("Support-Team FR", marie, lea)
    sales = await town.group("Sales", nora)
    await town.trigger("French site", FRENCH, {"kind": "assign_group", "group_id": french})
    camille, john = town.visitor(), town.visitor()
    await camille.view("/fr/suivi")
    await john.view("/cart")
    await camille.open()
    await john.open()
    await camille.write("Bonjour")

    sent = await marie.socket.event("message.sent")
    conversation = sent["body"]["conversation"]
    assert conversation["group"]["group_id"] == french
    assert sent["body"]["alerted"] == [marie.id]
    assert await lea.mine() == [conversation["id"]]
    assert await nora.mine() == []
    assert await nora.unassigned() == []
    await john.write("Hello")
    assert len(await nora.unassigned()) == 1

    visitor = conversation["visitor"]["id"]
    await marie.ask("PUT", f"/api/visitors/{visitor}/group", group_id=sales, seen_group_id=french)
    assert await marie.mine() == []
    assert await nora.mine() == [conversation["id"]]
    assert len(await nora.alerts()) >= 1
    await marie.ask("PUT", f"/api/visitors/{visitor}/group", 409, group_id=french, seen_group_id=french)
    await nora.ask("PUT", f"/api/visitors/{visitor}/agents/{marie.id}")
    assert await marie.mine() == [conversation["id"]]
    await marie.ask(
        "POST", f"/api/conversations/{conversation['id']}/messages", 201, text="Bonjour Camille", kind="reply"
    )
    answer = await camille.socket.until(
        lambda frame: frame["f"] == "ev" and (frame["body"].get("message") or {}).get("kind") == "agent",
        "Marie's answer",
    )
    assert answer["body"]["message"]["text"] == "Bonjour Camille"
    assert answer["body"]["message"]["author"]["name"] == "Marie"
