"""Groups and presence on the visitor's screen: offered, shown, changed, and live or leave a message, all without a reload (G3, P3)."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.hosts import conversation_with, guest, reply, set_website
from tests.browser.inbox import to_group
from tests.browser.street import Street
from tests.browser.windows import Shopper
from tests.journeys.people import Agent, Json

Streets = tuple[Street, Shopper, Shopper]


async def ask_for_a_group(owner: Agent) -> None:
    version = (await owner.get("/api/workspace"))["version"]
    await owner.ask("PATCH", "/api/workspace", asks_for_group=True, version=version)


async def group_named(owner: Agent, name: str) -> Json:
    return next(group for group in (await owner.get("/api/groups"))["items"] if group["names"]["en"] == name)


async def go(visitor: Shopper, path: str) -> None:
    """Navigates as a single-page site does."""
    await visitor.page.evaluate("(path) => history.pushState({}, '', path)", path)


@pytest.mark.line("G3m", "G3n", "G3o", "G3p")
async def test_groups_are_offered_chosen_and_changed_until_an_agent_answers(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    nora = town.consoles["Nora"].who
    await nora.online()
    french = await group_named(town.owner, "Support-Team FR")
    kept = {name: french[name] for name in ("colour", "is_enabled", "is_private", "members", "version")}
    names = {"en": "Support-Team FR", "fr": "Équipe France"}
    await town.owner.ask("PUT", f"/api/groups/{french['id']}", names=names, **kept)
    await ask_for_a_group(town.owner)
    async with guest(browser, locale="fr-FR") as camille, guest(browser) as john:
        await john.visit(f"{town.shop}/cart")
        await john.see_button()
        await john.open_chat()
        choices = john.frame.locator(".choice")
        await expect(choices).to_have_text(["Salesnow", "Support-Team FRlater", "Anyone"])
        await expect(john.frame.locator(".choice[aria-pressed=true]")).to_have_count(0)
        await choices.nth(2).click()
        await expect(john.frame.get_by_text("Goes to whoever is free")).to_be_visible()
        await john.frame.get_by_role("button", name="Change").click()
        await expect(john.frame.locator(".choice[aria-pressed=true]")).to_have_text("Anyone")
        await choices.nth(1).click()
        await expect(john.frame.get_by_text("Goes to Support-Team FR")).to_be_visible()
        await expect(choices).to_have_count(0)
        await john.frame.get_by_role("button", name="Change").click()
        await expect(john.frame.locator(".choice[aria-pressed=true]")).to_have_text("Support-Team FRlater")
        await choices.nth(2).click()
        await expect(john.frame.get_by_text("Goes to whoever is free")).to_be_visible()
        await john.frame.get_by_role("button", name="Change").click()
        await choices.nth(0).click()
        await expect(john.frame.get_by_text("Goes to Sales")).to_be_visible()
        await john.write("Is the lamp in stock?")
        await expect(john.frame.locator(".mark")).to_contain_text("Sent ")
        conversation = await conversation_with(nora, "Is the lamp in stock?")
        await expect(john.frame.get_by_role("button", name="Change")).to_be_visible()
        await reply(nora, conversation, "Yes")
        await expect(john.frame.locator("li.theirs")).to_contain_text("Yes")
        await expect(john.frame.get_by_role("button", name="Change")).to_have_count(0)

        await camille.visit(f"{town.shop}/fr/suivi")
        await camille.see_button()
        await camille.open_chat()
        await expect(camille.frame.get_by_text("Pour Équipe France")).to_be_visible()


async def test_a_group_an_agent_has_set_is_not_offered_for_a_change(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    owner = town.owner
    await ask_for_a_group(owner)
    async with guest(browser) as john:
        await john.visit(f"{town.shop}/cart")
        await john.see_button()
        await john.open_chat()
        await john.frame.locator(".choice").nth(0).click()
        await john.write("Is the lamp in stock?")
        await expect(john.frame.locator(".mark")).to_contain_text("Sent ")
        change = john.frame.get_by_role("button", name="Change")
        await expect(change).to_be_visible()
        item = await conversation_with(owner, "Is the lamp in stock?")
        conversation = (await owner.get(f"/api/conversations/{item}"))["conversation"]
        await to_group(owner, conversation, (await group_named(owner, "Support-Team FR"))["id"])
        await expect(change).to_have_count(0)
        assert john.complaints == []


@pytest.mark.line("G3q", "G3r", "G3s", "P3m", "P3n", "P3o")
async def test_a_group_set_by_a_trigger_and_who_is_there_show_without_a_reload(
    street: Streets, browser: Browser
) -> None:
    town, _, _ = street
    owner, marie, nora = town.owner, town.consoles["Marie"].who, town.consoles["Nora"].who
    await ask_for_a_group(owner)
    await nora.online()
    async with guest(browser) as camille:
        await camille.visit(f"{town.shop}/cart")
        await camille.see_button()
        await camille.open_chat()
        frame = camille.frame
        await expect(frame.locator(".choice")).to_have_text(["Salesnow", "Support-Team FRlater", "Anyone"])
        await expect(frame.get_by_text("We are online")).to_be_visible()

        await go(camille, "/fr/suivi")
        await expect(frame.get_by_text("Goes to Support-Team FR")).to_be_visible()
        await expect(frame.locator(".choice")).to_have_count(0)
        await expect(frame.get_by_text("We are away. Leave a message")).to_be_visible()
        await expect(frame.locator("textarea")).to_have_attribute("placeholder", "Leave a message…")
        await marie.online()
        await expect(frame.get_by_text("We are online")).to_be_visible()
        await expect(frame.locator("textarea")).to_have_attribute("placeholder", "Your message…")
        await frame.get_by_role("button", name="Change").click()
        await expect(frame.locator(".choice")).to_have_text(["Salesnow", "Support-Team FRnow"])

        french = await group_named(owner, "Support-Team FR")
        kept = {name: french[name] for name in ("names", "colour", "is_enabled", "members", "version")}
        await owner.ask("PUT", f"/api/groups/{french['id']}", **kept, is_private=True)
        await expect(frame.locator(".choice")).to_have_count(0)
        await expect(frame.get_by_text("Support-Team")).to_have_count(0)
        await expect(frame.get_by_role("button", name="Change")).to_have_count(0)

        await frame.get_by_role("button", name="Minimize chat").click()
        await set_website(town, when_offline="hidden")
        await camille.see_button()
        await marie.ask("PUT", "/api/me/presence", presence="offline")
        await camille.see_no_button()
        await marie.ask("PUT", "/api/me/presence", presence="online")
        await camille.see_button()
        assert camille.complaints == []
