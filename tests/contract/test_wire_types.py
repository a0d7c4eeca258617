"""The front end's types of the wire are the server's shapes."""

import pytest

from tools import trigger_tables
from tools.wire_types import FILE, _type, written


def test_the_types_of_the_wire_are_written_from_the_servers_shapes() -> None:
    assert FILE.read_text() == written(), (
        "The server's shapes have changed. Run `python3 run.py types` and commit the file."
    )


def test_the_consoles_table_of_conditions_is_written_from_the_servers() -> None:
    assert trigger_tables.FILE.read_text() == trigger_tables.written(), (
        "What triggers can compare has changed. Run `python3 run.py types` and commit the file."
    )


def test_a_shape_without_a_counterpart_is_refused() -> None:
    with pytest.raises(TypeError, match="Expected a type that has a counterpart in TypeScript, got <class 'complex'>"):
        _type(complex)
