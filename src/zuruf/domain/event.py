"""Events: what happened, addressed when it is recorded. One shape a type; the type is the class's entry in TYPES."""

from collections.abc import Mapping
from dataclasses import dataclass

from zuruf.domain.actor import Actor
from zuruf.domain.explanation import Explanation
from zuruf.domain.view import (
    AgentForVisitor,
    AgentView,
    ConversationForVisitor,
    ConversationView,
    GroupView,
    MessageForVisitor,
    MessageView,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent:
    """`message.sent`: `opened` when it opened an episode; `alerted` are the agents alerted by it (A22), of a comment those it names (I5)."""

    message: MessageView
    conversation: ConversationView
    opened: bool = False
    alerted: tuple[str, ...] = ()
    why: Explanation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChanged:
    """`message.changed` (edited or deleted); `alerted` are those a comment names since (I5)."""

    message: MessageView
    conversation: ConversationView
    alerted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationChanged:
    """Every other change of a conversation: the types of CONVERSATION_TYPES.

    `agent_id` is the agent it is about; `from_group`/`to_group` for `visitor.assigned_to_group`; `alerted` get an alert of `alert_kind` by it
    (change.AlertKind; "" without any), `withdrawn` lose their unseen one (G3). A note is named, never quoted: its text stands in one place
    only, where its author can change it and take it away (I7).
    """

    conversation: ConversationView
    agent_id: str | None = None
    from_group: str | None = None
    to_group: str | None = None
    alerted: tuple[str, ...] = ()
    alert_kind: str = ""
    withdrawn: tuple[str, ...] = ()
    line: str = ""
    note_id: str | None = None
    score: int | None = None
    why: Explanation | None = None


CONVERSATION_TYPES = (
    "visitor.assigned_to_group",  # from_group, to_group; the same group again by a stronger source raises the strength (A18)
    "visitor.assigned_to_agent",  # agent_id
    "agent.taken_off",  # agent_id
    "agent.joined",  # agent_id
    "agent.left",  # agent_id
    "agent.asked",  # agent_id, line: the why (A14)
    "asking.accepted",  # agent_id
    "asking.declined",  # agent_id
    "asking.lapsed",  # agent_id
    "assignment.refused",  # by a trigger or the API; why.rule is the code (A20)
    "trigger.fired",  # actor is the trigger; line: the actions carried out
    "conversation.closed",
    "conversation.reopened",
    "conversation.deleted",  # nobody sees it any more: each is told by conversation.revoked (I6)
    "conversation.restored",  # each is told by conversation.granted
    "conversation.snoozed",  # until when, the view says (I6)
    "conversation.woken",  # by the system at its time, by the visitor's message, or by hand
    "visitor.changed",
    "visitor.blocked",  # line: the reason; by whom and until when, the view says (I6)
    "visitor.unblocked",
    "episode.rated",  # score, line: what the visitor said of it (W5)
    "transcript.sent",  # W5; line: the address, shortened
    "transcript.delayed",  # the same: the first attempt failed, it is tried again
    "transcript.failed",  # the same; why.rule: refused, given_up, no_mail_server
    "contact.given",  # a form was filled in (W3); line: the text the visitor agreed to
    "visitor.note_added",  # note_id, agent_id: its author
    "visitor.note_changed",  # the same; line: changed or deleted
    "conversation.tagged",  # line: the tag's name
    "conversation.untagged",  # the same
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRead:
    """`conversation.read`, to one agent (`agent_id`), or of the visitor (`agent_id` None: everybody sees how far they read)."""

    conversation_id: str
    agent_id: str | None
    read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationGranted:
    """`conversation.granted`, to one agent: it may be seen from now on; `read` is how far they had read it when they last saw it."""

    conversation: ConversationView
    read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRevoked:
    """`conversation.revoked`, to one agent, or of a deleted one to all who see all (I6): the client forgets it."""

    conversation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentChanged:
    """`agent.changed`: made, invited, renamed, role or rights or chosen presence changed, deactivated."""

    agent: AgentView


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChanged:
    """`group.changed`: made or changed."""

    group: GroupView


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDeleted:
    """`group.deleted` (G7): `names` are what it was called. Those of its visitors whose conversation is not open move by this event,
    at a trigger's strength as after every closing (A18), and each has a line of it in its history; the open ones were assigned before it.
    """

    group_id: str
    moved_to: str | None
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceChanged:
    """`workspace.changed`: the switches."""

    name: str
    default_language: str
    languages: tuple[str, ...]
    uses_groups: bool
    asks_for_group: bool
    returns_to_last_agent: bool
    agents_see_only_their_groups: bool
    missed_after_ms: int
    idle_after_ms: int
    version: int
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WebsiteChanged:
    """`website.changed`: name and id are what lists need; settings pages fetch the rest."""

    website_id: str
    name: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChanged:
    """`settings.changed`: a settings page showing `what` (triggers, api_keys …) fetches it again."""

    what: str
    version: int


Body = (
    MessageSent
    | MessageChanged
    | ConversationChanged
    | ConversationRead
    | ConversationGranted
    | ConversationRevoked
    | AgentChanged
    | GroupChanged
    | GroupDeleted
    | WorkspaceChanged
    | WebsiteChanged
    | SettingsChanged
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForVisitor:
    """What the visitor's own frames carry of an event; its type on the wire is the event's.

    `message` for message.*, `agent` for agent.joined and agent.left, `conversation` whenever it changed, `read` for conversation.read
    (how far the agents have read, in the visitor's numbers), `seen` likewise (how far the visitor has: read in one tab is read in all).
    """

    message: MessageForVisitor | None = None
    agent: AgentForVisitor | None = None
    conversation: ConversationForVisitor | None = None
    read: int | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event to be recorded. `topics` address it now; `to` narrows it to one agent for ever (audience 2).

    `visitor_seq` and `for_visitor` are set together when the visitor may see it. `is_history` puts it into the timeline beside the messages.
    """

    type: str
    body: Body
    topics: frozenset[str]
    actor: Actor
    at: int
    conversation_id: str | None = None
    to: str | None = None
    visitor_seq: int = 0
    for_visitor: ForVisitor | None = None
    is_history: bool = False


Payloads = Mapping[str, type[Body]]
TYPES: Payloads = {
    "message.sent": MessageSent,
    "message.changed": MessageChanged,
    "conversation.read": ConversationRead,
    "conversation.granted": ConversationGranted,
    "conversation.revoked": ConversationRevoked,
    "agent.changed": AgentChanged,
    "group.changed": GroupChanged,
    "group.deleted": GroupDeleted,
    "workspace.changed": WorkspaceChanged,
    "website.changed": WebsiteChanged,
    "settings.changed": SettingsChanged,
    **dict.fromkeys(CONVERSATION_TYPES, ConversationChanged),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event as it lies in the database and in the ring: bodies are encoded once, as JSON bytes."""

    seq: int
    type: str
    at: int
    actor: str
    conversation_id: str | None
    topics: frozenset[str]
    to: str | None
    cid: str | None
    body: bytes
    visitor_seq: int = 0
    visitor_body: bytes | None = None
    is_history: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """Announced after every commit of a group."""

    workspace_id: str
    epoch: str
    head: int
    events: tuple[StoredEvent, ...]
