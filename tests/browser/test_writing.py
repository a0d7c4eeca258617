"""Writing on both screens: saved replies, small Markdown, quoting, and what the send button asks first (I4, I5)."""

import asyncio
import re

import pytest
from playwright.async_api import FilePayload, expect

from tests.browser.office import held
from tests.browser.street import Street
from tests.browser.talking import bubble, in_talk
from tests.browser.windows import Shopper

PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.mark.line("I4se", "I4sf", "I4sg", "I4sh")
async def test_a_saved_reply_is_made_found_by_slash_and_sent_in_the_visitors_language(
    street: tuple[Street, Shopper, Shopper],
) -> None:
    town, john, _ = street
    shared = {"shortcut": "order", "texts": {"en": "Order {visitor.attributes.order} is on its way."}, "sharing": "all"}
    await town.owner.ask("POST", "/api/saved-replies", 201, **shared)
    marie, _ = await in_talk(town, john)
    page = marie.page
    talk = page.url

    await page.goto(f"{town.server.base}/console/settings/replies")
    await page.get_by_role("button", name="New saved reply").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("textbox", name="Shortcut").fill("hello")
    text = sheet.get_by_role("textbox", name="Text in English")
    await text.fill("Good day {visitor.nmae|there}, {agent.name} here.")
    await sheet.get_by_role("button", name="Save", exact=True).click()
    await expect(text).to_have_attribute("aria-invalid", "true")
    await expect(sheet.get_by_role("alert")).to_contain_text("no variable {visitor.nmae}")
    await expect(sheet.get_by_role("alert")).to_contain_text("{website.name}")
    await expect(text).to_have_value("Good day {visitor.nmae|there}, {agent.name} here.")
    await text.fill("Good day {visitor.name|there}, {agent.name} here.")
    await sheet.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("listitem").filter(has_text="/hello")).to_contain_text("Only you")

    await page.goto(talk)
    await marie.writing.press_sequentially("Hm /")
    options = page.get_by_role("listbox", name="Saved replies").get_by_role("option")
    await expect(options).to_have_count(2)
    await marie.writing.press("Escape")
    await expect(options).to_have_count(0)
    await expect(marie.writing).to_have_value("Hm /")
    await marie.writing.fill("")
    await marie.writing.press_sequentially("/hel")
    await expect(options).to_have_count(1)
    await marie.writing.press("Tab")
    await expect(marie.writing).to_have_value("Good day there, Marie here.")
    await marie.writing.press("Enter")
    await expect(bubble(john, "Good day there, Marie here.")).to_be_visible()

    await marie.writing.press_sequentially("/")
    await marie.writing.press("ArrowDown")
    await marie.writing.press("Enter")
    await expect(marie.writing).to_have_value("Order {visitor.attributes.order} is on its way.")
    await expect(page.locator("mark")).to_have_text("{visitor.attributes.order}")
    await marie.writing.press("Enter")
    asked = page.get_by_role("alert").filter(has_text="{visitor.attributes.order} has no value here")
    await asked.get_by_role("button", name="Fill in first").click()
    await expect(marie.writing).to_be_focused()
    await marie.writing.press("Enter")
    await asked.get_by_role("button", name="Send anyway").click()
    await expect(bubble(john, "Order {visitor.attributes.order} is on its way.")).to_be_visible()


@pytest.mark.line("I4fb", "I4fc", "I4fe", "I4qa", "I4qb", "I4qf", "I4qg", "I5la", "I5lb")
async def test_words_are_formatted_and_messages_quoted_alike_on_both_sides(
    street: tuple[Street, Shopper, Shopper],
) -> None:
    town, john, _ = street
    marie, nora = await in_talk(town, john, "Which lamp_of_brass * is new_?")
    await expect(marie.message("lamp_of_brass")).to_contain_text("Which lamp_of_brass * is new_?")
    await marie.message("lamp_of_brass").hover()
    await marie.message("lamp_of_brass").get_by_role("button", name="Quote and answer").click()
    await expect(marie.writing).to_be_focused()
    await marie.writing.press_sequentially("This one")
    await marie.writing.press("ControlOrMeta+a")
    await marie.writing.press("ControlOrMeta+b")
    await expect(marie.writing).to_have_value("**This one**")
    await marie.writing.evaluate(PASTE, "https://shop.example/lamp_1")
    await expect(marie.writing).to_have_value("**[This one](https://shop.example/lamp_1)**")
    await marie.writing.fill("**Two** are:\n- <b>small</b>\n- [large](https://shop.example/lamp_1)")
    await marie.writing.press("Enter")
    answer = bubble(john, "small")
    await expect(answer.locator("strong")).to_have_text("Two")
    await expect(answer.locator(".bubble li")).to_have_text(["<b>small</b>", "large"])
    await expect(answer.get_by_role("link", name="large")).to_have_attribute("href", "https://shop.example/lamp_1")
    await expect(answer.get_by_role("button", name="Which lamp_of_brass")).to_be_visible()
    await expect(marie.message("small").get_by_role("button", name="Which lamp_of_brass")).to_be_visible()

    await marie.writing.fill("Half written")
    await marie.writing.evaluate("(field) => field.setSelectionRange(4, 4)")
    await marie.page.get_by_role("button", name="Choose an emoji").click()
    emoji = marie.page.get_by_role("dialog", name="Choose an emoji")
    await expect(emoji.get_by_role("searchbox", name="Search emoji")).to_be_focused()
    await marie.page.keyboard.type("thumbs")
    await expect(emoji.get_by_role("status")).to_have_text("2 found")
    await marie.page.keyboard.press("ArrowDown")
    await marie.page.keyboard.press("ArrowRight")
    await expect(emoji.get_by_role("button", name="thumbs down")).to_be_focused()
    await marie.page.keyboard.press("ArrowLeft")
    await marie.page.keyboard.press("Enter")
    await expect(marie.writing).to_have_value("Half👍 written")
    await expect(marie.writing).to_be_focused()
    await marie.writing.press("ControlOrMeta+z")
    await expect(marie.writing).to_have_value("Half written")
    await answer.hover()
    await answer.get_by_role("button", name="Reply").click()
    await expect(john.frame.locator("textarea")).to_be_focused()
    await john.frame.locator("textarea").fill("The large one")
    await john.page.keyboard.press("Enter")
    await expect(nora.message("The large one").get_by_role("button", name="Two")).to_be_visible()

    await nora.reply("I send it today")
    await expect(marie.message("I send it today")).to_be_visible()
    await marie.page.reload()
    await expect(marie.message("I send it today")).to_be_visible()
    await expect(marie.writing).to_have_value("Half written")
    await marie.writing.press("Enter")
    asked = marie.page.get_by_role("alert").filter(has_text="Nora has answered since you began")
    await expect(asked).to_contain_text("I send it today")
    await asked.get_by_role("button", name="Look first").click()
    await expect(marie.writing).to_have_value("Half written")
    await marie.writing.fill("Half written, {visitor.name}")
    await marie.writing.press("Enter")
    await asked.get_by_role("button", name="Send anyway").click()
    variables = marie.page.get_by_role("alert").filter(has_text="{visitor.name}")
    await variables.get_by_role("button", name="Fill in first").click()
    await expect(marie.writing).to_have_value("Half written, {visitor.name}")
    said = marie.page.get_by_role("article").filter(has_text="small").first  # the other one quotes it
    await said.hover()
    await said.get_by_role("button", name="Edit or delete").click()
    await marie.page.get_by_role("menuitem", name="Delete").click()
    await marie.page.get_by_role("menuitem", name="Really delete?").click()
    await expect(marie.message("The large one").get_by_role("button", name="Message deleted")).to_be_visible()
    await expect(bubble(john, "The large one").get_by_role("button", name="This message was deleted")).to_be_visible()


