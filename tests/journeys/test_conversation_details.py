"""What agents know of a visitor and write down about them: facts, attributes, notes, pages, assignments (I7)."""

import asyncio

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import MINUTE, Desk, arrive, desk_of, knock, to_group, under
from tests.journeys.people import Agent, Json
from tests.journeys.wishes import mark
from zuruf.store.transaction import Reader

pytestmark = pytest.mark.anyio

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
IN_FRANCE = {"User-Agent": IPHONE, "X-Forwarded-For": "88.120.0.1"}


async def change(desk: Desk, by: Agent, expect: int = 200, **facts: object) -> Json:
    return await by.ask("PATCH", f"/api/visitors/{desk.visitor_id}", expect, **facts)


async def known(desk: Desk, by: Agent) -> Json:
    return await by.get(f"/api/visitors/{desk.visitor_id}")


@pytest.mark.line("I7a", "I7b", "I7c", "I7h")
@pytest.mark.parametrize(
    ("field", "value"), [("name", "Camille Dupont"), ("email", "camille@example.fr"), ("phone", "+33 1 23 45 67 89")]
)
async def test_name_address_and_number_can_be_written_changed_and_emptied_and_every_screen_follows(
    town: Town, field: str, value: str
) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    for wanted in (value, value.replace("1", "2").replace("C", "K").replace("c", "k"), ""):
        await change(desk, marie, 200, **{field: f" {wanted} "})
        assert (await known(desk, nora))["visitor"][field] == wanted
        await nora.socket.until(
            lambda f, wanted=wanted: (
                f["f"] == "ev"
                and f["type"] == "visitor.changed"
                and f["body"]["conversation"]["visitor"][field] == wanted
            ),
            f"the {field} {wanted!r} on a colleague's screen",
        )
    others = {name for name in ("name", "email", "phone") if name != field}
    assert {(await known(desk, nora))["visitor"][name] for name in others} == {""}


