"""What is only said follows what agents may see: who is online, who watches, who types, at the moment it changes (I8k, I5g)."""

import logging
from typing import Any

import pytest

from tests.realtime.stage import Client, Stage, W
from tests.realtime.test_signals import AGENTS, put, visitor
from tests.simulation.loop import passing, virtually
from zuruf.realtime.source import Rights

FRENCH, SALES = AGENTS | {"group:1"}, AGENTS | {"group:2"}


def listed(client: Client) -> list[str]:
    """Who stands in this console's list of visitors online, as frontend/console/src/state/reduce.ts keeps it."""
    online: dict[str, Any] = {}
    for said in client.signals("visitors"):
        if said["whole"]:
            online = {}
        for browser_id in said["gone"]:
            online.pop(browser_id, None)
        online.update({row["browser_id"]: row for row in said["visitors"]})
    return sorted(online)


async def house() -> tuple[Stage, Client, Client]:
    """Anna sees all; Ben, behind the wall, is in the first group, whose visitor b1 is online; b2 is of the second."""
    stage = Stage()
    stage.product.rights["ben"] = Rights(frozenset({"workspace", "agent:ben", "group:1"}), "1")
    put(stage, visitor("b1", conversation_id="cnv_1"), FRENCH)
    put(stage, visitor("b2", conversation_id="cnv_2"), SALES)
    anna, ben = await stage.arrive(), await stage.arrive("ben")
    await passing(1.1)
    assert (listed(anna), listed(ben)) == (["b1", "b2"], ["b1"])
    return stage, anna, ben


async def put_ben_into(stage: Stage, *groups: str) -> None:
    topics = {"workspace", "agent:ben", *groups}
    stage.product.rights["ben"] = Rights(frozenset(topics), "".join(sorted(groups)))
    await stage.commit(stage.product.event(None, ["workspace"], type="group.changed"))


@pytest.mark.line("I8k")
@virtually
async def test_another_membership_is_another_list_at_once() -> None:
    stage, anna, ben = await house()
    told = len(anna.signals("visitors"))
    await put_ben_into(stage, "group:2")
    assert listed(ben) == ["b2"]
    await put_ben_into(stage)
    assert listed(ben) == []
    await put_ben_into(stage, "group:1", "group:2")
    assert listed(ben) == ["b1", "b2"]
    assert anna.signals("visitors")[told:] == [], "who sees all is told nothing again"


@pytest.mark.line("I8k")
@virtually
async def test_a_setting_that_moves_a_visitor_moves_them_in_the_lists_at_once() -> None:
    stage, anna, ben = await house()
    stage.product.online["b1"] = stage.product.online["b1"]._replace(topics=SALES)
    stage.product.online["b2"] = stage.product.online["b2"]._replace(topics=FRENCH)
    await stage.commit(stage.product.event(None, ["workspace"], type="agent.changed", body=b""))
    assert (listed(anna), listed(ben)) == (["b1", "b2"], ["b2"])


@pytest.mark.line("I8k")
@virtually
async def test_a_conversation_granted_or_revoked_takes_its_visitor_along_in_the_list_at_once() -> None:
    stage, _, ben = await house()
    for topics, type_, there in (
        (SALES | {"agent:ben"}, "conversation.granted", ["b1", "b2"]),
        (SALES, "conversation.revoked", ["b1"]),
    ):
        stage.product.online["b2"] = stage.product.online["b2"]._replace(topics=topics)
        await stage.commit(stage.product.event("cnv_2", ["agent:ben"], type=type_, to="ben"))
        assert listed(ben) == there


@pytest.mark.line("I8l")
@virtually
async def test_nobody_is_told_of_a_visitor_while_it_is_not_known_who_may_see_them() -> None:
    stage, _, ben = await house()
    put(stage, visitor("b1", conversation_id="cnv_1", url="/secret"), FRENCH)
    await passing(0.5)
    gate = stage.product.hold("online_now")
    stage.product.online["b1"] = stage.product.online["b1"]._replace(topics=SALES)
    await stage.commit(stage.product.event(None, ["workspace"], type="group.changed"))
    await passing(2)
    assert listed(ben) == ["b1"], "as it was"
    gate.set()
    await passing(0.1)
    assert listed(ben) == []
    assert "/secret" not in str(ben.frames)


