"""docs/triggers.md names every fact, operator, action and frequency, and every example in it can be saved."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from zuruf.domain.facts import FACT_NAMES
from zuruf.domain.trigger import Agents, Frequency, Of
from zuruf.domain.trigger_condition import KINDS, OPERATORS
from zuruf.domain.trigger_definition import ACTION_KINDS, FIELDS, parse_definition

PAGE = (Path(__file__).parents[1] / "docs" / "triggers.md").read_text()
ROWS = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in PAGE.splitlines() if line.startswith("| ")
]
SHARED = {"actions": [{"kind": "open_widget"}], "name": "Example"}
TARGET = {"kind": "assign_group", "group_id": "grp_1"}
BLOCKS = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
INLINE = [json.loads(found) for found in re.findall(r'`(\{"(?:fact|kind)"[^…]*?\})`', PAGE)]


def row_of(first: str) -> list[str]:
    return next((row for row in ROWS if row[0] == first), [])


@pytest.mark.parametrize("fact", FACT_NAMES)
def test_every_fact_is_documented_with_how_it_is_compared_and_an_example(fact: str) -> None:
    row = row_of(f"`{fact}`")
    assert row, f"docs/triggers.md has no row for the fact {fact}"
    assert row[2] == KINDS[fact]
    assert any(example.get("fact") == fact for example in INLINE)


@pytest.mark.parametrize("kind", OPERATORS)
def test_every_operator_is_documented(kind: str) -> None:
    if kind == "address":
        named = {operator for row in ROWS for operator in re.findall(r"`(\w+)`", row[0])}
    else:
        named = set(re.findall(r"`(\w+)`", row_of(kind)[1]))
        assert named == set(OPERATORS[kind])
    assert set(OPERATORS[kind]) <= named


@pytest.mark.parametrize("action", ACTION_KINDS)
def test_every_action_is_documented_with_an_example(action: str) -> None:
    assert row_of(f"`{action}`"), f"docs/triggers.md has no row for the action {action}"
    assert any(example.get("kind") == action for example in INLINE)


def test_every_field_frequency_and_when_is_documented() -> None:
    assert all(row_of(f"`{field}`") for field in FIELDS)
    for word in (*get_args(Frequency), *get_args(Agents), *get_args(Of)):
        assert f"`{word}`" in PAGE, word


@pytest.mark.parametrize("example", [*BLOCKS, *INLINE], ids=json.dumps)
def test_every_example_can_be_saved(example: dict[str, object]) -> None:
    if "fact" in example:
        example = {"condition": {"kind": "test", **example}}
    elif "kind" in example:
        example = {"actions": [example]}
    elif "when" in example:
        example = {**example, "actions": [TARGET]}
    parse_definition({**SHARED, **example})
