"""Search and commands (⌘K), and keys that can be switched off (I6, WCAG 2.1.4)."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.inbox import ORIGIN, at_work, knock
from tests.browser.office import Office


async def chooses(page: Page, typed: str, name: str) -> None:
    """By keyboard alone, from wherever the focus is."""
    await page.keyboard.press("Control+k")
    search = page.get_by_role("combobox", name="Search and commands")
    await expect(search).to_be_focused()
    await search.press_sequentially(typed)
    first = page.get_by_role("option").first
    await expect(first).to_contain_text(name)
    await expect(search).to_have_attribute("aria-activedescendant", await first.get_attribute("id") or "")
    await search.press("Enter")
    await expect(page.get_by_role("combobox", name="Search and commands")).to_have_count(0)


async def breaks(page: Page, axe: str) -> list[str]:
    """The rules of WCAG that axe finds broken."""
    await page.evaluate(axe)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    found = await page.evaluate("options => axe.run(document, options)", options)
    return [f"{one['id']} at {[node['target'] for node in one['nodes']][:3]}" for one in found["violations"]]


@pytest.mark.line("I6p", "I6q")
async def test_everything_is_found_by_typing_and_done_without_a_mouse(office: Office, axe: str) -> None:
    site = await office.website("Shop", ORIGIN)
    _, conversation = await knock(office, site["key"], "Bonjour")
    desk = await at_work(office, office.owner, f"c/{conversation['id']}")
    page = desk.page
    reply = page.get_by_role("textbox", name="Your reply to the visitor")
    await reply.fill("half a")
    await chooses(page, "asign agent", "Assign to an agent")
    await expect(page.get_by_role("combobox", name="Assign to an agent")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name=re.compile("Take .*Frieda.* off|Leave"))).to_be_visible()
    await chooses(page, "close", "Close the conversation")
    await expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    await expect(reply).to_have_value("half a")
    await chooses(page, "reop", "Reopen")
    await expect(page.get_by_role("button", name="Reopen")).to_have_count(0)

    await page.keyboard.press("Control+k")
    options = page.get_by_role("option")
    await expect(options.first).to_contain_text("Close the conversation")
    assert await breaks(page, axe) == []
    await page.keyboard.press("Escape")
    await chooses(page, "prefer", "Preferences")

    letters = page.get_by_role("switch", name="Single keys as shortcuts")
    await letters.click()
    await expect(letters).not_to_be_checked()
    await chooses(page, "frieda", "Frieda")
    await chooses(page, "unas", "Unassigned")
    await page.keyboard.press("?")
    await chooses(page, "keys", "Show all keys")
    await expect(page.get_by_role("dialog")).to_contain_text("Single keys are switched off")
    assert await breaks(page, axe) == []


@pytest.mark.line("I6r")
async def test_what_only_the_server_knows_is_found_and_a_lost_network_is_said(office: Office) -> None:
    site = await office.website("Shop", ORIGIN)
    _, conversation = await knock(office, site["key"], "A zanzibar lamp?")
    await office.owner.ask("POST", f"/api/conversations/{conversation['id']}/close")
    page = (await at_work(office, office.owner, "mine")).page
    await page.route("**/api/search*", lambda route: route.abort())
    await page.keyboard.press("Control+k")
    search = page.get_by_role("combobox", name="Search and commands")
    await search.press_sequentially("zanzibar")
    await expect(page.get_by_text("Earlier conversations could not be searched")).to_be_visible()
    await page.unroute("**/api/search*")
    await page.get_by_role("button", name="Try again").click()
    group = page.get_by_role("group", name="Earlier conversations and visitors")
    await expect(group.get_by_role("option")).to_contain_text("A zanzibar lamp?")
    await search.press("Enter")
    await expect(page.locator("[data-place]")).to_contain_text("A zanzibar lamp?")
