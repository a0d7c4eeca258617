"""What websites tell of their visitors: page views, time passed, custom events, attributes (T6, W1b)."""

from dataclasses import dataclass, replace

from zuruf.domain.choice import begin_visit
from zuruf.domain.trigger_judgement import Occasion
from zuruf.domain.unkept_page import UnkeptPage
from zuruf.domain.visitor import AttributeValue, Visitor, shortened, with_attributes
from zuruf.errors import Invalid, NotFound
from zuruf.store import blocks, browsers, conversations, page_views, visitors
from zuruf.store.browsers import Browser
from zuruf.store.describing import change_visitor, describe
from zuruf.store.from_page import FromPage, PageNote
from zuruf.store.judging import judge_page
from zuruf.store.page_views import PageView
from zuruf.store.remembering import remember, together, unkept, unkept_view, with_page
from zuruf.store.transaction import Answer, Command, Tx

VISIT_ENDS_MS = 30 * 60_000  # a visit ends after half an hour without a page view, as elsewhere in the field
MAX_URL = 2_048
MAX_EVENTS = 50
MAX_ZONE = 60  # characters; the longest name of a time zone has 32


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


async def view_page(tx: Tx, command: ViewPage) -> Answer:
    """One page view: the visit counted, the triggers judged. `note` is JSON of `Judged` with the view's id."""
    at = command.moment.at
    if not command.url.startswith(("http://", "https://")):
        raise Invalid("invalid_url", f"Expected the page's address, https://…, got {command.url[:100]!r}.", "url")
    browser = await browsers.by_key(tx, tx.workspace_id, command.website_id, command.key_hash)
    if browser is not None and await blocks.is_turned_away(tx, tx.workspace_id, browser, at):
        return _turned_away(browser)
    if command.remembers != "at_once" and not (browser and browser.is_remembered):
        return await _judge_unkept(tx, command, browser)
    if browser is None:
        browser = _new_browser(command)
        await browsers.insert(tx, browser, command.key_hash)
    else:
        before, browser = browser, replace(_seen_again(browser, command), is_remembered=True)
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


async def remember_page(tx: Tx, command: FromPage) -> Answer:
    """The visitor has consented (W1b): from now on they are known again, and so is the page they are on. Said again it is no change."""
    browser, at = await _known(tx, command), command.moment.at
    if await blocks.is_turned_away(tx, tx.workspace_id, browser, at):
        return _turned_away(browser)
    if browser.is_remembered:
        return await _judged(tx, command, browser, "timer")
    await browsers.insert(tx, browser, command.key_hash)
    browser = await remember(tx, browser, command.unkept)
    return await _judged(tx, command, browser, "page_view")


async def judge_again(tx: Tx, command: FromPage) -> Answer:
    """Time has passed on the page; how much is for the server's clock to say (B74)."""
    browser = await _known(tx, command)
    if await blocks.is_turned_away(tx, tx.workspace_id, browser, command.moment.at):
        return _turned_away(browser)
    return await _judged(tx, command, browser, "timer")


async def open_widget(tx: Tx, command: FromPage) -> Answer:
    """The widget was opened: triggers are judged with this tab's page (T6), which is the current one (E9)."""
    browser = await _known(tx, command)
    if await blocks.is_turned_away(tx, tx.workspace_id, browser, command.moment.at):
        return _turned_away(browser)
    await page_views.speak(tx, browser.id, command.tab, command.moment.at)
    return await _judged(tx, command, browser, "widget_opened")


async def tell_event(tx: Tx, command: TellEvent) -> Answer:
    """A custom event counts for the rest of the visit."""
    name = shortened(command.name.strip(), 100)
    if not name:
        raise Invalid("empty_name", "A custom event needs a name.", "name")
    browser = await _known(tx, command)
    if await blocks.is_turned_away(tx, tx.workspace_id, browser, command.moment.at):
        return _turned_away(browser)
    if name not in browser.custom_events and len(browser.custom_events) < MAX_EVENTS:
        browser = replace(browser, custom_events=(*browser.custom_events, name))
        await browsers.save(tx, browser)
    return await _judged(tx, command, browser, "timer")


