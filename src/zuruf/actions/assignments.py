"""Assigning visitors: to a group, to agents, taking off, joining, leaving (A1–A13, A18–A21)."""

from dataclasses import dataclass, replace

from zuruf.domain import assignment
from zuruf.domain.access import require, sees
from zuruf.domain.assignment import Seen
from zuruf.domain.audience import Told, alerted_by_agent, alerted_by_group
from zuruf.domain.change import Change
from zuruf.domain.conversation import Conversation
from zuruf.domain.explanation import Explanation
from zuruf.domain.outcome import Accepted, AlreadySo, Raised, Refused
from zuruf.errors import NotFound
from zuruf.store import agents, conversations, scenes
from zuruf.store.changes import no_longer_called, write_change
from zuruf.store.joining import write_joining
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Answer, Command, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignGroup(Command):
    """`group_id` None is "all agents"; `seen_group` what the one who assigns saw (A21); `watching` are the agents who look at it now."""

    visitor_id: str
    group_id: str | None
    seen_group: str | Seen | None = Seen.NOTHING
    watching: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentCommand(Command):
    """About one agent and one visitor's conversation."""

    visitor_id: str
    agent_id: str
    watching: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationCommand(Command):
    """About a conversation, by the acting agent."""

    conversation_id: str


async def assign_group(tx: Tx, command: AssignGroup) -> Answer:
    """A9–A13, A18, A21. A refusal of the API's is kept with the conversation and answered in `note`; others raise."""
    scene = await _scene_of_visitor(tx, command, command.visitor_id)
    before, at = scene.conversation, command.moment.at
    outcome = assignment.assign_group(
        before, command.group_id, command.actor, seen_group=command.seen_group, roster=scene.roster, at=at
    )
    match outcome:
        case Refused():
            return await _refuse(tx, scene, outcome, command)
        case AlreadySo():
            await conversations.save(tx, before, outcome.conversation, at)
            return Answer(before.visitor_id, changed=False)
        case Raised():
            change = _group_change(before, outcome.conversation, outcome.why)
        case Accepted():
            told = alerted_by_group(outcome.conversation, scene.roster, command.actor, command.watching)
            change = await _group_alerts(tx, scene, _group_change(before, outcome.conversation, outcome.why), told)
    await write_change(tx, scene, change, command.actor, at)
    return Answer(before.visitor_id)


async def assign_agent(tx: Tx, command: AgentCommand) -> Answer:
    """A3, A5–A8. Assigning again is no change and no second alert."""
    scene = await _scene_of_visitor(tx, command, command.visitor_id)
    outcome = assignment.assign_agent(
        scene.conversation, command.agent_id, command.actor, scene.roster, command.moment.at
    )
    match outcome:
        case Refused():
            return await _refuse(tx, scene, outcome, command)
        case AlreadySo():
            return Answer(command.visitor_id, changed=False)
        case Raised() | Accepted():
            told = alerted_by_agent(
                outcome.conversation, command.agent_id, scene.roster, command.actor, command.watching
            )
            change = Change(
                type="visitor.assigned_to_agent",
                after=outcome.conversation,
                agent_id=command.agent_id,
                alerted=frozenset(told.agents),
                why=replace(outcome.why, considered=told.considered),
            )
            await write_change(tx, scene, change, command.actor, command.moment.at)
            return Answer(command.visitor_id)


async def take_off(tx: Tx, command: AgentCommand) -> Answer:
    """A8: any agent can be taken off again; never refused for staleness (A21). Taking oneself off is leaving."""
    scene = await _scene_of_visitor(tx, command, command.visitor_id)
    outcome = assignment.take_off(scene.conversation, command.agent_id, command.actor, scene.roster)
    if isinstance(outcome, Refused):
        return await _refuse(tx, scene, outcome, command)
    if isinstance(outcome, AlreadySo):
        return Answer(command.visitor_id, changed=False)
    row = scene.conversation.participation_of(command.agent_id)
    has_joined = row is not None and row.joined_at is not None
    after = outcome.conversation
    await write_change(
        tx,
        scene,
        Change(
            type="agent.left" if has_joined or command.actor.id == command.agent_id else "agent.taken_off",
            after=after,
            agent_id=command.agent_id,
            withdrawn=await no_longer_called(tx, scene, after),
            why=outcome.why,
        ),
        command.actor,
        command.moment.at,
    )
    return Answer(command.visitor_id)


