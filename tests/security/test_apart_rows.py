"""Workspaces apart, statement by statement: what the store does when asked with ids a neighbour has too (B36, B37)."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.security.beside import is_the_same
from tests.security.neighbours import LAST, moved
from tests.security.street import Street
from zuruf.domain.actor import SYSTEM
from zuruf.domain.conversation import GroupSetting
from zuruf.domain.moment import Moment
from zuruf.errors import Conflict
from zuruf.store import (
    alerts,
    api_keys,
    browsers,
    conversations,
    groups,
    history,
    links,
    messages,
    page_views,
    receipts,
    sessions,
    signs,
    streams,
    triggers,
    visitors,
    websites,
)
from zuruf.store.settings_changes import check_version, stale_list
from zuruf.store.transaction import Answer, Command, Reader, Tx, Value

WSP = "wsp_1"
AFTER_ALL = 10**15  # later than every time, further than every number
Row = dict[str, Value]
Read = Callable[[Reader, Street], Awaitable[object]]
Write = Callable[[Tx, Street], Awaitable[None]]


def one(near: Street, table: str, **wanted: Value) -> Any:
    """A row of ours of which this is true."""
    return next(row for row in near.alone[table] if all(row[name] == value for name, value in wanted.items()))


async def of_each(near: Street, table: str, ask: Callable[[str], Awaitable[object]]) -> list[object]:
    return [await ask(str(row["id"])) for row in near.alone[table]]


async def kept(reader: Reader, near: Street) -> object:
    keys = [(str(row["principal"]), str(row["cid"])) for row in near.alone["receipts"]]
    return sorted((key, repr(found)) for key, found in (await receipts.receipts_of(reader, WSP, keys)).items())


READS: dict[str, Read] = {
    "alerts of a conversation": lambda reader, near: alerts.of_conversation(
        reader, WSP, near.world.ids["conversation"]
    ),
    "its alerts from a number on": lambda reader, near: alerts.of_conversation_from(
        reader, WSP, near.world.ids["conversation"], 1
    ),
    "how far an agent has read": lambda reader, near: of_each(
        near, "agents", lambda agent: alerts.read_of(reader, WSP, agent, near.world.ids["conversation"])
    ),
    "how far an agent has read everything": lambda reader, near: of_each(
        near, "agents", lambda agent: alerts.reads_of(reader, WSP, agent)
    ),
    "how far seen reaches": lambda reader, near: of_each(
        near, "conversations", lambda conversation: alerts.visitor_seq_at(reader, WSP, conversation, AFTER_ALL)
    ),
    "working keys": lambda reader, near: of_each(
        near, "agents", lambda agent: api_keys.working_keys_of(reader, WSP, agent)
    ),
    "a frame's token": lambda reader, near: of_each(
        near, "browsers", lambda browser: browsers.has_token(reader, WSP, browser)
    ),
    "firings": lambda reader, near: of_each(near, "browsers", lambda browser: browsers.firings(reader, WSP, browser)),
    "running conversations": lambda reader, near: of_each(
        near, "agents", lambda agent: conversations.running_of_agent(reader, WSP, agent)
    ),
    "open conversations of a group": lambda reader, near: of_each(
        near, "groups", lambda group: conversations.open_in_group(reader, WSP, group)
    ),
    "groups": lambda reader, near: of_each(near, "groups", lambda group: groups.load(reader, WSP, group)),
    "how many groups": lambda reader, near: groups.count(reader, WSP),
    "how many visitors in a group": lambda reader, near: of_each(
        near, "groups", lambda group: groups.visitors_in(reader, WSP, group)
    ),
    "last answers": lambda reader, near: of_each(
        near, "conversations", lambda conversation: messages.last_answers(reader, WSP, conversation, AFTER_ALL)
    ),
    "receipts": kept,
    "who signs in": lambda reader, near: of_each(
        near, "agents", lambda agent: sessions.credentials(reader, one(near, "agents", id=agent)["email"])
    ),
    "passwords": lambda reader, near: of_each(near, "agents", lambda agent: sessions.password_hash(reader, WSP, agent)),
    "the number of the roster": lambda reader, near: streams.roster_version(reader, WSP),
    "a trigger": lambda reader, near: of_each(near, "triggers", lambda trigger: triggers.load(reader, WSP, trigger)),
    "the version of the triggers": lambda reader, near: triggers.list_version(reader, WSP),
    "what happened from a number on": lambda reader, near: of_each(
        near, "conversations", lambda conversation: history.explained_from(reader, WSP, conversation, 1)
    ),
    "a visitor by the page's name": lambda reader, near: visitors.by_page_id(reader, WSP, "page-1"),
    "how many websites": lambda reader, near: websites.count(reader, WSP),
}


async def is_stale(tx: Tx, near: Street) -> None:
    """Who changed it is told by the row, its event and the name of its author."""
    told = [
        await _refused(check_version(tx, "triggers", near.world.ids["trigger"], sent=1, now=2)),
        await _refused(check_version(tx, "workspaces", WSP, sent=1, now=2)),
        repr((await stale_list(tx, "triggers", sent=0, now=2)).detail),
    ]
    assert "amber" in told[0]
    assert "amber" in told[2]
    await tx.run("update workspaces set name = $1 where workspace_id = $2", repr(told), WSP)


async def _refused(checking: Awaitable[None]) -> str:
    with pytest.raises(Conflict) as refused:
        await checking
    return repr(refused.value.detail)


async def see_alert(tx: Tx, near: Street) -> None:
    raised = one(near, "alerts", seen_at=None, withdrawn_at=None)
    await alerts.mark_seen(tx, raised["agent_id"], raised["conversation_id"], AFTER_ALL, 1)


async def show_alert(tx: Tx, near: Street) -> None:
    """The numbers of the neighbours' too."""
    raised = one(near, "alerts", shown_at=None)
    await alerts.mark_shown(tx, raised["agent_id"], [raised["seq"] + ahead for ahead in (0, 500, 1000)], "x", 1)


