"""Settings, the other pages: websites and their line of code, agents' roles, API keys, the workspace's switches, one's own preferences."""

import asyncio
import re

import httpx2
import pytest
from playwright.async_api import expect

from tests.browser.office import Office, held, is_refused

SHOP = "https://shop.example"


@pytest.mark.line("S4a", "S4b", "S4c", "S4d", "S4e", "S4f", "S4g", "I4tg")
async def test_a_website_is_made_with_its_addresses_and_its_line_of_code_copied(office: Office) -> None:
    frieda = await office.window(office.owner)
    page = await frieda.settings("websites")
    await page.get_by_role("button", name="New website").click()
    sheet = frieda.sheet
    name, addresses = sheet.get_by_label("Name", exact=True), sheet.get_by_label("Addresses")
    await addresses.fill(f"{SHOP}/products\nhttp://shop example")
    await frieda.save()
    await is_refused(name, "This is needed.", keeps="")
    await name.fill("Lumen")
    await addresses.fill(f"{SHOP}/products\nhttps://*.shop.example")
    await frieda.save()
    typed = f"{SHOP}/products\nhttps://*.shop.example"
    await is_refused(addresses, "Enter an address such as https://shop.example, without a path.", keeps=typed)
    await expect(name).to_have_value("Lumen")
    assert (await office.owner.get("/api/websites"))["items"] == []
    await addresses.fill(f"{SHOP}\nwww.shop.example")
    await sheet.get_by_label("Colour", exact=True).fill("teal")
    await frieda.save()
    await is_refused(sheet.get_by_label("Colour", exact=True), "Enter a colour such as #0f6b66.", keeps="teal")
    await sheet.get_by_label("Colour", exact=True).fill("#123456")
    await frieda.save()

    made = page.get_by_role("dialog", name="The line for your pages")
    await made.get_by_role("button", name="Copy the line").click()
    await expect(made.get_by_role("button", name="Copied")).to_be_visible()
    site = (await office.owner.get("/api/websites"))["items"][0]
    assert site["origins"] == [SHOP, "https://www.shop.example"]
    assert await frieda.copied() == site["snippet"]
    assert site["snippet"] == (
        f'<script async src="{office.server.base}/widget/loader.js" data-key="{site["key"]}"></script>'
    )
    await made.get_by_role("button", name="Done").click()
    await frieda.closed()
    await page.get_by_role("button", name="Copy the line").click()
    await expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert await frieda.copied() == site["snippet"]
    await page.get_by_role("button", name="Edit").click()
    shown = page.frame_locator("iframe[title=Preview]")
    await sheet.get_by_label("Title", exact=True).fill("Lumen")
    await expect(shown.locator("h1")).to_have_text("Lumen")
    await sheet.get_by_role("tab", name="German").click()
    await sheet.get_by_label("Greeting", exact=True).fill("Guten Tag!")
    await expect(shown.locator(".welcome")).to_have_text("Guten Tag!")
    await expect(shown.get_by_text("Wir sind online")).to_be_visible()
    await sheet.get_by_role("tab", name="Nobody online").click()
    await sheet.get_by_label("Text while nobody is online").fill("Wir antworten morgen.")
    await expect(shown.locator(".welcome")).to_have_text("Wir antworten morgen.")
    await sheet.get_by_label("Colour", exact=True).fill("#8a7a6e")
    told = sheet.get_by_text("Text on it is white, but hard to read: contrast 4.1, where 4.5 is needed.")
    await expect(told).to_be_visible()
    await expect(shown.locator("header")).to_have_css("background-color", "rgb(138, 122, 110)")
    kept = "(chat) => [chat.inert, Object.keys({...localStorage, ...sessionStorage}).filter((name) => /:(token|draft)/.test(name))]"
    assert await shown.locator("#chat").evaluate(kept) == [True, []]
    told = shown.get_by_text("Unser Team sieht schon vor dem Senden, was Sie tippen.")
    await expect(told).to_have_count(0)
    reads_along = sheet.get_by_role("switch", name="Show agents what visitors type before they send it")
    await expect(reads_along).not_to_be_checked()
    await reads_along.click()
    await expect(told).to_be_visible()
    await sheet.get_by_role("switch", name="Enabled").click()
    await frieda.saved()
    await expect(page.get_by_text("disabled", exact=True)).to_be_visible()
    site = (await office.owner.get("/api/websites"))["items"][0]
    assert not site["is_enabled"]
    assert site["widget"]["shows_typed"]
    assert (site["widget"]["titles"], site["greetings"]) == ({"en": "Lumen"}, {"de": "Guten Tag!"})
    assert site["widget"]["offline_texts"] == {"de": "Wir antworten morgen."}
    assert frieda.complaints == []


