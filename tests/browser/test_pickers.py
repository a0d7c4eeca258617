"""# and 👤+ directly under the visitor's name, used by keyboard alone (A4)."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.street import Street
from tests.browser.windows import Shopper

FRENCH = "Bonjour, où est mon colis ?"


@pytest.mark.line("A4a", "A4b", "A5a", "A10b", "A13a")
async def test_both_pickers_stand_under_the_name_and_need_no_mouse(street: tuple[Street, Shopper, Shopper]) -> None:
    town, camille, _ = street
    marie, lea, nora = (town.consoles[name] for name in ("Marie", "Lea", "Nora"))
    await marie.sign_in("Online")
    await lea.sign_in("Invisible")
    await camille.visit(f"{town.shop}/fr/suivi")
    await camille.open_chat()
    await camille.write(FRENCH)
    await marie.has("Mine", FRENCH)
    await marie.row(FRENCH).click()
    page = marie.page
    await expect(page.get_by_role("button", name="Assign to a group")).to_be_visible()
    name = await page.get_by_role("heading", name="Visitor", exact=True).first.bounding_box()
    group = await page.get_by_role("button", name="Assign to a group").first.bounding_box()
    agent = await page.get_by_role("button", name="Assign to an agent").first.bounding_box()
    assert name
    assert group
    assert agent
    assert 0 < group["y"] - name["y"] < 60, "expected # in the line below the visitor's name"
    assert abs(group["y"] - agent["y"]) < 4, "expected 👤+ beside #"

    await page.locator("body").press("g")
    options = page.get_by_role("dialog").get_by_role("option")
    await expect(options.first).to_contain_text("All agents")
    await expect(options.filter(has_text="Sales")).to_contain_text("nobody online")
    at = page.get_by_role("dialog").get_by_role("combobox")
    await page.keyboard.press("ArrowUp")
    await expect(at).to_have_attribute("aria-activedescendant", await _id(options.last))
    await page.keyboard.press("ArrowDown")
    await expect(at).to_have_attribute("aria-activedescendant", await _id(options.first))
    await page.keyboard.type("Sal")
    await expect(options).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text(re.compile("Assigned to Sales by")).first).to_be_visible()

    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.locator("body").press("a")
    await expect(options.filter(has_text="Nora")).to_have_attribute("aria-disabled", "true")
    await expect(options.filter(has_text="Nora")).to_contain_text("offline")
    await expect(options.filter(has_text="Lea")).to_contain_text("invisible")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.locator("body").press("a")
    await expect(options.nth(1)).to_contain_text("Lea")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await lea.has("Mine", FRENCH)
    assert nora.complaints == marie.complaints == lea.complaints == []


async def _id(option: Locator) -> str:
    return await option.get_attribute("id") or "an id"
