"""Whom nobody remembers yet, and from when on they are remembered (W1b)."""

from dataclasses import replace

from zuruf.domain.token import hashed
from zuruf.domain.unkept_page import UnkeptPage
from zuruf.domain.visitor import those_that_fit, with_attributes
from zuruf.store import browsers, page_views
from zuruf.store.browsers import Browser
from zuruf.store.page_views import PageView
from zuruf.store.transaction import Reader, Tx


async def unkept_name(reader: Reader, workspace_id: str, website_id: str, key_hash: str) -> str:
    """What ids are made of under a key that is no browser's here. It follows from the key, so that a socket open before anything is kept
    is that browser's later; a key that was a browser's and was replaced does not lead back to it."""
    name = hashed(website_id + key_hash)
    while await browsers.load(reader, workspace_id, browser_id(name)) is not None:
        name = hashed(name)
    return name


def browser_id(name: str) -> str:
    """Of one nobody remembers."""
    return f"brw_{name[:26]}"


async def unkept(reader: Reader, workspace_id: str, page: UnkeptPage, website_id: str, key_hash: str) -> Browser:
    """Of a page that carries itself; not stored."""
    name = await unkept_name(reader, workspace_id, website_id, key_hash)
    return Browser(
        id=browser_id(name),
        website_id=website_id,
        visitor_id=f"vis_{name[26:52]}",
        visit_started_at=page.at,
        last_seen_at=page.at,
        pages_this_visit=1,
        language=page.language,
        widget_language=page.widget_language,
        country=page.country,
        device=page.device,
        attributes=page.attributes,
        custom_events=page.custom_events,
        created_at=page.at,
        time_zone=page.time_zone,
        is_remembered=False,
    )


def together(browser: Browser, told: Browser | UnkeptPage) -> Browser:
    """With the attributes and custom events told elsewhere, as far as there is room for them."""
    events = tuple(dict.fromkeys((*browser.custom_events, *told.custom_events)))
    attributes = with_attributes(browser.attributes, those_that_fit(browser.attributes, told.attributes))
    return replace(browser, attributes=attributes, custom_events=events)


def unkept_view(page: UnkeptPage, browser: Browser) -> PageView:
    """The page as triggers are judged with it; not stored."""
    return PageView(
        id=page.id,
        browser_id=browser.id,
        tab=page.tab,
        visit=browser.visits,
        at=page.at,
        url=page.url,
        title=page.title,
        referrer=page.referrer,
        previous_url=page.previous_url,
    )


async def remember(tx: Tx, browser: Browser, page: UnkeptPage | None) -> Browser:
    """From now on: known again by its key, with the page it is on."""
    browser = replace(together(browser, page) if page else browser, is_remembered=True)
    await browsers.save(tx, browser)
    if page is not None:
        await page_views.insert_view(tx, unkept_view(page, browser))
    return browser


async def remember_by_id(tx: Tx, browser_id: str, page: UnkeptPage | None) -> None:
    """Whoever writes asks to be known again, with the page they write on."""
    browser = await browsers.get(tx, tx.workspace_id, browser_id)
    if browser.is_remembered:
        await with_page(tx, browser, page)
    else:
        await remember(tx, browser, page)


async def with_page(tx: Tx, browser: Browser, page: UnkeptPage | None) -> Browser:
    """One who is remembered by now, from another tab for instance, is so with the page that still carries itself; once."""
    if page is None or await page_views.is_recorded(tx, browser.id, page.id):
        return browser
    return await remember(tx, browser, page)
