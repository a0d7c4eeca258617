"""One socket from hello to its end: who it is, what it may send and how much, what is done with what it asks for."""

import asyncio
import json

import pytest

from tests.realtime.stage import Stage, W
from tests.simulation.loop import passing, virtually
from zuruf.errors import Conflict, Forbidden, TooMany, Unauthenticated, ZurufError
from zuruf.realtime.frames import ModeSignal
from zuruf.realtime.limits import FRAME_IN
from zuruf.realtime.source import Refused

SEND = {"f": "op", "op": {"type": "message.send", "text": "hi"}}

# --- who ---


@virtually
async def test_a_socket_that_says_nothing_is_closed_after_10_s() -> None:
    stage = Stage()
    client = stage.connect()
    await passing(9.9)
    assert client.code is None
    await passing(0.2)
    assert client.code == 4001


@virtually
async def test_an_authentication_that_hangs_is_closed_after_10_s() -> None:
    stage = Stage()
    stage.product.hold("authenticate")
    client = await stage.arrive()
    await passing(10)
    assert client.code == 4001


@virtually
async def test_nobody_known_is_closed_with_4001() -> None:
    client = await Stage().arrive("")
    assert client.code == 4001


@pytest.mark.parametrize(("error", "code"), [(Forbidden("banned", "No."), 4003), (OSError("no database"), 4009)])
@virtually
async def test_a_refused_or_failed_hello_is_closed(error: Exception, code: int) -> None:
    stage = Stage()
    stage.product.failing["authenticate"] = error
    client = await stage.arrive()
    assert client.code == code
    assert len(client.of("bye")) == (code == 4009)


@virtually
async def test_a_snapshot_that_cannot_be_read_says_when_to_come_back() -> None:
    stage = Stage()
    stage.product.failing["agent_snapshot"] = OSError("no database")
    client = await stage.arrive()
    assert client.code == 4009
    assert client.of("bye")[0]["retry_in"] >= 1000


@virtually
async def test_a_newer_socket_of_the_same_window_supersedes_the_older() -> None:
    stage = Stage()
    older = await stage.arrive(instance="tab-1")
    other_window = await stage.arrive(instance="tab-2")
    somebody_else = await stage.arrive("ben", instance="tab-1")
    newer = await stage.arrive(instance="tab-1")
    assert (older.code, other_window.code, somebody_else.code, newer.code) == (4010, None, None, None)
    await stage.commit(stage.product.event())
    assert older.seqs() == []
    assert newer.seqs() == [1]


@virtually
async def test_a_hello_that_comes_late_closes_itself_and_not_its_successor() -> None:
    """It was said on a connection the window had given up; the node hears of that end after the hello, or never."""
    stage = Stage()
    successor = await stage.arrive(instance="tab-1", attempt=2)
    late = await stage.arrive(instance="tab-1", attempt=1)
    assert (late.code, successor.code) == (4009, None)
    assert late.of("welcome") == []
    next_one = await stage.arrive(instance="tab-1", attempt=3)
    assert (successor.code, next_one.code) == (4010, None)


@virtually
async def test_a_window_that_counts_nothing_or_the_same_again_is_the_newer_one() -> None:
    stage = Stage()
    first = await stage.arrive(instance="tab-1", attempt=7)
    again = await stage.arrive(instance="tab-1", attempt=7)
    uncounted = await stage.arrive(instance="tab-1")
    other_window = await stage.arrive(instance="tab-2", attempt=1)
    assert (first.code, again.code, uncounted.code, other_window.code) == (4010, 4010, None, None)


# --- what may come in ---

BAD_FRAMES = {
    "no JSON": (b"{", 4400),
    "unknown frame": (b'{"f":"subscribe","channel":"%"}', 4400),
    "unknown field": (b'{"f":"ping","admin":true}', 4400),
    "wrong type": (b'{"f":"ping","cursor":1}', 4400),
    "unknown op": (b'{"f":"op","cid":"1","op":{"type":"role.raise"}}', 4400),
    "an author of one's own": (b'{"f":"op","cid":"1","op":{"type":"message.send","text":"x","author":"ben"}}', 4400),
    "a second hello": (b'{"f":"hello","v":1,"instance":"x"}', 4400),
    "nested deeply": (b"[" * 60_000, 4400),
    "not a number": (b'{"f":"op","cid":"1","op":{"type":"conversation.read","seq":NaN}}', 4400),
    "too long": (b'{"f":"ping","cursor":"' + b"x" * FRAME_IN + b'"}', 4013),
}


