"""The lists of the inbox, which databases make, hold what the rules say of each conversation alone (A15, A16, X6)."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest

from tests.actions.house import House
from tests.contract.test_rule_parity import AGENTS, NOW, World, world
from zuruf.domain.access import sees
from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.episode import is_missed
from zuruf.domain.routing import able, is_unassigned, why_mine
from zuruf.domain.visitor import Visitor
from zuruf.domain.workspace import Roster
from zuruf.store import agents, alerts, conversations, inbox, visitors
from zuruf.store.sqlite_inline import InlineDatabase
from zuruf.store.transaction import Answer, Command, Reader, Row, Tx, Value

WORLDS = 20
CONVERSATIONS = 30  # of each world: a page holds them all
LANGUAGES = ("fr-CA", "FR", "frr")


def of_world(number: int, house: House) -> tuple[Roster, list[Conversation]]:
    """One roster in this house, its people named apart from those of other worlds, and many conversations among them."""
    worlds = [world(number * CONVERSATIONS + n) for n in range(CONVERSATIONS)]
    roster = next(one.roster for one in worlds if len(one.roster.agents) > 2)
    is_walled = random.Random(number).random() < 0.5
    workspace = replace(roster.workspace, id=house.workspace_id, agents_see_only_their_groups=is_walled)
    return replace(roster, workspace=workspace), [_nth(one, number, n) for n, one in enumerate(worlds)]


def _nth(one: World, number: int, n: int) -> Conversation:
    id_ = f"{number}_{n}"
    return replace(one.conversation, id=f"cnv_{id_}", visitor_id=f"vis_{id_}", episode=1)


async def put(house: House, roster: Roster, among: list[Conversation]) -> None:
    """This world instead of the one before."""

    async def action(tx: Tx, command: Command) -> Answer:
        await tx.run("delete from participations where workspace_id = $1", tx.workspace_id)
        for table in ("conversations", "conversation_tags", "reads"):
            await tx.run(f"delete from {table} where workspace_id = $1", tx.workspace_id)
        for id_ in AGENTS:
            await tx.run("delete from agents where workspace_id = $1 and id = $2", tx.workspace_id, id_)
        for agent in roster.agents.values():
            await agents.insert(tx, agent, seq=tx.next_seq, created_at=0)
        for conversation in among:
            language = LANGUAGES[len(conversation.id) * conversation.last_at % 3]
            await visitors.insert(
                tx, Visitor(id=conversation.visitor_id, website_id=conversation.website_id, language=language)
            )
            await conversations.insert(tx, conversation)
            if conversation.last_at % 2:
                await alerts.save_read(tx, "agt_a", conversation.id, 5)
        return Answer()

    await house.act("system", action, Command)


def is_awake(conversation: Conversation) -> bool:
    return conversation.snoozed_until is None


async def listed(house: House, agent: Agent, roster: Roster, wanted: inbox.Filter) -> set[str]:
    return {row.id for row in await house.database.read(inbox.page, agent, roster, wanted)}


@pytest.mark.line("A16f", "I6sa")
async def test_the_lists_hold_what_the_rules_say_of_each_conversation(house: House) -> None:
    seen: set[tuple[str, bool]] = set()
    asleep = 0
    for number in range(WORLDS):
        roster, among = of_world(number, house)
        await put(house, roster, among)
        for agent in (agent for agent in roster.agents.values() if able(agent.id, roster)):
            visible = [one for one in among if sees(agent, one, roster)]
            expected: dict[tuple[inbox.View, bool], set[str]] = {
                ("mine", True): {one.id for one in visible if why_mine(one, agent.id, roster) and is_awake(one)},
                ("unassigned", True): {one.id for one in visible if is_unassigned(one, roster)},
                ("all", True): {one.id for one in visible if one.is_open and is_awake(one)},
                ("all", False): {one.id for one in visible if not one.is_open},
            }
            for (view, is_open), ids in expected.items():
                wanted = inbox.Filter(view=view, is_open=is_open)
                assert await listed(house, agent, roster, wanted) == ids, (number, agent, view, is_open)
                assert await house.database.read(inbox.count, agent, roster, wanted) == len(ids)
                seen |= {(view, bool(ids)), (view, len(ids) == len(among))}
            put_off = {one.id for one in visible if why_mine(one, agent.id, roster) and not is_awake(one)}
            assert await listed(house, agent, roster, inbox.Filter(view="mine", sleep="snoozed")) == put_off
            assert {one.id for one in visible if why_mine(one, agent.id, roster)} == put_off | expected["mine", True]
            asleep += len(put_off)
    assert asleep
    assert seen >= {("mine", True), ("mine", False), ("unassigned", True), ("unassigned", False), ("all", True)}


def told(one: Conversation, number: int) -> Conversation:
    """The same with a place in time that others have too, marks and something new in it."""
    chance = random.Random(one.id + str(number))
    tags = tuple(sorted(chance.sample(("tag_a", "tag_b", "tag_c"), chance.randint(0, 2))))
    return replace(one, last_at=NOW - chance.randint(1, 12), tags=tags, visitor_message_seq=chance.choice((0, 4, 9)))


def by_order(one: Conversation, order: inbox.Order) -> tuple[int, ...] | int:
    since, at, _ = inbox.place_of(one)
    return {"newest": -at, "oldest": at, "waiting": (since, -at)}[order]


@pytest.mark.line("I3h", "I3i", "I3j", "I3k", "I3l")
async def test_a_list_is_narrowed_and_ordered_as_the_rules_say_over_all_its_pages(house: House) -> None:
    roster, among = of_world(0, house)
    among = [told(one, 0) for one in [*among, *(one for n in range(1, 5) for one in of_world(n, house)[1])]]
    roster = replace(roster, workspace=replace(roster.workspace, agents_see_only_their_groups=False))
    agent = replace(next(iter(roster.agents.values())), id="agt_a", is_active=True, role="owner")
    roster = replace(roster, agents={**roster.agents, agent.id: agent})
    await put(house, roster, among)
    is_read = {one.id: one.last_at % 2 == 1 and one.visitor_message_seq <= 5 for one in among}
    language = {one.id: LANGUAGES[len(one.id) * one.last_at % 3] for one in among}
    narrowed: dict[str, tuple[dict[str, str], Callable[[Conversation], bool]]] = {
        "all": ({}, lambda _: True),
        "tag": ({"tag_id": "tag_a"}, lambda one: "tag_a" in one.tags),
        "unread": ({"only": "unread"}, lambda one: one.visitor_message_seq > 0 and not is_read[one.id]),
        "missed": ({"only": "missed"}, lambda one: is_missed(one, roster, NOW)),
        "language": ({"language": "fr"}, lambda one: language[one.id] != "frr"),
        "both": (
            {"tag_id": "tag_b", "only": "missed"},
            lambda one: "tag_b" in one.tags and is_missed(one, roster, NOW),
        ),
    }
    for name, (fields, is_wanted) in narrowed.items():
        for order in get_args(inbox.Order):
            wanted = inbox.Filter(view="all", order=order, now=NOW, **fields)  # pyright: ignore[reportArgumentType]
            found = await all_pages(house, agent, roster, wanted)
            expected = [one for one in among if one.is_open and is_awake(one) and is_wanted(one)]
            assert {one.id for one in found} == {one.id for one in expected}, (name, order)
            assert len(found) == len(expected) > 0, (name, order, "none twice")
            places = [by_order(one, order) for one in found]
            assert places == sorted(places), (name, order)
    assert len([one for one in among if one.is_open and is_awake(one)]) > 2 * inbox.PAGE


async def all_pages(house: House, agent: Agent, roster: Roster, wanted: inbox.Filter) -> list[Conversation]:
    found: list[Conversation] = []
    while True:
        page = await house.database.read(inbox.page, agent, roster, wanted)
        found += page[: inbox.PAGE]
        if len(page) <= inbox.PAGE:
            return found
        wanted = replace(wanted, after=inbox.place_of(found[-1]))


@pytest.mark.line("I3m")
async def test_each_order_of_a_list_is_read_from_an_index(house: House) -> None:
    """On SQLite, whose plan says so in words; the statements are the same."""
    if not isinstance(house.database, InlineDatabase):
        return
    roster, _ = of_world(0, house)
    agent = replace(next(iter(roster.agents.values())), role="owner")
    for order in get_args(inbox.Order):
        asked = Asked()
        wanted = inbox.Filter(
            view="all", order=order, after=(1, 1, "cnv_1"), tag_id="tag_a", only="unread", language="fr"
        )
        await inbox.page(asked, agent, roster, wanted)
        plan = await house.database.read(planned, asked)
        text = "\n".join(str(row[3]) for row in plan)
        assert "SCAN" not in text, text
        assert "TEMP B-TREE" not in text, text


async def planned(reader: Reader, asked: "Asked") -> list[Row]:
    return await reader.all(f"explain query plan {asked.sql}", *asked.args)


class Asked:
    """A reader that only keeps what it was asked."""

    def __init__(self) -> None:
        self.sql = ""
        self.args: tuple[Value, ...] = ()

    async def one(self, sql: str, *args: Value) -> Row | None:
        raise AssertionError(sql, args)

    async def all(self, sql: str, *args: Value) -> list[Row]:
        self.sql, self.args = sql, args
        return []
