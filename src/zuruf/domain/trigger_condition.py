"""Conditions made ready to be judged: each operator a predicate, compiled once when triggers are loaded (T2, T3)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from zuruf.domain.address_pattern import ADDRESS_OPERATORS, compile_address
from zuruf.domain.explanation import Met
from zuruf.domain.facts import FactName, Facts, FoundValue, Reader, reader
from zuruf.domain.trigger import All, Any, Condition, Test, Value
from zuruf.errors import Invalid

FactKind = Literal["address", "id", "number", "flag", "language", "word", "attribute", "event"]
KINDS: Final[Mapping[FactName, FactKind]] = {
    "current_url": "address",
    "previous_page": "address",
    "referrer": "address",
    "website": "id",
    "time_on_page": "number",
    "pages_viewed": "number",
    "visits": "number",
    "returning": "flag",
    "browser_language": "language",
    "widget_language": "language",
    "country": "word",
    "device": "word",
    "attribute": "attribute",
    "custom_event": "event",
}
NUMBER_OPERATORS: Final = ("equals", "not_equals", "more_than", "less_than", "at_least", "at_most")
OPERATORS: Final[Mapping[FactKind, tuple[str, ...]]] = {
    "address": ADDRESS_OPERATORS,
    "id": ("is", "is_not"),
    "number": NUMBER_OPERATORS,
    "flag": ("is",),
    "language": ("is", "is_not"),
    "word": ("is", "is_not"),
    "attribute": ("exists", "not_exists", "contains", "not_contains", *NUMBER_OPERATORS),
    "event": ("happened", "not_happened"),
}
WITHOUT_VALUE: Final = frozenset({"exists", "not_exists", "happened", "not_happened"})

Holds = Callable[[FoundValue], bool]


@dataclass(frozen=True, slots=True)
class ReadyTest:
    """A test with its fact's reader and its predicate."""

    test: Test
    read: Reader
    value_holds: Holds

    def holds(self, facts: Facts) -> bool:
        """Whether it holds for these facts; never for one that is not known, unless it asks just that of an attribute."""
        value = self.read(facts)
        if value is None:
            return self.test.operator == "not_exists" and facts.attributes is not None
        return self.value_holds(value)

    def met(self, facts: Facts) -> tuple[Met, ...]:
        """What was expected and what was found, for an explanation."""
        value = self.read(facts)
        fact = f"{self.test.fact}:{self.test.name}" if self.test.name else self.test.fact
        holds = self.holds(facts)
        expected = shown(self.test.value)
        return (Met(fact=fact, operator=self.test.operator, expected=expected, found=shown(value), holds=holds),)


@dataclass(frozen=True, slots=True)
class ReadyAll:
    """Every one of them."""

    parts: "tuple[ReadyCondition, ...]"

    def holds(self, facts: Facts) -> bool:
        """Stops at the first that does not hold."""
        return all(part.holds(facts) for part in self.parts)

    def met(self, facts: Facts) -> tuple[Met, ...]:
        """Those of all parts, also behind the first that does not hold: Try it shows them all (T10)."""
        return tuple(met for part in self.parts for met in part.met(facts))


@dataclass(frozen=True, slots=True)
class ReadyAny:
    """At least one of them."""

    parts: "tuple[ReadyCondition, ...]"

    def holds(self, facts: Facts) -> bool:
        """Stops at the first that holds."""
        return any(part.holds(facts) for part in self.parts)

    def met(self, facts: Facts) -> tuple[Met, ...]:
        """Those of all parts."""
        return tuple(met for part in self.parts for met in part.met(facts))


ReadyCondition = ReadyTest | ReadyAll | ReadyAny


def compile_condition(condition: Condition) -> ReadyCondition:
    """The condition ready to be judged; raises Invalid with the field below the failing test (`tests.0.value`)."""
    match condition:
        case Test():
            return ReadyTest(condition, reader(condition.fact, condition.name), compile_test(condition))
        case All(tests=tests):
            return ReadyAll(_compile_each(tests))
        case Any(tests=tests):
            return ReadyAny(_compile_each(tests))


def compile_test(test: Test) -> Holds:
    """The predicate of one test on a known value; raises Invalid about `operator`, `name` or `value`."""
    kind = KINDS[test.fact]
    if test.operator not in OPERATORS[kind]:
        allowed = ", ".join(OPERATORS[kind])
        raise Invalid("invalid_operator", f"“{test.fact}” is compared by {allowed}; got “{test.operator}”.", "operator")
    if kind in ("attribute", "event") and not test.name:
        raise Invalid("missing_name", f"Expected the name of the {kind} to look at.", "name")
    return _COMPILERS[kind](test)


