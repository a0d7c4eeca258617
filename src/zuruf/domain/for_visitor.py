"""What a visitor may know of their own conversation; nothing private passes here (G2)."""

from dataclasses import replace

from zuruf.domain.conversation import Conversation
from zuruf.domain.view import AgentForVisitor, ConversationForVisitor
from zuruf.domain.workspace import Roster


def conversation_for_visitor(conversation: Conversation, roster: Roster) -> ConversationForVisitor:
    """Only agents who joined are named, a group only while it is public and effective; numbers are the visitor's own."""
    joined = [
        row.agent_id
        for row in conversation.participations
        if row.joined_at is not None and row.agent_id in roster.agents
    ]
    group_id = conversation.group.group_id
    is_told = group_id is not None and roster.is_effective(group_id) and not roster.groups[group_id].is_private
    return ConversationForVisitor(
        is_open=conversation.is_open,
        episode=conversation.episode,
        agents=tuple(AgentForVisitor(id=agent_id, name=roster.agents[agent_id].name) for agent_id in joined),
        group_id=group_id if is_told else None,
        may_choose_group=may_choose_group(conversation, roster),
        read_by_agents=conversation.agents_read,
        seq=conversation.visitor_head,
    )


def may_choose_group(conversation: Conversation, roster: Roster) -> bool:
    """G3: until an agent answers, unless the group is a private one."""
    workspace = roster.workspace
    if (
        not workspace.uses_groups
        or not workspace.asks_for_group
        or (conversation.is_open and conversation.owner is not None)
    ):
        return False
    group = roster.groups.get(conversation.group.group_id or "")
    return group is None or not group.is_private


def is_told(before: Conversation, after: Conversation, roster: Roster) -> bool:
    """Whether the visitor's view of the conversation changes."""
    old, new = conversation_for_visitor(before, roster), conversation_for_visitor(after, roster)
    return replace(old, seq=0, read_by_agents=0) != replace(new, seq=0, read_by_agents=0)
