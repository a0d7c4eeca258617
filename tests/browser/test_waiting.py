"""Why nobody is taking a conversation, and why one is in Mine: asked from row and banner, and the button that helps (O1, A15)."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.office import Desk, Office

SHOP = "https://shop.example"


async def ask(page: Page, item: str) -> Locator:
    """From the menu of the only row; the sheet that answers."""
    await page.get_by_role("button", name="More about").click()
    await page.get_by_role("menuitem", name=item).click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_role("heading", name=item)).to_be_visible()
    return sheet


async def at(desk: Desk, where: str) -> Page:
    await desk.page.goto(f"{desk.who.base}/console/{where}")
    await expect(desk.page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
    return desk.page


@pytest.mark.line("O1n", "O1o", "A15h")
async def test_a_missed_one_says_why_and_one_click_brings_it_to_who_is_there(office: Office) -> None:
    marie, nora, tim = await office.hire("Marie"), await office.hire("Nora"), await office.hire("Tim")
    await office.group("Sales", nora)
    support = await office.group("Support", tim)
    site = await office.website("Shop", SHOP)
    await nora.online()
    await marie.online()
    camille = office.visitor(site["key"], SHOP)
    await camille.view("/")
    await camille.open()
    await camille.write("Where is my order?")
    item = (await office.owner.get("/api/conversations?view=all"))["items"][0]
    path = f"/api/visitors/{item['visitor']['id']}/group"
    await office.owner.ask("PUT", path, group_id=support, seen_group_id=None)

    page = await at(desk := await office.window(marie), "all")
    sheet = await ask(page, "Why is nobody taking this?")
    await expect(sheet.get_by_text("Tim could take it and is offline.")).to_be_visible()
    await expect(sheet.get_by_role("listitem")).to_have_count(1)
    await expect(sheet.get_by_role("listitem")).to_contain_text("offline · through # Support")
    await page.keyboard.press("Escape")
    await desk.closed()

    await page.get_by_role("button", name="Where is my order?").click()
    banner = page.get_by_role("status").filter(has_text="Tim could take it and is offline.")
    await banner.get_by_role("button", name="Move to # Sales").click()
    await expect(banner).to_have_count(0)
    hers = await at(await office.window(nora), "mine")
    sheet = await ask(hers, "Why in Mine?")
    await expect(sheet).to_contain_text("Through Sales, set by Marie")
    await expect(sheet).to_contain_text("Not notified: Frieda, Marie, and Tim (not in the group)")
    await hers.keyboard.press("Escape")
    await expect(hers.get_by_role("dialog")).to_have_count(0)
    await hers.get_by_role("region", name="Mine").get_by_role("button", name="Where is my order?").click()
    await expect(hers.get_by_role("button", name="More actions")).to_be_visible()
    await hers.keyboard.press("Control+k")
    await hers.get_by_role("dialog").get_by_role("combobox").fill("nobody taking")
    await hers.get_by_role("option", name="Why is nobody taking this?").click()
    await expect(hers.get_by_role("dialog", name="Why is nobody taking this?")).to_be_visible()
    sheet = hers.get_by_role("dialog")
    await sheet.get_by_role("button", name="Take it").click()
    await expect(hers.get_by_role("dialog")).to_have_count(0)
    await expect(hers.get_by_text("Nora joined", exact=True)).to_be_visible()
    assert (await nora.get(f"/api/conversations/{item['id']}/waiting"))["help"]["kind"] == "answer"
