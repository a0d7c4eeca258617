"""What a body of Brevo's API asks for, read strictly: missing is `missing_parameter`, everything else amiss `invalid_parameter`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from zuruf.domain import validity
from zuruf.domain.json_reading import record_at, wrong
from zuruf.domain.message import checked_text
from zuruf.errors import Invalid

MISSING: Final = "missing_parameter"
MAX_ID: Final = 200  # characters; a page's own name for its visitor may be an e-mail address or a hash
MAX_SOURCE: Final = 100  # characters of receivedFrom

Body = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentById:
    """An agent of the workspace."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentByEmail:
    """Somebody of another system, who becomes an agent "by API" when first named (X1)."""

    email: str
    name: str


NamedAgent = AgentById | AgentByEmail


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message of an agent to a visitor."""

    visitor_id: str
    text: str
    agent: NamedAgent
    received_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPushedMessage:
    """A pushed message, signed by the agent, else by a member of the group, else by the website."""

    visitor_id: str
    text: str
    agent_id: str | None
    group_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenGroup:
    """The group a visitor is to be in; None is all agents."""

    visitor_id: str
    group_id: str | None


def body_of(raw: bytes, content_type: str) -> Body:
    """The JSON object of a request. Nothing at all is an empty one, so that the answer names the first field that is missing."""
    if not raw:
        return {}
    if content_type.partition(";")[0].strip().lower() != "application/json":
        sentence = f"Expected a body of the type application/json, got {content_type[:80] or 'none'}."
        raise Invalid("not_json", sentence, "content-type")
    try:
        value: object = msgspec.json.decode(raw)
    except (ValueError, RecursionError) as error:
        raise Invalid("not_json", "The body is not valid JSON.") from error
    return record_at(value, "body")


def new_message(body: Body) -> NewMessage:
    """POST messages."""
    return NewMessage(
        visitor_id=_required(body, "visitorId"),
        text=new_text(body),
        agent=named_agent(body),
        received_from=_optional(body, "receivedFrom", MAX_SOURCE) or "",
    )


def new_pushed_message(body: Body) -> NewPushedMessage:
    """POST pushedMessages."""
    return NewPushedMessage(
        visitor_id=_required(body, "visitorId"),
        text=new_text(body),
        agent_id=_optional(body, "agentId"),
        group_id=_optional(body, "groupId"),
    )


def new_text(body: Body) -> str:
    """The text of a message, sent or changed."""
    text = body.get("text")
    if text is None or text == "":
        raise _missing("text")
    if not isinstance(text, str):
        raise wrong("text", "a text", text)
    if "\0" in text:
        raise Invalid("control_character", "A text cannot hold the character NUL.", "text")
    return checked_text(text)


def named_agent(body: Body) -> NamedAgent:
    """Whoever `agentId` names, or else `agentEmail`, `agentName` and `receivedFrom` together (agentOnlinePing, messages)."""
    agent_id = _optional(body, "agentId")
    if agent_id is not None:
        return AgentById(id=agent_id)
    if not any(_optional(body, field) for field in ("agentEmail", "agentName")):
        raise Invalid(MISSING, "Expected agentId, or agentEmail, agentName and receivedFrom together.", "agentId")
    _required(body, "receivedFrom", MAX_SOURCE)
    return AgentByEmail(
        email=validity.email(_required(body, "agentEmail"), "agentEmail"),
        name=validity.name(_required(body, "agentName"), "agentName"),
    )


def chosen_group(body: Body) -> ChosenGroup:
    """PUT visitorGroup. The SDKs name `groupId` only, `visitorId` is an additional field of the body; null is all agents."""
    visitor_id = _required(body, "visitorId")
    if "groupId" not in body:
        raise _missing("groupId")
    group_id = None if body["groupId"] is None else _required(body, "groupId")
    return ChosenGroup(visitor_id=visitor_id, group_id=group_id)


def _required(body: Body, field: str, longest: int = MAX_ID) -> str:
    value = _optional(body, field, longest)
    if value is None:
        raise _missing(field)
    return value


def _optional(body: Body, field: str, longest: int = MAX_ID) -> str | None:
    """None for a field that is not there, null or empty: programs send what they do not know in any of these ways."""
    value = body.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise wrong(field, "a text", value)
    return validity.optional_line(value, field, longest) or None


def _missing(field: str) -> Invalid:
    return Invalid(MISSING, f"{field} is missing.", field)
