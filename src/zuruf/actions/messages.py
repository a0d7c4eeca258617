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
from zuruf.domain.message import Message, MessageKind, alerted_by_comment, checked_text, last_line, quote_of
from zuruf.domain.outcome import Accepted
from zuruf.domain.routing import effective_group
from zuruf.domain.snooze import wake
from zuruf.domain.unkept_page import UnkeptPage
from zuruf.errors import Forbidden, NotFound
from zuruf.store import agents, contacts, files, first_answers, messages, page_views, scenes
from zuruf.store.attaching import files_for, shown, write_attached
from zuruf.store.browsers import Browser
from zuruf.store.changes import write_change, write_message, write_message_change
from zuruf.store.joining import write_joining, write_seen
from zuruf.store.judging import judge_now
from zuruf.store.making import made_by_visitor
from zuruf.store.page_views import PageView
from zuruf.store.remembering import remember_by_id
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Answer, Command, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class SendVisitorMessage(Command):
    """A visitor's message from one tab of one browser; the page it is judged with is the one the server saw that tab on (T6, B74), or the one
    that carries itself (`unkept`): whoever writes is remembered from then on (W1b)."""

    browser_id: str
    text: str
    tab: str = ""
    quote: str = ""
    files: tuple[str, ...] = ()
    watching: frozenset[str] = frozenset()
    unkept: UnkeptPage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgentMessage(Command):
    """An agent's reply, or comment, which may name colleagues (I5). By API the `author` is named and the actor is the API key (X1)."""

    conversation_id: str
    text: str
    kind: Literal["reply", "comment"] = "reply"
    quote: str = ""
    files: tuple[str, ...] = ()
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
    text, at = checked_text(command.text, command.files), command.moment.at
    await remember_by_id(tx, command.browser_id, command.unkept)
    scene, browser = await made_by_visitor(tx, command.browser_id, command.moment)
    attached = await files_for(tx, command.files, command.actor, scene.conversation.id, at)
    view = await page_views.speak(tx, browser.id, command.tab, at)
    is_first = not scene.conversation.is_open
    if is_first:
        await contacts.require_now(tx, scene, at)
        scene = await _judged(tx, scene, browser, view, command)
    scene = await _woken(tx, scene, command)
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
    message = _message(command, scene, "visitor", scene.visitor.id, text, view=view, episode_number=after.episode)
    message = replace(await _quoting(tx, command.quote, message), files=shown(attached))
    is_told = wrote.is_opening or after.owner is None
    why = Explanation(cause=command.actor, rule="A22", considered=told.considered) if is_told else None
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
    await write_attached(tx, attached, message)
    return Answer(message.id)


async def _judged(tx: Tx, scene: Scene, browser: Browser, view: PageView | None, command: SendVisitorMessage) -> Scene:
    scene = replace(scene, watching=command.watching)
    if view is None:
        return scene
    judged, _ = await judge_now(tx, scene, browser, view, command.moment, occasion="first_message")
    return judged


async def send_agent_message(tx: Tx, command: SendAgentMessage) -> Answer:
    """A reply joins its agent, who has seen what they answer (A22), and ends the waiting; a comment does neither and no visitor hears of it."""
    text, at = checked_text(command.text, command.files), command.moment.at
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, at)
    author = await _author(tx, command, scene)
    attached = await files_for(tx, command.files, command.actor, scene.conversation.id, at)
    if command.kind == "comment":
        message = await _quoting(tx, command.quote, _message(command, scene, "comment", author, text))
        message = replace(message, files=shown(attached))
        after = replace(scene.conversation, last=last_line(message), last_at=at)
        alerted = alerted_by_comment(message, "", scene.conversation, scene.roster, command.actor)
        await write_message(tx, scene, after, message, command.actor, alerted=alerted)
        await write_attached(tx, attached, message)
        return Answer(message.id)
    scene = await write_seen(tx, scene, author, command.actor, at)
    answered = episode.answered(scene.conversation, author, at)
    await _keep_wait(tx, command, scene, answered.asked_at)
    after = answered.conversation
    if answered.has_joined:
        scene = await write_joining(tx, scene, after, author, command.actor, at)
        after = scene.conversation
    message = _message(
        command, scene, "agent", author, text, received_from=command.received_from, episode_number=after.episode
    )
    message = await _quoting(tx, command.quote, message)
    message = replace(message, files=shown(attached))
    await write_message(
        tx,
        scene,
        replace(after, last=last_line(message), last_at=at),
        message,
        command.actor,
        opened=answered.is_opening,
    )
    await write_attached(tx, attached, message)
    return Answer(message.id)


async def _keep_wait(tx: Tx, command: SendAgentMessage, scene: Scene, asked_at: int | None) -> None:
    """W5: what is promised to others comes of the first answers of people; whether a person wrote by API nobody knows."""
    if asked_at is None or command.actor.kind != "agent":
        return
    group = effective_group(scene.conversation, scene.roster)
    group_id = group.id if group is not None else None
    await first_answers.insert(tx, scene.conversation, group_id, asked_at, command.moment.at)


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
    message = await messages.load(tx, tx.workspace_id, command.message_id)
    if message is None or message.deleted_at is not None or command.is_pushed not in (None, message.is_pushed):
        raise _message_not_found()
    text = None if command.text is None else checked_text(command.text, message.files)
    scene = await scenes.of_conversation(tx, tx.workspace_id, message.conversation_id, command.moment.at)
    await _may_change(tx, command, scene, message)
    if text == message.text:
        return Answer(message.id, changed=False)
    at = command.moment.at
    changed = replace(message, deleted_at=at, text="") if text is None else replace(message, text=text, edited_at=at)
    alerted = alerted_by_comment(changed, message.text, scene.conversation, scene.roster, command.actor)
    await write_message_change(tx, scene, changed, command.actor, at, alerted=alerted)
    if changed.deleted_at:
        await files.expire_of(tx, message.id, at)
    return Answer(message.id)


async def _quoting(tx: Tx, quote: str, message: Message) -> Message:
    """The message with what it quotes, if anything."""
    if not quote:
        return message
    found = await messages.load(tx, tx.workspace_id, quote)
    return replace(message, quote=quote_of(found, message.conversation_id, message.kind))


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


async def _woken(tx: Tx, scene: Scene, command: SendVisitorMessage) -> Scene:
    """I6: whoever put it off is not answering any more, the visitor is."""
    woken = wake(scene.conversation, command.actor)
    if not isinstance(woken, Accepted):
        return scene
    change = Change(type="conversation.woken", after=woken.conversation, why=woken.why)
    return await write_change(tx, scene, change, command.actor, command.moment.at)


def _message(
    command: Command,
    scene: Scene,
    kind: MessageKind,
    author: str,
    text: str,
    *,
    view: PageView | None = None,
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
        page=view.url if view else "",
        received_from=received_from,
    )


def _message_not_found() -> NotFound:
    return NotFound("message_not_found", "There is no such message.")
