"""Why nobody is taking a waiting conversation, and the one thing that helps most (O1, A15): who could answer, and what keeps each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from zuruf.domain.agent import Agent
from zuruf.domain.assignment import why_not_agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.group import Group
from zuruf.domain.routing import effective_group, owners, taking_part
from zuruf.domain.workspace import Roster

Through = Literal["assigned", "joined", "group", "everyone"]
Keeps = Literal["offline", "invisible", "not_alerted", "alerted", "shown", "seen"]
Cause = Literal["nobody_waits", "nobody_could", "all_offline", "nobody_online", "not_alerted", "not_seen", "seen"]
HelpKind = Literal["answer", "take", "assign", "go_online", "move"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerted:
    """The newest alert of one agent since the visitor waits, in ms; None for what has not happened."""

    raised_at: int
    shown_at: int | None = None
    seen_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Could:
    """One who could answer and why they do not; `at` is since when that is known, in ms, if it is."""

    agent_id: str
    through: Through
    keeps: Keeps
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What to do: answer, take it, assign `agent_id`, go online, or move the visitor to `group_id`."""

    kind: HelpKind
    agent_id: str | None = None
    group_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The answer to "Why is nobody taking this?". `since` is when the visitor wrote, in ms; None when nobody waits."""

    since: int | None
    cause: Cause
    could: tuple[Could, ...] = ()
    help: Help | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the answer is found with. `alerted` since the visitor waits, `read` holds who has read the newest message, `loads` by agent."""

    conversation: Conversation
    roster: Roster
    alerted: Mapping[str, Alerted]
    read: frozenset[str]
    loads: Mapping[str, int]


def why_waiting(scene: Scene, me: Agent) -> Waiting:
    """O1: who could answer, why each does not, and what helps most of what `me` may do."""
    conversation = scene.conversation
    if not conversation.is_open or conversation.waiting_since is None:
        return Waiting(since=None, cause="nobody_waits")
    called = owners(conversation, scene.roster)
    could = sorted(
        (_could(agent_id, scene) for agent_id in called),
        key=lambda one: (one.agent_id == me.id, _NEAREST.index(one.keeps), one.agent_id),
    )
    return Waiting(
        since=conversation.waiting_since, cause=_cause(could), could=tuple(could), help=_help(scene, me, called)
    )


_NEAREST: tuple[Keeps, ...] = ("seen", "shown", "alerted", "not_alerted", "invisible", "offline")


def _could(agent_id: str, scene: Scene) -> Could:
    through = _through(agent_id, scene)
    presence, alerted = scene.roster.presence_of(agent_id), scene.alerted.get(agent_id)
    if presence == "offline":
        return Could(agent_id=agent_id, through=through, keeps="offline")
    if agent_id in scene.read or (alerted and alerted.seen_at):
        return Could(agent_id=agent_id, through=through, keeps="seen", at=alerted.seen_at if alerted else None)
    if alerted is None:
        keeps: Keeps = "invisible" if presence == "invisible" else "not_alerted"
        return Could(agent_id=agent_id, through=through, keeps=keeps)
    if alerted.shown_at:
        return Could(agent_id=agent_id, through=through, keeps="shown", at=alerted.shown_at)
    return Could(agent_id=agent_id, through=through, keeps="alerted", at=alerted.raised_at)


def _through(agent_id: str, scene: Scene) -> Through:
    row = scene.conversation.participation_of(agent_id)
    if row is not None:
        return "assigned" if row.joined_at is None else "joined"
    return "everyone" if effective_group(scene.conversation, scene.roster) is None else "group"


def _cause(could: list[Could]) -> Cause:
    """The nearest to an answer says what it hangs on; who asks stands last, for they know of themselves."""
    if not could:
        return "nobody_could"
    match could[0].keeps:
        case "seen" | "not_alerted" as keeps:
            return keeps
        case "shown" | "alerted":
            return "not_seen"
        case "invisible":
            return "nobody_online"
        case "offline":
            return "all_offline"


def _help(scene: Scene, me: Agent, called: frozenset[str]) -> Help:
    """Who is looking is awake and aware: if it is theirs, they. Else who is online and called, then who is online at all."""
    is_here = scene.roster.presence_of(me.id) != "offline"
    if is_here and me.id in called:
        return Help(kind="answer" if scene.conversation.participation_of(me.id) else "take")
    mine = Help(kind="take" if is_here else "go_online")
    if not me.may("assign"):
        return mine
    group = effective_group(scene.conversation, scene.roster)
    near = called if group is None else called | group.members
    nearest = _freest(scene, me, near)
    if nearest is not None:
        return Help(kind="assign", agent_id=nearest)
    if me.id in called:
        return mine
    other = _group_with_somebody(scene, group)
    if other is not None:
        return Help(kind="move", group_id=other.id)
    anybody = _freest(scene, me, frozenset(scene.roster.agents))
    return mine if anybody is None else Help(kind="assign", agent_id=anybody)


def _freest(scene: Scene, me: Agent, among: frozenset[str]) -> str | None:
    """Of these the online one, not taking part yet, who has not looked past it and has the least to do; ties by id, so that all say the same."""
    others = among - {me.id, *taking_part(scene.conversation, scene.roster)}
    free = [agent_id for agent_id in others if _is_there(scene.roster, agent_id)]
    return min(free, key=lambda one: (one in scene.read, scene.loads.get(one, 0), one), default=None)


def _group_with_somebody(scene: Scene, group: Group | None) -> Group | None:
    """The other group with the most people online. A visitor nobody assigned a group is everybody's, and needs none."""
    roster = scene.roster
    if group is None or taking_part(scene.conversation, roster):
        return None
    others = [one for one in roster.groups.values() if one.id != group.id and roster.is_effective(one.id)]
    online = {one.id: sum(_is_there(roster, member) for member in one.members) for one in others}
    return min((one for one in others if online[one.id]), key=lambda one: (-online[one.id], one.id), default=None)


def _is_there(roster: Roster, agent_id: str) -> bool:
    """Online, and one who may be assigned (A5); agents by API are not asked to help (X1)."""
    is_by_api = agent_id in roster.agents and roster.agents[agent_id].is_by_api
    return roster.presence_of(agent_id) == "online" and not is_by_api and why_not_agent(agent_id, roster) is None
