"""Deleting a conversation, bringing it back, and its end for good (I6)."""

import json
from dataclasses import dataclass, replace
from typing import Final

from zuruf.domain.access import require, sees
from zuruf.domain.change import Change
from zuruf.domain.explanation import Explanation
from zuruf.errors import NotFound
from zuruf.store import agents, alerts, browsers, deleted, scenes
from zuruf.store.changes import tell_back, tell_gone, write_change
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Answer, Command, Job, Tx

KEPT_MS: Final = 30 * 24 * 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionCommand(Command):
    """About deleting one conversation; needs `access` and `configure`."""

    conversation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge(Command):
    """The 30 days of what was deleted at `deleted_at` (ms) are over."""

    conversation_id: str
    deleted_at: int


async def delete(tx: Tx, command: DeletionCommand) -> Answer:
    """Gone from every screen at once, its alerts taken back; the visitor's browser begins anew. Kept for 30 days."""
    at = command.moment.at
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, at)
    await _require(tx, command, scene)
    pending = await alerts.pending_of(tx, tx.workspace_id, command.conversation_id)
    change = Change(
        type="conversation.deleted",
        # Askings lapse and snoozes end by jobs, which would find nothing.
        after=replace(scene.conversation.awake(), askings=()),
        withdrawn=frozenset(pending),
        why=Explanation(cause=command.actor, rule="I6"),
    )
    scene = await write_change(tx, scene, change, command.actor, at)
    await tell_gone(tx, scene, command.actor, at)
    await deleted.put_away(tx, scene.conversation, str(command.actor), at)
    await browsers.begin_anew(tx, scene.visitor.id, command.moment.id("vis"))
    payload = json.dumps({"conversation_id": command.conversation_id, "deleted_at": at})
    tx.enqueue(Job(kind="deleted_ends", payload=payload, due_at=at + KEPT_MS))
    return Answer(command.conversation_id, note=scene.visitor.id)


async def restore(tx: Tx, command: DeletionCommand) -> Answer:
    """As it was, and its visitor's browser with it, unless they have begun anew."""
    found = await deleted.load(tx, tx.workspace_id, command.conversation_id)
    if found is None:
        raise NotFound("conversation_not_found", "There is no such conversation among those deleted.")
    await deleted.bring_back(tx, found.conversation)
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, command.moment.at)
    await _require(tx, command, scene)
    await browsers.give_back(tx, scene.visitor.id)
    change = Change(
        type="conversation.restored",
        after=scene.conversation,
        why=Explanation(cause=command.actor, rule="I6"),
    )
    scene = await write_change(tx, scene, change, command.actor, command.moment.at)
    await tell_back(tx, scene, command.actor, command.moment.at)
    return Answer(command.conversation_id, note=scene.visitor.id)


async def purge(tx: Tx, command: Purge) -> Answer:
    """Not what was brought back, or deleted again since. The worker may ask as often as it likes."""
    found = await deleted.load(tx, tx.workspace_id, command.conversation_id)
    if found is None or found.at != command.deleted_at:
        return Answer(command.conversation_id, changed=False)
    await deleted.purge(tx, found.conversation, command.moment.at)
    return Answer(command.conversation_id)


async def _require(tx: Tx, command: DeletionCommand, scene: Scene) -> None:
    agent = await agents.acting(tx, command)
    require(agent, "access")
    require(agent, "configure")
    if not sees(agent, scene.conversation, scene.roster):
        raise NotFound("conversation_not_found", "There is no such conversation.")
