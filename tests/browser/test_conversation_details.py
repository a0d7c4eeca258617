"""Details beside a conversation: facts, attributes and notes are written where they stand, by two people at once (I7)."""

import re

import pytest
from playwright.async_api import Browser, Route, expect

from tests.browser.street import Street
from tests.browser.talking import Talk, in_talk
from tests.browser.windows import Shopper


@pytest.mark.line("I7a", "I7b", "I7c", "I7d", "I7e", "I7h", "I7i", "I7r", "I7s", "I7u", "I7x", "I7y")
async def test_facts_attributes_and_notes_are_written_where_they_stand_and_a_colleague_sees_them(
    street: tuple[Street, Shopper, Shopper],
) -> None:
    town, john, _ = street
    marie, nora = await in_talk(town, john)

    await marie.write_down("Name", "John Doe")
    for talk in (marie, nora):
        await expect(talk.fact("Name")).to_have_text("John Doe")
        await expect(talk.page.get_by_role("heading", name="John Doe").first).to_be_visible()
    field = await marie.write_down("E-mail", "john@@shop")
    await expect(field).to_have_value("john@@shop")
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(marie.details.get_by_role("alert")).to_have_text("This is not an e-mail address.")
    await expect(nora.fact("E-mail")).to_have_text("Add")
    await field.fill("John@shop.example")
    await field.press("Enter")
    await marie.write_down("Phone", "+44 20 7946 0000")
    for talk in (marie, nora):
        await expect(talk.fact("E-mail")).to_have_text("john@shop.example")
        await expect(talk.fact("Phone")).to_have_text("+44 20 7946 0000")
    await expect(marie.details.get_by_role("alert")).to_have_count(0)

    await marie.details.get_by_role("button", name="Add an attribute").click()
    await marie.details.get_by_role("textbox", name="Name", exact=True).fill("plan")
    await marie.details.get_by_role("textbox", name="Value").fill("pro")
    await marie.page.keyboard.press("Enter")
    await expect(nora.fact("plan")).to_have_text("pro")
    await nora.write_down("plan", "basic")
    await expect(marie.fact("plan")).to_have_text("basic")
    await marie.write_down("plan", "")
    for talk in (marie, nora):
        await expect(talk.fact("plan")).to_have_count(0)

    await marie.note("Wants the brass one")
    await expect(nora.details.get_by_text("Wants the brass one")).to_be_visible()
    await expect(nora.line("Note by Marie: Wants the brass one")).to_be_visible()
    await expect(nora.note_tools).to_have_count(0)
    field = await marie.begin_note("x" * 5_001)
    await marie.details.get_by_role("button", name="Save", exact=True).click()
    await expect(marie.details.get_by_role("alert")).to_have_text("At most 5,000 characters fit here; these are 5,001.")
    await expect(field).to_have_value("x" * 5_001)
    await field.fill("Wants the copper one")
    await marie.details.get_by_role("button", name="Save", exact=True).click()
    for talk in (marie, nora):
        note = talk.details.get_by_role("listitem").filter(has_text="Wants the copper one")
        await expect(note).to_contain_text("edited")
        await expect(talk.line("Wants the copper one")).to_be_visible()
        await expect(talk.page.get_by_text("Wants the brass one")).to_have_count(0)
    await expect(nora.line("Note changed by Marie")).to_be_visible()
    await marie.choose_for_note("Delete")
    for talk in (marie, nora):
        await expect(talk.page.get_by_text("Wants the copper one")).to_have_count(0)
    await expect(nora.line("Note deleted by Marie")).to_be_visible()
    await marie.details.get_by_role("textbox", name="New note").fill("x" * 5_001)
    await marie.details.get_by_role("button", name="Save the note").click()
    await expect(marie.details.get_by_role("alert")).to_have_text("At most 5,000 characters fit here; these are 5,001.")
    await expect(marie.details.get_by_role("textbox", name="New note")).to_have_value("x" * 5_001)
    assert (marie.console.complaints, nora.console.complaints) == ([], [])


