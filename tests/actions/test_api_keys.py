"""API keys: made and revoked."""

import pytest

from tests.actions.house import House
from zuruf.actions.api_keys import (
    CreateApiKey,
    RevokeApiKey,
    TouchApiKey,
    create_api_key,
    key_of,
    revoke_api_key,
    touch_api_key,
)
from zuruf.domain.token import hashed
from zuruf.errors import Forbidden, NotFound
from zuruf.store import api_keys


async def create(house: House, by: str = "Anna") -> tuple[str, str]:
    receipt = await house.act(by, create_api_key, CreateApiKey, name="shop")
    return receipt.answer.id, key_of(house.last)


async def test_a_key_is_known_by_its_hash_and_shown_by_its_ending(house: House) -> None:
    made, key = await create(house)
    found = await house.database.read(api_keys.by_hash, hashed(key))
    assert found is not None
    workspace_id, known = found
    assert (workspace_id, known.id, known.ending) == ("wsp_1", made, key[-4:])
    assert key.startswith("zrf_")
    assert len(key) == 47


async def test_the_database_holds_no_key(house: House) -> None:
    """B07."""
    _, key = await create(house)
    for table in ("api_keys", "events", "receipts", "outbox"):
        rows = await house.database.read(lambda reader, table=table: reader.all(f"select * from {table} limit 1000"))
        assert key not in str(rows)


async def test_a_revoked_key_is_unknown(house: House) -> None:
    made, key = await create(house)
    await house.act("Carla", revoke_api_key, RevokeApiKey, key_id=made)
    assert await house.database.read(api_keys.by_hash, hashed(key)) is None
    again = await house.act("Carla", revoke_api_key, RevokeApiKey, key_id=made)
    assert not again.answer.changed


async def test_a_use_is_noted_and_nobody_is_told(house: House) -> None:
    made, key = await create(house)
    head = await house.head()
    await house.act("api", touch_api_key, TouchApiKey, key_id=made)
    found = await house.database.read(api_keys.by_hash, hashed(key))
    assert found is not None
    assert found[1].used_at == house.now
    assert await house.head() == head


async def test_a_revoked_key_keeps_the_time_of_its_last_use(house: House) -> None:
    """A call that began before the revoking ends after it."""
    made, _ = await create(house)
    await house.act("Carla", revoke_api_key, RevokeApiKey, key_id=made)
    await house.act("api", touch_api_key, TouchApiKey, key_id=made)
    known = await house.database.read(api_keys.load, "wsp_1", made)
    assert known is not None
    assert known.used_at is None


@pytest.mark.parametrize("by", ["Olaf", "Carla"])
async def test_making_a_key_takes_every_right(house: House, by: str) -> None:
    """B43: a key does what its maker might not."""
    with pytest.raises(Forbidden, match="right_missing"):
        await create(house, by)


async def test_a_key_next_door_is_not_there(house: House, next_door: House) -> None:
    made, _ = await create(house)
    with pytest.raises(NotFound):
        await next_door.act("Nora", revoke_api_key, RevokeApiKey, key_id=made)
