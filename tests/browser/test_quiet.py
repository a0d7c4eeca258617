"""What a browser makes of the console: nothing stands in its log as long as nothing is wrong, and files travel compressed."""

from playwright.async_api import Response, expect

from tests.browser.office import Office


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
