"""Triggers: saving, switching, ordering, deleting them (T1, T5, T9). Active switch and saving are two acts."""

from dataclasses import dataclass, replace

from zuruf.domain.access import require
from zuruf.domain.trigger import Definition, Trigger
from zuruf.domain.trigger_definition import check_targets
from zuruf.domain.trigger_values import check_values
from zuruf.errors import Conflict
from zuruf.store import agents, rosters, triggers, websites
from zuruf.store.settings_changes import check_version, stale_list, tell_settings
from zuruf.store.transaction import Answer, Command, Tx

WHAT = "triggers"  # in settings.changed


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTrigger(Command):
    """A new trigger, last in the list and inactive."""

    definition: Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTrigger(Command):
    """The definition as a whole, made of the version somebody saw."""

    trigger_id: str
    version: int
    definition: Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchTrigger(Command):
    """Active or not."""

    trigger_id: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTriggers(Command):
    """All triggers of the workspace, first wins (T5); `version` is that of the list somebody saw."""

    trigger_ids: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteTrigger(Command):
    """What it did stays in the timelines."""

    trigger_id: str


async def create_trigger(tx: Tx, command: CreateTrigger) -> Answer:
    """Refused when it names a group, agent or website that does not exist here."""
    require(await agents.acting(tx, command), "configure")
    await _check_targets(tx, command, command.definition)
    known = await triggers.ids(tx, tx.workspace_id)
    if len(known) >= triggers.LIMIT:
        raise Conflict("too_many_triggers", f"A workspace has at most {triggers.LIMIT} triggers.")
    last = await triggers.load(tx, tx.workspace_id, known[-1]) if known else None
    place = last.place + 1 if last else 0
    trigger = Trigger(id=command.moment.id("trg"), definition=command.definition, place=place)
    await triggers.insert(tx, trigger, seq=tx.next_seq, created_at=command.moment.at)
    tell_settings(tx, command, WHAT)
    return Answer(id=trigger.id)


async def change_trigger(tx: Tx, command: ChangeTrigger) -> Answer:
    """Replaces the definition; an active trigger acts by it from the next page view on."""
    require(await agents.acting(tx, command), "configure")
    before = await triggers.get(tx, tx.workspace_id, command.trigger_id)
    await check_version(tx, "triggers", before.id, sent=command.version, now=before.version)
    if command.definition == before.definition:
        return Answer(id=before.id, changed=False)
    await _check_targets(tx, command, command.definition)
    await _save(tx, command, replace(before, definition=command.definition, version=before.version + 1))
    return Answer(id=before.id)


async def switch_trigger(tx: Tx, command: SwitchTrigger) -> Answer:
    """The last one to switch wins; the version is not touched, so that a page with unsaved edits can still save them."""
    require(await agents.acting(tx, command), "configure")
    before = await triggers.get(tx, tx.workspace_id, command.trigger_id)
    if before.is_active == command.is_active:
        return Answer(id=before.id, changed=False)
    await _save(tx, command, replace(before, is_active=command.is_active))
    return Answer(id=before.id)


async def order_triggers(tx: Tx, command: OrderTriggers) -> Answer:
    """Conflict `stale_version` unless list and version are those of now: an order of other triggers means something else."""
    require(await agents.acting(tx, command), "configure")
    known = tuple(await triggers.ids(tx, tx.workspace_id))
    version = await triggers.list_version(tx, tx.workspace_id)
    if command.version != version or sorted(command.trigger_ids) != sorted(known):
        raise await stale_list(tx, WHAT, sent=command.version, now=version)
    if command.trigger_ids == known:
        return Answer(changed=False)
    await triggers.put_in_order(tx, command.trigger_ids, seq=tx.next_seq)
    tell_settings(tx, command, WHAT)
    return Answer()


async def delete_trigger(tx: Tx, command: DeleteTrigger) -> Answer:
    """Removes it from the list."""
    require(await agents.acting(tx, command), "configure")
    trigger = await triggers.get(tx, tx.workspace_id, command.trigger_id)
    await triggers.delete(tx, trigger.id)
    tell_settings(tx, command, WHAT)
    return Answer(id=trigger.id)


async def _save(tx: Tx, command: Command, trigger: Trigger) -> None:
    await triggers.save(tx, trigger, seq=tx.next_seq)
    tell_settings(tx, command, WHAT)


async def _check_targets(tx: Tx, command: Command, definition: Definition) -> None:
    roster = await rosters.load_roster(tx, tx.workspace_id, command.moment.at)
    known = await websites.everyone(tx, tx.workspace_id)
    check_values(definition.condition)
    check_targets(definition, roster, frozenset(row.website.id for row in known))
