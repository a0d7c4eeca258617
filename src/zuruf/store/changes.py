"""Writing what was decided about a conversation: the row, its event, its alerts, and who gains or loses sight of it."""

from dataclasses import replace

from zuruf.domain.access import ALL_TOPIC, is_walled, seers, sees, sight_change, topics
from zuruf.domain.actor import Actor
from zuruf.domain.agent import Agent
from zuruf.domain.audience import alerted_by_lapse, withdrawn
from zuruf.domain.change import AlertKind, Change, is_line
from zuruf.domain.conversation import Asking, Conversation
from zuruf.domain.event import (
    ConversationChanged,
    ConversationGranted,
    ConversationRevoked,
    Event,
    ForVisitor,
    MessageChanged,
    MessageSent,
)
from zuruf.domain.explanation import Explanation
from zuruf.domain.for_visitor import conversation_for_visitor, is_told
from zuruf.domain.message import Message, row_text
from zuruf.domain.view import AgentForVisitor, ConversationView, conversation_view, message_for_visitor, message_view
from zuruf.domain.workspace import Roster
from zuruf.store import alerts, conversations, messages
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Tx


async def write_change(tx: Tx, scene: Scene, change: Change, actor: Actor, at: int) -> Scene:
    """Writes one change and its event; answers the scene after it. A refusal (nothing changed) is an event too (A20)."""
    before, roster = scene.conversation, scene.roster
    has_line = is_line(change, before)
    visible = has_line or is_told(before, change.after, roster)
    after = replace(change.after, seq=tx.next_seq, visitor_head=before.visitor_head + visible)
    await conversations.save(tx, before, after, at)
    goer = roster.agents.get(change.agent_id or "") if has_line else None
    told = _change_for_visitor(goer, after, roster) if visible else None
    audience = _topics(before, after, roster, visible=visible)
    seq = tx.record(_line(scene, replace(change, after=after), actor, at, topics=audience, told=told))
    after_scene = replace(scene, conversation=after)
    out_of_sight = await _tell_sight(tx, before, after_scene, actor, at)
    if out_of_sight:
        await alerts.withdraw_all(tx, out_of_sight, after.id, at)
    if change.withdrawn:
        await alerts.withdraw(tx, change.withdrawn, after.id, at)
    asked_no_more = {asking.agent_id for asking in before.askings} - {asking.agent_id for asking in after.askings}
    if asked_no_more:
        await alerts.withdraw_askings(tx, sorted(asked_no_more), after.id, at)
    if change.alerted:
        await alerts.raise_for(tx, change.alerted, seq, after.id, change.alert_kind, at)
    return after_scene


def _body(change: Change, shown: ConversationView) -> ConversationChanged:
    return ConversationChanged(
        conversation=shown,
        agent_id=change.agent_id,
        from_group=change.from_group,
        to_group=change.to_group,
        alerted=tuple(sorted(change.alerted)),
        alert_kind=change.alert_kind if change.alerted else "",
        withdrawn=tuple(sorted(change.withdrawn)),
        line=change.line,
        note_id=change.note_id,
        score=change.score,
        why=change.why,
    )


async def no_longer_called(tx: Tx, scene: Scene, after: Conversation) -> frozenset[str]:
    """Whose unseen alerts are taken back when the conversation becomes `after` (G3, A12)."""
    pending = frozenset(await alerts.pending_of(tx, tx.workspace_id, after.id))
    return withdrawn(after, pending, scene.roster)


def record_line(tx: Tx, scene: Scene, change: Change, actor: Actor, at: int, *, watching: frozenset[str]) -> bool:
    """The line of a change whose row is written with many others and which alerts nobody (G7): kept in the history, told at once only to
    those who have the conversation on screen and may see it, and to its visitor. Answers whether it counts in the visitor's numbers.
    """
    before, roster = scene.conversation, scene.roster
    visible = is_told(before, change.after, roster)
    after = replace(change.after, seq=tx.next_seq, visitor_head=before.visitor_head + visible)
    told = _change_for_visitor(None, after, roster) if visible else None
    looking = {id_ for id_ in watching if id_ in roster.agents and sees(roster.agents[id_], after, roster)}
    audience = {f"agent:{id_}" for id_ in looking} | ({f"visitor:{after.visitor_id}"} if visible else set[str]())
    tx.record(_line(scene, replace(change, after=after), actor, at, topics=frozenset(audience), told=told))
    return visible


