"""Values no visitor has are refused when a trigger is saved."""

import pytest

from tests.domain.cast import line
from zuruf.domain.facts import FactName
from zuruf.domain.trigger import All, Any, Test, Value
from zuruf.domain.trigger_values import check_values
from zuruf.errors import Invalid


@line("T2")
@pytest.mark.parametrize(
    ("fact", "value", "at"),
    [
        ("country", ("ZZZ",), "value.0"),
        ("country", ("FR", "UK"), "value.1"),
        ("country", "France", "value"),
        ("device", "toaster", "value"),
        ("device", ("mobile", "phone"), "value.1"),
        ("browser_language", "!!", "value"),
        ("browser_language", ("fr", "french"), "value.1"),
        ("widget_language", "d", "value"),
        ("browser_language", "de-", "value"),
    ],
)
def test_a_value_no_visitor_has_is_named(fact: FactName, value: Value, at: str) -> None:
    wanted = Test(fact=fact, operator="is", value=value)
    with pytest.raises(Invalid) as refused:
        check_values(All(tests=(Any(tests=(wanted,)),)))
    assert (refused.value.code, refused.value.field) == ("never_matches", f"condition.tests.0.tests.0.{at}")


@line("T2")
@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("country", ("FR", "be", "XK", "EU")),
        ("device", ("desktop", "Mobile", "tablet")),
        ("browser_language", ("fr", "de-CH", "fr_CA", "zh-Hant-TW", "es-419", "de-1996", "gsw")),
        ("attribute", "toaster"),
        ("current_url", "shop.example"),
        ("visits", 3),
    ],
)
def test_what_a_visitor_may_have_is_accepted(fact: FactName, value: Value) -> None:
    check_values(Test(fact=fact, operator="is", value=value))


@line("T2o")
@pytest.mark.parametrize(
    ("fact", "operator", "value", "code"),
    [
        ("time_on_page", "at_least", 86_401, "invalid_value"),
        ("time_on_page", "more_than", 1e308, "invalid_value"),
        ("time_on_page", "at_least", -1, "invalid_value"),
        ("time_on_page", "less_than", 0, "never_matches"),
        ("pages_viewed", "at_least", 2.5, "invalid_value"),
        ("pages_viewed", "equals", 0, "never_matches"),
        ("pages_viewed", "at_most", "0", "never_matches"),
        ("visits", "equals", 1.5, "invalid_value"),
        ("visits", "less_than", 1, "never_matches"),
        ("visits", "more_than", 10**400, "invalid_value"),
    ],
)
def test_a_number_that_counts_nothing_is_refused(fact: FactName, operator: str, value: Value, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_values(All(tests=(Test(fact=fact, operator=operator, value=value),)))
    assert (refused.value.code, refused.value.field) == (code, "condition.tests.0.value")


@line("T2o")
@pytest.mark.parametrize(
    ("fact", "operator", "value"),
    [
        ("time_on_page", "at_least", 86_400),
        ("time_on_page", "equals", 0),
        ("time_on_page", "less_than", 1),
        ("pages_viewed", "equals", 1),
        ("pages_viewed", "at_most", 1),
        ("visits", "less_than", "2"),
        ("visits", "more_than", 0),
        ("visits", "at_least", 3.0),
        ("attribute", "more_than", -1.5),
    ],
)
def test_a_number_that_somebody_reaches_is_accepted(fact: FactName, operator: str, value: Value) -> None:
    check_values(Test(fact=fact, operator=operator, value=value, name="n"))
