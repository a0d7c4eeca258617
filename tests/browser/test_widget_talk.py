"""Talking in the chat: text, how far it has come, what waits unread, who joined and left, and what is said while there is no connection (W5)."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.hosts import conversation_with, guest, reply
from tests.browser.street import Street
from tests.browser.windows import Shopper

Streets = tuple[Street, Shopper, Shopper]


@pytest.mark.line("W5a", "W5b", "W5c", "W5d", "W5e", "W5f")
async def test_text_its_states_and_who_joined_and_left_are_shown(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    await marie.online()
    async with guest(browser) as john:
        await john.visit(f"{town.shop}/cart")
        await john.see_button()
        await john.open_chat()
        thread, field = john.frame.locator("ol"), john.frame.locator("textarea")
        await field.fill("One")
        await field.press("Shift+Enter")
        await field.press_sequentially("<b>two</b> www.example.org/a")
        await field.press("Enter")
        sent = thread.locator("li.mine")
        await expect(sent.locator(".bubble")).to_have_text("One\n<b>two</b> www.example.org/a", use_inner_text=True)
        await expect(sent.locator("a")).to_have_attribute("href", "https://www.example.org/a")
        await expect(sent.locator(".mark")).to_contain_text("Sent ")
        conversation = await conversation_with(marie, "One\n<b>two</b> www.example.org/a")
        head = (await marie.get(f"/api/conversations/{conversation}"))["conversation"]["seq"]
        await marie.socket.op("conversation.read", conversation=conversation, seq=head)
        await expect(sent.locator(".mark")).to_contain_text("Seen ")

        await marie.socket.wire.send(
            f'{{"f":"say","say":{{"type":"typing","conversation":"{conversation}","on":true}}}}'
        )
        await expect(john.frame.locator(".typing")).to_have_text("Marie is typing…")
        answer = await reply(marie, conversation, "Yes, it is in stock")
        await expect(thread.locator("li.theirs")).to_contain_text("Yes, it is in stock")
        # By itself it would end as well, but later.
        await expect(john.frame.locator(".typing")).to_have_count(0, timeout=3_000)
        await expect(thread).to_contain_text("Marie joined the conversation")
        await expect(john.frame.get_by_role("heading")).to_have_text("Marie")
        await marie.socket.op("message.change", message=answer, text="Yes, three of them")
        await expect(thread.locator("li.theirs")).to_contain_text("Yes, three of them")
        await expect(thread.locator("li.theirs")).to_contain_text("edited")
        await marie.socket.op("message.delete", message=answer)
        await expect(thread.locator("li.theirs")).to_have_text("MarieThis message was deleted")

        await marie.ask("POST", f"/api/conversations/{conversation}/leave")
        await expect(thread).to_contain_text("Marie left the conversation")
        await marie.ask("POST", f"/api/conversations/{conversation}/close")
        await expect(
            john.frame.get_by_text("This conversation is closed. Write again whenever you like.")
        ).to_be_visible()
        await field.fill("x" * 10_001)
        await expect(john.frame.get_by_role("alert")).to_have_text("1 character too many")
        await expect(john.frame.get_by_role("button", name="Send")).to_be_disabled()
        await john.write("Thank you")
        await expect(john.frame.get_by_text("This conversation is closed")).to_have_count(0)
        assert john.complaints == []


@pytest.mark.line("W5g", "W5h", "W5i", "W5j")
async def test_what_waits_is_counted_and_a_lost_connection_loses_nothing(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    await marie.online()
    async with guest(browser) as john:
        await john.visit(f"{town.shop}/cart")
        await john.see_button()
        await john.open_chat()
        await john.write("Is the lamp in stock?")
        await expect(john.frame.locator(".mark")).to_contain_text("Sent ")
        conversation = await conversation_with(marie, "Is the lamp in stock?")
        await john.frame.get_by_role("button", name="Minimize chat").click()
        await reply(marie, conversation, "Yes")
        await john.see_badge("1")
        await reply(marie, conversation, "Three of them")
        await john.see_badge("2")
        await john.visit(f"{town.shop}/")
        await john.see_badge("2")
        await john.press_button()
        await john.see_badge("")
        await expect(john.frame.locator("ol")).to_contain_text("Three of them")
        await marie.socket.event("conversation.read", agent_id=None, conversation_id=conversation)
        await john.visit(f"{town.shop}/cart")
        await john.see_button()
        await john.see_badge("")
        await john.press_button()
        await expect(john.frame.locator("ol")).to_contain_text("Three of them")

        await town.server.kill()
        await expect(john.frame.get_by_role("status")).to_have_text(
            "No connection. What you write will be sent as soon as it is back.", timeout=20_000
        )
        await john.write("I take all of them")
        await expect(john.frame.locator("li.mine").last).to_contain_text("Offline · will be sent")
        await town.server.start()
        await john.frame.evaluate("dispatchEvent(new Event('online'))")
        await expect(john.frame.locator("li.mine").last).to_contain_text("Sent ", timeout=20_000)
        await expect(john.frame.get_by_role("status")).to_have_text("")
        thread = await marie.get(f"/api/conversations/{conversation}")
        assert [message["text"] for message in thread["messages"]].count("I take all of them") == 1


@pytest.mark.line("W5yk", "W1df")
async def test_who_never_opened_the_chat_sees_that_an_agent_has_written(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"]
    await marie.sign_in("Online")
    async with guest(browser) as john:
        await john.visit(f"{town.shop}/cart")
        await john.see_button()
        await marie.page.get_by_role("navigation").get_by_role("link", name="Visitors online").click()
        await marie.page.get_by_role("button", name="Write").click()
        await marie.page.get_by_role("textbox", name="Your reply").fill("May I help you?")
        await marie.page.keyboard.press("Enter")
        await john.see_badge("1")
        await john.visit(f"{town.shop}/")
        await john.see_badge("1")
        await john.press_button()
        await expect(john.frame.get_by_text("May I help you?", exact=True)).to_be_visible()
        await john.see_badge("")
        await john.write("Yes, please")
        await expect(john.frame.locator("li.mine .mark")).to_contain_text(re.compile("Sent |Seen "))
        await expect(marie.row("Yes, please")).to_be_visible()
        assert john.complaints == []


@pytest.mark.line("W5yl")
async def test_a_quote_of_what_is_not_loaded_is_shown_and_leads_there(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    await marie.online()
    async with guest(browser) as john:
        await john.visit(f"{town.shop}/cart")
        await john.see_button()
        await john.open_chat()
        await john.write("Which lamp is it?")
        await expect(john.frame.locator(".mark")).to_contain_text("Sent ")
        conversation = await conversation_with(marie, "Which lamp is it?")
        [asked] = (await marie.get(f"/api/conversations/{conversation}"))["messages"]
        for number in range(55):
            await reply(marie, conversation, f"Line {number}")
        path = f"/api/conversations/{conversation}/messages"
        await marie.ask("POST", path, 201, text="The brass one", kind="reply", quote=asked["id"])
        await john.visit(f"{town.shop}/")
        await john.see_button()
        await john.press_button()
        answer = john.frame.locator("li.theirs", has_text="The brass one")
        await expect(answer.locator(".quote")).to_have_text("You Which lamp is it?")
        first = john.frame.locator(f"#{asked['id']}")
        assert await first.count() == 0, "it is not loaded"
        await answer.locator(".quote").click()
        await expect(first).to_be_in_viewport()
        assert john.complaints == []
