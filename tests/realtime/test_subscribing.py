"""Resume or snapshot, then live: no hole, no double, only what the receiver may see."""

import pytest

from tests.realtime.stage import START, Product, Stage
from tests.simulation.loop import passing, virtually
from zuruf.realtime.bus import MemoryBus
from zuruf.realtime.source import Rights


@virtually
async def test_a_newcomer_gets_a_snapshot_and_then_what_happens() -> None:
    stage = Stage()
    await stage.commit(stage.product.event())
    anna = await stage.arrive()
    assert [frame["f"] for frame in anna.frames[:3]] == ["welcome", "snap", "snap"]
    assert anna.of("welcome")[0]["mode"] == "snapshot"
    assert anna.of("snap")[0]["agent"]["reads"] == {"cnv_1": 1}
    await stage.commit(stage.product.event())
    assert anna.of("ev") == [
        {
            "f": "ev",
            "prev": "1",
            "cur": "2",
            "seq": 2,
            "type": "visitor.changed",
            "at": START,
            "actor": "system:",
            "body": {"n": 2},
            "cid": "",
        }
    ]


@virtually
async def test_who_was_away_shortly_resumes_with_one_batch() -> None:
    stage = Stage()
    anna = await stage.arrive()
    anna.gone()
    for _ in range(5):
        await stage.commit(stage.product.event())
    again = await stage.arrive(epoch=anna.epoch, cursor=anna.cursor())
    assert again.of("welcome")[0]["mode"] == "resume"
    assert [frame["f"] for frame in again.frames[:2]] == ["welcome", "batch"]
    assert again.seqs() == [1, 2, 3, 4, 5]
    assert again.cursor() == "5"
    await stage.commit(stage.product.event())
    assert again.seqs()[-1] == 6


@virtually
async def test_a_long_absence_is_read_from_the_database() -> None:
    stage = Stage()
    for _ in range(2600):
        stage.product.commit(stage.product.event())
    anna = await stage.arrive(epoch="e1.all", cursor="100")
    await passing(1)
    assert anna.of("welcome")[0]["mode"] == "resume"
    assert anna.seqs() == list(range(101, 2601))
    assert "events_since" in stage.product.reads


@pytest.mark.parametrize(
    ("epoch", "cursor"),
    [("e0.all", "1"), ("e1.all", "99"), ("e1.all", "0"), ("e1.all", "x"), ("e1.all", "-1"), ("", ""), ("e1.none", "3")],
    ids=["another epoch", "beyond the head", "below the floor", "no number", "negative", "none", "another sight"],
)
@virtually
async def test_who_cannot_resume_gets_a_snapshot(epoch: str, cursor: str) -> None:
    stage = Stage()
    for _ in range(4):
        stage.product.commit(stage.product.event())
    stage.product.trim(2)
    anna = await stage.arrive(epoch=epoch, cursor=cursor)
    assert anna.of("welcome")[0]["mode"] == "snapshot"
    assert anna.cursor() == "4"


@virtually
async def test_what_happens_while_a_snapshot_is_read_comes_after_it() -> None:
    stage = Stage()
    await stage.commit(stage.product.event())
    gate = stage.product.hold("agent_snapshot")
    anna = await stage.arrive()
    await stage.commit(stage.product.event())
    await stage.commit(stage.product.event())
    assert anna.of("ev") == []
    gate.set()
    await passing(0.01)
    assert anna.of("snap")[0]["cursor"] == "1"
    assert anna.seqs() == [2, 3]
    await stage.commit(stage.product.event())
    assert anna.cursor() == "4"


@virtually
async def test_what_happens_while_catching_up_is_neither_lost_nor_doubled() -> None:
    stage = Stage()
    anna = await stage.arrive()
    await stage.commit(stage.product.event())
    gate = stage.product.hold("may_see_now")
    again = await stage.arrive(epoch=anna.epoch, cursor="0")
    await stage.commit(stage.product.event())
    gate.set()
    await passing(0.01)
    await stage.commit(stage.product.event())
    assert again.seqs() == [1, 2, 3]


@virtually
async def test_events_trimmed_while_catching_up_lead_to_a_snapshot() -> None:
    stage = Stage()
    for _ in range(2600):
        stage.product.commit(stage.product.event())
    await stage.arrive("ben")
    gate = stage.product.hold("may_see_now")
    anna = await stage.arrive(epoch="e1.all", cursor="0")
    stage.product.trim(2000)
    gate.set()
    await passing(1)
    assert [frame["mode"] for frame in anna.of("welcome")] == ["resume", "snapshot"]
    assert anna.of("snap")[-1]["cursor"] == "2600"
    assert anna.code is None


