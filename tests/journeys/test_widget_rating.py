"""Rating an episode after it was closed, from the chat to what agents see (W5)."""

import pytest

from tests.journeys.conftest import Town

pytestmark = pytest.mark.anyio


@pytest.mark.line("W5za", "W5zb")
async def test_a_closed_episode_is_rated_once_and_the_rating_can_be_changed(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.write("Hello")
    conversation = await town.conversation_of(marie, "Hello")
    early = await camille.socket.op("rating.give", episode=1, score=5)
    assert (early["f"], early["code"]) == ("nack", "rating_over")
    await marie.ask("POST", f"/api/conversations/{conversation['id']}/close")
    while not (asked := (await camille.mode())["widget"]["rating"]):
        pass
    assert asked == {"episode": 1, "score": 0, "comment": ""}
    wrong = await camille.socket.op("rating.give", episode=1, score=6)
    assert (wrong["code"], wrong["field"]) == ("invalid_score", "score")

    assert (await camille.socket.op("rating.give", episode=1, score=4, comment="Quick"))["f"] == "ack"
    await marie.socket.event("episode.rated", score=4, line="Quick")
    while (await camille.mode())["widget"]["rating"] != {"episode": 1, "score": 4, "comment": "Quick"}:
        pass
    assert (await camille.socket.op("rating.give", episode=1, score=5))["f"] == "ack"
    [kept] = (await marie.get(f"/api/visitors/{conversation['visitor']['id']}"))["ratings"]
    assert (kept["episode"], kept["score"], kept["comment"]) == (1, 5, "")
