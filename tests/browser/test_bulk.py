"""Acting on several conversations at once (I6)."""

import pytest
from playwright.async_api import expect

from tests.browser.inbox import ORIGIN, at_work, knock, row, rows
from tests.browser.office import Office


@pytest.mark.line("I6ka", "I6kb", "I6kc", "I6kd", "I6ke")
async def test_several_are_chosen_by_key_and_box_closed_put_off_and_tagged_and_what_was_refused_says_why(
    office: Office,
) -> None:
    site = await office.website("Shop", ORIGIN)
    texts = ("One", "Two", "Three", "Four", "Five")
    found = {text: (await knock(office, site["key"], text))[1] for text in texts}
    desk = await at_work(office, office.owner, "all")
    page = desk.page
    await rows(page, "Five", "Four", "Three", "Two", "One")
    bar = page.get_by_role("region", name="Selected conversations")

    # By keyboard: x, a range with Shift, Escape; closing all of them, and Undo for all of them.
    for key in ("j", "x", "Shift+ArrowDown", "Shift+ArrowDown"):
        await page.keyboard.press(key)
    await expect(bar.get_by_text("3 selected")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(bar).to_have_count(0)
    for key in ("x", "Shift+ArrowUp", "e"):
        await page.keyboard.press(key)
    news = page.get_by_role("region", name="Notifications")
    await expect(news.get_by_text("2 conversations closed")).to_be_visible()
    await rows(page, "Five", "Two", "One")
    await page.keyboard.press("z")
    await rows(page, "Five", "Four", "Three", "Two", "One")
    await expect(news.get_by_text("2 conversations closed")).to_have_count(0)

    # What was refused stays chosen and says why: nobody has two of the three, so nobody would come back to them.
    await office.owner.ask("PUT", f"/api/visitors/{found['Two']['visitor']['id']}/agents/{office.owner.id}")
    for text in ("Two", "Four", "Five"):
        await row(page, text).hover()
        await page.locator(".group\\/row").filter(has_text=text).get_by_role("checkbox").check()
    await page.keyboard.press("l")
    later = page.get_by_role("combobox", name="Later")
    await later.press_sequentially("tomor")
    await later.press("Enter")
    refused = bar.get_by_role("alert")
    await expect(refused).to_contain_text("2 were not done and stay selected")
    await expect(refused.get_by_text("Nobody has this conversation")).to_have_count(2)
    await expect(bar.get_by_text("2 selected")).to_be_visible()
    await rows(page, "Five", "Four", "Three", "One")

    # All that is shown, from the palette; a colleague closes one meanwhile, and it is chosen no more.
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("*")
    await expect(bar.get_by_text("4 selected")).to_be_visible()
    await office.owner.ask("POST", f"/api/conversations/{found['One']['id']}/close")
    await expect(bar.get_by_text("3 selected")).to_be_visible()
    await page.keyboard.press("t")
    tag = page.get_by_role("combobox", name="Choose tags")
    await tag.press_sequentially("rush")
    await tag.press("Enter")
    await expect(news.get_by_text("3 conversations tagged")).to_be_visible()
    await expect(page.get_by_role("main").get_by_title("rush")).not_to_have_count(0)

    # On a narrow screen a button begins choosing, and a tap on a row chooses it.
    await news.get_by_role("button", name="Close").first.click()
    await news.get_by_role("button", name="Close").click()
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.get_by_role("button", name="Select conversations").click()
    await row(page, "Three").click()
    await row(page, "Four").click()
    await expect(bar.get_by_text("2 selected")).to_be_visible()
    await bar.get_by_role("button", name="Close the selected").click()
    await rows(page, "Five")