def shown(value: FoundValue | Value) -> str:
    """A value as an explanation shows it; "" for what is not known."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case frozenset():
            return ", ".join(sorted(value))
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)


def number_in(value: FoundValue | Value) -> float | None:
    """The finite number a value is or is written as; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if number - number == 0 else None  # neither infinite nor NaN


def _compile_each(conditions: tuple[Condition, ...]) -> tuple[ReadyCondition, ...]:
    return tuple(_compile_at(place, condition) for place, condition in enumerate(conditions))


def _compile_at(place: int, condition: Condition) -> ReadyCondition:
    try:
        return compile_condition(condition)
    except Invalid as problem:
        raise Invalid(problem.code, problem.sentence, f"tests.{place}.{problem.field}", problem.detail) from None


def _address(test: Test) -> Holds:
    if not isinstance(test.value, str):
        raise Invalid("invalid_value", "Expected an address or a part of one.", "value")
    holds = compile_address(test.operator, test.value)
    return lambda found: isinstance(found, str) and holds(found)


def _number(test: Test) -> Holds:
    compare, wanted = _COMPARISONS[test.operator], number_in(test.value)
    if wanted is None:
        raise Invalid("invalid_value", "Expected a number.", "value")

    def holds(found: FoundValue) -> bool:
        number = number_in(found)
        return number is not None and compare(number, wanted)

    return holds


_COMPARISONS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "equals": lambda found, wanted: found == wanted,
    "not_equals": lambda found, wanted: found != wanted,
    "more_than": lambda found, wanted: found > wanted,
    "less_than": lambda found, wanted: found < wanted,
    "at_least": lambda found, wanted: found >= wanted,
    "at_most": lambda found, wanted: found <= wanted,
}


def _flag(test: Test) -> Holds:
    wanted = test.value
    if not isinstance(wanted, bool):
        raise Invalid("invalid_value", "Expected true or false.", "value")
    return lambda found: found is wanted


def _word(test: Test) -> Holds:
    wanted = frozenset(word.casefold() for word in _words(test.value))
    negated = test.operator == "is_not"
    return lambda found: isinstance(found, str) and (found.casefold() in wanted) is not negated


def _language(test: Test) -> Holds:
    """`fr` covers fr-CA; `fr-CA` covers only itself."""
    wanted = frozenset(_tag(word) for word in _words(test.value))
    negated = test.operator == "is_not"

    def holds(found: FoundValue) -> bool:
        if not isinstance(found, str):
            return False
        tag = _tag(found)
        return (tag in wanted or tag.partition("-")[0] in wanted) is not negated

    return holds


def _attribute(test: Test) -> Holds:
    match test.operator:
        case "exists":
            return lambda _: True
        case "not_exists":
            return lambda _: False
        case "equals" | "not_equals":
            return _equality(test)
        case "contains" | "not_contains":
            wanted = _words(test.value)[0].casefold()
            negated = test.operator == "not_contains"
            return lambda found: (wanted in shown(found).casefold()) is not negated
        case _:
            return _number(test)


def _equality(test: Test) -> Holds:
    """As numbers when both are, otherwise as text: page code sends 42 and "42" alike."""
    if test.value is None or isinstance(test.value, tuple):
        raise Invalid("invalid_value", "Expected one value to compare with.", "value")
    text, number = shown(test.value).casefold(), number_in(test.value)
    negated = test.operator == "not_equals"

    def holds(found: FoundValue) -> bool:
        as_number = number_in(found)
        equal = as_number == number if as_number is not None and number is not None else shown(found).casefold() == text
        return equal is not negated

    return holds


def _event(test: Test) -> Holds:
    negated = test.operator == "not_happened"
    return lambda found: isinstance(found, frozenset) and (test.name in found) is not negated


def _words(value: Value) -> tuple[str, ...]:
    words = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
    if not words or not all(word.strip() for word in words):
        raise Invalid("invalid_value", "Expected a word, or a list of words any of which will do.", "value")
    return tuple(word.strip() for word in words)


def _tag(text: str) -> str:
    return text.replace("_", "-").casefold()


_COMPILERS: Final[Mapping[FactKind, Callable[[Test], Holds]]] = {
    "address": _address,
    "id": _word,
    "number": _number,
    "flag": _flag,
    "language": _language,
    "word": _word,
    "attribute": _attribute,
    "event": _event,
}
