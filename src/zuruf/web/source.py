"""What the hub reads: positions, events, snapshots, rights; each answer is of one moment."""

import hashlib
from collections.abc import Mapping, Sequence

from zuruf.domain.access import is_walled, sees, topics, topics_of_agent
from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.for_visitor import conversation_for_visitor
from zuruf.domain.routing import able
from zuruf.domain.view import ConversationView, conversation_view
from zuruf.domain.workspace import Roster
from zuruf.errors import NotFound
from zuruf.realtime.frames import AgentSnapshot, AlertView, Hello, VisitorSnapshot, WebsiteName
from zuruf.realtime.source import AgentScene, Caller, Position, Principal, Rights, Sighting, Slice, VisitorScene
from zuruf.store import (
    agents,
    alerts,
    conversations,
    groups,
    inbox,
    rosters,
    streams,
    visitors,
    websites,
    workspaces,
)
from zuruf.store.transaction import Reader
from zuruf.web.context import Context
from zuruf.web.online import online_now
from zuruf.web.principals import principal_of
from zuruf.web.threads import Place, thread, visitor_thread

MOST_OPEN = 5_000  # open conversations a screen starts with; more would be no inbox any more
PART = 100


class DatabaseSource:
    """The hub's Source on the database."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    async def position(self, workspace_id: str) -> Position:
        """Where the stream stands."""
        return Position(*await self._database.read_stream(workspace_id))

    async def positions(self, workspace_ids: Sequence[str]) -> Mapping[str, Position]:
        """The same of many, in one query."""
        found = await self._database.read(streams.streams_of, workspace_ids)
        return {workspace_id: Position(*position) for workspace_id, position in found.items()}

    async def events_since(self, workspace_id: str, pos: int, limit: int) -> Slice:
        """The first events after `pos` with the position of the same moment."""

        async def query(reader: Reader) -> Slice:
            position = await streams.position_of(reader, workspace_id)
            return Slice(*position, await streams.events_since(reader, workspace_id, pos, limit))

        return await self._database.read(query)

    async def agent_snapshot(self, workspace_id: str, agent_id: str, watching: str) -> AgentScene:
        """Everything the agent's screen starts from."""
        now = self._context.now()

        async def query(reader: Reader) -> AgentScene:
            position = await streams.position_of(reader, workspace_id)
            roster = await rosters.load_roster(reader, workspace_id, now)
            agent = roster.agents[agent_id]
            parts = await _agent_parts(reader, roster, agent, watching)
            return AgentScene(epoch=position.epoch, head=position.head, rights=rights(agent, roster), parts=parts)

        return await self._database.read(query)

    async def visitor_snapshot(self, workspace_id: str, visitor_id: str) -> VisitorScene:
        """Everything the widget starts from."""
        now = self._context.now()

        async def query(reader: Reader) -> VisitorScene:
            position = await streams.position_of(reader, workspace_id)
            conversation = await conversations.of_visitor(reader, workspace_id, visitor_id)
            if conversation is None:
                empty = VisitorSnapshot(conversation=None, messages=[], lines=[], read=0, has_more=False)
                return VisitorScene(epoch=position.epoch, head=0, conversation_id=None, snapshot=empty)
            roster = await rosters.load_roster(reader, workspace_id, now)
            snapshot = await _visitor_state(reader, roster, conversation)
            return VisitorScene(
                epoch=position.epoch, head=conversation.visitor_head, conversation_id=conversation.id, snapshot=snapshot
            )

        return await self._database.read(query)

    async def authenticate(self, caller: Caller, hello: Hello) -> Principal:
        """The agent of a cookie, the visitor of a frame's token, the browser of a loader's key."""
        return await principal_of(self._context, caller, hello)

    async def rights_of(self, workspace_id: str, agent_id: str) -> Rights | None:
        """None for somebody who is no agent any more."""
        roster = await self._database.read(rosters.load_roster, workspace_id, self._context.now())
        agent = roster.agents.get(agent_id)
        return rights(agent, roster) if agent is not None and agent.is_active else None

    async def may_see_now(self, workspace_id: str, agent_id: str, conversation_ids: frozenset[str]) -> frozenset[str]:
        """Those of the conversations the agent may see now."""
        now = self._context.now()

        async def query(reader: Reader) -> frozenset[str]:
            roster = await rosters.load_roster(reader, workspace_id, now)
            agent = roster.agents.get(agent_id)
            if agent is None or not agent.may("access"):
                return frozenset()
            if not is_walled(agent, roster):
                return conversation_ids
            found = [await conversations.load(reader, workspace_id, id_) for id_ in sorted(conversation_ids)]
            return frozenset(c.id for c in found if c is not None and sees(agent, c, roster))

        return await self._database.read(query)

    async def audience_of(self, workspace_id: str, conversation_id: str) -> frozenset[str]:
        """The topics of those who may see the conversation now."""
        now = self._context.now()

        async def query(reader: Reader) -> frozenset[str]:
            conversation = await conversations.load(reader, workspace_id, conversation_id)
            if conversation is None:
                return frozenset()
            roster = await rosters.load_roster(reader, workspace_id, now)
            return topics(conversation, roster) | {f"visitor:{conversation.visitor_id}"}

        return await self._database.read(query)

    async def shows_typed(self, workspace_id: str, website_id: str) -> bool:
        """The website's own setting."""
        website = await self._database.read(websites.load, workspace_id, website_id)
        return website is not None and website.widget.shows_typed

    async def online_now(self, workspace_id: str, browser_ids: frozenset[str]) -> Mapping[str, Sighting]:
        """Read for many at once."""
        return await self._database.read(online_now, workspace_id, browser_ids, self._context.now())