@pytest.mark.line("I8l")
@virtually
async def test_a_list_that_could_not_be_read_is_read_again(caplog: pytest.LogCaptureFixture) -> None:
    stage, _, ben = await house()
    stage.product.failing["online_now"] = ConnectionError("the database is away")
    with caplog.at_level(logging.CRITICAL):
        await put_ben_into(stage, "group:2")
        assert listed(ben) == [], "nobody of whom it is not certain"
        del stage.product.failing["online_now"]
        await passing(2.1)
    assert listed(ben) == ["b2"]


@virtually
async def test_who_leaves_while_being_looked_at_stays_away() -> None:
    stage, anna, _ = await house()
    gate = stage.product.hold("online_now")
    put(stage, visitor("b3"))
    await passing(0.1)
    stage.hub.online(W).remove("b3")
    gate.set()
    await passing(2)
    assert "b3" not in str(anna.frames)


@pytest.mark.line("I8l")
@virtually
async def test_what_was_read_before_a_change_is_not_told_after_it() -> None:
    stage, anna, _ = await house()
    gate = stage.product.hold("online_now")
    put(stage, visitor("b1", url="/old"), FRENCH)
    await passing(0.1)
    put(stage, visitor("b1", url="/new"), FRENCH)
    gate.set()
    await passing(2)
    assert anna.signals("visitors")[-1]["visitors"][0]["url"] == "/new"
    assert "/old" not in str(anna.frames)


@virtually
async def test_another_window_is_told_at_once_who_is_there() -> None:
    stage, _, _ = await house()
    second = await stage.arrive()
    assert second.signals("presence") == [{"type": "presence", "agents": {"anna": "online", "ben": "online"}}]


# --- watching and typing ---


async def desk() -> tuple[Stage, Client, Client]:
    """Anna and Ben look at a conversation that both may see."""
    stage, anna, ben = await house()
    await stage.commit(stage.product.event("cnv_1", list(FRENCH)))
    for client in (anna, ben):
        client.says(f="say", say={"type": "watching", "conversation": "cnv_1"})
        await passing(0.1)
    assert [client.signals("watching")[-1]["agents"] for client in (anna, ben)] == [["anna", "ben"]] * 2
    return stage, anna, ben


@pytest.mark.line("I5g")
@virtually
async def test_who_watches_and_who_types_is_told_again_after_every_snapshot() -> None:
    stage, anna, ben = await desk()
    await stage.commit(stage.product.event("cnv_3", list(FRENCH)))
    anna.says(f="say", say={"type": "typing", "conversation": "cnv_3"})
    await passing(0.1)
    ben.frames.clear()
    stage.hub.resync(W, "ben")
    await passing(0.1)
    kinds = [frame["eph"]["type"] if frame["f"] == "eph" else frame["f"] for frame in ben.frames]
    assert kinds.index("snap") < kinds.index("watching")
    assert ben.signals("watching")[-1]["agents"] == ["anna", "ben"]
    assert [(said["who"], said["on"]) for said in ben.signals("typing")] == [("anna", True)]


@pytest.mark.line("I5g")
@virtually
async def test_who_lost_sight_of_a_conversation_hears_nothing_of_it_and_does_not_count_as_watching_it() -> None:
    stage, anna, ben = await desk()
    ben.frames.clear()
    await put_ben_into(stage, "group:2")
    assert anna.signals("watching")[-1]["agents"] == ["anna"]
    anna.says(f="say", say={"type": "typing", "conversation": "cnv_1"})
    await passing(0.1)
    anna.says(f="say", say={"type": "watching", "conversation": ""})
    await passing(0.1)
    assert ben.signals("watching") == ben.signals("typing") == []
    anna.says(f="say", say={"type": "watching", "conversation": "cnv_1"})
    await put_ben_into(stage, "group:1")
    assert [client.signals("watching")[-1]["agents"] for client in (anna, ben)] == [["anna", "ben"]] * 2


@pytest.mark.line("I5g")
@virtually
async def test_a_conversation_granted_comes_with_who_watches_it_and_a_revoked_one_ends_watching_it() -> None:
    stage, anna, ben = await desk()
    ben.frames.clear()
    revoked = stage.product.event("cnv_1", ["agent:ben"], type="conversation.revoked", to="ben")
    await stage.commit(stage.product.event("cnv_1", list(SALES)), revoked)
    await passing(0.1)
    assert anna.signals("watching")[-1]["agents"] == ["anna"]
    assert ben.signals("watching") == []
    granted = stage.product.event("cnv_1", ["agent:ben"], type="conversation.granted", to="ben")
    await stage.commit(stage.product.event("cnv_1", list(FRENCH)), granted)
    await passing(0.1)
    assert ben.signals("watching")[-1]["agents"] == ["anna", "ben"]
