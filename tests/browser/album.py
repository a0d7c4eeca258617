"""Pictures of every screen, and what is wrong with them.

They are kept in the folder the variable ZURUF_PICTURES names (`ZURUF_PICTURES=pictures`), else in the test's own.
"""

from pathlib import Path

from playwright.async_api import ConsoleMessage, Frame, Page

from tests.browser.gallery import Look, complaints_of
from tests.browser.shop import Shop

# The console asks who is signed in before anybody is, and whether a link works that does not; a file refused is asked about, too.
EXPECTED_NOISE = ("401 (Unauthorized)", "400 (Bad Request)", "413 (", "415 (")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
# A language read from the right is another file away: until there is one, a page is turned round as that file would.
TURN = """
new MutationObserver(() => {
  if (document.documentElement && document.documentElement.dir !== "rtl") document.documentElement.dir = "rtl";
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["dir"] });
"""


class Album:
    """Takes pictures and keeps what is wrong with them."""

    def __init__(self, shop: Shop, look: Look, folder: Path, axe: str) -> None:
        self.shop = shop
        self.look = look
        self.folder = folder
        self.wrong: list[str] = []
        self._axe = axe

    async def follows(self, page: Page) -> None:
        """Hears what this page complains of; to be called before it loads anything."""
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.on("console", self._hear)
        if self.look.direction == "rtl":
            await page.add_init_script(TURN)

    def _hear(self, line: ConsoleMessage) -> None:
        address = line.location["url"]
        is_noise = any(noise in line.text for noise in EXPECTED_NOISE) or address.endswith("/favicon.ico")
        if line.type in ("error", "warning") and not is_noise:
            self.wrong.append(f"{address}: {line.text}")

    async def take(self, name: str, page: Page, frame: Frame | None = None) -> None:
        """Of what is on screen now: a picture, and every rule that is broken."""
        await self.shop.stays()
        await page.evaluate("document.fonts.ready")
        await page.screenshot(path=self.folder / f"{name}-{self.look.name}.png", animations="disabled", caret="initial")
        part = "widget" if frame else "console"
        wrong = await complaints_of(frame or page, self.look, part)
        if self.look.direction == "ltr":
            wrong += await self._broken(frame or page)
        self.wrong += [f"{name}-{self.look.name} {what}" for what in wrong]

    async def _broken(self, place: Page | Frame) -> list[str]:
        """What axe finds, however slight."""
        await place.evaluate(self._axe)
        found = await place.evaluate("options => axe.run(document, options)", RULES)
        return [
            f"breaks {one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:3]}"
            for one in found["violations"]
        ]
