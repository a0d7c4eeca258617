"""After an outage the screen is as it would be without; a conversation counts as seen only where it was drawn (A22, O6, P1)."""

import asyncio
import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.inbox import ORIGIN, at_work, choose, entry, knock, row, to_agent, to_group
from tests.browser.office import Office, held
from tests.journeys.people import Agent, Json

# What the screen alone does is seen only where the server does not know who looks: the console's word of it does not get there.
SAYS_NOTHING = """
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (text) { if (!text.includes('"type":"watching"')) send.call(this, text); };
"""

# As in Chrome on Android, with the window behind another.
CANNOT_NOTIFY = """
globalThis.Notification = class {
  static permission = "granted";
  constructor() { throw new TypeError("Illegal constructor"); }
};
document.hasFocus = () => false;
"""


def talk(page: Page):
    return page.get_by_role("region", name="Conversation")


async def told(owner: Agent, conversation: Json) -> list[Json]:
    """Who was told of the newest message, on which devices, and whether they have seen it."""
    found = await owner.get(f"/api/conversations/{conversation['id']}/explanations")
    return next(line for line in found["items"] if line["type"] == "message.sent")["alerts"]


@pytest.mark.line("O6e", "P1i")
async def test_after_an_outage_everything_on_screen_is_there_again(office: Office) -> None:
    marie = await office.hire("Marie")
    sales = await office.group("Sales", marie)
    site = await office.website("Shop", ORIGIN)
    desk = await at_work(office, marie, "all")
    page, details = desk.page, desk.page.get_by_role("complementary", name="Details")
    _, first = await knock(office, site["key"], "Hello?")
    visitor, second = await knock(office, site["key"], "Bonjour")
    for conversation in (first, second):
        await to_group(office.owner, conversation, sales)
        await to_agent(office.owner, conversation, marie)
    await row(page, "Hello?").click()
    chip = talk(page).locator("header span[title^='Marie']")
    await expect(chip.get_by_role("img", name="Online")).to_be_visible()
    await expect(talk(page).get_by_text("1 online in this group")).to_be_visible()
    await expect(entry(page, "Sales")).to_have_accessible_name("Sales 2 1 online")
    # Pickers come when somebody nears one or the browser is at rest, whichever is first: this one is there before the outage.
    await talk(page).get_by_role("button", name="Assign to a group").click()
    await expect(page.get_by_role("option").filter(has_text="Sales")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)

    await office.server.kill()
    await expect(chip.get_by_role("img", name="Presence unknown")).to_be_visible()
    await expect(page.get_by_role("button", name="Marie").first).to_contain_text("Offline")
    await expect(entry(page, "Sales")).to_have_accessible_name("Sales 2 Presence unknown")
    await expect(entry(page, "Visitors online")).to_have_accessible_name("Visitors online")
    await expect(page.get_by_text("online in this group")).to_have_count(0)
    await talk(page).get_by_role("button", name="Assign to a group").click()
    await expect(page.get_by_role("option").filter(has_text="Sales")).to_be_visible()
    await expect(page.get_by_role("option").filter(has_text="online")).to_have_count(0)
    await page.keyboard.press("Escape")
    await row(page, "Bonjour").click()
    cut = page.get_by_text("The server cannot be reached")
    await expect(talk(page).get_by_text("The server cannot be reached")).to_be_visible()
    await expect(details.get_by_text("The server cannot be reached").first).to_be_visible()

    await office.server.start()
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(talk(page).get_by_text("Bonjour", exact=True)).to_be_visible()
    await expect(details.get_by_text("Assigned to Marie")).to_be_visible()
    await expect(cut).to_have_count(0)
    await expect(chip.get_by_role("img", name="Online")).to_be_visible()
    await expect(entry(page, "Sales")).to_have_accessible_name("Sales 2 1 online")
    await visitor.open()
    await visitor.write("trois")
    await expect(talk(page).get_by_text("trois", exact=True)).to_be_visible()
    assert desk.complaints == []


