"""What stands in a browser's log: nothing, as long as nothing is wrong."""

from playwright.async_api import expect

from tests.browser.office import Office


async def test_whoever_comes_to_sign_in_finds_no_error_in_the_browsers_log(office: Office) -> None:
    """The console asks who is signed in before anybody is."""
    page = (await office.window()).page
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    await page.goto(f"{office.server.base}/console/")
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert errors == []
