"""The rail with its live counts and the three panes (I1)."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.inbox import ORIGIN, act, at_work, counts, entry, knock, rail, row, rows, to_agent, to_group
from tests.browser.office import Office

PAGES = {
    "Mine": "Mine",
    "Unassigned": "Unassigned",
    "All": "All",
    "Mentions": "Mentions",
    "Support-Team FR": "Support-Team FR",
    "Sales": "Sales",
    "Visitors online": "0 visitors online",
    "Settings": "Groups",
}


@pytest.mark.line("I1a", "I1b", "I1c", "I1d", "I1e", "I1f", "I1g", "I1h")
async def test_every_entry_of_the_rail_has_its_page_and_its_count_lives(office: Office) -> None:
    marie, nora = await office.hire("Marie"), await office.hire("Nora")
    french, sales = await office.group("Support-Team FR", marie), await office.group("Sales", nora)
    await office.group("Former team", marie, is_enabled=False)
    site = await office.website("Shop", ORIGIN)
    desk = await at_work(office, office.owner, "")
    page = desk.page
    await expect(page).to_have_url(re.compile("/console/mine$"))
    await expect(rail(page).get_by_role("link")).to_have_count(len(PAGES))
    for name, title in PAGES.items():
        await entry(page, name).click()
        await expect(page.get_by_role("heading", level=1)).to_have_text(title)
        await expect(entry(page, name)).to_have_attribute("aria-current", "page")
    await counts(page, Mine=0, Unassigned=0, **{"Support-Team_FR": 0, "Sales": 0}, Visitors_online=0)

    await expect(entry(page, "Sales")).to_have_accessible_name("Sales 0 0 online")
    await nora.online()
    await expect(entry(page, "Sales")).to_have_accessible_name("Sales 0 1 online")

    visitor, conversation = await knock(office, site["key"], "Where is my parcel?")
    await counts(page, Mine=0, Unassigned=1, Visitors_online=1)
    await entry(page, "Unassigned").click()
    await rows(page, "Where is my parcel?")
    await to_group(nora, conversation, french)
    await counts(page, Unassigned=0, Mine=0, **{"Support-Team_FR": 1})
    await rows(page)
    await entry(page, "Support-Team FR").click()
    await rows(page, "Where is my parcel?")
    await to_group(nora, conversation, sales)
    await counts(page, **{"Support-Team_FR": 0, "Sales": 1})
    await rows(page)
    await to_agent(nora, conversation, office.owner)
    await counts(page, Mine=1, Sales=1, Unassigned=0)
    await entry(page, "Mine").click()
    await rows(page, "Where is my parcel?")
    await act(nora, conversation, "close")
    await counts(page, Mine=0, Sales=0, Unassigned=0)
    await rows(page)
    await entry(page, "All").click()
    await rows(page)
    await visitor.socket.close()
    await counts(page, Visitors_online=0)

    version = (await office.owner.get("/api/workspace"))["version"]
    await office.owner.ask("PATCH", "/api/workspace", uses_groups=False, version=version)
    await expect(rail(page).get_by_role("link")).to_have_count(len(PAGES) - 2)
    assert desk.complaints == []


@pytest.mark.line("I1i", "I1j", "I1k")
async def test_list_conversation_and_details_stand_side_by_side_or_one_at_a_time(office: Office) -> None:
    site = await office.website("Shop", ORIGIN)
    await knock(office, site["key"], "Is it in stock?")
    desk = await at_work(office, office.owner, "all")
    page = desk.page
    await expect(page.get_by_text("Choose a conversation")).to_be_visible()
    await row(page, "Is it in stock?").click()
    listing, thread = page.get_by_role("region", name="All"), page.get_by_role("region", name="Conversation")
    details = page.get_by_role("complementary", name="Details")
    lefts = [await _left(part) for part in (listing, thread, details)]
    assert lefts == sorted(lefts), "expected list, conversation, details from left to right"

    edge = page.get_by_role("separator", name="Width of the list")
    before = int(await edge.get_attribute("aria-valuenow") or 0)
    assert abs(await _width(listing) - before) < 2, "the pane is as wide as its edge says"
    await edge.focus()
    await page.keyboard.press("ArrowRight")
    await expect(edge).to_have_attribute("aria-valuenow", str(before + 16))
    box = await edge.bounding_box()
    assert box
    await page.mouse.move(box["x"] + 3, box["y"] + 300)
    await page.mouse.down()
    await page.mouse.move(box["x"] + 43, box["y"] + 300)
    await page.mouse.up()
    await expect(edge).to_have_attribute("aria-valuenow", str(before + 56))
    await page.reload()
    await expect(edge).to_have_attribute("aria-valuenow", str(before + 56))
    assert abs(await _width(listing) - before - 56) < 2, "the pane is as wide as its edge says"

    await page.set_viewport_size({"width": 390, "height": 800})
    await expect(thread).to_be_visible()
    await expect(listing).to_have_count(0)
    await page.get_by_role("button", name="Back to the list").click()
    await expect(thread).to_have_count(0)
    assert await _width(listing) > 380
    await row(page, "Is it in stock?").click()
    await expect(listing).to_have_count(0)
    assert await _width(thread) > 380
    await page.get_by_role("button", name="Details").click()
    await expect(page.get_by_role("dialog", name="Details")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.get_by_role("button", name="Back to the list").click()
    await expect(rail(page)).to_have_count(0)
    await page.get_by_role("button", name="Open the menu").click()
    await entry(page, "Unassigned").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Unassigned")
    assert desk.complaints == []


@pytest.mark.line("I1l")
async def test_on_a_phone_back_closes_what_lies_above_the_conversation_and_then_the_conversation(
    office: Office,
) -> None:
    site = await office.website("Shop", ORIGIN)
    await knock(office, site["key"], "Is it in stock?")
    desk = await at_work(office, office.owner, "all")
    page, above = desk.page, desk.page.get_by_role("dialog")
    await page.set_viewport_size({"width": 390, "height": 800})
    thread = page.get_by_role("region", name="Conversation")
    await row(page, "Is it in stock?").click()
    await page.get_by_role("button", name="Details").click()
    await expect(above).to_have_accessible_name("Details")
    await above.get_by_role("button", name="Close").click()
    await expect(above).to_have_count(0)

    await page.get_by_role("button", name="Details").click()
    await expect(above).to_be_visible()
    await page.go_back()
    await expect(above).to_have_count(0)
    await expect(thread).to_contain_text("Is it in stock?")
    layers = [
        (page.get_by_role("button", name="Assign to an agent"), above),
        (thread.get_by_role("button", name="Why?").first, above),
        (page.get_by_role("button", name="More actions"), page.get_by_role("menu")),
    ]
    for opener, layer in layers:
        await opener.click()
        await expect(layer).to_be_visible()
        await page.go_back()
        await expect(layer).to_have_count(0)
        await expect(thread).to_contain_text("Is it in stock?")
    await page.go_back()
    await expect(thread).to_have_count(0)
    await expect(row(page, "Is it in stock?")).to_be_visible()
    assert desk.complaints == []


@pytest.mark.line("I1m")
async def test_a_row_gives_the_groups_name_its_own_width_and_cuts_it_before_a_face_goes(office: Office) -> None:
    site = await office.website("Shop", ORIGIN)
    long = "Returns and complaints of the whole of Europe"
    lena = await office.hire("Lena")
    await at_work(office, lena, "mine")
    desk = await at_work(office, office.owner, "all")
    page = desk.page
    for name in ("VIP", "Support-Team FR", long):
        _, conversation = await knock(office, site["key"], f"About {name}")
        await to_group(office.owner, conversation, await office.group(name, office.owner, lena))
        for agent in (office.owner, lena):
            await to_agent(office.owner, conversation, agent)
        await expect(_where(page, name).get_by_role("img")).to_have_count(2)
    for short in ("VIP", "Support-Team FR"):
        assert not await _is_cut(page, short), f"{short} is cut although there is room"
        assert await _blank_before_faces(page, short) < 12, f"a blank stands between {short} and the faces"
    await page.get_by_role("separator", name="Width of the list").focus()
    for _ in range(4):
        await page.keyboard.press("ArrowLeft")
    assert await _width(page.get_by_role("region", name="All")) < 262
    assert await _is_cut(page, long)
    assert await _blank_before_faces(page, long) < 12
    for face in await _where(page, long).get_by_role("img").all():
        assert await _width(face) >= 16, "a face vanished"
    assert desk.complaints == []


async def test_the_row_that_j_marks_opens_by_enter_also_after_a_click_in_the_rail(office: Office) -> None:
    site = await office.website("Shop", ORIGIN)
    await knock(office, site["key"], "Is it in stock?")
    desk = await at_work(office, office.owner, "unassigned")
    page = desk.page
    await entry(page, "All").click()
    await rows(page, "Is it in stock?")
    await expect(entry(page, "All")).to_be_focused()
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("region", name="Conversation")).to_contain_text("Is it in stock?")
    await expect(row(page, "Is it in stock?")).to_have_attribute("aria-current", "true")
    assert desk.complaints == []


def _where(page: Page, group: str) -> Locator:
    """The row's line of group, faces and reason."""
    return row(page, group).locator("span.h-5")


async def _is_cut(page: Page, group: str) -> bool:
    name = _where(page, group).get_by_text(group, exact=True)
    return bool(await name.evaluate("name => name.scrollWidth > name.clientWidth"))


async def _blank_before_faces(page: Page, group: str) -> float:
    name = _where(page, group).get_by_text(group, exact=True)
    face = _where(page, group).get_by_role("img").first
    # By the text, which may be narrower than what it stands in.
    end = await name.evaluate(
        """name => { const text = document.createRange(); text.selectNodeContents(name);
        return Math.min(text.getBoundingClientRect().right, name.getBoundingClientRect().right) }"""
    )
    return await _left(face) - float(end)


async def _left(part: Locator) -> float:
    box = await part.bounding_box()
    assert box
    return box["x"]


async def _width(part: Locator) -> float:
    box = await part.bounding_box()
    assert box
    return box["width"]
