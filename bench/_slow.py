"""A browser whose processor or network is made slow, and the time from something that happens to its being on screen."""

from playwright.async_api import Page

# What Chrome's own tools call slow 3G: 400 kbit/s in both directions and 400 ms added to every request.
SLOW_3G: dict[str, object] = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}

# Asked before every frame; the time is read in the task after the frame in which it was found, so that it has been painted.
UNTIL_PAINTED = """
globalThis.untilPainted = (isThere) => new Promise((done) => {
  const look = () => {
    if (!isThere()) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  };
  look();
});
globalThis.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
}).observe({ type: "longtask", buffered: true });
"""

BASELINE = """async () => {
  const button = document.createElement("button");
  button.style.cssText = "position:fixed;top:0;left:0;width:40px;height:40px";
  document.body.append(button);
  const clicked = new Promise((done) => button.addEventListener("click", (event) => {
    const line = document.createElement("p");
    line.textContent = "clicked";
    document.body.append(line);
    untilPainted(() => line.isConnected).then((at) => done(at - event.timeStamp));
  }));
  globalThis.clicked = clicked;
}"""


async def slowed(page: Page, times: int) -> None:
    """From now on the page's processor is so many times slower."""
    await _told(page, "Emulation.setCPUThrottlingRate", {"rate": times})


async def on_slow_3g(page: Page) -> None:
    """From now on the page's network is slow."""
    await _told(page, "Network.enable", {})
    await _told(page, "Network.emulateNetworkConditions", SLOW_3G)


async def _told(page: Page, method: str, content: dict[str, object]) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send(method, content)  # pyright: ignore[reportUnknownMemberType]  (Playwright leaves its dict open)


async def least(page: Page) -> float:
    """Milliseconds from a click to a paragraph on an empty page: what the browser itself needs."""
    await page.evaluate(BASELINE)
    await page.mouse.click(20, 20)
    return float(await page.evaluate("clicked"))
