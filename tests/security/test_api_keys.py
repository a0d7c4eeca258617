"""What settings say about an API key's use."""

from tests.security.world import World
from zuruf.web.api_key import TOUCH_MS

CALL = ("GET", "/v3/conversations/messages/none")


async def used(world: World) -> int | None:
    (key,) = (await world.ask("owner", "GET", "/api/api-keys")).json()["items"]
    return key["used_at"]


async def test_settings_say_when_a_key_was_last_used(world: World) -> None:
    """To the minute: an integration that calls all day writes once a minute."""
    assert await used(world) is None
    await world.ask("API key", *CALL)
    first = world.clock[0]
    assert await used(world) == first
    world.clock[0] = first + TOUCH_MS - 1
    await world.ask("API key", *CALL)
    assert await used(world) == first
    world.clock[0] = first + TOUCH_MS
    await world.ask("API key", *CALL)
    assert await used(world) == first + TOUCH_MS


async def test_a_guessed_key_is_no_use_of_ours(world: World) -> None:
    await world.ask("nobody", *CALL, api_key="zrf_guessed")
    assert await used(world) is None
