"""Who is asking with an API key: the header `api-key`, never a cookie, never the address (X1, B46)."""

from starlette.requests import Request

from zuruf.actions.api_keys import TouchApiKey, touch_api_key
from zuruf.domain.actor import Actor
from zuruf.domain.token import hashed
from zuruf.errors import Unauthenticated
from zuruf.store import api_keys
from zuruf.web.auth import Basis, refuse_secrets_in_address
from zuruf.web.context import Context

TOUCH_MS = 60 * 1000  # how exact "used" is: of a busy integration's calls, one a minute writes


async def api_basis(context: Context, request: Request) -> Basis:
    """What a command by this key begins with; Unauthenticated for an unknown or revoked key."""
    refuse_secrets_in_address(request)
    key = request.headers.get("api-key", "")
    found = await context.database.read(api_keys.by_hash, hashed(key)) if key else None
    if found is None:
        raise Unauthenticated("api_key_unknown", "Expected a valid API key in the header api-key.")
    workspace_id, known = found
    basis = Basis(workspace_id=workspace_id, actor=Actor("api", known.id), moment=context.moment(), cid=None)
    if known.used_at is None or known.used_at + TOUCH_MS <= context.now():
        await context.database.act(TouchApiKey(**basis, key_id=known.id), touch_api_key)
    return basis
