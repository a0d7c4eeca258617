"""What a browser makes of the console: nothing stands in its log as long as nothing is wrong, and files travel compressed."""

from playwright.async_api import Response, expect

from tests.browser.office import Office


async def test_whoever_comes_to_sign_in_finds_no_error_in_the_browsers_log(office: Office) -> None:
    """The console asks who is signed in before anybody is."""
    page = (await office.window()).page
    errors: list[str] = []
    uncompressed: list[str] = []

    async def weigh(response: Response) -> None:
        if response.url.endswith((".js", ".css")) and await response.header_value("content-encoding") != "gzip":
            uncompressed.append(await response.header_value("content-length") or "")

    page.on("response", weigh)
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    await page.goto(f"{office.server.base}/console/")
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert errors == []
    assert all(int(length) < 500 for length in uncompressed), "only what is tiny travels as it is"
