"""Saved replies: making, changing and deleting private and shared ones (I4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zuruf.domain.access import WORKSPACE_TOPIC
from zuruf.domain.agent import Agent
from zuruf.domain.event import Event, SettingsChanged
from zuruf.domain.saved_reply import SavedReply, Sharing, check_change, check_use, checked_shortcut, checked_texts
from zuruf.errors import Conflict, Invalid, NotFound
from zuruf.store import agents, groups, saved_replies, workspaces
from zuruf.store.settings_changes import check_version
from zuruf.store.transaction import Answer, Command, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReplyCommand(Command):
    """What a saved reply is saved as; `groups` are those a reply of the sharing "groups" is for."""

    shortcut: str
    texts: Mapping[str, str]
    sharing: Sharing = "private"
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateSavedReply(SavedReplyCommand):
    """A new saved reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSavedReply(SavedReplyCommand):
    """The saved reply as a whole, made of the version somebody saw."""

    reply_id: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteSavedReply(Command):
    """It is offered no more."""

    reply_id: str


async def create_saved_reply(tx: Tx, command: CreateSavedReply) -> Answer:
    """Everybody who answers may have private ones; a shared one takes the right to configure."""
    actor = await agents.acting(tx, command)
    check_use(actor)
    reply = await _checked(tx, command, actor, SavedReply(id=command.moment.id("srp"), shortcut="", texts={}))
    limit = saved_replies.limit_of(reply.owner_id)
    if await saved_replies.count(tx, tx.workspace_id, reply.owner_id) >= limit:
        raise Conflict(
            "too_many_saved_replies", f"There are {limit} saved replies already, which is the most there can be."
        )
    await saved_replies.insert(tx, reply, seq=tx.next_seq, created_at=command.moment.at)
    _tell(tx, command, actor, reply)
    return Answer(id=reply.id)


async def change_saved_reply(tx: Tx, command: ChangeSavedReply) -> Answer:
    """Replaces all of it; from private to shared and back too."""
    actor = await agents.acting(tx, command)
    before = await saved_replies.get(tx, tx.workspace_id, command.reply_id)
    check_change(actor, before)
    await check_version(tx, "saved_replies", before.id, sent=command.version, now=before.version)
    after = await _checked(tx, command, actor, before)
    if after == before:
        return Answer(id=before.id, changed=False)
    await saved_replies.save(tx, replace(after, version=before.version + 1), seq=tx.next_seq)
    _tell(tx, command, actor, before, after)
    return Answer(id=before.id)


async def delete_saved_reply(tx: Tx, command: DeleteSavedReply) -> Answer:
    """What was inserted from it stays in the messages."""
    actor = await agents.acting(tx, command)
    reply = await saved_replies.get(tx, tx.workspace_id, command.reply_id)
    check_change(actor, reply)
    await saved_replies.delete(tx, reply.id)
    _tell(tx, command, actor, reply)
    return Answer(id=reply.id)


async def _checked(tx: Tx, command: SavedReplyCommand, actor: Agent, before: SavedReply) -> SavedReply:
    """The saved reply as it would be saved."""
    workspace = await workspaces.get(tx, tx.workspace_id)
    after = replace(
        before,
        shortcut=checked_shortcut(command.shortcut),
        texts=checked_texts(command.texts, workspace.default_language),
        owner_id=actor.id if command.sharing == "private" else "",
        group_ids=await _checked_groups(tx, command, before) if command.sharing == "groups" else (),
    )
    check_change(actor, after)
    taken = await saved_replies.with_shortcut(tx, tx.workspace_id, after.owner_id, after.shortcut)
    if taken not in (None, before.id):
        sentence = f"There is a saved reply /{after.shortcut} already. Take another shortcut."
        raise Conflict("shortcut_taken", sentence, "shortcut")
    return after


async def _checked_groups(tx: Tx, command: SavedReplyCommand, before: SavedReply) -> tuple[str, ...]:
    """Groups that exist; one deleted since it was saved may stay, so that nothing else has to be repaired first."""
    chosen = tuple(sorted(set(command.groups)))
    if not chosen:
        raise Invalid("no_group", "Choose at least one group, or share it with all.", "groups")
    known = {group.id for group in await groups.everyone(tx, tx.workspace_id)} | set(before.group_ids)
    if set(chosen) - known:
        raise NotFound("group_not_found", "A chosen group does not exist any more. Leave it out.", "groups")
    return chosen


def _tell(tx: Tx, command: Command, actor: Agent, *replies: SavedReply) -> None:
    """Pages showing saved replies fetch them again; of somebody's private ones nobody else hears."""
    is_shared = any(not reply.owner_id for reply in replies)
    event = Event(
        type="settings.changed",
        body=SettingsChanged(what="saved_replies", version=tx.next_seq),
        topics=frozenset({WORKSPACE_TOPIC if is_shared else f"agent:{actor.id}"}),
        actor=command.actor,
        at=command.moment.at,
        to=None if is_shared else actor.id,
    )
    tx.record(event)