@pytest.mark.line("A22q")
async def test_a_conversation_is_seen_only_once_it_is_drawn(office: Office) -> None:
    marie = await office.hire("Marie")
    site = await office.website("Shop", ORIGIN)
    desk = await at_work(office, marie, "all")
    page = desk.page
    visitor, conversation = await knock(office, site["key"], "Hello?")
    await desk.hears("New message from")
    news = page.get_by_role("region", name="Notifications").get_by_text("New message from")
    await page.get_by_role("region", name="Notifications").get_by_role("button", name="Close").click()
    await expect(news).to_have_count(0)
    answered = asyncio.Event()
    await page.route(f"**/api/conversations/{conversation['id']}", lambda route: held(route, answered))
    await row(page, "Hello?").click()
    await expect(talk(page).get_by_text("Loading")).to_be_attached()
    await visitor.write("Anybody?")
    await desk.hears("New message from")
    await expect(page).to_have_title(re.compile(r"^\(1\) .+ · Zuruf$"))
    assert [alert["seen_at"] for alert in await told(office.owner, conversation)] == [None]

    answered.set()
    await expect(talk(page).get_by_text("Anybody?", exact=True)).to_be_visible()
    await expect(page).to_have_title(re.compile("^Visitor.* · Zuruf$"))
    await expect(news).to_have_count(0)
    await visitor.socket.event("conversation.read")
    assert all(alert["seen_at"] for alert in await told(office.owner, conversation))
    assert desk.complaints == []


@pytest.mark.line("A22t")
async def test_what_comes_into_the_conversation_one_looks_at_needs_no_toast(office: Office) -> None:
    marie = await office.hire("Marie")
    site = await office.website("Shop", ORIGIN)
    desk = await office.window(marie)
    await desk.context.add_init_script(SAYS_NOTHING)
    page = desk.page
    visitor, conversation = await knock(office, site["key"], "Hello?")
    await page.goto(f"{marie.base}/console/all")
    await choose(desk, "online")
    await row(page, "Hello?").click()
    await expect(talk(page).get_by_text("Hello?", exact=True)).to_be_visible()
    await visitor.write("Anybody?")
    await expect(talk(page).get_by_text("Anybody?", exact=True)).to_be_visible()
    await desk.hears_nothing()
    assert [alert["agent_id"] for alert in await told(office.owner, conversation)] == [marie.id]
    assert desk.complaints == []


@pytest.mark.line("A22s")
async def test_a_toast_that_takes_anothers_place_lasts_as_long_as_any(office: Office) -> None:
    marie = await office.hire("Marie")
    site = await office.website("Shop", ORIGIN)
    desk = await office.window(marie)
    page = desk.page
    await page.clock.install()
    await page.goto(f"{marie.base}/console/unassigned")
    await choose(desk, "online")
    visitor, _ = await knock(office, site["key"], "eins")
    toasts = page.get_by_role("region", name="Notifications")
    await expect(toasts.get_by_text("eins", exact=True)).to_be_visible()
    await page.clock.fast_forward(10_000)
    await visitor.write("zwei")
    await expect(toasts.get_by_text("zwei", exact=True)).to_be_visible()
    await page.clock.fast_forward(4_000)
    await expect(page.get_by_role("main").get_by_text("zwei", exact=True)).to_be_visible()
    await expect(toasts.get_by_text("zwei", exact=True)).to_be_visible()
    await page.clock.fast_forward(10_000)
    await expect(toasts.get_by_text("zwei", exact=True)).to_have_count(0)
    assert desk.complaints == []


@pytest.mark.line("A22r")
async def test_where_the_browser_cannot_notify_the_console_goes_on_and_says_so(office: Office) -> None:
    marie = await office.hire("Marie")
    await marie.ask("PATCH", "/api/me", preferences={"notifications": "on"})
    site = await office.website("Shop", ORIGIN)
    desk = await office.window(marie)
    await desk.context.add_init_script(CANNOT_NOTIFY)
    page = desk.page
    await page.goto(f"{marie.base}/console/all")
    await choose(desk, "online")
    _, conversation = await knock(office, site["key"], "Hello?")
    await desk.hears("New message from")
    await expect(row(page, "Hello?")).to_be_visible()
    await expect(page).to_have_title("(1) All · Zuruf")
    await entry(page, "Settings").click()
    await page.get_by_role("link", name="Preferences").click()
    await expect(page.get_by_text("This browser cannot show notifications.")).to_be_visible()
    await expect(page.get_by_role("switch", name="Notifications of the browser")).to_be_disabled()
    (alert,) = await told(office.owner, conversation)
    assert alert["shown_at"]
    assert desk.complaints == []
