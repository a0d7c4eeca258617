"""Putting a conversation off until later, by keyboard and by hand (I6)."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.inbox import ORIGIN, at_work, knock
from tests.browser.office import Office


@pytest.mark.line("I6si", "I6sj")
async def test_it_is_put_off_by_key_found_under_later_and_woken(office: Office) -> None:
    site = await office.website("Shop", ORIGIN)
    _, conversation = await knock(office, site["key"], "Bonjour")
    desk = await at_work(office, office.owner, f"c/{conversation['id']}")
    page = desk.page
    later = page.get_by_role("button", name="Later", exact=True)
    await expect(later).to_have_attribute("aria-disabled", "true")
    await page.keyboard.press("l")
    await expect(page.get_by_text("Assign it to somebody first")).to_be_visible()
    await office.owner.ask("PUT", f"/api/visitors/{conversation['visitor']['id']}/agents/{office.owner.id}")
    await expect(later).not_to_have_attribute("aria-disabled", "true")

    await page.keyboard.press("l")
    offers = page.get_by_role("combobox", name="Later")
    await expect(offers).to_be_focused()
    await page.get_by_label("Date and time").fill("2020-01-01T09:00")
    await page.get_by_role("button", name="Set", exact=True).click()
    own = page.get_by_label("Date and time")
    await expect(own).to_have_accessible_description("Choose a time from now on, at most a year away.")
    await expect(own).to_have_value("2020-01-01T09:00")
    await offers.press_sequentially("tomor")
    await offers.press("Enter")
    wake = page.get_by_role("button", name="Wake now")
    await expect(wake).to_be_visible()
    await expect(page.get_by_text(re.compile("^Snoozed until .* by you"))).to_be_visible()

    listed = page.get_by_role("region", name="Mine").locator("[data-index]")
    await expect(listed).to_have_count(0)
    await page.get_by_role("combobox", name="Open or closed").select_option("snoozed")
    await expect(listed).to_have_count(1)
    await wake.click()
    await expect(wake).to_have_count(0)
    await expect(listed).to_have_count(0)
