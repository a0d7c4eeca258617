"""A conversation on both screens: writing, how far it has come, changing one's own, comments, asking, closing (I4, I5, I6, A14)."""

import re
from collections.abc import Sequence

import pytest
from playwright.async_api import Cookie, expect

from tests.browser.street import Street
from tests.browser.talking import Talk, Tap, bubble, in_talk
from tests.browser.windows import Shopper

VERSE = "Good day John,\n<b>brass</b> & oil"


@pytest.mark.line("I4a", "I4b", "I4d", "I4e", "I4g", "I4h", "I4j", "I4l", "I4n", "I4f", "O6c")
async def test_what_is_written_changed_and_deleted_is_seen_alike_by_visitor_and_colleague(
    street: tuple[Street, Shopper, Shopper],
) -> None:
    town, john, _ = street
    marie, nora = await in_talk(town, john, "Is the brass lamp in stock?", nora_from="All")
    await expect(bubble(john, "brass lamp")).to_contain_text("Seen")
    await john.frame.locator("textarea").press_sequentially("And")
    await expect(marie.page.get_by_text("Visitor is typing")).to_be_visible()
    await john.frame.locator("textarea").fill("")

    await marie.writing.press_sequentially("Good")
    await expect(john.frame.get_by_text("Marie is typing")).to_be_visible()
    await expect(nora.page.get_by_text(re.compile("Marie.* typing"))).to_be_visible()
    await john.page.keyboard.press("Escape")
    await marie.reply(VERSE)
    await expect(marie.message("brass</b>")).to_contain_text("sent")
    assert await marie.message("brass</b>").locator("b").count() == 0
    await john.open_chat()
    await expect(john.frame.get_by_text(VERSE, exact=True)).to_be_visible()
    assert await john.frame.locator("b").count() == 0
    await expect(marie.message("brass</b>")).to_contain_text("seen")

    await marie.change("brass</b>", "Edit")
    field = marie.page.get_by_role("textbox", name="Edit")
    await field.fill("Good day John, it is")
    await field.press("Enter")
    await expect(bubble(john, "it is")).to_contain_text("edited")
    for talk in (marie, nora):
        await expect(talk.message("it is")).to_contain_text("edited")
        await expect(talk.page.get_by_text("brass</b>")).to_have_count(0)
    await nora.message("it is").hover()
    await expect(nora.message("it is").get_by_role("button", name="Edit or delete")).to_have_count(0)
    await marie.change("it is", "Delete")
    await expect(john.frame.get_by_text("This message was deleted").first).to_be_visible()
    for talk in (marie, nora):
        await expect(talk.message("Message deleted")).to_be_visible()
        await expect(talk.page.get_by_text("it is")).to_have_count(0)
    await expect(john.frame.locator(".bubble", has_text="it is")).to_have_count(0)

    await town.server.kill()
    await marie.reply("Wait, please")
    await expect(marie.message("Wait, please")).to_contain_text("sending")
    address = marie.page.url
    await marie.page.close()
    await town.server.start()
    marie.console.page = await marie.console.context.new_page()
    marie = Talk(marie.console)
    await marie.page.goto(address)
    await john.frame.evaluate("dispatchEvent(new Event('online'))")
    await expect(bubble(john, "Wait, please")).to_be_visible(timeout=40_000)
    await expect(marie.message("Wait, please")).to_contain_text(re.compile("sent|seen"))
    await expect(marie.page.get_by_role("article").filter(has_text="Wait, please")).to_have_count(1)


@pytest.mark.line("I5a", "I5b", "I5f", "A14a", "A14b", "A14c", "A14h", "A20j", "E6f")
async def test_comments_and_askings_stay_among_colleagues(street: tuple[Street, Shopper, Shopper]) -> None:
    town, john, _ = street
    marie, lea, nora = (Talk(town.consoles[name]) for name in ("Marie", "Lea", "Nora"))
    for talk in (marie, lea, nora):
        await talk.console.sign_in("Online")
    tap = Tap(john.page)
    await john.visit(f"{town.shop}/cart")
    await john.open_chat()
    await john.write("My invoice is wrong")
    await marie.open("Unassigned", "My invoice")
    await marie.reply("I look at it")
    await expect(bubble(john, "I look at it")).to_be_visible()

    heard = len(tap.heard)
    await marie.comment("Pays late, XYZZY")
    await expect(marie.message("XYZZY")).to_contain_text("comment, internal")
    await marie.choose("More actions", "Ask a colleague to join")
    await marie.page.get_by_role("option", name="Nora").click()
    await marie.page.get_by_role("textbox", name="What is it about?").fill("You know")
    await marie.page.keyboard.press("Escape")
    await marie.page.get_by_role("button", name="Keep editing").click()
    await expect(marie.page.get_by_role("textbox", name="What is it about?")).to_have_value("You know")
    await marie.page.keyboard.press("Escape")
    await marie.page.get_by_role("button", name="Discard").click()
    await expect(marie.page.get_by_role("dialog")).to_have_count(0)
    await marie.ask("Nora", "You know him, PLUGH")
    await expect(marie.page.get_by_text("Nora has been asked to join")).to_be_visible()
    await nora.open("Mine", "XYZZY")
    await expect(nora.message("XYZZY")).to_contain_text("comment, internal")
    await expect(nora.banner).to_contain_text("Marie asks you to join")
    await expect(nora.banner).to_contain_text("You know him, PLUGH")
    await nora.comment("So I do, FROTZ")
    await expect(marie.message("FROTZ")).to_be_visible()
    await nora.banner.get_by_role("button", name="Accept").click()
    await expect(marie.line("Nora accepted")).to_be_visible()
    await expect(marie.page.get_by_role("button", name="Take Nora off")).to_be_visible()
    await expect(nora.banner).to_have_count(0)

    await marie.choose("More actions", "Ask a colleague to join")
    joined = marie.page.get_by_role("option", name="Nora")
    await expect(joined).to_contain_text("takes part")
    await expect(joined).to_be_disabled()
    await marie.page.keyboard.press("Escape")
    await expect(marie.page.get_by_role("dialog")).to_have_count(0)
    await marie.ask("Lea", "Or you?")
    await lea.open("Mine", "FROTZ")
    await lea.banner.get_by_role("button", name="Decline").click()
    await expect(marie.line("Lea declined")).to_be_visible()
    await lea.console.has_not("Mine", "FROTZ")

    await marie.line("Nora was asked").locator("xpath=ancestor-or-self::p").get_by_role("button", name="Why?").click()
    sheet = marie.page.get_by_role("dialog", name="Why?")
    await expect(sheet).to_contain_text("Nora was asked to join by you: “You know him, PLUGH”")
    await expect(sheet).to_contain_text(re.compile("Notified: Nora.*seen after"))
    await expect(sheet).to_contain_text("Not notified:")
    await marie.page.keyboard.press("Escape")

    assert '"typing"' not in "".join(tap.heard[heard:]), "whoever writes a comment does not type for the visitor"
    await marie.reply("It is corrected")
    await expect(bubble(john, "It is corrected")).to_be_visible()
    await john.page.reload()
    await john.open_chat()
    await expect(bubble(john, "It is corrected")).to_be_visible()
    told = await tap.all()
    assert "It is corrected" in told
    for secret in ("XYZZY", "PLUGH", "FROTZ", '"comment"', "asking."):
        assert secret not in told
        await expect(john.frame.get_by_text(secret)).to_have_count(0)


