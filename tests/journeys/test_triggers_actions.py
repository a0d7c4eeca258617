"""THEN: every action, and what automatic messages are (T4, T15)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.people import Json
from tests.journeys.test_presence_widget import set_website
from tests.journeys.wishes import ALL_AGENTS, at, attributes_of, explained, into, mark, say, to, when

pytestmark = pytest.mark.anyio


def is_automatic(frame: Json) -> bool:
    return frame["f"] == "ev" and bool((frame["body"].get("message") or {}).get("is_trigger"))


@pytest.mark.line("T4a", "T4b")
async def test_a_trigger_assigns_to_a_group_or_to_all_agents(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    french, camille = await town.group("Support-Team FR", marie), town.visitor()
    await town.trigger("French site", at("/fr"), into(french))
    await town.trigger("Home", at("/home"), ALL_AGENTS)

    await camille.view("/fr")
    await camille.view("/home")
    await camille.open()
    await camille.write("Bonjour")

    conversation = await town.conversation_of(marie, "Bonjour")
    assert (conversation["group"]["group_id"], conversation["group"]["source"]) == (None, "trigger")
    assert await marie.unassigned() == [conversation["id"]]
    moves = [
        line["body"] for line in await explained(marie, conversation) if line["type"] == "visitor.assigned_to_group"
    ]
    assert [(move["from_group"], move["to_group"]) for move in moves] == [(french, None), (None, french)]
    assert moves[1]["why"]["conditions"][0]["found"] == "https://shop.example/fr"


@pytest.mark.line("T4c", "T4d")
async def test_a_trigger_assigns_to_an_agent_and_skips_an_offline_one_with_its_reason(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    paul = await town.hire("Paul")
    await town.trigger("To Marie", at("/fr"), to(marie))
    asleep = await town.trigger("To Paul", at("/de"), to(paul))
    camille, john = town.visitor(), town.visitor()
    await camille.view("/fr")
    await john.view("/de")
    await camille.open()
    await john.open()

    await camille.write("Bonjour")
    first = await nora.socket.event("message.sent")
    assert first["body"]["alerted"] == [marie.id]
    assert await marie.mine() == [first["body"]["conversation"]["id"]]
    await john.write("Guten Tag")
    conversation = await town.conversation_of(nora, "Guten Tag")
    assert conversation["participations"] == []
    assert await nora.unassigned() == [conversation["id"]]
    refusal = next(line for line in await explained(nora, conversation) if line["type"] == "assignment.refused")
    assert refusal["actor"] == f"trigger:{asleep}"
    assert (refusal["body"]["why"]["rule"], "Paul" in refusal["body"]["line"]) == ("agent_offline", True)


@pytest.mark.line("T4d")
async def test_a_skipped_action_beside_an_accepted_one_is_recorded_too(town: Town) -> None:
    marie, paul = await town.hire("Marie", "online"), await town.hire("Paul")
    french, camille = await town.group("Support-Team FR", marie), town.visitor()
    await town.trigger("Both", at("/fr"), into(french), to(paul))
    await camille.view("/fr")
    await camille.open()

    await camille.write("Bonjour")

    conversation = await town.conversation_of(marie, "Bonjour")
    assert conversation["group"]["group_id"] == french
    refusals = [line for line in await explained(marie, conversation) if line["type"] == "assignment.refused"]
    assert {line["body"]["why"]["rule"] for line in refusals} == {"agent_offline"}


@pytest.mark.line("T4e", "T15a", "T15b", "T15c")
async def test_an_automatic_message_is_marked_and_opens_no_episode_until_a_person_writes(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    texts = {"en": "May I help?", "fr": "Puis-je vous aider ?"}
    await town.trigger("Help", at("/fr"), {"kind": "send_message", "texts": texts, "agent_id": marie.id})
    await town.trigger("Welcome", at("/home"), say("Welcome"))
    camille, john = town.visitor(), town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.view("/fr", language="fr-CA")
    await john.view("/home", language="de")
    await john.open()

    helping = (await camille.socket.until(is_automatic, "an automatic message"))["body"]["message"]
    assert (helping["text"], helping["kind"], helping["author"]["name"]) == ("Puis-je vous aider ?", "agent", "Marie")
    assert "seen" not in helping
    welcome = next(
        frame["visitor"]["messages"][0]
        for frame in john.socket.frames
        if frame["f"] == "snap" and frame["visitor"]["messages"]
    )
    assert (welcome["text"], welcome["kind"], welcome["author"], welcome["is_trigger"]) == (
        "Welcome",
        "website",
        None,
        True,
    )
    told = (await nora.socket.until(is_automatic, "an automatic message"))["body"]
    assert (told["opened"], told["alerted"], told["conversation"]["is_open"]) == (False, [], False)
    assert await marie.mine() == await marie.unassigned() == []
    assert (await marie.get("/api/counts"))["unassigned"] == 0

    await camille.write("Oui !")
    opened = (await nora.socket.event("message.sent", opened=True))["body"]
    assert opened["conversation"]["episode"] == 1
    assert opened["alerted"] == [marie.id], "who signed the automatic message is assigned"
    assert await marie.mine() == [opened["conversation"]["id"]]


@pytest.mark.line("T4f", "T4g")
async def test_a_trigger_opens_shows_and_hides_the_widget_and_asks_for_the_group(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    sales, camille = await town.group("Sales", marie), town.visitor()
    for act in ("open", "show", "hide"):
        await town.trigger(act, at(f"/{act}"), {"kind": f"{act}_widget"})
    await town.trigger("Ask", at("/ask"), {"kind": "ask_for_group"})
    await town.trigger("Slow", when("time_on_page", "at_least", 10), {"kind": "open_widget"}, frequency="page")

    assert (await camille.view("/"))["acts"] == []
    for act in ("open", "show", "hide"):
        assert (await camille.view(f"/{act}"))["acts"] == [act]
    await camille.open()
    assert (await camille.mode())["groups"] is None
    assert (await camille.view("/ask"))["acts"] == ["ask_for_group"]
    asked = await camille.mode(groups=[{"id": sales, "name": "Sales", "is_online": True}])
    assert asked["preselected"] is None
    assert (await camille.choose(sales))["f"] == "ack"
    assert (await camille.mode())["preselected"] == sales
    town.pass_silently(12)
    assert (await camille.tell("judge"))["acts"] == ["open"]
    await camille.write("Bonjour")
    assert (await town.conversation_of(marie, "Bonjour"))["group"]["source"] == "visitor"


@pytest.mark.line("T4h", "T4i")
async def test_an_attribute_set_by_a_trigger_may_make_the_next_one_match_but_never_for_ever(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    french, camille = await town.group("Support-Team FR", marie), town.visitor()
    await town.trigger("Assign", when("attribute", "equals", "french", name="kind"), into(french))
    await town.trigger("Mark", at("/fr"), mark("kind", "french"))
    await town.trigger(
        "There", when("attribute", "not_equals", "back", name="ball"), mark("ball", "back"), frequency="always"
    )
    await town.trigger(
        "Back", when("attribute", "not_equals", "there", name="ball"), mark("ball", "there"), frequency="always"
    )
    await town.trigger("Serve", at("/fr"), mark("ball", "served"), frequency="visitor")

    await camille.view("/fr")
    # Before anything else is judged: the first message would find the attribute in any case.
    await marie.socket.event("visitor.assigned_to_group", to_group=french)
    await camille.open()
    await camille.write("Bonjour")

    conversation = await town.conversation_of(marie, "Bonjour")
    assert conversation["group"]["group_id"] == french
    found = await attributes_of(marie, conversation)
    assert found["kind"] == "french"
    assert found["ball"] in ("there", "back")
    changes = await marie.get(f"/api/conversations/{conversation['id']}")
    assert len([line for line in changes["history"] if line["type"] == "visitor.changed"]) < 30


@pytest.mark.line("T4j", "T4k")
async def test_a_trigger_shows_the_contact_form_before_its_time_until_it_is_filled_in(town: Town) -> None:
    await town.hire("Marie", "online")
    await town.trigger("Form", at("/offer"), {"kind": "show_form"}, frequency="always")
    camille = town.visitor()
    assert (await camille.view("/offer"))["acts"] == [], "there is no form"

    form = {"when": "after", "fields": [{"kind": "email", "is_required": False}], "consents": {}, "consent_link": ""}
    await set_website(town, widget={"live_form": form})
    await camille.view("/")
    await camille.open()
    assert (await camille.mode())["widget"]["form"] is None
    assert (await camille.view("/offer"))["acts"] == ["show_form"]
    while not (asked := (await camille.mode())["widget"]["form"]):
        pass
    assert [one["name"] for one in asked["fields"]] == ["email"]
    assert (await camille.socket.op("contact.give", email="camille@shop.example"))["f"] == "ack"
    while (await camille.mode())["widget"]["form"]:
        pass
    assert (await camille.view("/offer"))["acts"] == [], "there is nothing left to ask"
