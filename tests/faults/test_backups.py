"""A backup made while everybody writes is a true moment of the past; put back, everybody starts over and sends what it lacks (F31, F32)."""

import asyncio
import errno
import json
import os
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from websockets.asyncio.client import connect

from tests.journeys.conftest import SHOP
from tests.journeys.people import PASSWORD, Agent, Json, Socket, Visitor
from zuruf import backups
from zuruf.app import assemble, open_database
from zuruf.cli import setup_link
from zuruf.errors import Invalid
from zuruf.server import listen, serving
from zuruf.settings import Settings
from zuruf.store import workspaces
from zuruf.store.streams import position_of

pytestmark = pytest.mark.anyio


class Place:
    """A server that runs on a folder, and Frieda, its owner."""

    def __init__(self, settings: Settings, link: str) -> None:
        self.data = settings.data
        self.base = settings.origin
        self.link = link
        self.owner = Agent(self.base, "Frieda")

    async def found(self) -> str:
        """Frieda follows the link and puts a website up; its key."""
        body: Json = {"token": self.link.partition("#")[2], "workspace_name": "Shop", "name": "Frieda"}
        self.owner.signed_in(
            await self.owner.ask("POST", "/api/setup", **body, email=self.owner.email, password=PASSWORD, language="en")
        )
        await self.owner.ask("POST", "/api/websites", 201, name="Shop", origins=[SHOP])
        return (await self.owner.get("/api/websites"))["items"][0]["key"]

    async def sign_in(self) -> None:
        answer = await self.owner.ask("POST", "/api/session", email=self.owner.email, password=PASSWORD)
        self.owner.signed_in(answer)

    async def texts(self, conversation: str) -> list[str]:
        """All of its messages, oldest first."""
        path, after, found = f"/api/conversations/{conversation}/messages", 0, list[Json]()
        while part := (await self.owner.get(f"{path}?after={after}"))["messages"]:
            found += part
            after = max(message["first_seq"] for message in part)
        return [message["text"] for message in found]

    async def head(self) -> int:
        """The number of the newest event."""
        snap = await self.hello()
        return int(snap["cursor"])

    async def hello(self, **position: str) -> Json:
        """The frame that says where a console stands: a snapshot's last part, or a welcome that resumes."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.owner.http.cookies.items())
        address, headers = self.base.replace("http", "ws") + "/socket", {"Cookie": cookie}
        wire = await connect(address, origin=self.base, additional_headers=headers, max_size=None)  # pyright: ignore[reportArgumentType]
        socket = Socket(wire)
        socket.start()
        await wire.send(json.dumps({"f": "hello", "v": 1, "instance": str(uuid4()), **position}))
        welcome = await socket.until(lambda f: f["f"] == "welcome", "a welcome")
        self.socket = socket
        if welcome["mode"] == "resume":
            return welcome
        return {**welcome, **await socket.until(lambda f: f["f"] == "snap" and f["last"], "a snapshot")}


@asynccontextmanager
async def running(data: Path) -> AsyncGenerator[Place]:
    listening = listen("127.0.0.1", 0)
    settings = Settings(port=listening.getsockname()[1], data=data)
    database = await open_database(settings)
    link = await setup_link(database, settings)
    async with serving(assemble(settings, database), listening):
        place = Place(settings, link)
        try:
            yield place
        finally:
            if hasattr(place, "socket"):
                await place.socket.close()
            await place.owner.leave()


def command(*arguments: str, **environment: str) -> "asyncio.Future[tuple[int, str, str]]":
    """A command line, in a process of its own, while this one goes on."""
    line = [sys.executable, "-m", "zuruf.cli", *arguments]

    def run() -> tuple[int, str, str]:
        ended = subprocess.run(
            line, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, **environment}
        )
        return ended.returncode, ended.stdout, ended.stderr

    return asyncio.get_running_loop().run_in_executor(None, run)


async def first_conversation(place: Place, key: str) -> str:
    visitor = Visitor(place.base, key, SHOP)
    await visitor.view("/")
    await visitor.open()
    await visitor.write("Hello")
    await visitor.leave()
    return (await place.owner.get("/api/conversations?view=all"))["items"][0]["id"]


@pytest.mark.line("F32a")
async def test_backups_made_while_everybody_writes_are_each_a_true_moment_of_the_past(tmp_path: Path) -> None:
    acknowledged, known = list[str](), list[tuple[Path, list[str]]]()
    async with running(tmp_path / "data") as place:
        conversation = await first_conversation(place, await place.found())
        is_over = False

        async def write(name: str) -> None:
            number = 0
            while not is_over:
                text = f"{name} {number}"
                path = f"/api/conversations/{conversation}/messages"
                await place.owner.ask("POST", path, 201, text=text, kind="comment")
                acknowledged.append(text)
                number += 1

        writers = [asyncio.create_task(write(name)) for name in ("one", "two", "three", "four")]

        async def keep(turn: int) -> None:
            before = list(acknowledged)
            code, said, wrong = await command("backup", "--data", str(place.data), "--to", str(tmp_path / str(turn)))
            assert code == 0, wrong
            known.append((Path(said.strip().removeprefix("Backup: ")), before))

        for turn in range(3):
            await keep(turn)
        is_over = True
        await asyncio.gather(*writers)
        # Now that nobody writes, also what only the WAL has is in it.
        await keep(3)
        live, head = await place.texts(conversation), await place.head()
        assert sorted(live[1:]) == sorted(acknowledged)
    for made, before in known:
        data = tmp_path / f"again {made.parent.name}"
        assert (await command("restore", str(made), "--data", str(data)))[0] == 0
        async with running(data) as again:
            await again.sign_in()
            kept = await again.texts(conversation)
            assert kept == live[: len(kept)], "expected the history up to a moment, without a hole"
            assert set(before) <= set(kept), "expected whatever was acknowledged before"
            assert json.loads((made / "manifest.json").read_text())["workspaces"].popitem()[1]["head"] <= head


@pytest.mark.line("F31a", "F31b", "F31c")
async def test_whoever_was_ahead_of_a_backup_that_is_put_back_starts_over_and_sends_what_it_lacks(
    tmp_path: Path,
) -> None:
    data, cid = tmp_path / "data", str(uuid4())
    async with running(data) as place:
        conversation = await first_conversation(place, await place.found())
        _, said, _ = await command("backup", "--data", str(data), "--to", str(tmp_path / "kept"))
        made = said.strip().removeprefix("Backup: ")
        at = await place.hello()
        lost = {"type": "message.send", "conversation": conversation, "text": "After the backup", "kind": "reply"}
        await place.socket.wire.send(json.dumps({"f": "op", "cid": cid, "op": lost}))
        ack = await place.socket.until(lambda f: f["f"] == "ack", "an ack")
        in_use = await command("restore", made, "--data", str(data), "--replace")
        assert (in_use[0], "used by another Zuruf process" in in_use[2]) == (2, True)
        position = {"epoch": at["epoch"], "cursor": str(ack["seq"])}
    refused = await command("restore", made, "--data", str(data))
    assert (refused[0], "--replace" in refused[2]) == (2, True)
    code, said, wrong = await command("restore", made, "--data", str(data), "--replace")
    assert (code, "replaced-" in said) == (0, True), wrong
    async with running(data) as place:
        await place.sign_in()
        again = await place.hello(**position)
        assert (again["mode"], again["epoch"] != at["epoch"]) == ("snapshot", True)
        assert await place.texts(conversation) == ["Hello"]
        await place.socket.wire.send(json.dumps({"f": "op", "cid": cid, "op": lost}))
        await place.socket.until(lambda f: f["f"] == "ack", "an ack")
        assert await place.texts(conversation) == ["Hello", "After the backup"]
        same = await place.hello()
    assert (await command("restored", "--data", str(data)))[:2] == (
        0,
        "1 workspace: whoever is connected later starts over.\n",
    )
    async with running(data) as place:
        await place.sign_in()
        assert (await place.hello(epoch=same["epoch"], cursor=same["cursor"]))["mode"] == "snapshot"


@pytest.mark.line("F32b", "F32c")
async def test_a_backup_that_is_not_whole_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as place:
        await place.found()
    (tmp_path / "data/files/wsp_1").mkdir()
    (tmp_path / "data/files/wsp_1/fil_1").write_bytes(b"a photo")
    (tmp_path / "data/files/wsp_1/fil_2#1").write_bytes(b"half a ph")
    _, said, _ = await command("backup", "--data", str(tmp_path / "data"), "--to", str(tmp_path))
    made = Path(said.strip().removeprefix("Backup: "))
    assert [path.name for path in (made / "files").rglob("*") if path.is_file()] == ["fil_1"]
    for harm, sentence in (
        ((made / "files/wsp_1/fil_1").unlink, "of 1 files 0 are there"),
        (lambda: (made / "zuruf.sqlite").write_bytes(b"SQLite"), "its checksum is another"),
        ((made / "zuruf.sqlite").unlink, "zuruf.sqlite is missing"),
        ((made / "manifest.json").unlink, "is expected to be a backup"),
    ):
        harm()
        code, _, wrong = await command("restore", str(made), "--data", str(tmp_path / "new"))
        assert (code, sentence in wrong, len(wrong.splitlines())) == (2, True, 1), wrong
        assert not (tmp_path / "new").exists()


@pytest.mark.line("F32d")
async def test_what_cannot_be_kept_is_said_so_in_one_line_and_leaves_nothing_behind(tmp_path: Path) -> None:
    code, _, wrong = await command("backup", "--data", str(tmp_path))
    assert (code, "is not there. Name its folder with --data." in wrong) == (2, True)
    async with running(tmp_path / "data"):
        pass
    (tmp_path / "taken").write_text("a file")
    code, _, wrong = await command("backup", "--data", str(tmp_path / "data"), "--to", str(tmp_path / "taken"))
    assert (code, "Name another folder with --to." in wrong, len(wrong.splitlines())) == (2, True, 1), wrong
    database = tmp_path / "data/zuruf.sqlite"
    database.write_bytes(database.read_bytes()[:8192])
    code, _, wrong = await command("backup", "--data", str(tmp_path / "data"), "--to", str(tmp_path / "kept"))
    assert (code, len(wrong.splitlines()), list((tmp_path / "kept").iterdir())) == (2, 1, []), wrong


@pytest.mark.line("F31d")
async def test_a_restore_that_fails_half_way_leaves_the_data_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    async with running(data) as place:
        await place.found()
    _, said, _ = await command("backup", "--data", str(data), "--to", str(tmp_path / "kept"))
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}

    def full(path: Path, epoch: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backups, "begin_anew", full)
    with pytest.raises(Invalid, match="No space left on device"):
        backups.restore_backup(Path(said.strip().removeprefix("Backup: ")), data, datetime.now(UTC), replaces=True)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


@pytest.mark.line("F31c")
async def test_a_postgres_put_back_by_its_own_tools_has_a_new_epoch(migrated: str) -> None:
    settings = Settings(database_url=migrated)
    database = await open_database(settings)
    await setup_link(database, settings)
    (workspace,) = await database.read(workspaces.ids)
    before = await database.read(position_of, workspace)
    await database.close()
    code, said, wrong = await command("restored", ZURUF_DATABASE_URL=migrated)
    assert (code, said) == (0, "1 workspace: whoever is connected later starts over.\n"), wrong
    database = await open_database(settings)
    after = await database.read(position_of, workspace)
    await database.close()
    assert (after.epoch != before.epoch, after.head) == (True, before.head)
    code, _, wrong = await command("backup", ZURUF_DATABASE_URL=migrated)
    assert (code, "pg_dump" in wrong) == (2, True)
