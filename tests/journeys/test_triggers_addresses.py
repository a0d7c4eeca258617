"""How a trigger compares a page's address: every operator, its negation, and which spellings are the same (T3)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.people import Json
from tests.journeys.wishes import attributes_of, mark, when

pytestmark = pytest.mark.anyio
BOTH = "münchen.example"
MUNICH = "https://xn--mnchen-3ya.example"


def the_url(operator: str, pattern: str) -> Json:
    return when("current_url", operator, pattern)


async def found_at(town: Town, url: str) -> set[str]:
    """The triggers that match a new visitor's page at this address."""
    visitor = town.visitor()
    visitor.page = (await visitor.tell("view", url=url, previous_url="", language="fr", widget_language="fr"))["page"]
    await visitor.open()
    text = f"Hello from {visitor.browser}"
    await visitor.write(text)
    return set(await attributes_of(town.owner, await town.conversation_of(town.owner, text)))


async def rules(town: Town, **named: tuple[str, str]) -> None:
    for name, (operator, pattern) in named.items():
        await town.trigger(name, the_url(operator, pattern), mark(name))


@pytest.mark.line("T3a", "T3b", "T3c", "T3d", "T3e")
async def test_at_or_under_looks_at_host_and_whole_segments_of_the_path(town: Town) -> None:
    await rules(
        town,
        site=("at_or_under", "shop.example"),
        french=("at_or_under", "https://www.shop.example/fr/?from=mail#top"),
        path=("at_or_under", "/fr"),
        port=("at_or_under", "shop.example:8443"),
    )
    assert await found_at(town, "https://shop.example/") == {"site"}
    assert await found_at(town, "http://shop.example/fr?a=1#end") == {"site", "french", "path"}
    assert await found_at(town, "https://www.shop.example/fr/produits") == {"site", "french", "path"}
    assert await found_at(town, "https://shop.example/france") == {"site"}
    assert await found_at(town, "https://fr.shop.example/fr") == {"path"}
    assert await found_at(town, "https://shop.example:8443/en") == {"site", "port"}


@pytest.mark.line("T3f", "T3g", "T3h")
async def test_other_spellings_of_an_address_are_the_same_the_paths_case_is_not(town: Town) -> None:
    await rules(
        town,
        letters=("at_or_under", BOTH),
        encoded=("at_or_under", "xn--mnchen-3ya.example/caf%c3%a9"),
        accented=("contains", "/café"),
        host=("at_or_under", "XN--Mnchen-3YA.Example"),
        upper=("at_or_under", "/CAFÉ"),
    )
    assert await found_at(town, f"{MUNICH}/caf%C3%A9/1") == {"letters", "encoded", "accented", "host"}
    assert await found_at(town, "https://MÜNCHEN.example/Café") == {"letters", "host"}


@pytest.mark.line("T3i", "T3j", "T3k", "T3l", "T3m", "T3n", "T3o")
async def test_each_operator_and_its_negation(town: Town) -> None:
    wanted = {
        "exactly": "https://shop.example/fr/cart?step=2",
        "contains": "/cart",
        "starts_with": "https://shop.example/fr",
        "ends_with": "?step=2",
        "wildcard": "shop.example/*/cart",
        "regex": r"/(fr|be)/cart\?step=\d$",
    }
    await rules(town, **{name: (name, pattern) for name, pattern in wanted.items()})
    await rules(town, **{f"not_{name}": (f"not_{name}", pattern) for name, pattern in wanted.items()})
    nothing = {f"not_{name}" for name in wanted}

    assert await found_at(town, "https://shop.example/fr/cart?step=2") == set(wanted)
    assert await found_at(town, "https://shop.example/") == nothing
    other = await found_at(town, "https://shop.example/fr/cart?step=2&back=1")
    assert other == {"contains", "starts_with", "wildcard", "not_exactly", "not_ends_with", "not_regex"}


@pytest.mark.line("T3p", "T3q")
@pytest.mark.parametrize(
    ("operator", "pattern", "says"),
    [
        ("at_or_under", "shop.example/#/fr", "contains"),
        ("at_or_under", "not an address", "no address"),
        ("regex", r"(a)\1", "linear time"),
        ("regex", "(", "linear time"),
    ],
)
async def test_what_cannot_be_compared_is_refused_at_its_field(
    town: Town, operator: str, pattern: str, says: str
) -> None:
    body = {"name": "Bad", "condition": the_url(operator, pattern), "actions": [mark("bad")]}
    refused = await town.owner.ask("POST", "/api/triggers", 422, **body)
    assert refused["field"].endswith("value")
    assert says in refused["detail"]
    assert (await town.owner.get("/api/triggers"))["items"] == []
