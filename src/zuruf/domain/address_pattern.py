"""The operators that compare a page's address with a pattern (T3), compiled once."""

from collections.abc import Callable, Mapping
from typing import Final, Literal, get_args

import re2

from zuruf.domain.address import DEFAULT_PORTS, Address, ascii_host, letters, parse, readable, split_scheme
from zuruf.errors import Invalid

AddressOperator = Literal[
    "at_or_under",
    "exactly",
    "contains",
    "starts_with",
    "ends_with",
    "wildcard",
    "regex",
    "not_at_or_under",
    "not_exactly",
    "not_contains",
    "not_starts_with",
    "not_ends_with",
    "not_wildcard",
    "not_regex",
]
ADDRESS_OPERATORS: Final[tuple[AddressOperator, ...]] = get_args(AddressOperator)
MAX_PATTERN: Final = 1_000  # characters
MAX_REGEX_MEMORY: Final = 1 << 20  # bytes; a pattern that needs more is refused, not slow

Predicate = Callable[[str], bool]


def compile_address(operator: str, pattern: str) -> Predicate:
    """Whether a page's address is as the operator says. A negation holds for everything its operator does not, also for no address ("").

    Raises Invalid: `invalid_operator`, `invalid_address` (at_or_under, exactly) or `invalid_pattern`, about the field `value`.
    """
    if operator not in ADDRESS_OPERATORS:
        raise Invalid("invalid_operator", f"Addresses are not compared by “{operator}”.", "operator")
    pattern = pattern.strip()
    if not pattern or len(pattern) > MAX_PATTERN:
        raise Invalid(
            "invalid_pattern", f"Expected an address or a part of one, up to {MAX_PATTERN} characters.", "value"
        )
    holds = _COMPILERS[operator.removeprefix("not_")](pattern)

    def positive(text: str) -> bool:
        page = parse(text)
        return page is not None and holds(page)

    def negative(text: str) -> bool:
        return not positive(text)

    return negative if operator.startswith("not_") else positive


Holds = Callable[[Address], bool]


def _at_or_under(pattern: str) -> Holds:
    """Host and path prefix at a segment boundary; scheme, www, trailing slash, query and fragment do not count, a named port does."""
    wanted = _address(pattern)
    if wanted.tail.partition("#")[2].startswith(("/", "!/")):
        sentence = f"“is at or under” looks at host and path only, so {wanted.tail} would be ignored: use “contains” for # addresses."
        raise Invalid("invalid_address", sentence, "value")
    host, port = wanted.bare_host, wanted.effective_port if wanted.port else ""
    path = wanted.path.rstrip("/")
    under = f"{path}/"

    def holds(page: Address) -> bool:
        if (host and host != page.bare_host) or (port and port != page.effective_port):
            return False
        return page.path == path or page.path.startswith(under)

    return holds


def _exactly(pattern: str) -> Holds:
    """The whole address; what the pattern leaves away at its front (scheme, host) does not count."""
    wanted = _address(pattern)
    rest = wanted.path + wanted.tail

    def holds(page: Address) -> bool:
        if (wanted.scheme and wanted.scheme != page.scheme) or rest != page.path + page.tail:
            return False
        if not wanted.host:
            return True
        return wanted.host == page.host and _default_free(wanted.effective_port, page) == _default_free(page.port, page)

    return holds


def _default_free(port: str, page: Address) -> str:
    """The port, unless it is the one the page's scheme has anyway."""
    return "" if port == DEFAULT_PORTS.get(page.scheme) else port


def _contains(pattern: str) -> Holds:
    wanted, lowered = _spellings(pattern)

    def holds(page: Address) -> bool:
        return wanted in page.text or (lowered is not None and _stands_in_host(page.text.find(lowered), lowered, page))

    return holds


def _starts_with(pattern: str) -> Holds:
    wanted, lowered = _spellings(pattern)

    def holds(page: Address) -> bool:
        text = _from_where_the_pattern_begins(pattern, page)
        return text.startswith(wanted) or (lowered is not None and text.startswith(lowered))

    return holds


