"""Menus before their machinery is there: it is loaded when somebody nears a button, and whoever presses earlier loses nothing."""

import asyncio

from playwright.async_api import expect

from tests.browser.office import Office, held


async def test_a_press_during_which_the_machinery_of_menus_comes_opens_the_menu(office: Office) -> None:
    frieda = await office.window(office.owner)
    page, comes = frieda.page, asyncio.Event()
    await page.route("**/overlay-menu*.js", lambda route: held(route, comes))
    await page.goto(f"{office.owner.base}/console/mine", wait_until="commit")
    oneself = page.get_by_role("button", name="Frieda")
    await oneself.hover()
    await page.mouse.down()
    comes.set()
    await expect(page.locator("button[aria-expanded=true]", has_text="Frieda")).to_be_visible()
    await page.mouse.up()
    await expect(page.get_by_role("menuitemradio", name="Online")).to_be_visible()
