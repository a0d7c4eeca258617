"""The first steps, in a browser: the link that makes the owner, signing in and out, an invitation opened and accepted."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.office import Office, is_refused
from tests.journeys.people import PASSWORD

USED = "This link has been used or has expired. Ask for a new one."


@pytest.mark.line("S1a", "S1b", "S1c", "S1d", "S1e", "S1f", "S1g")
async def test_the_printed_link_makes_the_owner_who_signs_out_and_in_again(bare: Office) -> None:
    frieda = await bare.window()
    page = frieda.page
    await page.goto(bare.server.setup_link.partition("#")[0])
    await expect(page.get_by_text("Open the whole link that the server printed")).to_be_visible()
    await page.goto("about:blank")
    await page.goto(bare.server.setup_link)
    stranger = (await bare.window()).page
    await stranger.goto(bare.server.setup_link)
    await expect(stranger.get_by_label("Name of the workspace")).to_be_visible()
    email, password = page.get_by_label("E-mail"), page.get_by_label("Password", exact=True)
    await page.get_by_label("Name of the workspace").fill("Lumen")
    await page.get_by_label("Your name").fill("Frieda Brandt")
    await email.fill("frieda@shop.example")
    await password.fill("password123")
    await page.get_by_role("button", name="Set up").click()
    await is_refused(password, "This password is easy to guess. Choose another one.", keeps="password123")
    await expect(email).to_have_value("frieda@shop.example")
    await password.fill(PASSWORD)
    await page.get_by_role("button", name="Set up").click()
    await expect(page.get_by_text("No website yet")).to_be_visible()

    oneself = page.get_by_role("button", name=re.compile("Frieda Brandt"))
    await oneself.click()
    await page.get_by_role("menuitem", name="Sign out").click()
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    await page.reload()
    await email.fill("frieda@shop.example")
    await password.fill("not the right one")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("alert")).to_have_text("E-mail or password is wrong.")
    await expect(email).to_have_value("frieda@shop.example")
    await expect(oneself).to_have_count(0)
    await password.fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(oneself).to_be_visible()

    await stranger.get_by_label("Name of the workspace").fill("Mine")
    await stranger.get_by_label("Your name").fill("Mallory")
    await stranger.get_by_label("E-mail").fill("mallory@shop.example")
    await stranger.get_by_label("Password", exact=True).fill(PASSWORD)
    await stranger.get_by_role("button", name="Set up").click()
    await expect(stranger.get_by_role("alert")).to_have_text(USED)
    await expect(stranger.get_by_label("Your name")).to_have_value("Mallory")
    await works_no_more(stranger, "If you have set Zuruf up, sign in.")
    assert frieda.complaints == []


async def works_no_more(page: Page, hint: str) -> None:
    """Opened anew, the link says so before anything is typed, and leads to signing in."""
    link = page.url
    await page.goto("about:blank")
    await page.goto(link)
    await expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    await expect(page.get_by_text(hint)).to_be_visible()
    await expect(page.get_by_role("textbox")).to_have_count(0)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.line("S6a", "S6b", "S6c", "S6h", "S6i", "S6j", "S6k")
async def test_an_invitation_is_made_copied_opened_and_accepted_once(office: Office) -> None:
    frieda = await office.window(office.owner)
    page = await frieda.settings("agents")
    await page.get_by_role("button", name="Invite an agent").click()
    sheet = frieda.sheet
    await sheet.get_by_label("Name", exact=True).fill("Nora Fischer")
    email = sheet.get_by_label("E-mail")
    await email.fill(office.owner.email)
    await sheet.get_by_label("Configure").check()
    await sheet.get_by_label("Assign", exact=False).first.uncheck()
    await sheet.get_by_role("button", name="Make the invitation").click()
    await is_refused(email, "Somebody has this e-mail address already.", keeps=office.owner.email)
    await expect(sheet.get_by_label("Name", exact=True)).to_have_value("Nora Fischer")
    await expect(sheet.get_by_label("Configure")).to_be_checked()
    await email.fill("nora@shop.example")
    await sheet.get_by_role("button", name="Make the invitation").click()
    await sheet.get_by_role("button", name="Copy the link").click()
    await expect(sheet.get_by_role("button", name="Copied")).to_be_visible()
    link = await frieda.copied()
    assert link.startswith(f"{office.server.base}/console/")
    await sheet.get_by_role("button", name="Done").click()

    def row_of(email: str) -> Locator:
        return page.get_by_role("main").get_by_role("listitem").filter(has_text=email)

    row = row_of("nora@shop.example")
    await expect(row).to_contain_text("invited")
    nora = await office.window()
    name = nora.page.get_by_label("Your name")
    await nora.page.goto(link)
    await expect(name).to_have_value("Nora Fischer")
    await expect(nora.page.get_by_text("You sign in with nora@shop.example.")).to_be_visible()
    await row.click()
    await frieda.sheet.get_by_role("button", name="Make a new link").click()
    link = await frieda.sheet.locator("pre").inner_text()
    await frieda.sheet.get_by_role("button", name="Cancel").click()

    await name.fill("Nora")
    await nora.page.get_by_label("Password", exact=True).fill(PASSWORD)
    await nora.page.get_by_role("button", name="Begin").click()
    await expect(nora.page.get_by_role("alert")).to_have_text(USED)
    await expect(name).to_have_value("Nora")
    await works_no_more(nora.page, "If you have a password, sign in.")
    await nora.page.goto("about:blank")
    await nora.page.goto(link)
    await name.fill("Nora")
    await nora.page.get_by_label("Password", exact=True).fill(PASSWORD)
    await nora.page.get_by_role("button", name="Begin").click()
    await expect(nora.page.get_by_role("button", name=re.compile("Nora"))).to_be_visible()
    await expect(nora.page).to_have_url(re.compile("/console/mine$"))
    await expect(row).not_to_contain_text("invited")
    made = next(agent for agent in (await office.owner.get("/api/agents"))["items"] if agent["name"] == "Nora")
    assert (made["role"], sorted(made["rights"])) == ("agent", ["access", "configure"])

    await page.get_by_role("button", name="Invite an agent").click()
    await frieda.sheet.get_by_label("Name", exact=True).fill("Late")
    await email.fill("late@shop.example")
    await frieda.sheet.get_by_role("button", name="Make the invitation").click()
    lost = await frieda.sheet.locator("pre").inner_text()
    await frieda.sheet.get_by_role("button", name="Done").click()
    await row_of("late@shop.example").click()
    await frieda.sheet.get_by_role("button", name="Withdraw the invitation").click()
    await frieda.sheet.get_by_role("button", name="Withdraw the invitation").first.click()
    await frieda.closed()
    await expect(row_of("late@shop.example")).to_have_count(0)
    late = (await office.window()).page
    await late.goto(lost)
    await works_no_more(late, "If you have a password, sign in.")
    assert frieda.complaints == nora.complaints == []


@pytest.mark.line("S6l")
async def test_a_link_for_a_new_password_asks_for_nothing_else(office: Office) -> None:
    marie = await office.hire("Marie")
    made = await office.owner.ask("POST", f"/api/agents/{marie.id}/password-link", 201)
    window = await office.window()
    page = window.page
    await page.goto(made["link"])
    await expect(page.get_by_role("heading", name="New password")).to_be_visible()
    await expect(page.get_by_text(f"You sign in with {marie.email}.")).to_be_visible()
    await expect(page.get_by_label("Your name")).to_have_count(0)
    await page.get_by_label("Password", exact=True).fill("another long password")
    await page.get_by_role("button", name="Save and sign in").click()
    await expect(page.get_by_role("button", name=re.compile("Marie"))).to_be_visible()
    assert window.complaints == []
