"""What visitors are told about the team (P3, G3): live or not, who is there, which groups to choose from; and whose coming is online (I8)."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from dataclasses import replace

import msgspec

from zuruf.domain import presence as presence_rules
from zuruf.domain.agent import Agent, Presence
from zuruf.domain.choice import choice_for
from zuruf.domain.conversation import Conversation
from zuruf.domain.for_visitor import conversation_for_visitor
from zuruf.domain.routing import effective_group, taking_part
from zuruf.domain.workspace import Roster
from zuruf.realtime.frames import ModeSignal, UnreadSignal
from zuruf.realtime.hub import Hub
from zuruf.realtime.source import Principal
from zuruf.store import browsers, conversations, messages, rosters, websites
from zuruf.store.browsers import Browser
from zuruf.store.transaction import Reader
from zuruf.web.answer_times import AnswerTimes
from zuruf.web.context import Context
from zuruf.web.widget_told import widget_told

log = logging.getLogger(__name__)
MOST_FACES = 3
Key = tuple[str, str, str]  # workspace, kind, id


class Modes:
    """The hub's Says. `hub` is set by the composition root once both exist."""

    hub: Hub

    def __init__(self, context: Context) -> None:
        self._context = context
        self._times = AnswerTimes()
        self._running: set[asyncio.Task[None]] = set()
        self._told: dict[Key, ModeSignal] = {}  # the newest mode of everybody connected
        self._telling: dict[Key, Principal | None] = {}  # and who asked again meanwhile

    def arrived(self, principal: Principal) -> None:
        """A visitor or browser wants its mode and its unread count."""
        if principal.kind != "agent":
            self._told.pop(_key_of(principal), None)
            self._greet(principal)

    def left(self, principal: Principal) -> None:
        """Their socket is gone; after the last one they are not on the website any more."""
        if not self.hub.is_here(principal):
            self._told.pop(_key_of(principal), None)
            self.hub.alarms.drop(_alarm_of(principal))
        if principal.kind == "agent" or any(
            other.browser_id == principal.browser_id for other in self.hub.connected(principal.workspace_id)
        ):
            return
        self.hub.online(principal.workspace_id).remove(principal.browser_id)

    def went_to(self, principal: Principal, url: str) -> None:
        """Another page in a visitor's tab: the page view itself came by HTTP before and says which."""
        del url
        self.viewed(principal.workspace_id, principal.browser_id)

    def presence_changed(self, workspace_id: str, presence: Mapping[str, Presence]) -> None:
        """Everybody connected learns the new mode, by the database's own view of who is there."""
        del presence
        self._tell_all(workspace_id)

    def settings_changed(self, workspace_id: str) -> None:
        """Groups, switches or websites changed: the mode, the groups offered and who is there may have."""
        self._tell_all(workspace_id)

    def asked(self, workspace_id: str, browser_id: str) -> None:
        """A trigger asks this browser's visitor for a group, or shows the contact form (T4): its chat learns which."""
        for principal in self.hub.connected(workspace_id):
            if principal.kind != "agent" and principal.browser_id == browser_id:
                self._tell(principal)

    def _tell_all(self, workspace_id: str) -> None:
        for principal in self.hub.connected(workspace_id):
            if principal.kind != "agent":
                self._tell(principal)

    def conversation_changed(self, workspace_id: str, conversation_id: str) -> None:
        """Group, agents or answers of a conversation changed: its visitor's mode, unread count and row may have."""
        self._run(self._tell_conversation(workspace_id, conversation_id))

    def viewed(self, workspace_id: str, browser_id: str) -> None:
        """A page view came by HTTP, or the page of the tab that speaks is another; who is connected is online (I8)."""
        if any(other.browser_id == browser_id for other in self.hub.connected(workspace_id)):
            self.hub.online(workspace_id).look(browser_id)

    async def mode_of(self, workspace_id: str, browser: Browser, language: str) -> ModeSignal:
        """The mode for one browser now."""
        told, _ = await self._context.database.read(
            _mode, self._times, workspace_id, browser, language, self._context.now()
        )
        return told

    def _greet(self, principal: Principal) -> None:
        self._tell(principal)
        self.viewed(principal.workspace_id, principal.browser_id)
        if principal.kind == "browser":
            self._run(self._tell_unread(principal))

    async def _tell_unread(self, principal: Principal) -> None:
        browser = await self._browser(principal)
        if browser is not None:
            count = await self._context.database.read(_unread, principal.workspace_id, browser.visitor_id)
            self.hub.say_to_browser(principal.workspace_id, browser.id, UnreadSignal(count=count))

    def _tell(self, principal: Principal) -> None:
        """Once at a time for each, so that what was read first is never said last."""
        key = _key_of(principal)
        if key in self._telling:
            self._telling[key] = principal
        else:
            self._telling[key] = None
            self._run(self._tell_until_true(key, principal))

    async def _tell_until_true(self, key: Key, principal: Principal) -> None:
        try:
            await self._tell_mode(principal)
            while (again := self._telling[key]) is not None:
                self._telling[key] = None
                await self._tell_mode(again)
        finally:
            del self._telling[key]

    async def _tell_mode(self, principal: Principal) -> None:
        browser = await self._browser(principal)
        if browser is None:
            return
        workspace_id, language, now = principal.workspace_id, principal.language, self._context.now()
        asked = workspace_id, browser, language, now
        signal, until = await self._context.database.read(_mode, self._times, *asked)
        self._tell_again_at(principal, until)
        if principal.kind == "browser":
            signal = msgspec.structs.replace(signal, widget=None)
        key = _key_of(principal)
        if self._told.get(key) == signal or not self.hub.is_here(principal):
            return
        say = self.hub.say_to_visitor if principal.kind == "visitor" else self.hub.say_to_browser
        if say(workspace_id, principal.id, signal):
            self._told[key] = signal
        else:
            # Dropped on a slow line: whatever is told next heals it.
            self._told.pop(key, None)

    def _tell_again_at(self, principal: Principal, until: int | None) -> None:
        """Nothing happens when an answer's five minutes end (P3), so the widget has to be told then."""
        if self.hub.is_here(principal):
            self.hub.alarms.set(_alarm_of(principal), until, lambda: self._tell(principal))

    async def _tell_conversation(self, workspace_id: str, conversation_id: str) -> None:
        conversation = await self._context.database.read(conversations.load, workspace_id, conversation_id)
        if conversation is None:
            return
        mine = [p for p in self.hub.connected(workspace_id) if p.kind != "agent" and _is_of(p, conversation.visitor_id)]
        for principal in mine:
            self._greet(principal)
        browser = await self._context.database.read(browsers.of_visitor, workspace_id, conversation.visitor_id)
        for principal in self.hub.connected(workspace_id):
            if browser is not None and principal.kind == "browser" and principal.id == browser.id:
                self._greet(principal)

    async def _browser(self, principal: Principal) -> Browser | None:
        found = await self._context.database.read(browsers.load, principal.workspace_id, principal.browser_id)
        if found is None and principal.kind == "browser":
            # Of one nobody remembers yet (W1b) nothing is kept, and it is told what everybody is.
            return Browser(id=principal.browser_id, website_id=principal.website_id, visitor_id="")
        return found

    def _run(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("Telling a visitor failed; the next signal heals it", exc_info=error)


def _key_of(principal: Principal) -> Key:
    return principal.workspace_id, principal.kind, principal.id


def _alarm_of(principal: Principal) -> tuple[str, ...]:
    return "mode", *_key_of(principal)


def _is_of(principal: Principal, visitor_id: str) -> bool:
    return principal.kind == "visitor" and principal.id == visitor_id


async def _mode(
    reader: Reader, times: AnswerTimes, workspace_id: str, browser: Browser, language: str, now: int
) -> tuple[ModeSignal, int | None]:
    """And when (ms) it may be another although nothing happens."""
    roster = await rosters.load_roster(reader, workspace_id, now)
    conversation = await conversations.of_visitor(reader, workspace_id, browser.visitor_id)
    website = await websites.get(reader, workspace_id, browser.website_id)
    answers = await messages.last_answers(reader, workspace_id, conversation.id, now) if conversation else {}
    found = presence_rules.mode(conversation, roster, now, answers)
    choice = choice_for(conversation, roster, language, browser.group_choice)
    widget = await widget_told(reader, website, browser, roster, about=(conversation, found, language), now=now)
    faces = _faces(conversation, roster) if website.widget.shows_faces else []
    if found == "live":
        group = effective_group(conversation, roster) if conversation else None
        within = await times.within(reader, workspace_id, website.id, group.id if group else None, now)
        widget = replace(widget, answers_within=within)
    is_hidden = not website.is_enabled or (found == "message" and website.when_offline == "hidden")
    signal = ModeSignal(
        mode="hidden" if is_hidden else found,
        faces=[agent.name for agent in faces],
        face_pictures=[agent.picture for agent in faces],
        groups=list(choice.groups) if choice.is_offered else None,
        is_asked=choice.is_asked,
        preselected=choice.preselected,
        group=choice.group,
        pictures=_pictures(conversation, roster) if website.widget.shows_faces else {},
        widget=widget,
        is_answered_online=_is_answered_online(conversation, roster, now, answers) if conversation else False,
    )
    until = presence_rules.answers_count_until(conversation, roster, now, answers) if conversation else None
    return signal, until


def _pictures(conversation: Conversation | None, roster: Roster) -> dict[str, str]:
    """Of the agents the visitor knows by name: those who joined."""
    known = conversation_for_visitor(conversation, roster).agents if conversation else ()
    return {one.id: picture for one in known if (picture := roster.agents[one.id].picture)}


def _faces(conversation: Conversation | None, roster: Roster) -> list[Agent]:
    """Those who could answer and are online, those taking part first; who is in a private group is not told (G2)."""
    part = taking_part(conversation, roster) if conversation else ()
    group = effective_group(conversation, roster) if conversation else None
    others = presence_rules.everybody(roster) if not group else frozenset[str]() if group.is_private else group.members
    ids = [*part, *sorted(id_ for id_ in others if id_ not in part)]
    faces = [
        agent
        for agent in (roster.agents[id_] for id_ in ids)
        if roster.presence_of(agent.id) == "online" and agent.may("access")
    ]
    return faces[:MOST_FACES]


def _is_answered_online(conversation: Conversation, roster: Roster, now: int, answers: Mapping[str, int]) -> bool:
    """Whether one of those the chat names is there: that others are says nothing of them."""
    named = conversation_for_visitor(conversation, roster).agents
    return any(presence_rules.is_there(agent.id, roster, now, answers) for agent in named)


async def _unread(reader: Reader, workspace_id: str, visitor_id: str) -> int:
    conversation = await conversations.of_visitor(reader, workspace_id, visitor_id)
    if conversation is None:
        return 0
    return await messages.unread_by_visitor(reader, workspace_id, conversation.id, conversation.visitor_read)
