"""A visitor's row and conversation, made when anything first happens to them (W1b)."""

from zuruf.domain.block import refuse_blocked
from zuruf.domain.conversation import Conversation
from zuruf.domain.moment import Moment
from zuruf.domain.visitor import Visitor
from zuruf.domain.website import refuse_disabled
from zuruf.store import browsers, conversations, rosters, visitors, websites
from zuruf.store.browsers import Browser
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Tx


async def made(tx: Tx, browser_id: str, moment: Moment) -> tuple[Scene, Browser]:
    """The scene of a browser's visitor; visitor and conversation are made if this is the first time anything happens to them."""
    browser = await browsers.get(tx, tx.workspace_id, browser_id)
    roster = await rosters.load_roster(tx, tx.workspace_id, moment.at)
    conversation = await conversations.of_visitor(tx, tx.workspace_id, browser.visitor_id)
    visitor = await visitors.load(tx, tx.workspace_id, browser.visitor_id)
    if visitor is None:
        visitor = _visitor_of(browser, moment.at)
        await visitors.insert(tx, visitor)
    if conversation is None:
        conversation = fresh_conversation(browser, moment)
        await conversations.insert(tx, conversation)
    return Scene(roster=roster, conversation=conversation, visitor=visitor), browser


async def made_by_visitor(tx: Tx, browser_id: str, moment: Moment) -> tuple[Scene, Browser]:
    """The same where it is the visitor who acts: Forbidden while they are blocked (I6) or their website is switched off (S4),
    also over a socket from before."""
    scene, browser = await made(tx, browser_id, moment)
    refuse_blocked(scene.visitor.block, moment.at)
    refuse_disabled(await websites.get(tx, tx.workspace_id, browser.website_id))
    return scene, browser


def _visitor_of(browser: Browser, at: int) -> Visitor:
    return Visitor(
        id=browser.visitor_id,
        website_id=browser.website_id,
        language=browser.language,
        country=browser.country,
        device=browser.device,
        attributes=browser.attributes,
        created_at=at,
    )


def fresh_conversation(browser: Browser, moment: Moment) -> Conversation:
    """One in which nothing has happened yet; not stored."""
    return Conversation(
        id=moment.id("cnv"), visitor_id=browser.visitor_id, website_id=browser.website_id, last_at=moment.at
    )
