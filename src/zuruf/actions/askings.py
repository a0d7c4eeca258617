"""Asking a colleague to join, and passing a visitor on (A14)."""

import json
from dataclasses import dataclass, replace

from zuruf.domain import asking, assignment
from zuruf.domain.access import require, sees
from zuruf.domain.asking import Answered
from zuruf.domain.audience import alerted_by_agent, alerted_by_lapse
from zuruf.domain.change import Change
from zuruf.domain.message import is_seen
from zuruf.domain.outcome import Accepted, AlreadySo, Raised, Refused
from zuruf.errors import Invalid, NotFound
from zuruf.store import agents, scenes
from zuruf.store.changes import write_change, write_lapsed
from zuruf.store.joining import write_joining, write_seen
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Answer, Command, Job, Tx

MAX_WHY = 500  # characters of the line that goes with an asking


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingCommand(Command):
    """About the askings of a conversation."""

    conversation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(AskingCommand):
    """A colleague is asked to join, with a line of why (A14); with `then` "leave" the asker leaves once it is accepted."""

    agent_id: str
    why: str
    then: asking.Then = "stay"
    watching: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAsking(AskingCommand):
    """The asked colleague accepts or declines."""

    answer: asking.Answer


async def ask(tx: Tx, command: Ask) -> Answer:
    """A14: the colleague finds it in Mine with Accept and Decline; the asker stays."""
    if not is_seen(command.why) or len(command.why) > MAX_WHY:
        raise Invalid("invalid_why", f"Say in 1 to {MAX_WHY} characters why your colleague should join.", "why")
    scene = await _scene(tx, command)
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
            await _write_asking(tx, scene, command, outcome)
            return Answer(command.conversation_id)


async def answer_asking(tx: Tx, command: AnswerAsking) -> Answer:
    """A14: accepting joins, declining changes nothing else; everybody who asked is told by the event."""
    scene = await _scene(tx, command)
    outcome = asking.answer_asking(
        scene.conversation, command.actor.id, command.answer, scene.roster, command.moment.at
    )
    if not isinstance(outcome, Answered):
        raise outcome.error()
    agent_id, at = command.actor.id, command.moment.at
    if command.answer == "accept":
        scene = await write_seen(tx, scene, agent_id, command.actor, at)
        after = assignment.joined(scene.conversation, agent_id, at)
        await write_joining(tx, scene, after, agent_id, command.actor, at, why=outcome.why)
        return Answer(command.conversation_id)
    told = [alerted_by_lapse(answered, scene.roster, command.actor) for answered in outcome.askings]
    change = Change(
        type="asking.declined",
        after=replace(scene.conversation, askings=outcome.conversation.askings),
        agent_id=agent_id,
        alerted=frozenset[str]().union(*told),
        alert_kind="declined",
        why=outcome.why,
    )
    await write_change(tx, scene, change, command.actor, at)
    return Answer(command.conversation_id)


async def lapse_askings(tx: Tx, command: AskingCommand) -> Answer:
    """A14: ten minutes without an answer; the asker is told. Carried out by the worker, as often as it likes."""
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, command.moment.at)
    lapsed = asking.lapse_askings(scene.conversation, command.moment.at)
    await write_lapsed(tx, scene, lapsed.askings, command.actor, command.moment.at)
    return Answer(command.conversation_id, changed=bool(lapsed.askings))


async def _write_asking(tx: Tx, scene: Scene, command: Ask, outcome: Raised | Accepted) -> None:
    told = alerted_by_agent(outcome.conversation, command.agent_id, scene.roster, command.actor, command.watching)
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
    payload = json.dumps({"conversation_id": command.conversation_id})
    tx.enqueue(Job(kind="asking_lapses", payload=payload, due_at=command.moment.at + asking.ASKING_MS))


async def _scene(tx: Tx, command: AskingCommand) -> Scene:
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, command.moment.at)
    agent = await agents.acting(tx, command)
    require(agent, "access")
    if not sees(agent, scene.conversation, scene.roster):
        raise NotFound("conversation_not_found", "There is no such conversation.")
    return scene
