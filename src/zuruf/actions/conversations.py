"""Closing, reopening and reading a conversation, and what becomes of it when an agent is gone (I6, A17, A22)."""

from dataclasses import dataclass, replace

from zuruf.domain import assignment, episode
from zuruf.domain.access import require, sees, topics
from zuruf.domain.audience import alerted_by_agent, alerted_by_loss
from zuruf.domain.change import Change
from zuruf.domain.episode import Closed
from zuruf.domain.event import ConversationRead, Event, ForVisitor
from zuruf.domain.explanation import Explanation
from zuruf.domain.outcome import Accepted, AlreadySo
from zuruf.errors import NotFound
from zuruf.store import agents, alerts, browsers, conversations, messages, scenes
from zuruf.store.changes import write_change, write_lapsed
from zuruf.store.joining import write_read
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Answer, Command, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationCommand(Command):
    """About a conversation, by the acting agent."""

    conversation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRead(Command):
    """How far an agent has read, in event numbers; everything up to there counts as seen (A22)."""

    conversation_id: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorRead(Command):
    """How far the visitor has read, in their own numbers."""

    visitor_id: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkShown(Command):
    """Alerts an agent's device has shown, by the number of their cause."""

    seqs: tuple[int, ...]
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAgent(Command):
    """An agent was deactivated by the actor: their rows end, the conversations fall to the group or to Unassigned, the others are told."""

    conversation_id: str
    agent_id: str


async def close(tx: Tx, command: ConversationCommand) -> Answer:
    """The episode ends with all its rows; unseen alerts are taken back. Closing a closed one is no change."""
    scene = await _scene(tx, command)
    closed = episode.close(scene.conversation, command.moment.at)
    if not isinstance(closed, Closed):
        return Answer(command.conversation_id, changed=False)
    pending = await alerts.pending_of(tx, tx.workspace_id, command.conversation_id)
    change = Change(
        type="conversation.closed",
        after=closed.conversation,
        withdrawn=frozenset(pending),
        why=Explanation(cause=command.actor, rule="close"),
    )
    scene = await write_change(tx, scene, change, command.actor, command.moment.at)
    await write_lapsed(tx, scene, closed.lapsed, command.actor, command.moment.at)
    await browsers.forget_choice(tx, scene.conversation.visitor_id)
    return Answer(command.conversation_id)


async def reopen(tx: Tx, command: ConversationCommand) -> Answer:
    """The same episode again, its agents restored."""
    scene = await _scene(tx, command)
    before = scene.conversation
    ended = await conversations.ended_by_closing(tx, tx.workspace_id, before)
    since = await messages.unanswered_since(tx, tx.workspace_id, before.id, before.episode)
    outcome = episode.reopen(before, ended, command.actor, scene.roster, waiting_since=since)
    match outcome:
        case AlreadySo():
            return Answer(command.conversation_id, changed=False)
        case Accepted():
            # Who was assigned while it was closed has not been told of it yet (A6).
            calls = [
                alerted_by_agent(outcome.conversation, row.agent_id, scene.roster, command.actor, frozenset())
                for row in before.participations
            ]
            change = Change(
                type="conversation.reopened",
                after=outcome.conversation,
                alerted=frozenset(agent_id for told in calls for agent_id in told.agents),
                why=outcome.why,
            )
            await write_change(tx, scene, change, command.actor, command.moment.at)
            return Answer(command.conversation_id)
        case _:
            raise outcome.error()


async def mark_read(tx: Tx, command: MarkRead) -> Answer:
    """Seen in one tab is seen in all; the visitor learns how far somebody has read."""
    scene = await _scene(tx, command)
    up_to = min(command.seq, scene.conversation.seq)
    read = await write_read(tx, scene, command.actor.id, up_to, command.actor, command.moment.at)
    return Answer(command.conversation_id, changed=read is not scene)


async def visitor_read(tx: Tx, command: VisitorRead) -> Answer:
    """The agents see that the visitor has seen their messages; so do the visitor's other tabs."""
    scene = await scenes.of_visitor(tx, tx.workspace_id, command.visitor_id, command.moment.at)
    conversation = scene.conversation
    reached = min(command.seq, conversation.visitor_head)
    if reached <= conversation.visitor_read:
        return Answer(conversation.id, changed=False)
    after = replace(conversation, visitor_read=reached, visitor_head=conversation.visitor_head + 1)
    await conversations.save(tx, conversation, after, command.moment.at)
    seen = await alerts.seq_at_visitor_seq(tx, tx.workspace_id, conversation.id, reached)
    tx.record(
        Event(
            type="conversation.read",
            body=ConversationRead(conversation_id=conversation.id, agent_id=None, read=seen),
            topics=topics(after, scene.roster) | {f"visitor:{conversation.visitor_id}"},
            actor=command.actor,
            at=command.moment.at,
            conversation_id=conversation.id,
            visitor_seq=after.visitor_head,
            for_visitor=ForVisitor(seen=reached),
        )
    )
    return Answer(conversation.id)


async def mark_shown(tx: Tx, command: MarkShown) -> Answer:
    """On which device an alert was first shown (A20); a fact for the explanation, nobody else is told."""
    await alerts.mark_shown(tx, command.actor.id, command.seqs, command.device[:80], command.moment.at)
    return Answer()


async def release_agent(tx: Tx, command: ReleaseAgent) -> Answer:
    """Ends the row and the askings of an agent who is gone, and alerts those it falls to; done again it is no change."""
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, command.moment.at)
    before = scene.conversation
    after = assignment.deactivated(before, command.agent_id)
    if after == before:
        return Answer(command.conversation_id, changed=False)
    lapsed = tuple(asking for asking in before.askings if asking not in after.askings)
    scene = await write_lapsed(tx, scene, lapsed, command.actor, command.moment.at)
    if before.participation_of(command.agent_id) is None:
        return Answer(command.conversation_id)
    pending = frozenset(await alerts.pending_of(tx, tx.workspace_id, before.id))
    after = assignment.without(scene.conversation, command.agent_id)
    told = alerted_by_loss(after, scene.roster, command.actor)
    change = Change(
        type="agent.left",
        after=after,
        agent_id=command.agent_id,
        alerted=frozenset(told.agents),
        alert_kind=told.alert_kind,
        withdrawn=pending & {command.agent_id},
        why=Explanation(cause=command.actor, rule="agent_deactivated", considered=told.considered),
    )
    await write_change(tx, scene, change, command.actor, command.moment.at)
    return Answer(command.conversation_id)


async def _scene(tx: Tx, command: ConversationCommand | MarkRead) -> Scene:
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, command.moment.at)
    agent = await agents.acting(tx, command)
    require(agent, "access")
    if not sees(agent, scene.conversation, scene.roster):
        raise NotFound("conversation_not_found", "There is no such conversation.")
    return scene