async def lose_the_answer(route: Route) -> None:
    """The server has done it, and nobody hears of it."""
    await route.fetch()
    await route.abort()


@pytest.mark.line("I7j", "I7q", "I7z", "O6l", "O6m")
async def test_two_who_write_at_once_lose_nothing_and_know_of_each_other(
    street: tuple[Street, Shopper, Shopper],
) -> None:
    town, john, _ = street
    marie, nora = await in_talk(town, john)

    field = await nora.begin("Name", "Mr Doe")
    await marie.write_down("Name", "John Doe")
    told = nora.details.get_by_role("status").filter(has_text="Somebody has saved “John Doe” meanwhile")
    await expect(told).to_be_visible()
    await expect(field).to_have_value("Mr Doe")
    await nora.writing.focus()
    await expect(told).to_be_visible()
    await expect(marie.fact("Name")).to_have_text("John Doe")
    await field.press("Escape")
    await expect(nora.fact("Name")).to_have_text("John Doe")
    field = await nora.begin("Name", "Mr Doe")
    await marie.write_down("Name", "J. Doe")
    await expect(nora.details.get_by_role("status").filter(has_text="“J. Doe”")).to_be_visible()
    await field.press("Enter")
    for talk in (marie, nora):
        await expect(talk.fact("Name")).to_have_text("Mr Doe")

    await marie.details.get_by_role("textbox", name="New note").fill("From Marie")
    await nora.note("From Nora")
    await expect(marie.details.get_by_text("From Nora")).to_be_visible()
    await expect(marie.details.get_by_role("textbox", name="New note")).to_have_value("From Marie")
    await marie.console.go("Visitors online")
    await expect(marie.page.get_by_role("region", name="Conversation")).to_have_count(0)
    await marie.open("All", "Hello there")
    await expect(marie.details.get_by_role("textbox", name="New note")).to_have_value("From Marie")
    await marie.page.route("**/api/visitors/*/notes", lose_the_answer)
    await marie.details.get_by_role("button", name="Save the note").click()
    await expect(marie.details.get_by_role("alert")).to_contain_text("The server cannot be reached.")
    await marie.page.unroute("**/api/visitors/*/notes")
    await marie.details.get_by_role("button", name="Save the note").click()
    await expect(marie.details.get_by_role("textbox", name="New note")).to_have_value("")
    for talk in (marie, nora):
        await expect(talk.details.get_by_role("list").get_by_text(re.compile("^From "))).to_have_text(
            ["From Nora", "From Marie"]
        )

    field = await marie.begin_note("From Marie, who knows more")
    await delete_note(town, "Mr Doe", "From Marie")
    await expect(marie.line("Note deleted by Frieda")).to_be_visible()
    await expect(nora.page.get_by_text("From Marie")).to_have_count(0)
    await expect(field).to_have_value("From Marie, who knows more")
    await marie.details.get_by_role("button", name="Save", exact=True).click()
    await expect(marie.details.get_by_role("alert")).to_have_text("This note is gone: somebody has deleted it.")
    await expect(field).to_have_value("From Marie, who knows more")


async def delete_note(town: Street, visitor: str, text: str) -> None:
    """The owner does, from elsewhere."""
    items = (await town.owner.get("/api/conversations?view=all"))["items"]
    path = f"/api/visitors/{next(item['visitor']['id'] for item in items if item['visitor']['name'] == visitor)}"
    note = next(note["id"] for note in (await town.owner.get(path))["notes"] if note["text"] == text)
    await town.owner.ask("DELETE", f"{path}/notes/{note}", 200)