@pytest.mark.parametrize("name", list(BAD_FRAMES))
@virtually
async def test_a_bad_frame_closes_its_socket_and_no_other(name: str) -> None:
    stage = Stage()
    frame, code = BAD_FRAMES[name]
    other, client = await stage.arrive("ben"), await stage.arrive()
    client.session.received(frame)
    assert client.code == code
    assert other.code is None
    assert stage.product.done == []


@pytest.mark.parametrize("frame", [SEND | {"cid": "1"}, {"f": "ping"}, {"f": "say", "say": {"type": "typing"}}])
@virtually
async def test_nothing_comes_before_the_hello(frame: dict[str, object]) -> None:
    client = Stage().connect()
    client.says(**frame)
    assert client.code == 4400


@virtually
async def test_another_version_is_refused() -> None:
    client = await Stage().arrive(v=2)
    assert client.code == 4400


@virtually
async def test_a_flood_of_frames_is_closed_with_4013() -> None:
    client = await Stage().arrive()
    for _ in range(300):
        client.says(f="ping")
    assert client.code == 4013


@virtually
async def test_a_ping_is_answered_with_the_position() -> None:
    stage = Stage()
    anna = await stage.arrive()
    await stage.commit(stage.product.event())
    anna.says(f="ping", cursor="1")
    assert anna.of("hb")[-1]["cur"] == "1"


# --- ops ---


@virtually
async def test_an_op_is_acknowledged_when_it_is_durable() -> None:
    stage = Stage()
    anna = await stage.arrive()
    gate = stage.product.hold("perform")
    anna.says(**SEND, cid="c-1")
    await passing(1)
    assert anna.of("ack") == []
    gate.set()
    await passing(0.01)
    assert anna.of("ack") == [{"f": "ack", "cid": "c-1", "id": "msg_1", "seq": 1, "dup": False, "note": ""}]


@virtually
async def test_ops_of_a_socket_are_done_one_after_another() -> None:
    stage = Stage()
    anna = await stage.arrive()
    gate = stage.product.hold("perform")
    for n in range(3):
        anna.says(**SEND, cid=f"c-{n}")
    await passing(0.01)
    assert [op.cid for _, op in stage.product.done] == ["c-0"]
    gate.set()
    await passing(0.01)
    assert [frame["cid"] for frame in anna.of("ack")] == ["c-0", "c-1", "c-2"]


@virtually
async def test_what_was_received_is_done_although_the_tab_is_closed_at_once() -> None:
    stage = Stage()
    stage.product.visitors["vis_1"] = "cnv_1"
    vera = stage.connect("visitor")
    vera.says(f="hello", v=1, instance="", token="vis_1")
    vera.says(**SEND, cid="c-1")
    vera.says(**SEND, cid="c-2")
    vera.gone()
    await passing(0.1)
    assert [op.cid for _, op in stage.product.done] == ["c-1", "c-2"]


@virtually
async def test_who_lost_their_session_has_nothing_more_done() -> None:
    stage = Stage()
    anna = await stage.arrive()
    gate = stage.product.hold("perform")
    anna.says(**SEND, cid="c-1")
    anna.says(**SEND, cid="c-2")
    await passing(0.01)
    stage.hub.close_agent(W, "anna", 4001)
    gate.set()
    await passing(0.1)
    assert [op.cid for _, op in stage.product.done] == ["c-1"]
    assert anna.code == 4001
    assert anna.of("ack") == []


ANSWERS = [
    (Conflict("group_changed", "It changed.", "group", {"group": "g1"}), False, 0),
    (Forbidden("right_missing", "You may not."), False, 0),
    (TooMany("too_many", "Slowly.", detail={"retry_after": "3"}), True, 3000),
    (ZurufError("busy", "Busy."), True, 1000),
    (OSError("disk full"), True, 1000),
]


