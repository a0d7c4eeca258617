"""Every page of the settings with its sheet, and the ways in, as people see them: in all looks."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.album import Album
from tests.browser.gallery import LOOKS, Look
from tests.browser.office import Desk
from tests.browser.shop import Shop

PAGES = (
    *("groups", "triggers", "agents", "tags", "websites", "replies"),
    *("blocked", "deleted", "workspace", "keys", "preferences"),
)


@pytest.mark.line("S8a", "S8b", "S8c", "S8d")
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
async def test_every_page_of_the_settings_is_whole_and_in_its_language(
    shop: Shop, look: Look, folder: Path, axe: str
) -> None:
    album = Album(shop, look, folder, axe)
    owner = shop.office.owner
    await owner.ask("PATCH", "/api/me", language=look.language)
    desk = await shop.office.window(owner, **look.options)
    await album.follows(desk.page)
    await the_settings(desk, album)
    await the_entry(shop, album)
    assert album.wrong == [], "\n".join(album.wrong)


async def the_settings(desk: Desk, album: Album) -> None:
    page, say = desk.page, album.look.say
    sheets: dict[str, Callable[[], Awaitable[None]]] = {
        "groups": page.get_by_role("button", name="Support-Team FR").first.click,
        "triggers": page.get_by_role("main").get_by_text("Site français", exact=True).click,
        "agents": page.get_by_role("button", name=say("agents.invite")).click,
        "websites": page.get_by_role("button", name=say("websites.edit")).first.click,
        "replies": page.get_by_role("button", name=say("replies.new")).click,
        "keys": page.get_by_role("button", name=say("keys.new")).click,
    }
    for name in PAGES:
        await desk.settings(name)
        await expect(page.locator("main [aria-busy=true]")).to_have_count(0)
        await album.take(f"settings-{name}", page)
        if name in sheets:
            await sheets[name]()
            await expect(page.get_by_role("dialog")).to_be_visible()
            await album.take(f"settings-{name}-sheet", page)


async def the_entry(shop: Shop, album: Album) -> None:
    window = await shop.office.window(None, **album.look.options)
    await album.follows(window.page)
    owner = shop.office.owner
    marie = next(agent for agent in (await owner.get("/api/agents"))["items"] if agent["name"] == "Marie")
    again = {"name": "Léa Martin", "email": "lea@shop.example"}
    invitation = (await owner.ask("POST", "/api/agents", 201, **again))["link"]
    reset = (await owner.ask("POST", f"/api/agents/{marie['id']}/password-link", 201))["link"]
    await with_a_first_link(window.page)
    pages = {
        "sign-in": "",
        "setup": "setup#first",
        "spent": "invitation#used",
        "invitation": invitation.rpartition("/")[2],
        "reset": reset.rpartition("/")[2],
    }
    for name, path in pages.items():
        await window.page.goto("about:blank")
        await window.page.goto(f"{shop.office.server.base}/console/{path}")
        await expect(window.page.get_by_role("heading", level=1)).not_to_have_text(album.look.say("link.looking"))
        await album.take(name, window.page)


async def with_a_first_link(page: Page) -> None:
    """The shop has its owner: what the server would say of a first link is said here."""

    async def look(route: Route) -> None:
        if route.request.post_data_json == {"token": "first"}:
            await route.fulfill(json={"kind": "setup", "name": "", "email": ""})
        else:
            await route.continue_()

    await page.route("**/api/links/look", look)