async def join(tx: Tx, command: ConversationCommand) -> Answer:
    """The button Join; the visitor is told, and whoever asked the agent to has their answer (A14)."""
    scene = await _scene_of_conversation(tx, command, command.conversation_id)
    outcome = assignment.join(scene.conversation, command.actor.id, scene.roster, command.moment.at)
    match outcome:
        case Refused():
            raise outcome.error()
        case AlreadySo():
            return Answer(command.conversation_id, changed=False)
        case Raised() | Accepted():
            agent_id, at = command.actor.id, command.moment.at
            await write_joining(tx, scene, outcome.conversation, agent_id, command.actor, at, why=outcome.why)
            return Answer(command.conversation_id)


async def leave(tx: Tx, command: ConversationCommand) -> Answer:
    """A8: an agent ends their own row; a member of the group keeps it in Mine through the group."""
    scene = await _scene_of_conversation(tx, command, command.conversation_id)
    outcome = assignment.leave(scene.conversation, command.actor.id)
    if not isinstance(outcome, Accepted):
        return Answer(command.conversation_id, changed=False)
    change = Change(
        type="agent.left",
        after=outcome.conversation,
        agent_id=command.actor.id,
        withdrawn=await no_longer_called(tx, scene, outcome.conversation),
        why=outcome.why,
    )
    await write_change(tx, scene, change, command.actor, command.moment.at)
    return Answer(command.conversation_id)


async def _scene_of_visitor(tx: Tx, command: Command, visitor_id: str) -> Scene:
    scene = await scenes.of_visitor(tx, tx.workspace_id, visitor_id, command.moment.at)
    await _authorise(tx, command, scene)
    return scene


async def _scene_of_conversation(tx: Tx, command: Command, conversation_id: str) -> Scene:
    scene = await scenes.of_conversation(tx, tx.workspace_id, conversation_id, command.moment.at)
    await _authorise(tx, command, scene)
    return scene


async def _authorise(tx: Tx, command: Command, scene: Scene) -> None:
    """An agent must see what they change; whoever may not know of it gets the answer for what is not there (B36)."""
    if command.actor.kind == "agent":
        agent = await agents.acting(tx, command)
        require(agent, "access")
        if not sees(agent, scene.conversation, scene.roster):
            raise NotFound("conversation_not_found", "There is no such conversation.")


async def _refuse(tx: Tx, scene: Scene, refused: Refused, command: Command) -> Answer:
    """A20: a refused click is answered to the clicker and not kept; what the API tried is kept with the conversation."""
    if command.actor.kind != "api":
        raise refused.error()
    change = Change(type="assignment.refused", after=scene.conversation, why=refused.why, line=refused.sentence)
    await write_change(tx, scene, change, command.actor, command.moment.at)
    return Answer(scene.visitor.id, changed=False, note=refused.code)


def _group_change(before: Conversation, after: Conversation, why: Explanation) -> Change:
    return Change(
        type="visitor.assigned_to_group",
        after=after,
        from_group=before.group.group_id,
        to_group=after.group.group_id,
        why=why,
    )


async def _group_alerts(tx: Tx, scene: Scene, change: Change, told: Told) -> Change:
    """Who is told of the new group, and whose unseen alert of the old one is taken back (G3)."""
    gone = await no_longer_called(tx, scene, change.after)
    why = replace(change.why, considered=told.considered) if change.why else None
    return replace(change, alerted=frozenset(told.agents), alert_kind=told.alert_kind, withdrawn=gone, why=why)
