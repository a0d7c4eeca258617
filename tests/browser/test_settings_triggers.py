"""Settings, triggers: T8 made by clicks, what cannot be carried out, the order, the switch, two people at the same trigger."""

import asyncio
import re
from collections.abc import Callable

import pytest
from playwright.async_api import Locator, Page, Response, expect

from tests.browser.office import Desk, Office, held, is_refused
from tests.journeys.people import Json

SHOP = "https://shop.example"


async def list_of(office: Office) -> list[Json]:
    return (await office.owner.get("/api/triggers"))["items"]


async def trigger(office: Office, name: str, group: str) -> str:
    """One that acts nowhere yet; its id."""
    condition = {"kind": "test", "fact": "current_url", "operator": "at_or_under", "value": f"{SHOP}/{name}"}
    actions = [{"kind": "assign_group", "group_id": group}]
    made = await office.owner.ask("POST", "/api/triggers", 201, name=name, condition=condition, actions=actions)
    return made["id"]


def rows(page: Page) -> Locator:
    return page.get_by_role("main").locator("li", has=page.get_by_role("switch"))


def is_put(ending: str) -> Callable[[Response], bool]:
    return lambda response: response.request.method == "PUT" and response.url.endswith(ending)


def is_list(response: Response) -> bool:
    """The triggers, fetched anew."""
    return response.request.method == "GET" and response.url.endswith("/api/triggers")


async def group_of(office: Office, key: str, path: str) -> str | None:
    """The group of somebody who writes on this page."""
    visitor = office.visitor(key, SHOP)
    await visitor.view(path)
    await visitor.open()
    await visitor.write(f"Written on {path}")
    items = (await office.owner.get("/api/conversations?view=all"))["items"]
    found = next(item for item in items if item["last"]["text"] == f"Written on {path}")
    return found["group"]["group_id"]


@pytest.mark.line("S3a", "S3b", "S3c", "S3d", "S3e", "S3k")
async def test_the_trigger_of_the_french_site_is_made_by_clicks_and_acts_once_switched_on(office: Office) -> None:
    site = await office.website("Shop", SHOP)
    french = await office.group("Support-Team FR", office.owner)
    frieda = await office.window(office.owner)
    page = await frieda.settings("triggers")
    await expect(page.get_by_text("No trigger yet")).to_be_visible()
    await page.get_by_role("button", name="New trigger").click()
    sheet = frieda.sheet
    name, address = sheet.get_by_label("Name", exact=True), sheet.get_by_label("Value")
    await expect(sheet.get_by_label("What is looked at")).to_have_value("current_url")
    await expect(sheet.get_by_label("How it is compared")).to_have_value("at_or_under")
    await frieda.save()
    await is_refused(name, "This is needed.", keeps="")
    await name.fill("French site")
    await address.fill("not an address/")
    group = sheet.get_by_label("Group", exact=True)
    await frieda.save()
    await is_refused(group, "This is needed.", keeps="")
    await expect(name).to_have_value("French site")
    await group.select_option("# Support-Team FR")
    await frieda.save()
    await is_refused(address, "This is not a web address.", keeps="not an address/")
    await sheet.get_by_label("How it is compared").select_option("regex")
    await address.fill("shop.example/(fr")
    await frieda.save()
    await is_refused(address, "This pattern cannot be used.", keeps="shop.example/(fr")
    await expect(group).to_have_value(french)
    assert await list_of(office) == []
    await sheet.get_by_label("How it is compared").select_option("at_or_under")
    await address.fill("shop.example/fr")
    await expect(sheet.get_by_role("button", name="Remove the action"), "the last action stays").to_have_count(0)
    await frieda.saved()
    row = rows(page).filter(has_text="French site")
    await expect(row).to_contain_text("inactive")
    await expect(row).to_contain_text(
        re.compile(r"IF.*current URL.*is at or under.*shop\.example/fr.*THEN.*Support-Team FR")
    )
    assert await group_of(office, site["key"], "/fr/suivi") is None
    # Shown before the server has answered; a reload would take the request back.
    async with page.expect_response(is_put("/active")):
        await row.get_by_role("switch", name="French site is active").click()
    await expect(row).not_to_contain_text("inactive")
    await page.reload()
    await expect(row.get_by_role("switch")).to_be_checked()
    assert await group_of(office, site["key"], "/fr/panier") == french
    assert await group_of(office, site["key"], "/en/cart") is None

    await row.get_by_text("French site").click()
    await address.fill("shop.example/en")
    await sheet.get_by_role("button", name="Cancel").click()
    await frieda.closed()
    assert await group_of(office, site["key"], "/en/help") is None, "expected unsaved edits not to act"
    assert frieda.complaints == []


@pytest.mark.line("S3m")
async def test_devices_are_chosen_and_not_typed(office: Office) -> None:
    await office.group("Support", office.owner)
    frieda = await office.window(office.owner)
    page = await frieda.settings("triggers")
    await page.get_by_role("button", name="New trigger").click()
    sheet = frieda.sheet
    await sheet.get_by_label("Name", exact=True).fill("On the way")
    await sheet.get_by_label("Group", exact=True).select_option("# Support")
    looked_at, devices = sheet.get_by_label("What is looked at"), sheet.get_by_role("group", name="Value")
    await looked_at.select_option("country")
    await sheet.get_by_label("Values").fill("FR")
    await looked_at.select_option("device")
    await frieda.save()
    await expect(devices.get_by_label("Phone")).to_have_attribute("aria-invalid", "true")
    for device in ("Desktop", "Phone", "Tablet"):
        await devices.get_by_label(device).check()
    await devices.get_by_label("Desktop").uncheck()
    await frieda.saved()
    await expect(rows(page)).to_contain_text(re.compile("device.*Phone.*Tablet"))
    [made] = await list_of(office)
    assert made["condition"]["tests"][0]["value"] == ["mobile", "tablet"]


