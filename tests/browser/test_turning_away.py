"""Blocking a visitor and deleting a conversation, both taken back, by keyboard and by hand (I6)."""

import pytest
from playwright.async_api import expect

from tests.browser.inbox import ORIGIN, at_work, knock, row
from tests.browser.office import Office


@pytest.mark.line("I6lh", "I6df")
async def test_a_visitor_is_blocked_and_a_conversation_deleted_and_both_are_taken_back(office: Office) -> None:
    site = await office.website("Shop", ORIGIN)
    _, conversation = await knock(office, site["key"], "Rubbish")
    desk = await at_work(office, office.owner, f"c/{conversation['id']}?in=all")
    page = desk.page

    # By key; why and for how long; a reason too long is said at its field and kept; the strip says who and why; Undo.
    more = page.get_by_role("button", name="More actions")
    await expect(more).to_be_visible()
    await page.keyboard.press("b")
    reason = page.get_by_label("Why", exact=True)
    await expect(reason).to_be_focused()
    await reason.fill("x" * 501)
    block = page.get_by_role("dialog").get_by_role("button", name="Block", exact=True)
    await block.click()
    await expect(reason).to_have_attribute("aria-invalid", "true")
    await expect(reason).to_have_value("x" * 501)
    await reason.fill("Insults")
    await page.get_by_label("For how long").select_option("week")
    await block.click()
    strip = page.get_by_role("status").filter(has_text="This visitor is blocked until")
    await expect(strip).to_contain_text("Insults")
    await expect(page.get_by_text("Visitor blocked by you: Insults")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("z")
    await expect(strip).to_have_count(0)
    await more.click()
    await page.get_by_role("menuitem", name="Block the visitor").click()
    await block.click()
    await expect(page.get_by_text("This visitor is blocked, by")).to_be_visible()
    await page.goto(f"{office.owner.base}/console/settings/blocked")
    listed = page.get_by_role("main").get_by_role("listitem")
    await listed.get_by_role("button", name="Unblock").click()
    await expect(page.get_by_text("Nobody is blocked")).to_be_visible()

    # Deleted without a question and brought back by the key; deleted again and brought back from the settings.
    await page.goto(f"{office.owner.base}/console/all")
    await row(page, "Rubbish").click()
    await expect(more).to_be_visible()
    await page.keyboard.press("#")
    news = page.get_by_role("region", name="Notifications")
    await expect(news.get_by_text("For 30 days it can be brought back")).to_be_visible()
    await expect(row(page, "Rubbish")).to_have_count(0)
    await page.keyboard.press("z")
    await row(page, "Rubbish").click()
    await more.click()
    await page.get_by_role("menuitem", name="Delete the conversation").click()
    await expect(row(page, "Rubbish")).to_have_count(0)
    await page.goto(f"{office.owner.base}/console/settings/deleted")
    await expect(page.get_by_text("Rubbish")).to_be_visible()
    await listed.get_by_role("button", name="Bring back").click()
    await expect(page.get_by_text("Nothing was deleted")).to_be_visible()
    await page.goto(f"{office.owner.base}/console/all")
    await expect(row(page, "Rubbish")).to_be_visible()
