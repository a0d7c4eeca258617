"""Numbers are dense and in the order of commits; a reader sees one moment; commits are announced."""

import asyncio
import threading

import pytest

from tests.store.notebook import WORKSPACE, is_contiguous, notes, outcome_of, texts, whole_stream, write_notes
from zuruf.domain.event import Committed
from zuruf.errors import Conflict, Invalid, NotFound
from zuruf.store.database import Database, Unavailable
from zuruf.store.streams import events_since, raise_roster, roster_version, streams_of
from zuruf.store.transaction import Answer, Command, Reader, Tx


async def test_events_of_many_acts_at_once_are_numbered_without_holes(database: Database) -> None:
    receipts = await asyncio.gather(*[database.act(notes(f"{n}", times=n % 3), write_notes) for n in range(150)])
    head, events = await database.read(whole_stream)
    assert head == 1 + sum(n % 3 for n in range(150))
    assert is_contiguous(head, events)
    last_numbers = [receipt.seq for receipt in receipts if receipt.answer.changed]
    assert last_numbers == sorted(last_numbers)
    assert (await database.read(texts))[1:] == [f"{n}" for n in range(150) for _ in range(n % 3)]


async def test_workspaces_have_numbers_of_their_own(database: Database) -> None:
    others = [f"wsp_{n}" for n in range(2, 7)]
    for other in others:
        await database.found(notes("founded", workspace_id=other), write_notes, epoch=f"epoch of {other}")
    acts = [database.act(notes("more", workspace_id=other), write_notes) for _ in range(20) for other in others]
    receipts = await asyncio.gather(*acts)
    assert [receipt.seq for receipt in receipts] == [n for n in range(2, 22) for _ in others]
    streams = await database.read(streams_of, [*others, WORKSPACE, "wsp_unknown"])
    assert streams == {**{other: (f"epoch of {other}", 21, 0) for other in others}, WORKSPACE: ("epoch-1", 1, 0)}


async def test_an_act_without_events_raises_no_number(database: Database) -> None:
    receipt = await database.act(notes("nothing", times=0), write_notes)
    assert (receipt.seq, receipt.answer.changed) == (0, False)
    assert await database.read_stream(WORKSPACE) == ("epoch-1", 1, 0)


async def test_numbers_are_right_after_an_act_of_the_group_failed(database: Database) -> None:
    acts = [
        database.act(notes("first", times=2), write_notes),
        database.act(notes("bad", times=3, failure="after writing"), write_notes),
        database.act(notes("bad", failure="before writing"), write_notes),
        database.act(notes("last"), write_notes),
    ]
    first, bad, worse, last = await asyncio.gather(*[outcome_of(act) for act in acts])
    assert isinstance(bad, Invalid)
    assert isinstance(worse, Invalid)
    assert {getattr(first, "seq", 0), getattr(last, "seq", 0)} == {3, 4}
    assert is_contiguous(*await database.read(whole_stream))


async def test_readers_never_see_a_hole_while_others_write(database: Database) -> None:
    writing = asyncio.gather(
        *[
            database.act(notes("x", times=2, failure="after writing" if n % 9 == 0 else ""), write_notes)
            for n in range(200)
        ],
        return_exceptions=True,
    )
    seen = [await database.read(whole_stream)]
    while not writing.done():
        await asyncio.sleep(0)  # an inline database never lets others on
        seen.append(await database.read(whole_stream))
    seen.append(await database.read(whole_stream))
    await writing
    assert all(is_contiguous(head, events) for head, events in seen)
    assert [head for head, _ in seen] == sorted(head for head, _ in seen)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_reader_on_sqlite_sees_one_moment(database: Database) -> None:
    has_looked, may_go_on = threading.Event(), threading.Event()

    async def look_twice(reader: Reader) -> list[int]:
        before, _ = await whole_stream(reader)
        has_looked.set()
        assert may_go_on.wait(20)
        after, events = await whole_stream(reader)
        return [before, after, len(events)]

    looking = asyncio.create_task(database.read(look_twice))
    await asyncio.to_thread(has_looked.wait, 20)
    await database.act(notes("meanwhile"), write_notes)
    may_go_on.set()
    assert await looking == [1, 1, 1]
    assert await database.read(look_twice) == [2, 2, 2]


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_a_reader_on_postgres_sees_one_moment(database: Database) -> None:
    has_looked, may_go_on = asyncio.Event(), asyncio.Event()

    async def look_twice(reader: Reader) -> list[int]:
        before, _ = await whole_stream(reader)
        has_looked.set()
        await may_go_on.wait()
        after, events = await whole_stream(reader)
        return [before, after, len(events)]

    looking = asyncio.create_task(database.read(look_twice))
    await has_looked.wait()
    await database.act(notes("meanwhile"), write_notes)
    may_go_on.set()
    assert await looking == [1, 1, 1]
    assert await database.read(look_twice) == [2, 2, 2]


