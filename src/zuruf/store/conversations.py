"""Conversations with their participations: one of them, saving what changed, and the lists of the inbox."""

from zuruf.domain.conversation import Conversation, Participation
from zuruf.errors import NotFound
from zuruf.store import tags
from zuruf.store.conversation_rows import COLUMNS, conversation, participation, values
from zuruf.store.transaction import Reader, Row, Tx, Value

_SETTERS = COLUMNS.split(", ")[3:]
_INSERT = f"insert into conversations (workspace_id, {COLUMNS}) values ({', '.join(f'${n + 1}' for n in range(len(COLUMNS.split(', ')) + 1))})"
_UPDATE = (
    "update conversations set "
    + ", ".join(f"{name} = ${n + 3}" for n, name in enumerate(_SETTERS))
    + " where workspace_id = $1 and id = $2"
)


async def load(reader: Reader, workspace_id: str, conversation_id: str) -> Conversation | None:
    """The conversation with the participations of its running episode; while none runs, those that wait for the next."""
    row = await reader.one(
        f"select {COLUMNS} from conversations where workspace_id = $1 and id = $2", workspace_id, conversation_id
    )
    return await _with_participations(reader, workspace_id, row)


async def of_visitor(reader: Reader, workspace_id: str, visitor_id: str) -> Conversation | None:
    """The visitor's one conversation."""
    row = await reader.one(
        f"select {COLUMNS} from conversations where workspace_id = $1 and visitor_id = $2", workspace_id, visitor_id
    )
    return await _with_participations(reader, workspace_id, row)


async def get(reader: Reader, workspace_id: str, conversation_id: str) -> Conversation:
    """The conversation, or NotFound."""
    conversation = await load(reader, workspace_id, conversation_id)
    if conversation is None:
        raise NotFound("conversation_not_found", "There is no such conversation.")
    return conversation


async def insert_row(tx: Tx, conversation: Conversation) -> None:
    """The row alone, of one that was deleted and is brought back (I6)."""
    await tx.run(_INSERT, tx.workspace_id, *values(conversation))


async def insert(tx: Tx, conversation: Conversation) -> None:
    """A conversation that did not exist yet."""
    await insert_row(tx, conversation)
    await _save_participations(tx, (), conversation)
    await tags.save(tx, (), conversation)


async def save(tx: Tx, before: Conversation, after: Conversation, at: int) -> None:
    """Writes the row and the participations that differ from `before`; rows that are gone end at `at`."""
    await tx.run(_UPDATE, tx.workspace_id, after.id, *values(after)[3:])
    await _end_participations(tx, before, after, at)
    is_same = _rows_under(before.episode, before.is_open) == _rows_under(after.episode, after.is_open)
    await _save_participations(tx, before.participations if is_same else (), after)
    await tags.save(tx, before.tags, after)


async def ended_by_closing(reader: Reader, workspace_id: str, conversation: Conversation) -> tuple[Participation, ...]:
    """The rows of the last episode that its closing ended, to be restored by reopening."""
    rows = await reader.all(
        "select agent_id, assigned_at, assigned_by, joined_at from participations"
        " where workspace_id = $1 and conversation_id = $2 and episode = $3 and ended_by_closing = 1 order by assigned_at, agent_id limit 500",
        workspace_id,
        conversation.id,
        conversation.episode,
    )
    return tuple(participation(row) for row in rows)


async def running_of_agent(reader: Reader, workspace_id: str, agent_id: str) -> list[str]:
    """The open conversations an agent is assigned to, has joined or is asked to join."""
    rows = await reader.all(
        "select p.conversation_id from participations p"
        " join conversations c on c.workspace_id = p.workspace_id and c.id = p.conversation_id"
        " where p.workspace_id = $1 and p.agent_id = $2 and p.ended_at is null"
        " union select id from conversations where workspace_id = $1 and is_open = 1 and askings <> '[]' and askings like $3"
        " limit 10000",
        workspace_id,
        agent_id,
        f'%"{agent_id}"%',
    )
    return [str(row[0]) for row in rows]


async def open_in_group(reader: Reader, workspace_id: str, group_id: str) -> list[str]:
    """The open conversations of a group's visitors, those that wait longest for a change first; at most 1000."""
    rows = await reader.all(
        "select id from conversations where workspace_id = $1 and group_id = $2 and is_open = 1 order by last_at, id limit 1000",
        workspace_id,
        group_id,
    )
    return [str(row[0]) for row in rows]


