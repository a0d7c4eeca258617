"""What clients ask for, to be done at most once, and what they say in passing."""

from typing import Annotated, Literal

import msgspec

from zuruf.domain.agent import Presence

Number = Annotated[int, msgspec.Meta(ge=0, le=2**62)]  # of an event or a message: no more than the databases hold


class SendMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="message.send"):
    """An agent's reply or comment into `conversation`; a visitor leaves it "" (their own) and says the page of the tab.
    `quote` is the id of the message it answers,
    `files` are ids of what was sent before for this message: with files the text may be empty."""

    text: str
    conversation: str = ""
    kind: Literal["reply", "comment"] = "reply"
    page: str = ""
    quote: str = ""
    files: tuple[str, ...] = ()


class ChangeMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="message.change"):
    """Editing one's own message (agents)."""

    message: str
    text: str


class DeleteMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="message.delete"):
    """Deleting one's own message (agents)."""

    message: str


class Read(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="conversation.read"):
    """How far somebody has read, in their own numbers (agents: event seq; visitor: visitor seq). Marks the alerts up to there as seen."""

    seq: Number
    conversation: str = ""


class AlertShown(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="alert.shown"):
    """Alerts (by the seq of their cause) were shown on this device (agents)."""

    seqs: list[Number]
    device: str


class ChoosePresence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="presence.choose"):
    """An agent goes online, invisible or offline by hand (P1)."""

    presence: Presence


class ChooseGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="group.choose"):
    """A visitor chooses a group (G3), or None for "anyone"."""

    group: str | None


class Identify(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="visitor.describe"):
    """A visitor types their name or e-mail (a label, never an identity)."""

    name: str = ""
    email: str = ""


class GiveContact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="contact.give"):
    """A visitor fills in the contact form (W3); `attributes` by the names the form gives them, `consent` is the text agreed to."""

    name: str = ""
    email: str = ""
    phone: str = ""
    attributes: dict[str, str] = {}
    consent: str = ""


class GiveRating(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="rating.give"):
    """A visitor rates a closed episode, 1 to 5 (W5)."""

    episode: Number
    score: int
    comment: str = ""


class AskTranscript(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="transcript.ask"):
    """A visitor wants the episode by e-mail (W5)."""

    email: str


OpBody = (
    SendMessage
    | ChangeMessage
    | DeleteMessage
    | Read
    | AlertShown
    | ChoosePresence
    | ChooseGroup
    | Identify
    | GiveContact
    | GiveRating
    | AskTranscript
)


class Typing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="typing"):
    """Somebody types; sent at most every 2 s, ends by itself 6 s later. `text` is what a visitor has typed so far, of a long one the end,
    where their website shows it to agents; it is left out everywhere else and dropped if it is not (I4)."""

    conversation: str = ""
    on: bool = True
    text: str = ""


class Active(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="active"):
    """Something was done at this console (agents, P4); sent at most every 20 s, at once while they are warned."""


class Watching(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="watching"):
    """The conversation an agent has on screen and the window in front ("" for none)."""

    conversation: str = ""


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="page"):
    """The visitor's tab went to another page (the page view itself is told by the loader)."""

    url: str = ""
