"""What a visitor may know of their own conversation; nothing private passes here (G2)."""

from dataclasses import replace

from zuruf.domain.choice import group_for_visitor
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
    return ConversationForVisitor(
        is_open=conversation.is_open,
        episode=conversation.episode,
        agents=tuple(AgentForVisitor(id=agent_id, name=roster.agents[agent_id].name) for agent_id in joined),
        group_id=group_for_visitor(conversation, roster),
        read_by_agents=conversation.agents_read,
        seq=conversation.visitor_head,
    )


def is_told(before: Conversation, after: Conversation, roster: Roster) -> bool:
    """Whether the visitor's view of the conversation changes."""
    old, new = conversation_for_visitor(before, roster), conversation_for_visitor(after, roster)
    return replace(old, seq=0, read_by_agents=0) != replace(new, seq=0, read_by_agents=0)