async def test_a_commit_is_announced_in_the_loop_before_its_acts_return(database: Database) -> None:
    heard: list[Committed] = []
    threads: set[threading.Thread] = set()

    def listen(committed: Committed) -> None:
        heard.append(committed)
        threads.add(threading.current_thread())

    async def act(n: int) -> bool:
        receipt = await database.act(notes(f"{n}", cid=f"cid-{n}"), write_notes)
        return any(event.seq == receipt.seq for committed in heard for event in committed.events)

    database.on_commit(listen)
    assert all(await asyncio.gather(*[act(n) for n in range(70)]))
    assert threads == {threading.current_thread()}
    announced = [event for committed in heard for event in committed.events]
    assert announced == await database.read(events_since, WORKSPACE, 1, 1000)
    assert heard[-1].head == 71
    assert {committed.epoch for committed in heard} == {"epoch-1"}


async def test_what_did_not_happen_is_not_announced(database: Database) -> None:
    heard: list[Committed] = []
    database.on_commit(heard.append)
    await outcome_of(database.act(notes("bad", failure="after writing"), write_notes))
    await outcome_of(database.act(notes("worse", failure="in the database"), write_notes))
    assert heard == []


@pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)
async def test_a_listener_that_raises_keeps_nobody_from_hearing(database: Database) -> None:
    problems: list[object] = []
    heard: list[Committed] = []

    def listen_badly(committed: Committed) -> None:
        raise ValueError(committed.workspace_id)

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: problems.append(context["exception"]))
    database.on_commit(listen_badly)
    database.on_commit(heard.append)
    try:
        assert (await database.act(notes("a"), write_notes)).seq == 2
    finally:
        loop.set_exception_handler(None)
    assert [type(problem) for problem in problems] == [ValueError]
    assert [committed.head for committed in heard] == [2]


async def test_only_founding_makes_a_workspace(database: Database) -> None:
    with pytest.raises(NotFound, match="workspace_unknown"):
        await database.act(notes("a", workspace_id="wsp_9"), write_notes)
    with pytest.raises(NotFound, match="workspace_unknown"):
        await database.read_stream("wsp_9")
    with pytest.raises(Conflict, match="workspace_exists"):
        await database.found(notes("a"), write_notes, epoch="epoch-2")
    assert await database.read_stream(WORKSPACE) == ("epoch-1", 1, 0)


async def test_a_founding_that_fails_leaves_no_workspace(database: Database) -> None:
    with pytest.raises(Invalid, match="refused"):
        await database.found(notes("a", workspace_id="wsp_9", failure="after writing"), write_notes, epoch="e")
    assert await database.read(streams_of, ["wsp_9"]) == {}


async def test_a_founding_sent_again_is_answered_again(database: Database) -> None:
    command = notes("a", workspace_id="wsp_9", cid="cid-1")
    first, again = await asyncio.gather(*[database.found(command, write_notes, epoch="e") for _ in range(2)])
    assert (first.dup, again.dup, again.answer) == (False, True, first.answer)


async def test_the_roster_rises_with_its_change(database: Database) -> None:
    async def change(tx: Tx, command: Command) -> Answer:
        await raise_roster(tx)
        return Answer(id=command.workspace_id)

    before = await database.read(roster_version, WORKSPACE)
    await asyncio.gather(*[database.act(notes("x"), change) for _ in range(3)])
    assert await database.read(roster_version, WORKSPACE) == before + 3


async def test_a_caller_that_goes_away_does_not_stop_the_act(database: Database) -> None:
    acting = asyncio.create_task(database.act(notes("first"), write_notes))
    await asyncio.sleep(0)  # the acts begin; no time passes
    acting.cancel()
    await asyncio.gather(acting, return_exceptions=True)
    assert (await database.act(notes("second"), write_notes)).seq == 3


async def test_closing_finishes_what_waits_and_refuses_what_comes_later(database: Database) -> None:
    acts = [asyncio.create_task(database.act(notes("x"), write_notes)) for _ in range(100)]
    await asyncio.sleep(0)  # the acts begin; no time passes
    await database.close()
    assert [receipt.seq for receipt in await asyncio.gather(*acts)] == list(range(2, 102))
    for late in (database.act(notes("late"), write_notes), database.read(texts), database.write(texts)):
        with pytest.raises(Unavailable, match="database_closed"):
            await late
