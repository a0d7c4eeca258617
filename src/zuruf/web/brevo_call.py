"""A call of Brevo's API: its key, its body, and how answers and refusals leave."""

from collections.abc import Callable, Coroutine
from typing import Final
from uuid import UUID

import msgspec
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from zuruf.errors import Invalid, ZurufError
from zuruf.integrations.brevo.refusal import Refusal, refusal_of
from zuruf.integrations.brevo.request import Body, body_of
from zuruf.web.auth import Basis

# The longest text, every character of it escaped as a surrogate pair, and as much again for the rest.
MAX_BODY: Final = 256 * 1024
JSON: Final = "application/json"

Handle = Callable[[Request], Coroutine[object, object, Response]]


class BrevoRoute(APIRoute):
    """A route whose errors leave as Brevo's `{code, message}`, not as problems."""

    def get_route_handler(self) -> Handle:
        """The route's own handler, its errors translated."""
        handle = super().get_route_handler()

        async def translated(request: Request) -> Response:
            try:
                return await handle(request)
            except ZurufError as error:
                return refused(refusal_of(error))

        return translated


def once(basis: Basis, request: Request) -> Basis:
    """The same for a message, which a repeated `Idempotency-Key` sends once: both SDKs try again after a 503."""
    keyed = basis.copy()
    keyed["cid"] = _cid(request)
    return keyed


async def body_in(request: Request) -> Body:
    """The JSON object that was sent, read no further than anything sensible reaches."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MAX_BODY:
            raise Invalid("too_large", f"Expected a body of at most {MAX_BODY} bytes.")
    return body_of(bytes(raw), request.headers.get("content-type", ""))


def answered(content: msgspec.Struct) -> Response:
    """200 with one of the shapes the SDKs read."""
    return Response(msgspec.json.encode(content), media_type=JSON)


def nothing() -> Response:
    """204: done, and nothing to say."""
    return Response(status_code=204)


def refused(refusal: Refusal) -> Response:
    """The status with `{code, message}`."""
    headers = {"Retry-After": refusal.retry_after} if refusal.retry_after else None
    return Response(msgspec.json.encode(refusal.body), refusal.status, headers, media_type=JSON)


def _cid(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    try:
        return str(UUID(key))
    except ValueError:
        raise Invalid("idempotency_key_invalid", "Expected a UUID.", "Idempotency-Key") from None
