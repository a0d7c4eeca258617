"""Alerts in two tabs sound in one (A22); "why?" is one click away (A20); who is offline may go online from the list (E2)."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.inbox import ORIGIN, act, at_work, choose, entry, knock, row, to_agent
from tests.browser.office import Office
from tests.journeys.desk import to_group, under

# Keeps what every tab heard: a tone that began, and how asking for the one lock of the sound ended.
# Who got it keeps it: the console lets go after four seconds, and on a busy machine the other tab may hear of the alert later than that.
EAR = """() => {
  window.heard = { tones: 0, locks: [] };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...at) { window.heard.tones += 1; return start.apply(this, at); };
  const ask = LockManager.prototype.request;
  LockManager.prototype.request = function (name, options, work) {
    return ask.call(this, name, options, (lock) => {
      const done = work(lock);
      window.heard.locks.push(lock !== null);
      return lock === null ? done : new Promise(() => {});
    });
  };
}"""


async def heard(page: Page) -> tuple[bool, int]:
    """Whether this tab got the one lock, and how many tones it played; once it has asked for it."""
    await page.wait_for_function("() => window.heard.locks.length > 0")
    locks, tones = await page.evaluate("() => [window.heard.locks, window.heard.tones]")
    assert len(locks) == 1
    return locks[0], tones


@pytest.mark.line("A22i", "A22j", "A22k", "I1n")
async def test_an_alert_is_shown_in_both_tabs_and_heard_in_one(office: Office) -> None:
    marie = await office.hire("Marie")
    site = await office.website("Shop", ORIGIN)
    desk = await at_work(office, marie, "all")
    first, second = desk.page, await desk.context.new_page()
    await second.goto(f"{marie.base}/console/all")
    for tab in (second, first):
        await tab.bring_to_front()
        await tab.get_by_role("heading", name="All").click()
        await tab.evaluate(EAR)
    await knock(office, site["key"], "Hello?")
    for tab in (first, second):
        await expect(tab.get_by_role("region", name="Notifications").get_by_text("New message from")).to_be_visible()
        await expect(tab).to_have_title("(1) All · Zuruf")
    assert sorted([await heard(first), await heard(second)]) == [(False, 0), (True, 2)]

    await row(first, "Hello?").click()
    for tab, title in ((first, re.compile("^Visitor.* · Zuruf$")), (second, "All · Zuruf")):
        await expect(tab).to_have_title(title)
        # By itself it would go as well, but later.
        news = tab.get_by_role("region", name="Notifications").get_by_text("New message from")
        await expect(news).to_have_count(0, timeout=3_000)
    assert desk.complaints == []


@pytest.mark.line("A20j")
async def test_why_it_was_assigned_is_one_click_away(office: Office) -> None:
    marie, nora = await office.hire("Marie"), await office.hire("Nora")
    french = await office.group("Support-Team FR", marie, nora)
    site = await office.website("Shop", ORIGIN)
    made = await office.owner.ask(
        *("POST", "/api/triggers", 201), name="Cart", condition=under("/cart"), actions=[to_group(french)]
    )
    await office.owner.ask("PUT", f"/api/triggers/{made['id']}/active", is_active=True)
    desk = await at_work(office, marie, "mine")
    page = desk.page
    _, conversation = await knock(office, site["key"], "Hello?")
    await to_agent(office.owner, conversation, marie)
    await row(page, "Hello?").click()
    line = page.get_by_role("region", name="Conversation").locator("p").filter(has_text="Assigned to Support-Team FR")
    await line.get_by_role("button", name="Why?").click()
    sheet = page.get_by_role("dialog", name="Why?")
    for words in ("Assigned to Support-Team FR by", "shop.example/cart", "Notified: Marie", "Nora"):
        await expect(sheet.get_by_text(words).first).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(sheet).to_have_count(0)
    line = page.get_by_role("region", name="Conversation").locator("p").filter(has_text="by Frieda")
    await line.get_by_role("button", name="Why?").click()
    await expect(sheet).to_be_visible()
    assert desk.complaints == []


@pytest.mark.line("A20n")
async def test_a_conversation_nobody_was_assigned_says_who_was_told_of_it(office: Office) -> None:
    marie = await office.hire("Marie")
    await office.hire("Nora")
    site = await office.website("Shop", ORIGIN)
    desk = await at_work(office, marie, "unassigned")
    page = desk.page
    visitor, _ = await knock(office, site["key"], "Hello?")
    await visitor.write("Anybody there?")
    await row(page, "Anybody there?").click()
    talk = page.get_by_role("region", name="Conversation")
    await expect(talk.get_by_text("Hello?", exact=True)).to_be_visible()
    await expect(talk.get_by_role("button", name="Why?")).to_have_count(1)
    await talk.get_by_role("button", name="Why?").click()
    sheet = page.get_by_role("dialog", name="Why?")
    for words in ("The visitor began the conversation", "Notified: Marie", "Not notified: Frieda and Nora (offline)"):
        await expect(sheet.get_by_text(words)).to_be_visible()
    assert desk.complaints == []


@pytest.mark.line("A20o")
async def test_why_of_an_assignment_says_nothing_of_a_later_episodes_first_message(office: Office) -> None:
    olaf = await office.hire("Olaf")
    night = await office.group("Night", olaf)
    site = await office.website("Shop", ORIGIN)
    made = await office.owner.ask(
        *("POST", "/api/triggers", 201),
        name="Help",
        condition=under("/help"),
        actions=[to_group(night)],
        also_during_conversation=True,
    )
    await office.owner.ask("PUT", f"/api/triggers/{made['id']}/active", is_active=True)
    visitor, conversation = await knock(office, site["key"], "Hello?")
    await visitor.view("/help")
    await act(office.owner, conversation, "close")
    desk = await at_work(office, olaf, "all")
    await visitor.write("Me again")
    page = desk.page
    await row(page, "Me again").click()
    line = page.get_by_role("region", name="Conversation").locator("p").filter(has_text="Assigned to Night by")
    await line.get_by_role("button", name="Why?").first.click()
    sheet = page.get_by_role("dialog", name="Why?")
    await expect(sheet.get_by_text("Nobody was notified")).to_be_visible()
    await expect(sheet.get_by_text("Not notified: Olaf (offline)")).to_be_visible()
    await expect(sheet.get_by_text("With the first message")).to_have_count(0)
    await expect(sheet.get_by_text("Notified: Olaf", exact=True)).to_have_count(0)
    assert desk.complaints == []


@pytest.mark.line("E2a", "E2b")
async def test_who_is_offline_goes_online_from_the_list_and_takes_it(office: Office) -> None:
    marie = await office.hire("Marie")
    site = await office.website("Shop", ORIGIN)
    desk = await at_work(office, marie, "unassigned", "offline")
    page = desk.page
    await knock(office, site["key"], "Hello?")
    await row(page, "Hello?").click()
    await page.get_by_role("button", name="Assign to an agent").click()
    sheet = page.get_by_role("dialog", name="Assign to an agent")
    oneself = sheet.get_by_role("option").filter(has_text="Marie")
    await expect(oneself).to_have_attribute("aria-disabled", "true")
    await expect(sheet.get_by_text("You are offline.")).to_be_visible()
    await sheet.get_by_role("button", name="Go online").click()
    await expect(oneself).to_have_attribute("aria-disabled", "false")
    await expect(sheet.get_by_text("You are offline.")).to_have_count(0)
    await expect(page.get_by_role("button", name="Marie")).to_contain_text("Online")
    await oneself.click()
    await entry(page, "Mine").click()
    await expect(row(page, "Hello?")).to_be_visible()
    await choose(desk, "invisible")
    await row(page, "Hello?").click()
    await page.get_by_role("button", name="Assign to an agent").click()
    await expect(oneself).to_contain_text("assigned")
    await expect(sheet.get_by_role("button", name="Go online")).to_have_count(0)
    assert desk.complaints == []