async def end_links(tx: Tx, near: Street) -> None:
    for agent in near.alone["agents"]:
        await links.end_of_agent(tx, str(agent["id"]))


async def use_link(tx: Tx, near: Street) -> None:
    theirs = moved(near.alone, LAST)["links"][0]
    link = links.Link(
        token_hash=str(theirs["token_hash"]), workspace_id=LAST.id, kind="reset", agent_id=None, expires_at=1
    )
    await links.use(tx, link, 1)


def session_next_door(near: Street) -> str:
    return str(moved(near.alone, LAST)["sessions"][0]["token_hash"])


async def shorten(tx: Tx, near: Street) -> None:
    for sign in near.alone["signs"]:
        await signs.shorten(tx, str(sign["agent_id"]), str(sign["source"]), 1)


async def move_visitors(tx: Tx, near: Street) -> None:
    chosen = next(row["group_choice"] for row in near.alone["browsers"] if row["group_choice"])
    setting = GroupSetting(group_id=None, source="trigger", by="", at=1)
    await groups.move_visitors(tx, str(chosen), setting, 1)


async def forget_choice(tx: Tx, near: Street) -> None:
    chosen = next(row for row in near.alone["browsers"] if row["group_choice"])
    await browsers.forget_choice(tx, str(chosen["visitor_id"]))


WRITES: dict[str, Write] = {
    "an old version": is_stale,
    "an alert is seen": see_alert,
    "an alert is shown": show_alert,
    "an agent's keys end": lambda tx, near: api_keys.revoke_of_agent(tx, near.world.ids["self"], 1),
    "a key is used": lambda tx, near: api_keys.touch(tx, near.world.ids["api_key"], 1),
    "a frame's token": lambda tx, near: browsers.save_token(tx, near.world.ids["browser"], "a hash", 1),
    "a browser's key": lambda tx, near: browsers.replace_key(tx, near.world.ids["browser"], "a hash"),
    "a choice is asked for": lambda tx, near: browsers.ask_for_choice(tx, near.world.ids["browser"]),
    "a choice is forgotten": forget_choice,
    "a group's visitors move": move_visitors,
    "a link is used": use_link,
    "an agent's links end": end_links,
    "page views move": lambda tx, near: page_views.move_views(tx, near.world.ids["browser"], "brw_other"),
    "a session is seen": lambda tx, near: sessions.touch(tx, session_next_door(near), 1),
    "a session ends": lambda tx, near: sessions.end(tx, session_next_door(near)),
    "an agent's sessions end": lambda tx, near: sessions.end_of_agent(tx, near.world.ids["self"]),
    "an agent's old sessions end": lambda tx, near: sessions.forget_expired(tx, near.world.ids["self"], AFTER_ALL),
    "a sign is shortened": shorten,
    "an agent's signs end": lambda tx, near: signs.end_all(tx, near.world.ids["self"]),
    "old signs are forgotten": lambda tx, near: signs.forget(tx, AFTER_ALL),
    "the order of triggers": lambda tx, near: triggers.put_in_order(
        tx, (near.world.ids["second"], near.world.ids["trigger"]), seq=3
    ),
}
REACHES_ONLY_THEIRS = {"a link is used", "a session is seen", "a session ends"}


@pytest.mark.parametrize("name", READS)
async def test_no_query_finds_a_row_of_a_neighbour(near: Street, name: str) -> None:
    async def told() -> object:
        return await near.world.database.read(READS[name], near)

    await is_the_same(near, told)


@pytest.mark.parametrize("name", WRITES)
async def test_no_statement_writes_a_row_of_a_neighbour(near: Street, name: str) -> None:
    """Under an id that is ours and theirs; a secret is theirs alone, since no two have the same."""

    async def act(tx: Tx, _: Command) -> Answer:
        await WRITES[name](tx, near)
        return Answer()

    async def told() -> str:
        await near.world.database.act(Command(workspace_id=WSP, actor=SYSTEM, moment=Moment(1, bytes(16))), act)
        return ""

    await is_the_same(near, told)
    await _came_to_something(near, name, told)


async def _came_to_something(near: Street, name: str, told: Callable[[], Awaitable[object]]) -> None:
    """What changes nothing could reach nobody either."""
    await near.without_neighbours()
    before = await near.world.database.read(_everything, near)
    await told()
    after = await near.world.database.read(_everything, near)
    assert (after == before) == (name in REACHES_ONLY_THEIRS)


async def _everything(reader: Reader, near: Street) -> list[object]:
    return [
        await reader.all(f"select * from {table} where workspace_id = $1 limit 100000", WSP) for table in near.alone
    ]
