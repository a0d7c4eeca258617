"""Whom a website does not remember yet: nothing is stored of them, and everything works (W1b)."""

import pytest

from tests.journeys.conftest import SHOP, Town
from tests.journeys.people import Json, Visitor
from tests.journeys.test_inbox_online import seen
from tests.journeys.test_presence_widget import set_website
from tests.journeys.wishes import all_of, at, attributes_of, into, when
from zuruf.store.transaction import Reader

pytestmark = pytest.mark.anyio


async def recorded(town: Town) -> tuple[int, int]:
    """How many browsers and page views the server has written down."""

    async def query(reader: Reader) -> tuple[int, int]:
        rows = await reader.all("select (select count(*) from browsers), (select count(*) from page_views)")
        return int(rows[0][0] or 0), int(rows[0][1] or 0)

    return await town.parts.database.read(query)


async def look(visitor: Visitor, path: str) -> Json:
    """As the loader does: with what its page carries."""
    return await visitor.view(path, page=visitor.page)


async def say(visitor: Visitor, what: str, expect: int = 200, **content: object) -> Json:
    """What the loader says of the page it is on; the page is what the answer says."""
    told = await visitor.tell(what, expect, page=visitor.page, **content)
    visitor.page = told.get("page", visitor.page)
    return told


@pytest.mark.line("W1ba", "W1bb")
async def test_before_consent_nothing_is_written_down_and_triggers_judge_the_page_alone(town: Town) -> None:
    await set_website(town, widget={"remembers": "after_consent"})
    opens = [{"kind": "open_widget"}]
    await town.trigger("First visit", all_of(at("/first"), when("visits", "at_least", 1)), *opens)
    await town.trigger("New here", all_of(at("/new"), when("returning", "is", False)), *opens)
    await town.trigger("Pages", all_of(at("/pages"), when("pages_viewed", "at_least", 1)), *opens)
    camille = town.visitor()
    for path in ("/first", "/new", "/pages"):
        seen = await look(camille, path)
        assert (seen["acts"], seen["keep"], seen["mode"]) == ([], False, "message"), path
    assert await recorded(town) == (0, 0)
    # The same for one who is remembered at once.
    await set_website(town, widget={"remembers": "at_once"})
    john = town.visitor()
    assert [(await look(john, path))["acts"] for path in ("/first", "/new", "/pages")] == [["open"]] * 3
    assert await recorded(town) == (1, 3)


@pytest.mark.line("W1bc")
async def test_time_events_and_attributes_count_before_consent_by_the_servers_own_clock(town: Town) -> None:
    await set_website(town, widget={"remembers": "after_consent"})
    opens = [{"kind": "open_widget"}]
    await town.trigger("Long", all_of(at("/slow"), when("time_on_page", "at_least", 20)), *opens)
    await town.trigger(
        "Full",
        all_of(when("custom_event", "happened", name="cart"), when("attribute", "equals", "pro", "plan")),
        *opens,
    )
    camille = town.visitor()
    seen = await look(camille, "/slow")
    assert seen["judge_after"] == 20
    # What the page carries is sealed: nobody makes themselves wait longer than they did, and a made-up page is none.
    for forged in (f"{camille.page[:-6]}AAAAA=", f"~{camille.page[40:]}", "~", "~é"):
        await camille.tell("judge", 404, page=forged)
    assert (await say(camille, "judge"))["acts"] == []
    town.pass_silently(21)
    assert (await say(camille, "judge"))["acts"] == ["open"]
    assert (await recorded(town))[1] == 0

    john = town.visitor()
    await look(john, "/cart")
    assert (await say(john, "custom-event", name="cart"))["acts"] == []
    await look(john, "/cart/2")
    assert (await say(john, "attributes", attributes={"plan": "pro"}))["acts"] == ["open"]
    refused = await say(john, "attributes", 422, attributes={f"n{n}": "x" * 2_000 for n in range(9)})
    assert (refused["code"], refused["field"]) == ("too_long", "attributes")


