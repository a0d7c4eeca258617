"""What is known of a visitor's page and visit when triggers are judged (T2). What is not known (W1b) is None, and no condition on it holds."""

from collections.abc import Mapping
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
Device = Literal["desktop", "mobile", "tablet"]
FoundValue = str | int | float | bool | frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One tab's page at one moment. Addresses as the browser reported them, "" when there is known to be none (a direct visitor's referrer).

    `website` is an id; `time_on_page` whole seconds; `pages_viewed` those of this visit, this page included; `visits` this one included;
    languages as BCP 47 tags, `country` as ISO 3166-1 alpha-2; `custom_events` the names page code reported in this visit.
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


def found(facts: Facts, fact: FactName, name: str) -> FoundValue:
    """The value of a fact; `name` picks the attribute. An attribute the visitor does not have is not known."""
    match fact:
        case "attribute":
            return None if facts.attributes is None else facts.attributes.get(name)
        case "custom_event":
            return facts.custom_events
        case "website":
            return facts.website
        case "current_url" | "previous_page" | "referrer":
            return _address(facts, fact)
        case "time_on_page" | "pages_viewed" | "visits" | "returning":
            return _number(facts, fact)
        case "browser_language" | "widget_language" | "country" | "device":
            return _word(facts, fact)


def _address(facts: Facts, fact: Literal["current_url", "previous_page", "referrer"]) -> str | None:
    match fact:
        case "current_url":
            return facts.current_url
        case "previous_page":
            return facts.previous_page
        case "referrer":
            return facts.referrer


def _number(facts: Facts, fact: Literal["time_on_page", "pages_viewed", "visits", "returning"]) -> int | None:
    match fact:
        case "time_on_page":
            return facts.time_on_page
        case "pages_viewed":
            return facts.pages_viewed
        case "visits":
            return facts.visits
        case "returning":
            return facts.returning


def _word(facts: Facts, fact: Literal["browser_language", "widget_language", "country", "device"]) -> str | None:
    match fact:
        case "browser_language":
            return facts.browser_language or None
        case "widget_language":
            return facts.widget_language or None
        case "country":
            return facts.country or None
        case "device":
            return facts.device or None
