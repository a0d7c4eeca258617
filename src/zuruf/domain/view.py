"""What screens are shown: the shapes in events, snapshots and answers. The front end's types are generated from these."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from zuruf.domain.agent import Agent, Presence, Right, Role
from zuruf.domain.block import Block
from zuruf.domain.conversation import Asking, Conversation, LastMessage, MessageKind, Participation, Source
from zuruf.domain.file import FileView
from zuruf.domain.group import Group
from zuruf.domain.message import Message, Quote
from zuruf.domain.visitor import AttributeValue, Visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentView:
    """An agent as colleagues see them."""

    id: str
    name: str
    email: str
    role: Role
    rights: tuple[Right, ...]
    chosen_presence: Presence
    is_idle: bool
    is_active: bool
    is_by_api: bool
    picture: str
    version: int
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A group as agents see it; `members` sorted."""

    id: str
    names: Mapping[str, str]
    colour: str
    is_enabled: bool
    is_private: bool
    members: tuple[str, ...]
    version: int
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerGroup:
    """A deleted group as history goes on naming it (G7)."""

    id: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorView:
    """A visitor as agents see them."""

    id: str
    website_id: str
    name: str
    email: str
    phone: str
    language: str
    country: str
    device: str
    attributes: Mapping[str, AttributeValue]
    created_at: int
    block: Block | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSettingView:
    """Which group the visitor is in and who said so. `group_id` None is "all agents", chosen or, with `by` "", never set."""

    group_id: str | None
    source: Source
    by: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationView:
    """A conversation as agents see it: everything a list row and the header need; absolute values, never deltas."""

    id: str
    visitor: VisitorView
    is_open: bool
    episode: int
    opened_at: int | None
    closed_at: int | None
    group: GroupSettingView
    participations: tuple[Participation, ...]
    askings: tuple[Asking, ...]
    last: LastMessage | None
    last_at: int
    waiting_since: int | None
    owner: str | None
    last_agent_id: str | None
    visitor_message_seq: int
    has_visitor_message: bool
    tags: tuple[str, ...]
    seq: int
    snoozed_until: int | None
    snoozed_by: str
    woken_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """A message or comment as agents see it."""

    id: str
    conversation_id: str
    episode: int
    kind: MessageKind
    author: str
    text: str
    at: int
    first_seq: int
    seq: int
    edited_at: int | None
    deleted_at: int | None
    is_pushed: bool
    is_trigger: bool
    received_from: str
    page: str
    quote: Quote | None
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentForVisitor:
    """An agent as visitors see them: a name, nothing else."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageForVisitor:
    """A message as its visitor sees it. `kind` is visitor, agent or website; `seq` counts in the visitor's own numbers.

    `quote` is the id of the message it answers, "" for none.
    """

    id: str
    kind: Literal["visitor", "agent", "website"]
    author: AgentForVisitor | None
    text: str
    at: int
    first_seq: int
    seq: int
    edited_at: int | None
    deleted_at: int | None
    is_trigger: bool
    quote: str
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupForVisitor:
    """An enabled public group in the visitor's language (G3); never a private one (G2)."""

    id: str
    name: str
    is_online: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationForVisitor:
    """A conversation as its visitor sees it; `group` only when it is public and effective."""

    is_open: bool
    episode: int
    agents: tuple[AgentForVisitor, ...]
    group_id: str | None
    read_by_agents: int
    seq: int


def agent_view(agent: Agent, seq: int) -> AgentView:
    """`seq` is the event that last changed the agent."""
    return AgentView(
        id=agent.id,
        name=agent.name,
        email=agent.email,
        role=agent.role,
        rights=tuple(sorted(agent.rights)),
        chosen_presence=agent.chosen_presence,
        is_idle=agent.is_idle,
        is_active=agent.is_active,
        is_by_api=agent.is_by_api,
        picture=agent.picture,
        version=agent.version,
        seq=seq,
    )


def group_view(group: Group, seq: int) -> GroupView:
    """`seq` is the event that last changed the group."""
    return GroupView(
        id=group.id,
        names=group.names,
        colour=group.colour,
        is_enabled=group.is_enabled,
        is_private=group.is_private,
        members=tuple(sorted(group.members)),
        version=group.version,
        seq=seq,
    )


def visitor_view(visitor: Visitor) -> VisitorView:
    """The visitor as agents see them."""
    return VisitorView(
        id=visitor.id,
        website_id=visitor.website_id,
        name=visitor.name,
        email=visitor.email,
        phone=visitor.phone,
        language=visitor.language,
        country=visitor.country,
        device=visitor.device,
        attributes=visitor.attributes,
        created_at=visitor.created_at,
        block=visitor.block,
    )


def conversation_view(conversation: Conversation, visitor: Visitor) -> ConversationView:
    """The conversation as agents see it. Whether its group was set in this visit is no agent's business: it changes without an event."""
    group = conversation.group
    return ConversationView(
        id=conversation.id,
        visitor=visitor_view(visitor),
        is_open=conversation.is_open,
        episode=conversation.episode,
        opened_at=conversation.opened_at,
        closed_at=conversation.closed_at,
        group=GroupSettingView(group_id=group.group_id, source=group.source, by=group.by, at=group.at),
        participations=conversation.participations,
        askings=conversation.askings,
        last=conversation.last,
        last_at=conversation.last_at,
        waiting_since=conversation.waiting_since,
        owner=conversation.owner,
        last_agent_id=conversation.last_agent_id,
        visitor_message_seq=conversation.visitor_message_seq,
        has_visitor_message=conversation.has_visitor_message,
        tags=conversation.tags,
        seq=conversation.seq,
        snoozed_until=conversation.snoozed_until,
        snoozed_by=conversation.snoozed_by,
        woken_seq=conversation.woken_seq,
    )


def message_view(message: Message) -> MessageView:
    """The message as agents see it; a deleted one without its text."""
    return MessageView(
        id=message.id,
        conversation_id=message.conversation_id,
        episode=message.episode,
        kind=message.kind,
        author=message.author,
        text="" if message.deleted_at else message.text,
        at=message.at,
        first_seq=message.first_seq,
        seq=message.seq,
        edited_at=message.edited_at,
        deleted_at=message.deleted_at,
        is_pushed=message.is_pushed,
        is_trigger=message.is_trigger,
        received_from=message.received_from,
        page=message.page,
        quote=message.quote,
        files=() if message.deleted_at else message.files,
    )


def message_for_visitor(message: Message, author: Agent | None, seq: int) -> MessageForVisitor:
    """The message as its visitor sees it; `seq` in the visitor's own count."""
    is_visitors = message.kind == "visitor"
    return MessageForVisitor(
        id=message.id,
        kind="visitor" if is_visitors else "agent" if author else "website",
        author=AgentForVisitor(id=author.id, name=author.name) if author and not is_visitors else None,
        text="" if message.deleted_at else message.text,
        at=message.at,
        first_seq=message.visitor_seq,
        seq=seq,
        edited_at=message.edited_at,
        deleted_at=message.deleted_at,
        is_trigger=message.is_trigger,
        quote=message.quote.message_id if message.quote else "",
        files=() if message.deleted_at else message.files,
    )