@virtually
async def test_a_snapshot_ahead_of_the_node_is_not_followed_by_what_it_holds() -> None:
    stage = Stage()
    ben = await stage.arrive("ben")
    committed = stage.product.commit(stage.product.event())
    anna = await stage.arrive()
    assert anna.of("snap")[-1]["cursor"] == "1"
    stage.hub.committed(committed)
    await stage.commit(stage.product.event())
    assert anna.seqs() == [2]
    assert ben.seqs() == [1, 2]


@virtually
async def test_catching_up_asks_who_may_see_it_now_and_passes_over_the_rest() -> None:
    stage = Stage()
    product = stage.product
    product.rights["anna"] = Rights(frozenset({"workspace", "agent:anna", "group:1"}), "g1")
    anna = await stage.arrive()
    anna.gone()
    await stage.commit(product.event("cnv_1", ["group:1"]), product.event("cnv_2", ["group:1"]))
    # cnv_1 moved away: what happened in it while it was visible is not told any more, losing it is.
    await stage.commit(product.event("cnv_1", ["group:2"]))
    await stage.commit(product.event("cnv_1", ["agent:anna"], type="conversation.revoked", to="anna"))
    await stage.commit(product.event("cnv_1", ["agent:ben"], to="ben"))
    again = await stage.arrive(epoch=anna.epoch, cursor=anna.cursor())
    assert again.seqs() == [2, 4]
    assert again.of("adv") == [{"f": "adv", "prev": "4", "cur": "5"}]


@virtually
async def test_live_events_reach_their_topics_and_nobody_else() -> None:
    stage = Stage()
    stage.product.rights["ben"] = Rights(frozenset({"workspace", "agent:ben", "group:2"}), "g2")
    anna, ben = await stage.arrive("anna"), await stage.arrive("ben")
    await stage.commit(stage.product.event("cnv_1", ["agents", "group:1"]))
    await stage.commit(stage.product.event("cnv_2", ["agents", "group:2"]))
    await stage.commit(stage.product.event("cnv_2", ["agents", "group:2"], to="ben"))
    await stage.commit(stage.product.event(None, ["workspace"], type="settings.changed"))
    assert anna.seqs() == [1, 2, 4]
    assert ben.seqs() == [2, 3, 4]
    assert (anna.cursor(), ben.cursor()) == ("4", "4")


@virtually
async def test_the_one_who_caused_an_event_is_told_its_cid() -> None:
    stage = Stage()
    anna, ben = await stage.arrive("anna"), await stage.arrive("ben")
    await stage.commit(stage.product.event(actor="agent:anna", cid="c-1"))
    assert anna.of("ev")[0]["cid"] == "c-1"
    assert ben.of("ev")[0]["cid"] == ""


@virtually
async def test_an_idle_client_is_moved_on_with_its_heartbeat() -> None:
    stage = Stage()
    stage.product.rights["anna"] = Rights(frozenset({"workspace"}), "none")
    anna = await stage.arrive()
    for _ in range(3):
        await stage.commit(stage.product.event())
    await passing(16)
    assert anna.of("adv") == [{"f": "adv", "prev": "0", "cur": "3"}]
    assert anna.of("hb")[-1]["cur"] == "3"
    assert anna.cursor() == "3"


# --- rights ---


@virtually
async def test_a_change_of_rights_is_known_before_later_events_are_delivered() -> None:
    stage = Stage()
    product = stage.product
    product.rights["anna"] = Rights(frozenset({"workspace", "agent:anna", "group:1"}), "g1")
    anna = await stage.arrive()
    gate = product.hold("rights_of")
    product.rights["anna"] = Rights(frozenset({"workspace", "agent:anna"}), "g0")
    await stage.commit(product.event(None, ["workspace"], type="group.changed"))
    await stage.commit(product.event("cnv_1", ["group:1"]))
    assert anna.seqs() == [1]
    gate.set()
    await passing(0.1)
    assert anna.seqs() == [1]
    assert [frame["mode"] for frame in anna.of("welcome")] == ["snapshot", "snapshot"]
    assert anna.of("snap")[-2]["agent"].get("reads", {}) == {}
    assert anna.code is None
    await stage.commit(product.event(None, ["workspace"], type="settings.changed"))
    assert anna.cursor() == "3"


@virtually
async def test_a_change_that_alters_nobodys_sight_brings_no_snapshot() -> None:
    stage = Stage()
    anna = await stage.arrive()
    await stage.commit(stage.product.event(None, ["workspace"], type="agent.changed"))
    await passing(0.1)
    assert len(anna.of("welcome")) == 1
    assert anna.seqs() == [1]


