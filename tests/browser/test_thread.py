"""Moving through a long thread: where one left off, older and later messages, a link into the middle, what comes meanwhile (I4)."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.office import Office
from tests.journeys.people import Agent

SHOP = "https://shop.example"
MOST_ROWS = 80


async def say(agent: Agent, conversation: str, first: int, last: int) -> None:
    """Comments with the numbers from `first` on, before `last`."""
    for number in range(first, last):
        path = f"/api/conversations/{conversation}/messages"
        await agent.ask("POST", path, 201, text=f"Message {number}.", kind="comment")


async def rows(page: Page) -> int:
    count = await page.locator("[data-conversation] section[aria-label=Messages] li").count()
    assert count <= MOST_ROWS
    return count


async def scroll(page: Page, to: str) -> None:
    """To one end of what is loaded."""
    await page.locator("[data-conversation] section[aria-label=Messages]").evaluate(f"box => box.scrollTop = {to}")


@pytest.mark.line("I4u", "I4v", "I4w", "I4x", "I7ae")
async def test_a_long_thread_begins_where_one_left_off_or_a_link_leads_and_goes_on_both_ways(office: Office) -> None:
    marie = await office.hire("Marie")
    site = await office.website("Shop", SHOP)
    camille = office.visitor(site["key"], SHOP)
    await camille.view("/")
    await camille.open()
    await camille.write("Hello")
    item = (await office.owner.get("/api/conversations?view=all"))["items"][0]
    await say(office.owner, item["id"], 0, 20)
    desk = await office.window(marie)
    page, address = desk.page, f"{office.owner.base}/console/c/{item['id']}"
    message = page.get_by_role("article")

    await page.goto(address)
    await expect(message.filter(has_text="Message 19.")).to_be_visible(timeout=30_000)
    await expect(page.get_by_text("New messages", exact=True)).to_have_count(0)
    await page.goto(f"{office.owner.base}/console/mine")
    await say(office.owner, item["id"], 20, 60)
    await page.goto(address)
    await expect(message.filter(has_text="Message 59.")).to_be_in_viewport()
    await page.get_by_role("button", name="40 new messages").click()
    await expect(page.get_by_text("New messages", exact=True)).to_be_in_viewport()
    await expect(message.filter(has_text="Message 20.")).to_be_in_viewport()
    await expect(page.get_by_role("button", name="40 new messages")).to_have_count(0)
    await say(office.owner, item["id"], 60, 62)
    await page.get_by_role("button", name="2 new messages below").click()
    await expect(message.filter(has_text="Message 61.")).to_be_in_viewport()
    await rows(page)

    await say(office.owner, item["id"], 62, 190)
    thread = (await marie.get(f"/api/conversations/{item['id']}/messages?after=1"))["messages"]
    place = next(found for found in thread if found["text"] == "Message 30.")["first_seq"]
    await page.goto(f"{address}?at={place}")
    await expect(page.locator("[data-place]")).to_have_text(re.compile(r"Message 30\."))
    await expect(page.locator("[data-place]")).to_be_in_viewport()
    await expect(message.filter(has_text="Message 189.")).to_have_count(0)
    await expect(message.filter(has_text="Message 55.")).to_have_count(0)
    newest, to_end = message.filter(has_text="Message 189."), page.get_by_role("button", name="To the newest message")
    while not await newest.count():
        await scroll(page, "box.scrollHeight")
        await rows(page)
        await expect(newest.or_(to_end).first).to_be_visible()
    await expect(newest).to_be_visible()

    kept = message.filter(has_text="Message 143.")
    await page.reload()
    await expect(page.locator("[data-place]")).to_be_in_viewport()
    await page.get_by_role("button", name="To the newest message").click()
    await expect(message.filter(has_text="Message 189.")).to_be_in_viewport()
    await expect(page).to_have_url(re.compile(r"^[^?]*(\?(?!.*at=).*)?$"))
    await expect(kept).to_have_count(0)
    await scroll(page, "150")
    await expect(message.filter(has_text="Message 139.")).to_be_attached()
    await expect(kept).to_be_in_viewport()
    await rows(page)

    await office.owner.ask("POST", f"/api/conversations/{item['id']}/close")
    await camille.write("Hello again")
    await page.get_by_role("complementary", name="Details").get_by_role("button", name="1 message").click()
    await expect(page.locator("[data-place]")).to_have_text(re.compile("Hello"))
    await expect(page.locator("[data-place]")).to_be_in_viewport()
    await expect(message.filter(has_text="Hello again")).to_have_count(0)


@pytest.mark.line("O6i")
async def test_a_message_being_written_anew_outlives_what_comes_in_below_and_another_conversation(
    office: Office,
) -> None:
    marie = await office.hire("Marie")
    site = await office.website("Shop", SHOP)
    camille = office.visitor(site["key"], SHOP)
    await camille.view("/")
    await camille.open()
    await camille.write("Hello")
    item = (await office.owner.get("/api/conversations?view=all"))["items"][0]
    await marie.ask("POST", f"/api/conversations/{item['id']}/messages", 201, text="Good day", kind="reply")
    page = (await office.window(marie)).page
    await page.goto(f"{office.owner.base}/console/c/{item['id']}")
    mine = page.get_by_role("article").filter(has_text="Good day")
    await mine.hover(timeout=30_000)
    await mine.get_by_role("button", name="Edit or delete").click()
    await page.get_by_role("menuitem", name="Edit").click()
    field = page.get_by_role("textbox", name="Edit")
    await field.fill("Good evening")
    await say(office.owner, item["id"], 0, 40)
    await expect(page.get_by_role("button", name=re.compile("new messages below"))).to_be_visible()
    # The list says when the last of them has come: the end scrolled to is the end.
    await expect(page.get_by_role("button", name=re.compile("Message 39"))).to_be_visible()
    await scroll(page, "box.scrollHeight")
    await expect(page.get_by_role("article").filter(has_text="Message 39.")).to_be_in_viewport()
    await expect(field).to_be_focused()
    await page.keyboard.type(", Camille")
    await expect(field).to_have_value("Good evening, Camille")
    await expect(field).to_be_in_viewport()
    await page.get_by_role("link", name=re.compile("^All")).first.click()
    await expect(page.get_by_role("region", name="Conversation")).to_have_count(0)
    await page.reload()
    await page.get_by_role("button", name=re.compile("Message 39")).click()
    await expect(page.get_by_role("article").filter(has_text="Message 39.")).to_be_in_viewport()
    await scroll(page, "0")
    await expect(field).to_have_value("Good evening, Camille")
    await field.press("Enter")
    await expect(page.get_by_role("article").filter(has_text="Good evening, Camille")).to_contain_text("edited")
