"""Groups with their members, and how many visitors are in one."""

import msgspec

from zuruf.domain.conversation import GroupSetting
from zuruf.domain.group import Group
from zuruf.domain.view import FormerGroup, GroupView, group_view
from zuruf.errors import NotFound
from zuruf.store.transaction import Reader, Row, Tx

COLUMNS = "id, names, colour, is_enabled, is_private, version, seq"
LIMIT = 1000  # groups of a workspace


class _GroupRow(msgspec.Struct, array_like=True):
    id: str
    names: str
    colour: str
    is_enabled: bool
    is_private: bool
    version: int
    seq: int


async def load(reader: Reader, workspace_id: str, group_id: str) -> Group | None:
    """One group with its members."""
    row = await reader.one(f"select {COLUMNS} from groups where workspace_id = $1 and id = $2", workspace_id, group_id)
    if row is None:
        return None
    members = await reader.all(
        "select agent_id from members where workspace_id = $1 and group_id = $2 limit 5000", workspace_id, group_id
    )
    return _group(_read(row), frozenset(str(member[0]) for member in members))


async def get(reader: Reader, workspace_id: str, group_id: str) -> Group:
    """One group, or NotFound."""
    group = await load(reader, workspace_id, group_id)
    if group is None:
        raise NotFound("group_not_found", "There is no such group.")
    return group


async def everyone(reader: Reader, workspace_id: str) -> list[Group]:
    """All groups with their members, oldest first."""
    return [_group(row, members) for row, members in await _rows(reader, workspace_id)]


async def views(reader: Reader, workspace_id: str) -> list[GroupView]:
    """All groups as agents see them, oldest first."""
    return [group_view(_group(row, members), row.seq) for row, members in await _rows(reader, workspace_id)]


async def count(reader: Reader, workspace_id: str) -> int:
    """How many groups there are."""
    row = await reader.one("select count(*) from groups where workspace_id = $1", workspace_id)
    return 0 if row is None else int(row[0] or 0)


async def insert(tx: Tx, group: Group, *, seq: int, created_at: int) -> None:
    """A group that did not exist yet, with its members."""
    await tx.run(
        "insert into groups (workspace_id, id, names, colour, is_enabled, is_private, version, seq, created_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tx.workspace_id,
        group.id,
        *_values(group),
        seq,
        created_at,
    )
    await _add_members(tx, group.id, group.members)


async def save(tx: Tx, before: Group, after: Group, *, seq: int) -> None:
    """Writes the row and the members that came or went."""
    await tx.run(
        "update groups set names = $1, colour = $2, is_enabled = $3, is_private = $4, version = $5, seq = $6"
        " where workspace_id = $7 and id = $8",
        *_values(after),
        seq,
        tx.workspace_id,
        after.id,
    )
    await _add_members(tx, after.id, after.members - before.members)
    gone = before.members - after.members
    if gone:
        await tx.many(
            "delete from members where workspace_id = $1 and group_id = $2 and agent_id = $3",
            [(tx.workspace_id, after.id, agent_id) for agent_id in sorted(gone)],
        )


async def delete(tx: Tx, group: Group, *, at: int) -> None:
    """The group and its memberships; what it was called is kept for history (G7)."""
    await tx.run(
        "insert into former_groups (workspace_id, id, names, deleted_at) values ($1, $2, $3, $4)",
        tx.workspace_id,
        group.id,
        msgspec.json.encode(group.names).decode(),
        at,
    )
    await tx.run("delete from members where workspace_id = $1 and group_id = $2", tx.workspace_id, group.id)
    await tx.run("delete from groups where workspace_id = $1 and id = $2", tx.workspace_id, group.id)


async def former(reader: Reader, workspace_id: str) -> list[FormerGroup]:
    """What deleted groups were called, the newest 1000."""
    rows = await reader.all(
        f"select id, names from former_groups where workspace_id = $1 order by deleted_at desc, id limit {LIMIT}",
        workspace_id,
    )
    return [FormerGroup(id=str(id_), names=_names(str(names))) for id_, names in rows]


async def visitors_in(reader: Reader, workspace_id: str, group_id: str) -> int:
    """How many visitors are in the group, their conversation open or closed (G7)."""
    row = await reader.one(
        "select count(*) from conversations where workspace_id = $1 and group_id = $2", workspace_id, group_id
    )
    return 0 if row is None else int(row[0] or 0)


async def move_visitors(tx: Tx, group_id: str, setting: GroupSetting, seq: int) -> None:
    """Every visitor still in the group gets this setting; also what a browser remembers as its choice (G3, G7)."""
    await tx.run(
        "update conversations set group_id = $1, group_source = $2, group_by = $3, group_at = $4, seq = $5"
        " where workspace_id = $6 and group_id = $7",
        setting.group_id,
        setting.source,
        setting.by,
        setting.at,
        seq,
        tx.workspace_id,
        group_id,
    )
    await tx.run(
        "update browsers set group_choice = $1 where workspace_id = $2 and group_choice = $3",
        setting.group_id,
        tx.workspace_id,
        group_id,
    )


async def raise_heads(tx: Tx, conversation_ids: list[str]) -> None:
    """One more event counts in the numbers of these conversations' visitors, as it does for whoever is told of their group."""
    if conversation_ids:
        await tx.many(
            "update conversations set visitor_head = visitor_head + 1 where workspace_id = $1 and id = $2",
            [(tx.workspace_id, id_) for id_ in conversation_ids],
        )


async def _add_members(tx: Tx, group_id: str, agent_ids: frozenset[str]) -> None:
    if agent_ids:
        await tx.many(
            "insert into members (workspace_id, group_id, agent_id) values ($1, $2, $3)",
            [(tx.workspace_id, group_id, agent_id) for agent_id in sorted(agent_ids)],
        )


async def _rows(reader: Reader, workspace_id: str) -> list[tuple[_GroupRow, frozenset[str]]]:
    rows = await reader.all(
        f"select {COLUMNS} from groups where workspace_id = $1 order by created_at, id limit {LIMIT}", workspace_id
    )
    members: dict[str, list[str]] = {}
    for group_id, agent_id in await reader.all(
        "select group_id, agent_id from members where workspace_id = $1 limit 100000", workspace_id
    ):
        members.setdefault(str(group_id), []).append(str(agent_id))
    return [(group, frozenset(members.get(group.id, ()))) for group in map(_read, rows)]


def _values(group: Group) -> tuple[str | int, ...]:
    return (
        msgspec.json.encode(group.names).decode(),
        group.colour,
        int(group.is_enabled),
        int(group.is_private),
        group.version,
    )


def _names(text: str) -> dict[str, str]:
    return msgspec.json.decode(text, type=dict[str, str])


def _read(row: Row) -> _GroupRow:
    return msgspec.convert(row, _GroupRow, strict=False)


def _group(row: _GroupRow, members: frozenset[str]) -> Group:
    return Group(
        id=row.id,
        names=_names(row.names),
        colour=row.colour,
        is_enabled=row.is_enabled,
        is_private=row.is_private,
        members=members,
        version=row.version,
    )
