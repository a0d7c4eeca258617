"""Page views: facts, not events."""

from dataclasses import dataclass

from zuruf.store.transaction import Reader, Row, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """One page seen in one tab; `visit` numbers the browser's visits from 1."""

    id: str
    browser_id: str
    tab: str
    visit: int
    at: int
    url: str
    title: str
    referrer: str
    previous_url: str


async def insert_view(tx: Tx, view: PageView) -> None:
    """One page view; with it its tab has spoken."""
    await tx.run(
        "insert into page_views (workspace_id, browser_id, id, tab, visit, at, url, title, referrer, previous_url, spoke_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $6)",
        tx.workspace_id,
        view.browser_id,
        view.id,
        view.tab,
        view.visit,
        view.at,
        view.url,
        view.title,
        view.referrer,
        view.previous_url,
    )


async def is_recorded(tx: Tx, browser_id: str, view_id: str) -> bool:
    """Whether the browser has a view of this id."""
    row = await tx.one(
        "select 1 from page_views where workspace_id = $1 and browser_id = $2 and id = $3",
        *(tx.workspace_id, browser_id, view_id),
    )
    return row is not None


async def move_views(tx: Tx, from_id: str, to_id: str) -> None:
    """The page views a browser reported under a key that turned out to be another's."""
    await tx.run(
        "update page_views set browser_id = $1 where workspace_id = $2 and browser_id = $3",
        to_id,
        tx.workspace_id,
        from_id,
    )


async def last_view(reader: Reader, workspace_id: str, browser_id: str, tab: str = "") -> PageView | None:
    """The newest page view of the browser; of this tab, or the view of this id, if one is named ("the tab that spoke")."""
    rows = await reader.all(
        "select id, browser_id, tab, visit, at, url, title, referrer, previous_url from page_views"
        " where workspace_id = $1 and browser_id = $2 order by id desc limit 50",
        workspace_id,
        browser_id,
    )
    views = [_view(row) for row in rows]
    return next((view for view in views if not tab or tab in (view.tab, view.id)), views[0] if views else None)


async def speak(tx: Tx, browser_id: str, tab: str, at: int) -> PageView | None:
    """Somebody opened the chat or wrote in this tab (or in that of the view of this id): its page, which is the current one now."""
    view = await last_view(tx, tx.workspace_id, browser_id, tab)
    if view is not None:
        await tx.run(
            "update page_views set spoke_at = $1 where workspace_id = $2 and browser_id = $3 and id = $4",
            *(at, tx.workspace_id, browser_id, view.id),
        )
    return view


async def current_view(reader: Reader, workspace_id: str, browser_id: str) -> PageView | None:
    """The page of the tab that spoke last, of the newest 50 page views (E9)."""
    row = await reader.one(
        "select id, browser_id, tab, visit, at, url, title, referrer, previous_url from"
        " (select * from page_views where workspace_id = $1 and browser_id = $2 order by id desc limit 50) as newest"
        " order by spoke_at desc, id desc limit 1",
        workspace_id,
        browser_id,
    )
    return None if row is None else _view(row)


async def first_of_visit(reader: Reader, workspace_id: str, browser_id: str, visit: int) -> PageView | None:
    """The page this visit began with, as far as it is among the newest 100 page views."""
    row = await reader.one(
        "select id, browser_id, tab, visit, at, url, title, referrer, previous_url from"
        " (select * from page_views where workspace_id = $1 and browser_id = $2 order by id desc limit 100) as newest"
        " where visit = $3 order by id limit 1",
        workspace_id,
        browser_id,
        visit,
    )
    return None if row is None else _view(row)


async def of_visitor(reader: Reader, workspace_id: str, visitor_id: str) -> list[PageView]:
    """The newest 100 page views of all browsers of this visitor, newest first (I7)."""
    rows = await reader.all(
        "select v.id, v.browser_id, v.tab, v.visit, v.at, v.url, v.title, v.referrer, v.previous_url from browsers b"
        " join page_views v on v.workspace_id = b.workspace_id and v.browser_id = b.id"
        " where b.workspace_id = $1 and b.visitor_id = $2 order by v.id desc limit 100",
        workspace_id,
        visitor_id,
    )
    return [_view(row) for row in rows]


def _view(row: Row) -> PageView:
    (id_, browser_id, tab, visit, at, url, title, referrer, previous_url) = row
    return PageView(
        id=str(id_),
        browser_id=str(browser_id),
        tab=str(tab),
        visit=int(visit or 0),
        at=int(at or 0),
        url=str(url),
        title=str(title),
        referrer=str(referrer),
        previous_url=str(previous_url),
    )