def _ends_with(pattern: str) -> Holds:
    wanted, lowered = _spellings(pattern)

    def holds(page: Address) -> bool:
        if page.text.endswith(wanted):
            return True
        return (
            lowered is not None
            and page.text.endswith(lowered)
            and _stands_in_host(len(page.text) - len(lowered), lowered, page)
        )

    return holds


def _wildcard(pattern: str) -> Holds:
    """`*` stands for any characters; the whole address must fit, its query and fragment may be left away, a trailing slash too."""
    spellings = [spelling for spelling in _spellings(pattern) if spelling is not None]
    matchers = [_fits(spelling.split("*")) for spelling in spellings]

    def holds(page: Address) -> bool:
        text = _from_where_the_pattern_begins(pattern, page)
        short = text.removesuffix(page.tail) if page.tail else text
        return any(fits(form) for fits in matchers for form in {text, short, short.removesuffix("/") or "/"})

    return holds


def _regex(pattern: str) -> Holds:
    """RE2, linear in time: searched in the readable address, the host in lower case."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAX_REGEX_MEMORY
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as problem:
        sentence = f"This is not a regular expression we can run in linear time: {_words(problem)}."
        raise Invalid("invalid_pattern", sentence, "value") from None

    def holds(page: Address) -> bool:
        return compiled.search(page.text) is not None

    return holds


_COMPILERS: Mapping[str, Callable[[str], Holds]] = {
    "at_or_under": _at_or_under,
    "exactly": _exactly,
    "contains": _contains,
    "starts_with": _starts_with,
    "ends_with": _ends_with,
    "wildcard": _wildcard,
    "regex": _regex,
}


def _address(pattern: str) -> Address:
    address = parse(pattern)
    if address is None or (address.scheme and address.scheme not in ("http", "https")):
        sentence = f"“{pattern}” is no address: expected one like https://shop.example/fr, shop.example/fr or /fr."
        raise Invalid("invalid_address", sentence, "value")
    return address


def _spellings(pattern: str) -> tuple[str, str | None]:
    """The pattern as it would stand in a path, and as it would if its head were a host (in lower case); None when that is the same."""
    scheme, rest = split_scheme(pattern)
    scheme = f"{scheme}://" if scheme else ""
    end = min((position for position in map(rest.find, "/?#") if position >= 0), default=len(rest))
    head, tail = rest[:end], readable(rest[end:])
    as_path = scheme + readable(head) + tail
    as_host = scheme + ".".join(_host_letters(label) for label in head.split(".")) + tail
    return as_path, as_host if as_host != as_path else None


def _host_letters(label: str) -> str:
    return letters(ascii_host(label) or label.lower())


def _stands_in_host(position: int, wanted: str, page: Address) -> bool:
    """Whether what was found at `position` begins in the host and its head ends there: case counts nowhere else."""
    start = len(page.scheme) + 3 if page.scheme else 0
    end = start + len(page.authority)
    head = wanted.partition("://")[2] or wanted
    head_length = len(head.partition("/")[0]) + (len(wanted) - len(head))
    return position >= 0 and position + head_length <= end


def _from_where_the_pattern_begins(pattern: str, page: Address) -> str:
    """The page's text from its scheme, its host or its path on, whichever the pattern names first."""
    if "://" in pattern:
        return page.text
    return page.path + page.tail if pattern.startswith("/") else page.after_scheme


def _fits(parts: list[str]) -> Callable[[str], bool]:
    """Whether a text is these parts with anything between; each found as early as possible, so one pass does."""
    first, last, middle = parts[0], parts[-1], parts[1:-1]

    def fits(text: str) -> bool:
        if len(parts) == 1:
            return text == first
        if not text.startswith(first):
            return False
        position = len(first)
        for part in middle:
            position = text.find(part, position)
            if position < 0:
                return False
            position += len(part)
        return len(text) - len(last) >= position and text.endswith(last)

    return fits


def _words(problem: Exception) -> str:
    reason = problem.args[0] if problem.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
