"""Messages: what visitors and agents write, automatic and pushed ones, editing and deleting one's own (I4, A17, A22, T6, T15, X1)."""

from dataclasses import dataclass, replace
from typing import Literal

from zuruf.domain import episode
from zuruf.domain.access import require, sees
from zuruf.domain.actor import SYSTEM
from zuruf.domain.agent import Agent
from zuruf.domain.audience import alerted_by_message
from zuruf.domain.change import Change
from zuruf.domain.conversation import Conversation
from zuruf.domain.explanation import Explanation
from zuruf.domain.message import Message, MessageKind, checked_text, last_line
from zuruf.errors import Forbidden, NotFound
from zuruf.store import agents, messages, page_views, scenes
from zuruf.store.changes import write_change, write_message, write_message_change
from zuruf.store.joining import write_joining, write_seen
from zuruf.store.judging import judge_now, made
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Answer, Command, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class SendVisitorMessage(Command):
    """A visitor's message from one tab of one browser; the page it is judged with is the one the server saw that tab on (T6, B74)."""

    browser_id: str
    text: str
    tab: str = ""
    watching: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgentMessage(Command):
    """An agent's reply or comment. By API the `author` is named and the actor is the API key (X1)."""

    conversation_id: str
    text: str
    kind: Literal["reply", "comment"] = "reply"
    author: str = ""
    received_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushMessage(Command):
    """A message that opens no episode and joins nobody (T15, X1)."""

    conversation_id: str
    text: str
    author: str
    received_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMessage(Command):
    """Editing or, with `text` None, deleting an agent's own message; by API any agent's message.

    `is_pushed` narrows to pushed ones or others.
    """

    message_id: str
    text: str | None
    is_pushed: bool | None = None


async def send_visitor_message(tx: Tx, command: SendVisitorMessage) -> Answer:
    """A first message brings group, audience and alerts in the same transaction, before anyone is told (T6)."""
    text, at = checked_text(command.text), command.moment.at
    scene, browser = await made(tx, command.browser_id, command.moment)
    is_first = not scene.conversation.is_open
    if is_first:
        scene = replace(scene, watching=command.watching)
        scene, _ = await judge_now(tx, scene, browser, command.tab, command.moment, occasion="first_message")
    named = await _signer_of_reply(tx, scene.conversation) if is_first else None
    wrote = episode.visitor_wrote(scene.conversation, scene.roster, at, named_agent=named)
    if wrote.returned_to is not None:
        change = Change(
            type="visitor.assigned_to_agent", after=wrote.conversation, agent_id=wrote.returned_to, why=wrote.why
        )
        scene = await write_change(tx, scene, change, SYSTEM, at)
        after = scene.conversation
    else:
        after = wrote.conversation
    told = alerted_by_message(after, scene.roster, command.actor, command.watching)
    page = await _page_of(tx, command)
    message = _message(command, scene, "visitor", scene.visitor.id, text, page=page, episode_number=after.episode)
    why = (
        Explanation(cause=command.actor, rule="A22", considered=told.considered)
        if wrote.is_opening or after.owner is None
        else None
    )
    await write_message(
        tx,
        scene,
        replace(after, last=last_line(message), last_at=at),
        message,
        command.actor,
        opened=wrote.is_opening,
        alerted=frozenset(told.agents),
        why=why,
    )
    return Answer(message.id)


async def send_agent_message(tx: Tx, command: SendAgentMessage) -> Answer:
    """A reply joins its agent, who has seen what they answer (A22), and ends the waiting; a comment does neither and no visitor hears of it."""
    text, at = checked_text(command.text), command.moment.at
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, at)
    author = await _author(tx, command, scene)
    if command.kind == "comment":
        message = _message(command, scene, "comment", author, text)
        after = replace(scene.conversation, last=last_line(message), last_at=at)
        await write_message(tx, scene, after, message, command.actor)
        return Answer(message.id)
    scene = await write_seen(tx, scene, author, command.actor, at)
    answered = episode.answered(scene.conversation, author, at)
    after = answered.conversation
    if answered.has_joined:
        scene = await write_joining(tx, scene, after, author, command.actor, at)
        after = scene.conversation
    message = _message(
        command, scene, "agent", author, text, received_from=command.received_from, episode_number=after.episode
    )
    await write_message(
        tx,
        scene,
        replace(after, last=last_line(message), last_at=at),
        message,
        command.actor,
        opened=answered.is_opening,
    )
    return Answer(message.id)


