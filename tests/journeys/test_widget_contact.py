"""Contact forms, from the settings to what agents see (W3)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.people import Json
from tests.journeys.test_presence_widget import set_website

pytestmark = pytest.mark.anyio
AGREE = "I agree to be answered by e-mail."


def form(*fields: Json, when: str = "before", **more: object) -> Json:
    return {"when": when, "fields": list(fields), **more}


EMAIL = {"kind": "email", "is_required": True}
ORDER = {"kind": "attribute", "label": "Order", "labels": {"en": "Order number", "de": "Bestellnummer"}}


@pytest.mark.line("W3a", "W3b", "W3c", "W3d")
async def test_a_form_before_the_first_message_is_asked_for_checked_and_told_to_agents(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    live = form(EMAIL, ORDER, consents={"en": AGREE, "de": "Ja."}, consent_link="https://shop.example/privacy")
    await set_website(town, widget={"live_form": live, "offline_form": form({"kind": "phone", "is_required": True})})
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    asked = (await camille.mode())["widget"]["form"]
    assert [one["name"] for one in asked["fields"]] == ["email", "Order"]
    assert (asked["consent"], asked["consent_link"]) == (AGREE, "https://shop.example/privacy")

    refused = await camille.socket.op("message.send", text="Hello", page=camille.tab)
    assert (refused["f"], refused["code"], refused["field"]) == ("nack", "contact_required", "contact.email")
    refused = await camille.socket.op("contact.give", email="camille", consent=AGREE)
    assert (refused["code"], refused["field"]) == ("not_an_email", "contact.email")
    given = {"email": "camille@home.example", "attributes": {"Order": "7"}}
    refused = await camille.socket.op("contact.give", **given, consent="Something else")
    assert (refused["code"], refused["field"]) == ("consent_changed", "contact.consent")
    assert (await camille.socket.op("contact.give", **given, consent=AGREE))["f"] == "ack"
    while (await camille.mode())["widget"]["form"]:
        pass
    await camille.write("Hello")

    conversation = await town.conversation_of(marie, "Hello")
    visitor = conversation["visitor"]
    assert (visitor["email"], visitor["attributes"]) == ("camille@home.example", {"Order": "7"})
    [consent] = (await marie.get(f"/api/visitors/{visitor['id']}"))["consents"]
    assert (consent["text"], consent["language"]) == (AGREE, "en")
    assert consent["link"] == "https://shop.example/privacy"
    assert consent["at"] > 0


@pytest.mark.line("W3e", "W3f")
async def test_while_nobody_is_there_the_other_form_counts(town: Town) -> None:
    await set_website(town, widget={"live_form": form(EMAIL), "offline_form": form(ORDER, when="after")})
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    assert (await camille.mode(mode="message"))["widget"]["form"] is None
    await camille.write("Hello?")
    while not (asked := (await camille.mode())["widget"]["form"]):
        pass
    assert ([(one["name"], one["label"]) for one in asked["fields"]], asked["when"]) == (
        [("Order", "Order number")],
        "after",
    )
    marie = await town.hire("Marie", "online")
    await camille.mode(mode="live")
    assert (await town.conversation_of(marie, "Hello?"))["is_open"]
