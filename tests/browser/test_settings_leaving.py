"""Settings: what was typed into a sheet is not thrown away by a key or a click beside it."""

import pytest
from playwright.async_api import expect

from tests.browser.inbox import ORIGIN, at_work, knock
from tests.browser.office import Desk, Office


async def is_kept(desk: Desk, label: str, *, was: str, opener: str) -> None:
    """Opens the sheet, types, and leaves by Escape and by a click beside it: asked each time, and both answers are carried out."""
    page, sheet = desk.page, desk.sheet
    await page.get_by_role("main").get_by_role("button", name=opener).first.click()
    field = sheet.get_by_label(label, exact=True)
    await expect(field).to_have_value(was)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)

    await page.get_by_role("main").get_by_role("button", name=opener).first.click()
    await field.fill("Something typed")
    for _ in range(2):
        await page.keyboard.press("Escape")
        await expect(sheet.get_by_text("Discard what you changed?")).to_be_visible()
        await sheet.get_by_role("button", name="Keep editing").click()
        await expect(field).to_have_value("Something typed")
    await page.mouse.click(5, 5)
    await expect(sheet.get_by_text("Discard what you changed?")).to_be_visible()
    await expect(field).to_have_value("Something typed")
    await sheet.get_by_role("button", name="Discard").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


SHEETS = {
    "groups": ("Name (English)", "Sales", "Sales"),
    "websites": ("Name", "Shop", "Edit"),
    "agents": ("Name", "Marie", "Marie"),
    "agents: invite": ("Name", "", "Invite an agent"),
    "keys": ("What is it for?", "", "New API key"),
    "triggers": ("Name", "", "New trigger"),
}


@pytest.mark.line("S9a", "S9c")
@pytest.mark.parametrize("sheet", SHEETS)
async def test_what_was_typed_into_a_sheet_is_asked_about_before_it_is_thrown_away(office: Office, sheet: str) -> None:
    await office.group("Sales", await office.hire("Marie"))
    await office.website("Shop", "https://shop.example")
    label, was, opener = SHEETS[sheet]
    desk = await office.window(office.owner)
    await desk.settings(sheet.partition(":")[0])
    await is_kept(desk, label, was=was, opener=opener)
    assert desk.complaints == []


@pytest.mark.line("S9b")
async def test_a_name_typed_on_a_page_is_not_lost_without_a_question(office: Office) -> None:
    desk = await office.window(office.owner)
    page = await desk.settings("workspace")
    field = page.get_by_role("textbox", name="Name of the workspace")
    await field.fill("Another shop")
    await page.get_by_role("link", name="Mine").click()
    await expect(desk.sheet.get_by_text("Discard what you changed?")).to_be_visible()
    await desk.sheet.get_by_role("button", name="Keep editing").last.click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(field).to_have_value("Another shop")
    await page.get_by_role("link", name="Mine").click()
    await desk.sheet.get_by_role("button", name="Discard").click()
    await expect(page.get_by_role("heading", name="Mine")).to_be_visible()


@pytest.mark.line("S9d", "S9e")
async def test_a_sheet_asks_before_the_palette_leads_away_and_what_is_told_stands_above_it(office: Office) -> None:
    await office.group("Sales")
    site = await office.website("Shop", ORIGIN)
    desk = await at_work(office, office.owner, "settings/groups")
    page, sheet = desk.page, desk.sheet
    await page.get_by_role("main").get_by_role("button", name="Sales").click()
    field = sheet.get_by_label("Name (English)", exact=True)
    await field.fill("Something typed")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("unassigned")
    await expect(page.get_by_role("option", name="Unassigned").first).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(sheet.get_by_text("Discard what you changed?")).to_be_visible()
    await sheet.get_by_role("button", name="Keep editing").click()
    await expect(field).to_have_value("Something typed")

    # What is told meanwhile is told to screen readers, reached by F6 and by a click, and leaves the sheet as it is.
    news = page.get_by_role("region", name="Notifications")
    for size in ({"width": 1280, "height": 720}, {"width": 360, "height": 640}):
        await page.set_viewport_size(size)
        await knock(office, site["key"], f"Hello {size['width']}")
        told = news.get_by_role("button", name=f"Hello {size['width']}")
        await expect(told).to_be_visible()
        await field.focus()
        await page.keyboard.press("F6")
        await expect(told).to_be_focused()
        await page.keyboard.press("F6")
        await expect(field).to_be_focused()
        await news.get_by_role("button", name="Close").last.click()
        await expect(told).to_have_count(0)
        await expect(field).to_have_value("Something typed")

    await page.keyboard.press("Control+k")
    await page.keyboard.type("unassigned")
    await expect(page.get_by_role("option", name="Unassigned").first).to_be_visible()
    await page.keyboard.press("Enter")
    await sheet.get_by_role("button", name="Discard").click()
    await desk.closed()
    await expect(page).to_have_url(f"{office.owner.base}/console/unassigned")
