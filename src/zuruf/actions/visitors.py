"""Visitors: what they say of themselves, the group they choose, and what agents note about them (G3, I7, I8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zuruf.domain import validity
from zuruf.domain.access import require, sees
from zuruf.domain.agent import Agent
from zuruf.domain.assignment import Seen, assign_group
from zuruf.domain.audience import alerted_by_group, withdrawn
from zuruf.domain.change import Change
from zuruf.domain.choice import ANYONE
from zuruf.domain.outcome import Accepted, AlreadySo, Raised, Refused
from zuruf.domain.visitor import AttributeValue, are_alike, checked_label, with_attributes
from zuruf.errors import Forbidden, Invalid, NotFound
from zuruf.store import agents, alerts, browsers, conversations, scenes, visitors
from zuruf.store.changes import write_change
from zuruf.store.making import made, made_by_visitor
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Answer, Command, Tx

MAX_NOTE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseGroup(Command):
    """A visitor chooses a group in the widget; None is "anyone"."""

    browser_id: str
    group_id: str | None
    watching: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Describe(Command):
    """A visitor types a name or an e-mail address: labels, never an identity (B01)."""

    browser_id: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeVisitor(Command):
    """An agent edits the facts; None leaves one as it is. Of the attributes those named change, None takes one away: two agents who
    change different ones at the same moment both succeed."""

    visitor_id: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    attributes: dict[str, AttributeValue | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Command):
    """An agent's note about the visitor."""

    visitor_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNote(Command):
    """Its author writes a note anew or, with `text` None, deletes it; admins and owners may delete anybody's."""

    visitor_id: str
    note_id: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeVisitor(Command):
    """Somebody online becomes a visitor with a conversation, so that an agent can assign them or write (I8)."""

    browser_id: str


async def choose_group(tx: Tx, command: ChooseGroup) -> Answer:
    """G3: until an agent answers. "Anyone" is no choice: it is remembered and takes the visitor's own choice back, triggers still assign."""
    browser = await browsers.get(tx, tx.workspace_id, command.browser_id)
    await browsers.save(tx, replace(browser, group_choice=command.group_id or ANYONE))
    if command.group_id is None and not await _has_chosen(tx, browser.visitor_id):
        return Answer(browser.visitor_id, changed=False)
    scene, _ = await made_by_visitor(tx, command.browser_id, command.moment)
    before, at = scene.conversation, command.moment.at
    outcome = assign_group(before, command.group_id, command.actor, seen_group=Seen.NOTHING, roster=scene.roster, at=at)
    match outcome:
        case Refused():
            raise outcome.error()
        case AlreadySo():
            await conversations.save(tx, before, outcome.conversation, at)
            return Answer(browser.visitor_id, changed=False)
        case Raised() | Accepted():
            told = alerted_by_group(outcome.conversation, scene.roster, command.actor, command.watching)
            pending = frozenset(await alerts.pending_of(tx, tx.workspace_id, before.id))
            is_new = isinstance(outcome, Accepted)
            change = Change(
                type="visitor.assigned_to_group",
                after=outcome.conversation,
                from_group=before.group.group_id,
                to_group=command.group_id,
                alerted=frozenset(told.agents) if is_new else frozenset(),
                alert_kind=told.alert_kind,
                withdrawn=withdrawn(outcome.conversation, pending, scene.roster),
                why=replace(outcome.why, considered=told.considered),
            )
            await write_change(tx, scene, change, command.actor, at)
            return Answer(browser.visitor_id)


async def _has_chosen(tx: Tx, visitor_id: str) -> bool:
    """Whether the group the visitor is in now is their own choice, of this episode or a former one."""
    conversation = await conversations.of_visitor(tx, tx.workspace_id, visitor_id)
    return conversation is not None and conversation.group.by.startswith("visitor:")


async def describe(tx: Tx, command: Describe) -> Answer:
    """What the visitor typed is shown to agents as typed."""
    name, email = checked_label(command.name, "name"), checked_label(command.email, "email")
    scene, _ = await made_by_visitor(tx, command.browser_id, command.moment)
    visitor = replace(
        scene.visitor, name=name or scene.visitor.name, email=email or scene.visitor.email, seq=tx.next_seq
    )
    if replace(visitor, seq=scene.visitor.seq) == scene.visitor:
        return Answer(visitor.id, changed=False)
    await visitors.save(tx, visitor)
    change = Change(type="visitor.changed", after=scene.conversation)
    await write_change(tx, replace(scene, visitor=visitor), change, command.actor, command.moment.at)
    return Answer(visitor.id)


