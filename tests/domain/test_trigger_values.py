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
