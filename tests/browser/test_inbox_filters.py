"""Narrowing the list (I3): group, agent, website, open or closed, in the address and so in a shared link."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.inbox import ORIGIN, act, at_work, entry, knock, row, rows, to_agent, to_group
from tests.browser.office import Office

ACADEMY = "https://academy.example"


async def choose(page: Page, what: str, option: str) -> None:
    """Opens the filter, chooses, and puts it away again."""
    await page.get_by_role("button", name=re.compile("^Filter")).click()
    await page.get_by_role("dialog", name="Filter").get_by_role("combobox", name=what).select_option(label=option)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def clear(page: Page) -> None:
    await page.get_by_role("button", name="Filter (set)").click()
    await page.get_by_role("dialog", name="Filter").get_by_role("button", name="Clear the filter").click()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.line("I3a", "I3b", "I3c", "I3d", "I3e", "I3f", "I3g")
async def test_the_list_is_narrowed_and_stays_so_over_a_reload_and_in_a_link(office: Office) -> None:
    marie, nora = await office.hire("Marie"), await office.hire("Nora")
    french = await office.group("Support-Team FR", marie)
    shop, academy = await office.website("Shop", ORIGIN), await office.website("Academy", ACADEMY)
    lamp = (await knock(office, shop["key"], "A lamp"))[1]
    cart = (await knock(office, shop["key"], "My cart"))[1]
    course = (await knock(office, academy["key"], "A course", ACADEMY))[1]
    await to_group(nora, lamp, french)
    await to_group(nora, course, french)
    await act(nora, cart, "join")
    await act(marie, course, "join")
    desk = await at_work(office, nora, "all")
    page = desk.page
    await rows(page, "A course", "My cart", "A lamp")

    await choose(page, "Group", "Support-Team FR")
    await rows(page, "A course", "A lamp")
    await choose(page, "Website", "Shop")
    await rows(page, "A lamp")
    await page.reload()
    await rows(page, "A lamp")
    await to_group(nora, cart, french)
    await rows(page, "My cart", "A lamp")
    link = page.url
    await row(page, "A lamp").click()
    await rows(page, "My cart", "A lamp")
    await page.goto(f"{nora.base}/console/all")
    await rows(page, "A course", "My cart", "A lamp")
    await page.goto(link)
    await rows(page, "My cart", "A lamp")
    await clear(page)
    await rows(page, "A course", "My cart", "A lamp")
    await choose(page, "Agent", "Marie")
    await rows(page, "A course")
    await clear(page)

    await choose(page, "Order", "Waiting longest")
    await rows(page, "A lamp", "My cart", "A course")
    await page.reload()
    await rows(page, "A lamp", "My cart", "A course")
    await page.get_by_role("button", name="Remove the filter “Waiting longest”").click()

    state = page.get_by_role("combobox", name="Open or closed")
    await act(marie, course, "close")
    await rows(page, "My cart", "A lamp")
    await state.select_option("closed")
    await rows(page, "A course")
    await page.reload()
    await rows(page, "A course")
    await choose(page, "Agent", "Marie")
    await rows(page, "A course")
    await choose(page, "Agent", "Nora")
    await rows(page)
    await expect(page.get_by_text("Nothing matches")).to_be_visible()
    await page.get_by_role("main").get_by_role("button", name="Clear the filter").click()
    await rows(page, "My cart", "A lamp")
    await state.select_option("any")
    await rows(page, "A course", "My cart", "A lamp")

    await entry(page, "Mine").click()
    await to_agent(marie, lamp, nora)
    await rows(page, "My cart", "A lamp")
    await expect(state.locator("option")).to_have_text(["Open", "Snoozed"])
    await choose(page, "Agent", "Frieda")
    await rows(page)
    assert desk.complaints == []