async def tell_attributes(tx: Tx, command: TellAttributes) -> Answer:
    """Attributes lie with the browser, and with the visitor as soon as there is one."""
    browser = await _known(tx, command)
    if await blocks.is_turned_away(tx, tx.workspace_id, browser, command.moment.at):
        return _turned_away(browser)
    browser = replace(browser, attributes=with_attributes(browser.attributes, command.attributes))
    await browsers.save(tx, browser)
    await describe(tx, command, browser.visitor_id, command.attributes)
    return await _judged(tx, command, browser, "attribute_set")


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
        await change_visitor(
            tx, command, replace(visitor, language=language, country=country, device=device, seq=tx.next_seq)
        )


def _whereabouts(of: Browser | Visitor) -> tuple[str, str, str]:
    return of.language, of.country, of.device


async def _known(tx: Tx, command: FromPage) -> Browser:
    browser = await browsers.by_key(tx, tx.workspace_id, command.website_id, command.key_hash)
    if browser is None and command.unkept is None:
        raise NotFound("browser_not_found", "This browser has not reported a page view yet.")
    return browser if browser and browser.is_remembered else await _unkept(tx, command, browser, command.unkept)


async def _unkept(tx: Tx, command: FromPage, browser: Browser | None, page: UnkeptPage | None) -> Browser:
    """A browser nobody remembers yet, with what its page carries; saving what is not stored does nothing."""
    if page is None:
        raise NotFound("page_not_found", "This browser has not reported a page view yet.")
    if browser is not None:
        return together(browser, page)
    return await unkept(tx, tx.workspace_id, page, command.website_id, command.key_hash)


def _turned_away(browser: Browser) -> Answer:
    """The page of somebody blocked (I6): nothing is kept, no trigger runs, and the widget stays away without a word."""
    return Answer(browser.id, changed=False, note=PageNote(page="", acts=("hide",)).text)


async def _judge_unkept(tx: Tx, command: ViewPage, stored: Browser | None) -> Answer:
    """Of what nobody remembers nothing is recorded: the page is judged as it was reported and carries itself from then on."""
    page = _page_of(command)
    browser = await _unkept(tx, command, stored, page)
    return await _judge(tx, replace(command, unkept=page), browser, unkept_view(page, browser), "page_view")


async def _judged(tx: Tx, command: FromPage, browser: Browser, occasion: Occasion) -> Answer:
    if not browser.is_remembered and command.unkept is not None:
        return await _judge(tx, command, browser, unkept_view(command.unkept, browser), occasion)
    browser = await with_page(tx, browser, command.unkept)
    view = await page_views.last_view(tx, tx.workspace_id, browser.id, command.tab)
    if view is None:
        raise NotFound("page_not_found", "This browser has not reported a page view yet.")
    return await _judge(tx, command, browser, view, occasion)


async def _judge(tx: Tx, command: FromPage, browser: Browser, view: PageView, occasion: Occasion) -> Answer:
    judged = await judge_page(
        tx,
        browser,
        view,
        command.moment,
        occasion=occasion,
        watched=command.watching,
        key_hash=command.key_hash,
    )
    note = PageNote(page=view.id, acts=judged.acts, judge_after=judged.judge_after, keep=browser.is_remembered)
    if not browser.is_remembered and command.unkept is not None:
        note.unkept = replace(command.unkept, attributes=browser.attributes, custom_events=browser.custom_events)
    return Answer(browser.id, note=note.text)


def _page_of(command: ViewPage) -> UnkeptPage:
    before = command.unkept
    return UnkeptPage(
        id=command.moment.id("pgv"),
        at=command.moment.at,
        url=shortened(command.url, MAX_URL),
        tab=shortened(command.tab, 64),
        title=shortened(command.title, 300),
        referrer=shortened(command.referrer, MAX_URL),
        previous_url=shortened(command.previous_url, MAX_URL),
        language=shortened(command.language, 35),
        widget_language=shortened(command.widget_language, 35),
        time_zone=shortened(command.time_zone, MAX_ZONE),
        country=command.country,
        device=command.device,
        attributes=before.attributes if before else {},
        custom_events=before.custom_events if before else (),
    )


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
