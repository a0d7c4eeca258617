"""What websites tell of their visitors: page views, time passed, custom events, attributes, the frame's first load (T6, W1b)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypedDict

from zuruf.domain.actor import Actor
from zuruf.domain.change import Change
from zuruf.domain.choice import begin_visit
from zuruf.domain.moment import Moment
from zuruf.domain.trigger_judgement import Occasion
from zuruf.domain.visitor import AttributeValue, Visitor, are_alike, shortened, with_attributes
from zuruf.errors import Invalid, NotFound
from zuruf.store import browsers, conversations, page_views, scenes, visitors
from zuruf.store.browsers import Browser
from zuruf.store.changes import write_change
from zuruf.store.judging import judge_page
from zuruf.store.page_views import PageView
from zuruf.store.transaction import Answer, Command, Tx

VISIT_ENDS_MS = 30 * 60_000  # a visit ends after half an hour without a page view, as elsewhere in the field
MAX_URL = 2_048
MAX_EVENTS = 50
MAX_ZONE = 60  # characters; the longest name of a time zone has 32
TOKEN_MS = 180 * 24 * 3_600_000


class PageBasis(TypedDict):
    """What every command from a page begins with."""

    workspace_id: str
    actor: Actor
    moment: Moment
    website_id: str
    key_hash: str
    tab: str
    watching: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPage(Command):
    """From the loader on one website; known by its browser key (stored hashed). `watching`: who looks at what, for triggers (A22)."""

    website_id: str
    key_hash: str
    tab: str = ""
    watching: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewPage(FromPage):
    """A page view. Country and device are found out by the server, everything else is the page's own word."""

    url: str
    title: str = ""
    referrer: str = ""
    previous_url: str = ""
    language: str = ""
    widget_language: str = ""
    time_zone: str = ""
    country: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellEvent(FromPage):
    """A custom event from page code (T2)."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellAttributes(FromPage):
    """Attributes from page code; labels, never an identity."""

    attributes: dict[str, AttributeValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFrame(FromPage):
    """The frame's load: its token is linked to the browser key once. `known_token_hash` is of the token it has kept, "" without one;
    `token_hash` and `fresh_key_hash` are of new ones, used if needed."""

    token_hash: str
    fresh_key_hash: str
    known_token_hash: str = ""


async def view_page(tx: Tx, command: ViewPage) -> Answer:
    """One page view: the visit counted, the triggers judged. `note` is JSON of `Judged` with the view's id."""
    at = command.moment.at
    if not command.url.startswith(("http://", "https://")):
        raise Invalid("invalid_url", f"Expected the page's address, https://…, got {command.url[:100]!r}.", "url")
    browser = await browsers.by_key(tx, tx.workspace_id, command.website_id, command.key_hash)
    if browser is None:
        browser = _new_browser(command)
        await browsers.insert(tx, browser, command.key_hash)
    else:
        before, browser = browser, _seen_again(browser, command)
        await browsers.save(tx, browser)
        if browser.visits > before.visits:
            await _begin_visit(tx, browser, at)
        if browser.visits > before.visits or _whereabouts(browser) != _whereabouts(before):
            await _follow(tx, command, browser)
    view = PageView(
        id=command.moment.id("pgv"),
        browser_id=browser.id,
        tab=shortened(command.tab, 64),
        visit=browser.visits,
        at=at,
        url=shortened(command.url, MAX_URL),
        title=shortened(command.title, 300),
        referrer=shortened(command.referrer, MAX_URL),
        previous_url=shortened(command.previous_url, MAX_URL),
    )
    await page_views.insert_view(tx, view)
    return await _judge(tx, command, browser, view, "page_view")


async def judge_again(tx: Tx, command: FromPage) -> Answer:
    """Time has passed on the page; how much is for the server's clock to say (B74)."""
    browser = await _known(tx, command)
    return await _judged(tx, command, browser, "timer")