def _line(
    scene: Scene, change: Change, actor: Actor, at: int, *, topics: frozenset[str], told: ForVisitor | None
) -> Event:
    return Event(
        type=change.type,
        body=_body(change, conversation_view(change.after, scene.visitor)),
        topics=topics,
        actor=actor,
        at=at,
        conversation_id=change.after.id,
        visitor_seq=change.after.visitor_head if told else 0,
        for_visitor=told,
        is_history=True,
    )


async def write_lapsed(tx: Tx, scene: Scene, lapsed: tuple[Asking, ...], actor: Actor, at: int) -> Scene:
    """Askings nobody will answer any more: the askers are told (A14), the alerts of the asked are taken back."""
    for over in lapsed:
        before = scene.conversation
        after = replace(before, askings=tuple(other for other in before.askings if other != over))
        gone = await no_longer_called(tx, scene, after)
        change = Change(
            type="asking.lapsed",
            after=after,
            agent_id=over.agent_id,
            alerted=alerted_by_lapse(over, scene.roster, actor),
            alert_kind="lapsed",
            withdrawn=gone & {over.agent_id},
            why=Explanation(cause=actor, rule="A14"),
        )
        scene = await write_change(tx, scene, change, actor, at)
    return scene


async def write_message(
    tx: Tx,
    scene: Scene,
    after: Conversation,
    message: Message,
    actor: Actor,
    *,
    opened: bool = False,
    alerted: frozenset[str] = frozenset(),
    why: Explanation | None = None,
) -> tuple[Scene, int]:
    """Writes a new message with its conversation; answers the scene after it and the event's number."""
    before, seq = scene.conversation, tx.next_seq
    visible = message.kind != "comment"
    head = before.visitor_head + visible
    after = replace(
        after,
        seq=seq,
        visitor_head=head,
        visitor_message_seq=seq if message.kind == "visitor" else after.visitor_message_seq,
    )
    message = replace(message, first_seq=seq, seq=seq, visitor_seq=head if visible else 0)
    await conversations.save(tx, before, after, message.at)
    await messages.insert(tx, message)
    sent = MessageSent(
        message=message_view(message),
        conversation=conversation_view(after, scene.visitor),
        opened=opened,
        alerted=tuple(sorted(alerted)),
        why=why,
    )
    tx.record(_message_event(scene, after, message, actor, sent))
    after_scene = replace(scene, conversation=after)
    gone = await _tell_sight(tx, before, after_scene, actor, message.at)
    if gone:
        await alerts.withdraw_all(tx, gone, after.id, message.at)
    if alerted:
        await alerts.raise_for(tx, alerted, seq, after.id, _alert_kind(message), message.at)
    return after_scene, seq


def _alert_kind(message: Message) -> AlertKind:
    return "mentioned" if message.kind == "comment" else "message"


def _message_event(scene: Scene, after: Conversation, message: Message, actor: Actor, sent: MessageSent) -> Event:
    before, visible = scene.conversation, message.visitor_seq > 0
    return Event(
        type="message.sent",
        body=sent,
        topics=_topics(before, after, scene.roster, visible=visible),
        actor=actor,
        at=message.at,
        conversation_id=after.id,
        visitor_seq=message.visitor_seq,
        for_visitor=_message_for_visitor(before, message, after, scene.roster) if visible else None,
    )


async def write_message_change(
    tx: Tx, scene: Scene, message: Message, actor: Actor, at: int, *, alerted: frozenset[str] = frozenset()
) -> None:
    """Writes an edited or deleted message; the list row follows when it was the last one, and whom a comment names since is alerted."""
    before, seq = scene.conversation, tx.next_seq
    visible = message.visitor_seq > 0
    message = replace(message, seq=seq)
    last = before.last
    if last is not None and last.id == message.id:
        last = replace(last, text="", files=0) if message.deleted_at else replace(last, text=row_text(message.text))
    after = replace(before, seq=seq, visitor_head=before.visitor_head + visible, last=last)
    await conversations.save(tx, before, after, at)
    await messages.save_change(tx, message)
    tx.record(
        Event(
            type="message.changed",
            body=MessageChanged(
                message=message_view(message),
                conversation=conversation_view(after, scene.visitor),
                alerted=tuple(sorted(alerted)),
            ),
            topics=_topics(before, after, scene.roster, visible=visible),
            actor=actor,
            at=at,
            conversation_id=after.id,
            visitor_seq=after.visitor_head if visible else 0,
            for_visitor=_message_for_visitor(after, message, after, scene.roster) if visible else None,
        )
    )
    if alerted:
        await alerts.raise_for(tx, alerted, seq, after.id, _alert_kind(message), at)


