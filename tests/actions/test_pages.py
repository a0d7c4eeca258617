"""What pages tell of a visitor, by a clock and in numbers given: attributes and their bounds, the seconds on a page."""

import json
from typing import Any

import pytest

from tests.actions.house import START, House
from zuruf.actions import pages
from zuruf.actions.pages import TellAttributes, TellEvent, ViewPage
from zuruf.actions.triggers import CreateTrigger, SwitchTrigger, create_trigger, switch_trigger
from zuruf.actions.visitors import ChangeVisitor, MakeVisitor, change_visitor, make_visitor
from zuruf.actions.websites import CreateWebsite, create_website
from zuruf.domain.actor import Actor
from zuruf.domain.moment import Moment
from zuruf.domain.trigger_definition import parse_definition
from zuruf.domain.visitor import MAX_ATTRIBUTES, AttributeValue
from zuruf.errors import Invalid
from zuruf.store import browsers, visitors
from zuruf.store.from_page import FromPage

line = pytest.mark.line
LATER = START + 10_000_000


class Page:
    """A page of the shop with a visitor on it, who is looked at by its times."""

    def __init__(self, house: House, website: str) -> None:
        self.house, self.website, self.asked = house, website, 0
        self.browser = ""

    async def tell(self, action: Any, command: Any, at: int = LATER, **fields: Any) -> Any:
        self.asked += 1
        basis = {"workspace_id": "wsp_1", "actor": Actor("page", self.website), "website_id": self.website}
        moment = Moment(at, (1 << 64 | self.asked).to_bytes(16))
        receipt = await self.house.database.act(command(**basis, moment=moment, key_hash="key", **fields), action)
        self.browser = receipt.answer.id
        return json.loads(receipt.answer.note)

    async def attributes(self, **told: AttributeValue) -> None:
        await self.tell(pages.tell_attributes, TellAttributes, attributes=told)

    async def visitor(self) -> str:
        return (await self.house.act("Frieda", make_visitor, MakeVisitor, browser_id=self.browser)).answer.id

    async def known(self, visitor_id: str) -> dict[str, AttributeValue]:
        found = await self.house.database.read(visitors.load, "wsp_1", visitor_id)
        assert found is not None
        return dict(found.attributes)


@pytest.fixture
async def page(house: House) -> Page:
    made = await house.act("Frieda", create_website, CreateWebsite, name="Shop", origins=(), greetings={})
    page = Page(house, made.answer.id)
    await page.tell(pages.view_page, ViewPage, url="https://shop.example/")
    return page


def many(first: int, count: int) -> dict[str, AttributeValue]:
    return {f"a{n}": n for n in range(first, first + count)}


@line("I7ab")
async def test_what_pages_tell_of_one_visitor_does_not_grow_without_end(page: Page) -> None:
    await page.attributes(**many(0, 60))
    visitor = await page.visitor()
    await page.attributes(**many(60, 40))
    for told in (many(100, 1), {**many(0, 1), "new": 1}):
        with pytest.raises(Invalid, match="too_many") as refused:
            await page.attributes(**told)
        assert refused.value.field == f"attributes.{list(told)[-1]}"
    await page.attributes(a0="changed", a99="changed")
    known = await page.known(visitor)
    assert (len(known), known["a0"], known["a99"]) == (MAX_ATTRIBUTES, "changed", "changed")
    browser = await page.house.database.read(browsers.get, "wsp_1", page.browser)
    assert len(browser.attributes) == MAX_ATTRIBUTES


@line("I7ab")
async def test_a_visitor_with_more_attributes_than_are_kept_can_still_be_edited(page: Page) -> None:
    """As databases hold them from before there was a bound."""
    house, visitor = page.house, await page.visitor()
    found = await house.database.read(browsers.get, "wsp_1", page.browser)
    crowded = json.dumps(many(0, 150))
    await house.database.write(lambda tx: tx.run("update visitors set attributes = $1 where id = $2", crowded, visitor))

    async def change(**fields: Any) -> None:
        await house.act("Frieda", change_visitor, ChangeVisitor, visitor_id=visitor, **fields)

    await change(name="Bob")
    await change(attributes={"a1": "mended", "a2": None})
    with pytest.raises(Invalid, match="too_many") as refused:
        await change(attributes={"new": 1})
    assert refused.value.field == "attributes.new"
    known = await page.known(visitor)
    assert (len(known), known["a1"], "a2" in known, found.visitor_id) == (149, "mended", False, visitor)


@line("I7ac")
async def test_true_is_not_one(page: Page) -> None:
    await page.attributes(flag=1)
    visitor = await page.visitor()
    await page.attributes(flag=True)
    assert (await page.known(visitor))["flag"] is True
    fields: dict[str, Any] = {"visitor_id": visitor, "attributes": {"flag": 1}}
    assert (await page.house.act("Frieda", change_visitor, ChangeVisitor, **fields)).answer.changed
    assert (await page.known(visitor))["flag"] is not True
    assert not (await page.house.act("Frieda", change_visitor, ChangeVisitor, **fields)).answer.changed


@line("I7ab")
async def test_custom_events_are_counted_to_fifty_in_one_visit(page: Page) -> None:
    for n in range(pages.MAX_EVENTS + 5):
        await page.tell(pages.tell_event, TellEvent, name=f"event {n}")
    browser = await page.house.database.read(browsers.get, "wsp_1", page.browser)
    assert len(browser.custom_events) == pages.MAX_EVENTS


@line("T2e")
async def test_a_second_has_passed_when_it_is_over(page: Page) -> None:
    test = {"kind": "test", "fact": "time_on_page", "operator": "at_least", "value": 10}
    definition = parse_definition({"name": "Slow", "condition": test, "actions": [{"kind": "open_widget"}]})
    made = await page.house.act("Frieda", create_trigger, CreateTrigger, definition=definition)
    await page.house.act("Frieda", switch_trigger, SwitchTrigger, trigger_id=made.answer.id, is_active=True)
    for passed, acts, after in ((0, [], 10), (9_001, [], 1), (9_999, [], 1), (10_000, ["open"], None)):
        told = await page.tell(pages.judge_again, FromPage, at=LATER + passed)
        assert (told["acts"], told["judge_after"]) == (acts, after), passed