@pytest.mark.line("S4j", "S4k")
async def test_a_websites_preview_asks_for_the_group_as_visitors_are_asked_and_its_sound_can_be_switched_off(
    office: Office,
) -> None:
    owner = office.owner
    await owner.ask("POST", "/api/websites", 201, name="Lumen", origins=[SHOP])
    await office.group("Sales", owner)
    await office.group("Quiet", owner, is_private=True)
    frieda = await office.window(owner)
    page = await frieda.settings("websites")
    shown = page.frame_locator("iframe[title=Preview]")
    await page.get_by_role("button", name="Edit").click()
    sound = shown.get_by_role("button", name="Sound when an answer comes", include_hidden=True)
    await expect(sound).to_have_count(1)
    await expect(shown.locator("fieldset.groups")).to_have_count(0)
    version = (await owner.get("/api/workspace"))["version"]
    await owner.ask("PATCH", "/api/workspace", asks_for_group=True, version=version)
    await expect(shown.locator("fieldset.groups button")).to_have_text(["Salesnow", "Anyone"])
    await frieda.sheet.get_by_role("switch", name="Sound").click()
    await expect(sound).to_have_count(0)
    await frieda.saved()
    assert not (await owner.get("/api/websites"))["items"][0]["widget"]["has_sound"]


@pytest.mark.line("S6d", "S6e", "S6f", "S6g")
async def test_roles_and_rights_are_given_taken_and_an_agent_is_deactivated(office: Office) -> None:
    nora = await office.hire("Nora")
    await office.hire("Anna", role="admin")
    frieda, hers = await office.window(office.owner), await office.window(nora)
    page = await frieda.settings("agents")
    await hers.settings("preferences")
    menu = hers.page.get_by_role("navigation", name="Settings")
    await expect(menu.get_by_role("link")).to_have_text(["Saved replies", "Blocked visitors", "Preferences"])
    rows = page.get_by_role("main").get_by_role("listitem")
    nora_row = rows.filter(has_text="nora@shop.example")
    await nora_row.click()
    await frieda.sheet.get_by_role("checkbox", name="Configure").check()
    await frieda.saved()
    await expect(menu.get_by_role("link")).to_have_count(11)
    await nora_row.click()
    await frieda.sheet.get_by_role("radio", name="Admin").check()
    await expect(frieda.sheet.get_by_role("checkbox", name="Configure")).to_have_count(0)
    await frieda.saved()
    await expect(nora_row).to_contain_text("Admin")
    await expect(hers.page.get_by_role("heading", name="Sign in")).to_be_visible()

    anna = await office.window(await office.hire("Zoe", role="admin"))
    await anna.settings("agents")
    await anna.page.get_by_role("main").get_by_role("listitem").filter(has_text=office.owner.email).click()
    await anna.sheet.get_by_label("Name", exact=True).fill("Nobody")
    await anna.save()
    await expect(anna.sheet.get_by_role("alert")).to_have_text(
        "Somebody above you cannot be changed by you. Ask somebody of that role."
    )
    await expect(anna.sheet.get_by_label("Name", exact=True)).to_have_value("Nobody")
    await rows.filter(has_text="that is you").click()
    await expect(frieda.sheet).to_contain_text("You are Owner. Somebody else has to change that.")
    await expect(frieda.sheet.get_by_role("button", name="Deactivate")).to_have_count(0)
    await frieda.sheet.get_by_role("button", name="Cancel").click()

    await nora_row.click()
    await frieda.sheet.get_by_role("button", name="Deactivate").click()
    await expect(frieda.sheet).to_contain_text("Nora can no longer sign in.")
    await frieda.sheet.get_by_role("button", name="Deactivate").first.click()
    await frieda.closed()
    past = page.get_by_role("switch", name="Show 1 deactivated agent")
    await expect(past).to_be_visible()
    await expect(nora_row).to_have_count(0)
    await past.click()
    await expect(nora_row).to_contain_text("deactivated")
    await nora_row.click()
    await frieda.sheet.get_by_role("button", name="Activate again").click()
    await frieda.closed()
    await expect(nora_row).not_to_contain_text("deactivated")
    await expect(past).to_have_count(0)
    assert frieda.complaints == []


