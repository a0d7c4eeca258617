"""First answers in the database: read from an index, of the group before the website, reckoned once a minute (W5)."""

import pytest

from tests.actions.house import House
from zuruf.domain.conversation import Conversation, GroupSetting
from zuruf.store import first_answers
from zuruf.store.sqlite_inline import InlineDatabase
from zuruf.store.transaction import Answer, Command, Reader, Row, Tx, Value
from zuruf.web.answer_times import KEPT_MS, AnswerTimes

MINUTE = 60_000
WEEK = 7 * 24 * 60 * MINUTE


async def answered(house: House, wait: int, group_id: str | None, times: int) -> None:
    async def action(tx: Tx, command: Command) -> Answer:
        at = command.moment.at
        for n in range(times):
            thread = Conversation(
                id=f"cnv_{at}_{n}", visitor_id="vis_1", website_id="web_1", group=GroupSetting(), episode=1
            )
            await first_answers.insert(tx, thread, group_id, at - wait, at)
            await first_answers.insert(tx, thread, group_id, at, at)  # reopened: the first one counts
        return Answer()

    await house.act("system", action, Command)


@pytest.mark.line("W5ze")
async def test_the_groups_own_answers_count_where_there_are_enough_and_the_newest_of_a_week(house: House) -> None:
    async def within(times: AnswerTimes, group_id: str | None, now: int) -> int | None:
        return await house.database.read(times.within, house.workspace_id, "web_1", group_id, now)

    await answered(house, 4 * MINUTE, None, 12)
    await answered(house, 20 * MINUTE, "grp_slow", 10)
    await answered(house, MINUTE, "grp_new", 9)
    now, times = house.now, AnswerTimes()
    assert await within(times, "grp_slow", now) == 30
    assert await within(times, "grp_new", now) == await within(times, None, now) == 5
    assert await within(AnswerTimes(), None, now + WEEK + 1_000) is None

    await answered(house, MINUTE, "grp_new", 1)
    assert await within(times, "grp_new", now + KEPT_MS - 1) == 5
    assert await within(times, "grp_new", now + KEPT_MS) == 1


async def test_waits_are_read_from_an_index_alone(house: House) -> None:
    """On SQLite, whose plan says so in words; the statements are the same."""
    if not isinstance(house.database, InlineDatabase):
        return
    for asks, index in ((first_answers.waits_on, "website"), (first_answers.waits_in, "group")):
        asked = Asked()
        await asks(asked, house.workspace_id, "id_1", house.now)
        [step] = [str(row[3]) for row in await house.database.read(planned, asked)]
        assert f"USING COVERING INDEX first_answers_{index}" in step


async def planned(reader: Reader, asked: "Asked") -> list[Row]:
    return await reader.all(f"explain query plan {asked.sql}", *asked.args)


class Asked:
    """A reader that only keeps what it was asked."""

    def __init__(self) -> None:
        self.sql = ""
        self.args: tuple[Value, ...] = ()

    async def one(self, sql: str, *args: Value) -> Row | None:
        self.sql, self.args = sql, args
        return None

    async def all(self, sql: str, *args: Value) -> list[Row]:
        self.sql, self.args = sql, args
        return []
