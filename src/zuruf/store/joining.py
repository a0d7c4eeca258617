"""Writing that an agent joins, with what it answers (A14), and that they have read (A22): what several actions have in common."""

from dataclasses import replace

from zuruf.domain import asking, assignment
from zuruf.domain.actor import Actor
from zuruf.domain.change import Change
from zuruf.domain.conversation import Conversation
from zuruf.domain.event import ConversationRead, Event, ForVisitor
from zuruf.domain.explanation import Explanation
from zuruf.store import alerts, conversations
from zuruf.store.changes import no_longer_called, write_change
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Tx


async def write_joining(
    tx: Tx, scene: Scene, after: Conversation, agent_id: str, actor: Actor, at: int, *, why: Explanation | None = None
) -> Scene:
    """`after` is the conversation with the agent joined. First the askings they accept by it, last the leaving of those who passed the
    visitor on: one event each, in this order.
    """
    answered = asking.accepted(scene.conversation, agent_id, at)
    if answered.askings:
        change = Change(type="asking.accepted", after=scene.conversation, agent_id=agent_id, why=answered.why)
        scene = await write_change(tx, scene, change, actor, at)
    gone = await no_longer_called(tx, scene, after)
    change = Change(type="agent.joined", after=after, agent_id=agent_id, withdrawn=gone, why=why)
    scene = await write_change(tx, scene, change, actor, at)
    for asker in answered.left:
        after = assignment.without(scene.conversation, asker)
        gone = await no_longer_called(tx, scene, after)
        change = Change(type="agent.left", after=after, agent_id=asker, withdrawn=gone, why=answered.why)
        scene = await write_change(tx, scene, change, Actor("agent", asker), at)
    return scene


async def write_seen(tx: Tx, scene: Scene, agent_id: str, actor: Actor, at: int) -> Scene:
    """Answering is seeing (A22), also for who never had it on screen; the same scene if there was nothing they had not seen."""
    conversation = scene.conversation
    if not await alerts.is_new_to(tx, tx.workspace_id, agent_id, conversation.id, conversation.visitor_message_seq):
        return scene
    return await write_read(tx, scene, agent_id, conversation.seq, actor, at)


async def write_read(tx: Tx, scene: Scene, agent_id: str, up_to: int, actor: Actor, at: int) -> Scene:
    """The agent has read up to event `up_to`: their alerts up to there are seen, in all their tabs, and the visitor learns of it.

    Answers the same scene if they had read as far before.
    """
    conversation = scene.conversation
    if up_to <= await alerts.read_of(tx, tx.workspace_id, agent_id, conversation.id):
        return scene
    await alerts.save_read(tx, agent_id, conversation.id, up_to)
    await alerts.mark_seen(tx, agent_id, conversation.id, up_to, at)
    reached = await alerts.visitor_seq_at(tx, tx.workspace_id, conversation.id, up_to)
    tells = reached > conversation.agents_read
    if tells:
        after = replace(conversation, agents_read=reached, visitor_head=conversation.visitor_head + 1)
        await conversations.save(tx, conversation, after, at)
        conversation = after
    tx.record(
        Event(
            type="conversation.read",
            body=ConversationRead(conversation_id=conversation.id, agent_id=agent_id, read=up_to),
            topics=frozenset({f"agent:{agent_id}"} | ({f"visitor:{conversation.visitor_id}"} if tells else set())),
            actor=actor,
            at=at,
            conversation_id=conversation.id,
            to=agent_id,
            visitor_seq=conversation.visitor_head if tells else 0,
            for_visitor=ForVisitor(read=reached) if tells else None,
        )
    )
    return replace(scene, conversation=conversation)