@pytest.mark.line("S5a", "S5b", "S5c")
async def test_an_api_key_is_shown_once_works_and_stops_working_when_revoked(office: Office) -> None:
    frieda = await office.window(office.owner)
    page = await frieda.settings("keys")
    await page.get_by_role("button", name="New API key").click()
    await frieda.sheet.get_by_label("What is it for?").fill("Shop software")
    await frieda.sheet.get_by_role("button", name="Make the key").click()
    await frieda.sheet.get_by_role("button", name="Copy the key").click()
    await expect(frieda.sheet.get_by_role("button", name="Copied")).to_be_visible()
    key = await frieda.copied()
    await frieda.sheet.get_by_role("button", name="I have kept it").click()
    row = page.get_by_role("main").get_by_role("listitem").filter(has_text="Shop software")
    await expect(row).to_contain_text(f"…{key[-4:]}")
    await expect(row).to_contain_text("Made by Frieda")
    assert key not in await page.content()
    await page.reload()
    await expect(row).to_contain_text("never used")
    assert key not in await page.content()

    async with httpx2.AsyncClient(base_url=office.server.base, headers={"api-key": key}) as program:
        ping = {"agentId": office.owner.id}
        assert (await program.post("/v3/conversations/agentOnlinePing", json=ping)).status_code == 204
        await row.get_by_role("button", name="Revoke").click()
        await expect(row).to_contain_text("Programs using it stop working.")
        await row.get_by_role("button", name="Revoke").click()
        await expect(page.get_by_text("No API key yet")).to_be_visible()
        assert (await program.post("/v3/conversations/agentOnlinePing", json=ping)).status_code == 401
    assert frieda.complaints == []