@pytest.mark.line("I7d", "I7h")
async def test_attributes_are_set_changed_and_taken_away_one_by_one(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    visitor = await arrive(town)
    await visitor.tell("attributes", attributes={"plan": "pro"})
    desk = await knock(town, visitor=visitor)
    await change(desk, marie, attributes={"since": 2019})
    await change(desk, nora, attributes={"is_vip": True})
    assert (await known(desk, nora))["visitor"]["attributes"] == {"plan": "pro", "since": 2019, "is_vip": True}
    await change(desk, marie, attributes={"plan": "basic", "since": None, "never_there": None})
    assert (await known(desk, nora))["visitor"]["attributes"] == {"plan": "basic", "is_vip": True}
    told = await nora.socket.until(
        lambda f: (
            f["f"] == "ev"
            and f["type"] == "visitor.changed"
            and f["body"]["conversation"]["visitor"]["attributes"].get("plan") == "basic"
        ),
        "the attributes on a colleague's screen",
    )
    assert told["body"]["conversation"]["visitor"]["attributes"] == {"plan": "basic", "is_vip": True}


@pytest.mark.line("I7i")
async def test_what_cannot_be_is_refused_with_its_field_and_nothing_of_the_change_is_kept(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    for field, value in (("email", "camille@@example"), ("phone", "1" * 301), ("name", "C" * 301)):
        refused = await change(desk, marie, 422, **{"name": "Camille", field: value})
        assert refused["field"] == field
    refused = await change(desk, marie, 422, name="Camille", attributes={"plan": "x" * 2_001})
    assert refused["field"] == "attributes.plan"
    assert (await known(desk, marie))["visitor"]["name"] == ""
    refused = await marie.ask("POST", f"/api/visitors/{desk.visitor_id}/notes", 422, text=" \n")
    assert refused["field"] == "text"
    assert (await known(desk, marie))["notes"] == []


@pytest.mark.line("I7j")
async def test_two_agents_who_change_different_things_at_once_both_succeed_and_of_the_same_the_later_stands(
    town: Town,
) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await asyncio.gather(
        change(desk, marie, name="Camille", attributes={"plan": "pro"}),
        change(desk, nora, phone="+33 1", attributes={"city": "Lyon"}),
    )
    visitor = (await known(desk, marie))["visitor"]
    assert (visitor["name"], visitor["phone"]) == ("Camille", "+33 1")
    assert visitor["attributes"] == {"plan": "pro", "city": "Lyon"}
    await asyncio.gather(change(desk, marie, name="Camille D."), change(desk, nora, name="Mme Dupont"))
    names = [
        frame["body"]["conversation"]["visitor"]["name"]
        for agent in (marie, nora)
        for frame in [await _last_change(agent)]
    ]
    assert names == [(await known(desk, marie))["visitor"]["name"]] * 2
    assert names[0] in ("Camille D.", "Mme Dupont")


async def _last_change(agent: Agent) -> Json:
    await agent.settle()
    return [f for f in agent.socket.frames if f["f"] == "ev" and f["type"] == "visitor.changed"][-1]


@pytest.mark.line("I7e", "I7h", "I7g")
async def test_notes_are_kept_with_author_and_time_for_colleagues_and_never_reach_the_visitor(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await marie.ask("POST", f"/api/visitors/{desk.visitor_id}/notes", 201, text="Pays late.\nBe kind.")
    await nora.ask("POST", f"/api/visitors/{desk.visitor_id}/notes", 201, text="Not any more")
    notes = (await known(desk, nora))["notes"]
    assert [(note["agent_id"], note["text"]) for note in notes] == [
        (marie.id, "Pays late.\nBe kind."),
        (nora.id, "Not any more"),
    ]
    assert 0 < notes[0]["at"] <= notes[1]["at"] <= town.clock.now()
    await nora.socket.event("visitor.note_added", agent_id=marie.id, note_id=notes[0]["id"])
    await desk.do(marie, "close")
    await desk.visitor.write("Me again")
    assert len((await known(desk, marie))["notes"]) == 2, "a note outlives the episode"
    await desk.visitor.open()
    for word in (b"Pays late", b"Not any more", b"note_added"):
        assert word not in desk.visitor.received


def noted(desk: Desk, note: str = "") -> str:
    return f"/api/visitors/{desk.visitor_id}/notes{note and '/'}{note}"


async def write_note(desk: Desk, by: Agent, text: str) -> str:
    return (await by.ask("POST", noted(desk), 201, text=text))["id"]


@pytest.mark.line("I7r", "I7s", "I7t", "I7x", "I7g", "I7h")
async def test_an_author_changes_and_deletes_a_note_which_then_stands_nowhere(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    note = await write_note(desk, marie, "Pays late")
    written = (await known(desk, nora))["notes"][0]
    assert written["edited_at"] is None
    town.pass_silently(60)
    await marie.ask("PATCH", noted(desk, note), 200, text=" Pays in time ")
    told = await nora.socket.event("visitor.note_changed", note_id=note, agent_id=marie.id, line="changed")
    changed = (await known(desk, nora))["notes"][0]
    assert changed == {**written, "text": "Pays in time", "edited_at": told["at"]}
    assert changed["edited_at"] > written["at"]
    await marie.ask("PATCH", noted(desk, note), 200, text="Pays in time")
    assert (await known(desk, nora))["notes"] == [changed], "the same text again is no change"
    await marie.ask("DELETE", noted(desk, note), 200)
    await nora.socket.event("visitor.note_changed", note_id=note, agent_id=marie.id, line="deleted")
    assert (await known(desk, nora))["notes"] == []
    await desk.visitor.open()
    assert b"note_" not in desk.visitor.received
    assert b"Pays" not in desk.visitor.received
    for agent in (marie, nora):
        answers = [
            await agent.get(f"/api/conversations/{desk.id}"),
            await agent.get(f"/api/conversations/{desk.id}/explanations"),
            [frame for frame in agent.socket.frames if frame["f"] == "ev"],
        ]
        assert "Pays" not in str(answers)
        assert [line["type"] for line in answers[0]["history"]][-3:] == [
            "visitor.note_added",
            "visitor.note_changed",
            "visitor.note_changed",
        ]
    stored = await town.parts.database.read(_bodies)
    assert "visitor.note_changed" in {kind for kind, _ in stored}
    assert not [body for _, body in stored if "Pays" in body]


async def _bodies(reader: Reader) -> list[tuple[str, str]]:
    rows = await reader.all("select type, body from events order by seq limit 1000")
    return [(str(kind), str(body)) for kind, body in rows]


@pytest.mark.line("I7u", "I7v")
async def test_nobody_changes_anothers_note_and_only_admins_and_owners_delete_it(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    adam = await town.hire("Adam", "online", role="admin")
    desk = await knock(town)
    note = await write_note(desk, marie, "Pays late")
    for agent in (nora, adam, town.owner):
        assert (await agent.ask("PATCH", noted(desk, note), 403, text="x"))["code"] == "not_your_note"
    assert (await nora.ask("DELETE", noted(desk, note), 403))["code"] == "not_your_note"
    assert [found["text"] for found in (await known(desk, marie))["notes"]] == ["Pays late"]
    await adam.ask("DELETE", noted(desk, note), 200)
    for method, body in (("PATCH", {"text": "x"}), ("DELETE", {})):
        assert (await marie.ask(method, noted(desk, note), 404, **body))["code"] == "note_not_found"
    await town.owner.ask("DELETE", noted(desk, await write_note(desk, marie, "Once more")), 200)
    assert (await known(desk, marie))["notes"] == []


@pytest.mark.line("I7w", "I7y")
async def test_a_note_stays_as_it_is_when_its_new_text_cannot_be_or_its_author_may_not_see_the_visitor(
    town: Town,
) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk, other = await knock(town), await knock(town)
    note = await write_note(desk, marie, "Pays late")
    for text in (" \n", "x" * 5_001):
        refused = await marie.ask("PATCH", noted(desk, note), 422, text=text)
        assert (refused["code"], refused["field"]) == ("invalid_note", "text")
    assert (await marie.ask("PATCH", noted(other, note), 404, text="x"))["code"] == "note_not_found"
    await town.wall()
    nobodys = await town.group("French", nora)
    await desk.group(town.owner, nobodys)
    for method, body in (("PATCH", {"text": "x"}), ("DELETE", {})):
        assert (await marie.ask(method, noted(desk, note), 404, **body))["code"] == "visitor_not_found"
    assert [(found["text"], found["edited_at"]) for found in (await known(desk, nora))["notes"]] == [
        ("Pays late", None)
    ]


@pytest.mark.line("I7f")
async def test_pages_of_this_and_earlier_visits_are_listed_with_their_times(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    visitor = town.visitor()
    await visitor.view("/lamps", title="Lamps", referrer="https://search.example/")
    town.pass_silently(24 * 3_600)
    begun = town.clock.now()
    await visitor.view("/cart", title="Cart")
    town.pass_silently(50)
    await visitor.open()
    desk = await knock(town, visitor=visitor)
    await visitor.view("/checkout")
    items = (await marie.get(f"/api/visitors/{desk.visitor_id}/pages"))["items"]
    assert [(item["url"].partition("example")[2], item["visit"]) for item in items] == [
        ("/checkout", 2),
        ("/cart", 2),
        ("/lamps", 1),
    ]
    checkout, cart, lamps = (item["at"] for item in items)
    assert begun <= cart <= begun + 5_000
    assert 50_000 <= checkout - cart < 60_000
    assert cart - lamps >= 24 * 3_600_000
    assert (items[2]["title"], items[2]["referrer"]) == ("Lamps", "https://search.example/")
    about = await known(desk, marie)
    assert about["visits"] == 2
    assert lamps - 5_000 <= about["first_seen"] <= lamps


@pytest.mark.line("I7k", "I7l", "I7m", "I7n")
async def test_device_place_language_and_the_zone_of_the_visitors_clock_are_known(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    visitor = town.visitor()
    visitor.http.headers.update(IN_FRANCE)
    await visitor.view("/", language="fr-CA", time_zone="America/Montreal")
    await visitor.view("/fr/suivi", language="fr-CA", time_zone="Europe/Paris")
    await visitor.open()
    desk = await knock(town, visitor=visitor)
    about = await known(desk, marie)
    found = about["visitor"]
    assert (found["device"], found["country"], found["language"]) == ("mobile", "FR", "fr-CA")
    assert about["time_zone"] == "Europe/Paris"
    await visitor.view("/fr/suivi", time_zone="x" * 70)
    assert len((await known(desk, marie))["time_zone"]) == 60


@pytest.mark.line("I7o", "I7p")
async def test_the_thread_keeps_who_was_assigned_by_whom_and_which_trigger_did_what(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french = await town.group("French", marie)
    trigger = await town.trigger("French site", under("/fr"), to_group(french), mark("speaks", "fr"))
    visitor = await arrive(town, "/fr/suivi")
    await visitor.write("Bonjour")
    desk = desk_of(town, visitor, await town.conversation_of(marie, "Bonjour"))
    await desk.agent(marie, nora)
    await desk.group(nora, None)
    await desk.take_off(marie, nora)
    await desk.do(marie, "close")
    await desk.visitor.write("Encore moi")
    history = (await marie.get(f"/api/conversations/{desk.id}"))["history"]
    happened = [(line["type"], line["actor"]) for line in history]
    by_trigger, by_marie, by_nora = f"trigger:{trigger}", f"agent:{marie.id}", f"agent:{nora.id}"
    assert happened[0] == ("visitor.assigned_to_group", by_trigger)
    assert ("visitor.changed", by_trigger) in happened
    assert [line for line in happened if line[0] in ("visitor.assigned_to_agent", "agent.taken_off")] == [
        ("visitor.assigned_to_agent", by_marie),
        ("agent.taken_off", by_marie),
    ]
    assert ("visitor.assigned_to_group", by_nora) in happened
    assert all(line["at"] > 0 for line in history)
    assert [line["seq"] for line in history] == sorted(line["seq"] for line in history)


@pytest.mark.line("I7ae")
async def test_earlier_episodes_are_listed_with_when_how_much_and_who_answered(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town, text="The first")
    for agent in (nora, marie, nora):
        await desk.reply(agent)
    await desk.do(marie, "close")
    await town.later(MINUTE)
    await desk.visitor.write("The second")
    path = f"/api/conversations/{desk.id}/messages"
    await marie.ask("POST", path, 201, text="A comment is no part of it", kind="comment")
    second, first = (await marie.get(f"/api/conversations/{desk.id}/episodes"))["items"]
    assert (first["episode"], first["messages"], first["agents"]) == (1, 4, [nora.id, marie.id])
    assert (second["episode"], second["messages"], second["agents"]) == (2, 1, [])
    assert second["began_at"] >= first["last_at"] + MINUTE
    around = (await marie.get(f"{path}?around={first['seq']}"))["messages"]
    assert next(message["text"] for message in around if message["first_seq"] == first["seq"]) == "The first"
