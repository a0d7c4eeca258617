"""Reading untyped JSON into records: each reader says which field was wrong and what was expected there."""

from collections.abc import Mapping, Sequence
from typing import cast

from zuruf.errors import Invalid

Json = Mapping[str, object]


def record_at(value: object, field: str) -> Json:
    """An object."""
    if not isinstance(value, Mapping):
        raise wrong(field, "an object", value)
    return cast("Json", value)


def list_at(value: object, field: str, limit: int) -> Sequence[object]:
    """A list of at most `limit`."""
    if not isinstance(value, list | tuple):
        raise wrong(field, "a list", value)
    items = cast("Sequence[object]", value)
    if len(items) > limit:
        raise Invalid("too_many", f"Expected at most {limit} here, got {len(items)}.", field)
    return items


def text_at(value: object, field: str, limit: int) -> str:
    """A text of 1 to `limit` characters, without the spaces around it."""
    if not isinstance(value, str):
        raise wrong(field, "a text", value)
    text = value.strip()
    if not text:
        raise Invalid("empty", "This must not be empty.", field)
    if len(text) > limit:
        raise Invalid("too_long", f"Expected at most {limit} characters, got {len(text)}.", field)
    return text


def flag_at(value: object, field: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise wrong(field, "true or false", value)
    return value


def word_at(value: object, field: str, words: Sequence[str]) -> str:
    """One of these words."""
    if not isinstance(value, str) or value not in words:
        raise wrong(field, "one of " + ", ".join(words), value)
    return value


def only(record: Json, fields: Sequence[str], field: str) -> Json:
    """The same record; refuses what nobody would read, such as a misspelt field."""
    for name in record:
        if name not in fields:
            prefix = f"{field}." if field else ""
            raise Invalid("unknown_field", f"Expected only {', '.join(fields)} here; got “{name}”.", f"{prefix}{name}")
    return record


def wrong(field: str, expected: str, value: object) -> Invalid:
    """What was expected and what came."""
    came = "nothing" if value is None else f"“{str(value)[:80]}”"
    return Invalid("invalid_value", f"Expected {expected}, got {came}.", field)
