"""What the server says in one word, the console says in everybody's language."""

import json
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from zuruf.domain.facts import FACT_NAMES
from zuruf.domain.trigger import Agents, Of
from zuruf.domain.trigger_condition import OPERATORS
from zuruf.domain.trigger_values import DEVICES

CATALOGUES = sorted((Path(__file__).parents[1] / "frontend" / "console" / "src" / "i18n").glob("??.json"))


@pytest.fixture(params=CATALOGUES, ids=lambda path: path.stem)
def keys(request: pytest.FixtureRequest) -> frozenset[str]:
    return frozenset(json.loads(request.param.read_text()))


def test_every_device_a_visitor_may_have_has_its_word(keys: frozenset[str]) -> None:
    assert {f"device.{device}" for device in DEVICES} <= keys


def test_every_condition_and_who_has_to_be_online_have_their_words(keys: frozenset[str]) -> None:
    operators = {f"operator.{operator}" for of_kind in OPERATORS.values() for operator in of_kind}
    strict = [agents for agents in get_args(Agents) if agents != "either"]
    when = {f"trigger.when_{agents}_{of}" for agents, of in product(strict, get_args(Of))}
    found = {f"trigger.agents_{agents}" for agents in strict}
    assert {f"fact.{fact}" for fact in FACT_NAMES} | operators | when | found <= keys
