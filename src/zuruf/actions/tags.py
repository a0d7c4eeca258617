"""Tags: marking a conversation, unmarking it, and the workspace's list of them (I3, I6). Different tags commute; the same twice is no change."""

from dataclasses import dataclass, replace

from zuruf.domain.access import require, sees
from zuruf.domain.agent import Agent
from zuruf.domain.change import Change
from zuruf.domain.explanation import Explanation
from zuruf.domain.tags import MOST, Tag, checked_name, key_of, with_tag, without_tag
from zuruf.errors import Conflict, Invalid, NotFound
from zuruf.store import agents, scenes, tags
from zuruf.store.changes import write_change
from zuruf.store.scenes import Scene
from zuruf.store.settings_changes import tell_settings
from zuruf.store.transaction import Answer, Command, Tx

WHAT = "tags"  # in settings.changed


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTag(Command):
    """A tag by its id or by its `name`; a name nobody has used yet makes the tag, which needs the right `assign`."""

    conversation_id: str
    tag_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveTag(Command):
    """Takes a tag off a conversation."""

    conversation_id: str
    tag_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTag(Command):
    """Another name for the tag, wherever it is."""

    tag_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteTag(Command):
    """Takes it off every conversation; the histories go on naming it."""

    tag_id: str


async def add_tag(tx: Tx, command: AddTag) -> Answer:
    """Refused beyond MOST_ON_ONE tags. The answer's id is the tag's."""
    scene, agent = await _scene(tx, command, command.conversation_id)
    tag = await _named(tx, command, agent)
    known = {one.id for one in await tags.everyone(tx, tx.workspace_id)}
    after = with_tag(scene.conversation, tag.id, known)
    if after == scene.conversation:
        return Answer(tag.id, changed=False)
    why = Explanation(cause=command.actor, rule="I6")
    change = Change(type="conversation.tagged", after=after, line=tag.name, why=why)
    await write_change(tx, scene, change, command.actor, command.moment.at)
    return Answer(tag.id)


async def remove_tag(tx: Tx, command: RemoveTag) -> Answer:
    """A tag that is not there, or is deleted, is no change."""
    scene, _ = await _scene(tx, command, command.conversation_id)
    known = {one.id: one for one in await tags.everyone(tx, tx.workspace_id)}
    after = without_tag(scene.conversation, command.tag_id)
    tag = known.get(command.tag_id)
    if after == scene.conversation or tag is None:
        return Answer(command.tag_id, changed=False)
    why = Explanation(cause=command.actor, rule="I6")
    change = Change(type="conversation.untagged", after=after, line=tag.name, why=why)
    await write_change(tx, scene, change, command.actor, command.moment.at)
    return Answer(tag.id)


async def rename_tag(tx: Tx, command: RenameTag) -> Answer:
    """Conflict `tag_exists` when another one is called so."""
    require(await agents.acting(tx, command), "configure")
    before = await tags.get(tx, tx.workspace_id, command.tag_id)
    name = checked_name(command.name)
    other = await tags.by_key(tx, tx.workspace_id, key_of(name))
    if other is not None and other.id != before.id:
        raise Conflict("tag_exists", f"There is a tag “{other.name}” already. Choose another name.", "name")
    if name == before.name:
        return Answer(before.id, changed=False)
    await tags.rename(tx, replace(before, name=name, key=key_of(name)))
    tell_settings(tx, command, WHAT)
    return Answer(before.id)


async def delete_tag(tx: Tx, command: DeleteTag) -> Answer:
    """Removes it from the list and from every conversation."""
    require(await agents.acting(tx, command), "configure")
    tag = await tags.get(tx, tx.workspace_id, command.tag_id)
    await tags.delete(tx, tag.id)
    tell_settings(tx, command, WHAT)
    return Answer(tag.id)


async def _named(tx: Tx, command: AddTag, agent: Agent) -> Tag:
    if command.tag_id:
        return await tags.get(tx, tx.workspace_id, command.tag_id)
    if not command.name:
        raise Invalid("missing", "Expected a tag, by its id or its name.", "name")
    name = checked_name(command.name)
    known = await tags.by_key(tx, tx.workspace_id, key_of(name))
    if known is not None:
        return known
    require(agent, "assign")
    if await tags.count(tx, tx.workspace_id) >= MOST:
        raise Conflict("tags_full", f"A workspace has at most {MOST} tags. Delete one in the settings first.", "name")
    tag = Tag(id=command.moment.id("tag"), name=name, key=key_of(name))
    await tags.insert(tx, tag, command.moment.at)
    tell_settings(tx, command, WHAT)
    return tag


async def _scene(tx: Tx, command: Command, conversation_id: str) -> tuple[Scene, Agent]:
    agent = await agents.acting(tx, command)
    require(agent, "access")
    scene = await scenes.of_conversation(tx, tx.workspace_id, conversation_id, command.moment.at)
    if not sees(agent, scene.conversation, scene.roster):
        raise NotFound("conversation_not_found", "There is no such conversation.")
    return scene, agent