async def push_message(tx: Tx, command: PushMessage) -> Answer:
    """It lies in the thread for the visitor's next look; no episode opens, nobody joins, nobody is alerted."""
    text, at = checked_text(command.text), command.moment.at
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, at)
    if command.author:
        await _signing(tx, command.author)
    message = replace(
        _message(command, scene, "agent", command.author, text, received_from=command.received_from), is_pushed=True
    )
    await write_message(
        tx, scene, replace(scene.conversation, last=last_line(message), last_at=at), message, command.actor
    )
    return Answer(message.id)


async def change_message(tx: Tx, command: ChangeMessage) -> Answer:
    """Only agents' messages can be changed: their own by hand, any agent's by API. A deleted one is not there (404)."""
    text = None if command.text is None else checked_text(command.text)
    message = await messages.load(tx, tx.workspace_id, command.message_id)
    if message is None or message.deleted_at is not None or command.is_pushed not in (None, message.is_pushed):
        raise _message_not_found()
    scene = await scenes.of_conversation(tx, tx.workspace_id, message.conversation_id, command.moment.at)
    await _may_change(tx, command, scene, message)
    if text == message.text:
        return Answer(message.id, changed=False)
    at = command.moment.at
    changed = replace(message, deleted_at=at, text="") if text is None else replace(message, text=text, edited_at=at)
    await write_message_change(tx, scene, changed, command.actor, at)
    return Answer(message.id)


async def _author(tx: Tx, command: SendAgentMessage, scene: Scene) -> str:
    if command.actor.kind == "api":
        return (await _signing(tx, command.author)).id
    agent = await agents.acting(tx, command)
    require(agent, "access")
    if not sees(agent, scene.conversation, scene.roster):
        raise NotFound("conversation_not_found", "There is no such conversation.")
    return agent.id


async def _signing(tx: Tx, agent_id: str) -> Agent:
    """Who signs a message by API has to be able to answer."""
    agent = await agents.get(tx, tx.workspace_id, agent_id)
    require(agent, "access")
    return agent


async def _may_change(tx: Tx, command: ChangeMessage, scene: Scene, message: Message) -> None:
    if command.actor.kind == "api":
        if message.kind != "agent":
            raise Forbidden(
                "not_an_agents_message", "Only messages of agents can be changed or deleted; this one is the visitor's."
            )
        return
    agent = await agents.acting(tx, command)
    require(agent, "access")
    if not sees(agent, scene.conversation, scene.roster):
        raise _message_not_found()
    if message.kind not in ("agent", "comment") or message.author != agent.id:
        raise Forbidden("not_your_message", "Only the one who wrote a message can change or delete it.")


async def _signer_of_reply(tx: Tx, conversation: Conversation) -> str | None:
    """Who signed the pushed or automatic message this first message replies to (product.md, Decided at the edges)."""
    newest = await messages.newest_for_visitor(tx, tx.workspace_id, conversation.id)
    if newest is None or not (newest.is_pushed or newest.is_trigger):
        return None
    return newest.author or None


async def _page_of(tx: Tx, command: SendVisitorMessage) -> str:
    view = await page_views.speak(tx, command.browser_id, command.tab, command.moment.at)
    return view.url if view else ""


def _message(
    command: Command,
    scene: Scene,
    kind: MessageKind,
    author: str,
    text: str,
    *,
    page: str = "",
    received_from: str = "",
    episode_number: int | None = None,
) -> Message:
    return Message(
        id=command.moment.id("msg"),
        conversation_id=scene.conversation.id,
        episode=scene.conversation.episode if episode_number is None else episode_number,
        kind=kind,
        author=author,
        text=text,
        at=command.moment.at,
        page=page,
        received_from=received_from,
    )


def _message_not_found() -> NotFound:
    return NotFound("message_not_found", "There is no such message.")
