"""Brevo's message object, made of ours (X1)."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.episode import is_missed
from zuruf.domain.message import Message
from zuruf.domain.workspace import Roster


class MessageObject(Struct, frozen=True, kw_only=True, rename="camel"):
    """As both SDKs read it; `created_at` in ms. What is unset is left out: a website's own message has no agent."""

    id: str
    type: Literal["agent", "visitor"]
    text: str
    html: str
    visitor_id: str
    created_at: int
    is_pushed: bool
    is_trigger: bool
    is_missed: bool
    agent_id: str | UnsetType = UNSET
    agent_name: str | UnsetType = UNSET
    received_from: str | UnsetType = UNSET


class VisitorGroup(Struct, frozen=True, kw_only=True, rename="camel"):
    """The answer of visitorGroup; a `group_id` of None is all agents."""

    group_id: str | None
    visitor_id: str


def is_for_brevo(message: Message, *, is_pushed: bool) -> bool:
    """Comments, system lines and deleted messages are not there; pushed ones only under pushedMessages, others only under messages."""
    is_there = message.kind in ("agent", "visitor") and message.deleted_at is None
    return is_there and message.is_pushed == is_pushed


def message_object(
    message: Message, html: str, *, visitor_id: str, author: Agent | None, was_missed: bool
) -> MessageObject:
    """`html` is html_of its text, `visitor_id` what the caller knows the visitor by, `author` the agent who signed it."""
    return MessageObject(
        id=message.id,
        type="visitor" if message.kind == "visitor" else "agent",
        text=message.text,
        html=html,
        visitor_id=visitor_id,
        created_at=message.at,
        is_pushed=message.is_pushed,
        is_trigger=message.is_trigger,
        is_missed=was_missed,
        agent_id=author.id if author else UNSET,
        agent_name=author.name if author else UNSET,
        received_from=message.received_from or UNSET,
    )


def was_missed(message: Message, conversation: Conversation, roster: Roster, now: int) -> bool:
    """A visitor's message that still waits in a missed conversation (O1); an answer ends it."""
    since = conversation.waiting_since
    is_waiting = message.kind == "visitor" and since is not None and message.at >= since
    return is_waiting and is_missed(conversation, roster, now)
