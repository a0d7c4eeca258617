"""Files in messages, from both sides, and everything a file must not do (I4, W5, B27–B34, F39)."""

import asyncio
import io
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from PIL import Image

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, knock
from tests.journeys.people import Agent, Json, Visitor
from zuruf.domain.file import MAX_BYTES, UNUSED_MS, VISITOR_AN_HOUR

pytestmark = pytest.mark.anyio
HOUR = 3_600_000
NOBODY = "fil_00000000000000000000000000"


def photo(width: int = 900, height: int = 600) -> bytes:
    """A photograph that says where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x010E] = "secret garden"
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def headers(name: str, kind: str = "application/octet-stream") -> dict[str, str]:
    return {"X-File-Name": quote(name), "Content-Type": kind}


async def agent_sends(desk: Desk, by: Agent, name: str, content: Any, expect: int = 201) -> Json:
    path = f"/api/conversations/{desk.id}/files"
    answer = await by.http.post(path, content=content, headers=headers(name))
    assert answer.status_code == expect, answer.text
    return answer.json()


async def visitor_sends(visitor: Visitor, name: str, content: Any, expect: int = 201) -> Json:
    told = {**headers(name), "Authorization": f"Bearer {visitor.token}"}
    answer = await visitor.http.post("/widget/files", content=content, headers=told)
    assert answer.status_code == expect, answer.text
    return answer.json()


async def agent_gets(by: Agent, file: Json, size: str = "") -> httpx2.Response:
    return await by.http.get(f"/api/files/{file['id']}", params={"size": size} if size else {})


async def visitor_gets(visitor: Visitor, file: Json) -> httpx2.Response:
    told = {"Authorization": f"Bearer {visitor.token}"}
    return await visitor.http.get(f"/widget/files/{file['id']}", headers=told)


async def newcomer(town: Town) -> Visitor:
    visitor = town.visitor()
    await visitor.view("/cart")
    await visitor.open()
    return visitor


def kept(town: Town) -> list[Path]:
    return [path for path in (town.parts.settings.data / "files").rglob("*") if path.is_file()]


@pytest.mark.line("W5fa", "I4xa", "I4xb")
async def test_a_first_message_can_be_a_picture_and_the_answer_a_document(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    vera = await newcomer(town)
    sent = await visitor_sends(vera, "Garten.JPG", photo())
    assert (sent["name"], sent["type"], sent["width"], sent["height"]) == ("Garten.jpg", "image/jpeg", 600, 900)
    ack = await vera.socket.op("message.send", text="", files=[sent["id"]])
    assert ack["f"] == "ack", ack
    event = await marie.socket.event("message.sent")
    assert (event["body"]["message"]["text"], event["body"]["message"]["files"]) == ("", [sent])
    assert event["body"]["conversation"]["last"]["files"] == 1
    desk = Desk(
        town, vera, event["conversation_id"] if "conversation_id" in event else event["body"]["conversation"]["id"], ""
    )
    picture = await agent_gets(marie, sent)
    assert (picture.headers["content-type"], picture.headers["content-disposition"][:6]) == ("image/jpeg", "inline")
    assert b"secret garden" not in picture.content
    assert Image.open(io.BytesIO(picture.content)).size == (600, 900)
    small = await agent_gets(marie, sent, "small")
    assert (small.headers["content-type"], Image.open(io.BytesIO(small.content)).size) == ("image/webp", (427, 640))
    terms = await agent_sends(desk, marie, "Bedingungen für Ada.pdf", b"%PDF-1.7\n%terms")
    await marie.ask("POST", f"/api/conversations/{desk.id}/messages", 201, text="Hier", files=[terms["id"]])
    got = await vera.socket.until(
        lambda f: f["f"] == "ev" and f["body"]["message"] and f["body"]["message"]["text"] == "Hier"
    )
    assert got["body"]["message"]["files"] == [terms]
    answer = await visitor_gets(vera, terms)
    assert answer.content == b"%PDF-1.7\n%terms"
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"Bedingungen f_r Ada.pdf\"; filename*=UTF-8''Bedingungen%20f%C3%BCr%20Ada.pdf"
    )
    for name, value in (
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'"),
        ("cross-origin-resource-policy", "same-origin"),
    ):
        assert answer.headers[name] == picture.headers[name] == value


@pytest.mark.line("W5fb", "I4xc")
async def test_who_may_not_have_a_file_finds_none(town: Town) -> None:
    """B29, B34, B36: the same answer for a file that is another's and for one that never was."""
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk, other = await knock(town), await knock(town)
    mine = await agent_sends(desk, marie, "a.txt", b"amber")
    path = f"/api/conversations/{desk.id}/messages"
    for by, ids in ((nora, [mine["id"]]), (marie, [NOBODY]), (marie, [mine["id"], mine["id"]])):
        refused = await by.ask("POST", path, 404, text="x", files=ids)
        assert (refused["code"], refused["field"]) == ("file_not_found", "files")
    await marie.ask("POST", f"/api/conversations/{other.id}/messages", 404, text="x", files=[mine["id"]])
    nack = await desk.visitor.socket.op("message.send", text="x", files=[mine["id"]])
    assert (nack["f"], nack["code"], nack["retry"]) == ("nack", "file_not_found", False)
    assert (await agent_gets(nora, mine)).status_code == (await visitor_gets(desk.visitor, mine)).status_code == 404
    secret = await agent_sends(desk, marie, "b.txt", b"for us")
    await marie.ask("POST", path, 201, text="", kind="comment", files=[secret["id"]])
    assert (await agent_gets(nora, secret)).content == b"for us"
    assert (await visitor_gets(desk.visitor, secret)).status_code == 404
    assert secret["id"].encode() not in desk.visitor.received
    message = await marie.ask("POST", path, 201, text="", files=[mine["id"]])
    await marie.ask("POST", path, 404, text="again", files=[mine["id"]])
    assert (await visitor_gets(desk.visitor, mine)).status_code == 200
    assert (await visitor_gets(other.visitor, mine)).status_code == 404
    await marie.ask("DELETE", f"/api/messages/{message['id']}")
    assert (await visitor_gets(desk.visitor, mine)).status_code == (await agent_gets(marie, mine)).status_code == 404


