"""The people of every domain test, and how to put them on stage.

Support-Team FR: Marie (online), Tim (online), Léa (invisible). Olaf is an agent in Support-Team EN, offline, with Nora.
Nora is online and an outsider to FR. Frieda is the owner, online, in no group.
"""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from zuruf.domain.actor import Actor
from zuruf.domain.agent import Agent, Presence
from zuruf.domain.conversation import Asking, Conversation, GroupSetting, Participation, Source
from zuruf.domain.group import Group
from zuruf.domain.outcome import Accepted, AlreadySo, Outcome, Raised, Refused
from zuruf.domain.workspace import Roster, Workspace

line = pytest.mark.line

NOW = 1_800_000_000_000
MARIE, TIM, LEA, OLAF, NORA, FRIEDA = "agt_marie", "agt_tim", "agt_lea", "agt_olaf", "agt_nora", "agt_frieda"
EVERYBODY = (MARIE, TIM, LEA, OLAF, NORA, FRIEDA)
FR, EN, SECRET = "grp_fr", "grp_en", "grp_secret"
VISITOR = Actor("visitor", "vis_ada")
NOBODY: frozenset[str] = frozenset()

PRESENCE: Mapping[str, Presence] = {
    MARIE: "online",
    TIM: "online",
    LEA: "invisible",
    OLAF: "offline",
    NORA: "online",
    FRIEDA: "online",
}
AGENTS = {
    MARIE: Agent(id=MARIE, name="Marie", email="marie@shop.example"),
    TIM: Agent(id=TIM, name="Tim", email="tim@shop.example"),
    LEA: Agent(id=LEA, name="Léa", email="lea@shop.example"),
    OLAF: Agent(id=OLAF, name="Olaf", email="olaf@shop.example"),
    NORA: Agent(id=NORA, name="Nora", email="nora@shop.example"),
    FRIEDA: Agent(id=FRIEDA, name="Frieda", email="frieda@shop.example", role="owner"),
}
GROUPS = {
    FR: Group(id=FR, names={"en": "Support-Team FR", "fr": "Équipe FR"}, members=frozenset({MARIE, TIM, LEA})),
    EN: Group(id=EN, names={"en": "Support-Team EN"}, members=frozenset({OLAF, NORA})),
    SECRET: Group(id=SECRET, names={"en": "Fraud"}, members=frozenset({MARIE}), is_private=True),
}
WORKSPACE = Workspace(id="wsp_1", name="Shop", uses_groups=True, asks_for_group=True)
ROSTER = Roster(workspace=WORKSPACE, agents=AGENTS, groups=GROUPS, presence=PRESENCE)
WALLED = replace(ROSTER, workspace=replace(WORKSPACE, agents_see_only_their_groups=True))
NEVER_SET = GroupSetting()
QUIET = Conversation(id="cnv_1", visitor_id="vis_ada", website_id="web_1")


def agent(agent_id: str) -> Actor:
    return Actor("agent", agent_id)


def trigger(name: str = "french") -> Actor:
    return Actor("trigger", f"trg_{name}")


def with_presence(presence: Presence, *agent_ids: str, roster: Roster = ROSTER) -> Roster:
    return replace(roster, presence={**roster.presence, **dict.fromkeys(agent_ids, presence)})


def with_agent(changed: Agent, roster: Roster = ROSTER) -> Roster:
    return replace(roster, agents={**roster.agents, changed.id: changed})


def with_group(changed: Group, roster: Roster = ROSTER) -> Roster:
    return replace(roster, groups={**roster.groups, changed.id: changed})


def without_access(agent_id: str, roster: Roster = ROSTER) -> Roster:
    return with_agent(replace(roster.agents[agent_id], rights=frozenset()), roster)


def dismissed(agent_id: str, roster: Roster = ROSTER) -> Roster:
    presence = {id_: state for id_, state in roster.presence.items() if id_ != agent_id}
    return replace(with_agent(replace(roster.agents[agent_id], is_active=False), roster), presence=presence)


def in_group(group_id: str | None, source: Source = "agent", by: str = "agent:agt_frieda") -> GroupSetting:
    return GroupSetting(group_id=group_id, source=source, by=by, at=NOW)


def assigned(agent_id: str, by: str = "agent:agt_frieda") -> Participation:
    return Participation(agent_id=agent_id, assigned_at=NOW, assigned_by=by)


def joined(agent_id: str) -> Participation:
    return Participation(agent_id=agent_id, joined_at=NOW)


def asked(agent_id: str, by: str = MARIE) -> Asking:
    return Asking(agent_id=agent_id, by=f"agent:{by}", why="Knows the tariff", at=NOW, until=NOW + 600_000)


def talking(*rows: Participation, group: GroupSetting = NEVER_SET, askings: tuple[Asking, ...] = ()) -> Conversation:
    """An open conversation in which the visitor has written and waits."""
    return replace(
        QUIET,
        is_open=True,
        episode=1,
        opened_at=NOW,
        has_visitor_message=True,
        waiting_since=NOW,
        participations=rows,
        group=group,
        askings=askings,
    )


def accepted(outcome: Outcome) -> Conversation:
    assert isinstance(outcome, Accepted), outcome
    return outcome.conversation


def raised(outcome: Outcome) -> Conversation:
    assert isinstance(outcome, Raised), outcome
    return outcome.conversation


def already(outcome: object) -> Conversation:
    assert isinstance(outcome, AlreadySo), outcome
    return outcome.conversation


def refused(outcome: object) -> str:
    assert isinstance(outcome, Refused), outcome
    assert outcome.sentence.endswith(".")
    assert outcome.why.rule == outcome.code
    return outcome.code
