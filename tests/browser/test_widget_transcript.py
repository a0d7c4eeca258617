"""A visitor asks for the conversation by e-mail, and an agent reads what became of it (W5)."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.hosts import conversation_with, guest, reply
from tests.browser.street import Street
from tests.browser.talking import Talk
from tests.browser.windows import Shopper

Streets = tuple[Street, Shopper, Shopper]


@pytest.mark.line("W5zm", "W5zn")
async def test_a_visitor_asks_for_the_conversation_by_mail_and_agents_read_what_became_of_it(
    street: Streets, browser: Browser
) -> None:
    town, _, _ = street
    nora = town.consoles["Nora"]
    await nora.sign_in("Online")
    async with guest(browser) as john:
        await john.visit(f"{town.shop}/cart")
        await john.see_button()
        await john.open_chat()
        await john.write("Where is my parcel?")
        asking = john.frame.get_by_role("button", name="Get this conversation by e-mail")
        await expect(john.frame.locator(".mark").first).to_contain_text("Sent ")
        await expect(asking).to_have_count(0)
        conversation = await conversation_with(nora.who, "Where is my parcel?")
        await reply(nora.who, conversation, "On its way")
        await asking.click()
        field = john.frame.get_by_label("To which address shall we send this conversation?")
        await expect(field).to_be_focused()
        await field.fill("john at home")
        await field.press("Enter")
        await expect(john.frame.get_by_role("alert")).to_have_text("This is not an e-mail address.")
        await expect(field).to_have_value("john at home")
        await field.fill("john@home.example")
        await field.press("Enter")
        await expect(john.frame.get_by_text("We will send it to john@home.example.")).to_be_visible()

        talk = Talk(nora)
        await talk.open("All", "On its way")
        await expect(talk.line("The e-mail to jo…@home.example was not sent: no mail server is set up")).to_be_visible()
        await talk.choose("More actions", "Send by e-mail")
        sheet = nora.page.get_by_role("dialog")
        await sheet.get_by_label("E-mail address").fill("nowhere")
        await sheet.get_by_role("button", name="Send").click()
        await expect(sheet.get_by_text("This is not an e-mail address")).to_be_visible()
        await sheet.get_by_label("E-mail address").fill("jane@home.example")
        await sheet.get_by_role("button", name="Send").click()
        await expect(talk.line("The e-mail to ja…@home.example was not sent: no mail server is set up")).to_be_visible()
