"""When triggers are judged, the first message, and moving until then (T6, T7, T8)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.people import Agent, Json
from tests.journeys.wishes import all_of, at, conversations_in, into, mark, to, when

pytestmark = pytest.mark.anyio


def writing(frame: Json) -> bool:
    return frame["f"] == "ev" and frame["type"] == "message.sent"


async def outsider_saw_nothing_unassigned(outsider: Agent, conversation: str, group: str) -> None:
    """No frame, list or alert of this agent ever showed the conversation without its group."""
    await outsider.settle()
    views = [view for frame in outsider.socket.frames for view in conversations_in(frame) if view["id"] == conversation]
    assert views, "an agent who sees all conversations sees this one"
    for view in views:
        is_ownerless = view["group"]["group_id"] is None and not view["participations"]
        assert not (view["has_visitor_message"] and is_ownerless), view
        assert not view["is_open"] or view["group"]["group_id"] == group, view
    assert await outsider.alerts() == []
    assert await outsider.unassigned() == []
    assert await outsider.mine() == []
    counts = await outsider.get("/api/counts")
    assert (counts["unassigned"], counts["mine"]) == (0, 0)


@pytest.mark.line("T6a", "T6e", "T6f", "T8a", "T8b")
async def test_a_french_page_assigns_and_the_first_message_calls_the_group_and_nobody_else(town: Town) -> None:
    marie, lea = await town.hire("Marie", "online"), await town.hire("Lea")
    nora = await town.hire("Nora", "online")
    french = await town.group("Support-Team FR", marie, lea)
    await town.trigger("French site", at("/fr"), into(french))
    camille, john = town.visitor(), town.visitor()
    await camille.view("/fr/livraison?ref=mail#top")
    await john.view("/france")
    await camille.open()
    await john.open()
    assert [frame for frame in marie.socket.frames if writing(frame)] == []
    assert await marie.alerts() == [], "an assignment before the first message alerts nobody"

    await camille.write("Bonjour")
    sent = (await marie.socket.event("message.sent"))["body"]
    assert (sent["alerted"], sent["opened"]) == ([marie.id], True)
    assert (sent["conversation"]["group"]["group_id"], sent["conversation"]["is_open"]) == (french, True)
    conversation = sent["conversation"]["id"]
    assert await lea.mine() == await marie.mine() == [conversation]
    await outsider_saw_nothing_unassigned(nora, conversation, french)

    await john.write("Hello")
    other = await town.conversation_of(nora, "Hello")
    assert other["group"]["group_id"] is None
    assert await nora.unassigned() == [other["id"]]
    assert len(await nora.alerts()) == 1


@pytest.mark.line("T6d", "T6e", "T6f")
async def test_the_first_message_is_judged_with_the_page_its_own_tab_is_on(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    await town.trigger("French", at("/fr"), into(french))
    await town.trigger("Cart", at("/cart"), into(sales))
    camille = town.visitor()
    await camille.view("/fr")
    await camille.open()
    first = camille.tab
    camille.tab = "the second tab"
    await camille.view("/cart")
    camille.tab = first

    await camille.write("Bonjour")

    conversation = await town.conversation_of(marie, "Bonjour")
    assert conversation["group"]["group_id"] == french
    thread = await marie.get(f"/api/conversations/{conversation['id']}")
    assert thread["messages"][-1]["page"] == "https://shop.example/fr"
    await nora.settle()
    assert await nora.alerts() == []
    assert await nora.mine() == []
    sent = [frame["body"]["conversation"] for frame in nora.socket.frames if writing(frame)]
    assert [view["group"]["group_id"] for view in sent] == [french]


@pytest.mark.line("T6d", "T6e", "T6f")
async def test_a_condition_that_became_true_meanwhile_counts_at_the_first_message(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french = await town.group("Support-Team FR", marie)
    slow = all_of(at("/fr"), when("time_on_page", "at_least", 10))
    await town.trigger("Slow", slow, into(french))
    camille = town.visitor()
    assert (await camille.view("/fr"))["judge_after"] == 10
    await camille.open()
    town.pass_silently(12)
    await marie.is_here()
    await nora.is_here()

    await camille.write("Bonjour")

    sent = (await marie.socket.event("message.sent"))["body"]
    assert sent["alerted"] == [marie.id]
    await outsider_saw_nothing_unassigned(nora, sent["conversation"]["id"], french)


@pytest.mark.line("T6b", "T6c", "T6g")
async def test_triggers_are_judged_on_timers_and_when_the_widget_opens_by_the_servers_clock(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    for seconds in (10, 60):
        await town.trigger(f"{seconds} s", when("time_on_page", "at_least", seconds), mark(f"after {seconds}"))
    camille = town.visitor()
    seen = await camille.view("/")
    assert seen["judge_after"] == 10
    assert (await camille.tell("judge"))["judge_after"] in (9, 10), "asking too early changes nothing"

    town.pass_silently(10)
    assert (await camille.tell("judge"))["judge_after"] in (49, 50)
    await camille.open()
    visitor = await marie.socket.until(lambda f: any(True for _ in conversations_in(f)), "the visitor the timer made")
    made = next(conversations_in(visitor))["visitor"]
    assert made["attributes"] == {"after 10": True}

    town.pass_silently(51)
    assert (await camille.tell("opened"))["judge_after"] is None
    await marie.socket.event("visitor.changed", line="after 60")
    assert (await camille.view("/next"))["judge_after"] == 10, "another page, in a single-page site too, begins anew"


@pytest.mark.line("T7a")
async def test_moving_on_releases_the_agent_of_the_trigger_before(town: Town) -> None:
    marie, tim = await town.hire("Marie", "online"), await town.hire("Tim", "online")
    await town.trigger("FR", at("/fr"), to(marie))
    await town.trigger("EN", at("/en"), to(tim))
    camille = town.visitor()
    await camille.view("/fr")
    await camille.view("/en")
    await camille.open()
    await camille.write("Hello")
    assert (await tim.socket.event("message.sent"))["body"]["alerted"] == [tim.id]
    assert (await marie.mine(), len(await tim.mine())) == ([], 1)


@pytest.mark.line("T7a", "T7b", "T7c")
async def test_a_visitor_is_moved_again_until_the_first_message_and_afterwards_only_if_the_trigger_says_so(
    town: Town,
) -> None:
    marie, tim, nora = [await town.hire(name, "online") for name in ("Marie", "Tim", "Nora")]
    french, english = await town.group("Support-Team FR", marie), await town.group("Support-Team EN", tim)
    sales = await town.group("Sales", nora)
    await town.trigger("FR", at("/fr"), into(french))
    await town.trigger("EN", at("/en"), into(english))
    await town.trigger("Checkout", at("/checkout"), into(sales), also_during_conversation=True)
    camille = town.visitor()

    await camille.view("/fr")
    await camille.view("/en")
    await camille.open()
    await camille.write("Hello")
    conversation = await town.conversation_of(tim, "Hello")
    assert conversation["group"]["group_id"] == english
    assert (await tim.socket.event("message.sent"))["body"]["alerted"] == [tim.id]
    assert await marie.mine() == []

    await camille.view("/fr")
    await camille.tell("opened")
    await camille.write("Bonjour")
    assert (await town.conversation_of(tim, "Bonjour"))["group"]["group_id"] == english
    assert await marie.mine() == []
    assert await marie.alerts() == []

    await camille.view("/checkout")
    moved = await nora.socket.event("visitor.assigned_to_group", to_group=sales)
    assert moved["body"]["alerted"] == [nora.id]
    assert await tim.mine() == []
    assert await nora.mine() == [conversation["id"]]
