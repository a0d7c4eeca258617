"""run.py: what it does once, what it says when something is missing, what it hands on."""

import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tools.machine import REQUIREMENTS
from tools.steps import ROOT, Expected, call, fingerprint, is_done, once

RUN = [sys.executable, ROOT / "run.py"]


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=cwd, capture_output=True, text=True, check=False)


def test_without_a_verb_it_says_what_there_is() -> None:
    shown = run(*RUN)
    assert shown.returncode == 0
    assert all(
        f"  {verb} " in shown.stdout for verb in ("demo", "serve", "test", "check", "defects", "bench", "build", "lock")
    )


def test_an_unknown_measurement_ends_with_2_and_names_the_known_ones() -> None:
    shown = run(*RUN, "bench", "weather")
    assert shown.returncode == 2
    assert re.search(r"Expected one of .*, got weather\. Choose one", shown.stderr)


def test_an_older_python_is_told_which_one_it_takes() -> None:
    program = (
        "import sys; sys.version_info = (3, 10, 2); sys.argv = ['run.py', 'serve']; import run; sys.exit(run.main([]))"
    )
    shown = run(sys.executable, "-c", program)
    assert shown.returncode == 2
    assert shown.stderr == "Expected Python 3.11 or later, this is 3.10.2. Start run.py with a newer one.\n"


def test_a_step_is_done_once_for_the_same_inputs(tmp_path: Path) -> None:
    done: list[str] = []
    for inputs in ("a", "a", "b"):
        once("a step", tmp_path / "stamp", inputs, lambda given=inputs: done.append(given))
    assert done == ["a", "b"]


def test_a_step_that_failed_is_done_again(tmp_path: Path) -> None:
    def fail() -> None:
        raise Expected("Expected rain, got sun. Wait.")

    once("a step", tmp_path / "stamp", "a", lambda: None)
    with pytest.raises(Expected):
        once("a step", tmp_path / "stamp", "b", fail)
    assert not (tmp_path / "stamp").exists()


def test_two_at_once_take_turns_and_the_second_finds_it_done(tmp_path: Path) -> None:
    begun, may_end = threading.Event(), threading.Event()
    done: list[str] = []

    def work() -> None:
        begun.set()
        may_end.wait(10)
        done.append("done")

    # flock is per open file: two threads stand in for two processes.
    threads = [threading.Thread(target=once, args=("a step", tmp_path / "stamp", "a", work)) for _ in range(2)]
    threads[0].start()
    begun.wait(10)
    threads[1].start()
    may_end.set()
    for thread in threads:
        thread.join(10)
    assert done == ["done"]


def test_what_serves_for_a_step_is_asked_again_after_waiting_for_it(tmp_path: Path) -> None:
    begun, may_end = threading.Event(), threading.Event()
    done: list[str] = []

    def larger() -> None:
        begun.set()
        may_end.wait(10)
        done.append("larger")

    def smaller() -> None:
        def serves() -> bool:
            asked.set()
            return is_done(tmp_path / "larger", "a")

        once("the smaller one", tmp_path / "smaller", "a", lambda: done.append("smaller"), serves=serves)

    asked = threading.Event()
    threads = [
        threading.Thread(target=once, args=("the larger one", tmp_path / "larger", "a", larger)),
        threading.Thread(target=smaller),
    ]
    threads[0].start()
    begun.wait(10)
    threads[1].start()
    asked.wait(10)
    may_end.set()
    for thread in threads:
        thread.join(10)
    assert done == ["larger"]


def test_a_fingerprint_follows_names_and_contents_but_not_node_modules() -> None:
    folder = ROOT / ".tools" / "fingerprint-test"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        (folder / "node_modules").mkdir(parents=True)
        (folder / "a").write_text("1")
        first = fingerprint([folder])
        (folder / "node_modules" / "b").write_text("2")
        assert fingerprint([folder]) == first
        (folder / "a").write_text("3")
        second = fingerprint([folder])
        (folder / "a").rename(folder / "c")
        assert len({first, second, fingerprint([folder]), fingerprint([folder], "3.12")}) == 4
    finally:
        shutil.rmtree(folder)


def test_a_tool_that_fails_is_quoted() -> None:
    with pytest.raises(Expected, match=r"it ended with 7:\n    no space left\nMend what it names"):
        call("test", [sys.executable, "-c", "print('no space left'); raise SystemExit(7)"])


@pytest.mark.parametrize("name", ["runtime", "dev", "tools", "node", "build"])
def test_every_requirement_is_pinned_by_version_and_hash(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    assert [line for line in lines if not re.match(r"[a-z0-9._-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_tests_run_on_the_versions_a_server_gets() -> None:
    assert pins("runtime") <= pins("dev")


def pins(name: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9._-]+==[^\s;]+", (REQUIREMENTS / f"{name}.txt").read_text(), re.MULTILINE))


@pytest.mark.parametrize("lacking", ["python3 run.py demo", "python3 run.py test"])
def test_ci_refuses_a_readme_without_its_commands(tmp_path: Path, lacking: str) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    commands = {"python3 run.py demo", "python3 run.py test"} - {lacking}
    (tmp_path / "README.md").write_text(f"{lacking}\n\n```sh\n{commands.pop()}\n```\n")
    shown = run("bash", ".ci/run", cwd=tmp_path)
    assert shown.returncode == 2
    assert f"Expected README.md to show `{lacking}`" in shown.stderr


def test_ci_runs_the_command_as_written_then_the_checks_and_fails_if_one_does(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    (tmp_path / "README.md").write_text("```sh\npython3 run.py demo\npython3 run.py test\n```\n")
    (tmp_path / "run.py").write_text(
        "import sys; print('ran', *sys.argv[1:]); sys.exit(3 if sys.argv[1] == 'test' else 0)"
    )
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    shown = subprocess.run(
        ["bash", ".ci/run"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert [line for line in shown.stdout.splitlines() if line.startswith("ran")] == ["ran test", "ran check"]
    assert shown.returncode == 3
