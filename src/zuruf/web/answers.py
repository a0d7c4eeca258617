"""What changes answer and how bodies are read: unknown fields are refused (B42)."""

import msgspec
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from zuruf.domain.json_reading import check_letters
from zuruf.store.transaction import Receipt


class Body(BaseModel):
    """A request's body. Strict: "1" is no number, and a field nobody reads is refused rather than ignored."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Done(BaseModel):
    """What a change answers; `seq` is the number of its last event, 0 if there was none."""

    id: str
    seq: int
    changed: bool
    note: str


def done(receipt: Receipt) -> Done:
    """The answer of a receipt."""
    answer = receipt.answer
    return Done(id=answer.id, seq=receipt.seq, changed=answer.changed, note=answer.note)


async def check_text(request: Request) -> None:
    """For every route of the API: refuses a body with half a letter in it at its field, before anybody reads it. What is no JSON at all
    is for whoever reads it to refuse."""
    if not await request.body():
        return
    try:
        content: object = await request.json()
    except (ValueError, RecursionError):
        return
    check_letters(content)


def json_response(content: object, status: int = 200) -> Response:
    """Views and frames' shapes as JSON; they need no validation on their way out."""
    return Response(msgspec.json.encode(content), status, media_type="application/json")