def _topics(before: Conversation, after: Conversation, roster: Roster, *, visible: bool) -> frozenset[str]:
    """Old and new audience, so that lists shrink as well as grow (A12)."""
    audience = topics(before, roster) | topics(after, roster)
    return audience | {f"visitor:{after.visitor_id}"} if visible else audience


def _change_for_visitor(agent: Agent | None, after: Conversation, roster: Roster) -> ForVisitor:
    return ForVisitor(
        agent=AgentForVisitor(id=agent.id, name=agent.name) if agent else None,
        conversation=conversation_for_visitor(after, roster),
    )


def _message_for_visitor(before: Conversation, message: Message, after: Conversation, roster: Roster) -> ForVisitor:
    changed = is_told(before, after, roster)
    return ForVisitor(
        message=message_for_visitor(message, roster.agents.get(message.author), after.visitor_head),
        conversation=conversation_for_visitor(after, roster) if changed else None,
    )


async def tell_gone(tx: Tx, scene: Scene, actor: Actor, at: int) -> None:
    """Everybody who sees it sees it no more (I6): those who see all by one event, those behind the wall each by their own, because what a
    replay may show them is asked of the conversation as it is then.
    """
    conversation, roster = scene.conversation, scene.roster
    body = ConversationRevoked(conversation_id=conversation.id)
    event = _personal("conversation.revoked", body, "", conversation.id, actor, at)
    tx.record(replace(event, topics=frozenset({ALL_TOPIC}), to=None))
    for agent_id in sorted(seers(conversation, roster)):
        if is_walled(roster.agents[agent_id], roster):
            tx.record(_personal("conversation.revoked", body, agent_id, conversation.id, actor, at))


async def tell_back(tx: Tx, scene: Scene, actor: Actor, at: int) -> None:
    """Everybody who may see it sees it again, as far read as it was (I6)."""
    after = scene.conversation
    known = await alerts.read_by(tx, tx.workspace_id, sorted(seen_by := seers(after, scene.roster)), after.id)
    for agent_id in sorted(seen_by):
        body = ConversationGranted(conversation=conversation_view(after, scene.visitor), read=known.get(agent_id, 0))
        tx.record(_personal("conversation.granted", body, agent_id, after.id, actor, at))


async def _tell_sight(tx: Tx, before: Conversation, scene: Scene, actor: Actor, at: int) -> frozenset[str]:
    """Gaining sight comes with a snapshot of the conversation and how far it was read, losing it with a revoke; both are to one agent.

    Answers all of them: their alerts from before end, because nobody sees an alert of what they do not see.
    """
    after = scene.conversation
    gained, lost = sight_change(before, after, scene.roster)
    known = await alerts.read_by(tx, tx.workspace_id, sorted(gained), after.id)
    for agent_id in sorted(gained):
        body = ConversationGranted(conversation=conversation_view(after, scene.visitor), read=known.get(agent_id, 0))
        tx.record(_personal("conversation.granted", body, agent_id, after.id, actor, at))
    for agent_id in sorted(lost):
        tx.record(
            _personal(
                "conversation.revoked", ConversationRevoked(conversation_id=after.id), agent_id, after.id, actor, at
            )
        )
    return gained | lost


def _personal(
    type_: str,
    body: ConversationGranted | ConversationRevoked,
    agent_id: str,
    conversation_id: str,
    actor: Actor,
    at: int,
) -> Event:
    return Event(
        type=type_,
        body=body,
        topics=frozenset({f"agent:{agent_id}"}),
        actor=actor,
        at=at,
        conversation_id=conversation_id,
        to=agent_id,
    )
