"""Putting a conversation off, and waking it: at its time, at the visitor's message, or by hand (I6)."""

import json
from dataclasses import dataclass, replace

from zuruf.domain import snooze as snoozes
from zuruf.domain.access import require, sees
from zuruf.domain.audience import alerted_by_message
from zuruf.domain.change import Change
from zuruf.domain.outcome import Accepted, AlreadySo
from zuruf.errors import Invalid, NotFound
from zuruf.store import agents, alerts, scenes
from zuruf.store.changes import write_change
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Answer, Command, Job, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeCommand(Command):
    """About the snoozing of a conversation."""

    conversation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze(SnoozeCommand):
    """Until when it is put off, in ms UTC."""

    until: int


async def snooze(tx: Tx, command: Snooze) -> Answer:
    """Unseen alerts are taken back: nobody has to act on it now. A job wakes it at its time."""
    scene, at = await _scene(tx, command), command.moment.at
    outcome = snoozes.snooze(scene.conversation, command.until, command.actor, scene.roster, at)
    match outcome:
        case AlreadySo():
            return Answer(command.conversation_id, changed=False)
        case Accepted():
            pending = await alerts.pending_of(tx, tx.workspace_id, command.conversation_id)
            change = Change(
                type="conversation.snoozed",
                after=outcome.conversation,
                withdrawn=frozenset(pending),
                why=outcome.why,
            )
            await write_change(tx, scene, change, command.actor, at)
            payload = json.dumps({"conversation_id": command.conversation_id})
            tx.enqueue(Job(kind="snooze_ends", payload=payload, due_at=command.until))
            return Answer(command.conversation_id)
        case _ if outcome.code == "invalid_until":
            raise Invalid(outcome.code, outcome.sentence, "until")
        case _:
            raise outcome.error()


async def wake(tx: Tx, command: SnoozeCommand) -> Answer:
    """By hand; one that is awake stays as it is."""
    scene = await _scene(tx, command)
    outcome = snoozes.wake(scene.conversation, command.actor)
    if not isinstance(outcome, Accepted):
        return Answer(command.conversation_id, changed=False)
    change = Change(type="conversation.woken", after=outcome.conversation, why=outcome.why)
    await write_change(tx, scene, change, command.actor, command.moment.at)
    return Answer(command.conversation_id)


async def snooze_ends(tx: Tx, command: SnoozeCommand) -> Answer:
    """At its time whom a message of the visitor would alert is alerted (A22), once. The worker may ask as often as it likes."""
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, command.moment.at)
    outcome = snoozes.wake(scene.conversation, command.actor)
    if not snoozes.is_over(scene.conversation, command.moment.at) or not isinstance(outcome, Accepted):
        return Answer(command.conversation_id, changed=False)
    after = replace(outcome.conversation, woken_seq=tx.next_seq)
    told = alerted_by_message(after, scene.roster, command.actor, frozenset())
    change = Change(
        type="conversation.woken",
        after=after,
        alerted=frozenset(told.agents),
        alert_kind="woken",
        why=replace(outcome.why, considered=told.considered),
    )
    await write_change(tx, scene, change, command.actor, command.moment.at)
    return Answer(command.conversation_id)


async def _scene(tx: Tx, command: SnoozeCommand) -> Scene:
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, command.moment.at)
    agent = await agents.acting(tx, command)
    require(agent, "access")
    if not sees(agent, scene.conversation, scene.roster):
        raise NotFound("conversation_not_found", "There is no such conversation.")
    return scene
