"""The widget on other people's pages: what it needs, what it weighs, what it leaves alone, and where it stays away (W1)."""

import gzip
import re

import httpx2
import pytest
from playwright.async_api import Browser, expect

from tests.browser.hosts import HostPage, conversation_with, guest, hosted, reply, set_website, website_of
from tests.browser.street import Street
from tests.browser.windows import Shopper

KB = 1024
Streets = tuple[Street, Shopper, Shopper]
HOSTILE = """<style>* { display: none !important; opacity: 0; transform: rotate(9deg) !important; font-size: 1px !important }
html, body, main { display: block !important; opacity: 1; transform: none !important }</style>
<main>Lamps</main>{snippet}"""


@pytest.mark.line("W1f", "W1g")
async def test_it_is_one_script_tag_and_weighs_little(street: Streets) -> None:
    town, _, _ = street
    snippet = (await website_of(town))["snippet"]
    tag = re.fullmatch(
        rf'<script async src="({town.server.base}/widget/loader\.js)" data-key="[\w-]+"></script>', snippet
    )
    assert tag
    sizes: dict[str, int] = {}
    async with httpx2.AsyncClient(base_url=town.server.base, headers={"Accept-Encoding": "gzip"}) as http:
        for name in ("loader.js", "frame.js", "frame.css", "words-de.json"):
            async with http.stream("GET", f"/widget/{name}") as answer:
                assert answer.headers["content-encoding"] == "gzip", name
                assert "accept-encoding" in answer.headers["vary"].lower(), name
                raw = b"".join([chunk async for chunk in answer.aiter_raw()])
            assert gzip.decompress(raw), name
            sizes[name] = len(raw)
    assert sizes["loader.js"] <= 3 * KB
    assert sum(sizes.values()) <= 30 * KB


@pytest.mark.line("W1h", "W1i", "W1j", "W1k", "W1l", "W1m")
async def test_under_a_strict_policy_the_chat_works_and_the_page_stays_as_it_was(
    street: Streets, browser: Browser
) -> None:
    town, _, _ = street
    base, marie = town.server.base, town.consoles["Marie"].who
    await marie.online()
    sockets = base.replace("http", "ws")
    policy = (
        f"default-src 'none'; script-src {base}; connect-src {base} {sockets}; frame-src {base}; img-src data:; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    body, snippet = '<main><p>Lamps</p><input id="field"></main>{snippet}', (await website_of(town))["snippet"]
    as_served = f"<body>{body}</body>".replace("{snippet}", snippet.replace("async", 'async=""'))
    async with hosted(snippet, {"/": HostPage(body, policy=policy)}) as origin, guest(browser) as camille:
        await set_website(town, origins=[origin])
        await camille.visit(origin)
        length = await camille.page.evaluate("history.length")
        await camille.page.locator("#field").focus()
        await camille.see_button()
        assert await camille.page.evaluate("document.activeElement.id") == "field", "it took the focus"
        assert len(camille.page.frames) == 1, "nothing of the chat is fetched before somebody wants it"

        await camille.open_chat()
        await camille.write("Bonjour")
        await expect(camille.frame.locator(".mark")).to_contain_text("Sent ")
        await reply(marie, await conversation_with(marie, "Bonjour"), "Bonjour Camille")
        await expect(camille.frame.locator("ol").get_by_text("Bonjour Camille", exact=True)).to_be_visible()
        await camille.page.locator("#field").focus()
        await camille.listen_for_shown()
        await marie.ask("PUT", "/api/me/presence", presence="offline")
        await expect(camille.frame.get_by_text("away", exact=True)).to_be_visible()
        await camille.see_shown()
        assert await camille.page.evaluate("document.activeElement.id") == "field", "it took the focus from the page"

        assert await camille.watched("[violations, rejections, shift]") == [[], [], 0]
        assert await camille.page.evaluate("[history.length, document.body.outerHTML]") == [length, as_served]
        names = "Object.getOwnPropertyNames(window).filter((name) => !names.includes(name))"
        assert await camille.watched(names) == ["Zuruf"]
        added = "[...document.documentElement.children].slice(2).map((one) => [one.localName, one.shadowRoot])"
        assert await camille.page.evaluate(added) == [["zuruf-widget", None]]
        assert camille.origins == {origin, base, sockets}
        assert await camille.context.cookies() == []
        assert camille.complaints == []


@pytest.mark.line("W1l", "W1n")
async def test_the_pages_styles_do_not_reach_it_nor_its_styles_the_page(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    pages = {
        "/hostile": HostPage(HOSTILE),
        "/plain": HostPage("<main><button>Buy</button><div>Lamps</div></main>{snippet}"),
    }
    async with hosted((await website_of(town))["snippet"], pages) as origin, guest(browser) as camille:
        await set_website(town, origins=[origin])
        await camille.visit(f"{origin}/hostile")
        await camille.see_button()
        box = await camille.watched("root.querySelector('button').getBoundingClientRect().toJSON()")
        assert (box["width"], box["height"], box["right"], box["bottom"]) == (56, 56, 1260, 780)
        await camille.open_chat()
        await expect(camille.frame.locator("textarea")).to_be_visible()

        await camille.visit(f"{origin}/plain")
        looks = "[...document.querySelectorAll('main *')].map((one) => [...getComputedStyle(one)].map((name) => getComputedStyle(one)[name]))"
        before = await camille.page.evaluate(looks)
        await camille.see_button()
        assert await camille.page.evaluate(looks) == before
        assert camille.origins == {origin, town.server.base, town.server.base.replace("http", "ws")}


@pytest.mark.line("W1o", "W1p")
async def test_with_a_key_of_no_website_or_on_a_foreign_page_it_stays_away_and_says_why(
    street: Streets, browser: Browser
) -> None:
    town, _, _ = street
    site = await website_of(town)
    mistyped = HostPage(site["snippet"].replace(site["key"], "mistyped"))
    async with hosted(site["snippet"], {"/": HostPage(), "/mistyped": mistyped}) as foreign, guest(browser) as camille:
        for path, why in (
            ("/mistyped", "No website of this server has this key. Copy the snippet again from the settings."),
            ("/", f"{foreign} is not among the origins of the website “Shop”. Add it in Settings → Websites."),
        ):
            camille.warnings.clear()
            async with camille.page.expect_console_message(lambda message: message.type == "warning"):
                await camille.visit(f"{foreign}{path}")
            assert camille.warnings == [f"Zuruf stays away from this page. {why}"]
            assert await camille.page.evaluate("document.querySelector('zuruf-widget')") is None
            assert await camille.watched("rejections") == []
            assert camille.complaints == []
