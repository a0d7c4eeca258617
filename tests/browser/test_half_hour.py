"""An agent's half hour at the console without a mouse, in German (I1–I6, WCAG 2.1.1)."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.inbox import ORIGIN, knock, row, to_group
from tests.browser.office import Office
from tests.journeys.people import PASSWORD


async def tabs_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """By Tab alone, and not further than all that can have the focus."""
    for _ in range(60):
        if await wanted.evaluate_all("found => found.some((one) => one === document.activeElement)"):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"expected {wanted} within 60 tabs")


async def closed(page: Page) -> None:
    await expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.line("S8h", "I6uc", "I6ud")
async def test_an_agents_half_hour_needs_no_mouse(office: Office) -> None:
    marie, nora = await office.hire("Marie", language="de"), await office.hire("Nora")
    await nora.online()
    sales = await office.group("Vertrieb", marie, nora)
    await office.group("Technik", nora)
    shop = await office.website("Shop", ORIGIN)
    saved = {"shortcut": "gruss", "texts": {"en": "Hello {visitor.name|there}", "de": "Guten Tag!"}, "sharing": "all"}
    await office.owner.ask("POST", "/api/saved-replies", 201, **saved)
    camille, lamp = await knock(office, shop["key"], "Ist die Lampe da?")
    _, course = await knock(office, shop["key"], "Wann beginnt der Kurs?")
    for conversation in (lamp, course):
        await to_group(office.owner, conversation, sales)

    desk = await office.window(None, locale="de-DE")
    page, keys = desk.page, desk.page.keyboard
    await the_morning(page, marie.base, marie.email)
    await the_first_visitor(page)
    assert (await marie.get(f"/api/conversations/{lamp['id']}/messages"))["messages"][-1]["text"] == "Die haben wir!"
    await camille.write("Danke, ich nehme sie")
    await the_thread(page)
    await the_second_visitor(page)
    await expect(page.get_by_text("Technik", exact=True).first).to_be_visible()
    await finding_again(page)
    await keys.press("Control+k")
    await keys.type("persön")
    await expect(page.get_by_role("option").first).to_have_text(re.compile("^Persönliches"))
    await keys.press("Enter")
    await expect(page.get_by_role("heading", name="Persönliches", level=1)).to_be_visible()
    theme = page.get_by_label("Hell oder dunkel")
    await tabs_to(page, theme)
    await keys.press("ArrowDown")
    await keys.press("ArrowDown")
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert desk.complaints == []


async def the_morning(page: Page, base: str, email: str) -> None:
    """Signs in and goes online."""
    await page.goto(f"{base}/console/")
    await tabs_to(page, page.get_by_label("E-Mail"))
    await page.keyboard.type(email)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    oneself = page.get_by_role("button", name="Marie")
    await expect(oneself).to_be_visible()
    await tabs_to(page, oneself)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitemradio", name="Online")).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await tabs_to(page, page.get_by_role("menuitemradio", name="Online"), "ArrowDown")
    await page.keyboard.press("Enter")
    await expect(oneself).to_contain_text("Online")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)


async def the_first_visitor(page: Page) -> None:
    """Down the list, open, answer with a saved reply, then with one's own words, and correct them."""
    keys = page.keyboard
    lamp = row(page, "Ist die Lampe da?")
    await expect(lamp).to_be_visible()
    for _ in range(4):
        if await lamp.evaluate("row => row === document.activeElement"):
            break
        await keys.press("j")
    await keys.press("Enter")
    reply = page.get_by_role("textbox", name="Ihre Antwort an den Besucher")
    await expect(reply).to_be_visible()
    await keys.press("r")
    await expect(reply).to_be_focused()
    await keys.type("/gru")
    await expect(page.get_by_role("listbox", name="Gespeicherte Antworten").get_by_role("option")).to_have_count(1)
    await keys.press("Enter")
    await expect(reply).not_to_have_value("/gru")
    await keys.press("Enter")
    await expect(reply).to_have_value("")
    await keys.type("Die haben wir.")
    await keys.press("Enter")
    mine = page.locator("article").filter(has_text="Die haben wir.")
    await expect(mine).to_contain_text("gesendet")
    await tabs_to(page, mine.get_by_role("button", name="Bearbeiten oder löschen"), "Shift+Tab")
    await keys.press("Enter")
    await expect(page.get_by_role("menuitem", name="Bearbeiten")).to_be_visible()
    await tabs_to(page, page.get_by_role("menuitem", name="Bearbeiten"), "ArrowDown")
    await keys.press("Enter")
    field = page.get_by_role("textbox", name="Bearbeiten", exact=True)
    await expect(field).to_be_focused()
    await keys.press("End")
    await keys.press("Backspace")
    await keys.type("!")
    await keys.press("Enter")
    changed = page.locator("article").filter(has_text="Die haben wir!")
    await expect(changed).to_contain_text("bearbeitet")
    await expect(changed.get_by_role("button", name="Bearbeiten oder löschen")).to_be_focused()


