"""Pages that carry the widget and mind what it does to them, and a visitor who looks into the widget's closed shadow root."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Route

from tests.browser.windows import Shopper

# Runs before the page's own scripts: what is on the window, what moves, what is forbidden, and the root nobody else can reach.
WATCHING = """
const seen = { names: [], shift: 0, violations: [], rejections: [], root: null };
Object.defineProperty(window, "watched", { value: seen, enumerable: false });
seen.names = Object.getOwnPropertyNames(window);
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (init) { return (seen.root = attach.call(this, init)); };
new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.shift += one.value; })
  .observe({ type: "layout-shift", buffered: true });
addEventListener("securitypolicyviolation", (event) => seen.violations.push(event.violatedDirective));
addEventListener("unhandledrejection", (event) => seen.rejections.push(String(event.reason)));
"""
BUTTON = "watched.root && watched.root.querySelector('button')"


class Guest(Shopper):
    """A visitor whose page is watched."""

    async def open(self, browser: Browser, **options: object) -> None:
        await super().open(browser, **options)
        self.warnings: list[str] = []
        self.origins: set[str] = set()
        self.page.on(
            "console", lambda message: self.warnings.append(message.text) if message.type == "warning" else None
        )
        self.page.on("request", lambda request: self.origins.add("/".join(request.url.split("/")[:3])))
        self.page.on("websocket", lambda socket: self.origins.add("/".join(socket.url.split("/")[:3])))
        await self.page.add_init_script(WATCHING)

    async def host(self, address: str, body: str, *, language: str = "en", policy: str = "") -> None:
        """From now on this page of the website has this body, and this policy."""
        html = f'<!doctype html><html lang="{language}"><head><meta name="viewport" content="width=device-width">'

        async def answer(route: Route) -> None:
            headers = {"Content-Security-Policy": policy} if policy else {}
            await route.fulfill(
                body=f"{html}</head><body>{body}</body></html>", content_type="text/html", headers=headers
            )

        await self.page.route(address, answer)

    async def watched(self, what: str) -> Any:
        """Something of what was watched, as an expression of its names."""
        return await self.page.evaluate(
            f"(() => {{ const {{ names, shift, violations, rejections, root }} = watched; return {what}; }})()"
        )

    async def see_button(self) -> None:
        """The button is there and shown."""
        await self.page.wait_for_function(f"() => {BUTTON} && {BUTTON}.getBoundingClientRect().width > 0")

    async def see_no_button(self) -> None:
        """The button is not there, or hidden."""
        await self.page.wait_for_function(f"() => !({BUTTON}) || {BUTTON}.getBoundingClientRect().width === 0")

    async def see_badge(self, count: str) -> None:
        """So many messages wait; "" for none."""
        await self.page.wait_for_function(
            "(count) => watched.root.querySelector('b').textContent === count && watched.root.querySelector('button').title.includes(count)",
            arg=count,
        )


@asynccontextmanager
async def guest(browser: Browser, **options: object) -> AsyncIterator[Guest]:
    """Comes with a browser of these options, and goes."""
    visitor = Guest()
    await visitor.open(browser, **options)
    try:
        yield visitor
    finally:
        await visitor.context.close()
