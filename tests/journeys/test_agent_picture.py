"""Agents' pictures: drawn small, seen by colleagues at once and by visitors where the website shows faces (W5)."""

import io

import pytest
from PIL import Image

from tests.journeys.conftest import Town
from tests.journeys.people import Agent, Json
from tests.journeys.test_presence_widget import set_website

pytestmark = pytest.mark.anyio


def photo(colour: str, size: tuple[int, int] = (900, 600), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    return out.getvalue()


async def put(agent: Agent, content: bytes, expect: int = 200) -> Json:
    told = {"Content-Type": "application/octet-stream"}
    answer = await agent.http.put("/api/me/picture", content=content, headers=told)
    assert answer.status_code == expect, answer.text
    return dict(answer.json())


@pytest.mark.line("W5pa", "W5pb", "W5pc")
async def test_a_picture_is_seen_by_colleagues_and_by_visitors_where_faces_are_shown(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    await camille.mode(mode="live", faces=["Marie", "Nora"], face_pictures=["", ""], pictures={})
    first = (await put(marie, photo("red")))["picture"]
    await nora.socket.until(lambda f: f["f"] == "ev" and f["body"].get("agent", {}).get("picture") == first)
    await camille.mode(faces=["Marie", "Nora"], face_pictures=[first, ""])

    answer = await camille.http.get(f"/widget/faces/{first}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    drawn = Image.open(io.BytesIO(answer.content))
    assert (drawn.size, drawn.format) == ((144, 144), "WEBP")

    await camille.write("Hello?")
    [item] = (await marie.get("/api/conversations?view=all"))["items"]
    await marie.ask("POST", f"/api/conversations/{item['id']}/messages", 201, text="Hello!", kind="reply")
    await camille.mode(pictures={marie.id: first})
    second = (await put(marie, photo("#00000000", mode="RGBA")))["picture"]
    await camille.mode(pictures={marie.id: second})
    assert (await camille.http.get(f"/widget/faces/{first}")).status_code == 404, "the one of before is kept no longer"
    clear = Image.open(io.BytesIO((await camille.http.get(f"/widget/faces/{second}")).content))
    assert clear.getpixel((72, 72)) == (255, 255, 255)

    [site] = (await town.owner.get("/api/websites"))["items"]
    await set_website(town, widget=site["widget"] | {"shows_faces": False})
    await camille.mode(faces=[], face_pictures=[], pictures={})
    assert (await marie.ask("DELETE", "/api/me/picture"))["changed"]
    assert not (await marie.ask("DELETE", "/api/me/picture"))["changed"]
    assert (await camille.http.get(f"/widget/faces/{second}")).status_code == 404


@pytest.mark.line("W5pd")
@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "file_empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 415, "picture_unreadable"),
        (photo("white", (10_000, 6_000), "1"), 413, "picture_too_large"),
        (b"x" * 10_485_761, 413, "file_too_large"),
    ],
    ids=("empty", "no picture", "too many pixels", "too many bytes"),
)
async def test_what_is_no_picture_is_refused_and_the_one_of_before_stays(
    town: Town, content: bytes, status: int, code: str
) -> None:
    before = (await put(town.owner, photo("blue")))["picture"]
    assert (await put(town.owner, content, status))["code"] == code
    assert (await town.owner.get("/api/session"))["agent"]["picture"] == before
    assert (await town.owner.http.get(f"/widget/faces/{before}")).status_code == 200
