"""WHEN and IF: who is there, and every condition on page and visitor (T1, T2)."""

import pytest

from tests.journeys.conftest import ACADEMY, SHOP, Town
from tests.journeys.people import Agent, Json
from tests.journeys.wishes import all_of, any_of, at, attributes_of, into, mark, when

pytestmark = pytest.mark.anyio
HALF_AN_HOUR = 30 * 60
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"


async def marks(town: Town, agent: Agent, path: str = "/cart") -> set[str]:
    """What the triggers say of a new visitor on this page."""
    visitor = town.visitor()
    await visitor.view(path)
    await visitor.open()
    await visitor.write(f"Hello from {visitor.browser}")
    return set(await attributes_of(agent, await town.conversation_of(agent, f"Hello from {visitor.browser}")))


@pytest.mark.line("T1a")
async def test_a_trigger_waits_for_somebody_online_for_nobody_or_for_neither(town: Town) -> None:
    marie = await town.hire("Marie")
    for who in ("online", "offline", "either"):
        await town.trigger(who, at("/"), mark(who), when={"agents": who})
    await town.trigger("default", at("/"), mark("default"))

    assert await marks(town, marie) == {"offline", "either", "default"}
    await marie.online("invisible")
    assert await marks(town, marie) == {"offline", "either", "default"}
    await marie.ask("PUT", "/api/me/presence", presence="online")
    assert await marks(town, marie) == {"online", "either", "default"}


