"""What visitors are told about the team (P3, G3): live or not, who is there, which groups to choose from; and who is online (I8)."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping

from zuruf.domain import presence as presence_rules
from zuruf.domain.access import topics
from zuruf.domain.agent import Presence
from zuruf.domain.choice import choice_for
from zuruf.domain.conversation import Conversation
from zuruf.domain.routing import effective_group, taking_part
from zuruf.domain.workspace import Roster
from zuruf.realtime.frames import ModeSignal, OnlineVisitor, UnreadSignal
from zuruf.realtime.hub import Hub
from zuruf.realtime.source import Principal
from zuruf.store import browsers, conversations, messages, page_views, rosters, visitors, websites
from zuruf.store.browsers import Browser
from zuruf.store.transaction import Reader
from zuruf.web.context import Context

log = logging.getLogger(__name__)
MOST_FACES = 3


class Modes:
    """The hub's Says. `hub` is set by the composition root once both exist."""

    hub: Hub

    def __init__(self, context: Context) -> None:
        self._context = context
        self._running: set[asyncio.Task[None]] = set()

    def arrived(self, principal: Principal) -> None:
        """A visitor or browser wants its mode and its unread count."""
        if principal.kind != "agent":
            self._run(self._greet(principal))

    def left(self, principal: Principal) -> None:
        """Their socket is gone; after the last one they are not on the website any more."""
        if not self.hub.is_here(principal):
            self.hub.alarms.drop(_alarm_of(principal))
        if principal.kind == "agent" or any(
            other.browser_id == principal.browser_id for other in self.hub.connected(principal.workspace_id)
        ):
            return
        self.hub.online(principal.workspace_id).remove(principal.browser_id)

    def went_to(self, principal: Principal, url: str) -> None:
        """Another page in a visitor's tab: the page view itself came by HTTP before and says which."""
        del url
        self._run(self._show(principal))

    def presence_changed(self, workspace_id: str, presence: Mapping[str, Presence]) -> None:
        """Everybody connected learns the new mode, by the database's own view of who is there."""
        del presence
        self._tell_all(workspace_id)

    def settings_changed(self, workspace_id: str) -> None:
        """Groups, switches or websites changed: the mode, the groups offered and who is there may have."""
        self._tell_all(workspace_id)

    def asked(self, workspace_id: str, browser_id: str) -> None:
        """A trigger asks this browser's visitor for a group (T4): its chat learns which."""
        for principal in self.hub.connected(workspace_id):
            if principal.kind != "agent" and principal.browser_id == browser_id:
                self._run(self._tell_mode(principal))

    def _tell_all(self, workspace_id: str) -> None:
        for principal in self.hub.connected(workspace_id):
            if principal.kind != "agent":
                self._run(self._tell_mode(principal))

    def conversation_changed(self, workspace_id: str, conversation_id: str) -> None:
        """Group, agents or answers of a conversation changed: its visitor's mode, unread count and row may have."""
        self._run(self._tell_conversation(workspace_id, conversation_id))

    def viewed(self, workspace_id: str, browser_id: str) -> None:
        """A page view came by HTTP."""
        self._run(self._show_browser(workspace_id, browser_id))

    async def mode_of(self, workspace_id: str, browser: Browser, language: str) -> ModeSignal:
        """The mode for one browser now."""
        told, _ = await self._context.database.read(_mode, workspace_id, browser, language, self._context.now())
        return told

    async def _greet(self, principal: Principal) -> None:
        await self._tell_mode(principal)
        await self._show(principal)
        browser = await self._browser(principal)
        if browser is not None and principal.kind == "browser":
            count = await self._context.database.read(_unread, principal.workspace_id, browser.visitor_id)
            self.hub.say_to_browser(principal.workspace_id, browser.id, UnreadSignal(count=count))

    async def _tell_mode(self, principal: Principal) -> None:
        browser = await self._browser(principal)
        if browser is None:
            return
        workspace_id, language, now = principal.workspace_id, principal.language, self._context.now()
        signal, until = await self._context.database.read(_mode, workspace_id, browser, language, now)
        self._tell_again_at(principal, until)
        if principal.kind == "visitor":
            self.hub.say_to_visitor(principal.workspace_id, principal.id, signal)
        else:
            self.hub.say_to_browser(principal.workspace_id, principal.id, signal)

    def _tell_again_at(self, principal: Principal, until: int | None) -> None:
        """Nothing happens when an answer's five minutes end (P3), so the widget has to be told then."""
        if self.hub.is_here(principal):
            self.hub.alarms.set(_alarm_of(principal), until, lambda: self._run(self._tell_mode(principal)))

    async def _tell_conversation(self, workspace_id: str, conversation_id: str) -> None:
        conversation = await self._context.database.read(conversations.load, workspace_id, conversation_id)
        if conversation is None:
            return
        mine = [p for p in self.hub.connected(workspace_id) if p.kind != "agent" and _is_of(p, conversation.visitor_id)]
        for principal in mine:
            await self._greet(principal)
        browser = await self._context.database.read(browsers.of_visitor, workspace_id, conversation.visitor_id)
        for principal in self.hub.connected(workspace_id):
            if browser is not None and principal.kind == "browser" and principal.id == browser.id:
                await self._greet(principal)

    async def _show(self, principal: Principal) -> None:
        await self._show_browser(principal.workspace_id, principal.browser_id)

    async def _show_browser(self, workspace_id: str, browser_id: str) -> None:
        """Who is connected is online (I8)."""
        if not any(other.browser_id == browser_id for other in self.hub.connected(workspace_id)):
            return
        found = await self._context.database.read(_online_visitor, workspace_id, browser_id, self._context.now())
        if found is not None:
            visitor, addressed = found
            self.hub.online(workspace_id).put(visitor, addressed)

    async def _browser(self, principal: Principal) -> Browser | None:
        return await self._context.database.read(browsers.load, principal.workspace_id, principal.browser_id)

    def _run(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("Telling a visitor failed; the next signal heals it", exc_info=error)


def _alarm_of(principal: Principal) -> tuple[str, ...]:
    return "mode", principal.workspace_id, principal.kind, principal.id


def _is_of(principal: Principal, visitor_id: str) -> bool:
    return principal.kind == "visitor" and principal.id == visitor_id


async def _mode(
    reader: Reader, workspace_id: str, browser: Browser, language: str, now: int
) -> tuple[ModeSignal, int | None]:
    """And when (ms) it may be another although nothing happens."""
    roster = await rosters.load_roster(reader, workspace_id, now)
    conversation = await conversations.of_visitor(reader, workspace_id, browser.visitor_id)
    website = await websites.get(reader, workspace_id, browser.website_id)
    answers = await messages.last_answers(reader, workspace_id, conversation.id, now) if conversation else {}
    found = presence_rules.mode(conversation, roster, now, answers)
    choice = choice_for(conversation, roster, language, browser.group_choice)
    signal = ModeSignal(
        mode="hidden" if found == "message" and website.when_offline == "hidden" else found,
        faces=_faces(conversation, roster),
        groups=list(choice.groups) if choice.is_offered else None,
        is_asked=choice.is_asked,
        preselected=choice.preselected,
        group=choice.group,
    )
    until = presence_rules.answers_count_until(conversation, roster, now, answers) if conversation else None
    return signal, until


def _faces(conversation: Conversation | None, roster: Roster) -> list[str]:
    """Names of those who could answer and are online, those taking part first; who is in a private group is not told (G2)."""
    part = taking_part(conversation, roster) if conversation else ()
    group = effective_group(conversation, roster) if conversation else None
    others = presence_rules.everybody(roster) if not group else frozenset[str]() if group.is_private else group.members
    ids = [*part, *sorted(id_ for id_ in others if id_ not in part)]
    names = [
        roster.agents[id_].name
        for id_ in ids
        if roster.presence_of(id_) == "online" and roster.agents[id_].may("access")
    ]
    return names[:MOST_FACES]


async def _unread(reader: Reader, workspace_id: str, visitor_id: str) -> int:
    conversation = await conversations.of_visitor(reader, workspace_id, visitor_id)
    if conversation is None:
        return 0
    return await messages.unread_by_visitor(reader, workspace_id, conversation.id, conversation.visitor_read)


async def _online_visitor(
    reader: Reader, workspace_id: str, browser_id: str, now: int
) -> tuple[OnlineVisitor, frozenset[str]] | None:
    browser = await browsers.load(reader, workspace_id, browser_id)
    view = await page_views.current_view(reader, workspace_id, browser_id)
    if browser is None:
        return None
    visitor = await visitors.load(reader, workspace_id, browser.visitor_id)
    conversation = await conversations.of_visitor(reader, workspace_id, browser.visitor_id)
    roster = await rosters.load_roster(reader, workspace_id, now)
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
        visits=browser.visits,
        pages=browser.pages_this_visit,
        since=browser.visit_started_at,
        page_since=view.at if view else browser.last_seen_at,
        is_chatting=conversation.is_open if conversation else False,
    )
    return online, topics(conversation or fresh, roster)
