"""Triggers in their order. A definition is kept as the JSON text of docs/triggers.md; the domain reads it."""

from functools import lru_cache

import msgspec

from zuruf.domain.trigger import Trigger
from zuruf.domain.trigger_definition import definition_of, parse_definition
from zuruf.domain.trigger_set import TriggerSet, compile_set
from zuruf.errors import NotFound
from zuruf.store.transaction import Reader, Row, Tx

COLUMNS = "id, place, is_active, definition, version"
LIMIT = 5000  # triggers of a workspace (B73 speaks of ten thousand rules; a list people drag ends long before)


class _TriggerRow(msgspec.Struct, array_like=True):
    id: str
    place: int
    is_active: bool
    definition: str
    version: int


async def load(reader: Reader, workspace_id: str, trigger_id: str) -> Trigger | None:
    """One trigger."""
    row = await reader.one(
        f"select {COLUMNS} from triggers where workspace_id = $1 and id = $2", workspace_id, trigger_id
    )
    return None if row is None else _trigger(row)


async def get(reader: Reader, workspace_id: str, trigger_id: str) -> Trigger:
    """One trigger, or NotFound."""
    trigger = await load(reader, workspace_id, trigger_id)
    if trigger is None:
        raise NotFound("trigger_not_found", "There is no such trigger.")
    return trigger


async def everyone(reader: Reader, workspace_id: str) -> list[Trigger]:
    """All triggers in the order in which they are judged, inactive ones too."""
    rows = await reader.all(
        f"select {COLUMNS} from triggers where workspace_id = $1 order by place, id limit {LIMIT}", workspace_id
    )
    return [_trigger(row) for row in rows]


async def ids(reader: Reader, workspace_id: str) -> list[str]:
    """The triggers' ids in the order in which they are judged."""
    rows = await reader.all(
        f"select id from triggers where workspace_id = $1 order by place, id limit {LIMIT}", workspace_id
    )
    return [str(row[0]) for row in rows]


async def list_version(reader: Reader, workspace_id: str) -> int:
    """Rises with every changed or new trigger and with their order; what a deletion does shows in the ids."""
    row = await reader.one("select max(seq) from triggers where workspace_id = $1", workspace_id)
    return 0 if row is None else int(row[0] or 0)


async def insert(tx: Tx, trigger: Trigger, *, seq: int, created_at: int) -> None:
    """A trigger that did not exist yet."""
    await tx.run(
        f"insert into triggers (workspace_id, {COLUMNS}, seq, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.workspace_id,
        trigger.id,
        trigger.place,
        int(trigger.is_active),
        _definition(trigger),
        trigger.version,
        seq,
        created_at,
    )


async def save(tx: Tx, trigger: Trigger, *, seq: int) -> None:
    """Everything of a trigger but its place."""
    await tx.run(
        "update triggers set is_active = $1, definition = $2, version = $3, seq = $4 where workspace_id = $5 and id = $6",
        int(trigger.is_active),
        _definition(trigger),
        trigger.version,
        seq,
        tx.workspace_id,
        trigger.id,
    )


async def put_in_order(tx: Tx, trigger_ids: tuple[str, ...], *, seq: int) -> None:
    """Places all triggers of the workspace."""
    await tx.many(
        "update triggers set place = $1, seq = $2 where workspace_id = $3 and id = $4",
        [(place, seq, tx.workspace_id, trigger_id) for place, trigger_id in enumerate(trigger_ids)],
    )


async def delete(tx: Tx, trigger_id: str) -> None:
    """The trigger and what it remembers of having fired."""
    await tx.run("delete from firings where workspace_id = $1 and trigger_id = $2", tx.workspace_id, trigger_id)
    await tx.run("delete from triggers where workspace_id = $1 and id = $2", tx.workspace_id, trigger_id)


async def ready(reader: Reader, workspace_id: str) -> TriggerSet:
    """The active triggers, ready to be judged; the same rows are compiled once (they come with every page view)."""
    rows = await reader.all(
        f"select {COLUMNS} from triggers where workspace_id = $1 and is_active = 1 order by place, id limit {LIMIT}",
        workspace_id,
    )
    return _compiled(tuple(rows))


@lru_cache(maxsize=256)
def _compiled(rows: tuple[Row, ...]) -> TriggerSet:
    return compile_set(_trigger(row) for row in rows)


def _definition(trigger: Trigger) -> str:
    return msgspec.json.encode(definition_of(trigger.definition)).decode()


def _trigger(row: Row) -> Trigger:
    read = msgspec.convert(row, _TriggerRow, strict=False)
    return Trigger(
        id=read.id,
        definition=parse_definition(msgspec.json.decode(read.definition, type=dict[str, object])),
        place=read.place,
        is_active=read.is_active,
        version=read.version,
    )
