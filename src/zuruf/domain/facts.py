"""What is known of a visitor's page and visit when triggers are judged (T2). What is not known (W1b) is None, and no condition on it holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from zuruf.domain.visitor import AttributeValue

FactName = Literal[
    "current_url",
    "previous_page",
    "referrer",
    "website",
    "time_on_page",
    "pages_viewed",
    "visits",
    "returning",
    "browser_language",
    "widget_language",
    "country",
    "device",
    "attribute",
    "custom_event",
]
FACT_NAMES: tuple[FactName, ...] = get_args(FactName)
FoundValue = str | int | float | bool | frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One tab's page at one moment. Addresses as the browser reported them, "" when there is known to be none (a direct visitor's referrer).

    `website` is an id; `time_on_page` whole seconds; `pages_viewed` those of this visit, this page included; `visits` this one included;
    languages as BCP 47 tags, `country` as ISO 3166-1 alpha-2, `device` is desktop, mobile or tablet;
    `custom_events` the names page code reported in this visit.
    """

    website: str
    current_url: str | None = None
    previous_page: str | None = None
    referrer: str | None = None
    time_on_page: int | None = None
    pages_viewed: int | None = None
    visits: int | None = None
    returning: bool | None = None
    browser_language: str | None = None
    widget_language: str | None = None
    country: str | None = None
    device: str | None = None
    attributes: Mapping[str, AttributeValue] | None = None
    custom_events: frozenset[str] | None = None


Reader = Callable[[Facts], FoundValue]


def reader(fact: FactName, name: str) -> Reader:
    """How to read a fact; `name` picks the attribute. An attribute the visitor does not have is not known."""
    if fact == "attribute":
        return lambda facts: None if facts.attributes is None else facts.attributes.get(name)
    return _READERS[fact]


_READERS: Mapping[FactName, Reader] = {
    "current_url": lambda facts: facts.current_url,
    "previous_page": lambda facts: facts.previous_page,
    "referrer": lambda facts: facts.referrer,
    "website": lambda facts: facts.website,
    "time_on_page": lambda facts: facts.time_on_page,
    "pages_viewed": lambda facts: facts.pages_viewed,
    "visits": lambda facts: facts.visits,
    "returning": lambda facts: facts.returning,
    "browser_language": lambda facts: facts.browser_language or None,
    "widget_language": lambda facts: facts.widget_language or None,
    "country": lambda facts: facts.country or None,
    "device": lambda facts: facts.device or None,
    "custom_event": lambda facts: facts.custom_events,
}