async def change_visitor(tx: Tx, command: ChangeVisitor) -> Answer:
    """I7: editable facts and attributes."""
    scene = await _scene(tx, command, command.visitor_id)
    old = scene.visitor
    visitor = replace(
        old,
        name=old.name if command.name is None else checked_label(command.name, "name"),
        email=old.email if command.email is None else validity.email(command.email) if command.email.strip() else "",
        phone=old.phone if command.phone is None else checked_label(command.phone, "phone"),
        attributes=_changed(old.attributes, command.attributes or {}),
    )
    if visitor == old and are_alike(visitor.attributes, old.attributes):
        return Answer(visitor.id, changed=False)
    visitor = replace(visitor, seq=tx.next_seq)
    await visitors.save(tx, visitor)
    change = Change(type="visitor.changed", after=scene.conversation)
    await write_change(tx, replace(scene, visitor=visitor), change, command.actor, command.moment.at)
    return Answer(visitor.id)


async def add_note(tx: Tx, command: AddNote) -> Answer:
    """I7: notes are for agents only."""
    text = _checked_note(command.text)
    scene = await _scene(tx, command, command.visitor_id)
    note_id = command.moment.id("not")
    await visitors.insert_note(tx, command.visitor_id, note_id, command.actor.id, text, command.moment.at)
    change = Change(type="visitor.note_added", after=scene.conversation, agent_id=command.actor.id, note_id=note_id)
    await write_change(tx, scene, change, command.actor, command.moment.at)
    return Answer(note_id)


async def change_note(tx: Tx, command: ChangeNote) -> Answer:
    """I7: a deleted note is not there (404). The same text again is no change."""
    text = None if command.text is None else _checked_note(command.text)
    scene = await _scene(tx, command, command.visitor_id)
    found = await visitors.note_of(tx, tx.workspace_id, command.visitor_id, command.note_id)
    if found is None:
        raise NotFound("note_not_found", "There is no such note. Somebody may have deleted it.")
    author, before = str(found[0]), str(found[1])
    _check_authorship(scene.roster.agents[command.actor.id], author, is_deleting=text is None)
    if text == before:
        return Answer(command.note_id, changed=False)
    if text is None:
        await visitors.delete_note(tx, command.visitor_id, command.note_id)
    else:
        await visitors.save_note(tx, command.visitor_id, command.note_id, text, command.moment.at)
    change = Change(
        type="visitor.note_changed",
        after=scene.conversation,
        agent_id=author,
        note_id=command.note_id,
        line="deleted" if text is None else "changed",
    )
    await write_change(tx, scene, change, command.actor, command.moment.at)
    return Answer(command.note_id)


async def make_visitor(tx: Tx, command: MakeVisitor) -> Answer:
    """Done again it is no change. The answer's `note` is the conversation's id."""
    agent = await agents.acting(tx, command)
    require(agent, "access")
    scene, _ = await made(tx, command.browser_id, command.moment)
    if not sees(agent, scene.conversation, scene.roster):
        raise browsers.not_known()
    return Answer(scene.visitor.id, note=scene.conversation.id)


def _checked_note(given: str) -> str:
    text = given.replace("\0", "").strip()
    if not text or len(text) > MAX_NOTE:
        sentence = f"A note has 1 to {MAX_NOTE} characters; this one has {len(text)}."
        raise Invalid("invalid_note", sentence, "text", {"most": str(MAX_NOTE), "length": str(len(text))})
    return text


def _check_authorship(agent: Agent, author: str, *, is_deleting: bool) -> None:
    """Nobody puts words into another's mouth; taking them away is for those who answer for the workspace too."""
    if agent.id == author or (is_deleting and agent.role != "agent"):
        return
    raise Forbidden(
        "not_your_note", "Only the one who wrote a note can change it; an admin or the owner can delete it too."
    )


def _changed(
    before: Mapping[str, AttributeValue], change: Mapping[str, AttributeValue | None]
) -> Mapping[str, AttributeValue]:
    stay = {name: value for name, value in before.items() if change.get(name, "") is not None}
    return with_attributes(stay, {name: value for name, value in change.items() if value is not None})


async def _scene(tx: Tx, command: Command, visitor_id: str) -> Scene:
    scene = await scenes.of_visitor(tx, tx.workspace_id, visitor_id, command.moment.at)
    agent = await agents.acting(tx, command)
    require(agent, "access")
    if not sees(agent, scene.conversation, scene.roster):
        raise NotFound("visitor_not_found", "There is no such visitor.")
    return scene
