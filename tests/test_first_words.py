"""What the program says when it cannot start: one line on standard error and exit code 2; and what it makes when it can."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from zuruf.cli import said_when_ready
from zuruf.errors import Invalid
from zuruf.settings import Settings, read_settings
from zuruf.store.sqlite import open_sqlite


def refused(*arguments: str, **environment: str) -> str:
    """The one line."""
    command = [sys.executable, "-m", "zuruf.cli", *arguments]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZURUF_")}
    shown = subprocess.run(
        command, capture_output=True, text=True, timeout=60, env={**kept, **environment}, check=False
    )
    assert (shown.returncode, shown.stdout) == (2, ""), shown.stderr
    (said,) = shown.stderr.splitlines()
    return said


def test_a_file_that_is_no_database_is_said_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "zuruf.sqlite").write_bytes(b"no database at all " * 500)
    said = refused("serve", "--data", str(tmp_path), "--port", "8699")
    assert f"{tmp_path}/zuruf.sqlite is expected to be a database of Zuruf" in said


def test_a_demonstration_without_room_for_its_websites_is_said_so_in_one_line(tmp_path: Path) -> None:
    for port in ("65534", "65535", "70000"):
        assert "at most 65533" in refused("demo", "--data", str(tmp_path / "demo"), "--port", port)
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (
            ["demo", "extra"],
            "Got unexpected extra argument (extra). `python -m zuruf.cli demo --help` shows what there is.",
        ),
        (["demo", "--visitors", "1000"], "1000 is not in the range 0<=x<=100."),
        (["serve", "--bogus"], "No such option '--bogus'."),
        (["frobnicate"], "No such command 'frobnicate'. `python -m zuruf.cli --help` shows what there is."),
    ],
)
def test_a_wrong_command_line_is_said_so_in_one_line(line: list[str], what: str) -> None:
    assert what in refused(*line)


@pytest.mark.parametrize("verb", ["serve", "migrate"])
def test_a_setting_in_a_file_that_is_not_there_is_said_so_in_one_line(verb: str) -> None:
    assert "/nonexist cannot be read" in refused(verb, ZURUF_DATABASE_URL_FILE="/nonexist")


def test_a_database_nobody_answers_for_is_said_so_in_one_line() -> None:
    said = refused("serve", ZURUF_DATABASE_URL="postgresql://zuruf@127.0.0.1:1/zuruf")
    assert "PostgreSQL did not answer" in said


async def test_somebody_elses_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "zuruf.sqlite").mkdir()
    with pytest.raises(Invalid, match="expected to be a database"):
        await open_sqlite(tmp_path / "zuruf.sqlite")


async def test_what_the_program_makes_is_its_own_users_alone(tmp_path: Path) -> None:
    """The data folder and the database with its log, whatever the user's own mask says."""
    from zuruf.app import open_database

    before = os.umask(0o000)
    try:
        database = await open_database(Settings(data=tmp_path / "data"))
        made = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
        await database.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert {"zuruf.sqlite", "zuruf.sqlite-wal", "zuruf.sqlite-shm"} <= set(made)
    assert set(made.values()) == {0o600}


async def test_what_was_there_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "zuruf.sqlite").touch(0o640)
    (tmp_path / "zuruf.sqlite").chmod(0o640)
    await (await open_sqlite(tmp_path / "zuruf.sqlite")).close()
    assert stat.S_IMODE((tmp_path / "zuruf.sqlite").stat().st_mode) == 0o640


def test_who_listens_everywhere_is_told_two_addresses_that_can_be_opened() -> None:
    said = said_when_ready(
        read_settings({"host": "0.0.0.0", "port": "8620", "insecure_http": "1"}, {}), "", "192.0.2.2"
    )
    assert said[0].startswith("Zuruf is ready: http://localhost:8620/console/")
    assert said[1].startswith("http://192.0.2.2:8620/console/")
    assert "0.0.0.0" not in " ".join(said)


def test_who_listens_on_one_address_is_told_it_and_the_link() -> None:
    said = said_when_ready(read_settings({"host": "::1"}, {}), "http://[::1]:8400/console/setup#x", "192.0.2.2")
    assert said[0] == "Zuruf is ready: http://[::1]:8400/console/"
    assert said[-1].strip() == "http://[::1]:8400/console/setup#x"
