"""Visitors online (I8): they come, go on and leave before the agents' eyes; assigned and written to from there (E4)."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.inbox import ORIGIN, at_work, counts, entry, row, rows
from tests.browser.office import Office
from tests.browser.street import Street
from tests.browser.windows import Shopper

HINT = "It appears in Mine and alerts with the visitor’s first message."


def visitor(page: Page, address: str) -> Locator:
    """One line of those online, by the address of the page they are on."""
    line = page.get_by_role("region", name="Visitors online").locator("div.grid")
    return line.filter(has=page.get_by_title(address, exact=True))


async def take(page: Page, option: str) -> None:
    """Chooses in the list that is open by typing and Enter, as far as it goes by keyboard alone."""
    await page.get_by_role("dialog").get_by_role("combobox").fill(option)
    await expect(page.get_by_role("dialog").get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.line("I8a", "I8b", "I8c", "I8d", "I8e", "I8g", "I8q", "E9a")
async def test_who_walks_over_the_website_is_seen_walking_and_spoken_to(
    street: tuple[Street, Shopper, Shopper],
) -> None:
    town, camille, _ = street
    marie = town.consoles["Marie"]
    await marie.sign_in("Online")
    page = marie.page
    await entry(page, "Visitors online").click()
    await expect(page.get_by_text("Nobody is on your websites right now")).to_be_visible()

    await camille.visit(f"{town.shop}/cart")
    line = visitor(page, f"{town.shop}/cart")
    await expect(line).to_contain_text("Cart")
    await expect(line).to_contain_text("1 page, visit 1")
    await expect(line).to_contain_text(re.compile(r"0:\d\d"))
    await expect(line).not_to_contain_text("Support-Team FR")
    await counts(page, Visitors_online=1)
    await camille.page.goto(f"{town.shop}/fr/suivi")
    line = visitor(page, f"{town.shop}/fr/suivi")
    await expect(line).to_contain_text("Suivi")
    await expect(line).to_contain_text("2 pages, visit 1")
    await expect(line).to_contain_text("# Support-Team FR")
    await expect(visitor(page, f"{town.shop}/cart")).to_have_count(0)

    second = await camille.context.new_page()
    await second.goto(f"{town.shop}/fr/")
    await expect(visitor(page, f"{town.shop}/fr/")).to_contain_text("3 pages, visit 1")
    await camille.open_chat()
    line = visitor(page, f"{town.shop}/fr/suivi")
    await expect(line).to_be_visible()
    await second.close()

    await line.get_by_role("button", name="Write").click()
    await expect(page.get_by_role("textbox", name="Your reply")).to_be_focused()
    await page.keyboard.type("May I help you?")
    await page.keyboard.press("Enter")
    await expect(camille.frame.get_by_text("May I help you?", exact=True)).to_be_visible()
    await entry(page, "Mine").click()
    await rows(page, "You: May I help you?")
    await entry(page, "Visitors online").click()
    await expect(line).to_contain_text("in conversation")
    await expect(line.get_by_role("button", name="Open")).to_be_visible()
    await camille.page.goto("about:blank")
    await expect(line).to_have_count(0)
    await counts(page, Visitors_online=0)
    assert marie.complaints == []


@pytest.mark.line("I8f", "I8h", "I8j", "I8n", "I8r", "E4a", "E4b", "E4c")
async def test_who_only_looks_is_found_and_assigned_and_the_picker_says_when_it_counts(office: Office) -> None:
    marie, nora = await office.hire("Marie"), await office.hire("Nora")
    await office.group("Sales", nora)
    shop = await office.website("Shop", ORIGIN)
    academy = await office.website("Academy", "https://academy.example")
    desk, other = await at_work(office, marie, "visitors"), await at_work(office, nora, "mine")
    page = desk.page
    john = office.visitor(shop["key"], ORIGIN)
    john.http.headers["X-Forwarded-For"] = "8.8.8.8"
    await john.view("/cart", title="Your cart", language="en")
    await john.open()
    student = office.visitor(academy["key"], "https://academy.example")
    await student.view("/courses", title="Courses")
    await student.open()
    line, learner = visitor(page, f"{ORIGIN}/cart"), visitor(page, "https://academy.example/courses")
    await expect(line).to_contain_text("Visitor from United States")
    await expect(line).to_contain_text("English")
    await expect(learner).to_be_visible()

    search = page.get_by_role("searchbox", name="Name, page or address")
    await search.fill("your")
    await expect(learner).to_have_count(0)
    await expect(line).to_be_visible()
    await search.fill("academy.example")
    await expect(line).to_have_count(0)
    await expect(learner).to_be_visible()
    await search.fill("nothing like it")
    await expect(page.get_by_text("Nobody matches")).to_be_visible()
    await page.reload()
    await expect(search).to_have_value("nothing like it")
    await page.get_by_role("button", name="Show everybody").last.click()
    await expect(learner).to_be_visible()
    await page.get_by_role("button", name="Current page").click()
    await expect(page.get_by_role("columnheader", name="Current page")).to_have_attribute("aria-sort", "ascending")
    await expect(page.get_by_role("row").nth(1)).to_contain_text("Courses")
    await page.get_by_role("button", name="Current page").click()
    await expect(page.get_by_role("row").nth(1)).to_contain_text("Your cart")
    await page.get_by_role("combobox", name="Website").select_option(label="Shop")
    await expect(learner).to_have_count(0)
    await expect(page).to_have_url(re.compile("website=.*sort=page.*down=true"))

    await line.get_by_role("button", name="Assign to a group").click()
    await expect(page.get_by_role("dialog").get_by_text(HINT)).to_be_visible()
    await take(page, "Sales")
    await expect(line).to_contain_text("# Sales")
    await heard(page)
    await line.get_by_role("button", name="Assign to an agent").click()
    await expect(page.get_by_role("dialog").get_by_text(HINT)).to_be_visible()
    await take(page, "Marie")
    await expect(page.get_by_role("region", name="Notifications").get_by_text(HINT)).to_be_visible()
    await entry(other.page, "Visitors online").click()
    await expect(visitor(other.page, f"{ORIGIN}/cart")).to_contain_text("# Sales")
    await counts(other.page, Mine=0, Sales=0)
    await counts(page, Mine=0)
    await entry(other.page, "Mine").click()

    await john.write("Is it in stock?")
    await counts(page, Mine=1)
    await counts(other.page, Mine=1, Sales=1)
    await expect(row(other.page, "Is it in stock?")).to_be_visible()
    await heard(page)
    await line.get_by_role("button", name="Assign to an agent").click()
    await expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()
    await expect(page.get_by_role("dialog").get_by_text(HINT)).to_have_count(0)
    await john.leave()
    await expect(page.get_by_text("1 visitor online")).to_be_visible()
    await take(page, "Nora")
    await entry(page, "Mine").click()
    await expect(row(page, "Is it in stock?").get_by_role("img", name=re.compile("Nora"))).to_be_visible()
    assert desk.complaints == other.complaints == []


async def heard(page: Page) -> None:
    """What was just done can be taken back, in a message above the first rows."""
    close = page.get_by_role("region", name="Notifications").get_by_role("button", name="Close", exact=True)
    while await close.count() > 0:
        await close.first.click()


@pytest.mark.line("I8k")
async def test_behind_the_wall_the_list_follows_a_membership_without_a_reload(office: Office) -> None:
    marie = await office.hire("Marie")
    sales = await office.group("Sales", office.owner)
    shop = await office.website("Shop", ORIGIN)
    desk = await at_work(office, marie, "visitors")
    john, camille = office.visitor(shop["key"], ORIGIN), office.visitor(shop["key"], ORIGIN)
    for person, path in ((john, "/cart"), (camille, "/lamps")):
        await person.view(path, title=path)
        await person.open()
    johns, camilles = visitor(desk.page, f"{ORIGIN}/cart"), visitor(desk.page, f"{ORIGIN}/lamps")
    await john.write("Hello")
    written = next(iter((await office.owner.get("/api/conversations?view=all"))["items"]))["visitor"]["id"]
    await office.owner.ask("PUT", f"/api/visitors/{written}/group", group_id=sales, seen_group_id=None)
    await expect(johns).to_contain_text("# Sales")
    await counts(desk.page, Visitors_online=2)

    version = (await office.owner.get("/api/workspace"))["version"]
    await office.owner.ask("PATCH", "/api/workspace", agents_see_only_their_groups=True, version=version)
    await counts(desk.page, Visitors_online=1)
    await expect(camilles).to_be_visible()
    await expect(johns).to_have_count(0)
    for version, members, number in ((1, [office.owner, marie], 2), (2, [office.owner], 1)):
        body = {"names": {"en": "Sales"}, "members": [agent.id for agent in members], "version": version}
        await office.owner.ask("PUT", f"/api/groups/{sales}", **body)
        await counts(desk.page, Visitors_online=number)
        await expect(johns).to_have_count(number - 1)
        await expect(camilles).to_be_visible()
    assert desk.complaints == []
