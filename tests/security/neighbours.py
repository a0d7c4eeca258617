"""Workspaces next door that hold the same under the same ids, so that a query which forgets the workspace meets other people's words."""

import re
from dataclasses import dataclass

from zuruf.store.database import Database
from zuruf.store.transaction import Reader, Value, Writer

# Every text of the world in which a person could recognise it holds one of these.
OURS = ("amber", "shop.example")
THEIRS = "violet"
_ID = re.compile(r"\b([a-z]{3}_)([0-9a-z]{26})\b", re.IGNORECASE)
_UNIQUE = {"website_key", "token_hash", "csrf_hash", "epoch"}
_TIMES = re.compile(r"(?:.*_)?(?:at|until|since)|read_seq|agents_read|visitor_read|visits|version")
_NUMBERS = {"seq", "first_seq", "quote_seq", "read_seq", "visitor_message_seq", "visitor_seq", "head", "roster"}
_FLAGS = {"uses_groups", "asks_for_group", "returns_to_last_agent", "agents_see_only_their_groups", "is_by_api"}
State = dict[str, list[dict[str, Value]]]


@dataclass(frozen=True)
class Neighbour:
    """`word` stands where the world says amber: it decides who comes first in an order by name, as `sooner` (ms) does in one by time.
    `turn`: under each of our ids lies what we have under the next but so many of its kind, so that who belongs to what differs too.
    `ahead`: by so much their numbers of events are higher."""

    id: str
    word: str
    sooner: int
    has_same_ids: bool
    turn: int = 0
    ahead: int = 0


# Two whose rows come before ours, one whose rows come after, and one whose ids are others: lists and single rows, first and last.
SAME = Neighbour("wsp_02", f"bb{THEIRS}", 2, has_same_ids=True, ahead=1000)
FIRST = Neighbour("wsp_0", f"aa{THEIRS}", 1, has_same_ids=True, turn=1)
OTHER = Neighbour("wsp_8", f"zz{THEIRS}", -1, has_same_ids=False)
LAST = Neighbour("wsp_9", f"zz{THEIRS}", -1, has_same_ids=True, ahead=500)
NEIGHBOURS = (SAME, FIRST, OTHER, LAST)


async def tables(reader: Reader) -> dict[str, list[str]]:
    """The columns of every table that has rows of workspaces."""
    names = await reader.all("select name from sqlite_master where type = 'table' order by name limit 1000")
    found: dict[str, list[str]] = {}
    for (name,) in names:
        columns = [str(row[1]) for row in await reader.all(f"select * from pragma_table_info('{name}') limit 1000")]
        if "workspace_id" in columns:
            found[str(name)] = columns
    return found


async def rows_of(database: Database, workspace_id: str) -> State:
    """Everything a workspace has, in the order it was written."""

    async def query(reader: Reader) -> State:
        state: State = {}
        for table, columns in (await tables(reader)).items():
            rows = await reader.all(f"select * from {table} where workspace_id = $1 limit 100000", workspace_id)
            state[table] = [dict(zip(columns, row, strict=True)) for row in rows]
        return state

    return await database.read(query)


async def replace_all(database: Database, *states: State) -> None:
    """The database with these rows and no others, written in this order."""

    async def work(writer: Writer) -> None:
        for table in await tables(writer):
            await writer.run(f"delete from {table}")
            for row in (row for state in states for row in state[table]):
                await _insert(writer, table, row)

    await database.write(work)


async def _insert(writer: Writer, table: str, row: dict[str, Value]) -> None:
    marks = ", ".join(f"${n}" for n in range(1, len(row) + 1))
    await writer.run(f"insert into {table} ({', '.join(row)}) values ({marks})", *row.values())


def moved(state: State, neighbour: Neighbour) -> State:
    """The same rows next door: other words, other secrets, other times, other switches."""
    ids = _turned(state, neighbour)
    return {
        table: [{name: _moved(table, name, value, neighbour, ids) for name, value in row.items()} for row in rows]
        for table, rows in state.items()
    }


def elsewhere(text: str) -> str:
    """The same with ids that only the neighbour with ids of its own has."""
    return _ID.sub(_other_id, text)


def _turned(state: State, neighbour: Neighbour) -> dict[str, str]:
    """Which id stands for which."""
    if not neighbour.has_same_ids:
        return {}
    texts = [value for rows in state.values() for row in rows for value in row.values() if isinstance(value, str)]
    kinds: dict[str, set[str]] = {}
    for met in _ID.finditer("\n".join(texts)):
        kinds.setdefault(met[1], set()).add(met[0])
    turned: dict[str, str] = {}
    for known in map(sorted, kinds.values()):
        turned |= {id_: known[(place + neighbour.turn) % len(known)] for place, id_ in enumerate(known)}
    return turned


def _other_id(met: re.Match[str]) -> str:
    return f"{met[1]}{OTHER.id[-1]}{met[2][1:]}"


def _moved(table: str, name: str, value: Value, neighbour: Neighbour, ids: dict[str, str]) -> Value:
    match value:
        case None:
            return None
        case str() if name == "workspace_id":
            return neighbour.id
        case str() if name in _UNIQUE or (table, name) in (("api_keys", "key_hash"), ("passwords", "hash")):
            return f"{neighbour.id}{neighbour.word}{value}"
        case str():
            return _retold(value, neighbour, ids)
        case int() if name in _FLAGS:
            return 1 - value
        case int() if name in _NUMBERS:
            return value + neighbour.ahead
        case int() if _TIMES.fullmatch(name):
            return value - neighbour.sooner
        case int() if table in ("outbox", "findable") and name == "id":
            return value + 1000 * int(neighbour.id[-1]) + 1000
        case _:
            return value


def _retold(text: str, neighbour: Neighbour, ids: dict[str, str]) -> str:
    for word in OURS:
        text = text.replace(word, f"{neighbour.word}.example" if "." in word else neighbour.word)
    return _ID.sub(lambda met: ids[met[0]], text) if neighbour.has_same_ids else _ID.sub(_other_id, text)
