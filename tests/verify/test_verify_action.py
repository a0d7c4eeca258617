"""V7 and V8: a snapshot and the events after it are the state, for every action and every role.

The story is told in two houses, one with and one without the wall. The owner, two agents, an agent who may not answer and a visitor are
connected to the shipped hub over sockets that only listen: visibility is the real one. Between any two actions everybody's snapshot is
taken from the shipped source. The reducers of console and widget, built from the sources as they are, then replay each action on the
snapshot before it, every run of actions without a snapshot in between, every overlap and every repetition.

What is compared is what a snapshot carries, and all of it but this:
- Closed conversations that a client still remembers; a snapshot has the open ones and the one on screen.
- A read mark the client does not have while it says nothing: nobody waits in the conversation, or the visitor has written since. Snapshots
  carry the marks of open conversations only, so a client that did not see an episode before does not know its mark.
- Messages and history of a conversation that came back after a revoke: the console fetches them when it is opened.
- The number of a message's last change in the visitor's own count: a snapshot carries that of its first event.
- For the visitor, what follows from settings and not from the conversation: their effective group, whether they may choose one, names of
  agents. The mode's signal and the next event of the conversation bring it. Name and e-mail address are on no screen of the widget.

Defects that were planted and found: `group.deleted` that leaves conversations in the group; withdrawn alerts that stay; a visitor's
body without its message; a read mark that is not kept; a message that opens a conversation out of an agent's sight without revoking it;
a conversation's event without the group it has now; a reducer that takes older versions; a line of the visitor's thread put in twice.
"""

import asyncio
import inspect
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import zuruf.actions
from tests.verify.verifying import HOUSES, cases, replay, told

ROLES = {"owner", "agent with access", "walled agent", "agent without access", "visitor"}
BEFORE_ANYBODY = {"workspaces.prepare_workspace", "workspaces.offer_setup", "workspaces.found_workspace"}


def every_action() -> Iterator[str]:
    """Those of the product, found by their first argument."""
    for found in pkgutil.iter_modules(zuruf.actions.__path__):
        module = import_module(f"zuruf.actions.{found.name}")
        for name, action in inspect.getmembers(module, inspect.iscoroutinefunction):
            is_own = action.__module__ == module.__name__ and not name.startswith("_")
            if is_own and next(iter(inspect.signature(action).parameters)) == "tx":
                yield f"{found.name}.{name}"


@pytest.fixture(scope="module")
def report(node: Path, built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    written = [case for house in HOUSES for case in cases(house, asyncio.run(told(house)))]
    return replay(node, built, written, tmp_path_factory.mktemp("cases") / "cases.jsonl")


def test_a_snapshot_and_the_events_after_it_are_the_state(report: dict[str, Any]) -> None:
    failures = [
        f"{one['house']} house, {one['who']} ({one['role']}), turn {one['turn']} {one['action']}, {one['check']}: {one['difference']}"
        for one in report["failures"]
    ]
    assert not failures, "\n".join([f"{len(failures)} states differ; the first:", *failures[:20]])


def test_every_action_is_verified_for_every_role(report: dict[str, Any], counted: Callable[[str, int], None]) -> None:
    verified = {(one["action"], one["role"]) for one in report["verified"]}
    actions = set(every_action())
    wanted = {(action, role) for action in actions - BEFORE_ANYBODY for role in ROLES}
    assert wanted - verified == set()
    assert actions - {action for action, _ in verified} == set()
    counted("actions verified for every role", len(actions))
    counted("states replayed by the front end's own reducers", report["states"])


def test_the_story_says_something_to_everybody_who_may_hear_it(report: dict[str, Any]) -> None:
    heard = Counter[str]()
    for one in report["verified"]:
        heard[one["role"]] += one["events"]
    assert all(heard[role] > 50 for role in ROLES), heard
