"""Assigning visitors: to a group, to agents, taking off, joining, leaving, asking a colleague to join (A1–A21)."""

import json
from dataclasses import dataclass, replace

from zuruf.domain import asking, assignment
from zuruf.domain.access import require, sees
from zuruf.domain.actor import Actor
from zuruf.domain.asking import Answered
from zuruf.domain.assignment import Seen
from zuruf.domain.audience import Told, alerted_by_agent, alerted_by_group, alerted_by_lapse, withdrawn
from zuruf.domain.change import Change
from zuruf.domain.conversation import Conversation
from zuruf.domain.explanation import Explanation
from zuruf.domain.outcome import Accepted, AlreadySo, Raised, Refused
from zuruf.errors import Invalid, NotFound
from zuruf.store import agents, alerts, conversations, scenes
from zuruf.store.changes import write_change, write_lapsed
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Answer, Command, Job, Tx

MAX_WHY = 500  # characters of the line that goes with an asking


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(ConversationCommand):
    """A colleague is asked to join, with a line of why (A14); with `then` "leave" the asker leaves once it is accepted."""

    agent_id: str
    why: str
    then: asking.Then = "stay"
    watching: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAsking(ConversationCommand):
    """The asked colleague accepts or declines."""

    answer: asking.Answer


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
            withdrawn=await _no_longer_called(tx, scene, after),
            why=outcome.why,
        ),
        command.actor,
        command.moment.at,
    )
    return Answer(command.visitor_id)


async def join(tx: Tx, command: ConversationCommand) -> Answer:
    """The button Join; the visitor is told."""
    scene = await _scene_of_conversation(tx, command, command.conversation_id)
    outcome = assignment.join(scene.conversation, command.actor.id, scene.roster, command.moment.at)
    match outcome:
        case Refused():
            raise outcome.error()
        case AlreadySo():
            return Answer(command.conversation_id, changed=False)
        case Raised() | Accepted():
            change = Change(type="agent.joined", after=outcome.conversation, agent_id=command.actor.id, why=outcome.why)
            await write_change(tx, scene, change, command.actor, command.moment.at)
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
        withdrawn=await _no_longer_called(tx, scene, outcome.conversation),
        why=outcome.why,
    )
    await write_change(tx, scene, change, command.actor, command.moment.at)
    return Answer(command.conversation_id)


async def ask(tx: Tx, command: Ask) -> Answer:
    """A14: the colleague finds it in Mine with Accept and Decline; the asker stays."""
    if not command.why.strip() or len(command.why) > MAX_WHY:
        raise Invalid("invalid_why", f"Say in 1 to {MAX_WHY} characters why your colleague should join.", "why")
    scene = await _scene_of_conversation(tx, command, command.conversation_id)
    outcome = asking.ask(
        scene.conversation,
        command.agent_id,
        command.actor,
        scene.roster,
        command.moment.at,
        why=command.why.strip(),
        then=command.then,
    )
    match outcome:
        case Refused():
            raise outcome.error()
        case AlreadySo():
            return Answer(command.conversation_id, changed=False)
        case Raised() | Accepted():
            told = alerted_by_agent(
                outcome.conversation, command.agent_id, scene.roster, command.actor, command.watching
            )
            change = Change(
                type="agent.asked",
                after=outcome.conversation,
                agent_id=command.agent_id,
                alerted=frozenset(told.agents),
                alert_kind="asked",
                line=command.why.strip(),
                why=replace(outcome.why, considered=told.considered),
            )
            await write_change(tx, scene, change, command.actor, command.moment.at)
            due_at = command.moment.at + asking.ASKING_MS
            tx.enqueue(
                Job(
                    kind="asking_lapses",
                    payload=json.dumps({"conversation_id": command.conversation_id}),
                    due_at=due_at,
                )
            )
            return Answer(command.conversation_id)


async def answer_asking(tx: Tx, command: AnswerAsking) -> Answer:
    """A14: accepting joins, declining changes nothing else; the asker is told by the event."""
    scene = await _scene_of_conversation(tx, command, command.conversation_id)
    outcome = asking.answer_asking(
        scene.conversation, command.actor.id, command.answer, scene.roster, command.moment.at
    )
    if not isinstance(outcome, Answered):
        raise outcome.error()
    accepted = command.answer == "accept"
    told = frozenset[str]() if accepted else alerted_by_lapse(outcome.asking, scene.roster, command.actor)
    change = Change(
        type="asking.accepted" if accepted else "asking.declined",
        after=scene.conversation if accepted else outcome.conversation,
        agent_id=command.actor.id,
        alerted=told,
        alert_kind="declined",
        why=outcome.why,
    )
    scene = await write_change(tx, scene, change, command.actor, command.moment.at)
    if accepted:
        await _join_asked(tx, scene, command, outcome)
    return Answer(command.conversation_id)


async def lapse_askings(tx: Tx, command: ConversationCommand) -> Answer:
    """A14: ten minutes without an answer; the asker is told. Carried out by the worker, as often as it likes."""
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, command.moment.at)
    lapsed = asking.lapse_askings(scene.conversation, command.moment.at)
    await write_lapsed(tx, scene, lapsed.askings, command.actor, command.moment.at)
    return Answer(command.conversation_id, changed=bool(lapsed.askings))


async def _join_asked(tx: Tx, scene: Scene, command: AnswerAsking, outcome: Answered) -> None:
    """The asked joins, then the asker of a transfer leaves: two lines in this order."""
    agent_id, at = command.actor.id, command.moment.at
    after = assignment.joined(scene.conversation, agent_id, at)
    change = Change(type="agent.joined", after=after, agent_id=agent_id, why=outcome.why)
    scene = await write_change(tx, scene, change, command.actor, at)
    if outcome.left is None:
        return
    after = assignment.without(scene.conversation, outcome.left)
    gone = await _no_longer_called(tx, scene, after)
    change = Change(type="agent.left", after=after, agent_id=outcome.left, withdrawn=gone, why=outcome.why)
    await write_change(tx, scene, change, Actor("agent", outcome.left), at)


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
    gone = await _no_longer_called(tx, scene, change.after)
    why = replace(change.why, considered=told.considered) if change.why else None
    return replace(change, alerted=frozenset(told.agents), withdrawn=gone, why=why)


async def _no_longer_called(tx: Tx, scene: Scene, after: Conversation) -> frozenset[str]:
    pending = frozenset(await alerts.pending_of(tx, tx.workspace_id, after.id))
    return withdrawn(after, pending, scene.roster)