@pytest.mark.parametrize(("error", "retry", "after"), ANSWERS, ids=lambda value: str(value)[:12])
@virtually
async def test_a_refusal_says_whether_to_try_again(error: Exception, retry: bool, after: int) -> None:
    stage = Stage()
    stage.product.answer = error
    anna = await stage.arrive()
    anna.says(**SEND, cid="c-1")
    await passing(0.01)
    (nack,) = anna.of("nack")
    assert (nack["cid"], nack["retry"], nack["after"]) == ("c-1", retry, after)
    assert "disk" not in json.dumps(nack)
    assert anna.code is None


@virtually
async def test_an_op_of_somebody_signed_out_closes_and_stays_with_the_client() -> None:
    stage = Stage()
    stage.product.answer = Unauthenticated("session_over", "Sign in again.")
    anna = await stage.arrive()
    anna.says(**SEND, cid="c-1")
    await passing(0.01)
    assert anna.code == 4001
    assert anna.of("nack") == []


@virtually
async def test_a_visitor_sends_2_ops_a_second_after_a_burst_of_10() -> None:
    stage = Stage()
    stage.product.visitors["vis_1"] = "cnv_1"
    vera = await stage.arrive("vis_1", "visitor")
    for n in range(12):
        vera.says(**SEND, cid=f"c-{n}")
    await passing(0.1)
    assert len(vera.of("ack")) == 10
    assert [frame["retry"] for frame in vera.of("nack")] == [True, True]
    assert 0 < vera.of("nack")[0]["after"] <= 501
    await passing(1)
    vera.says(**SEND, cid="c-11")
    vera.says(**SEND, cid="c-12")
    await passing(0.1)
    assert len(vera.of("ack")) == 12


@virtually
async def test_a_loader_only_listens() -> None:
    stage = Stage()
    loader = await stage.arrive("brw_1", "browser")
    assert loader.of("welcome")[0]["me"] == "brw_1"
    stage.hub.say_to_browser(W, "brw_1", ModeSignal(mode="live", faces=["Anna"], groups=None))
    assert loader.signals("mode")[0]["mode"] == "live"
    await stage.commit(stage.product.event(), stage.product.for_visitor())
    await passing(100)
    assert loader.of("ev") == []
    assert loader.code is None
    loader.says(**SEND, cid="c-1")
    assert loader.code == 4400


# --- how many, how slow ---


@virtually
async def test_an_address_a_person_and_the_node_have_limits() -> None:
    stage = Stage(sockets_per_address=3, sockets_per_agent=2, sockets=4)
    for _ in range(3):
        stage.connect(address="1.1.1.1")
    with pytest.raises(Refused, match="this address") as refused:
        stage.connect(address="1.1.1.1")
    assert refused.value.status == 403
    last = stage.connect(address="2.2.2.2")
    with pytest.raises(Refused) as refused:
        stage.connect(address="3.3.3.3")
    assert refused.value.status == 503
    last.gone()
    stage.connect(address="3.3.3.3")


@virtually
async def test_one_agent_has_so_many_sockets() -> None:
    stage = Stage(sockets_per_agent=2)
    first, second, third = [await stage.arrive() for _ in range(3)]
    assert (first.code, second.code, third.code) == (None, None, 4013)
    first.gone()
    assert (await stage.arrive()).code is None


@virtually
async def test_hellos_beyond_the_rate_are_told_to_come_back() -> None:
    stage = Stage(hellos_per_second=3)
    clients = [stage.connect(credential="anna") for _ in range(5)]
    for client in clients:
        client.says(f="hello", v=1, instance="")
    await passing(0.1)
    assert [client.code for client in clients] == [None, None, None, 4013, 4013]
    assert 1000 <= clients[4].of("bye")[0]["retry_in"] <= 2000


@virtually
async def test_snapshots_are_read_so_many_at_a_time() -> None:
    stage = Stage(snapshots_at_a_time=2)
    gate = stage.product.hold("agent_snapshot")
    clients = [await stage.arrive() for _ in range(4)]
    assert stage.product.reads.count("agent_snapshot") == 2
    gate.set()
    await passing(0.1)
    assert all(len(client.of("snap")) == 2 for client in clients)


