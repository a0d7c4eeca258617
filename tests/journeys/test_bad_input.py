"""What cannot be carried out is refused where it was entered, and changes nothing."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from tests.journeys.conftest import Town


async def test_text_that_nobody_can_see_is_no_message(town: Town) -> None:
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    for text in ("", "   ", "\u200b", "\u0000\u2060 "):
        answer = await camille.socket.op("message.send", text=text, page=camille.tab)
        assert (answer["f"], answer["code"], answer["field"]) == ("nack", "empty_message", "text")
    answer = await camille.socket.op("message.send", text="x" * 20_000, page=camille.tab)
    assert (answer["code"], answer["retry"]) == ("message_too_long", False)
    assert (await town.owner.get("/api/conversations?view=all"))["items"] == []


@pytest.mark.line("I7zb")
async def test_what_is_too_long_is_told_how_much_fits(town: Town) -> None:
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.write("Hello")
    item = (await town.owner.get("/api/conversations?view=all"))["items"][0]
    path = f"/api/visitors/{item['visitor']['id']}"
    by_the_domain = await town.owner.ask("PATCH", path, 422, name="x" * 301)
    assert (by_the_domain["most"], by_the_domain["length"]) == ("300", "301")
    note = await town.owner.ask("POST", f"{path}/notes", 422, text="x" * 5_001)
    assert (note["code"], note["most"], note["length"]) == ("invalid_note", "5000", "5001")
    by_its_form = await town.owner.ask("PATCH", "/api/me", 422, name="x" * 201)
    assert (by_its_form["code"], by_its_form["most"], by_its_form["length"]) == ("string_too_long", "200", "201")
    assert by_its_form["errors"][0]["most"] == "200"


@pytest.mark.parametrize("address", ["", "notaurl", "javascript:alert(1)", "data:text/html,x"])
async def test_a_page_without_an_address_is_not_recorded(town: Town, address: str) -> None:
    camille = town.visitor()
    answer = await camille.tell("view", expect=422, url=address)
    assert (answer["code"], answer["field"]) == ("invalid_url", "url")


async def test_an_agent_cannot_note_down_an_address_that_is_none(town: Town) -> None:
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.write("Hello")
    item = (await town.owner.get("/api/conversations?view=all"))["items"][0]
    path = f"/api/visitors/{item['visitor']['id']}"
    answer = await town.owner.ask("PATCH", path, 422, email="nonsense")
    assert (answer["code"], answer["field"]) == ("not_an_email", "email")
    await town.owner.ask("PATCH", path, email="Camille@Exemple.fr")
    assert (await town.owner.get(path))["visitor"]["email"] == "camille@exemple.fr"
    explained = (await town.owner.get(f"/api/conversations/{item['id']}/explanations"))["items"]
    assert "visitor.changed" not in [line["type"] for line in explained]


@pytest.mark.parametrize("digits", [19, 25, 5_000])
async def test_a_number_longer_than_any_of_ours_is_refused(town: Town, digits: int) -> None:
    long, camille = "9" * digits, town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.write("Hello")
    path = f"/api/conversations/{(await town.conversation_of(town.owner, 'Hello'))['id']}"
    await town.owner.ask("GET", f"/api/conversations?cursor={long}.x", 422)
    for asked in ("messages?before", "messages?after", "messages?around", "explanations?from", "assignments?before"):
        assert (await town.owner.ask("GET", f"{path}/{asked}={long}", 422))["errors"], asked
        await town.owner.get(f"{path}/{asked}={2**62}")
    headers = {"Authorization": f"Bearer {camille.token}", "Origin": town.base}
    for before, expected in ((long, 422), ("9" * 18, 200)):
        answer = await camille.http.get(f"/widget/messages?before={before}", headers=headers)
        assert answer.status_code == expected, answer.text


async def test_alerts_and_messages_have_no_numbers_that_no_database_holds(town: Town) -> None:
    marie, camille = await town.hire("Marie", "online"), town.visitor()
    await marie.ask("POST", "/api/alerts/shown", 422, seqs=[10**25], device="x")
    await marie.ask("POST", "/api/alerts/shown", seqs=[2**62], device="x")
    await camille.view("/")
    await camille.open()
    for person, op in (
        (marie, {"type": "alert.shown", "seqs": [10**25], "device": "x"}),
        (camille, {"type": "conversation.read", "seq": 10**25}),
    ):
        await person.socket.wire.send(json.dumps({"f": "op", "cid": str(uuid4()), "op": op}))
        async with asyncio.timeout(5):
            await person.socket.wire.wait_closed()
        assert person.socket.wire.close_code == 4400


async def test_an_attribute_is_a_number_that_json_can_say(town: Town) -> None:
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.write("Hello")
    conversation = await town.conversation_of(town.owner, "Hello")
    path = f"/api/visitors/{conversation['visitor']['id']}"
    as_json = {"Content-Type": "application/json"}
    for value in ("1e999", "-1e999", "9" * 25):
        answer = await town.owner.http.patch(path, content=f'{{"attributes": {{"n": {value}}}}}', headers=as_json)
        assert (answer.status_code, answer.json()["field"]) == (422, "attributes.n"), value
    await camille.tell("attributes", 422, attributes={"n": 10**25})
    await town.owner.ask("PATCH", path, attributes={"n": 2**53, "m": 1.5, "yes": True})
    assert (await town.owner.get(path))["visitor"]["attributes"] == {"n": 2**53, "m": 1.5, "yes": True}


HALF = "half \ud83d"
ONE_TEST = {"kind": "test", "fact": "attribute", "name": "n", "operator": "equals", "value": HALF}
WITH_HALF_A_LETTER = (
    ("PATCH", "/api/visitors/{}", {"name": HALF}, "name"),
    ("PATCH", "/api/visitors/{}", {"attributes": {"plan": HALF}}, "attributes.plan"),
    ("PATCH", "/api/visitors/{}", {"attributes": {HALF: "plan"}}, "attributes"),
    ("POST", "/api/visitors/{}/notes", {"text": HALF}, "text"),
    ("POST", "/api/groups", {"names": {"en": HALF}}, "names.en"),
    ("POST", "/api/triggers", {"name": HALF, "actions": []}, "name"),
    (
        "POST",
        "/api/triggers",
        {"name": "x", "condition": {"kind": "all", "tests": [ONE_TEST]}},
        "condition.tests.0.value",
    ),
    ("PATCH", "/api/me", {"preferences": {"theme": HALF}}, "preferences.theme"),
    ("POST", "/api/websites", {"name": HALF}, "name"),
    ("POST", "/api/session", {"email": HALF, "password": "x"}, "email"),
    ("POST", "/api/groups", {HALF: 1}, ""),
)


@pytest.mark.line("S11a")
async def test_half_a_letter_is_refused_at_its_field_wherever_it_is_sent(town: Town) -> None:
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.write("Hello")
    visitor = (await town.conversation_of(town.owner, "Hello"))["visitor"]["id"]
    as_json = {"Content-Type": "application/json"}
    for method, path, body, field in WITH_HALF_A_LETTER:
        content = json.dumps(body)
        answer = await town.owner.http.request(method, path.format(visitor), content=content, headers=as_json)
        assert (answer.status_code, answer.json()["field"]) == (422, field), (path, field, answer.text)
        raw = content.encode().replace(b"\\ud83d", b"\xed\xa0\xbd")
        answer = await town.owner.http.request(method, path.format(visitor), content=raw, headers=as_json)
        assert answer.status_code in (400, 422), (path, field, answer.text)
    await camille.tell("attributes", 400, attributes={"plan": HALF})
    await camille.tell("custom-event", 400, name=HALF)
    await camille.tell("view", 400, url=camille.url, title=HALF)


@pytest.mark.line("S11b")
async def test_half_a_letter_over_the_socket_is_refused_for_good_and_the_socket_stays(town: Town) -> None:
    marie, camille = await town.hire("Marie", "online"), town.visitor()
    await camille.view("/")
    await camille.open()
    for answer, field in (
        (await camille.socket.op("message.send", text=HALF, page=camille.tab), "text"),
        (await camille.socket.op("visitor.describe", name=HALF, email=""), "name"),
        (await marie.socket.op("message.send", text=HALF, conversation="cnv_1"), "text"),
    ):
        assert (answer["f"], answer["code"], answer["field"], answer["retry"]) == (
            "nack",
            "invalid_value",
            field,
            False,
        )
    await camille.write("Whole 😀")
    assert await town.conversation_of(marie, "Whole 😀")


def test_a_data_folder_that_cannot_be_one_is_named_in_one_line(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    command = [sys.executable, "-m", "zuruf.cli", "serve", "--data", str(taken), "--port", "8399"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert str(taken) in ended.stderr
