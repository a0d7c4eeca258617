"""Distribution "everyone": all are called, who answers first owns the conversation (G4)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.wishes import at, into

pytestmark = pytest.mark.anyio


@pytest.mark.line("G4a", "G4b", "G4c")
async def test_all_members_are_called_and_who_answers_first_owns_the_conversation(town: Town) -> None:
    marie, lea = await town.hire("Marie", "online"), await town.hire("Lea", "online")
    paul = await town.hire("Paul")
    french, camille = await town.group("Support-Team FR", marie, lea, paul), town.visitor()
    await town.trigger("French site", at("/fr"), into(french))
    await camille.view("/fr")
    await camille.open()

    await camille.write("Bonjour")
    called = await lea.socket.event("message.sent")
    assert called["body"]["alerted"] == sorted([marie.id, lea.id])
    conversation = called["body"]["conversation"]
    await marie.ask("POST", f"/api/conversations/{conversation['id']}/messages", 201, text="Bonjour", kind="reply")
    joined = await lea.socket.event("agent.joined", agent_id=marie.id)
    assert joined["body"]["withdrawn"] == [lea.id]
    assert joined["body"]["conversation"]["owner"] == marie.id

    await camille.write("Où est mon colis ?")
    second = await lea.socket.until(
        lambda f: f["f"] == "ev" and (f["body"].get("message") or {}).get("text") == "Où est mon colis ?"
    )
    assert second["body"]["alerted"] == [marie.id]
    for member in (marie, lea, paul):
        items = (await member.get("/api/conversations?view=mine"))["items"]
        assert [(item["id"], item["owner"]) for item in items] == [(conversation["id"], marie.id)]

    await lea.ask("POST", f"/api/conversations/{conversation['id']}/messages", 201, text="Bonjour", kind="reply")
    assert (await town.conversation_of(marie, "Bonjour"))["owner"] == marie.id, "who answers later takes nothing over"
