"""The frame's token: whose it becomes, and whose it never does (W1d)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.people import Json, Visitor
from tests.journeys.test_presence_widget import set_website
from tests.journeys.test_widget_remembering import look, say
from tests.journeys.wishes import all_of, at, attributes_of, into, when

pytestmark = pytest.mark.anyio

OWN = "0123456789abcdef0123456789abcdef"


async def thread_of(visitor: Visitor, token: str) -> tuple[int, list[str]]:
    """What a token gives to read."""
    answer = await visitor.http.get("/widget/messages?before=99", headers={"Authorization": f"Bearer {token}"})
    content: Json = answer.json()
    return answer.status_code, [message["text"] for message in content.get("messages", [])]


@pytest.mark.line("W1df")
async def test_a_token_the_frame_has_made_is_its_own_also_when_the_answer_was_lost(town: Town) -> None:
    camille = town.visitor()
    await camille.view("/")
    camille.token = OWN
    assert (await camille.start())["token"] == OWN
    # The answer is lost, and the next page asks with what it has kept.
    await camille.view("/next")
    await camille.open()
    assert (camille.token, camille.browser) == (OWN, camille.browser)
    await camille.write("Hello")
    assert await thread_of(camille, OWN) == (200, ["Hello"])
    key = camille.browser
    again = await camille.start()
    assert (again["token"], again["browser"], again["has_conversation"]) == (OWN, None, True)
    assert camille.browser == key


@pytest.mark.line("W1dg")
async def test_a_token_that_is_short_or_somebody_elses_is_never_made_ones_own(town: Town) -> None:
    camille, ada = town.visitor(), town.visitor()
    await camille.view("/")
    camille.token = OWN[1:]
    begun = await camille.start()
    assert (len(begun["token"]), begun["token"][:8] == OWN[1:9]) == (64, False)
    camille.token = ""
    await camille.open()
    await camille.write("Of Camille")

    _, key = await town.put_up("Other shop", "https://other.example")
    elsewhere = town.visitor(key=key, origin="https://other.example")
    await elsewhere.view("/")
    elsewhere.token = camille.token
    assert (await elsewhere.start())["token"] not in (camille.token, "")
    assert await thread_of(camille, camille.token) == (200, ["Of Camille"])
    # One whose time is over is nobody's.
    town.pass_silently(181 * 24 * 3600)
    await ada.view("/")
    ada.token = camille.token
    assert (await ada.start())["token"] not in (camille.token, "")


@pytest.mark.line("W1bi")
async def test_a_key_that_is_in_use_elsewhere_or_was_replaced_leads_to_nobody_elses_conversation(town: Town) -> None:
    await set_website(town, widget={"remembers": "after_consent"})
    marie = await town.hire("Marie", "online")
    camille = town.visitor()
    await look(camille, "/")
    await camille.open()
    await say_and_write(camille, "Of Camille")
    key = camille.browser

    # Another website of the workspace, and the same key.
    site_id, site_key = await town.put_up("Other shop", "https://other.example")
    await remembers_after_consent(town, site_id)
    thief = town.visitor(key=site_key, origin="https://other.example")
    thief.browser = key
    assert (await look(thief, "/"))["has_conversation"] is False
    assert (await thief.start())["has_conversation"] is False
    assert (await say(thief, "consent"))["keep"] is True

    # Another tab has linked its own key to Camille; the old one is nobody's.
    other = town.visitor()
    await look(other, "/other")
    other.token = camille.token
    await other.open()
    assert (await look(other, "/other"))["has_conversation"] is True
    late = town.visitor()
    late.browser = key
    assert (await look(late, "/late"))["has_conversation"] is False
    ear = await late.listen()
    assert (await late.start())["has_conversation"] is False
    assert (await say(late, "consent"))["keep"] is True
    assert (await look(late, "/late/2"))["keep"] is True

    conversation = await town.conversation_of(marie, "Of Camille")
    await marie.socket.op("message.send", conversation=conversation["id"], text="To Camille")
    await other.socket.until(lambda f: f["f"] == "ev" and f["type"] == "message.sent", "the answer")
    await set_website(town, when_offline="hidden")
    await marie.ask("PUT", "/api/me/presence", presence="offline")
    await ear.until(lambda f: f["f"] == "eph" and f["eph"].get("mode") == "hidden", "the mode, which concerns all")
    assert all(not frame["eph"].get("count") for frame in ear.frames if frame["f"] == "eph")
    assert await thread_of(camille, camille.token) == (200, ["Of Camille", "To Camille"])
    assert b"Camille" not in late.received + thief.received


@pytest.mark.line("W1dh", "W1di")
async def test_a_frame_that_comes_with_its_token_brings_the_pages_and_attributes_of_another_key_to_its_visitor(
    town: Town,
) -> None:
    marie = await town.hire("Marie", "online")
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.write("Hello")
    # The website's other origin: its page has a key of its own, the frame has its token.
    other = town.visitor()
    await other.view("/fr")
    await other.tell("attributes", attributes={"plan": "pro"})
    await other.tell("custom-event", name="cart")
    key, other.token = other.browser, camille.token
    await other.open()
    assert other.browser == key
    conversation = await town.conversation_of(marie, "Hello")
    pages = (await marie.get(f"/api/visitors/{conversation['visitor']['id']}/pages"))["items"]
    assert sorted(page["url"] for page in pages) == [f"{other.origin}/", f"{other.origin}/fr"]
    assert await attributes_of(marie, conversation) == {"plan": "pro"}
    opens = {"kind": "open_widget"}
    told = all_of(when("custom_event", "happened", name="cart"), when("attribute", "equals", "pro", "plan"))
    await town.trigger("Cart", all_of(at("/fr"), told), opens)
    assert (await other.tell("judge"))["acts"] == ["open"]

    # A key that another frame has linked is never taken from it.
    ada = town.visitor()
    await ada.view("/")
    await ada.open()
    await ada.write("Of Ada")
    thief = town.visitor()
    thief.browser, thief.token = ada.browser, camille.token
    await thief.open()
    assert thief.browser not in (ada.browser, key)
    assert (await ada.start())["browser"] is None
    assert await thread_of(ada, ada.token) == (200, ["Of Ada"])
    assert await thread_of(thief, thief.token) == (200, ["Hello"])


@pytest.mark.line("W1bj")
async def test_a_website_that_remembers_at_once_from_now_on_remembers_whose_chat_is_open(town: Town) -> None:
    await set_website(town, widget={"remembers": "after_consent"})
    camille = town.visitor()
    await look(camille, "/one")
    await camille.open()
    await set_website(town, widget={"remembers": "at_once"})
    seen = await look(camille, "/two")
    assert (seen["keep"], seen["page"][:4]) == (True, "pgv_")
    await camille.socket.op("message.send", text="Hello", page=camille.page)
    marie = await town.hire("Marie", "online")
    thread = await marie.get(f"/api/conversations/{(await town.conversation_of(marie, 'Hello'))['id']}")
    assert thread["messages"][0]["page"].endswith("/two")


@pytest.mark.line("W1bp", "W1bq")
async def test_the_page_that_listened_before_the_chat_was_opened_hears_what_is_written_in_it(town: Town) -> None:
    await set_website(town, widget={"remembers": "after_consent"})
    marie = await town.hire("Marie", "online")
    camille = town.visitor()
    await look(camille, "/")
    ear = await camille.listen()
    await camille.open()
    await say_and_write(camille, "Hello")
    conversation = await town.conversation_of(marie, "Hello")
    await marie.socket.op("message.send", conversation=conversation["id"], text="Hi")
    await ear.until(lambda f: f["f"] == "eph" and f["eph"].get("count") == 1, "the unread count")
    # Where everybody is remembered at once, one without a page view is nobody.
    await set_website(town, widget={"remembers": "at_once"})
    assert await (await town.visitor().listen(is_welcome=False)).ends() == 4003


@pytest.mark.line("W1br")
async def test_a_first_message_is_judged_with_its_own_page_also_when_another_tab_was_remembered_before(
    town: Town,
) -> None:
    await set_website(town, widget={"remembers": "after_consent"})
    marie = await town.hire("Marie", "online")
    french = await town.group("French", marie)
    camille, twin, third = town.visitor(), town.visitor(), town.visitor()
    twin.browser = third.browser = camille.browser
    await look(camille, "/")
    await look(twin, "/fr")
    await look(third, "/help")
    await say(twin, "attributes", attributes={"plan": "pro"})
    await say(camille, "consent")
    await town.trigger("French", at("/fr"), into(french))
    await twin.open()
    sealed = twin.page
    answer = await twin.socket.op("message.send", text="Bonjour", page=sealed)
    assert answer["f"] == "ack", answer
    await twin.socket.op("message.send", text="Encore", page=sealed)
    conversation = await town.conversation_of(marie, "Encore")
    assert conversation["group"]["group_id"] == french
    thread = await marie.get(f"/api/conversations/{conversation['id']}")
    assert {message["page"] for message in thread["messages"]} == {f"{twin.origin}/fr"}
    pages = (await marie.get(f"/api/visitors/{conversation['visitor']['id']}/pages"))["items"]
    assert sorted(page["url"] for page in pages) == [f"{twin.origin}/", f"{twin.origin}/fr"]
    # What a page says by itself is said of that page, too.
    opens = {"kind": "open_widget"}
    await town.trigger("Help", all_of(at("/help"), when("attribute", "equals", "pro", "plan")), opens)
    told = await say(third, "judge")
    assert (told["acts"], told["page"][:4]) == (["open"], "pgv_")


@pytest.mark.line("W1bk")
async def test_whoever_is_blocked_is_not_remembered_by_consent(town: Town) -> None:
    await set_website(town, widget={"remembers": "after_consent"})
    marie = await town.hire("Marie", "online")
    await town.trigger("Sales", at("/"), into(await town.group("Sales", marie)))
    camille = town.visitor()
    await look(camille, "/")
    made = await town.parts.database.read(lambda reader: reader.one("select visitor_id from conversations"))
    path = f"/api/visitors/{made and made[0]}/block"
    await marie.ask("PUT", path, until=None)
    told = await camille.tell("consent", page=camille.page)
    assert (told["acts"], told["keep"], told["page"]) == (["hide"], False, "")
    await marie.ask("DELETE", path)
    assert (await look(camille, "/"))["keep"] is False


async def say_and_write(visitor: Visitor, text: str) -> None:
    """As the frame does: with what the page carries."""
    answer = await visitor.socket.op("message.send", text=text, page=visitor.page)
    assert answer["f"] == "ack", answer


async def remembers_after_consent(town: Town, site_id: str) -> None:
    """Another website than the first."""
    site = next(one for one in (await town.owner.get("/api/websites"))["items"] if one["id"] == site_id)
    kept = ("name", "origins", "colour", "position", "when_offline", "greetings", "is_enabled", "version")
    fields = {name: site[name] for name in kept}
    await town.owner.ask("PUT", f"/api/websites/{site_id}", **fields, widget={"remembers": "after_consent"})