def rights(agent: Agent, roster: Roster) -> Rights:
    """What an agent listens to, and a short text that differs whenever what they may see may differ."""
    effective = sorted(group.id for group in roster.groups.values() if roster.is_effective(group.id))
    own = sorted(group.id for group in roster.groups.values() if agent.id in group.members)
    walled = is_walled(agent, roster)
    # Whose visitor can be nobody's depends on who is able to have one.
    owners = sorted(id_ for id_ in roster.agents if able(id_, roster))
    sight = f"{agent.may('access')}:{walled}" + (f":{own}:{effective}:{owners}" if walled else "")
    return Rights(topics=topics_of_agent(agent, roster), sight=hashlib.sha256(sight.encode()).hexdigest()[:16])


async def shown(reader: Reader, workspace_id: str, found: Sequence[Conversation]) -> list[ConversationView]:
    """Conversations with their visitors, as agents see them."""
    people = await visitors.many(reader, workspace_id, [conversation.visitor_id for conversation in found])
    return [conversation_view(c, people[c.visitor_id]) for c in found if c.visitor_id in people]


async def _agent_parts(reader: Reader, roster: Roster, agent: Agent, watching: str) -> list[AgentSnapshot]:
    workspace_id = roster.workspace.id
    first = AgentSnapshot(
        workspace=await workspaces.view(reader, workspace_id),
        agents=await agents.views(reader, workspace_id),
        groups=await groups.views(reader, workspace_id),
        former_groups=await groups.former(reader, workspace_id),
        websites=[
            WebsiteName(id=row.website.id, name=row.website.name, seq=row.seq)
            for row in await websites.everyone(reader, workspace_id)
        ],
    )
    if not agent.may("access"):
        return [first]
    second = await _personal_part(reader, roster, agent, watching)
    found = await inbox.all_open(reader, agent, roster, MOST_OPEN)
    pieces = [found[start : start + PART] for start in range(0, len(found), PART)]
    return [first, second, *[AgentSnapshot(conversations=await shown(reader, workspace_id, piece)) for piece in pieces]]


async def _personal_part(reader: Reader, roster: Roster, agent: Agent, watching: str) -> AgentSnapshot:
    workspace_id = roster.workspace.id
    unseen = await _alerts_in_sight(reader, roster, agent)
    watched = await conversations.load(reader, workspace_id, watching) if watching else None
    if watched is not None and not sees(agent, watched, roster):
        watched = None
    page = await thread(reader, workspace_id, watched.id, Place()) if watched else None
    return AgentSnapshot(
        reads=await alerts.reads_of(reader, workspace_id, agent.id),
        alerts=unseen,
        watching=watched.id if watched else "",
        messages=page.messages if page else [],
        history=page.history if page else [],
        seen_by_visitor=await _seen(reader, workspace_id, watched),
        conversations=await _closed(reader, roster, agent, [*(alert.conversation_id for alert in unseen), watching]),
    )


async def _closed(reader: Reader, roster: Roster, agent: Agent, ids: list[str]) -> list[ConversationView]:
    """Of these the closed ones the agent may see: one on screen, one where a comment names them. The open ones come anyway."""
    found = await inbox.some(reader, roster.workspace.id, sorted(set(ids) - {""}))
    return await shown(reader, roster.workspace.id, [c for c in found if not c.is_open and sees(agent, c, roster)])


async def _alerts_in_sight(reader: Reader, roster: Roster, agent: Agent) -> list[AlertView]:
    """Behind the wall an alert may be of a conversation that went out of sight with its group."""
    unseen = [
        AlertView(seq=int(seq or 0), conversation_id=str(conversation), kind=str(kind), at=int(at or 0))
        for seq, conversation, kind, at in await alerts.unseen_of_agent(reader, roster.workspace.id, agent.id)
    ]
    if not is_walled(agent, roster):
        return unseen
    ids = {alert.conversation_id for alert in unseen}
    found = [await conversations.load(reader, roster.workspace.id, id_) for id_ in sorted(ids)]
    in_sight = {c.id for c in found if c is not None and sees(agent, c, roster)}
    return [alert for alert in unseen if alert.conversation_id in in_sight]


async def _seen(reader: Reader, workspace_id: str, conversation: Conversation | None) -> dict[str, int]:
    if conversation is None or not conversation.visitor_read:
        return {}
    seq = await alerts.seq_at_visitor_seq(reader, workspace_id, conversation.id, conversation.visitor_read)
    return {conversation.id: seq}


async def _visitor_state(reader: Reader, roster: Roster, conversation: Conversation) -> VisitorSnapshot:
    workspace_id = roster.workspace.id
    page = await visitor_thread(reader, workspace_id, conversation.id, None, roster)
    visitor = await visitors.load(reader, workspace_id, conversation.visitor_id)
    if visitor is None:
        raise NotFound("visitor_not_found", "There is no such visitor.")
    return VisitorSnapshot(
        conversation=conversation_for_visitor(conversation, roster),
        messages=page.messages,
        lines=page.lines,
        read=conversation.visitor_read,
        has_more=page.has_more,
        name=visitor.name,
        email=visitor.email,
    )
