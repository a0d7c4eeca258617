"""Where a visitor is, on what device and in which language, is what their newest page view says (I7, T2)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import knock
from tests.journeys.wishes import mark, when

pytestmark = pytest.mark.anyio

IN_FRANCE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Mobile/15E148", "X-Forwarded-For": "88.120.0.1"}
IN_GERMANY = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "X-Forwarded-For": "194.25.0.68"}
IN_GERMAN = {"language": "de-DE", "widget_language": "de"}


@pytest.mark.line("I7aa", "T2k", "T2l", "T2i")
async def test_device_place_and_language_follow_the_newest_page_view_on_every_screen(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    await town.trigger("Germans", when("country", "is", "DE"), mark("german"))
    visitor = town.visitor()
    visitor.http.headers.update(IN_FRANCE)
    await visitor.view("/")
    await visitor.open()
    desk = await knock(town, visitor=visitor)
    found = (await desk.view())["visitor"]
    assert (found["country"], found["device"], found["language"]) == ("FR", "mobile", "fr")

    visitor.http.headers.update(IN_GERMANY)
    await visitor.view("/versand", **IN_GERMAN)

    here = ("DE", "desktop", "de-DE")
    told = await marie.socket.event("visitor.changed")
    row = (await marie.get("/api/conversations?view=all"))["items"][0]
    about = await marie.get(f"/api/visitors/{desk.visitor_id}")
    for seen in (told["body"]["conversation"]["visitor"], row["visitor"], about["visitor"]):
        assert (seen["country"], seen["device"], seen["language"]) == here
    assert "german" in about["visitor"]["attributes"]

    await visitor.view("/versand", **IN_GERMAN)
    visitor.http.headers["X-Forwarded-For"] = "10.0.0.1"
    await visitor.view("/versand", **IN_GERMAN)
    await marie.settle()
    changes = [f["actor"] for f in marie.socket.frames if f.get("type") == "visitor.changed"]
    assert [actor for actor in changes if not actor.startswith("trigger:")] == [changes[0]]
    assert (await desk.view())["visitor"]["country"] == "DE"
