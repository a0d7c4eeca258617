"""M15: the widget on slow 3G, on a phone: from the tap to open and typable.

The page has been loaded, as it has when somebody decides to write. The baseline is one request to the same server over the same network.
"""

import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Frame, Page

from bench._crowd import crowd_in
from bench._report import report, say
from bench._slow import on_slow_3g
from tests.browser.server import Server, free_ports, website
from tests.support import chromium

PHONE = {"width": 390, "height": 844}
TARGET = 3_000

# In every frame: when a finger came down, and when there was a field that takes what is typed.
TIMES = """
addEventListener("pointerdown", () => { globalThis.tapped ??= Date.now(); }, { capture: true });
const look = () => {
  const field = document.querySelector("textarea");
  if (field && !field.disabled && document.hasFocus()) setTimeout(() => {
    globalThis.typable ??= Date.now();
    document.documentElement.dataset.typable = "yes";
  });
  else requestAnimationFrame(look);
};
if (globalThis !== top) requestAnimationFrame(look);
"""

REQUEST = """async () => {
  const before = performance.now();
  await fetch("/?" + Math.random(), { cache: "no-store" });
  return performance.now() - before;
}"""


async def opened(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds from the tap to typable, and for one request, of somebody who was never here before."""
    context = await browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="en")  # pyright: ignore[reportArgumentType]
    try:
        return await measured(context, address)
    finally:
        await context.close()


async def measured(context: BrowserContext, address: str) -> tuple[float, float]:
    await context.add_init_script(TIMES)
    page = await context.new_page()
    await on_slow_3g(page)
    await page.goto(address, wait_until="networkidle")
    request = float(await page.evaluate(REQUEST))
    await page.touchscreen.tap(PHONE["width"] - 48, PHONE["height"] - 48)
    frame = await frame_of(page)
    await frame.wait_for_selector("html[data-typable]", timeout=60_000)
    tapped, typable = await page.evaluate("tapped"), await frame.evaluate("typable")
    return float(typable - tapped), request


async def frame_of(page: Page) -> Frame:
    while len(page.frames) < 2:
        await page.wait_for_event("frameattached")
    return page.frames[1]


async def main(*, quick: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        port, shop = free_ports()
        notes, _ = await crowd_in(Path(folder), shop - 1, rows=1, messages=1)
        server = Server(Path(folder), port)
        await server.start()
        snippet = f'<script async src="{server.base}/widget/loader.js" data-key="{notes.sites["shop"]}"></script>'
        try:
            async with website(shop, snippet) as address, chromium.started(chromium.find()) as browser:
                say("a phone opens the widget")
                found = [await opened(browser, f"{address}/") for _ in range(3 if quick else 9)]
        finally:
            await server.stop()
        taps, requests = zip(*found, strict=True)
        report("M15", statistics.median(taps), "ms to typable", baseline=statistics.median(requests), target=TARGET)


if __name__ == "__main__":
    asyncio.run(main(quick="--quick" in sys.argv))
