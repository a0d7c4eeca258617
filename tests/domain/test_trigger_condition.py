"""Each condition on each kind of fact (T2)."""

from dataclasses import replace

import pytest

from tests.domain.cast import line
from zuruf.domain.explanation import Met
from zuruf.domain.facts import FACT_NAMES, FactName, Facts
from zuruf.domain.trigger import All, Any, Test, Value
from zuruf.domain.trigger_condition import KINDS, OPERATORS, WITHOUT_VALUE, compile_condition
from zuruf.errors import Invalid

ADA = Facts(
    website="web_1",
    current_url="https://shop.example/fr/boots",
    previous_page="https://shop.example/fr",
    referrer="",
    time_on_page=30,
    pages_viewed=4,
    visits=2,
    returning=True,
    browser_language="fr-CA",
    widget_language="fr",
    country="CA",
    device="mobile",
    attributes={"plan": "Gold", "cart": 120, "since": "2019", "vip": True},
    custom_events=frozenset({"added_to_cart"}),
)
UNKNOWN = Facts(website="web_1")


def holds(fact: FactName, operator: str, value: Value = None, name: str = "", facts: Facts = ADA) -> bool:
    return compile_condition(Test(fact=fact, operator=operator, value=value, name=name)).holds(facts)


@line("T2")
@pytest.mark.parametrize(
    ("fact", "operator", "value", "expected"),
    [
        ("current_url", "at_or_under", "shop.example/fr", True),
        ("current_url", "not_at_or_under", "shop.example/fr", False),
        ("previous_page", "exactly", "https://shop.example/fr", True),
        ("referrer", "contains", "google", False),
        ("referrer", "not_contains", "google", True),
        ("website", "is", "web_1", True),
        ("website", "is_not", ("web_1", "web_2"), False),
        ("time_on_page", "at_least", 30, True),
        ("time_on_page", "more_than", 30, False),
        ("time_on_page", "at_most", 30, True),
        ("time_on_page", "less_than", 30, False),
        ("pages_viewed", "equals", 4, True),
        ("pages_viewed", "not_equals", 4, False),
        ("visits", "at_least", "2", True),
        ("returning", "is", True, True),
        ("returning", "is", False, False),
        ("browser_language", "is", "fr", True),
        ("browser_language", "is", "FR-ca", True),
        ("browser_language", "is", "fr_CA", True),
        ("browser_language", "is", "fr-FR", False),
        ("browser_language", "is_not", ("en", "de"), True),
        ("widget_language", "is", "fr-CA", False),
        ("country", "is", ("fr", "ca"), True),
        ("country", "is_not", "CA", False),
        ("device", "is", "mobile", True),
    ],
)
def test_a_condition_on_a_known_fact(fact: FactName, operator: str, value: Value, expected: bool) -> None:
    assert holds(fact, operator, value) is expected


@line("T2")
@pytest.mark.parametrize(
    ("name", "operator", "value", "expected"),
    [
        ("plan", "exists", None, True),
        ("plan", "not_exists", None, False),
        ("phone", "exists", None, False),
        ("phone", "not_exists", None, True),
        ("plan", "equals", "gold", True),
        ("plan", "not_equals", "silver", True),
        ("cart", "equals", "120.0", True),
        ("vip", "equals", True, True),
        ("plan", "contains", "OL", True),
        ("plan", "not_contains", "ol", False),
        ("cart", "more_than", 100, True),
        ("cart", "less_than", "100", False),
        ("since", "at_most", 2020, True),
        ("plan", "more_than", 1, False),
        ("plan", "not_equals", 3, True),
    ],
)
def test_a_condition_on_an_attribute(name: str, operator: str, value: Value, expected: bool) -> None:
    assert holds("attribute", operator, value, name) is expected


@line("T2")
def test_a_custom_event_happened_or_not() -> None:
    assert holds("custom_event", "happened", name="added_to_cart")
    assert not holds("custom_event", "not_happened", name="added_to_cart")
    assert holds("custom_event", "not_happened", name="paid")


VALUES = {"address": "/fr", "id": "web_9", "number": 1, "flag": True, "language": "fr", "word": "x", "attribute": "1"}


@line("W1b", "T2")
@pytest.mark.parametrize("fact", [fact for fact in FACT_NAMES if fact != "website"])
def test_no_condition_on_an_unknown_fact_holds_nor_its_negation(fact: FactName) -> None:
    kind = KINDS[fact]
    for operator in OPERATORS[kind]:
        value: Value = None if operator in WITHOUT_VALUE else VALUES[kind]
        assert not holds(fact, operator, value, "x" if kind in ("attribute", "event") else "", UNKNOWN)


@line("T2")
def test_an_attribute_the_visitor_does_not_have_is_not_known() -> None:
    assert not holds("attribute", "not_equals", "gold", "phone")
    assert not holds("attribute", "not_contains", "gold", "phone")


@line("T1")
def test_conditions_nest() -> None:
    yes, no = Test(fact="visits", operator="equals", value=2), Test(fact="visits", operator="equals", value=3)
    for condition, expected in (
        (All(), True),
        (All(tests=(yes, no)), False),
        (Any(tests=(no, yes)), True),
        (Any(tests=(no, no)), False),
        (All(tests=(yes, Any(tests=(no, All(tests=(yes, yes)))))), True),
        (Any(tests=(no, All(tests=(yes, no)))), False),
    ):
        assert compile_condition(condition).holds(ADA) is expected


@line("T10", "A20")
def test_every_condition_is_told_with_the_value_met_also_behind_the_first_that_fails() -> None:
    condition = All(
        tests=(
            Test(fact="country", operator="is", value=("FR", "BE")),
            Any(
                tests=(
                    Test(fact="attribute", name="plan", operator="exists"),
                    Test(fact="returning", operator="is", value=True),
                )
            ),
        )
    )
    assert compile_condition(condition).met(ADA) == (
        Met(fact="country", operator="is", expected="FR, BE", found="CA", holds=False),
        Met(fact="attribute:plan", operator="exists", expected="", found="Gold", holds=True),
        Met(fact="returning", operator="is", expected="true", found="true", holds=True),
    )
    assert compile_condition(condition).met(UNKNOWN)[0].found == ""


def test_an_event_condition_shows_the_events_met() -> None:
    facts = replace(ADA, custom_events=frozenset({"b", "a"}))
    assert compile_condition(Test(fact="custom_event", name="a", operator="happened")).met(facts)[0].found == "a, b"


def test_a_condition_without_the_name_it_needs_is_refused() -> None:
    with pytest.raises(Invalid) as problem:
        compile_condition(All(tests=(Test(fact="attribute", operator="exists"),)))
    assert (problem.value.code, problem.value.field) == ("missing_name", "tests.0.name")