@pytest.mark.line("I7f", "I7k", "I7m", "I7n", "I7o", "I7p", "A20j")
async def test_where_the_visitor_is_and_what_happened_stands_beside_the_conversation(
    street: tuple[Street, Shopper, Shopper], browser: Browser
) -> None:
    town, _, _ = street
    marie, nora = Talk(town.consoles["Marie"]), Talk(town.consoles["Nora"])
    await marie.console.sign_in("Online")
    await nora.console.sign_in("Online")
    camille = Shopper()
    await camille.open(browser, timezone_id="Pacific/Kiritimati", locale="fr-CA")
    await camille.visit(f"{town.shop}/")
    await camille.is_known()
    await camille.visit(f"{town.shop}/fr/suivi?colis=7")
    await camille.open_chat()
    await camille.write("Où est mon colis ?")
    await marie.open("Mine", "mon colis")
    await marie.choose_agent("Nora")
    await expect(marie.line("Assigned to Nora by you")).to_be_visible()

    local = await camille.page.evaluate(
        "[0, 60_000].map((ms) => new Date(Date.now() + ms).toLocaleTimeString('en', {hour: '2-digit', minute: '2-digit'}))"
    )
    facts = marie.details.get_by_role("definition")
    await expect(facts.filter(has_text="Pacific/Kiritimati")).to_contain_text(
        re.compile("|".join(rf"\b{time[:2]}:" for time in local))
    )
    await expect(facts.filter(has_text="Canadian French")).to_be_visible()
    await expect(facts.filter(has_text="Desktop")).to_be_visible()
    pages = marie.details.get_by_role("listitem").filter(has=marie.page.get_by_role("link"))
    await expect(pages).to_contain_text(["/fr/suivi?colis=7", "/"])
    await expect(pages.first.get_by_label("here now")).to_be_visible()
    await expect(pages.locator("time")).to_have_text([re.compile(r"\d\d:\d\d")] * 2)
    happened = marie.details.get_by_role("listitem").filter(has_text="Assigned")
    await expect(happened).to_contain_text(
        ["Assigned to Nora by you", "Assigned to Support-Team FR by trigger “French site”"]
    )

    await happened.filter(has_text="Support-Team FR").get_by_role("button", name="Why?").click()
    sheet = marie.page.get_by_role("dialog", name="Why?")
    await expect(sheet).to_contain_text("Notified: Marie")
    await marie.page.keyboard.press("Escape")
    line = marie.line("Assigned to Support-Team FR by")
    await line.locator("xpath=ancestor-or-self::p").get_by_role("button", name="Why?").click()
    await expect(sheet).to_contain_text("Assigned to Support-Team FR by trigger “French site”")
    await expect(sheet).to_contain_text(f"{town.shop}/fr/suivi?colis=7")
    await expect(sheet).to_contain_text("Notified: Marie")
    await camille.context.close()


@pytest.mark.line("I7o", "A20p")
async def test_who_joined_and_is_taken_off_has_left_for_the_visitor_and_was_taken_off_by_somebody_for_agents(
    street: tuple[Street, Shopper, Shopper],
) -> None:
    town, camille, _ = street
    marie, nora = Talk(town.consoles["Marie"]), Talk(town.consoles["Nora"])
    await marie.console.sign_in("Online")
    await nora.console.sign_in("Online")
    await camille.visit(f"{town.shop}/fr/suivi")
    await camille.open_chat()
    await camille.write("Où est mon colis ?")
    await marie.open("Mine", "mon colis")
    await marie.choose_agent("Nora")
    await nora.open("Mine", "mon colis")
    await nora.choose("More actions", "Join")
    await expect(marie.line("Nora joined")).to_be_visible()

    await marie.page.get_by_role("button", name="Take Nora off").click()
    await expect(camille.frame.get_by_text("Nora a quitté la conversation")).to_be_visible()
    await expect(nora.line("Nora taken off by Marie")).to_be_visible()
    happened = marie.details.get_by_role("listitem").filter(has_text="Nora")
    await expect(happened).to_contain_text(["Nora taken off by you", "Nora joined", "Assigned to Nora by you"])
    line = marie.line("Nora taken off by you")
    await line.locator("xpath=ancestor-or-self::p").get_by_role("button", name="Why?").click()
    await expect(marie.page.get_by_role("dialog", name="Why?")).to_contain_text("can be taken off again")
