"""Every screen of the widget as visitors see it, in all looks."""

import re
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.album import Album
from tests.browser.gallery import LOOKS, Look
from tests.browser.shop import FORM, Shop, picture
from tests.browser.windows import Shopper

WORDS = {"en": "Is the lamp in stock?", "de": "Ist die Lampe vorrätig?", "fr": "La lampe est-elle en stock ?"}
ANSWERS = {"en": "It is.", "de": "Ja, das ist sie.", "fr": "Oui, tout à fait."}
START = {"en": "/", "de": "/de/", "fr": "/fr/"}


@pytest.mark.line("S8e")
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
async def test_every_screen_of_the_widget_is_whole_and_in_its_language(
    shop: Shop, browser: Browser, look: Look, folder: Path, axe: str
) -> None:
    album = Album(shop, look, folder, axe)
    async with AsyncExitStack() as stack:

        async def comes() -> Shopper:
            shopper = Shopper()
            await shopper.open(browser, **look.options)
            stack.push_async_callback(shopper.context.close)
            await album.follows(shopper.page)
            await shopper.visit(f"{shop.address}{START[look.language]}")
            return shopper

        async def seen(name: str, key: str) -> None:
            shopper = await comes()
            await shopper.open_chat()
            await expect(shopper.frame.get_by_text(look.say(key, "widget")).first).to_be_visible()
            await album.take(name, shopper.page, shopper.frame)

        await talks(shop, await comes(), album)
        await shop.asks_for_group(True)
        await seen("widget-asked", "live")
        await shop.asks_for_group(False)
        await shop.sets(live_form=FORM, shows_typed=True)
        asked = await comes()
        await asked.open_chat()
        await asked.frame.locator("form.contact button[type=submit], form button.primary").first.click()
        await expect(asked.frame.locator("[aria-invalid=true]").first).to_be_visible()
        await album.take("widget-form", asked.page, asked.frame)
        await shop.sets(live_form=None, shows_typed=False)
        await shop.present("offline", "Frieda", "Marie", "Nora")
        await seen("widget-offline", "message")
        await shop.present("online", "Frieda", "Marie")
        await shop.present("invisible", "Nora")
    assert album.wrong == [], "\n".join(album.wrong)


async def talks(shop: Shop, shopper: Shopper, album: Album) -> None:
    look, owner = album.look, shop.office.owner
    await shopper.page.wait_for_function("() => document.documentElement.lastElementChild.tagName !== 'BODY'")
    await shopper.page.screenshot(path=album.folder / f"widget-closed-{look.name}.png")
    await shopper.open_chat()
    await expect(shopper.frame.locator("header .faces")).to_be_visible()
    await album.take("widget-opened", shopper.page, shopper.frame)
    await shopper.write(WORDS[look.language])
    # By its capital letter: "Wird gesendet…" stands there before.
    sent = re.compile(re.escape(look.say("sent", "widget").partition("{")[0]))
    await expect(shopper.frame.get_by_text(sent).last).to_be_visible()
    items = (await owner.get("/api/conversations?view=all"))["items"]
    item = next(found for found in items if found["last"]["text"] == WORDS[look.language])
    talk = f"/api/conversations/{item['id']}"
    await owner.ask("POST", f"{talk}/messages", 201, text=ANSWERS[look.language], kind="reply")
    await expect(shopper.frame.get_by_text(ANSWERS[look.language], exact=True)).to_be_visible()
    await album.take("widget-conversation", shopper.page, shopper.frame)
    await the_rest(shopper, album)
    await owner.ask("POST", f"{talk}/close")
    await expect(shopper.frame.get_by_role("radio").or_(shopper.frame.locator(".rating button")).first).to_be_visible()
    await album.take("widget-rating", shopper.page, shopper.frame)


async def the_rest(shopper: Shopper, album: Album) -> None:
    """What comes when it is wanted: emoji, files on their way and refused, the conversation by e-mail."""
    frame, look = shopper.frame, album.look
    emoji = frame.get_by_role("button", name=look.say("emoji", "widget"))
    if await emoji.is_visible():
        await emoji.click()
        await expect(frame.get_by_role("searchbox")).to_be_visible()
        await album.take("widget-emoji", shopper.page, frame)
        await shopper.page.keyboard.press("Escape")
    files = [
        {"name": "photo.png", "mimeType": "image/png", "buffer": picture()},
        {"name": "setup.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" + bytes(64)},
    ]
    await frame.locator("input[type=file]").set_input_files(files)  # pyright: ignore[reportArgumentType]
    await expect(frame.get_by_text(look.say("file_refused", "widget"))).to_be_visible()
    await expect(frame.get_by_role("progressbar")).to_have_count(0)
    await album.take("widget-files", shopper.page, frame)
    for name in ("photo.png", "setup.exe"):
        await frame.get_by_role("button", name=look.say("remove", "widget").replace("{name}", name)).click()
    await frame.get_by_role("button", name=look.say("transcript", "widget")).click()
    await expect(frame.locator("input[type=email]")).to_be_visible()
    await album.take("widget-transcript", shopper.page, frame)
    await frame.get_by_role("button", name=look.say("cancel", "widget")).click()
