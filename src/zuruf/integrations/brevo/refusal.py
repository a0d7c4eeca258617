"""Why Brevo's API refuses: our errors and notes as a status with `{code, message}`."""

from dataclasses import dataclass
from typing import Final

from msgspec import Struct

from zuruf.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unauthenticated, ZurufError
from zuruf.integrations.brevo.request import MISSING

SENTENCES: Final = {
    "group_gone": "There is no such group.",
    "group_disabled": "The group is disabled, or groups are switched off in the workspace.",
}


class RefusalObject(Struct, frozen=True, kw_only=True):
    """The body of every answer that is not 2xx."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """`retry_after` in seconds, "" if trying again changes nothing."""

    status: int
    body: RefusalObject
    retry_after: str = ""


def refusal_of(error: ZurufError) -> Refusal:
    """Never 409: a conflict is final here, and the Python SDK would send the request again."""
    match error:
        case Unauthenticated():
            return _refusal(401, "unauthorized", error.sentence)
        case NotFound():
            return _refusal(404, "document_not_found", error.sentence)
        case Invalid(code="too_large"):
            return _refusal(413, "invalid_parameter", error.sentence)
        case Invalid(code="missing_parameter"):
            return _refusal(400, MISSING, error.sentence)
        case Invalid() | Forbidden() | Conflict():
            return _refusal(400, "invalid_parameter", _naming(error))
        case TooMany():
            return _refusal(429, "too_many_requests", error.sentence, error.detail.get("retry_after", "1"))
        case _:
            return _refusal(503, "service_unavailable", error.sentence, error.detail.get("retry_after", "1"))


def refused_assignment(note: str) -> ZurufError:
    """The error for an assignment the API was refused, by the note of its answer (A20); the refusal itself is kept."""
    kind = NotFound if note == "group_gone" else Invalid
    return kind(note, SENTENCES.get(note, f"The visitor cannot be assigned so now: {note}."), "groupId")


def _refusal(status: int, code: str, sentence: str, retry_after: str = "") -> Refusal:
    return Refusal(status=status, body=RefusalObject(code=code, message=sentence), retry_after=retry_after)


def _naming(error: ZurufError) -> str:
    return f"{error.field}: {error.sentence}" if error.field else error.sentence
