"""Every screen of console and widget as people see it: light, dark, on a phone, in German and French.

The pictures are kept in the folder the variable ZURUF_PICTURES names (`ZURUF_PICTURES=pictures`), else in the test's own.
"""

import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Frame, Page, Route, expect

from tests.browser.gallery import LOOKS, Look, Shop, complaints_of
from tests.browser.office import Desk, Office
from tests.browser.server import Server, free_ports, website
from tests.browser.windows import Shopper

# The console asks who is signed in before anybody is, and whether a link works that does not.
EXPECTED_NOISE = ("401 (Unauthorized)", "400 (Bad Request)")
IMPACTS = ("serious", "critical")
PAGES = ("groups", "triggers", "agents", "websites", "workspace", "keys", "preferences")


class Album:
    """Takes pictures and keeps what is wrong with them."""

    def __init__(self, shop: Shop, look: Look, folder: Path, axe: str) -> None:
        self.shop = shop
        self.look = look
        self.folder = folder
        self.wrong: list[str] = []
        self._axe = axe

    def hears(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.on("console", self._hear)

    def _hear(self, line: ConsoleMessage) -> None:
        address = line.location["url"]
        is_noise = any(noise in line.text for noise in EXPECTED_NOISE) or address.endswith("/favicon.ico")
        if line.type in ("error", "warning") and not is_noise:
            self.wrong.append(f"{address}: {line.text}")

    async def take(self, name: str, page: Page, frame: Frame | None = None) -> None:
        await self.shop.stays()
        await page.evaluate("document.fonts.ready")
        await page.screenshot(path=self.folder / f"{name}-{self.look.name}.png", animations="disabled", caret="initial")
        part = "widget" if frame else "console"
        wrong = await complaints_of(frame or page, self.look, part)
        if self._axe:
            await (frame or page).evaluate(self._axe)
            rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
            found = await (frame or page).evaluate("(options) => axe.run(document, options)", rules)
            wrong += [
                f"breaks {one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:3]}"
                for one in found["violations"]
                if one["impact"] in IMPACTS
            ]
        self.wrong += [f"{name}-{self.look.name} {what}" for what in wrong]


@pytest.fixture(scope="module")
async def shop(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Shop]:
    async with AsyncExitStack() as stack:
        port, site = free_ports()
        server = Server(tmp_path_factory.mktemp("shop") / "data", port)
        stack.push_async_callback(server.stop)
        await server.start()
        office = Office(server, browser, stack)
        await office.found()
        shop = Shop(office, f"http://127.0.0.1:{site}")
        await stack.enter_async_context(website(site, await shop.fill()))
        yield shop


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("ZURUF_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.line("S8a", "S8b", "S8c", "S8d")
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
async def test_every_screen_of_the_console_is_whole_and_in_its_language(
    shop: Shop, look: Look, folder: Path, axe: str
) -> None:
    album = Album(shop, look, folder, axe if look.device == "desktop" else "")
    owner = shop.office.owner
    await owner.ask("PATCH", "/api/me", language=look.language)
    desk = await shop.office.window(owner, **look.options)
    album.hears(desk.page)
    await the_inbox(shop, desk, album)
    await the_settings(desk, album)
    await the_entry(shop, album)
    assert album.wrong == []


async def the_inbox(shop: Shop, desk: Desk, album: Album) -> None:
    page, say, base = desk.page, album.look.say, f"{shop.office.server.base}/console"
    for list_ in ("mine", "unassigned", "all", "visitors"):
        await page.goto(f"{base}/{list_}")
        await expect(page.get_by_role("main").get_by_role("listitem").first).to_be_visible(timeout=30_000)
        await album.take(list_, page)
    await page.goto(f"{base}/c/{shop.conversation}")
    await expect(page.get_by_text("Merci, c’est gentil.").last).to_be_visible()
    await album.take("conversation", page)
    for name, key in (("group-picker", "group.assign"), ("agent-picker", "agent.assign"), ("why", "why.ask")):
        await page.get_by_role("button", name=say(key)).first.click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        await album.take(name, page)
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.locator("body").press("?")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await album.take("shortcuts", page)


async def the_settings(desk: Desk, album: Album) -> None:
    page, say = desk.page, album.look.say
    sheets: dict[str, Callable[[], Awaitable[None]]] = {
        "groups": page.get_by_role("button", name="Support-Team FR").first.click,
        "triggers": page.get_by_role("main").get_by_text("Site français", exact=True).click,
        "agents": page.get_by_role("button", name=say("agents.invite")).click,
        "websites": page.get_by_role("button", name=say("websites.edit")).first.click,
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
    album.hears(window.page)
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


WORDS = {"en": "Is the lamp in stock?", "de": "Ist die Lampe vorrätig?", "fr": "La lampe est-elle en stock ?"}
ANSWERS = {"en": "It is.", "de": "Ja, das ist sie.", "fr": "Oui, tout à fait."}
START = {"en": "/", "de": "/de/", "fr": "/fr/"}


@pytest.mark.line("S8e")
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
async def test_every_screen_of_the_widget_is_whole_and_in_its_language(
    shop: Shop, browser: Browser, look: Look, folder: Path, axe: str
) -> None:
    album = Album(shop, look, folder, axe if look.device == "desktop" else "")
    async with AsyncExitStack() as stack:

        async def comes() -> Shopper:
            shopper = Shopper()
            await shopper.open(browser, **look.options)
            stack.push_async_callback(shopper.context.close)
            album.hears(shopper.page)
            await shopper.visit(f"{shop.address}{START[look.language]}")
            return shopper

        await talks(shop, await comes(), album)
        await shop.asks_for_group(True)
        asked = await comes()
        await asked.open_chat()
        await album.take("widget-asked", asked.page, asked.frame)
        await shop.asks_for_group(False)
        await shop.present("offline", "Frieda", "Marie", "Nora")
        late = await comes()
        await late.open_chat()
        await album.take("widget-offline", late.page, late.frame)
        await shop.present("online", "Frieda", "Marie")
        await shop.present("invisible", "Nora")
    assert album.wrong == []


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
    await owner.ask(
        *("POST", f"/api/conversations/{item['id']}/messages", 201), text=ANSWERS[look.language], kind="reply"
    )
    await expect(shopper.frame.get_by_text(ANSWERS[look.language], exact=True)).to_be_visible()
    await album.take("widget-conversation", shopper.page, shopper.frame)
    await owner.ask("POST", f"/api/conversations/{item['id']}/close")
