"""Changes come from our own pages only: a header bound to the session, the page's origin, and JSON (B49)."""

import base64
import hashlib
import hmac

from starlette.requests import Request

from zuruf.domain.token import hashed
from zuruf.errors import Forbidden
from zuruf.web.context import Context

HEADER = "X-Zuruf-CSRF"
JSON = "application/json"


def csrf_of(token: str) -> str:
    """Follows from the session's token, which no script can read: only who is told it by the session's own answer knows it."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"csrf:" + token.encode()).digest()).rstrip(b"=").decode()


def check_change(context: Context, request: Request, csrf_hash: str, *, kind: str = JSON) -> None:
    """Forbidden unless the change comes from a page of ours that knows the session's CSRF value."""
    check_origin(context, request, kind=kind)
    sent = hashed(request.headers.get(HEADER, ""))
    if not hmac.compare_digest(sent, csrf_hash):
        raise Forbidden("csrf", f"Expected the header {HEADER} with the value that came with the session.")


def check_origin(context: Context, request: Request, *, kind: str = JSON) -> None:
    """Forbidden for another page's origin, and for a body that a foreign form could have sent. Programs send no Origin at all."""
    origin = request.headers.get("origin")
    own = context.origin_for(request)
    if origin is not None and origin != own:
        raise Forbidden("origin", f"Expected a request of {own}, got one of {origin[:100]}.")
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if has_body and sent != kind:
        raise Forbidden("content_type", f"Expected {kind}, got {sent[:50] or 'no content type'}.")
