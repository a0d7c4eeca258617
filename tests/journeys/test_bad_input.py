"""What cannot be carried out is refused where it was entered, and changes nothing."""

import subprocess
import sys
from pathlib import Path

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


def test_a_data_folder_that_cannot_be_one_is_named_in_one_line(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    command = [sys.executable, "-m", "zuruf.cli", "serve", "--data", str(taken), "--port", "8399"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert str(taken) in ended.stderr
