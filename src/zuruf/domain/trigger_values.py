"""Values that a visitor can have at all: a trigger that waits for any other is refused when it is saved, for it would never match (T2)."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from zuruf.domain.facts import FactName
from zuruf.domain.trigger import Condition, Test, placed_tests, placed_words
from zuruf.domain.trigger_condition import number_in
from zuruf.errors import Invalid

LONGEST_ON_PAGE: Final = (
    86_400  # seconds; browsers end such timers or run them at once, and who stays a day is not there any more
)
DEVICES: Final = frozenset({"desktop", "mobile", "tablet"})
# ISO 3166-1 alpha-2 as of 2026, and what registries of networks write besides: Europe and Asia-Pacific as wholes, Kosovo.
COUNTRIES: Final = frozenset(
    re.findall(
        "[A-Z]{2}",
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT "
        "BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH "
        "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT "
        "HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
        "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI "
        "NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG "
        "SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG "
        "UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "
        "EU AP XK ",
    )
)
# What is counted: from where on, and the most that is worth waiting for.
_COUNTED: Final[Mapping[FactName, tuple[int, int]]] = {
    "time_on_page": (0, LONGEST_ON_PAGE),
    "pages_viewed": (1, 1_000_000),
    "visits": (1, 1_000_000),
}
# The shape of BCP 47: a language, perhaps a script, perhaps a region, perhaps variants. Browsers write `-`, some programs `_`.
_TAG: Final = re.compile(
    r"[a-z]{2,3}([-_][a-z]{4})?([-_]([a-z]{2}|[0-9]{3}))?([-_]([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*", re.IGNORECASE
)


def check_values(condition: Condition, field: str = "condition") -> None:
    """Raises Invalid with the path of the first value no visitor has (`never_matches`), or of a number that counts nothing."""
    for path, test in placed_tests(condition, field):
        if test.fact in _COUNTED:
            _check_count(test, f"{path}.value")
        known = _KNOWN.get(test.fact)
        for at, word in placed_words(test.value, f"{path}.value") if known else ():
            if known is not None and not known[0](word.strip()):
                raise Invalid("never_matches", f"Expected {known[1]}, got “{word[:40]}”: no visitor has that.", at)


_KNOWN: Final[Mapping[FactName, tuple[Callable[[str], bool], str]]] = {
    "country": (lambda word: word.upper() in COUNTRIES, "a country by its two letters (ISO 3166-1) such as “FR”"),
    "device": (lambda word: word.casefold() in DEVICES, "“desktop”, “mobile” or “tablet”"),
    "browser_language": (lambda word: _TAG.fullmatch(word) is not None, "a language such as “fr” or “de-CH”"),
    "widget_language": (lambda word: _TAG.fullmatch(word) is not None, "a language such as “fr” or “de-CH”"),
}


def _check_count(test: Test, field: str) -> None:
    least, most = _COUNTED[test.fact]
    number = number_in(test.value)
    if number is None or not number.is_integer() or not 0 <= number <= most:
        raise Invalid(
            "invalid_value", f"Expected a whole number from 0 to {most}, got “{str(test.value)[:40]}”.", field
        )
    is_below = number < least if test.operator in ("equals", "at_most") else number <= least
    if is_below and test.operator in ("equals", "at_most", "less_than"):
        raise Invalid("never_matches", f"Counting begins at {least}: no visitor is {test.operator} {number:g}.", field)
