"""Routes of API keys: made, listed by their last four letters, revoked (B64)."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from zuruf.actions.api_keys import CreateApiKey, RevokeApiKey, create_api_key, key_of, revoke_api_key
from zuruf.store import api_keys
from zuruf.store.api_keys import ApiKey
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import Asking, Change, require_right
from zuruf.web.context import Context


class ApiKeyBody(Body):
    """What the key is for."""

    name: str = Field(max_length=200)


class ApiKeyList(BaseModel):
    """All keys, newest first, revoked ones too."""

    items: list[ApiKey]


class MadeKey(Done):
    """With the key, shown once; null when the same request was answered before."""

    key: str | None


def routes(context: Context) -> APIRouter:
    """Reading, making and revoking them (`configure`; making one takes every right)."""
    router = APIRouter(prefix="/api/api-keys", tags=["Settings"])

    @router.get("")
    async def get_api_keys(who: Asking) -> ApiKeyList:
        require_right(who, "configure")
        return ApiKeyList(items=await context.database.read(api_keys.everyone, who.workspace_id))

    @router.post("", status_code=201)
    async def post_api_key(body: ApiKeyBody, change: Change) -> MadeKey:
        receipt = await context.database.act(CreateApiKey(**change.basis, name=body.name), create_api_key)
        key = None if receipt.dup else key_of(change.basis["moment"])
        return MadeKey(**done(receipt).model_dump(), key=key)

    @router.delete("/{key_id}")
    async def delete_api_key(key_id: str, change: Change) -> Done:
        return done(await context.database.act(RevokeApiKey(**change.basis, key_id=key_id), revoke_api_key))

    return router
