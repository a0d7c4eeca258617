"""What is only said: typing, watching, visitors online, presence."""

from typing import Any

from tests.realtime.stage import Client, Stage, W
from tests.simulation.loop import passing, virtually
from zuruf.realtime.frames import OnlineVisitor, UnreadSignal
from zuruf.realtime.source import Rights, Sighting, Sign

AGENTS = frozenset({"agents"})


def visitor(browser_id: str, **more: Any) -> OnlineVisitor:
    fields: dict[str, Any] = {
        **dict.fromkeys(("visitor_id", "conversation_id", "name", "website_id", "url", "title", "country"), ""),
        **dict.fromkeys(("language", "device"), ""),
        **dict.fromkeys(("visits", "pages", "since", "page_since"), 0),
    }
    return OnlineVisitor(browser_id=browser_id, is_chatting=False, **({"group_id": None} | fields | more))


def put(stage: Stage, one: OnlineVisitor, topics: frozenset[str] = AGENTS) -> None:
    """They are on a website, or something about them changed."""
    stage.product.online[one.browser_id] = Sighting(one, topics)
    stage.hub.online(W).look(one.browser_id)


async def scene() -> tuple[Stage, Client, Client, Client]:
    """Anna and Vera share a conversation; Ben, behind the wall, may not see it."""
    stage = Stage()
    stage.product.visitors["vis_1"] = "cnv_1"
    stage.product.rights["ben"] = Rights(frozenset({"workspace", "agent:ben", "group:2"}), "g2")
    await stage.commit(stage.product.for_visitor("cnv_1", ["agents", "group:1", "visitor:vis_1"]))
    clients = await stage.arrive(), await stage.arrive("ben"), await stage.arrive("vis_1", "visitor")
    return stage, *clients


@virtually
async def test_an_agents_typing_is_told_to_the_visitor_by_name_and_ends_after_6_s() -> None:
    stage, anna, ben, vera = await scene()
    stage.product.rights["carl"] = stage.product.rights["anna"]
    carl = await stage.arrive("carl")
    anna.says(f="say", say={"type": "typing", "conversation": "cnv_1"})
    await passing(5.9)
    typing = {"type": "typing", "conversation": "", "who": "anna", "name": "Anna", "on": True}
    assert vera.signals("typing") == [typing]
    assert carl.signals("typing") == [typing | {"conversation": "cnv_1"}]
    await passing(0.2)
    assert vera.signals("typing")[1:] == [typing | {"on": False}]
    assert ben.signals("typing") == anna.signals("typing") == []


@virtually
async def test_what_was_typed_ends_the_typing_when_it_arrives() -> None:
    stage, anna, _, vera = await scene()
    vera.says(f="say", say={"type": "typing", "on": True})
    await passing(0.1)
    await stage.commit(
        stage.product.for_visitor("cnv_1", ["agents", "visitor:vis_1"], type="message.sent", actor="visitor:vis_1")
    )
    await passing(0.1)
    assert [said["on"] for said in anna.signals("typing")] == [True, False]


@virtually
async def test_a_visitors_typing_is_told_to_agents_who_may_see_it_in_their_own_conversation_only() -> None:
    _, anna, ben, vera = await scene()
    vera.says(f="say", say={"type": "typing", "conversation": "cnv_other", "on": True})
    vera.says(f="say", say={"type": "typing", "on": False})
    await passing(0.1)
    assert [(said["conversation"], said["who"], said["on"]) for said in anna.signals("typing")] == [
        ("cnv_1", "visitor", True),
        ("cnv_1", "visitor", False),
    ]
    assert ben.signals("typing") == vera.signals("typing") == []


@virtually
async def test_nobody_types_into_a_conversation_they_may_not_see() -> None:
    _, anna, ben, vera = await scene()
    ben.says(f="say", say={"type": "typing", "conversation": "cnv_1"})
    await passing(0.1)
    assert anna.signals("typing") == vera.signals("typing") == []