async def open_widget(tx: Tx, command: FromPage) -> Answer:
    """The widget was opened: triggers are judged with this tab's page (T6), which is the current one (E9)."""
    browser = await _known(tx, command)
    await page_views.speak(tx, browser.id, command.tab, command.moment.at)
    return await _judged(tx, command, browser, "widget_opened")


async def tell_event(tx: Tx, command: TellEvent) -> Answer:
    """A custom event counts for the rest of the visit."""
    name = shortened(command.name.strip(), 100)
    if not name:
        raise Invalid("empty_name", "A custom event needs a name.", "name")
    browser = await _known(tx, command)
    if name not in browser.custom_events and len(browser.custom_events) < MAX_EVENTS:
        browser = replace(browser, custom_events=(*browser.custom_events, name))
        await browsers.save(tx, browser)
    return await _judged(tx, command, browser, "timer")


async def tell_attributes(tx: Tx, command: TellAttributes) -> Answer:
    """Attributes lie with the browser, and with the visitor as soon as there is one."""
    browser = await _known(tx, command)
    browser = replace(browser, attributes=with_attributes(browser.attributes, command.attributes))
    await browsers.save(tx, browser)
    await _describe(tx, command, browser.visitor_id, command.attributes)
    return await _judged(tx, command, browser, "attribute_set")


async def link_frame(tx: Tx, command: LinkFrame) -> Answer:
    """The frame's token and the browser key are linked once (architecture.md: a key linked elsewhere is replaced, never merged).

    A frame with a token keeps its browser; the loader's fresh key becomes that browser's, with the page views it has reported.
    `note` is "replaced" when the loader is to use the fresh key from now on.
    """
    at = command.moment.at
    of_key = await browsers.by_key(tx, tx.workspace_id, command.website_id, command.key_hash)
    is_taken = of_key is not None and await browsers.has_token(tx, tx.workspace_id, of_key.id)
    known = await browsers.by_token(tx, command.known_token_hash, at) if command.known_token_hash else None
    mine = known[1] if known and known[0] == tx.workspace_id and known[1].website_id == command.website_id else None
    if mine is not None:
        note = await _rekey(tx, command, mine, of_key, is_taken=is_taken)
        await browsers.save_token(tx, mine.id, command.known_token_hash, at + TOKEN_MS)
        return Answer(mine.id, note=f"known {note}".strip())
    if of_key is not None and not is_taken:
        await browsers.save_token(tx, of_key.id, command.token_hash, at + TOKEN_MS)
        return Answer(of_key.id)
    fresh = _browser_like(of_key, command)
    await browsers.insert(tx, fresh, command.fresh_key_hash if of_key else command.key_hash)
    await browsers.save_token(tx, fresh.id, command.token_hash, at + TOKEN_MS)
    return Answer(fresh.id, note="replaced" if of_key else "")


async def _rekey(tx: Tx, command: LinkFrame, mine: Browser, of_key: Browser | None, *, is_taken: bool) -> str:
    if of_key is not None and of_key.id == mine.id:
        return ""
    if is_taken:
        await browsers.replace_key(tx, mine.id, command.fresh_key_hash)
        return "replaced"
    if of_key is not None:
        await browsers.replace_key(tx, of_key.id, command.fresh_key_hash)
        await page_views.move_views(tx, of_key.id, mine.id)
    await browsers.replace_key(tx, mine.id, command.key_hash)
    return ""


def _browser_like(known: Browser | None, command: LinkFrame) -> Browser:
    at = command.moment.at
    return Browser(
        id=command.moment.id("brw"),
        website_id=command.website_id,
        visitor_id=command.moment.id("vis"),
        visit_started_at=at,
        last_seen_at=at,
        language=known.language if known else "",
        widget_language=known.widget_language if known else "",
        country=known.country if known else "",
        device=known.device if known else "",
        time_zone=known.time_zone if known else "",
        created_at=at,
    )


