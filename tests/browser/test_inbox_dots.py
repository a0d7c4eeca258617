"""The dots before conversations (I2) and the red one of the missed (O1)."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.inbox import ORIGIN, act, at_work, dot, entry, knock, row, to_agent, to_group
from tests.browser.office import Office

SECOND = 1_000
HOUR = 3_600 * SECOND


async def missed_after(office: Office, ms: int) -> None:
    version = (await office.owner.get("/api/workspace"))["version"]
    await office.owner.ask("PATCH", "/api/workspace", missed_after_ms=ms, version=version)


async def away(page: Page) -> None:
    """Looks at the list alone again."""
    await page.keyboard.press("Escape")
    await expect(page.get_by_text("Choose a conversation")).to_be_visible()


@pytest.mark.line("I2a", "I2b", "I2c", "I2d", "I2e")
async def test_violet_until_assigned_opened_or_answered(office: Office) -> None:
    marie, nora = await office.hire("Marie"), await office.hire("Nora")
    site = await office.website("Shop", ORIGIN)
    await missed_after(office, HOUR)
    desk = await at_work(office, marie, "all")
    page = desk.page
    other = await at_work(office, nora, "all")
    visitor, conversation = await knock(office, site["key"], "Hello?")
    await dot(page, "Hello?", "violet")
    await row(page, "Hello?").click()
    await expect(page.get_by_role("textbox", name="Your reply")).to_be_visible()
    await dot(page, "Hello?", "violet")
    await away(page)
    await to_agent(office.owner, conversation, marie)
    await dot(page, "Hello?", "violet")
    await dot(other.page, "Hello?", "none")
    await row(page, "Hello?").click()
    await dot(page, "Hello?", "none")

    await away(page)
    await visitor.write("Anybody there?")
    await dot(page, "Anybody there?", "violet")
    await dot(other.page, "Anybody there?", "none")
    await page.reload()
    await dot(page, "Anybody there?", "violet")
    await row(page, "Anybody there?").click()
    await dot(page, "Anybody there?", "none")
    await visitor.write("You are reading this")
    await dot(page, "You are reading this", "none")

    await away(page)
    await visitor.write("And this?")
    await dot(page, "And this?", "violet")
    await office.owner.ask("POST", f"/api/conversations/{conversation['id']}/messages", 201, text="Here", kind="reply")
    await dot(page, "Frieda: Here", "none")
    await to_agent(office.owner, conversation, nora)
    await dot(other.page, "Frieda: Here", "violet")
    await visitor.write("Thank you")
    await dot(page, "Thank you", "violet")
    await act(office.owner, conversation, "close")
    for window in (page, other.page):
        await window.get_by_role("combobox", name="Open or closed").select_option("any")
        await dot(window, "Thank you", "none")
    assert desk.complaints == other.complaints == []


@pytest.mark.line("I2f", "O1e", "O1f", "O1g")
async def test_red_when_nobody_answers_in_time_or_all_owners_are_offline(office: Office) -> None:
    marie, nora = await office.hire("Marie"), await office.hire("Nora")
    sales = await office.group("Sales", nora)
    site = await office.website("Shop", ORIGIN)
    await missed_after(office, HOUR)
    desk = await at_work(office, marie, "all")
    page = desk.page
    _, first = await knock(office, site["key"], "In time?")
    _, second = await knock(office, site["key"], "Who is there?")
    await dot(page, "In time?", "violet")
    await to_group(office.owner, second, sales)
    await dot(page, "Who is there?", "red")
    await dot(page, "In time?", "violet")
    await at_work(office, nora, "mine")
    await dot(page, "Who is there?", "none")

    await missed_after(office, 2 * SECOND)
    await dot(page, "In time?", "red")
    await expect(row(page, "In time?")).to_contain_text(re.compile(r"waits \d+:\d\d"))
    _, third = await knock(office, site["key"], "By itself?")
    await dot(page, "By itself?", "red")
    await act(nora, third, "close")
    await row(page, "In time?").click()
    await dot(page, "In time?", "red")
    await act(marie, first, "join")
    await desk.is_up_to_date()
    await dot(page, "In time?", "red")
    await page.get_by_role("textbox", name="Your reply").fill("Just in time")
    await page.keyboard.press("Enter")
    await dot(page, "You: Just in time", "none")
    await expect(row(page, "You: Just in time")).not_to_contain_text("waits")
    await act(nora, second, "close")
    await entry(page, "Unassigned").click()
    await expect(page.get_by_text("Everybody is looked after")).to_be_visible()
    assert desk.complaints == []