@virtually
async def test_too_much_typing_is_dropped() -> None:
    _, anna, _, vera = await scene()
    for _ in range(20):
        vera.says(f="say", say={"type": "typing"})
    await passing(0.1)
    assert len(anna.signals("typing")) == 4


@virtually
async def test_a_moved_conversation_has_another_audience_for_signals_at_once() -> None:
    stage, anna, ben, vera = await scene()
    vera.says(f="say", say={"type": "typing"})
    await passing(0.1)
    await stage.commit(stage.product.event("cnv_1", ["group:2"]))
    vera.says(f="say", say={"type": "typing"})
    await passing(0.1)
    assert (len(anna.signals("typing")), len(ben.signals("typing"))) == (1, 1)


@virtually
async def test_who_watches_a_conversation_is_told_to_those_who_may_see_it() -> None:
    stage, anna, ben, _ = await scene()
    anna.says(f="say", say={"type": "watching", "conversation": "cnv_1"})
    ben.says(f="say", say={"type": "watching", "conversation": "cnv_1"})
    await passing(0.1)
    assert anna.signals("watching")[-1] == {"type": "watching", "conversation": "cnv_1", "agents": ["anna"]}
    assert ben.signals("watching") == []
    assert "anna" in stage.hub.watching(W, "cnv_1")
    later = await stage.arrive("anna")
    assert later.signals("watching")[-1]["agents"] == ["anna"]
    anna.gone()
    await passing(0.1)
    assert later.signals("watching")[-1]["agents"] == []


@virtually
async def test_visitors_online_are_told_whole_first_then_changes_once_a_second() -> None:
    stage = Stage()
    put(stage, visitor("b1", url="/a"))
    anna = await stage.arrive()
    assert anna.signals("visitors")[0]["whole"] is True
    assert [one["url"] for one in anna.signals("visitors")[0]["visitors"]] == ["/a"]
    await passing(1.1)
    before = len(anna.signals("visitors"))
    for n in range(50):
        put(stage, visitor("b1", url=f"/{n}"))
        await passing(0)
    put(stage, visitor("b2"))
    stage.hub.online(W).remove("b2")
    await passing(1.1)
    (told,) = anna.signals("visitors")[before:]
    assert (told["whole"], [one["url"] for one in told["visitors"]], told["gone"]) == (False, ["/49"], [])
    put(stage, visitor("b1", url="/49"))
    await passing(1.1)
    assert len(anna.signals("visitors")) == before + 1, "nothing is told of what did not change"
    stage.hub.online(W).remove("b1")
    await passing(1.1)
    assert anna.signals("visitors")[-1]["gone"] == ["b1"]


@virtually
async def test_a_visitor_who_becomes_invisible_to_an_agent_is_gone_for_them_at_once() -> None:
    stage, anna, ben, _ = await scene()
    put(stage, visitor("b1", group_id="g1"), AGENTS | {"group:1"})
    await passing(1.1)
    assert [len(said["visitors"]) for said in ben.signals("visitors")] == [0]
    put(stage, visitor("b1", group_id="g2"), AGENTS | {"group:2"})
    await passing(0.1)
    assert ben.signals("visitors")[-1]["visitors"][0]["group_id"] == "g2"
    put(stage, visitor("b1", group_id="g1"), AGENTS | {"group:1"})
    await passing(0.1)
    assert ben.signals("visitors")[-1] == {"type": "visitors", "whole": False, "visitors": [], "gone": ["b1"]}
    await passing(5)
    assert len(anna.signals("visitors")) == 4


@virtually
async def test_a_visitor_and_their_loader_can_be_told_something() -> None:
    stage, anna, _, vera = await scene()
    loader = await stage.arrive("b1", "browser")
    stage.hub.say_to_visitor(W, "vis_1", UnreadSignal(2))
    stage.hub.say_to_browser(W, "b1", UnreadSignal(3))
    assert vera.signals("unread")[0]["count"] == 2
    assert loader.signals("unread")[0]["count"] == 3
    assert anna.signals("unread") == []
    assert sorted(who.id for who in stage.hub.connected(W)) == ["anna", "b1", "ben", "vis_1"]