@pytest.mark.line("W1bd")
async def test_with_consent_the_page_is_written_down_and_the_browser_known_again(town: Town) -> None:
    await set_website(town, widget={"remembers": "after_consent"})
    await town.trigger("New", when("returning", "is", False), {"kind": "open_widget"})
    camille = town.visitor()
    await look(camille, "/first")
    await say(camille, "attributes", attributes={"plan": "pro"})
    told = await say(camille, "consent")
    assert (told["keep"], told["acts"], told["page"][:4]) == (True, ["open"], "pgv_")
    assert await recorded(town) == (1, 1)
    assert (await say(camille, "consent"))["keep"] is True
    assert await recorded(town) == (1, 1)
    again = await look(camille, "/second")
    assert again["keep"] is True
    assert await recorded(town) == (1, 2)
    marie = await town.hire("Marie", "online")
    await camille.listen()
    shown = await seen(marie, "known", url=f"{SHOP}/second")
    assert (shown["visits"], shown["pages"]) == (1, 2)


@pytest.mark.line("W1be", "W1bf")
async def test_whoever_writes_is_remembered_with_the_page_they_wrote_on_and_reaches_its_group(town: Town) -> None:
    await set_website(town, widget={"remembers": "from_first_message"})
    marie = await town.hire("Marie", "online")
    french = await town.group("French", marie)
    camille = town.visitor()
    await look(camille, "/fr/panier")
    await say(camille, "attributes", attributes={"plan": "pro"})
    started = await camille.start()
    assert (started["keep"], (await recorded(town))[1]) == (False, 0)
    await camille.open()
    # Set up only now: it is the first message that is judged, on the page as it was told.
    await town.trigger("French", at("/fr"), into(french))
    answer = await camille.socket.op("message.send", text="Bonjour", page=camille.page)
    assert answer["f"] == "ack"
    sent = (await marie.socket.event("message.sent"))["body"]
    assert (sent["alerted"], sent["conversation"]["group"]["group_id"]) == ([marie.id], french)
    assert sent["message"]["page"] == f"{SHOP}/fr/panier"
    assert (await recorded(town))[1] == 1
    conversation = sent["conversation"]
    assert await attributes_of(marie, conversation) == {"plan": "pro"}
    pages = (await marie.get(f"/api/visitors/{conversation['visitor']['id']}/pages"))["items"]
    assert [one["url"] for one in pages] == [f"{SHOP}/fr/panier"]
    assert (await camille.start())["keep"] is True
    assert (await look(camille, "/fr/livraison"))["keep"] is True
    assert (await recorded(town))[1] == 2


@pytest.mark.line("W1bg")
async def test_a_match_makes_a_visitor_without_writing_the_page_down_and_the_page_hears_of_it(town: Town) -> None:
    await set_website(town, widget={"remembers": "after_consent"})
    marie = await town.hire("Marie", "online")
    french = await town.group("French", marie)
    await town.trigger("French", at("/fr"), into(french))
    camille = town.visitor()
    await look(camille, "/")
    # It listens before anything is kept of it, and is the same one afterwards.
    ear = await camille.listen()
    await look(camille, "/fr")
    assert await recorded(town) == (1, 0)
    made = await town.parts.database.read(lambda reader: reader.one("select id from conversations"))
    assert made is not None
    conversation = (await marie.get(f"/api/conversations/{made[0]}"))["conversation"]
    assert conversation["group"]["group_id"] == french
    await marie.ask("POST", f"/api/conversations/{conversation['id']}/messages", 201, text="May I help?")
    count = await ear.until(lambda f: f["f"] == "eph" and f["eph"].get("count") == 1, "the unread count")
    assert count["eph"]["type"] == "unread"
    assert (await look(camille, "/fr/2"))["has_conversation"] is True
    assert (await recorded(town))[1] == 0
