"""Private groups are never shown to visitors: not a byte of them (G2)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.wishes import at, into

pytestmark = pytest.mark.anyio


@pytest.mark.line("G2d", "G3g", "G3h")
async def test_no_byte_that_reaches_a_visitor_names_a_private_group(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    secret = await town.group("Fraud squad", marie, is_private=True)
    sales = await town.group("Sales", nora)
    await town.trigger("Watched pages", at("/fr"), into(secret))
    version = (await town.owner.get("/api/workspace"))["version"]
    await town.owner.ask("PATCH", "/api/workspace", asks_for_group=True, version=version)
    camille = town.visitor()

    await camille.view("/")
    await camille.listen()
    await camille.open()
    offered = await camille.mode()
    assert [group["id"] for group in offered["groups"]] == [sales]
    await camille.view("/fr")
    assert (await camille.choose(sales))["code"] == "group_fixed"
    refused = await camille.choose(secret)
    assert (refused["f"], refused["code"]) == ("nack", "group_gone")
    assert refused["sentence"] == (await camille.choose("grp_nobody"))["sentence"]
    await camille.write("Bonjour")
    assert (await marie.socket.event("message.sent"))["body"]["conversation"]["group"]["group_id"] == secret
    conversation = await town.conversation_of(marie, "Bonjour")
    await marie.socket.op("message.send", conversation=conversation["id"], text="Bonjour Camille")
    await marie.socket.op("message.send", conversation=conversation["id"], text="Fraude ?", kind="comment")
    path = f"/api/visitors/{conversation['visitor']['id']}/group"
    await marie.ask("PUT", path, group_id=sales, seen_group_id=secret)
    await marie.ask("PUT", path, group_id=secret, seen_group_id=sales)
    await marie.ask("POST", f"/api/conversations/{conversation['id']}/close")
    await camille.socket.event("conversation.closed")
    await camille.view("/fr/suivi")
    await camille.tell("opened")
    await camille.open()
    await camille.mode()
    older = await camille.http.get("/widget/messages?before=99", headers={"Authorization": f"Bearer {camille.token}"})
    camille.answers.append(older.content)

    assert b"Bonjour Camille" in older.content
    for byte_string in (secret, "Fraud squad", "Brigade", "Watched pages", "Fraude"):
        assert byte_string.encode() not in camille.received, byte_string
    assert sales.encode() in camille.received


@pytest.mark.line("G2d")
async def test_who_is_in_a_private_group_is_not_shown_until_they_answer(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    secret = await town.group("Fraud squad", marie, is_private=True)
    await town.trigger("Watched pages", at("/fr"), into(secret))
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.mode(mode="live", faces=[marie.name, nora.name])

    await camille.view("/fr")
    await camille.mode(mode="live", faces=[])
    await camille.write("Bonjour")
    conversation = await town.conversation_of(marie, "Bonjour")
    await marie.socket.op("message.send", conversation=conversation["id"], text="Bonjour Camille")
    await camille.mode(mode="live", faces=[marie.name])
