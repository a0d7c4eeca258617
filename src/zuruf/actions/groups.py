"""Groups: making, changing and deleting them (G1, G2, G7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zuruf.domain import validity
from zuruf.domain.access import require
from zuruf.domain.assignment import sent_on
from zuruf.domain.audience import alerted_by_group
from zuruf.domain.change import Change
from zuruf.domain.group import Group
from zuruf.domain.workspace import Roster
from zuruf.errors import Conflict, Invalid, NotFound
from zuruf.store import agents, conversations, groups, rosters, scenes, visitors, workspaces
from zuruf.store.changes import no_longer_called, record_line, write_change
from zuruf.store.scenes import Scene
from zuruf.store.settings_changes import add_group, check_version, delete_group, save_group, save_workspace
from zuruf.store.transaction import Answer, Command, Tx

GROUPS_SWITCHED_ON = "groups_switched_on"  # the note of the first group (G2); the console words it


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCommand(Command):
    """What a group is saved as; `names` per language, the default language required (G1)."""

    names: Mapping[str, str]
    colour: str = "teal"
    is_enabled: bool = True
    is_private: bool = False
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateGroup(GroupCommand):
    """A new group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup(GroupCommand):
    """The group as a whole, made of the version somebody saw."""

    group_id: str
    version: int


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Where the visitors of a deleted group go; None is all agents."""

    group_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteGroup(Command):
    """Without `move_to` only a group without visitors is deleted (G7). `watching`: who looks at which conversation now (A22)."""

    group_id: str
    move_to: MoveTo | None = None
    watching: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


async def create_group(tx: Tx, command: CreateGroup) -> Answer:
    """Saving the first group switches "Use groups" on; the note says so (G2)."""
    require(await agents.acting(tx, command), "configure")
    known = await groups.count(tx, tx.workspace_id)
    if known >= groups.LIMIT:
        raise Conflict("too_many_groups", f"A workspace has at most {groups.LIMIT} groups.")
    group = await _checked(tx, command, Group(id=command.moment.id("grp"), names={}))
    await add_group(tx, command, group)
    switched_on = known == 0 and await _switch_groups_on(tx, command)
    return Answer(id=group.id, note=GROUPS_SWITCHED_ON if switched_on else "")


async def change_group(tx: Tx, command: ChangeGroup) -> Answer:
    """Replaces names, colour, switches and members. Mine changes at once by the event, nobody is alerted."""
    require(await agents.acting(tx, command), "configure")
    before = await groups.get(tx, tx.workspace_id, command.group_id)
    await check_version(tx, "groups", before.id, sent=command.version, now=before.version)
    after = await _checked(tx, command, before)
    if after == before:
        return Answer(id=before.id, changed=False)
    await save_group(tx, command, before, replace(after, version=before.version + 1))
    return Answer(id=before.id)


async def remove_group(tx: Tx, command: DeleteGroup) -> Answer:
    """Deletes the group and moves its visitors; Conflict `group_in_use` with how many there are until it is said where they go (G7)."""
    require(await agents.acting(tx, command), "configure")
    group = await groups.get(tx, tx.workspace_id, command.group_id)
    if command.move_to is None:
        await _check_is_empty(tx, group)
    move_to = command.move_to.group_id if command.move_to else None
    if move_to is not None:
        await _check_target(tx, group, move_to)
    roster = await rosters.load_roster(tx, tx.workspace_id, command.moment.at)
    await _send_open_on(tx, command, roster, move_to)
    await _send_resting_on(tx, command, roster, move_to)
    await delete_group(tx, command, group, move_to)
    return Answer(id=group.id)


async def _send_open_on(tx: Tx, command: DeleteGroup, roster: Roster, move_to: str | None) -> None:
    """Every open conversation is assigned like any other, while the group is still there for its members to be told (A12, A20)."""
    while ids := await conversations.open_in_group(tx, tx.workspace_id, command.group_id):
        for id_ in ids:
            await _send_one_on(tx, command, await scenes.with_roster(tx, roster, id_), move_to)


async def _send_one_on(tx: Tx, command: DeleteGroup, scene: Scene, move_to: str | None) -> None:
    before = scene.conversation
    outcome = sent_on(before, move_to, command.actor, command.moment.at)
    after = outcome.conversation
    told = alerted_by_group(after, scene.roster, command.actor, command.watching.get(before.id, frozenset()))
    change = Change(
        type="visitor.assigned_to_group",
        after=after,
        from_group=command.group_id,
        to_group=move_to,
        alerted=frozenset(told.agents),
        alert_kind=told.alert_kind,
        withdrawn=await no_longer_called(tx, scene, after),
        why=replace(outcome.why, considered=(*outcome.why.considered, *told.considered)),
    )
    await write_change(tx, scene, change, command.actor, command.moment.at)


async def _send_resting_on(tx: Tx, command: DeleteGroup, roster: Roster, move_to: str | None) -> None:
    """Who is not talking moves by one statement with the group (`delete_group`), however many they are; each keeps a line of it."""
    last = ""
    while found := await conversations.resting_in_group(tx, tx.workspace_id, command.group_id, last):
        people = await visitors.many(tx, tx.workspace_id, [conversation.visitor_id for conversation in found])
        told = [
            one.id
            for one in found
            if _tell_resting(
                tx, command, Scene(roster=roster, conversation=one, visitor=people[one.visitor_id]), move_to
            )
        ]
        await groups.raise_heads(tx, told)
        last = found[-1].id


def _tell_resting(tx: Tx, command: DeleteGroup, scene: Scene, move_to: str | None) -> bool:
    outcome = sent_on(scene.conversation, move_to, command.actor, command.moment.at)
    change = Change(
        type="visitor.assigned_to_group",
        after=outcome.conversation,
        from_group=command.group_id,
        to_group=move_to,
        why=outcome.why,
    )
    watching = command.watching.get(scene.conversation.id, frozenset())
    return record_line(tx, scene, change, command.actor, command.moment.at, watching=watching)


async def _checked(tx: Tx, command: GroupCommand, group: Group) -> Group:
    """The group as it would be saved."""
    workspace = await workspaces.get(tx, tx.workspace_id)
    unknown = command.members - await agents.known(tx, tx.workspace_id, sorted(command.members))
    if unknown:
        raise NotFound("agent_not_found", "A chosen member is not an agent of this workspace.", "members")
    if await agents.by_api(tx, tx.workspace_id, sorted(command.members - group.members)):
        sentence = (
            "A chosen member works through the API and never looks here, so they can be in no group. Leave them out."
        )
        raise Conflict("agent_by_api", sentence, "members")
    return replace(
        group,
        names=validity.names(command.names, workspace.default_language),
        colour=validity.colour(command.colour),
        is_enabled=command.is_enabled,
        is_private=command.is_private,
        members=command.members,
    )


async def _switch_groups_on(tx: Tx, command: Command) -> bool:
    workspace = await workspaces.get(tx, tx.workspace_id)
    if workspace.uses_groups:
        return False
    await save_workspace(tx, command, replace(workspace, uses_groups=True, version=workspace.version + 1))
    return True


async def _check_target(tx: Tx, group: Group, move_to: str) -> None:
    """Another group that exists and can be assigned to (A9)."""
    if move_to == group.id:
        raise Invalid("same_group", "Expected another group or all agents: this one is about to go.", "move_to")
    target = await groups.load(tx, tx.workspace_id, move_to)
    if target is None:
        raise NotFound("group_not_found", "There is no such group to move the visitors to.", "move_to")
    workspace = await workspaces.get(tx, tx.workspace_id)
    name = target.name(workspace.default_language, workspace.default_language)
    if not workspace.uses_groups:
        sentence = f"Groups are switched off in this workspace, so nobody can be moved to {name}. Choose all agents."
        raise Conflict("group_disabled", sentence, "move_to")
    if not target.is_enabled:
        sentence = f"{name} is disabled. Enable it or choose another group or all agents."
        raise Conflict("group_disabled", sentence, "move_to")


async def _check_is_empty(tx: Tx, group: Group) -> None:
    visitors = await groups.visitors_in(tx, tx.workspace_id, group.id)
    if visitors:
        sentence = f"{visitors} visitors are in this group: say where they go, to another group or to all agents."
        raise Conflict("group_in_use", sentence, "move_to", {"visitors": str(visitors)})
