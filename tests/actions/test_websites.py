"""Websites and their origins."""

import pytest

from tests.actions.house import House
from zuruf.actions.websites import ChangeWebsite, CreateWebsite, change_website, create_website
from zuruf.domain.validity import origin
from zuruf.domain.widget_settings import WidgetSettings, text_in
from zuruf.errors import Conflict, Forbidden, Invalid, NotFound
from zuruf.store import websites
from zuruf.store.transaction import Receipt


async def create(house: House, by: str = "Carla", **fields: object) -> Receipt:
    fields = {"name": "Shop", "origins": ("https://shop.example",), "greetings": {"en": "Hi!"}, **fields}
    return await house.act(by, create_website, CreateWebsite, **fields)


async def test_a_website_is_found_by_its_key(house: House) -> None:
    made = await create(house)
    website = await house.database.read(websites.get, "wsp_1", made.answer.id)
    found = await house.database.read(websites.by_key, website.key)
    assert found is not None
    assert (found.workspace_id, found.website, found.seq) == ("wsp_1", website, made.seq)
    assert website.origins == ("https://shop.example",)


async def test_the_key_stays_when_the_website_changes(house: House) -> None:
    made = (await create(house)).answer.id
    key = (await house.database.read(websites.get, "wsp_1", made)).key
    fields = {"name": "Store", "origins": (), "greetings": {}}
    await house.act("Carla", change_website, ChangeWebsite, website_id=made, version=1, **fields)
    after = await house.database.read(websites.get, "wsp_1", made)
    assert (after.key, after.name, after.version, after.origins) == (key, "Store", 2, ())
    with pytest.raises(Conflict, match="stale_version"):
        await house.act("Anna", change_website, ChangeWebsite, website_id=made, version=1, **fields)


async def test_websites_need_the_right_to_configure(house: House) -> None:
    with pytest.raises(Forbidden):
        await create(house, by="Olaf")


async def test_a_website_next_door_is_not_there(house: House, next_door: House) -> None:
    made = (await create(house)).answer.id
    with pytest.raises(NotFound):
        await next_door.act(
            "Nora", change_website, ChangeWebsite, website_id=made, version=1, name="Ours", origins=(), greetings={}
        )


@pytest.mark.parametrize("colour", ["red; background: url(https://evil.example)", "#fff", "expression(1)", ""])
async def test_a_colour_is_nothing_but_a_colour(house: House, colour: str) -> None:
    """B17."""
    with pytest.raises(Invalid, match="not_a_colour"):
        await create(house, colour=colour)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://shop.example", "https://shop.example"),
        ("https://Shop.Example/", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("https://shop.example:8443", "https://shop.example:8443"),
        ("https://münchen.example", "https://xn--mnchen-3ya.example"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("https://192.0.2.7", "https://192.0.2.7"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(given: str, kept: str) -> None:
    """B12."""
    assert origin(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        *(
            "",
            "null",
            "*",
            "shop.example",
            "//shop.example",
            "https://",
            "https://*.shop.example",
            "http://shop.example",
        ),
        *("https://shop.example/page", "https://shop.example?x=1", "https://shop.example#x", "https://a@shop.example"),
        *("javascript:alert(1)", "ftp://shop.example", "https://shop.example:99999", "https://shop example"),
        *(
            "https://shop.example; script-src *",
            "https://-.example",
            "https://shop..example",
            "http://localhost.evil.example",
        ),
    ],
)
def test_anything_else_is_no_origin(given: str) -> None:
    """B12."""
    with pytest.raises(Invalid):
        origin(given)


@pytest.mark.line("S4h")
async def test_what_the_widget_says_is_kept_by_language_and_bounded(house: House) -> None:
    """S4h: a refusal names the text and its language."""
    made = await create(house, widget=WidgetSettings(titles={"de": " Lumen ", "fr": " "}, shows_faces=False))
    website = await house.database.read(websites.get, "wsp_1", made.answer.id)
    assert (website.widget.titles, website.widget.shows_faces) == ({"de": "Lumen"}, False)
    with pytest.raises(Invalid) as refusal:
        await create(house, widget=WidgetSettings(placeholders={"fr": "x" * 81}))
    assert (refusal.value.code, refusal.value.field) == ("too_long", "widget.placeholders.fr")


@pytest.mark.line("S4i")
def test_a_visitor_reads_each_text_in_their_language_or_the_workspaces() -> None:
    """S4i."""
    assert text_in({"de": "Hallo", "en": "Hello"}, "de-AT", "en") == "Hallo"
    assert text_in({"de": "Hallo", "en": "Hello"}, "it", "en") == "Hello"
    assert text_in({"de": "Hallo"}, "it", "en") == "Hallo"
    assert text_in({}, "it", "en") == ""