async def signs_in_instead(talk: Talk, cookies: Sequence[Cookie]) -> Sequence[Cookie]:
    """Somebody else at the same browser; the cookies of who sat there before."""
    before = await talk.page.context.cookies()
    await talk.page.context.clear_cookies()
    await talk.page.context.add_cookies(cookies)  # pyright: ignore[reportArgumentType]
    await talk.page.reload()
    return before


@pytest.mark.line("I6a", "I6b", "I6c", "I6d", "I6e", "I6g", "I6ua", "I6ub", "O6a", "O6b", "O6d")
async def test_joining_leaving_closing_and_reopening_by_click_and_by_key(
    street: tuple[Street, Shopper, Shopper],
) -> None:
    town, john, _ = street
    marie, nora = await in_talk(town, john)
    await marie.choose("More actions", "Join")
    await expect(nora.line("Marie joined")).to_be_visible()
    await expect(john.frame.get_by_text("Marie joined the conversation")).to_be_visible()
    await marie.open("Mine", "Hello there")
    await marie.choose("More actions", "Leave")
    await expect(nora.line("Marie left")).to_be_visible()
    await marie.console.has_not("Mine", "Hello there")
    await marie.open("Unassigned", "Hello there")
    await marie.choose("More actions", "Join")

    await marie.writing.fill("A reply I have not")
    await marie.page.get_by_role("tab", name="Comment").click()
    await marie.commenting.fill("A comment begun")
    await marie.page.reload()
    await expect(marie.writing).to_have_value("A reply I have not")
    await marie.page.get_by_role("tab", name="Comment").click()
    await expect(marie.commenting).to_have_value("A comment begun")
    own = await signs_in_instead(marie, await nora.page.context.cookies())
    await expect(marie.page.get_by_role("button", name="Nora").last).to_be_visible()
    await expect(marie.writing).to_have_value("")
    await signs_in_instead(marie, own)
    await expect(marie.writing).to_have_value("A reply I have not")
    await marie.page.get_by_role("tab", name="Comment").click()
    await marie.commenting.fill("")
    await marie.page.get_by_role("tab", name="Reply").click()
    await marie.writing.fill("")
    await marie.page.reload()
    await expect(marie.writing).to_have_value("")

    await marie.page.get_by_role("button", name="Close").click()
    await expect(nora.line("Closed by Marie")).to_be_visible()
    await expect(nora.page.get_by_role("button", name="Reopen")).to_be_visible()
    await expect(john.frame.get_by_text("This conversation is closed")).to_be_visible()
    await marie.console.has_not("Mine", "Hello there")
    await nora.page.get_by_role("button", name="Reopen").click()
    await expect(nora.page.get_by_role("button", name="Close")).to_be_visible()
    await marie.open("Mine", "Hello there")
    await expect(marie.line("Reopened by Nora")).to_be_visible()
    await expect(john.frame.get_by_text("This conversation is closed")).to_have_count(0)
    await marie.page.locator("body").press("e")
    await expect(marie.line("Closed by you")).to_have_count(2)
    await marie.page.locator("body").press("z")
    await expect(marie.line("Reopened by you")).to_be_visible()
    await expect(marie.page.get_by_role("button", name="Close")).to_be_visible()
    await marie.page.locator("body").press("e")
    await expect(marie.line("Closed by you")).to_have_count(3)
    undo = marie.page.get_by_role("region", name="Notifications").get_by_role("button", name="Undo")
    await expect(undo).to_be_visible()
    await nora.page.get_by_role("button", name="Reopen").click()
    await expect(undo).to_have_count(0)
    await nora.page.get_by_role("button", name="Close").click()
    await expect(nora.page.get_by_role("button", name="Reopen")).to_be_visible()
