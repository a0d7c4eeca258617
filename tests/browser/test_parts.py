"""The page of all the console's parts (development only): photographed light and dark, axe finds nothing, and the product has none of it."""

import http.server
import os
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tools import first_load, machine

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
OPENED = {"menu": "menu", "popover": "dialog", "dialog": "dialog", "side sheet": "dialog"}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Files, without a line for each."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the one it replaces
        """Nobody reads it."""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page."""
    folder, node = tmp_path_factory.mktemp("parts"), machine.node()
    machine.npm_ci(machine.FRONTEND)
    vite = machine.FRONTEND / "node_modules" / "vite" / "bin" / "vite.js"
    options = ["--config", "console/vite.design.ts", "--outDir", folder, "--logLevel", "error"]
    subprocess.run([node, vite, "build", *options], cwd=machine.FRONTEND, check=True)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures go."""
    folder = Path(os.environ.get("ZURUF_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def broken(page: Page, where: str) -> list[str]:
    found = await page.evaluate("options => axe.run(document, options)", RULES)
    return [f"{where}: {one['id']} at {[node['target'] for node in one['nodes']][:3]}" for one in found["violations"]]


@pytest.mark.line("S8g")
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_part_is_whole_in_every_state(
    parts: str, browser: Browser, axe: str, folder: Path, scheme: str
) -> None:
    context = await browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 1100, "height": 900}
    )
    page = await context.new_page()
    await page.goto(parts)
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await page.evaluate(axe)
    await page.screenshot(path=folder / f"parts-{scheme}.png", full_page=True, animations="disabled")
    wrong = await broken(page, "the page")
    for name, role in OPENED.items():
        await page.get_by_role("button", name=name, exact=True).click()
        await expect(page.locator(f"[role={role}]").last).to_be_visible()
        await page.screenshot(path=folder / f"parts-{name.replace(' ', '-')}-{scheme}.png", animations="disabled")
        wrong += await broken(page, name)
        await page.keyboard.press("Escape")
        await expect(page.locator(f"[role={role}]")).to_have_count(0)
    await page.get_by_role("button", name="toast", exact=True).click()
    await expect(page.get_by_text("Marie has written")).to_be_visible()
    wrong += await broken(page, "toast")
    await context.close()
    assert wrong == []


def test_the_product_carries_none_of_it() -> None:
    assert not [key for key in first_load.console_manifest() if "design" in key]
