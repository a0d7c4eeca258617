"""What pages and frames learn of a visitor, told to their agents where it is new (I7)."""

from collections.abc import Mapping
from dataclasses import replace

from zuruf.domain.change import Change
from zuruf.domain.visitor import AttributeValue, Visitor, are_alike, those_that_fit, with_attributes
from zuruf.store import scenes, visitors
from zuruf.store.changes import write_change
from zuruf.store.transaction import Command, Tx


async def describe(tx: Tx, command: Command, visitor_id: str, attributes: Mapping[str, AttributeValue]) -> None:
    """Pages say the same on every view; only what is new is told to the agents. Nothing where there is no visitor yet, nor for what finds no
    room beside what agents have written down."""
    visitor = await visitors.load(tx, tx.workspace_id, visitor_id)
    if visitor is None:
        return
    fitting = those_that_fit(visitor.attributes, attributes)
    described = replace(visitor, attributes=with_attributes(visitor.attributes, fitting), seq=tx.next_seq)
    if not are_alike(described.attributes, visitor.attributes):
        await change_visitor(tx, command, described)


async def change_visitor(tx: Tx, command: Command, visitor: Visitor) -> None:
    """The visitor as they are from now on, for everybody who sees their conversation."""
    scene = await scenes.of_visitor(tx, tx.workspace_id, visitor.id, command.moment.at)
    await visitors.save(tx, visitor)
    change = Change(type="visitor.changed", after=scene.conversation)
    await write_change(tx, replace(scene, visitor=visitor), change, command.actor, command.moment.at)
