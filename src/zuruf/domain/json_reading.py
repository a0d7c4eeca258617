"""Reading untyped JSON into records: each reader says which field was wrong and what was expected there."""

from collections.abc import Mapping, Sequence
from typing import cast

from zuruf.errors import Invalid, too_long

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
        raise too_long(field, most=limit, length=len(text))
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


def check_letters(value: object) -> None:
    """Raises Invalid `invalid_value` with the path of a text with half a letter in it: JSON can write one of the two halves of
    a letter beyond U+FFFF (`"\\ud800"`), which no UTF-8 and so no database can hold."""
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        field, found = waiting.pop()
        match found:
            case str() if not _is_whole(found):
                raise Invalid("invalid_value", "This text contains half a letter. Write it anew.", field)
            case Mapping():
                entries = cast("Json", found).items()
                broken = next((name for name, _ in entries if not _is_whole(name)), None)
                if broken is not None:
                    raise Invalid("invalid_value", "A name here contains half a letter. Write it anew.", field)
                waiting += [(f"{field}.{name}" if field else name, inner) for name, inner in entries]
            case list():
                items = enumerate(cast("list[object]", found))
                waiting += [(f"{field}.{place}" if field else str(place), inner) for place, inner in items]
            case _:
                continue


def _is_whole(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)
