"""Pages that carry the widget and mind what it does to them, and a visitor who looks into the widget's closed shadow root."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from playwright.async_api import Browser

from tests.browser.street import Street
from tests.browser.windows import Shopper
from tests.journeys.people import Agent

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

    async def watched(self, what: str) -> Any:
        """Something of what was watched, as an expression of its names."""
        return await self.page.evaluate(
            f"(() => {{ const {{ names, shift, violations, rejections, root }} = watched; return {what}; }})()"
        )

    async def see_button(self) -> None:
        """The button is there and shown."""
        await self.page.wait_for_function(f"() => {BUTTON} && {BUTTON}.getBoundingClientRect().width > 0")

    async def press_button(self) -> None:
        """Also where the chat was there before: its frame is the page's second."""
        await self.page.evaluate(f"({BUTTON}).click()")
        while len(self.page.frames) < 2:
            await self.page.wait_for_event("frameattached", timeout=5_000)
        self.frame = self.page.frames[1]

    async def see_no_button(self) -> None:
        """The button is not there, or hidden."""
        await self.page.wait_for_function(f"() => !({BUTTON}) || {BUTTON}.getBoundingClientRect().width === 0")

    async def listen_for_shown(self) -> None:
        """From now on the frame remembers when the loader last spoke to it and what it does about that is done."""
        await self.frame.evaluate(
            "addEventListener('message', ({ data }) => data.say === 'shown' && setTimeout(() => (window.heard = true)))"
        )

    async def see_shown(self) -> None:
        await self.frame.wait_for_function("() => window.heard")

    async def see_badge(self, count: str) -> None:
        """So many messages wait; "" for none."""
        await self.page.wait_for_function(
            "(count) => watched.root.querySelector('b').textContent === count && watched.root.querySelector('button').title.includes(count)",
            arg=count,
        )


@dataclass(frozen=True)
class HostPage:
    """A page somebody else made: "{snippet}" in its body is where the widget is included."""

    body: str = "<main>Lamps</main>{snippet}"
    language: str = "en"
    policy: str = ""


@asynccontextmanager
async def hosted(snippet: str, pages: dict[str, HostPage]) -> AsyncGenerator[str]:
    """These pages by their paths, on an origin of their own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path, HostPage(""))
            head = '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
            html = f'<!doctype html><html lang="{page.language}"><head>{head}</head><body>{page.body}</body></html>'
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", page.policy)
            self.end_headers()
            self.wfile.write(html.replace("{snippet}", snippet).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


async def website_of(town: Street) -> dict[str, Any]:
    """The street's website as its settings know it, with key and snippet."""
    return (await town.owner.get("/api/websites"))["items"][0]


async def set_website(town: Street, **fields: object) -> None:
    """Changes of the website's settings."""
    site = await website_of(town)
    kept = ("name", "origins", "colour", "position", "when_offline", "greetings", "widget", "is_enabled", "version")
    body: dict[str, Any] = {**{name: site[name] for name in kept}, **fields}
    await town.owner.ask("PUT", f"/api/websites/{site['id']}", **body)


async def conversation_with(agent: Agent, text: str) -> str:
    """The id of the one whose newest line is this."""
    items = (await agent.get("/api/conversations?view=all"))["items"]
    return next(item["id"] for item in items if item["last"]["text"] == text)


async def reply(agent: Agent, conversation: str, text: str) -> str:
    """The agent answers; the message's id."""
    path = f"/api/conversations/{conversation}/messages"
    return (await agent.ask("POST", path, 201, text=text, kind="reply"))["id"]


@asynccontextmanager
async def guest(browser: Browser, **options: object) -> AsyncGenerator[Guest]:
    """Comes with a browser of these options, and goes."""
    visitor = Guest()
    await visitor.open(browser, **options)
    try:
        yield visitor
    finally:
        await visitor.context.close()