@virtually
async def test_a_slow_client_is_closed_with_4008_and_holds_nobody_up() -> None:
    stage = Stage()
    slow, quick = await stage.arrive(), await stage.arrive("ben")
    slow.takes = False
    for _ in range(300):
        await stage.commit(stage.product.event())
    assert slow.code == 4008
    assert len(slow.seqs()) <= 257
    assert len(quick.seqs()) == 300


@virtually
async def test_a_megabyte_waiting_closes_with_4008() -> None:
    stage = Stage()
    slow = await stage.arrive()
    slow.takes = False
    slow.waiting = 1024 * 1024 - 100
    await stage.commit(stage.product.event())
    assert slow.code == 4008


@virtually
async def test_signals_are_dropped_from_half_of_the_bound() -> None:
    stage = Stage()
    slow = await stage.arrive()
    slow.waiting = 600_000
    stage.hub.say_to_agent(W, "anna", ModeSignal(mode="live", faces=[], groups=None))
    assert slow.signals("mode") == []
    assert slow.code is None


@virtually
async def test_10_s_without_progress_of_a_write_close_with_4008() -> None:
    stage = Stage()
    stuck, slow = await stage.arrive(), await stage.arrive("ben")
    stuck.takes = slow.takes = False
    await stage.commit(stage.product.event())
    for _ in range(12):
        slow.waiting -= 1
        await passing(1)
    assert (stuck.code, slow.code) == (4008, None)


@virtually
async def test_a_silent_socket_is_closed_within_40_s() -> None:
    stage = Stage()
    silent, answering, loader = await stage.arrive(), await stage.arrive("ben"), await stage.arrive("b", "browser")
    for _ in range(40):
        await passing(1)
        if answering.frames[-1]["f"] == "hb":
            answering.says(f="got", cursor="0")
    assert (silent.code, answering.code, loader.code) == (4009, None, None)


@virtually
async def test_heartbeats_come_every_15_s_with_the_position() -> None:
    stage = Stage()
    anna = await stage.arrive()
    for _ in range(4):
        await passing(15)
        anna.says(f="got", cursor="0")
    assert len(anna.of("hb")) == 4
    assert anna.cursor() == "0"


# --- the end ---


@virtually
async def test_a_shutdown_says_goodbye_finishes_ops_and_lets_nobody_in() -> None:
    stage = Stage()
    anna, ben = await stage.arrive(), await stage.arrive("ben")
    gate = stage.product.hold("perform")
    anna.says(**SEND, cid="c-1")
    await passing(0.01)
    stopping = asyncio.create_task(stage.hub.stop())
    await passing(0.01)
    assert (anna.code, ben.code) == (4012, 4012)
    goodbyes = [client.of("bye")[0] for client in (anna, ben)]
    assert all(goodbye["code"] == 4012 and 0 <= goodbye["retry_in"] <= 5000 for goodbye in goodbyes)
    with pytest.raises(Refused):
        stage.connect()
    gate.set()
    assert await stopping
    assert len(stage.product.done) == 1


@virtually
async def test_sockets_of_one_sign_in_or_all_but_one_can_be_closed() -> None:
    stage = Stage()
    anna, ben = await stage.arrive(), await stage.arrive("ben")
    stage.hub.close_agent(W, "anna", 4001, but_session="anna")
    assert anna.code is None
    stage.hub.close_session(W, "anna", "another", 4001)
    assert anna.code is None
    stage.hub.close_session(W, "anna", "anna", 4001)
    assert (anna.code, ben.code) == (4001, None)


@virtually
async def test_after_all_clients_left_nothing_is_kept() -> None:
    stage = Stage()
    stage.product.visitors["vis_1"] = "cnv_1"
    clients = [await stage.arrive(), await stage.arrive("vis_1", "visitor"), await stage.arrive("b", "browser")]
    clients[0].says(f="say", say={"type": "watching", "conversation": "cnv_1"})
    clients[1].says(f="say", say={"type": "typing", "on": True})
    await stage.commit(stage.product.for_visitor())
    for client in clients:
        client.gone()
    assert stage.product.arrived_ == []
    await passing(200)
    node = stage.hub.node
    assert (len(node.registry), node.rooms.all(), len(node.errands), node.waiting, node.arriving) == (0, [], 0, {}, 0)
    assert node.registry.workspaces() == []
    assert node.leases.now_in(W) == {}
