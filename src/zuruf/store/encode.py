"""How bodies, answers and requests become text: encoded once, when an action has succeeded."""

import hashlib
from dataclasses import fields
from functools import lru_cache

import msgspec

from zuruf.domain.event import Event
from zuruf.store.transaction import Answer, Command, StoredEvent

_JSON = msgspec.json.Encoder()
_SORTED = msgspec.json.Encoder(
    order="deterministic"
)  # a set has no order of its own, and the hash must not depend on the process
CIRCUMSTANCES = frozenset({"moment", "cid", "watching"})  # differ when the same request is sent again
_ANSWER = msgspec.json.Decoder(Answer)
_TOPICS = msgspec.json.Decoder(frozenset[str])


def stored(event: Event, seq: int, cid: str | None) -> StoredEvent:
    """The event as it will lie in the database under this number."""
    return StoredEvent(
        seq=seq,
        type=event.type,
        at=event.at,
        actor=str(event.actor),
        conversation_id=event.conversation_id,
        topics=event.topics,
        to=event.to,
        cid=cid,
        body=_JSON.encode(event.body),
        visitor_seq=event.visitor_seq,
        visitor_body=None if event.for_visitor is None else _JSON.encode(event.for_visitor),
        is_history=event.is_history,
    )


def topics_to_text(topics: frozenset[str]) -> str:
    """A sorted JSON array."""
    return _JSON.encode(sorted(topics)).decode()


def topics_from_text(text: str) -> frozenset[str]:
    """The topics of a stored event."""
    return _TOPICS.decode(text)


def answer_to_text(answer: Answer) -> str:
    """An answer as a receipt keeps it."""
    return _JSON.encode(answer).decode()


def answer_from_text(text: str) -> Answer:
    """The answer of a receipt."""
    return _ANSWER.decode(text)


def request_hash(action_name: str, command: Command) -> str:
    """What two requests of one `cid` must have in common: the action and the command without its moment, its cid and who was looking then."""
    content = {name: getattr(command, name) for name in _content_of(type(command))}
    return hashlib.blake2b(_SORTED.encode([action_name, type(command).__name__, content]), digest_size=16).hexdigest()


@lru_cache(maxsize=1024)
def _content_of(command_type: type[Command]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(command_type) if field.name not in CIRCUMSTANCES)
