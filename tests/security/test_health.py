"""Two questions to a server: does it live, and can it carry anything out."""

from dataclasses import replace
from typing import cast

from tests.security.world import World
from zuruf.store.database import Database, Unavailable
from zuruf.web import application
from zuruf.web.application import create_app
from zuruf.web.modes import Modes
from zuruf.web.sites import SiteBook


class Stopped:
    """A database that is away."""

    async def read(self, *_: object) -> object:
        raise Unavailable("database_unreachable", "It does not answer.")

    act = read


async def test_with_its_database_it_lives_and_is_ready(world: World) -> None:
    for path in ("/healthz", "/readyz"):
        answer = await world.ask("nobody", "GET", path)
        assert (answer.status_code, answer.text) == (200, "ok\n")


async def test_without_its_database_it_lives_and_is_not_ready(world: World) -> None:
    context = replace(world.context, database=cast("Database", Stopped()))
    stopped = replace(world, context=context, app=create_app(context, Modes(context), SiteBook()))
    assert (await stopped.ask("nobody", "GET", "/healthz")).status_code == 200
    answer = await stopped.ask("nobody", "GET", "/readyz")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


def test_an_answer_is_not_waited_for_longer_than_a_load_balancer_would() -> None:
    assert application.READY_SECONDS <= 5
