"""Windows of real browsers: agents at their console, visitors on a website."""

import re

from playwright.async_api import Browser, BrowserContext, Frame, Page, expect

from tests.journeys.people import PASSWORD, Agent

# Every toast that ever appeared, for one may be gone again by the time a test asks, but for those that offer to take back what one has
# done oneself (its button says Undo and the key); and how far the page has heard of the server,
# noted when the page's own listener has had its turn: what is not there yet says nothing as long as news are on their way.
KEEP = """
globalThis.toasts = [];
globalThis.heard = { seq: 0, greetings: 0 };
const hear = (frame) => {
  if (frame.f === "batch") frame.frames.forEach(hear);
  if (frame.f === "ev") heard.seq = frame.seq;
  if (frame.f === "snap" && frame.last) heard.seq = Number(frame.cursor);
  if (frame.f === "snap" ? frame.last : frame.mode === "resume") heard.greetings += 1;
};
globalThis.WebSocket = class extends WebSocket {
  constructor(...to) {
    super(...to);
    this.addEventListener("message", ({ data }) => setTimeout(() => hear(JSON.parse(data))));
  }
};
addEventListener("DOMContentLoaded", () => new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes)
    if (target.matches?.("section[aria-live]")) for (const { textContent } of addedNodes)
      if (!textContent.endsWith("UndoZ")) toasts.push(textContent);
}).observe(document.documentElement, { childList: true, subtree: true }));
"""


class Window:
    """One person's browser, with a profile of its own. What the browser complains of is kept."""

    context: BrowserContext
    page: Page

    async def open(self, browser: Browser, **options: object) -> None:
        self.complaints: list[str] = []
        options = {"viewport": {"width": 1280, "height": 800}, **options}
        self.context = await browser.new_context(**options)  # pyright: ignore[reportArgumentType]
        self.page = await self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self._note(message.type, message.text))

    def _note(self, kind: str, text: str) -> None:
        if (kind == "error" and "CSP" in text) or "Content Security Policy" in text:
            self.complaints.append(text)


class Console(Window):
    """An agent at the console."""

    def __init__(self, who: Agent) -> None:
        self.who = who
        self.told = 0

    async def open(self, browser: Browser, **options: object) -> None:
        await super().open(browser, **options)
        await self.context.add_init_script(KEEP)

    async def hears(self, text: str) -> None:
        """One more toast than before, and it says this."""
        self.told += 1
        await self.page.wait_for_function("count => toasts.length >= count", arg=self.told)
        toasts = await self.toasts()
        assert len(toasts) == self.told, f"{self.who.name}: {toasts}"
        assert text in toasts[-1]

    async def hears_nothing(self) -> None:
        await self.is_up_to_date()
        toasts = await self.toasts()
        assert len(toasts) == self.told, f"{self.who.name}: {toasts}"

    async def is_told(self, text: str) -> None:
        """A toast says or has said this."""
        await self.page.wait_for_function("text => toasts.some((toast) => toast.includes(text))", arg=text)

    async def toasts(self) -> list[str]:
        return await self.page.evaluate("toasts")

    async def is_up_to_date(self) -> None:
        """The page shows all that has happened to the open conversations its agent may see."""
        items = (await self.who.get("/api/conversations?view=all"))["items"]
        seq = max((item["seq"] for item in items), default=0)
        await self.page.wait_for_function("seq => heard.seq >= seq", arg=seq)

    async def greetings(self) -> int:
        """How often the server has taken this page in."""
        return await self.page.evaluate("heard.greetings")

    async def is_greeted_again(self, since: int) -> None:
        await self.page.wait_for_function("since => heard.greetings > since", arg=since, timeout=40_000)

    async def sign_in(self, presence: str) -> None:
        page = self.page
        await page.goto(f"{self.who.base}/console/")
        await page.get_by_label("E-mail").fill(self.who.email)
        await page.get_by_label("Password", exact=True).fill(PASSWORD)
        await page.get_by_role("button", name="Sign in").click()
        oneself = page.get_by_role("button", name=re.compile(rf"\b{self.who.name}\b"))
        await oneself.click()
        await page.get_by_role("menuitemradio", name=presence).click()
        await expect(oneself).to_contain_text(presence)

    async def go(self, to: str) -> None:
        """Mine, Unassigned or All."""
        await self.page.get_by_role("navigation").get_by_role("link", name=to).first.click()

    def row(self, text: str):
        return self.page.get_by_role("main").get_by_text(text).first

    async def has(self, where: str, text: str) -> None:
        await self.go(where)
        await expect(self.row(text)).to_be_visible()

    async def has_not(self, where: str, text: str) -> None:
        await self.go(where)
        await expect(self.page.get_by_role("region", name=where, exact=True)).to_be_visible()
        await self.is_up_to_date()
        await expect(self.page.get_by_role("main").get_by_text(text)).to_have_count(0)

    async def choose(self, button: str, option: str) -> None:
        """Opens # or 👤+ and chooses by typing and Enter."""
        await self.page.get_by_role("button", name=button).first.click()
        search = self.page.get_by_role("combobox").last
        await search.fill(option)
        await self.page.get_by_role("option", name=option).first.click()


class Shopper(Window):
    """A visitor on the website."""

    frame: Frame

    async def visit(self, address: str) -> None:
        await self.page.goto(address)

    async def is_known(self) -> None:
        """The website has told this browser to remember its visitor: the next page is theirs, too (W1b)."""
        await self.page.wait_for_function("() => Object.keys(localStorage).some((name) => name.startsWith('zuruf:'))")

    async def open_chat(self) -> None:
        """Clicks the button at the bottom right, which no test can find by its name: it stands in a closed shadow root."""
        page = self.page
        await page.wait_for_function("() => document.documentElement.lastElementChild.tagName !== 'BODY'")
        box = page.viewport_size or {"width": 1280, "height": 800}
        await page.mouse.move(box["width"] - 48, box["height"] - 48)
        await page.mouse.click(box["width"] - 48, box["height"] - 48)
        while len(page.frames) < 2:
            await page.wait_for_event("frameattached", timeout=5_000)
        self.frame = page.frames[1]
        await self.frame.wait_for_selector("textarea")

    async def write(self, text: str) -> None:
        await self.frame.locator("textarea").fill(text)
        await self.frame.locator("textarea").press("Enter")
        await expect(self.frame.get_by_text(text)).to_be_visible()
