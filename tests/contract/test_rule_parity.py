"""The console's rules answer as the server's do: whose a conversation is, who sees it, why nobody's, which group counts, what is missed."""

import json
import random
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from zuruf.domain.access import sees
from zuruf.domain.actor import Actor
from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Asking, Conversation, GroupSetting, Participation
from zuruf.domain.episode import is_missed
from zuruf.domain.group import Group
from zuruf.domain.routing import is_unassigned, owners, why_mine
from zuruf.domain.view import agent_view, conversation_view, group_view
from zuruf.domain.visitor import Visitor
from zuruf.domain.workspace import Roster, Workspace
from zuruf.store.workspaces import workspace_view

RULES = Path(__file__).with_name("rules.mjs")
WORLDS = 600
NOW = 1_000_000
AGENTS = ("agt_a", "agt_b", "agt_c", "agt_d")
GROUPS = ("grp_a", "grp_b")
VISITOR = Visitor(id="vis_1", website_id="web_1")
T = TypeVar("T")


@dataclass(frozen=True)
class World:
    """A conversation among people, everything drawn by chance."""

    roster: Roster
    conversation: Conversation

    def expected(self) -> dict[str, Any]:
        roster, subject = self.roster, self.conversation
        return {
            "mine": {
                agent_id: [[reason.kind, reason.by, reason.group_id] for reason in why_mine(subject, agent_id, roster)]
                for agent_id in roster.agents
            },
            "unassigned": is_unassigned(subject, roster),
            "effective": roster.is_effective(subject.group.group_id),
            "owners": sorted(owners(subject, roster)),
            "sees": {agent.id: sees(agent, subject, roster) for agent in roster.agents.values()},
            "missed": is_missed(subject, roster, NOW),
        }

    def wire(self) -> dict[str, Any]:
        roster = self.roster
        people = {
            "workspace": workspace_view(roster.workspace, 1),
            "agents": {agent.id: agent_view(agent, 1) for agent in roster.agents.values()},
            "groups": {group.id: group_view(group, 1) for group in roster.groups.values()},
            "presence": roster.presence,
        }
        return {"people": people, "conversation": conversation_view(self.conversation, VISITOR), "now": NOW}


def world(seed: int) -> World:
    chance = random.Random(seed)
    agents = {id_: agent(chance, id_) for id_ in some(chance, AGENTS)}
    groups = {id_: group(chance, id_) for id_ in some(chance, GROUPS)}
    workspace = Workspace(
        id="wsp_1",
        name="Shop",
        uses_groups=chance.random() < 0.8,
        missed_after_ms=chance.choice((1_000, 30_000)),
        agents_see_only_their_groups=seed % 2 == 0,
    )
    presence = {
        id_: chance.choice(("online", "invisible", "offline", "offline")) for id_ in agents if agents[id_].is_active
    }
    roster = Roster(workspace=workspace, agents=agents, groups=groups, presence=presence)
    return World(roster, conversation(chance))


def agent(chance: random.Random, id_: str) -> Agent:
    return Agent(
        id=id_,
        name=id_,
        email=f"{id_}@shop.example",
        role=chance.choice(("owner", "admin", "agent", "agent", "agent")),
        rights=frozenset(some(chance, ("access", "access", "assign", "configure"))),
        is_active=chance.random() < 0.8,
        is_by_api=chance.random() < 0.2,
    )


def group(chance: random.Random, id_: str) -> Group:
    members = frozenset(some(chance, AGENTS))
    return Group(id=id_, names={"en": id_}, is_enabled=chance.random() < 0.8, members=members)


def conversation(chance: random.Random) -> Conversation:
    made = Conversation(
        id="cnv_1",
        visitor_id="vis_1",
        website_id="web_1",
        is_open=chance.random() < 0.85,
        group=setting(chance),
        askings=tuple(
            Asking(agent_id=id_, by=f"agent:{chance.choice(AGENTS)}", why="", at=1, until=2)
            for id_ in some(chance, AGENTS)
            if chance.random() < 0.3
        ),
        waiting_since=chance.choice((None, NOW - 1_000, NOW - 999, NOW - 30_000, NOW)),
        has_visitor_message=chance.random() < 0.8,
        last_agent_id=chance.choice((None, *AGENTS)),
        episode=chance.choice((0, 1)),
        snoozed_until=chance.choice((*(None,) * 9, NOW + 1)),
    )
    for id_ in some(chance, AGENTS) if chance.random() < 0.4 else ():
        assigned, joined = chance.choice(((1, None), (None, 2), (1, 2)))
        by = f"agent:{chance.choice(AGENTS)}" if assigned else ""
        made = made.with_participation(
            Participation(agent_id=id_, assigned_at=assigned, assigned_by=by, joined_at=joined)
        )
    return made


def setting(chance: random.Random) -> GroupSetting:
    group_id = chance.choice((None, *GROUPS, *GROUPS, "grp_gone"))
    by = str(Actor("trigger", "trg_1")) if group_id else chance.choice(("", "agent:agt_a"))
    return GroupSetting(group_id=group_id, source="trigger", by=by)


def some(chance: random.Random, things: Sequence[T]) -> list[T]:
    return [thing for thing in things if chance.random() < 0.6]


def asked(node: Path, built: Path, worlds: Sequence[World], file: Path) -> list[dict[str, Any]]:
    """What the console says."""
    file.write_bytes(b"\n".join(msgspec.json.encode(one.wire()) for one in worlds))
    ended = subprocess.run([node, RULES, built, file], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_the_consoles_rules_are_the_servers(node: Path, built: Path, tmp_path: Path) -> None:
    worlds = [world(seed) for seed in range(WORLDS)]
    answers = asked(node, built, worlds, tmp_path / "cases.jsonl")
    wrong = [
        (seed, one.expected(), got)
        for seed, (one, got) in enumerate(zip(worlds, answers, strict=True))
        if one.expected() != got
    ]
    assert not wrong, f"{len(wrong)} of {WORLDS} differ; world {wrong[0][0]}: expected {wrong[0][1]}, got {wrong[0][2]}"


def test_the_worlds_show_every_answer() -> None:
    """Agreeing says something only if each rule answers both ways, for every reason."""
    found = [world(seed).expected() for seed in range(WORLDS)]
    lacks = {"no_group", "all_agents", "groups_off", "group_gone", "group_disabled", "group_empty", None}
    assert {one["unassigned"] for one in found} == lacks
    reasons = {reason[0] for one in found for mine in one["mine"].values() for reason in mine}
    assert reasons == {"assigned", "joined", "asked", "group"}
    assert {sight for one in found for sight in one["sees"].values()} == {True, False}
    assert {one["effective"] for one in found} == {one["missed"] for one in found} == {True, False}
