"""Blocking a visitor and letting them in again (I6, B72). What they wrote stays."""

from dataclasses import dataclass, replace

from zuruf.domain.access import require, sees
from zuruf.domain.block import Block, checked
from zuruf.domain.change import Change
from zuruf.domain.explanation import Explanation
from zuruf.errors import NotFound
from zuruf.store import agents, scenes, visitors
from zuruf.store.changes import write_change
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Answer, Command, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorCommand(Command):
    """About a visitor, by an agent who may assign."""

    visitor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockVisitor(VisitorCommand):
    """`until` in ms UTC; None is for good."""

    reason: str = ""
    until: int | None = None


async def block(tx: Tx, command: BlockVisitor) -> Answer:
    """Who is blocked already is so from now on for this reason and until this time; the same again is no change."""
    scene = await _scene(tx, command)
    wanted = checked(command.reason, command.until, command.actor, command.moment.at)
    before = scene.visitor.block
    if before is not None and (before.reason, before.until) == (wanted.reason, wanted.until):
        return Answer(command.visitor_id, changed=False)
    return await _write(tx, scene, command, wanted)


async def unblock(tx: Tx, command: VisitorCommand) -> Answer:
    """Nobody is told but the agents: the widget is there again on the visitor's next page."""
    scene = await _scene(tx, command)
    if scene.visitor.block is None:
        return Answer(command.visitor_id, changed=False)
    return await _write(tx, scene, command, None)


async def _write(tx: Tx, scene: Scene, command: VisitorCommand, wanted: Block | None) -> Answer:
    visitor = replace(scene.visitor, block=wanted, seq=tx.next_seq)
    await visitors.save_block(tx, visitor)
    change = Change(
        type="visitor.blocked" if wanted else "visitor.unblocked",
        after=scene.conversation,
        line=wanted.reason if wanted else "",
        why=Explanation(cause=command.actor, rule="I6"),
    )
    await write_change(tx, replace(scene, visitor=visitor), change, command.actor, command.moment.at)
    return Answer(command.visitor_id)


async def _scene(tx: Tx, command: VisitorCommand) -> Scene:
    scene = await scenes.of_visitor(tx, tx.workspace_id, command.visitor_id, command.moment.at)
    agent = await agents.acting(tx, command)
    require(agent, "assign")
    if not sees(agent, scene.conversation, scene.roster):
        raise NotFound("visitor_not_found", "There is no such visitor.")
    return scene
