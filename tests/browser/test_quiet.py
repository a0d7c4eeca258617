"""What a browser makes of the console: nothing stands in its log as long as nothing is wrong, and files travel compressed."""

import pytest
from playwright.async_api import Response, expect

from tests.browser.office import Office
from tools import first_load


async def test_whoever_comes_to_sign_in_finds_no_error_in_the_browsers_log(office: Office) -> None:
    """The console asks who is signed in before anybody is."""
    page = (await office.window()).page
    errors: list[str] = []
    files: list[Response] = []
    page.on("response", lambda response: files.append(response) if response.url.endswith((".js", ".css")) else None)
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    await page.goto(f"{office.server.base}/console/")
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    assert errors == []
    headers = [await file.all_headers() for file in files]
    compressed = [one for one in headers if one.get("content-encoding") == "gzip"]
    assert compressed
    as_they_are = [one for one in headers if one not in compressed]
    assert all(int(one["content-length"]) < 500 for one in as_they_are), "only what is tiny travels as it is"


async def test_the_first_screen_fetches_what_the_check_counts_and_overlays_come_after_it(office: Office) -> None:
    """M12: the sum of the check is worth what this set is."""
    page = (await office.window(office.owner)).page
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/console/")[2]))
    async with page.expect_request("**/overlay-sheet-*.js"):
        await page.goto(f"{office.owner.base}/console/mine")
        await expect(page.get_by_role("navigation", name="Lists")).to_be_visible()
    manifest = first_load.console_manifest()
    counted = first_load.console_files()
    english = manifest["src/i18n/en.json"]["file"]
    words = {str(chunk["file"]) for key, chunk in manifest.items() if key.startswith(first_load.WORDS)}
    calm = ("src/ui/overlay-", "src/screens/inbox/conversation.tsx")
    overlays = {f for key in manifest if key.startswith(calm) for f in first_load.imported(manifest, key)}
    scripts = {name for name in fetched if name.startswith("assets/") and not name.endswith(".svg")}
    assert scripts - (overlays - counted) == counted - words | {english}
    first = min(fetched.index(name) for name in overlays - counted if name in fetched)
    assert {name for name in fetched[:first] if name.startswith("assets/")} >= counted - words


@pytest.mark.line("P4g")
async def test_who_does_nothing_is_warned_a_minute_before_and_stays_online_by_a_click(office: Office) -> None:
    version = (await office.owner.get("/api/workspace"))["version"]
    await office.owner.ask("PATCH", "/api/workspace", version=version, idle_after_ms=120_000)
    page = (await office.window(office.owner)).page
    await page.clock.install()
    await page.goto(f"{office.owner.base}/console/mine")
    await page.get_by_role("navigation", name="Lists").wait_for()
    await office.owner.ask("PUT", "/api/me/presence", presence="online")
    await expect(page.get_by_role("button", name="Frieda Online")).to_be_visible()
    await page.clock.run_for(62_000)
    stay = page.get_by_role("button", name="You go offline in a minute")
    await expect(stay).to_be_visible()
    await expect(page).to_have_title("Going offline … – Zuruf")
    await stay.click()
    await expect(stay).to_have_count(0)
    await expect(page).to_have_title("Mine · Zuruf")
