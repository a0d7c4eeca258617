"""The URL operators, clause by clause (T3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cast import line
from zuruf.domain.address import ascii_host, parse
from zuruf.domain.address_pattern import ADDRESS_OPERATORS, compile_address
from zuruf.errors import Invalid

HOLDS = [
    # is at or under: host and path prefix at a segment boundary
    ("at_or_under", "https://shop.example/fr", "https://shop.example/fr"),
    ("at_or_under", "shop.example/fr", "https://shop.example/fr/x/y"),
    ("at_or_under", "shop.example", "https://shop.example"),
    ("at_or_under", "shop.example", "https://shop.example/anything"),
    # scheme, www, trailing slash, query and fragment ignored
    ("at_or_under", "https://shop.example/fr", "http://shop.example/fr"),
    ("at_or_under", "www.shop.example/fr", "https://shop.example/fr"),
    ("at_or_under", "shop.example/fr", "https://www.shop.example/fr"),
    ("at_or_under", "shop.example/fr/", "https://shop.example/fr"),
    ("at_or_under", "shop.example/fr", "https://shop.example/fr/"),
    ("at_or_under", "shop.example/fr?a=1#top", "https://shop.example/fr?b=2#end"),
    ("at_or_under", "//shop.example/fr", "https://shop.example/fr"),
    # a path on any host
    ("at_or_under", "/fr", "https://shop.example/fr"),
    ("at_or_under", "/fr", "https://other.example/fr/x"),
    ("at_or_under", "/", "https://other.example/x"),
    # the host's case does not count
    ("at_or_under", "Shop.Example/fr", "https://SHOP.example/fr"),
    # international hosts and percent-encoding
    ("at_or_under", "münchen.example", "https://xn--mnchen-3ya.example/x"),
    ("at_or_under", "xn--mnchen-3ya.example", "https://MÜNCHEN.example/x"),
    ("at_or_under", "straße.example", "https://xn--strae-oqa.example/"),
    ("at_or_under", "例え.テスト", "https://xn--r8jz45g.xn--zckzah/"),
    ("at_or_under", "shop。example", "https://shop.example/"),
    ("at_or_under", "shop.example/café", "https://shop.example/caf%C3%A9/x"),
    ("at_or_under", "shop.example/caf%c3%a9", "https://shop.example/cafe\u0301"),
    ("at_or_under", "shop.example/%66r", "https://shop.example/fr"),
    ("at_or_under", "shop.example/a b", "https://shop.example/a%20b"),
    # a port named must match
    ("at_or_under", "shop.example:8443/fr", "https://shop.example:8443/fr"),
    ("at_or_under", "shop.example", "https://shop.example:8443/fr"),
    ("at_or_under", "shop.example:443", "https://shop.example/"),
    ("at_or_under", "https://shop.example:443/", "https://shop.example/x"),
    ("at_or_under", "localhost:3000", "http://localhost:3000/x"),
    ("at_or_under", "[::1]:3000", "http://[::1]:3000/x"),
    # what browsers do before they ask for a page
    ("at_or_under", "shop.example/fr", "https://shop.example/en/../fr/./x"),
    ("at_or_under", "shop.example", "https://user:secret@shop.example/"),
    ("at_or_under", "shop.example.", "https://shop.example/"),
    # is exactly
    ("exactly", "https://shop.example/fr?a=1", "https://shop.example/fr?a=1"),
    ("exactly", "https://shop.example", "https://SHOP.example/"),
    ("exactly", "shop.example/fr", "http://shop.example/fr"),
    ("exactly", "https://shop.example:443/fr", "https://shop.example/fr"),
    ("exactly", "https://shop.example/é", "https://shop.example/%C3%A9"),
    ("exactly", "/fr", "https://shop.example/fr"),
    # contains, starts with, ends with
    ("contains", "/fr/", "https://shop.example/fr/x"),
    ("contains", "Shop.EXAMPLE", "https://shop.example/fr"),
    ("contains", "Shop.EXAMPLE/fr", "https://shop.example/fr/x"),
    ("contains", "münchen", "https://xn--mnchen-3ya.example/"),
    ("contains", "xn--mnchen-3ya", "https://münchen.example/"),
    ("contains", "café", "https://shop.example/caf%C3%A9"),
    ("contains", "#/fr", "https://shop.example/#/fr/x"),
    ("contains", "utm_source=mail", "https://shop.example/?utm_source=mail"),
    ("contains", "https://", "https://shop.example/"),
    ("starts_with", "https://shop.example/f", "https://shop.example/fr"),
    ("starts_with", "HTTPS://Shop.example/f", "https://shop.example/fr"),
    ("starts_with", "shop.example/f", "https://shop.example/fr"),
    ("starts_with", "/f", "https://shop.example/fr"),
    ("ends_with", "/checkout", "https://shop.example/fr/checkout"),
    ("ends_with", "?step=2", "https://shop.example/fr?step=2"),
    ("ends_with", "Shop.example/fr", "https://shop.example/fr"),
    # wildcard
    ("wildcard", "*.example/*", "https://fr.shop.example/x"),
    ("wildcard", "shop.example/*/cart", "https://shop.example/fr/cart"),
    ("wildcard", "shop.example/*/cart", "https://shop.example/fr/cart?step=2"),
    ("wildcard", "Shop.example/*", "https://shop.example/fr"),
    ("wildcard", "https://*", "https://shop.example/"),
    ("wildcard", "*.example", "https://shop.example/"),
    ("wildcard", "/fr/*", "https://shop.example/fr/x"),
    ("wildcard", "shop.example/fr", "https://shop.example/fr/"),
    ("wildcard", "*", "https://shop.example/"),
    ("wildcard", "*a*b*a*", "https://x.example/a/b/a"),
    # regular expression
    ("regex", r"^https://shop\.example/(fr|be)/\d+$", "https://shop.example/be/42"),
    ("regex", "café", "https://shop.example/caf%C3%A9"),
]

DOES_NOT_HOLD = [
    ("at_or_under", "shop.example", "https://fr.shop.example/"),
    ("at_or_under", "shop.example", "https://shop.example.evil.example/"),
    ("at_or_under", "shop.example", "https://myshop.example/"),
    ("at_or_under", "www.shop.example", "https://www2.shop.example/"),
    ("at_or_under", "/fr", "https://shop.example/france"),
    ("at_or_under", "shop.example/fr", "https://shop.example/"),
    ("at_or_under", "shop.example/fr", "https://other.example/fr"),
    ("at_or_under", "shop.example/FR", "https://shop.example/fr"),
    ("at_or_under", "shop.example:8443", "https://shop.example/"),
    ("at_or_under", "shop.example:443", "http://shop.example/"),
    ("at_or_under", "shop.example/a/b", "https://shop.example/a%2Fb"),
    ("at_or_under", "shop.example", "https://evil.example/?x=https://shop.example"),
    ("at_or_under", "shop.example", "https://shop.example@evil.example/"),
    ("at_or_under", "shop.example", ""),
    ("at_or_under", "shop.example", "about:blank"),
    ("exactly", "https://shop.example/fr", "https://shop.example/fr/"),
    ("exactly", "https://shop.example/fr", "http://shop.example/fr"),
    ("exactly", "https://shop.example/fr", "https://shop.example/fr#top"),
    ("exactly", "https://shop.example/fr", "https://shop.example:8443/fr"),
    ("exactly", "shop.example/fr", "https://www.shop.example/fr"),
    ("contains", "/FR", "https://shop.example/fr"),
    ("contains", "Cart", "https://shop.example/cart"),
    ("contains", "Shop.example/FR", "https://shop.example/fr"),
    ("contains", "other", "https://shop.example/fr"),
    ("starts_with", "shop.example/F", "https://shop.example/fr"),
    ("starts_with", "/fr", "https://shop.example/en/fr"),
    ("ends_with", "/checkout", "https://shop.example/checkout/done"),
    ("ends_with", "/FR", "https://shop.example/fr"),
    ("wildcard", "*.shop.example/*", "https://shop.example/x"),
    ("wildcard", "shop.example/*/cart", "https://shop.example/cart"),
    ("wildcard", "*ab*ba*", "https://x.example/aba"),
    ("wildcard", "shop.example/fr", "https://shop.example/fr/x"),
    ("wildcard", "/FR/*", "https://shop.example/fr/x"),
    ("regex", "^http://", "https://shop.example/"),
    ("regex", "FR", "https://shop.example/fr"),
]


@line("T3")
@pytest.mark.parametrize(("operator", "pattern", "url"), HOLDS)
def test_an_address_is_so_and_its_negation_is_not(operator: str, pattern: str, url: str) -> None:
    assert compile_address(operator, pattern)(url)
    assert not compile_address(f"not_{operator}", pattern)(url)


@line("T3")
@pytest.mark.parametrize(("operator", "pattern", "url"), DOES_NOT_HOLD)
def test_an_address_is_not_so_and_its_negation_is(operator: str, pattern: str, url: str) -> None:
    assert not compile_address(operator, pattern)(url)
    assert compile_address(f"not_{operator}", pattern)(url)


@line("T3")
@pytest.mark.parametrize(
    ("operator", "pattern", "code", "field"),
    [
        ("resembles", "shop.example", "invalid_operator", "operator"),
        ("not_not_exactly", "shop.example", "invalid_operator", "operator"),
        ("contains", "  ", "invalid_pattern", "value"),
        ("contains", "x" * 1001, "invalid_pattern", "value"),
        ("at_or_under", "not a url", "invalid_address", "value"),
        ("at_or_under", "https://", "invalid_address", "value"),
        ("at_or_under", "shop..example", "invalid_address", "value"),
        ("at_or_under", "ftp://shop.example", "invalid_address", "value"),
        ("at_or_under", "javascript:alert(1)", "invalid_address", "value"),
        ("at_or_under", "shop.example:port", "invalid_address", "value"),
        ("exactly", "https://?", "invalid_address", "value"),
        ("not_exactly", "https://-", "invalid_address", "value"),
        ("regex", "(unclosed", "invalid_pattern", "value"),
        ("regex", r"(a)\1", "invalid_pattern", "value"),
        ("regex", "((a{1000}){1000}){1000}", "invalid_pattern", "value"),
    ],
)
def test_what_cannot_be_compared_is_refused(operator: str, pattern: str, code: str, field: str) -> None:
    with pytest.raises(Invalid) as problem:
        compile_address(operator, pattern)
    assert (problem.value.code, problem.value.field) == (code, field)
    assert problem.value.sentence.endswith(".")


@line("T3")
@pytest.mark.parametrize("pattern", ["shop.example/#/fr", "https://shop.example/app#!/fr"])
def test_an_address_behind_a_hash_is_told_to_use_contains(pattern: str) -> None:
    with pytest.raises(Invalid, match="use “contains”"):
        compile_address("at_or_under", pattern)


@line("T3")
def test_a_regular_expression_runs_in_linear_time() -> None:
    assert not compile_address("regex", "(a+)+$")("https://shop.example/" + "a" * 3_000 + "!")


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("HTTPS://User@Shop.Example:0443/A/../b/?q=%7e+%2B&r=%26#%c3%a9", "https://shop.example/b/?q=~+%2B&r=%26#é"),
        ("http://x.example:80", "http://x.example/"),
        ("http://x.example:8080/%zz%", "http://x.example:8080/%25zz%25"),
        ("http://x.example/%ff%e2%80%8b", "http://x.example/%FF%E2%80%8B"),
        ("http://x.example/a/..", "http://x.example/"),
        ("http://x.example/a/b/..", "http://x.example/a/"),
        ("http://x.example/\ud800", "http://x.example/?"[:-1] + "%3F"),
    ],
)
def test_an_address_has_one_spelling(text: str, spelling: str) -> None:
    page = parse(text)
    assert page is not None
    assert page.text == spelling


@pytest.mark.parametrize(
    "host", ["", ".", "a b", "-", "a..b", "ex%ample", "x" * 64, ".".join(["x" * 60] * 5), "a/b", "℀.example"]
)
def test_what_is_no_host_is_none(host: str) -> None:
    assert ascii_host(host) is None


URLS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["https://", "http://", "", "//"]),
    st.sampled_from(["shop.example", "WWW.Shop.Example", "münchen.example:8080", "xn--mnchen-3ya.example", "[::1]"]),
    st.text("/fr.%éAß2C b-+", max_size=12).map(lambda path: "/" + path),
    st.text("?#&=fé%2B", max_size=8).map(lambda tail: "?" + tail),
)


@given(URLS)
def test_the_one_spelling_of_an_address_is_its_own(url: str) -> None:
    page = parse(url)
    assert page is not None
    assert parse(page.text) == page


@given(URLS)
def test_an_address_is_exactly_itself_and_contains_its_one_spelling(url: str) -> None:
    page = parse(url)
    assert page is not None
    assert compile_address("exactly", url)(url)
    assert compile_address("contains", page.text)(url)


COMPILED = [compile_address(operator, "/fr") for operator in ADDRESS_OPERATORS]


@given(st.text(max_size=40))
def test_nothing_a_browser_reports_breaks_the_comparison(url: str) -> None:
    for positive, negative in zip(COMPILED[:7], COMPILED[7:], strict=True):
        assert positive(url) is not negative(url)


@given(st.sampled_from(ADDRESS_OPERATORS), st.text(max_size=40))
def test_every_pattern_compiles_or_is_refused(operator: str, pattern: str) -> None:
    try:
        holds = compile_address(operator, pattern)
    except Invalid:
        return
    assert holds("https://shop.example/fr?x#y") is not compile_address(
        f"not_{operator}".replace("not_not_", ""), pattern
    )("https://shop.example/fr?x#y")
