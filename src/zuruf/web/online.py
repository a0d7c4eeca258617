"""Who is on the websites, as agents are told of it (I8): read for several browsers in one moment."""

from collections.abc import Collection

from zuruf.domain.access import topics
from zuruf.domain.campaign import campaign_of
from zuruf.domain.conversation import Conversation
from zuruf.domain.routing import taking_part
from zuruf.domain.workspace import Roster
from zuruf.realtime.frames import OnlineVisitor
from zuruf.realtime.source import Sighting
from zuruf.store import browsers, conversations, page_views, rosters, visitors
from zuruf.store.transaction import Reader


async def online_now(reader: Reader, workspace_id: str, browser_ids: Collection[str], now: int) -> dict[str, Sighting]:
    """By browser; unknown ones are missing."""
    roster = await rosters.load_roster(reader, workspace_id, now)
    found = {browser_id: await _sighting(reader, browser_id, roster) for browser_id in sorted(browser_ids)}
    return {browser_id: sighting for browser_id, sighting in found.items() if sighting is not None}


async def _sighting(reader: Reader, browser_id: str, roster: Roster) -> Sighting | None:
    workspace_id = roster.workspace.id
    browser = await browsers.load(reader, workspace_id, browser_id)
    if browser is None:
        return None
    visitor = await visitors.load(reader, workspace_id, browser.visitor_id)
    if visitor is None and not browser.is_remembered:
        return None  # whose pages nobody records is not shown going through them (W1b)
    view = await page_views.current_view(reader, workspace_id, browser_id)
    landing = await page_views.first_of_visit(reader, workspace_id, browser_id, browser.visits)
    conversation = await conversations.of_visitor(reader, workspace_id, browser.visitor_id)
    fresh = Conversation(id="", visitor_id=browser.visitor_id, website_id=browser.website_id)
    online = OnlineVisitor(
        browser_id=browser.id,
        visitor_id=visitor.id if visitor else "",
        conversation_id=conversation.id if conversation else "",
        name=visitor.name if visitor else "",
        website_id=browser.website_id,
        url=view.url if view else "",
        title=view.title if view else "",
        country=browser.country,
        language=browser.language,
        device=browser.device,
        group_id=conversation.group.group_id if conversation else None,
        visits=browser.visits if browser.is_remembered else 0,
        pages=browser.pages_this_visit if browser.is_remembered else 0,
        since=browser.visit_started_at,
        page_since=view.at if view else browser.last_seen_at,
        is_chatting=conversation.is_open if conversation else False,
        referrer=landing.referrer if landing else "",
        campaign=campaign_of(landing.url) if landing else "",
        agents=taking_part(conversation, roster) if conversation else (),
    )
    return Sighting(online, topics(conversation or fresh, roster))
