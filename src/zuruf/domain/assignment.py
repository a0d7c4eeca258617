"""Assigning a visitor to a group and to agents, and taking agents off again (A1–A13, A18, A21): decisions, nothing is saved here."""

from dataclasses import replace
from enum import Enum

from zuruf.domain.actor import Actor
from zuruf.domain.choice import why_not_choosable
from zuruf.domain.conversation import STRENGTH, Conversation, GroupSetting, Participation, source_of
from zuruf.domain.explanation import Considered, Explanation, Met
from zuruf.domain.group import Group
from zuruf.domain.outcome import Accepted, AlreadySo, Outcome, Raised, Refused
from zuruf.domain.routing import able
from zuruf.domain.workspace import Roster


class Seen(Enum):
    """What the one who assigns saw, if it was no group and not "all agents" either: a trigger, the page and the API see nothing."""

    NOTHING = "nothing"


def assign_group(
    conversation: Conversation,
    group_id: str | None,
    actor: Actor,
    *,
    seen_group: str | Seen | None,
    roster: Roster,
    at: int,
    conditions: tuple[Met, ...] = (),
) -> Outcome:
    """A9–A13, A18, A21: the visitor's group becomes `group_id`, or "all agents" for None.

    `conditions` are those of the trigger that asks, for the explanation. The visitor and the page may name a public group only (G2).
    """
    refused = (
        _why_not_by(actor, roster)
        or _why_not_group(conversation, group_id, actor, roster)
        or _why_stale(conversation, seen_group, roster)
        or _why_weaker(conversation, actor)
    )
    if refused is not None:
        code, sentence = refused
        return Refused(
            code=code,
            sentence=sentence,
            why=Explanation(cause=actor, rule=code, conditions=conditions),
            detail=_current(conversation) if code == "group_changed" else {},
        )
    why = Explanation(cause=actor, rule="A10", conditions=conditions)
    setting = _setting(group_id, actor, at)
    changed = replace(conversation, group=setting)
    if group_id != conversation.group.group_id:
        return Accepted(conversation=changed.awake(), why=why)
    if setting.strength > conversation.group.strength:
        return Raised(conversation=changed, why=replace(why, rule="A18"))
    return AlreadySo(conversation=replace(conversation, group=replace(conversation.group, is_of_this_visit=True)))


def sent_on(conversation: Conversation, group_id: str | None, actor: Actor, at: int) -> Accepted:
    """G7: the visitor's group is about to be deleted, so whoever deletes it assigns them to another one or to all agents.

    Like any other assignment by hand, but nothing refuses it: there is no group to stay in. Where no episode is open it has a trigger's
    strength, as after every closing (A18), and is not said in the visit (G3).
    """
    gone = Considered(kind="group", id=conversation.group.group_id or "", outcome="deleted")
    setting = _setting(group_id, actor, at)
    if not conversation.is_open:
        setting = replace(setting, source="trigger", is_of_this_visit=conversation.group.is_of_this_visit)
    return Accepted(
        conversation=replace(conversation.awake(), group=setting),
        why=Explanation(cause=actor, rule="G7", considered=(gone,)),
    )


def assign_agent(
    conversation: Conversation, agent_id: str, actor: Actor, roster: Roster, at: int, conditions: tuple[Met, ...] = ()
) -> Outcome:
    """A3, A5, A8: the agent's row says assigned; the others stay, and nobody joins by it."""
    row = conversation.participation_of(agent_id)
    if row is not None and row.assigned_at is not None:
        return AlreadySo(conversation=conversation)
    refused = (
        _why_not_by(actor, roster)
        or why_not_agent(agent_id, roster)
        or _why_not_by_trigger(conversation, agent_id, actor, roster)
    )
    if refused is not None:
        return refusal(actor, refused, conditions)
    conversation = conversation.awake()
    row = replace(row or Participation(agent_id=agent_id), assigned_at=at, assigned_by=str(actor))
    return Accepted(
        conversation=conversation.with_participation(row),
        why=Explanation(cause=actor, rule="A8", conditions=conditions),
    )


def take_off(conversation: Conversation, agent_id: str, actor: Actor, roster: Roster) -> Outcome:
    """A8: ends the agent's row, assigned and joined. Never refused for staleness (A21); taking oneself off is leaving."""
    if actor.id != agent_id:
        refused = _why_not_by(actor, roster)
        if refused is not None:
            return refusal(actor, refused)
    return _end(conversation, agent_id, actor)


def join(conversation: Conversation, agent_id: str, roster: Roster, at: int) -> Outcome:
    """The button Join: the agent takes part by own will, whatever their presence; only an open episode can be joined."""
    actor = Actor("agent", agent_id)
    if not conversation.is_open:
        return refusal(
            actor, ("conversation_closed", "This conversation is closed. Write to the visitor or reopen it first.")
        )
    if able(agent_id, roster) is None:
        return refusal(
            actor, ("no_access", "You may not answer conversations. An admin can give you the right “access”.")
        )
    row = conversation.participation_of(agent_id)
    if row is not None and row.joined_at is not None:
        return AlreadySo(conversation=conversation)
    return Accepted(conversation=joined(conversation, agent_id, at), why=Explanation(cause=actor, rule="join"))


def leave(conversation: Conversation, agent_id: str) -> Outcome:
    """A8: an agent ends their own row. A member of the visitor's group keeps it in Mine through the group."""
    return _end(conversation, agent_id, Actor("agent", agent_id))