async def _begin_visit(tx: Tx, browser: Browser, at: int) -> None:
    """What was set before was not set in this visit, so the visitor is asked for a group again (G3)."""
    conversation = await conversations.of_visitor(tx, tx.workspace_id, browser.visitor_id)
    if conversation is not None and conversation.group.is_of_this_visit:
        await conversations.save(tx, conversation, begin_visit(conversation), at)


async def _follow(tx: Tx, command: Command, browser: Browser) -> None:
    """Language, country and device of the visitor are those of the newest page view (I7); only what changed is told to the agents."""
    visitor = await visitors.load(tx, tx.workspace_id, browser.visitor_id)
    if visitor is not None and _whereabouts(visitor) != _whereabouts(browser):
        language, country, device = _whereabouts(browser)
        await _change(tx, command, replace(visitor, language=language, country=country, device=device, seq=tx.next_seq))


def _whereabouts(of: Browser | Visitor) -> tuple[str, str, str]:
    return of.language, of.country, of.device


async def _describe(tx: Tx, command: Command, visitor_id: str, attributes: Mapping[str, AttributeValue]) -> None:
    """Pages say the same on every view; only what is new is told to the agents."""
    visitor = await visitors.load(tx, tx.workspace_id, visitor_id)
    if visitor is None:
        return
    described = replace(visitor, attributes=with_attributes(visitor.attributes, attributes), seq=tx.next_seq)
    if not are_alike(described.attributes, visitor.attributes):
        await _change(tx, command, described)


async def _change(tx: Tx, command: Command, visitor: Visitor) -> None:
    scene = await scenes.of_visitor(tx, tx.workspace_id, visitor.id, command.moment.at)
    await visitors.save(tx, visitor)
    change = Change(type="visitor.changed", after=scene.conversation)
    await write_change(tx, replace(scene, visitor=visitor), change, command.actor, command.moment.at)


async def _known(tx: Tx, command: FromPage) -> Browser:
    browser = await browsers.by_key(tx, tx.workspace_id, command.website_id, command.key_hash)
    if browser is None:
        raise NotFound("browser_not_found", "This browser has not reported a page view yet.")
    return browser


async def _judged(tx: Tx, command: FromPage, browser: Browser, occasion: Occasion) -> Answer:
    view = await page_views.last_view(tx, tx.workspace_id, browser.id, command.tab)
    if view is None:
        raise NotFound("page_not_found", "This browser has not reported a page view yet.")
    return await _judge(tx, command, browser, view, occasion)


async def _judge(tx: Tx, command: FromPage, browser: Browser, view: PageView, occasion: Occasion) -> Answer:
    judged = await judge_page(tx, browser, view, command.moment, occasion=occasion, watched=command.watching)
    note = {"page": view.id, "visit": view.visit, "acts": judged.acts, "judge_after": judged.judge_after}
    return Answer(browser.id, note=json.dumps(note))


def _new_browser(command: ViewPage) -> Browser:
    at = command.moment.at
    return Browser(
        id=command.moment.id("brw"),
        website_id=command.website_id,
        visitor_id=command.moment.id("vis"),
        visit_started_at=at,
        last_seen_at=at,
        pages_this_visit=1,
        language=shortened(command.language, 35),
        widget_language=shortened(command.widget_language, 35),
        country=command.country,
        device=command.device,
        time_zone=shortened(command.time_zone, MAX_ZONE),
        created_at=at,
    )


def _seen_again(browser: Browser, command: ViewPage) -> Browser:
    at = command.moment.at
    known = replace(
        browser,
        last_seen_at=at,
        pages_this_visit=browser.pages_this_visit + 1,
        language=shortened(command.language, 35) or browser.language,
        widget_language=shortened(command.widget_language, 35) or browser.widget_language,
        country=command.country or browser.country,
        device=command.device or browser.device,
        time_zone=shortened(command.time_zone, MAX_ZONE) or browser.time_zone,
    )
    if at - browser.last_seen_at < VISIT_ENDS_MS:
        return known
    return replace(
        known, visits=browser.visits + 1, visit_started_at=at, pages_this_visit=1, custom_events=(), group_choice=None
    )