@pytest.mark.line("W5fc")
async def test_what_is_too_large_refused_or_cut_off_leaves_nothing_and_says_why(town: Town) -> None:
    """B27, B30, B31, F39. The length is counted, not believed."""
    await town.hire("Marie", "online")
    vera = await newcomer(town)

    async def in_parts(parts: int) -> Any:
        for _ in range(parts):
            yield bytes(1024 * 1024)

    for name, content, status, code in (
        ("a.zip", b"x" * (MAX_BYTES + 1), 413, "file_too_large"),
        ("a.zip", in_parts(11), 413, "file_too_large"),
        ("a.svg", b"<svg/>", 415, "file_refused"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100), 415, "picture_unreadable"),
        ("a.txt", b"", 422, "file_empty"),
    ):
        refused = await visitor_sends(vera, name, content, status)
        assert (refused["code"], refused["field"]) == (code, "file"), name
    reader, writer = await asyncio.open_connection("127.0.0.1", town.parts.settings.port)
    head = (
        f"POST /widget/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {vera.token}\r\nContent-Length: 1000\r\n\r\n"
    )
    writer.write(head.encode() + b"half of")
    await writer.drain()
    writer.close()
    assert await reader.read() == b""
    assert kept(town) == []
    assert not list((town.parts.settings.data / "arriving").iterdir())
    again = await visitor_sends(vera, "a.txt", b"whole")
    assert (await vera.socket.op("message.send", text="", files=[again["id"]]))["f"] == "ack"


@pytest.mark.line("W5fd", "W5fe")
async def test_a_visitor_has_a_quota_and_a_website_can_do_without_files(town: Town) -> None:
    """B30, B33."""
    vera = await newcomer(town)
    for _ in range(VISITOR_AN_HOUR):
        await visitor_sends(vera, "a.svg", b"<svg/>", 415)
    refused = await visitor_sends(vera, "a.txt", b"x", 429)
    assert refused["code"] == "file_quota"
    town.clock.passed += HOUR + 1000
    await visitor_sends(vera, "a.txt", b"x")
    site = next(site for site in (await town.owner.get("/api/websites"))["items"] if site["id"] == town.website)
    saved = {key: site[key] for key in ("name", "origins", "version")}
    await town.owner.ask("PUT", f"/api/websites/{town.website}", **saved, takes_files=False)
    refused = await visitor_sends(vera, "a.txt", b"x", 403)
    assert refused["code"] == "files_off"


@pytest.mark.line("W5ff")
async def test_what_no_message_took_is_gone_after_a_day_and_what_one_has_stays(town: Town) -> None:
    """B33, F39: bytes and rows."""
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    used, unused = [await agent_sends(desk, marie, "a.txt", b"x") for _ in range(2)]
    await marie.ask("POST", f"/api/conversations/{desk.id}/messages", 201, text="", files=[used["id"]])
    assert {path.name for path in kept(town)} == {used["id"], unused["id"]}
    await town.parts.worker.tidy()
    assert len(kept(town)) == 2
    town.clock.passed += UNUSED_MS + HOUR
    refused = await marie.ask("POST", f"/api/conversations/{desk.id}/messages", 404, text="", files=[unused["id"]])
    assert refused["code"] == "file_not_found"
    await town.parts.worker.tidy()
    assert [path.name for path in kept(town)] == [used["id"]]
    assert (await agent_gets(marie, used)).status_code == 200


async def test_a_file_comes_from_a_page_of_ours(town: Town) -> None:
    """B49: a foreign form can send neither this kind of body nor the header."""
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    path = f"/api/conversations/{desk.id}/files"
    for sent in (
        {"X-Zuruf-CSRF": "guessed"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Origin": "https://evil.example"},
    ):
        answer = await marie.http.post(path, content=b"x", headers={**headers("a.txt"), **sent})
        assert answer.status_code == 403, sent
