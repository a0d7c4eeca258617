"""Every screen of the inbox as people see it: light, dark, on phones, at 200 %, turned round, in German and French."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.album import Album
from tests.browser.gallery import LOOKS, Look
from tests.browser.office import Desk
from tests.browser.shop import Shop, picture


@pytest.mark.line("S8a", "S8b", "S8c", "S8d", "S8l")
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
async def test_every_screen_of_the_inbox_is_whole_and_in_its_language(
    shop: Shop, look: Look, folder: Path, axe: str
) -> None:
    album = Album(shop, look, folder, axe)
    owner = shop.office.owner
    await owner.ask("PATCH", "/api/me", language=look.language)
    desk = await shop.office.window(owner, **look.options)
    await album.follows(desk.page)
    await the_lists(desk, album)
    await the_conversation(desk, album)
    await the_writing(desk, album)
    await the_waiting(desk, album)
    assert album.wrong == [], "\n".join(album.wrong)


async def the_lists(desk: Desk, album: Album) -> None:
    page, say, base = desk.page, album.look.say, f"{desk.who.base}/console"
    for name, address in (
        ("mine", "mine"),
        ("unassigned", "unassigned"),
        ("later", "all?state=snoozed"),
        ("all", "all"),
    ):
        await page.goto(f"{base}/{address}")
        await expect(page.get_by_role("main").get_by_role("listitem").first).to_be_visible(timeout=30_000)
        await album.take(name, page)
    await page.locator("body").press("j")
    for key in ("x", "Shift+ArrowDown"):
        await page.keyboard.press(key)
    await expect(page.get_by_role("region", name=say("bulk.title"))).to_be_visible()
    await album.take("bulk", page)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name=say("filter.title"), exact=True).click()
    await opened(album, "filter", page)
    row = page.get_by_role("main").get_by_role("listitem").filter(has_text="brass lamp")
    await row.get_by_role("button").last.click()
    await expect(page.get_by_role("menu")).to_be_visible()
    await album.take("row-menu", page)
    await page.get_by_role("menuitem", name=say("help.ask")).click()
    await expect(page.get_by_role("dialog").get_by_role("heading", name=say("help.ask"))).to_be_visible()
    await expect(page.get_by_role("dialog").locator("[aria-busy=true]")).to_have_count(0)
    await opened(album, "why-nobody", page)
    await page.get_by_role("button", name=say("search.open"), exact=True).click()
    await page.get_by_role("searchbox").fill("transp")
    await expect(page.locator("mark").first).to_be_visible()
    await album.take("search", page)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("cam")
    await expect(page.get_by_role("option").first).to_be_visible()
    await opened(album, "palette", page)
    await page.goto(f"{base}/visitors")
    await expect(page.get_by_role("main").get_by_text("Camille Durand")).to_be_visible()
    await album.take("visitors", page)


async def opened(album: Album, name: str, page: Page) -> None:
    """What has opened above the page; it is closed again."""
    await expect(page.get_by_role("dialog")).to_be_visible()
    await album.take(name, page)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def the_conversation(desk: Desk, album: Album) -> None:
    page, say = desk.page, album.look.say
    await page.goto(f"{desk.who.base}/console/c/{album.shop.conversation}")
    await expect(page.get_by_text("Merci, c’est gentil.").last).to_be_visible()
    await expect(page.get_by_role("main").locator("article img[src]")).to_be_visible()
    await album.take("conversation", page)
    pickers = {"group-picker": "group.assign", "agent-picker": "agent.assign", "tag-picker": "tag.choose"}
    for name, key in {**pickers, "why": "why.ask"}.items():
        await page.get_by_role("button", name=say(key)).first.click()
        await opened(album, name, page)
    await page.locator("body").press("l")
    await opened(album, "later-picker", page)
    await page.locator("body").press("?")
    await opened(album, "shortcuts", page)
    await page.get_by_role("button", name=say("conversation.more")).click()
    await expect(page.get_by_role("menu")).to_be_visible()
    await album.take("conversation-menu", page)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)
    if album.look.device != "desktop":
        await page.get_by_role("button", name=say("details.title")).click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        await album.take("details", page)
        await page.go_back()
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def the_writing(desk: Desk, album: Album) -> None:
    page, say = desk.page, album.look.say
    writing = page.get_by_role("textbox", name=say("composer.reply_label"))
    await page.locator("body").press("q")
    await expect(page.get_by_role("button", name=say("composer.no_quote"))).to_be_visible()
    await writing.press_sequentially("Oui /t")
    await expect(page.get_by_role("listbox", name=say("replies.title"))).to_be_visible()
    await album.take("saved-replies", page)
    await page.keyboard.press("Escape")
    files = [
        {"name": "photo.png", "mimeType": "image/png", "buffer": picture()},
        {"name": "setup.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" + bytes(64)},
    ]
    await page.locator("input[type=file]").set_input_files(files)  # pyright: ignore[reportArgumentType]
    attached = (
        page.locator("ul:not(article ul)").and_(page.get_by_role("list", name=say("composer.files"))).locator("li")
    )
    await expect(attached.get_by_role("alert")).to_be_visible()
    await album.take("attaching", page)
    for left in (1, 0):
        await attached.last.get_by_role("button").last.click()
        await expect(attached).to_have_count(left)
    await page.get_by_role("button", name=say("composer.no_quote")).click()
    await writing.fill("")
    await page.get_by_role("tab", name=say("composer.comment")).click()
    await album.take("comment", page)
    comment = page.get_by_role("textbox", name=say("composer.comment_label"))
    await comment.press_sequentially("@")
    await expect(page.get_by_role("listbox", name=say("mention.title"))).to_be_visible()
    await album.take("mention", page)
    await page.keyboard.press("Escape")
    await comment.fill("")
    await page.get_by_role("button", name=say("emoji.choose")).click()
    await expect(page.get_by_role("dialog").get_by_role("searchbox")).to_be_visible()
    await opened(album, "emoji", page)
    await page.get_by_role("tab", name=say("composer.reply")).click()


async def the_waiting(desk: Desk, album: Album) -> None:
    page = desk.page
    await page.goto(f"{desk.who.base}/console/c/{album.shop.waiting}")
    await expect(page.get_by_text(re.compile("brass lamp")).last).to_be_visible()
    await album.take("waiting", page)