# --- presence (P1) ---


async def living(client: Client, seconds: int) -> None:
    """Answers its heartbeats."""
    seen = len(client.frames)
    for _ in range(seconds):
        await passing(1)
        if any(frame["f"] == "hb" for frame in client.frames[seen:]):
            client.says(f="got", cursor="0")
        seen = len(client.frames)


@virtually
async def test_a_console_brings_its_agent_online_and_everybody_knows() -> None:
    stage = Stage()
    ben = await stage.arrive("ben")
    await passing(1)
    assert ben.signals("presence")[-1]["agents"] == {"anna": "offline", "ben": "online"}
    anna = await stage.arrive()
    await passing(0.2)
    assert ben.signals("presence")[-1]["agents"] == {"anna": "online", "ben": "online"}
    assert anna.signals("presence")[-1]["agents"] == {"anna": "online", "ben": "online"}
    assert stage.product.presence[-1] == {"anna": "online", "ben": "online"}
    assert stage.hub.presence_of(W)["anna"] == "online"


@virtually
async def test_a_closed_console_counts_for_30_s() -> None:
    stage = Stage()
    anna, ben = await stage.arrive(), await stage.arrive("ben")
    await passing(1)
    anna.gone()
    await living(ben, 29)
    assert ben.signals("presence")[-1]["agents"]["anna"] == "online"
    await living(ben, 2)
    assert ben.signals("presence")[-1]["agents"]["anna"] == "offline"
    assert stage.product.presence[-1]["anna"] == "offline"


@virtually
async def test_a_console_that_comes_back_within_30_s_was_never_offline() -> None:
    stage = Stage()
    anna = await stage.arrive()
    await passing(1)
    anna.gone()
    await passing(20)
    anna = await stage.arrive()
    await living(anna, 60)
    assert all(told["anna"] == "online" for told in stage.product.presence[-1:])
    assert [told["anna"] for told in stage.product.presence] == ["online"]


@virtually
async def test_a_silent_console_is_offline_by_75_s() -> None:
    stage = Stage()
    ben = await stage.arrive("ben")
    await stage.arrive("anna")
    await living(ben, 76)
    assert [told["anna"] for told in stage.product.presence][-1] == "offline"
    assert [told["ben"] for told in stage.product.presence][-1] == "online"


@virtually
async def test_any_of_several_consoles_keeps_online() -> None:
    stage = Stage()
    first, second = await stage.arrive(), await stage.arrive()
    first.gone()
    await living(second, 60)
    assert stage.product.presence[-1]["anna"] == "online"


@virtually
async def test_the_store_is_told_at_most_every_15_s_and_at_the_end() -> None:
    stage = Stage()
    anna = await stage.arrive()
    for _ in range(32):
        await passing(1)
        anna.says(f="ping")
    anna.gone()
    await passing(0.1)
    renewals = [(agent, round(until / 1000)) for agent, until in stage.product.renewed]
    assert renewals == [("anna", 45), ("anna", 60), ("anna", 76), ("anna", 62)]


@virtually
async def test_a_choice_and_a_ping_by_api_are_told_at_once_and_its_end_at_the_moment() -> None:
    stage = Stage()
    ben = await stage.arrive("ben")
    now = stage.hub.node.clock.now()
    stage.product.signs["anna"] = Sign("online", now + 20_000)
    stage.hub.presence_touched(W)
    await passing(0.2)
    assert ben.signals("presence")[-1]["agents"]["anna"] == "online"
    stage.product.signs["ben"] = Sign("invisible", None)
    await stage.commit(stage.product.event(None, ["workspace"], type="agent.changed"))
    await passing(0.2)
    assert ben.signals("presence")[-1]["agents"]["ben"] == "invisible"
    await living(ben, 19)
    assert ben.signals("presence")[-1]["agents"]["anna"] == "online"
    await passing(0.8)
    assert ben.signals("presence")[-1]["agents"]["anna"] == "offline"