@pytest.mark.line("T1a")
async def test_a_trigger_may_wait_for_its_target_to_be_online(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    of = {"of": "target", "agents": "online"}
    await town.trigger("Sales", at("/"), into(sales), mark("sales"), when=of)
    await town.trigger("Nobody there", at("/"), into(sales), mark("nobody"), when={**of, "agents": "offline"})
    await town.trigger("French", at("/fr"), into(french), mark("french"), when=of)

    assert await marks(town, marie, "/fr") == {"nobody", "french"}
    await nora.online()
    assert await marks(town, marie, "/fr") == {"sales", "french"}


@pytest.mark.line("T1b", "T1c")
async def test_conditions_nest_all_and_any(town: Town) -> None:
    marie = await town.hire("Marie")
    french, mobile, cart = at("/fr"), when("device", "is", "mobile"), at("/fr/cart")
    await town.trigger("all", all_of(french, cart), mark("all"))
    await town.trigger("any", any_of(mobile, cart), mark("any"))
    await town.trigger("nested", all_of(french, any_of(mobile, all_of(cart))), mark("nested"))
    await town.trigger("many", french, mark("first"), mark("second"))
    await town.trigger("none", all_of(), mark("none"))

    assert await marks(town, marie, "/fr/cart") == {"all", "any", "nested", "first", "second", "none"}
    assert await marks(town, marie, "/fr") == {"first", "second", "none"}
    assert await marks(town, marie, "/cart") == {"none"}


@pytest.mark.line("T2a", "T2b", "T2c", "T2d", "T2e", "T2f", "T2g", "T2h", "T2i", "T2j", "T2k", "T2l", "T2m", "T2n")
async def test_every_condition_holds_for_what_is_so_and_for_nothing_else(town: Town) -> None:
    academy, _ = await town.put_up("Academy", ACADEMY)
    conditions: dict[str, tuple[Json, Json]] = {
        "current_url": (at("/fr"), at("/de")),
        "previous_page": (
            when("previous_page", "exactly", f"{SHOP}/start"),
            when("previous_page", "ends_with", "/cart"),
        ),
        "referrer": (
            when("referrer", "at_or_under", "https://search.example"),
            when("referrer", "at_or_under", "https://news.example"),
        ),
        "website": (when("website", "is", [town.website]), when("website", "is", [academy])),
        "time_on_page": (when("time_on_page", "at_least", 10), when("time_on_page", "at_least", 100)),
        "pages_viewed": (when("pages_viewed", "equals", 2), when("pages_viewed", "more_than", 2)),
        "visits": (when("visits", "equals", 2), when("visits", "less_than", 2)),
        "returning": (when("returning", "is", value=True), when("returning", "is", value=False)),
        "browser_language": (when("browser_language", "is", "fr"), when("browser_language", "is", "fr-FR")),
        "widget_language": (
            when("widget_language", "is", ["de", "en"]),
            when("widget_language", "is_not", ["de", "en"]),
        ),
        "country": (when("country", "is", "US"), when("country", "is", "FR")),
        "device": (when("device", "is", "mobile"), when("device", "is", "desktop")),
        "attribute": (
            all_of(
                when("attribute", "exists", name="plan"),
                when("attribute", "equals", "pro", name="plan"),
                when("attribute", "contains", "BIG", name="note"),
                when("attribute", "more_than", 100, name="cart_value"),
                when("attribute", "less_than", 130, name="cart_value"),
            ),
            any_of(when("attribute", "exists", name="colour"), when("attribute", "less_than", 100, name="cart_value")),
        ),
        "custom_event": (
            when("custom_event", "happened", name="checkout"),
            any_of(
                when("custom_event", "not_happened", name="checkout"), when("custom_event", "happened", name="paid")
            ),
        ),
    }
    for name, (holds, fails) in conditions.items():
        await town.trigger(name, holds, mark(f"yes:{name}"))
        await town.trigger(f"not {name}", all_of(at("/fr"), when("visits", "more_than", 1), fails), mark(f"no:{name}"))
    camille = town.visitor()
    camille.http.headers.update({"User-Agent": PHONE, "X-Forwarded-For": "8.8.8.8"})
    about = {"language": "fr-CA", "widget_language": "en", "referrer": "https://search.example/?q=chat"}

    await camille.view("/", **about)
    town.pass_silently(HALF_AN_HOUR + 60)
    await camille.view("/start", **about)
    await camille.tell("attributes", attributes={"plan": "pro", "cart_value": 120, "note": "a big one"})
    await camille.tell("custom-event", name="checkout")
    await camille.view("/fr/suivi", **about)
    town.pass_silently(15)
    await camille.open()
    await camille.write("Bonjour")

    found = await attributes_of(town.owner, await town.conversation_of(town.owner, "Bonjour"))
    assert {name for name in found if name.startswith(("yes:", "no:"))} == {f"yes:{name}" for name in conditions}


@pytest.mark.line("T2m", "T4g", "T6a")
async def test_an_attribute_set_by_a_trigger_counts_on_the_next_page(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    french, camille = await town.group("Support-Team FR", marie), town.visitor()
    await town.trigger("Pro", at("/one"), mark("plan", "pro"))
    is_pro = all_of(when("attribute", "equals", "pro", name="plan"), at("/two"))
    await town.trigger("Greet", is_pro, into(french), {"kind": "open_widget"})

    assert (await camille.view("/two"))["acts"] == []
    assert (await camille.view("/one"))["acts"] == []
    assert (await camille.view("/two"))["acts"] == ["open"]
    await camille.open()
    await camille.write("Bonjour")
    assert (await town.conversation_of(marie, "Bonjour"))["group"]["group_id"] == french


@pytest.mark.line("T2m", "T6a")
async def test_an_attribute_an_agent_set_or_took_away_counts_on_the_next_page(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    camille, john = town.visitor(), town.visitor()
    is_pro = all_of(when("attribute", "equals", "pro", name="plan"), at("/two"))
    await town.trigger("Greet", is_pro, {"kind": "open_widget"})
    for visitor, told, noted in ((camille, {}, "pro"), (john, {"plan": "pro"}, None)):
        await visitor.view("/one")
        await visitor.tell("attributes", attributes=told)
        await visitor.open()
        await visitor.write(f"Hello from {visitor.browser}")
        conversation = await town.conversation_of(marie, f"Hello from {visitor.browser}")
        await marie.ask("PATCH", f"/api/visitors/{conversation['visitor']['id']}", attributes={"plan": noted})

    assert (await camille.view("/two"))["acts"] == ["open"]
    assert (await john.view("/two"))["acts"] == []
