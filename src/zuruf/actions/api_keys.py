"""API keys: shown once when made, revoked for ever (X2, B46, B64)."""

from dataclasses import dataclass

from zuruf.domain import validity
from zuruf.domain.access import require
from zuruf.domain.moment import Moment
from zuruf.domain.rights import check_key_making
from zuruf.domain.token import hashed, secret_of
from zuruf.errors import NotFound
from zuruf.store import agents, api_keys
from zuruf.store.api_keys import ApiKey
from zuruf.store.settings_changes import tell_settings
from zuruf.store.transaction import Answer, Command, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey(Command):
    """The key is `key_of(moment)`."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey(Command):
    """The key works no more."""

    key_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchApiKey(Command):
    """A call came with the key."""

    key_id: str


def key_of(moment: Moment) -> str:
    """The key itself, to be shown once by whoever drew the moment."""
    return f"zrf_{secret_of(moment, 'api key')}"


async def create_api_key(tx: Tx, command: CreateApiKey) -> Answer:
    """Stores the key's SHA-256 and its last four letters."""
    actor = await agents.acting(tx, command)
    check_key_making(actor)
    key = key_of(command.moment)
    made = ApiKey(
        id=command.moment.id("key"),
        name=validity.name(command.name),
        ending=key[-4:],
        created_by=actor.id,
        created_at=command.moment.at,
    )
    await api_keys.insert(tx, made, hashed(key))
    tell_settings(tx, command, "api_keys")
    return Answer(id=made.id)


async def revoke_api_key(tx: Tx, command: RevokeApiKey) -> Answer:
    """Revoking twice is once."""
    require(await agents.acting(tx, command), "configure")
    key = await api_keys.load(tx, tx.workspace_id, command.key_id)
    if key is None:
        raise NotFound("api_key_not_found", "There is no such API key.")
    if key.revoked_at is not None:
        return Answer(id=key.id, changed=False)
    await api_keys.revoke(tx, key.id, command.moment.at)
    tell_settings(tx, command, "api_keys")
    return Answer(id=key.id)


async def touch_api_key(tx: Tx, command: TouchApiKey) -> Answer:
    """No event: settings show it when they are next read."""
    await api_keys.touch(tx, command.key_id, command.moment.at)
    return Answer(id=command.key_id, changed=False)