@virtually
async def test_behind_the_wall_sight_that_changed_and_changed_back_brings_a_snapshot_live_and_on_resuming() -> None:
    stage = Stage()
    product = stage.product
    product.rights["anna"] = Rights(frozenset({"workspace", "agent:anna", "group:1"}), "g1")
    anna = await stage.arrive()
    await stage.commit(product.event(None, ["workspace"], type="agent.changed"))
    await stage.commit(product.event(None, ["workspace"], type="group.changed"))
    await passing(0.1)
    assert [frame["mode"] for frame in anna.of("welcome")] == ["snapshot", "snapshot"]
    again = await stage.arrive(epoch=anna.epoch, cursor="0")
    assert [frame["mode"] for frame in again.of("welcome")] == ["resume", "snapshot"]
    assert again.seqs() == []
    third = await stage.arrive(epoch=anna.epoch, cursor="2")
    assert [frame["mode"] for frame in third.of("welcome")] == ["resume"]


@virtually
async def test_who_sees_all_is_not_made_to_forget_a_conversation() -> None:
    stage = Stage()
    anna = await stage.arrive()
    await stage.commit(stage.product.event("cnv_1", ["agent:anna"], type="conversation.revoked", to="anna"))
    await passing(0.1)
    assert [frame["mode"] for frame in anna.of("welcome")] == ["snapshot", "snapshot"]
    assert anna.seqs() == []
    again = await stage.arrive(epoch=anna.epoch, cursor="0")
    assert again.seqs() == []
    assert again.cursor() == "1"


@virtually
async def test_rights_that_change_during_a_snapshot_are_read_again() -> None:
    stage = Stage()
    product = stage.product
    product.rights["anna"] = Rights(frozenset({"workspace", "group:1"}), "g1")
    await stage.arrive("ben")
    gate = product.hold("agent_snapshot")
    anna = await stage.arrive()
    product.rights["anna"] = Rights(frozenset({"workspace", "group:2"}), "g2")
    await stage.commit(product.event(None, ["workspace"], type="group.changed"))
    await stage.commit(product.event("cnv_1", ["group:1"]), product.event("cnv_2", ["group:2"]))
    gate.set()
    await passing(0.1)
    assert anna.of("snap")[-2]["agent"]["reads"] == {"cnv_2": 3}
    assert all(frame["seq"] == 1 for frame in anna.of("ev"))


@virtually
async def test_somebody_who_is_no_agent_any_more_is_signed_out() -> None:
    stage = Stage()
    anna = await stage.arrive()
    stage.product.rights["anna"] = None
    await stage.commit(stage.product.event(None, ["workspace"], type="agent.changed"))
    assert anna.code == 4001


@virtually
async def test_unreadable_rights_make_everybody_start_over() -> None:
    stage = Stage()
    anna = await stage.arrive()
    stage.product.failing["rights_of"] = RuntimeError("no database")
    await stage.commit(stage.product.event(None, ["workspace"], type="agent.changed"))
    await stage.commit(stage.product.event())
    assert anna.code == 4009
    assert anna.seqs() == [1]


@virtually
async def test_a_fresh_snapshot_comes_on_demand_on_the_same_socket() -> None:
    stage = Stage()
    anna = await stage.arrive()
    await stage.commit(stage.product.event())
    stage.hub.resync("wsp_1", "anna")
    await stage.commit(stage.product.event())
    await passing(0.1)
    assert [frame["mode"] for frame in anna.of("welcome")] == ["snapshot", "snapshot"]
    assert anna.cursor() == "2"


# --- the node's tail ---


@virtually
async def test_a_lost_hint_is_made_up_for_by_the_poll() -> None:
    stage = Stage()
    anna = await stage.arrive()
    stage.product.commit(stage.product.event())
    await passing(1.3)
    assert anna.seqs() == [1]


@virtually
async def test_a_hint_of_another_node_is_followed_at_once() -> None:
    bus = MemoryBus()
    product = Product()
    one, two = Stage(product, bus=bus), Stage(product, bus=bus)
    anna = await two.arrive()
    await one.commit(product.event())
    assert anna.seqs() == [1]


@virtually
async def test_commits_that_arrive_out_of_order_are_read_in_order() -> None:
    stage = Stage()
    anna = await stage.arrive()
    first, second = stage.product.commit(stage.product.event()), stage.product.commit(stage.product.event())
    stage.hub.committed(second)
    stage.hub.committed(first)
    stage.hub.committed(second)
    await passing(0.01)
    assert anna.seqs() == [1, 2]


@virtually
async def test_another_epoch_makes_everybody_start_over() -> None:
    stage = Stage()
    anna = await stage.arrive()
    await stage.commit(stage.product.event())
    stage.product.epoch, stage.product.events = "e2", []
    await passing(1.3)
    assert anna.code == 4009
    again = await stage.arrive(epoch=anna.epoch, cursor="1")
    assert again.of("welcome")[0]["mode"] == "snapshot"
    assert again.epoch == "e2.all"
    await stage.commit(stage.product.event())
    assert again.seqs() == [1]


