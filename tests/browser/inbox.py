"""What the tests of the inbox look at: the rail with its counts, the rows with their dots, and visitors who write."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.office import Desk, Office
from tests.journeys.people import Agent, Json, Visitor

ORIGIN = "https://shop.example"
COLOURS = {"violet": "rgb(109, 72, 223)", "red": "rgb(191, 51, 33)"}  # ui/tokens.css, light
EMPTY = re.compile(
    "Nothing for you right now|Everybody is looked after|No open conversation|Nothing open in this group|Nothing matches"
)
NAMES = {"violet": "New", "red": "Missed: no answer in time"}


def rail(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Lists")


def entry(page: Page, name: str) -> Locator:
    """A line of the rail by its name, whatever its count."""
    return rail(page).get_by_role("link", name=re.compile(rf"^{re.escape(name)}\b"))


async def counts(page: Page, **wanted: int) -> None:
    """The rail says these numbers, now or in a moment; `_` in a name is a space."""
    # Twice: a number that stays as it was says nothing before those have come that change.
    for name, number in [*wanted.items()] * 2:
        line = entry(page, name.replace("_", " "))
        await expect(line).to_have_accessible_name(re.compile(rf"^\D+ {number}\b"))


def row(page: Page, text: str) -> Locator:
    """A row of the list by something written in it."""
    return page.get_by_role("main").get_by_role("button").filter(has=page.get_by_text(text, exact=True))


async def rows(page: Page, *texts: str) -> None:
    """The list holds rows with these last lines, in this order, and no others."""
    if not texts:
        await expect(page.get_by_role("main").get_by_text(EMPTY)).to_be_visible()
    lines = page.locator("main button[aria-current]")
    await expect(lines).to_have_count(len(texts))
    await expect(lines).to_contain_text(list(texts))


async def dot(page: Page, text: str, look: str) -> None:
    """The dot before a row: its name and its colour, or none at all."""
    if look == "none":
        await expect(row(page, text)).to_be_visible()
        for name in NAMES.values():
            await expect(row(page, text).get_by_role("img", name=name)).to_have_count(0)
        return
    sign = row(page, text).get_by_role("img", name=NAMES[look], exact=True)
    await expect(sign).to_be_visible()
    await expect(sign).to_have_css("background-color", COLOURS[look])


async def choose(desk: Desk, presence: str) -> None:
    """Somebody with a console open goes online, invisible or offline."""
    named = desk.page.get_by_role("button", name=re.compile(rf"\b{desk.who.name}\b"))
    # A toast may name them, too.
    oneself = named.and_(desk.page.locator("[aria-haspopup=menu]"))
    await expect(oneself).to_be_visible()
    await desk.who.ask("PUT", "/api/me/presence", presence=presence)
    await expect(oneself).to_contain_text(presence.capitalize())


async def at_work(office: Office, who: Agent, where: str, presence: str = "online") -> Desk:
    """A window with one of the lists, its agent online unless said otherwise."""
    desk = await office.window(who)
    await desk.page.goto(f"{who.base}/console/{where}")
    await choose(desk, presence)
    return desk


async def knock(office: Office, key: str, text: str, origin: str = ORIGIN) -> tuple[Visitor, Json]:
    """Somebody writes from a page; with their conversation as the owner sees it."""
    visitor = office.visitor(key, origin)
    await visitor.view("/cart", title="Cart")
    await visitor.open()
    await visitor.write(text)
    items = (await office.owner.get("/api/conversations?view=all"))["items"]
    return visitor, next(item for item in items if item["last"]["text"] == text)


async def to_group(who: Agent, conversation: Json, group: str | None) -> None:
    """# by somebody else."""
    seen = (await who.get(f"/api/conversations/{conversation['id']}"))["conversation"]["group"]["group_id"]
    path = f"/api/visitors/{conversation['visitor']['id']}/group"
    await who.ask("PUT", path, group_id=group, seen_group_id=seen)


async def to_agent(who: Agent, conversation: Json, agent: Agent) -> None:
    """👤+ by somebody else."""
    await who.ask("PUT", f"/api/visitors/{conversation['visitor']['id']}/agents/{agent.id}")


async def act(who: Agent, conversation: Json, what: str) -> None:
    """join, leave, close or reopen, by somebody else."""
    await who.ask("POST", f"/api/conversations/{conversation['id']}/{what}")
