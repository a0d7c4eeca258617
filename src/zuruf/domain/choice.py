"""The group a visitor is asked to choose (G3): what is offered, when they are asked, what is preselected. No private group, ever (G2)."""

from dataclasses import dataclass, replace
from typing import Final

from zuruf.domain.actor import Actor
from zuruf.domain.conversation import STRENGTH, Conversation
from zuruf.domain.group import Group
from zuruf.domain.presence import is_anyone_online
from zuruf.domain.routing import effective_group
from zuruf.domain.view import GroupForVisitor
from zuruf.domain.workspace import Roster

ANYONE: Final = "anyone"  # what a visitor says who does not care; no choice, so triggers still assign
ASKED: Final = "asked"  # a trigger has asked (T4) and nobody has answered yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the widget shows: the groups beside "anyone", whether to ask now, whether to show them at all (asked, or settled and
    changeable), the one preselected when asking (None: "anyone") and the one the visitor is in (None: all agents)."""

    groups: tuple[GroupForVisitor, ...]
    is_asked: bool
    is_offered: bool
    preselected: str | None
    group: str | None


def choice_for(conversation: Conversation | None, roster: Roster, language: str, chosen: str | None) -> Choice:
    """G3: `chosen` is the answer given since the last episode (a group's id or ANYONE), None if none was given yet; or ASKED."""
    groups = offered(roster, language)
    ids = {group.id for group in groups}
    former = conversation.group.group_id if conversation is not None else None
    candidates = (id for id in (chosen, former) if id in ids)
    may = may_choose(conversation, roster)
    is_answered = chosen not in (None, ASKED)
    is_by_switch = roster.workspace.asks_for_group and chosen is None and not _is_settled(conversation, roster)
    is_asked = may and (is_by_switch or chosen == ASKED)
    is_changeable = may and (is_answered or roster.workspace.asks_for_group)
    return Choice(
        groups=groups,
        is_asked=is_asked,
        is_offered=is_asked or is_changeable,
        preselected=next(candidates, None),
        group=group_for_visitor(conversation, roster) if conversation is not None else None,
    )


def offered(roster: Roster, language: str) -> tuple[GroupForVisitor, ...]:
    """Enabled public groups that count, by name in the visitor's language; `is_online` when a member is online now."""
    default = roster.workspace.default_language
    groups = [
        GroupForVisitor(
            id=group.id, name=group.name(language, default), is_online=is_anyone_online(roster, group.members)
        )
        for group in roster.groups.values()
        if _is_public(group, roster)
    ]
    return tuple(sorted(groups, key=lambda group: (group.name.casefold(), group.id)))


def may_choose(conversation: Conversation | None, roster: Roster) -> bool:
    """Whether the widget lets the visitor choose or change the group now: until an agent answers, and neither out of a
    private one nor of one an agent or the API has set (A18)."""
    if not any(_is_public(group, roster) for group in roster.groups.values()):
        return False
    return conversation is None or not _is_fixed(conversation, roster)


def begin_visit(conversation: Conversation) -> Conversation:
    """The same at the beginning of a new visit: what was set before was not set in this one, so the visitor is asked again."""
    return replace(conversation, group=replace(conversation.group, is_of_this_visit=False))


def group_for_visitor(conversation: Conversation, roster: Roster) -> str | None:
    """The visitor's group as they may know it: effective and public."""
    group = effective_group(conversation, roster)
    return group.id if group is not None and not group.is_private else None


def why_not_choosable(
    conversation: Conversation, group_id: str | None, actor: Actor, roster: Roster
) -> tuple[str, str] | None:
    """Code and sentence when the visitor or the page may not name this group.

    A private group is refused in the very words of an unknown one, so that nobody finds out by asking (G2).
    """
    if group_id is not None:
        group = roster.groups.get(group_id)
        if group is None or not _is_public(group, roster):
            return "group_gone", "This group is not offered. Choose another one."
    return _why_fixed(conversation, roster) if actor.kind == "visitor" else None


def _why_fixed(conversation: Conversation, roster: Roster) -> tuple[str, str] | None:
    if conversation.is_open and conversation.owner is not None:
        return "already_answered", "Somebody has answered already, so the group stays. Ask them to pass you on."
    group = effective_group(conversation, roster)
    if group is not None and group.is_private:
        return "group_fixed", "The group cannot be changed here. Ask in the chat."
    return None


def _is_fixed(conversation: Conversation, roster: Roster) -> bool:
    """Also by a stronger source, where the assignment itself gives the refusal (A18)."""
    return _why_fixed(conversation, roster) is not None or conversation.group.strength > STRENGTH["visitor"]


def _is_settled(conversation: Conversation | None, roster: Roster) -> bool:
    """Asked once per episode, at its beginning, unless the group was set in this visit."""
    if conversation is None:
        return False
    is_set = conversation.group.is_of_this_visit and effective_group(conversation, roster) is not None
    return conversation.is_open or is_set or _is_fixed(conversation, roster)


def _is_public(group: Group, roster: Roster) -> bool:
    return not group.is_private and roster.is_effective(group.id)
