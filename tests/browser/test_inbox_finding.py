"""Finding conversations again by keyboard: tags, filters as chips, a saved view, and search that opens at its hit (I3, I6)."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.inbox import ORIGIN, act, at_work, knock, row, rows
from tests.browser.office import Office


@pytest.mark.line("I3h", "I3n", "I3p", "I3u", "I3v", "I6h")
async def test_what_is_tagged_kept_and_searched_is_found_by_keyboard(office: Office) -> None:
    marie = await office.hire("Marie")
    shop = await office.website("Shop", ORIGIN)
    visitor, lamp = await knock(office, shop["key"], "Wo ist die Straße?")
    for n in range(70):
        path = f"/api/conversations/{lamp['id']}/messages"
        await marie.ask("POST", path, 201, text=f"Line {n}", kind="reply")
    await visitor.write("And now?")
    await knock(office, shop["key"], "My cart")
    desk = await at_work(office, marie, "all")
    page = desk.page
    await rows(page, "My cart", "And now?")

    await row(page, "And now?").click()
    await expect(page.get_by_role("button", name="Choose tags")).to_be_visible()
    await page.keyboard.press("t")
    await page.get_by_role("combobox", name="Choose tags").fill("Rücksendung")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(row(page, "And now?")).to_contain_text("Rücksendung")

    await page.get_by_role("button", name="Filter", exact=True).click()
    dialog = page.get_by_role("dialog", name="Filter")
    await dialog.get_by_role("combobox", name="Tag").select_option(label="Rücksendung")
    await page.keyboard.press("Escape")
    await rows(page, "And now?")
    await page.get_by_role("button", name="Save view").click()
    await page.get_by_role("textbox", name="Name of the view").fill("Returns")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("link", name="Returns")).to_have_attribute("aria-current", "page")
    await page.get_by_role("button", name="Remove the filter “Rücksendung”").click()
    await rows(page, "My cart", "And now?")
    await page.get_by_role("link", name="Returns").click()
    await rows(page, "And now?")

    await act(marie, lamp, "close")
    await page.keyboard.press("s")
    await page.get_by_role("searchbox", name="Search conversations").fill("STRASS")
    hit = page.get_by_role("list", name="Results").get_by_role("button")
    await expect(hit).to_have_count(1)
    await expect(hit.locator("mark")).to_have_text("Straße")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    found = page.locator("[data-place]").filter(has_text="Wo ist die Straße?")
    await expect(found).to_be_in_viewport()
    await expect(page).to_have_url(re.compile(r"[?&]at=\d+"))
    await page.get_by_role("searchbox").focus()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("searchbox")).to_have_count(0)
    assert desk.complaints == []