@pytest.mark.line("S7a", "S7b", "S7c", "S7d", "S7e", "S7g", "S7h")
async def test_the_workspaces_switches_are_saved_one_by_one_and_refusals_taken_back(office: Office) -> None:
    marie = await office.hire("Marie", rights=["access", "configure"])
    await office.group("Support", marie)
    frieda, other = await office.window(office.owner), await office.window(marie)
    page = await frieda.settings("workspace")
    await other.settings("workspace")
    groups = page.get_by_role("switch", name="Use groups")
    asks = page.get_by_role("switch", name="Ask visitors to choose a group")
    await expect(groups).to_be_checked()
    await asks.click()
    await expect(other.page.get_by_role("switch", name="Ask visitors to choose a group")).to_be_checked()
    await groups.click()
    await expect(asks).to_be_disabled()
    await expect(other.page.get_by_role("switch", name="Use groups")).not_to_be_checked()
    # Quicker than the server answers.
    answered = asyncio.Event()
    await page.route("**/api/workspace", lambda route: held(route, answered))
    await page.get_by_role("switch", name="Return to the last agent").click()
    await page.get_by_label("Missed after").select_option("2 minutes")
    await expect(page.get_by_role("switch", name="Return to the last agent")).not_to_be_checked()
    answered.set()
    await expect(other.page.get_by_role("switch", name="Return to the last agent")).not_to_be_checked()
    await expect(other.page.get_by_label("Missed after")).to_have_value("120")
    language = page.get_by_label("Default language")
    await language.select_option("German")
    await expect(page.get_by_text("Not every group has a name in this language yet. Name them first.")).to_be_visible()
    await expect(language).to_have_value("en")
    name = page.get_by_label("Name of the workspace")
    await name.fill(" ")
    await page.get_by_role("button", name="Save", exact=True).click()
    await is_refused(name, "This is needed.", keeps=" ")
    # Typed by somebody else meanwhile: it stays, and saving says first who was quicker.
    theirs = other.page.get_by_label("Name of the workspace")
    await theirs.fill("Candle")
    await name.fill("Lumen")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    await expect(name).to_have_value("Lumen")
    await other.page.get_by_role("button", name="Save", exact=True).click()
    await expect(other.page.get_by_role("alert").filter(has_text="Frieda changed this")).to_be_visible()
    await expect(theirs).to_have_value("Candle")
    await other.page.get_by_role("button", name="Save", exact=True).click()
    await expect(name).to_have_value("Candle")
    now = await office.owner.get("/api/workspace")
    kept = (
        now["name"],
        now["uses_groups"],
        now["asks_for_group"],
        now["returns_to_last_agent"],
        now["missed_after_ms"],
    )
    assert kept == ("Candle", False, True, False, 120_000)
    assert now["default_language"] == "en"

    preferences = await frieda.settings("preferences")
    # Shown before the server has answered; what is asked for elsewhere is what the server has.
    async with preferences.expect_response("**/api/me"):
        await preferences.get_by_label("Language").select_option("Deutsch")
    await expect(preferences.get_by_role("heading", name="Persönliches")).to_be_visible()
    await expect(preferences.locator("html")).to_have_attribute("lang", "de")
    async with preferences.expect_response("**/api/me"):
        await preferences.get_by_label("Hell oder dunkel").select_option("Dunkel")
    await expect(preferences.locator("html")).to_have_attribute("data-theme", "dark")
    elsewhere = await office.window(office.owner)
    await elsewhere.settings("preferences")
    await expect(elsewhere.page.locator("html")).to_have_attribute("lang", "de")
    await expect(elsewhere.page.locator("html")).to_have_attribute("data-theme", "dark")
    await expect(elsewhere.page.get_by_role("link", name=re.compile("^Meine"))).to_be_visible()
    await other.page.reload()
    await expect(other.page.get_by_role("heading", level=1)).to_have_text("Workspace")
    await expect(other.page.locator("html")).to_have_attribute("lang", "en")
    assert frieda.complaints == []


@pytest.mark.line("S7f")
async def test_the_wall_stands_and_falls_at_once_in_the_agents_lists(office: Office) -> None:
    site = await office.website("Shop", SHOP)
    marie, nora = await office.hire("Marie"), await office.hire("Nora")
    await office.group("Support", marie)
    sales = await office.group("Sales", nora)
    camille = office.visitor(site["key"], SHOP)
    await camille.view("/")
    await camille.open()
    await camille.write("For Sales alone")
    item = (await office.owner.get("/api/conversations?view=all"))["items"][0]
    await office.owner.ask("PUT", f"/api/visitors/{item['visitor']['id']}/group", group_id=sales, seen_group_id=None)
    frieda, hers = await office.window(office.owner), await office.window(marie)
    await hers.page.goto(f"{marie.base}/console/all")
    await expect(hers.row("For Sales alone")).to_be_visible()
    page = await frieda.settings("workspace")
    wall = page.get_by_role("switch", name="Agents see only their groups")
    await wall.click()
    await expect(hers.page.get_by_role("main").get_by_text("No open conversation")).to_be_visible()
    await expect(hers.page.get_by_role("main").get_by_text("For Sales alone")).to_have_count(0)
    assert (await marie.get("/api/conversations?view=all"))["items"] == []
    await frieda.page.reload()
    await expect(wall).to_be_checked()
    await wall.click()
    await expect(hers.row("For Sales alone")).to_be_visible()
    assert frieda.complaints == hers.complaints == []
