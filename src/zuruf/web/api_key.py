"""Who is asking with an API key: the header `api-key`, never a cookie, never the address (X1, B46)."""

from starlette.requests import Request

from zuruf.domain.actor import Actor
from zuruf.domain.token import hashed
from zuruf.errors import Unauthenticated
from zuruf.store import api_keys
from zuruf.web.auth import Basis, refuse_secrets_in_address
from zuruf.web.context import Context


async def api_basis(context: Context, request: Request) -> Basis:
    """What a command by this key begins with; Unauthenticated for an unknown or revoked key."""
    refuse_secrets_in_address(request)
    key = request.headers.get("api-key", "")
    found = await context.database.read(api_keys.by_hash, hashed(key)) if key else None
    if found is None:
        raise Unauthenticated("api_key_unknown", "Expected a valid API key in the header api-key.")
    workspace_id, known = found
    return Basis(workspace_id=workspace_id, actor=Actor("api", known.id), moment=context.moment(), cid=None)