def joined(conversation: Conversation, agent_id: str, at: int) -> Conversation:
    """The same with this agent joined; whoever asked them to has their answer (A14), but for askings that ran out and are about to lapse."""
    row = conversation.participation_of(agent_id) or Participation(agent_id=agent_id)
    if row.joined_at is None:
        conversation = conversation.with_participation(replace(row, joined_at=at))
    return replace(
        conversation,
        askings=tuple(asking for asking in conversation.askings if asking.agent_id != agent_id or asking.until <= at),
    )


def without(conversation: Conversation, agent_id: str) -> Conversation:
    """The same without this agent's row, as when they leave; an owner who goes hands over to who joined next (G4).

    While no episode is open the row waits for the next one, and the owner is that of the last: a reopening brings them back.
    """
    changed = conversation.without_participation(agent_id)
    if conversation.owner != agent_id or not conversation.is_open:
        return changed
    heirs = sorted((row.joined_at, row.agent_id) for row in changed.participations if row.joined_at is not None)
    return replace(changed, owner=heirs[0][1] if heirs else None)


def deactivated(conversation: Conversation, agent_id: str) -> Conversation:
    """The same once this agent is deactivated: their row ends and nobody waits for their answer."""
    rest = tuple(asking for asking in conversation.askings if asking.agent_id != agent_id)
    return replace(without(conversation.awake(), agent_id), askings=rest)


def refusal(actor: Actor, reason: tuple[str, str], conditions: tuple[Met, ...] = ()) -> Refused:
    """A refusal from its code and its sentence."""
    code, sentence = reason
    return Refused(code=code, sentence=sentence, why=Explanation(cause=actor, rule=code, conditions=conditions))


def why_not_agent(agent_id: str, roster: Roster) -> tuple[str, str] | None:
    """A5: code and sentence when this agent cannot be assigned or asked now."""
    agent = roster.agents.get(agent_id)
    if agent is None or not agent.is_active:
        return "agent_gone", "This agent no longer exists. Choose somebody else."
    if not agent.may("access"):
        return "no_access", f"{agent.name} may not answer conversations. An admin can give them the right “access”."
    if roster.presence_of(agent_id) == "offline":
        return "agent_offline", f"{agent.name} is offline. Choose somebody who is online or invisible."
    return None


def _setting(group_id: str | None, actor: Actor, at: int) -> GroupSetting:
    """G3: "anyone" said by the visitor or the page is no choice, so triggers may still assign."""
    if group_id is None and actor.kind in ("visitor", "page"):
        return GroupSetting(at=at)
    return GroupSetting(group_id=group_id, source=source_of(actor), by=str(actor), at=at, is_of_this_visit=True)


def _end(conversation: Conversation, agent_id: str, actor: Actor) -> Outcome:
    if conversation.participation_of(agent_id) is None:
        return AlreadySo(conversation=conversation)
    return Accepted(conversation=without(conversation, agent_id), why=Explanation(cause=actor, rule="A8"))


def _why_not_by(actor: Actor, roster: Roster) -> tuple[str, str] | None:
    if actor.kind != "agent":
        return None
    agent = roster.agents.get(actor.id)
    if agent is None or not agent.may("assign"):
        return (
            "right_missing",
            "You may not assign visitors: your account lacks the right “assign”. An admin can give it to you.",
        )
    return None


def _why_not_group(
    conversation: Conversation, group_id: str | None, actor: Actor, roster: Roster
) -> tuple[str, str] | None:
    if actor.kind in ("visitor", "page"):
        return why_not_choosable(conversation, group_id, actor, roster)
    if group_id is None:
        return None
    group = roster.groups.get(group_id)
    if group is None:
        return "group_gone", "This group no longer exists. Choose another one."
    name = _name(group, roster)
    if not roster.workspace.uses_groups:
        return "group_disabled", f"Groups are switched off in this workspace, so nobody can be assigned to {name}."
    if not group.is_enabled:
        return "group_disabled", f"{name} is disabled. Enable it or choose another group."
    if actor.kind == "trigger" and not roster.is_effective(group_id):
        return "group_empty", f"{name} has no active member, so a trigger leaves the visitor where they are."
    return None


def _why_stale(conversation: Conversation, seen_group: str | Seen | None, roster: Roster) -> tuple[str, str] | None:
    current = conversation.group.group_id
    if isinstance(seen_group, Seen) or seen_group == current:
        return None
    group = roster.groups.get(current) if current is not None else None
    name = _name(group, roster) if group is not None else "All agents"
    return "group_changed", f"Somebody assigned this visitor to {name} meanwhile. Look again, then choose."


def _why_weaker(conversation: Conversation, actor: Actor) -> tuple[str, str] | None:
    source = source_of(actor)
    if STRENGTH[source] >= conversation.group.strength:
        return None
    return "weaker_source", f"The group was set by {conversation.group.source}, which {source} does not override."


def _why_not_by_trigger(
    conversation: Conversation, agent_id: str, actor: Actor, roster: Roster
) -> tuple[str, str] | None:
    """T5: no agent beside one of a stronger source. P2: an invisible agent gets visitors by hand only."""
    if actor.kind != "trigger":
        return None
    if any(
        row.joined_at is not None or not row.assigned_by.startswith("trigger:") for row in conversation.participations
    ):
        return "weaker_source", "Somebody was assigned by hand or has joined; a trigger adds nobody."
    if roster.presence_of(agent_id) == "invisible":
        return "agent_invisible", "The agent is invisible and gets new visitors by hand only."
    return None


def _current(conversation: Conversation) -> dict[str, str]:
    return {"group_id": conversation.group.group_id or "", "by": conversation.group.by}


def _name(group: Group, roster: Roster) -> str:
    language = roster.workspace.default_language
    return group.name(language, language)