@virtually
async def test_a_node_that_fell_behind_the_floor_makes_everybody_start_over() -> None:
    stage = Stage()
    anna = await stage.arrive()
    stage.product.failing["positions"] = RuntimeError("away")
    for _ in range(5):
        stage.product.commit(stage.product.event())
    stage.product.trim(3)
    del stage.product.failing["positions"]
    await passing(1.3)
    assert anna.code == 4009
    assert anna.seqs() == []


@virtually
async def test_a_history_that_went_back_makes_everybody_start_over() -> None:
    stage = Stage()
    anna = await stage.arrive()
    await stage.commit(stage.product.event(), stage.product.event())
    stage.product.events.pop()
    await passing(1.3)
    assert anna.code == 4009


@virtually
async def test_a_failing_database_delays_and_loses_nothing() -> None:
    stage = Stage()
    anna = await stage.arrive()
    stage.product.failing |= {"positions": OSError("away"), "events_since": OSError("away")}
    stage.product.commit(stage.product.event())
    await passing(5)
    assert anna.seqs() == []
    stage.product.failing.clear()
    await passing(1.3)
    assert anna.seqs() == [1]
    assert anna.code is None


# --- visitors ---


@virtually
async def test_a_visitor_hears_their_own_conversation_in_their_own_numbers() -> None:
    stage = Stage()
    product = stage.product
    product.visitors["vis_1"] = "cnv_1"
    vera = await stage.arrive("vis_1", "visitor")
    await stage.commit(product.event("cnv_1"), product.for_visitor("cnv_2"))
    await stage.commit(product.for_visitor("cnv_1", actor="trigger:trg_7", cid="x"))
    await stage.commit(product.for_visitor("cnv_1", actor="visitor:vis_1", cid="c-1"))
    first, second = vera.of("ev")
    assert (first["prev"], first["cur"], first["seq"], first["body"]) == ("0", "1", 1, {"v": 1})
    assert (first["actor"], first["cid"]) == ("website:", "")
    assert (second["prev"], second["cid"]) == ("1", "c-1")


@virtually
async def test_a_visitors_first_conversation_begins_while_connected() -> None:
    stage = Stage()
    vera = await stage.arrive("vis_1", "visitor")
    assert vera.of("snap")[0]["cursor"] == "0"
    stage.product.visitors["vis_1"] = "cnv_1"
    await stage.commit(stage.product.for_visitor("cnv_1", ["agents", "visitor:vis_1"]))
    await stage.commit(stage.product.for_visitor("cnv_1", ["agents", "visitor:vis_1"]))
    assert vera.seqs() == [1, 2]


@virtually
async def test_a_visitor_resumes_from_the_ring() -> None:
    stage = Stage()
    product = stage.product
    product.visitors["vis_1"] = "cnv_1"
    vera = await stage.arrive("vis_1", "visitor")
    await stage.commit(product.for_visitor())
    vera.gone()
    await stage.commit(product.for_visitor(), product.event())
    product.reads.clear()
    again = await stage.arrive("vis_1", "visitor", epoch=vera.epoch, cursor="1")
    assert again.of("welcome")[0]["mode"] == "resume"
    assert again.seqs() == [2]
    assert "visitor_snapshot" not in product.reads
    await stage.commit(product.for_visitor())
    assert again.seqs() == [2, 3]


@virtually
async def test_a_visitor_who_missed_nothing_resumes_without_a_ring() -> None:
    stage = Stage()
    stage.product.visitors["vis_1"] = "cnv_1"
    vera = await stage.arrive("vis_1", "visitor", epoch="e1", cursor="0")
    assert vera.of("welcome")[0]["mode"] == "resume"
    assert vera.of("snap") == []


@virtually
async def test_what_a_visitor_gets_during_their_snapshot_comes_after_it() -> None:
    stage = Stage()
    product = stage.product
    product.visitors["vis_1"] = "cnv_1"
    gate = product.hold("visitor_snapshot")
    vera = await stage.arrive("vis_1", "visitor")
    await stage.commit(product.for_visitor(), product.event())
    gate.set()
    await passing(0.01)
    assert vera.of("snap")[0]["cursor"] == "0"
    assert vera.seqs() == [1]


@virtually
async def test_a_hole_before_a_visitor_is_filled() -> None:
    stage = Stage()
    product = stage.product
    product.visitors["vis_1"] = "cnv_1"
    vera = await stage.arrive("vis_1", "visitor")
    product.visitor_heads["cnv_1"] = 4
    await stage.commit(product.for_visitor())
    await passing(0.1)
    assert vera.cursor() == "5"
    assert [frame["mode"] for frame in vera.of("welcome")] == ["snapshot", "snapshot"]