async def the_thread(page: Page) -> None:
    """Quotes the newest, comments for colleagues, tags, puts off, takes it back by hand, closes, and takes that back."""
    keys = page.keyboard
    await expect(page.locator("article").filter(has_text="Danke, ich nehme sie")).to_be_visible()
    await keys.press("q")
    await keys.type("Gern.")
    await keys.press("Enter")
    await expect(page.locator("article").filter(has_text="Gern.")).to_contain_text("Danke, ich nehme sie")
    await tabs_out(page)
    await keys.press("c")
    await expect(page.get_by_role("textbox", name="Ihr Kommentar, nur intern")).to_be_focused()
    await keys.type("Holt sie am Freitag")
    await keys.press("Enter")
    await expect(page.locator("article").filter(has_text="Holt sie am Freitag")).to_contain_text("nur intern")
    await tabs_out(page)
    await keys.press("t")
    await expect(page.get_by_role("combobox", name="Schlagwörter wählen")).to_be_focused()
    await keys.type("Abholung")
    await keys.press("Enter")
    await keys.press("Escape")
    await closed(page)
    await expect(row(page, "Abholung")).to_be_visible()
    wake = page.get_by_role("button", name="Jetzt vorholen")
    await puts_off(page)
    await expect(wake).to_be_visible()
    await keys.press("z")
    await expect(wake).to_have_count(0)
    await puts_off(page)
    await expect(wake).to_be_visible()
    await tabs_to(page, wake)
    await keys.press("Enter")
    await expect(wake).to_have_count(0)
    await keys.press("e")
    await expect(page.get_by_role("button", name="Wieder öffnen")).to_be_visible()
    await expect(row(page, "Wann beginnt der Kurs?")).to_be_focused()
    await keys.press("z")
    await expect(page.get_by_role("button", name="Wieder öffnen")).to_have_count(0)


async def puts_off(page: Page) -> None:
    await page.keyboard.press("l")
    await expect(page.get_by_role("combobox", name="Später")).to_be_focused()
    await page.keyboard.type("morgen")
    await page.keyboard.press("Enter")
    await closed(page)


async def tabs_out(page: Page) -> None:
    """Escape leaves the field one writes in; keys are keys again."""
    await page.keyboard.press("Escape")
    await expect(page.locator("textarea:focus")).to_have_count(0)


async def the_second_visitor(page: Page) -> None:
    """To the next in the list; assigned to another group and a colleague without leaving the keys."""
    keys = page.keyboard
    course = row(page, "Wann beginnt der Kurs?")
    await tabs_to(page, course)
    await keys.press("Enter")
    await expect(page.locator("article").filter(has_text="Wann beginnt der Kurs?")).to_be_visible()
    await keys.press("a")
    await expect(page.get_by_role("combobox", name="Einem Kundenbetreuer zuweisen")).to_be_focused()
    await keys.type("Nora")
    await keys.press("Enter")
    await closed(page)
    await expect(page.get_by_role("button", name="Nora abziehen")).to_be_visible()
    await keys.press("g")
    await expect(page.get_by_role("combobox", name="Einer Gruppe zuweisen")).to_be_focused()
    await keys.type("Tech")
    await keys.press("Enter")
    await closed(page)


async def finding_again(page: Page) -> None:
    """By the list of all, a filter, and the search that opens at its hit."""
    keys = page.keyboard
    await keys.press("Control+k")
    await keys.type("Alle")
    await expect(page.get_by_role("option").first).to_have_text(re.compile("^Alle"))
    await keys.press("Enter")
    await expect(page.get_by_role("heading", name="Alle", level=1)).to_be_visible()
    filters = page.get_by_role("button", name="Filtern", exact=True)
    await tabs_to(page, filters, "Shift+Tab")
    await keys.press("Enter")
    tag = page.get_by_role("dialog").get_by_role("combobox", name="Schlagwort")
    await expect(tag).to_be_visible()
    await tabs_to(page, tag)
    await keys.type("Abh")
    await keys.press("Escape")
    await closed(page)
    await expect(page.locator("main button[aria-current]")).to_have_count(1)
    await keys.press("s")
    search = page.get_by_role("searchbox", name="Unterhaltungen durchsuchen")
    await expect(search).to_be_focused()
    await keys.type("Kurs beginnt")
    hit = page.get_by_role("list", name="Treffer").get_by_role("button")
    await expect(hit).to_have_count(1)
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(page).to_have_url(re.compile(r"[?&]at=\d+"))
    await expect(page.locator("article").filter(has_text="Wann beginnt der Kurs?")).to_be_in_viewport()