@pytest.mark.line("I4fd", "I4ge", "I5ma", "I5mj")
async def test_a_colleague_is_named_with_at_and_finds_the_comment_in_their_mentions(
    street: tuple[Street, Shopper, Shopper],
) -> None:
    town, john, _ = street
    marie, nora = await in_talk(town, john, "Do you gild brass?")
    await nora.console.go("Visitors online")
    await marie.page.get_by_role("tab", name="Comment").click()
    await marie.commenting.press_sequentially("Brass, @no")
    colleagues = marie.page.get_by_role("listbox", name="Mention an agent").get_by_role("option")
    await expect(colleagues).to_have_count(1)
    await expect(marie.commenting).to_have_attribute("aria-activedescendant", re.compile("agt_"))
    await marie.commenting.press("Enter")
    await expect(marie.commenting).to_have_value("Brass, @Nora ")
    await marie.commenting.press_sequentially("**please**")
    await marie.commenting.press("Enter")
    await expect(marie.message("Brass, @Nora please")).to_be_visible()
    await marie.page.set_viewport_size({"width": 1100, "height": 480})
    await expect(marie.message("Brass, @Nora please")).to_be_in_viewport(ratio=1)
    await marie.commenting.fill("\n".join("a long one"))
    await expect(marie.message("Brass, @Nora please")).to_be_in_viewport(ratio=1)

    await expect(nora.page.get_by_text("you were mentioned")).to_be_visible()
    await nora.page.get_by_role("link", name="Mentions 1").click()
    row = nora.page.get_by_role("button").filter(has=nora.page.get_by_role("img", name="You were mentioned"))
    await expect(row).to_contain_text("Brass, @Nora please")
    await row.click()
    await expect(nora.page.locator("[data-place]")).to_contain_text("Brass, @Nora please")
    await expect(nora.page.get_by_role("link", name="Mentions 0")).to_be_visible()


@pytest.mark.line("O6j", "O6k")
async def test_a_message_that_waits_for_its_file_asks_wherever_one_is_by_then_or_goes_without_it(
    street: tuple[Street, Shopper, Shopper],
) -> None:
    town, john, _ = street
    marie, nora = await in_talk(town, john, "May I have the plan?")
    comes = asyncio.Event()
    await marie.page.route("**/api/conversations/*/files", lambda route: held(route, comes))
    plan: FilePayload = {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"The plan"}
    waits = marie.page.get_by_role("status").filter(has_text="Sends as soon as the files have arrived.")
    chooser = marie.page.locator("[data-conversation] input[type=file]")
    await chooser.set_input_files(plan)
    await marie.reply("There is no plan")
    await expect(waits).to_be_visible()
    await marie.page.get_by_role("button", name="Cancel plan.txt").click()
    await expect(bubble(john, "There is no plan")).to_be_visible()
    await expect(waits).to_have_count(0)

    await chooser.set_input_files(plan)
    await marie.reply("Here it is")
    await expect(waits).to_be_visible()
    await marie.console.go("Visitors online")
    await expect(marie.page.get_by_role("region", name="Conversation")).to_have_count(0)
    await nora.reply("It comes by post")
    await expect(bubble(john, "It comes by post")).to_be_visible()
    comes.set()
    await marie.page.get_by_role("button", name="what you have written is not sent yet").click()
    asked = marie.page.get_by_role("alert").filter(has_text="Nora has answered since you began")
    await expect(asked).to_contain_text("It comes by post")
    await expect(marie.writing).to_have_value("Here it is")
    await asked.get_by_role("button", name="Send anyway").click()
    await expect(bubble(john, "Here it is")).to_contain_text("plan.txt")
