"""Settings, groups: made with a name in each language, changed by two people at once, deleted while visitors are in them."""

import pytest
from playwright.async_api import expect

from tests.browser.office import Office, is_refused
from tests.journeys.people import Json

SHOP = "https://shop.example"


@pytest.mark.line("S2a", "S2b", "S2c", "S2d", "S2e", "S2f")
async def test_a_group_is_named_in_each_language_staffed_and_its_id_copied(office: Office) -> None:
    await office.hire("Marie")
    frieda = await office.window(office.owner)
    page = await frieda.settings("groups")
    await expect(page.get_by_text("No group yet")).to_be_visible()
    await page.get_by_role("button", name="New group").click()
    sheet = frieda.sheet
    await sheet.get_by_role("tab", name="French").click()
    french = sheet.get_by_label("Name (French)")
    await french.fill("Équipe FR")
    await sheet.get_by_role("switch", name="Marie is a member").click()
    await sheet.get_by_role("switch", name="Private").click()
    await frieda.save()
    english = sheet.get_by_label("Name (English)")
    await is_refused(english, "A name in the default language is needed.", keeps="")
    await expect(sheet.get_by_role("tab", name="English")).to_have_attribute("aria-selected", "true")
    await sheet.get_by_role("tab", name="French").click()
    await expect(french).to_have_value("Équipe FR")
    await expect(sheet.get_by_role("switch", name="Marie is a member")).to_be_checked()
    assert (await office.owner.get("/api/groups"))["items"] == []
    assert not (await office.owner.get("/api/workspace"))["uses_groups"]
    await sheet.get_by_role("tab", name="English").click()
    await english.fill("Support-Team FR")
    await frieda.saved()

    row = page.get_by_role("main").get_by_role("listitem").filter(has_text="Support-Team FR")
    await expect(row).to_contain_text("Private")
    await expect(row).to_contain_text("1 member · nobody online")
    await frieda.is_told("Groups are switched on now.")
    assert (await office.owner.get("/api/workspace"))["uses_groups"]
    made = (await office.owner.get("/api/groups"))["items"][0]
    assert made["names"] == {"en": "Support-Team FR", "fr": "Équipe FR"}
    await row.get_by_role("button", name="Copy the group’s id").click()
    await expect(row.get_by_role("button", name="Copied")).to_be_visible()
    assert await frieda.copied() == made["id"]

    await row.get_by_text("Support-Team FR").click()
    await sheet.get_by_role("switch", name="Enabled").click()
    await sheet.get_by_role("switch", name="Private").click()
    await sheet.get_by_role("switch", name="Marie is a member").click()
    await frieda.saved()
    await expect(row).to_contain_text("disabled")
    await expect(row).not_to_contain_text("Private")
    changed = (await office.owner.get("/api/groups"))["items"][0]
    assert (changed["is_enabled"], changed["is_private"], changed["members"]) == (False, False, [])
    assert frieda.complaints == []


@pytest.mark.line("S2g", "S2h")
async def test_who_saves_a_group_second_is_told_by_whom_it_was_changed_and_may_save_over_it(office: Office) -> None:
    marie = await office.hire("Marie", rights=["access", "configure"])
    sales = await office.group("Sales", marie)
    frieda = await office.window(office.owner)
    page = await frieda.settings("groups")
    await page.get_by_role("button", name="Sales").first.click()
    name = frieda.sheet.get_by_label("Name (English)")
    await name.fill("Sales and leasing")
    version = (await office.owner.get("/api/groups"))["items"][0]["version"]
    body: Json = {"names": {"en": "Sales EU"}, "colour": "red", "is_enabled": True, "is_private": False, "members": []}
    await marie.ask("PUT", f"/api/groups/{sales}", version=version, **body)
    await frieda.save()
    told = frieda.sheet.get_by_role("alert")
    await expect(told).to_contain_text("Marie changed this meanwhile")
    await expect(told).to_contain_text("Save again to put your version over it, or cancel to see theirs.")
    await expect(name).to_have_value("Sales and leasing")
    assert (await office.owner.get("/api/groups"))["items"][0]["names"] == {"en": "Sales EU"}
    await frieda.saved()
    assert (await office.owner.get("/api/groups"))["items"][0]["names"] == {"en": "Sales and leasing"}


async def test_the_keyboard_keeps_its_place_through_a_refused_save_and_after_the_sheet(office: Office) -> None:
    await office.group("Sales")
    frieda = await office.window(office.owner)
    page = await frieda.settings("groups")
    opener = page.get_by_role("button", name="Sales").first
    await opener.focus()
    await page.keyboard.press("Enter")
    name = frieda.sheet.get_by_label("Name (English)")
    await name.fill("")
    save = frieda.sheet.get_by_role("button", name="Save", exact=True)
    await save.focus()
    await page.keyboard.press("Enter")
    await is_refused(name, "A name in the default language is needed.", keeps="")
    await expect(save).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(frieda.sheet.get_by_role("button", name="Keep editing")).to_be_focused()
    await frieda.sheet.get_by_role("button", name="Discard").click()
    await frieda.closed()
    await expect(opener).to_be_focused()
    assert frieda.complaints == []


@pytest.mark.line("S2i", "S2j")
async def test_deleting_a_group_in_use_asks_where_its_visitors_go(office: Office) -> None:
    site = await office.website("Shop", SHOP)
    marie = await office.hire("Marie")
    sales, support = await office.group("Sales", marie), await office.group("Support", marie)
    await office.group("Empty")
    camille = office.visitor(site["key"], SHOP)
    await camille.view("/")
    await camille.open()
    await camille.write("Hello")
    item = (await office.owner.get("/api/conversations?view=all"))["items"][0]
    group_of = f"/api/visitors/{item['visitor']['id']}/group"
    await office.owner.ask("PUT", group_of, group_id=sales, seen_group_id=None)
    frieda = await office.window(office.owner)
    page = await frieda.settings("groups")
    rows = page.get_by_role("main").get_by_role("listitem")

    await page.get_by_role("button", name="Empty").first.click()
    await frieda.sheet.get_by_role("button", name="Delete the group").click()
    await expect(frieda.sheet).to_contain_text("Delete Empty?")
    await frieda.sheet.get_by_role("button", name="Delete the group").click()
    await frieda.closed()
    await expect(rows.filter(has_text="Empty")).to_have_count(0)

    await page.get_by_role("button", name="Sales").first.click()
    await frieda.sheet.get_by_role("button", name="Delete the group").click()
    await frieda.sheet.get_by_role("button", name="Delete the group").click()
    await expect(frieda.sheet).to_contain_text("1 visitor is in this group. Where should they go?")
    assert len((await office.owner.get("/api/groups"))["items"]) == 2
    where = frieda.sheet.get_by_label("They go to")
    assert await where.get_by_role("option").all_inner_texts() == ["All agents", "Support"]
    await where.select_option("Support")
    await frieda.sheet.get_by_role("button", name="Move and delete").click()
    await frieda.closed()
    await expect(rows.filter(has_text="Sales")).to_have_count(0)
    item = (await office.owner.get("/api/conversations?view=all"))["items"][0]
    assert item["group"]["group_id"] == support
    assert frieda.complaints == []
