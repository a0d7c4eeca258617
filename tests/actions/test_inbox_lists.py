"""The lists of the inbox, which databases make, hold what the rules say of each conversation alone (A15, A16, X6)."""

import random
from dataclasses import replace

import pytest

from tests.actions.house import House
from tests.contract.test_rule_parity import AGENTS, World, world
from zuruf.domain.access import sees
from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.routing import able, is_unassigned, why_mine
from zuruf.domain.visitor import Visitor
from zuruf.domain.workspace import Roster
from zuruf.store import agents, conversations, inbox, visitors
from zuruf.store.transaction import Answer, Command, Tx

WORLDS = 20
CONVERSATIONS = 30  # of each world: a page holds them all


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
        await tx.run("delete from conversations where workspace_id = $1", tx.workspace_id)
        for id_ in AGENTS:
            await tx.run("delete from agents where workspace_id = $1 and id = $2", tx.workspace_id, id_)
        for agent in roster.agents.values():
            await agents.insert(tx, agent, seq=tx.next_seq, created_at=0)
        for conversation in among:
            await visitors.insert(tx, Visitor(id=conversation.visitor_id, website_id=conversation.website_id))
            await conversations.insert(tx, conversation)
        return Answer()

    await house.act("system", action, Command)


async def listed(house: House, agent: Agent, roster: Roster, wanted: inbox.Filter) -> set[str]:
    return {row.id for row in await house.database.read(inbox.page, agent, roster, wanted)}


@pytest.mark.line("A16f")
async def test_the_lists_hold_what_the_rules_say_of_each_conversation(house: House) -> None:
    seen: set[tuple[str, bool]] = set()
    for number in range(WORLDS):
        roster, among = of_world(number, house)
        await put(house, roster, among)
        for agent in (agent for agent in roster.agents.values() if able(agent.id, roster)):
            visible = [one for one in among if sees(agent, one, roster)]
            expected: dict[tuple[inbox.View, bool], set[str]] = {
                ("mine", True): {one.id for one in visible if why_mine(one, agent.id, roster)},
                ("unassigned", True): {one.id for one in visible if is_unassigned(one, roster)},
                ("all", True): {one.id for one in visible if one.is_open},
                ("all", False): {one.id for one in visible if not one.is_open},
            }
            for (view, is_open), ids in expected.items():
                wanted = inbox.Filter(view=view, is_open=is_open)
                assert await listed(house, agent, roster, wanted) == ids, (number, agent, view, is_open)
                assert await house.database.read(inbox.count, agent, roster, wanted) == len(ids)
                seen |= {(view, bool(ids)), (view, len(ids) == len(among))}
    assert seen >= {("mine", True), ("mine", False), ("unassigned", True), ("unassigned", False), ("all", True)}
