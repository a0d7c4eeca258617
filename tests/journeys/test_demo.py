"""The demonstration as a new user starts it: one command, and a house full of people (README, `zuruf demo`)."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from tests.journeys.people import Agent, Json
from tests.support.ports import ports_in_a_row
from zuruf.demo import notes
from zuruf.demo.cast import PEOPLE, TEAMS
from zuruf.demo.making import being_made
from zuruf.errors import Conflict, Invalid

pytestmark = pytest.mark.anyio
AS_PROMISED = {"answers": "online", "invisible": "invisible", "offline": "offline", "yours": "offline"}


async def _said(data: Path, port: int, *more: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "zuruf.cli", "demo", "--data", str(data), "--port", str(port), *more),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


@asynccontextmanager
async def _running(data: Path, port: int, *more: str) -> AsyncGenerator[str]:
    """The demonstration's own words, once it answers."""
    process = await _said(data, port, *more)
    assert process.stdout
    said = ""
    try:
        async with asyncio.timeout(120):
            while "Stop with" not in said:
                line = await process.stdout.readline()
                assert line, f"the demonstration ended: {said}"
                said += line.decode()
        yield said
    finally:
        process.terminate()
        await process.communicate()


async def _signed_in(base: str, email: str, password: str) -> Agent:
    agent = Agent(base, email)
    agent.signed_in(await agent.ask("POST", "/api/session", email=email, password=password))
    return agent


async def _closed(agent: Agent) -> int:
    """How many conversations are over, page by page."""
    count, cursor = 0, ""
    while True:
        page = await agent.get(f"/api/conversations?view=all&state=closed&cursor={cursor}")
        count += len(page["items"])
        cursor = page["next"]
        if not cursor:
            return count


async def test_the_demonstration_is_the_house_it_promises(tmp_path: Path) -> None:
    data, (port, shop_port, academy_port) = tmp_path / "data", ports_in_a_row(3)
    base, shop, academy = (f"http://127.0.0.1:{one}" for one in (port, shop_port, academy_port))
    async with AsyncExitStack() as stack:
        said = await stack.enter_async_context(_running(data, port, "--visitors", "1"))
        http = await stack.enter_async_context(httpx2.AsyncClient())
        assert (await http.get(f"{base}/healthz")).text == "ok\n"
        for promised in (f"{base}/console/", f"{shop}/", f"{shop}/fr/", f"{academy}/"):
            assert promised in said
            assert (await http.get(promised)).status_code == 200
        french = (await http.get(f"{shop}/fr/")).text
        assert 'lang="fr"' in french
        assert not re.search(r"\bthe\b|\blamps\b", french)
        assert f"{base}/widget/loader.js" in (await http.get(f"{academy}/")).text

        sign_ins = re.findall(r"(\S+@demo\.example)\s+(\S+)", said)
        assert len(sign_ins) == 2
        owner, agent = [await _signed_in(base, *sign_in) for sign_in in sign_ins]
        stack.push_async_callback(agent.leave)
        stack.push_async_callback(owner.leave)
        groups = (await owner.get("/api/groups"))["items"]
        assert {group["names"]["en"]: group["is_private"] for group in groups} == {
            team.names["en"]: team.is_private for team in TEAMS
        }
        assert len((await owner.get("/api/triggers"))["items"]) == 3
        assert await _closed(owner) >= 100

        ids = {person["name"]: person["id"] for person in (await owner.get("/api/agents"))["items"]}
        promised = {ids[person.name]: AS_PROMISED[person.behaviour] for person in PEOPLE if person.behaviour != "yours"}
        await owner.open_console()
        now: dict[str, str] = {}

        def is_as_promised(frame: Json) -> bool:
            if frame["f"] == "eph" and frame["eph"]["type"] == "presence":
                now.update(frame["eph"]["agents"])
            return promised.items() <= now.items()

        await owner.socket.until(is_as_promised, f"presences as promised, {now}", within=30)
        await owner.socket.until(
            lambda f: f["f"] == "eph" and f["eph"].get("visitors"), "a visitor who came", within=30
        )


async def test_ids_are_printed_for_trying_the_api_and_the_second_start_is_the_same_house(tmp_path: Path) -> None:
    data, (port, *_) = tmp_path / "data", ports_in_a_row(3)
    left_over(data)
    process = await _said(data, port, "--ids")
    out, _ = await process.communicate()
    printed = dict(line.split("=", 1) for line in out.decode().splitlines())
    assert list(printed) == ["api_key", "visitor", "agent", "group"]
    again = await _said(data, port, "--ids")
    assert (await again.communicate())[0] == out
    async with _running(data, port, "--visitors", "0"):
        known = notes.read(data)
        assert known
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}/v3/conversations") as api:
            key = {"api-key": printed["api_key"]}
            said = {"visitorId": printed["visitor"], "agentId": printed["agent"], "text": "Hello from the API"}
            answer = await api.post("/messages", headers=key, json=said)
            assert answer.status_code == 200, answer.text
            moved = {"visitorId": printed["visitor"], "groupId": printed["group"]}
            answer = await api.put("/visitorGroup", headers=key, json=moved)
            assert answer.status_code in (200, 204), answer.text


def left_over(data: Path) -> None:
    """As a first start leaves it that was ended in its middle."""
    data.mkdir()
    (data / "zuruf.sqlite").write_text("half a database")
    (data / "demo.unfinished").touch()


def test_a_demonstration_is_made_on_nobody_elses_data_and_by_one_process(tmp_path: Path) -> None:
    with being_made(tmp_path / "data"):
        (tmp_path / "data" / "zuruf.sqlite").touch()
        with pytest.raises(Conflict, match="demo_in_making"), being_made(tmp_path / "data"):
            pass
        assert (tmp_path / "data" / "zuruf.sqlite").exists()
    with pytest.raises(Conflict, match="not_a_demo"), being_made(tmp_path / "data"):
        pass
    assert (tmp_path / "data" / "zuruf.sqlite").exists()
    (tmp_path / "file").touch()
    with pytest.raises(Invalid, match="data_folder"), being_made(tmp_path / "file"):
        pass