async def resting_in_group(reader: Reader, workspace_id: str, group_id: str, after: str) -> list[Conversation]:
    """The next 500 of a group's visitors, by id beyond `after`, whose conversation is closed or has not begun (G7)."""
    rows = await reader.all(
        f"select {COLUMNS} from conversations where workspace_id = $1 and group_id = $2 and is_open = 0 and id > $3 order by id limit 500",
        workspace_id,
        group_id,
        after,
    )
    return await many(reader, workspace_id, rows)


async def loads(reader: Reader, workspace_id: str) -> dict[str, int]:
    """Open conversations each agent is assigned to or joined ("Load in the picker"); counted, never incremented."""
    rows = await reader.all(
        "select p.agent_id, count(*) from participations p"
        " join conversations c on c.workspace_id = p.workspace_id and c.id = p.conversation_id"
        " where p.workspace_id = $1 and p.ended_at is null and c.is_open = 1 group by p.agent_id limit 10000",
        workspace_id,
    )
    return {str(agent): int(count or 0) for agent, count in rows}


async def many(reader: Reader, workspace_id: str, rows: list[Row]) -> list[Conversation]:
    """Conversations from rows of COLUMNS, their participations fetched with one query."""
    if not rows:
        return []
    marks = ", ".join(f"${n + 2}" for n in range(len(rows)))
    found = await reader.all(
        "select conversation_id, episode, agent_id, assigned_at, assigned_by, joined_at from participations"
        f" where workspace_id = $1 and conversation_id in ({marks}) and ended_at is null order by assigned_at, agent_id limit 50000",
        workspace_id,
        *(row[0] for row in rows),
    )
    by_conversation: dict[tuple[str, int], list[Participation]] = {}
    for row in found:
        by_conversation.setdefault((str(row[0]), int(row[1] or 0)), []).append(participation(row[2:]))
    return [
        conversation(row, tuple(by_conversation.get((str(row[0]), _rows_under(row[4], row[3])), ()))) for row in rows
    ]


async def _with_participations(reader: Reader, workspace_id: str, row: Row | None) -> Conversation | None:
    if row is None:
        return None
    rows = await reader.all(
        "select agent_id, assigned_at, assigned_by, joined_at from participations"
        " where workspace_id = $1 and conversation_id = $2 and episode = $3 and ended_at is null order by assigned_at, agent_id limit 500",
        workspace_id,
        row[0],
        _rows_under(row[4], row[3]),
    )
    return conversation(row, tuple(participation(found) for found in rows))


def _rows_under(episode: Value, is_open: Value) -> int:
    """The episode the present rows are kept under. Who is assigned while none is open waits for the next one (E4); the rows of the closed one
    stay as its closing left them, for a reopening."""
    return int(episode or 0) + (not is_open)


async def _end_participations(tx: Tx, before: Conversation, after: Conversation, at: int) -> None:
    """Rows ended by the closing of their episode are marked so: reopening brings exactly those back."""
    kept_under = _rows_under(before.episode, before.is_open)
    is_same = kept_under == _rows_under(after.episode, after.is_open)
    staying = {row.agent_id for row in after.participations} if is_same else set[str]()
    gone = [row.agent_id for row in before.participations if row.agent_id not in staying]
    if gone:
        by_closing = int(before.is_open and not after.is_open)
        await tx.many(
            "update participations set ended_at = $1, ended_by_closing = $2"
            " where workspace_id = $3 and conversation_id = $4 and episode = $5 and agent_id = $6",
            [(at, by_closing, tx.workspace_id, before.id, kept_under, agent_id) for agent_id in gone],
        )


async def _save_participations(tx: Tx, before: tuple[Participation, ...], after: Conversation) -> None:
    old = {row.agent_id: row for row in before}
    changed = [row for row in after.participations if old.get(row.agent_id) != row]
    if changed:
        await tx.many(
            "insert into participations (workspace_id, conversation_id, episode, agent_id, assigned_at, assigned_by, joined_at, ended_at,"
            " ended_by_closing) values ($1, $2, $3, $4, $5, $6, $7, null, 0)"
            " on conflict (workspace_id, conversation_id, episode, agent_id) do update set assigned_at = excluded.assigned_at,"
            " assigned_by = excluded.assigned_by, joined_at = excluded.joined_at, ended_at = null, ended_by_closing = 0",
            [
                (
                    tx.workspace_id,
                    after.id,
                    _rows_under(after.episode, after.is_open),
                    row.agent_id,
                    row.assigned_at,
                    row.assigned_by,
                    row.joined_at,
                )
                for row in changed
            ],
        )
