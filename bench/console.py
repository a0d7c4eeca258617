"""M14: the console on a processor slowed four times, at the size of a small laptop's screen.

Click on a conversation of 5,000 messages to painted, a new message to painted, and scrolling through 10,000 rows: its longest task and
the rows in the document. The baseline is a click on an empty page in the same slowed browser. `--quick`: 500 messages, 1,000 rows.
"""

import asyncio
import statistics
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import BrowserContext, Page

from bench._crowd import crowd_in
from bench._report import report, say
from bench._slow import UNTIL_PAINTED, least, slowed
from tests.browser.server import Server, free_ports
from tests.support import chromium
from zuruf.demo.notes import Notes

TIMES = 4
ROUNDS = 10
SCREEN = {"width": 1366, "height": 768}
OWNER = "frieda@demo.example"

CLICK = """async (last) => {
  const at = await new Promise((done) =>
    addEventListener("click", (event) => done(event.timeStamp), { once: true, capture: true }));
  const shown = () => [...document.querySelectorAll("section li")].some((row) => row.textContent.includes(last));
  return (await untilPainted(shown)) - at;
}"""

# The frame's arrival is when the socket hands it over, before the product's own listener has had it.
ARRIVALS = """
globalThis.arrivals = [];
globalThis.WebSocket = class extends WebSocket {
  constructor(...to) {
    super(...to);
    this.addEventListener("message", ({ data }) => arrivals.push([performance.now(), data]));
  }
};
"""

NEW = """async (text) => {
  const shown = () => [...document.querySelectorAll("section li")].some((row) => row.textContent.includes(text));
  const at = await untilPainted(shown);
  return at - arrivals.find(([, data]) => data.includes(text))[0];
}"""

SCROLL = """async (seconds) => {
  const box = document.querySelector("main section ul").parentElement;
  const end = performance.now() + seconds * 1000;
  longest = 0;
  let most = 0;
  await new Promise((done) => {
    const step = () => {
      box.scrollTop += 400;
      if (box.scrollTop + box.clientHeight >= box.scrollHeight - 1) box.scrollTop = 0;
      most = Math.max(most, box.querySelectorAll("li").length);
      if (performance.now() < end) requestAnimationFrame(step);
      else done();
    };
    step();
  });
  return [longest, most];
}"""


@asynccontextmanager
async def served(rows: int, messages: int) -> AsyncGenerator[tuple[Server, Notes, str]]:
    with tempfile.TemporaryDirectory() as folder:
        port, _ = free_ports()
        data = Path(folder)
        notes, long = await crowd_in(data, port, rows=rows, messages=messages)
        server = Server(data, port)
        await server.start()
        try:
            yield server, notes, long
        finally:
            await server.stop()


async def sign_in(page: Page, server: Server, notes: Notes) -> None:
    await page.goto(f"{server.base}/console/")
    await page.get_by_label("E-mail").fill(OWNER)
    await page.get_by_label("Password", exact=True).fill(notes.passwords["frieda"])
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_role("link", name="All").click()
    await page.locator("main section ul li").first.wait_for()


async def click_to_painted(page: Page, messages: int) -> float:
    """The conversation written in last stands first; it was not open before."""
    await page.locator("main section ul li button").nth(1).click()
    waiting = asyncio.ensure_future(page.evaluate(CLICK, f"Message {messages},"))
    await page.evaluate("1")
    await page.locator("main section ul li button").first.click()
    return float(await waiting)


async def empty_page(context: BrowserContext) -> float:
    """The baseline: what the slowed browser needs for a click that changes next to nothing, in ms."""
    page = await context.new_page()
    await page.set_content("<body></body>")
    await page.evaluate(UNTIL_PAINTED)
    await slowed(page, TIMES)
    found = statistics.median([await least(page) for _ in range(ROUNDS)])
    await page.close()
    return found


async def main(*, quick: bool) -> None:
    rows, messages = (1_000, 500) if quick else (10_000, 5_000)
    async with served(rows, messages) as (server, notes, long), chromium.started(chromium.find()) as browser:
        context = await browser.new_context(viewport=SCREEN, locale="en")  # pyright: ignore[reportArgumentType]
        await context.add_init_script(UNTIL_PAINTED + ARRIVALS)
        baseline = await empty_page(context)
        page = await context.new_page()
        say("the console opens")
        await sign_in(page, server, notes)
        await slowed(page, TIMES)
        clicks = [await click_to_painted(page, messages) for _ in range(ROUNDS)]
        report("M14.click", statistics.median(clicks), "ms to painted", baseline=baseline, target=100)
        report("M14.click.first", clicks[0], "ms to painted, not yet fetched", baseline=baseline)
        await new_messages(page, server.base, long, baseline)
        say("scrolling")
        longest, most = await page.evaluate(SCROLL, 3 if quick else 10)
        report("M14.scroll", longest, "ms longest task (0: none over 50)", target=50)
        report("M14.rows", most, "rows in the document", target=80)


async def new_messages(page: Page, base: str, long: str, baseline: float) -> None:
    """Comments that come in while one looks, written over the API."""
    session = await (await page.request.get(f"{base}/api/session")).json()
    headers = {"Origin": base, "X-Zuruf-CSRF": session["csrf"]}
    found: list[float] = []
    for n in range(ROUNDS):
        text = f"News number {n} for the one who looks"
        waiting = asyncio.ensure_future(page.evaluate(NEW, text))
        body = {"text": text, "kind": "comment"}
        answer = await page.request.post(f"{base}/api/conversations/{long}/messages", data=body, headers=headers)
        if not answer.ok:
            raise RuntimeError(await answer.text())
        found.append(float(await waiting))
    report("M14.message", statistics.median(found), "ms from frame to painted", baseline=baseline, target=50)


if __name__ == "__main__":
    asyncio.run(main(quick="--quick" in sys.argv))
