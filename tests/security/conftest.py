"""Worlds: one for each test, and one for all tests in which nothing may happen."""

from collections.abc import AsyncIterator

import pytest

from tests.security.street import Street, street
from tests.security.world import World, built


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """A world to act in."""
    world = await built()
    yield world
    await closed(world)


@pytest.fixture(scope="module")
async def still_world() -> AsyncIterator[World]:
    """A world whose head is at the end where it was at the beginning: everything in it was refused."""
    world = await built()
    head = (await world.database.read_stream("wsp_1")).head
    yield world
    assert (await world.database.read_stream("wsp_1")).head == head
    await closed(world)


@pytest.fixture(scope="module")
async def near() -> AsyncIterator[Street]:
    """A street; each test begins it anew."""
    made = await street()
    yield made
    await closed(made.world)


async def closed(world: World) -> None:
    world.context.passwords.close()
    await world.database.close()
