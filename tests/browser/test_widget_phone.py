"""The chat on a phone, and in the visitor's language (W1, W5)."""

import pytest
from playwright.async_api import Browser, Route, ViewportSize, expect

from tests.browser.hosts import BUTTON, HostPage, guest, hosted, set_website, website_of
from tests.browser.street import Street
from tests.browser.windows import Shopper

Streets = tuple[Street, Shopper, Shopper]
SCREEN: ViewportSize = {"width": 390, "height": 760}
PHONE = {"viewport": SCREEN, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
PLACE = "Object.values(root.querySelector('iframe').getBoundingClientRect().toJSON()).slice(0, 4)"
FOCUSED = "document.activeElement.className || document.activeElement.localName"


@pytest.mark.line("W5k", "W5l", "W5m", "W5n")
async def test_on_a_phone_the_chat_fills_the_screen_and_the_back_button_closes_it(
    street: Streets, browser: Browser
) -> None:
    town, _, _ = street
    pages = {"/": HostPage('<main style="height:3000px">Lamps</main>{snippet}')}
    async with hosted((await website_of(town))["snippet"], pages) as origin, guest(browser, **PHONE) as camille:
        await set_website(town, origins=[origin])
        await camille.visit(origin)
        await camille.see_button()
        await camille.page.evaluate("history.replaceState({ own: 1 }, '')")
        await camille.open_chat()
        assert await camille.page.evaluate("history.state") == {"own": 1, "zuruf": f"{origin}/"}
        assert await camille.watched(PLACE) == [0, 0, 390, 760]
        assert await camille.page.evaluate("document.elementFromPoint(380, 750).localName") == "zuruf-widget"
        await expect(camille.frame.locator("[role=dialog]")).to_have_attribute("aria-modal", "true")
        await camille.page.wait_for_function("document.activeElement.localName === 'zuruf-widget'")
        await camille.frame.wait_for_function("document.activeElement.className === 'chat'")

        for y in (30, 400):
            await camille.page.mouse.move(200, y)
            await camille.page.mouse.wheel(0, 600)
        await camille.frame.locator("textarea").tap()
        await camille.listen_for_shown()
        await camille.page.set_viewport_size({"width": 390, "height": 420})
        await camille.page.wait_for_function(f"() => {{ const {{ root }} = watched; return {PLACE}[3] === 420 }}")
        await camille.see_shown()
        assert await camille.frame.evaluate(FOCUSED) == "textarea", "the keyboard would close as soon as it opened"
        size = "parseFloat(getComputedStyle(document.querySelector('textarea')).fontSize)"
        assert await camille.frame.evaluate(size) >= 16, "the phone would zoom into the field"
        await camille.write("Bonjour")
        assert await camille.page.evaluate("scrollY") == 0, "the page scrolled behind the chat"

        await camille.page.set_viewport_size(SCREEN)
        await camille.page.go_back()
        await camille.page.wait_for_function("() => watched.root.querySelector('div').hidden")
        assert await camille.page.evaluate("[history.state, location.href]") == [{"own": 1}, f"{origin}/"]
        await camille.see_button()
        await camille.page.mouse.wheel(0, 600)
        await camille.page.wait_for_function("() => scrollY > 0")


@pytest.mark.line("W1s")
async def test_a_chat_whose_requests_were_lost_comes_all_the_same(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    async with (
        hosted((await website_of(town))["snippet"], {"/": HostPage()}) as origin,
        guest(browser, **PHONE) as camille,
    ):
        await set_website(town, origins=[origin])
        lost = ["/widget/frame?key=", "/widget/frame.css"]

        async def carry(route: Route) -> None:
            if lost and lost[0] in route.request.url:
                lost.pop(0)
                await route.abort()
            else:
                await route.fallback()

        await camille.context.route("**/widget/frame*", carry)
        await camille.visit(origin)
        await camille.see_button()
        await camille.page.evaluate(f"({BUTTON}).click()")
        await camille.page.wait_for_function(f"() => ({BUTTON}).title === 'Connecting (…)'")
        assert await camille.watched("root.querySelector('div').hidden"), "the browser's error page"
        await camille.page.wait_for_function("() => !watched.root.querySelector('div').hidden", timeout=20_000)
        assert lost == []
        camille.frame = camille.page.frames[1]
        await expect(camille.frame.locator("textarea")).to_be_visible()
        await camille.write("Bonjour")
        await camille.page.go_back()
        await camille.page.wait_for_function("() => watched.root.querySelector('div').hidden")
        assert camille.page.url == f"{origin}/"


@pytest.mark.line("W5o", "W5p", "W5q", "W5x")
async def test_it_speaks_the_pages_language_else_the_browsers_else_english(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    languages = ("fr", "de-AT", "pl", "")
    pages = {f"/{language}": HostPage(language=language) for language in languages}
    async with hosted((await website_of(town))["snippet"], pages) as origin:
        await set_website(town, origins=[origin])
        for locale, language, title, words, lang in (
            ("de-CH", "fr", "Ouvrir le chat", "Nous sommes absents. Laissez un message", "fr"),
            ("it-IT", "de-AT", "Chat öffnen", "Gerade ist niemand da. Schreiben Sie uns", "de"),
            ("de-CH", "pl", "Chat öffnen", "Gerade ist niemand da. Schreiben Sie uns", "de"),
            ("it-IT", "", "Open chat", "We are away. Leave a message", "en"),
        ):
            async with guest(browser, locale=locale) as camille:
                asked: list[str] = []
                camille.page.on("request", lambda request, asked=asked: asked.append(request.url.rpartition("/")[2]))
                await camille.visit(f"{origin}/{language}")
                await camille.see_button()
                assert await camille.watched("root.querySelector('button').title") == title
                await camille.open_chat()
                await expect(camille.frame.get_by_text(words, exact=True)).to_be_visible()
                assert await camille.frame.evaluate("document.documentElement.lang") == lang
                assert [name for name in asked if name.startswith("words-")] == [f"words-{lang}.json"]
                assert camille.warnings == [], "what was preloaded is what is used"