@pytest.mark.line("S3f", "S3g", "S3h", "S3l")
async def test_the_order_is_changed_by_keyboard_and_by_drag_and_a_gone_group_is_flagged(office: Office) -> None:
    group, gone = await office.group("Support", office.owner), await office.group("Gone", office.owner)
    for name, into in (("First", group), ("Second", group), ("Third", gone)):
        await trigger(office, name, into)
    frieda = await office.window(office.owner)
    page = await frieda.settings("triggers")
    await expect(rows(page)).to_have_count(3)
    await shows(frieda, "First", "Second", "Third")
    handle = page.get_by_role("button", name="Move First")
    async with page.expect_response(is_put("/order")), page.expect_response(is_list):
        await handle.press("ArrowDown")
    await shows(frieda, "Second", "First", "Third")
    await expect(page.get_by_role("status").filter(has_text="First is number 2 of 3")).to_have_count(1)
    await expect(handle).to_be_focused()
    assert [item["name"] for item in await list_of(office)] == ["Second", "First", "Third"]
    await goes_down_faster_than_answered(office, frieda)
    assert [item["name"] for item in await list_of(office)] == ["Second", "Third", "First"]

    third, top = (
        await page.get_by_role("button", name="Move Third").bounding_box(),
        await rows(page).first.bounding_box(),
    )
    assert third
    assert top
    await page.mouse.move(third["x"] + 8, third["y"] + 8)
    await page.mouse.down()
    await page.mouse.move(third["x"] + 8, top["y"] + 4, steps=6)
    async with page.expect_response(is_put("/order")):
        await page.mouse.up()
    await shows(frieda, "Third", "Second", "First")
    await page.reload()
    await shows(frieda, "Third", "Second", "First")
    assert [item["name"] for item in await list_of(office)] == ["Third", "Second", "First"]
    await office.owner.ask("DELETE", f"/api/groups/{gone}")
    await expect(rows(page).filter(has_text="Third")).to_contain_text("something is missing")
    await rows(page).filter(has_text="Third").get_by_text("Third", exact=True).click()
    await expect(frieda.sheet).to_contain_text("This group no longer exists. Choose another one.")
    assert frieda.complaints == []


async def goes_down_faster_than_answered(office: Office, desk: Desk) -> None:
    """First goes up and down to the end, while the answer to its first move is still on its way."""
    page, answered, ids = desk.page, asyncio.Event(), {item["name"]: item["id"] for item in await list_of(office)}
    in_the_end = ",".join(f'"{ids[name]}"' for name in ("Second", "Third", "First"))

    def is_last(response: Response) -> bool:
        return is_put("/order")(response) and in_the_end in (response.request.post_data or "")

    await page.route("**/order", lambda route: held(route, answered))
    async with page.expect_response(is_last):
        for key in ("ArrowUp", "ArrowDown", "ArrowDown"):
            await page.get_by_role("button", name="Move First").press(key)
        await shows(desk, "Second", "Third", "First")
        answered.set()


async def shows(desk: Desk, *names: str) -> None:
    """The triggers in this order."""
    expected = [re.compile(f"^{name}") for name in names]
    await expect(rows(desk.page)).to_have_text(expected)


@pytest.mark.line("S3i", "S3j")
async def test_of_two_at_the_same_trigger_the_second_is_told_by_whom_and_sees_or_replaces_it(office: Office) -> None:
    marie = await office.hire("Marie", rights=["access", "configure"])
    await trigger(office, "fr", await office.group("Support", marie))
    frieda, other = await office.window(office.owner), await office.window(marie)
    for desk in (frieda, other):
        page = await desk.settings("triggers")
        await page.get_by_text("fr", exact=True).click()
        await expect(desk.sheet.get_by_label("Value")).to_have_value(f"{SHOP}/fr")
    await other.sheet.get_by_label("Value").fill("shop.example/francais")
    await frieda.sheet.get_by_label("Value").fill("shop.example/french")
    await other.saved()
    await frieda.save()
    told = frieda.sheet.get_by_role("alert").first
    await expect(told).to_contain_text("Marie changed this meanwhile")
    await expect(told).to_contain_text("Save again to put your version over it, or cancel to see theirs.")
    await expect(frieda.sheet.get_by_label("Value")).to_have_value("shop.example/french")
    assert (await list_of(office))[0]["condition"]["tests"][0]["value"] == "shop.example/francais"
    await frieda.sheet.get_by_role("button", name="Cancel").click()
    # A sheet shows what the list has shown.
    await expect(rows(frieda.page)).to_contain_text("shop.example/francais")
    await frieda.page.get_by_text("fr", exact=True).click()
    await expect(frieda.sheet.get_by_label("Value")).to_have_value("shop.example/francais")
    await frieda.sheet.get_by_label("Value").fill("shop.example/french")

    await expect(rows(other.page)).to_contain_text("shop.example/francais")
    await other.page.get_by_text("fr", exact=True).click()
    await other.sheet.get_by_label("Name", exact=True).fill("francais")
    await other.saved()
    await frieda.save()
    await expect(frieda.sheet.get_by_role("alert").first).to_contain_text("Marie changed this meanwhile")
    await frieda.saved()
    kept = (await list_of(office))[0]
    assert (kept["name"], kept["condition"]["tests"][0]["value"]) == ("fr", "shop.example/french")
