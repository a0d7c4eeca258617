"""Settings: what was typed into a sheet is not thrown away by a key or a click beside it."""

import pytest
from playwright.async_api import expect

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


@pytest.mark.line("S9a")
@pytest.mark.parametrize("sheet", SHEETS)
async def test_what_was_typed_into_a_sheet_is_asked_about_before_it_is_thrown_away(office: Office, sheet: str) -> None:
    await office.group("Sales", await office.hire("Marie"))
    await office.website("Shop", "https://shop.example")
    label, was, opener = SHEETS[sheet]
    desk = await office.window(office.owner)
    await desk.settings(sheet.partition(":")[0])
    await is_kept(desk, label, was=was, opener=opener)
    assert desk.complaints == []
