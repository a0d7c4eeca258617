"""Blocking a visitor (I6, B72): refused at every door at once, and let in again."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import MINUTE, knock

pytestmark = pytest.mark.anyio
HOUR = 60 * MINUTE


@pytest.mark.line("I6la", "I6lb", "I6lc", "I6ld", "I6le")
async def test_who_is_blocked_is_turned_away_at_every_door_until_let_in_again(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    visitor, path = desk.visitor, f"/api/visitors/{desk.visitor_id}/block"
    loader = await visitor.listen()
    written = len((await marie.get(f"/api/conversations/{desk.id}"))["messages"])
    await marie.ask("PUT", path, reason="Insults")

    # Colleagues are told who and why; the visitor's sockets end, the widget goes without a word of it.
    told = (await nora.socket.event("visitor.blocked", line="Insults"))["body"]["conversation"]["visitor"]["block"]
    assert (told["by"], told["reason"], told["until"]) == (f"agent:{marie.id}", "Insults", None)
    await loader.until(lambda frame: frame.get("eph") == {"type": "widget", "act": "hide"}, "hide")
    assert await loader.ends() == 4003
    assert await visitor.socket.ends() == 4003
    assert b"Insults" not in visitor.received

    # Whoever comes back finds nothing: no page view is kept, no trigger runs, no token, no message, no file.
    pages = (await marie.get(f"/api/visitors/{desk.visitor_id}/pages"))["items"]
    assert (await visitor.view("/again"))["acts"] == ["hide"]
    assert (await visitor.tell("judge"))["acts"] == ["hide"]
    assert (await visitor.tell("opened"))["acts"] == ["hide"]
    assert (await marie.get(f"/api/visitors/{desk.visitor_id}/pages"))["items"] == pages
    assert (await visitor.start(403))["code"] == "unavailable"
    token, visitor.token = visitor.token, ""
    assert (await visitor.start(403))["code"] == "unavailable"
    visitor.token = token
    assert await (await visitor.listen(is_welcome=False)).ends() == 4003
    for method, door in (("GET", "/widget/messages?before=9"), ("POST", "/widget/files")):
        answer = await visitor.http.request(method, door, headers={"Authorization": f"Bearer {token}"})
        assert answer.json()["code"] == "unavailable"
    assert len((await marie.get(f"/api/conversations/{desk.id}"))["messages"]) == written

    # The list says who; nobody else is touched by it.
    listed = (await nora.get("/api/blocks"))["items"]
    assert [(item["visitor"]["id"], item["conversation_id"]) for item in listed] == [(desk.visitor_id, desk.id)]
    await knock(town, text="Somebody else")

    await nora.ask("DELETE", path)
    await marie.socket.event("visitor.unblocked")
    assert (await nora.get("/api/blocks"))["items"] == []
    await visitor.view("/back")
    await visitor.open()
    await visitor.write("Back")
    lines = (await marie.get(f"/api/conversations/{desk.id}"))["history"]
    said = [(line["type"], line["actor"]) for line in lines if line["type"].endswith("blocked")]
    assert said == [("visitor.blocked", f"agent:{marie.id}"), ("visitor.unblocked", f"agent:{nora.id}")]


@pytest.mark.line("I6lf", "I6lg")
async def test_a_block_ends_at_its_time_and_what_cannot_be_is_refused_at_its_field(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    path, now = f"/api/visitors/{desk.visitor_id}/block", town.clock.now()
    assert (await marie.ask("PUT", path, 422, until=now))["field"] == "until"
    assert (await marie.ask("PUT", path, 422, reason="x" * 501))["field"] == "reason"
    await marie.ask("PUT", path, until=now + HOUR)
    assert not (await marie.ask("PUT", path, until=now + HOUR))["changed"]
    assert (await desk.visitor.view("/soon"))["acts"] == ["hide"]
    town.clock.passed += HOUR
    assert (await desk.visitor.view("/late"))["acts"] == []
    await desk.visitor.open()
    await desk.visitor.write("Later")
