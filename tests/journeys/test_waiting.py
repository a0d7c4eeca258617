"""Why nobody is taking a conversation, asked over HTTP: who could, what keeps them, and what helps (O1, A15)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import knock

pytestmark = pytest.mark.anyio


@pytest.mark.line("O1k", "O1l")
async def test_why_nobody_takes_it_names_each_who_could_and_what_helps_and_helping_ends_it(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    tim = await town.hire("Tim", "invisible")
    desk = await knock(town)
    path = f"/api/conversations/{desk.id}/waiting"
    await marie.ask("POST", f"/api/conversations/{desk.id}/leave")
    asked = await nora.get(path)
    keeps = {one["agent_id"]: one["keeps"] for one in asked["could"]}
    assert (keeps[marie.id], keeps[tim.id], keeps[town.owner.id]) == ("alerted", "invisible", "offline")
    assert (asked["cause"], asked["help"]["kind"]) == ("not_seen", "take")

    told = await marie.socket.until(lambda f: f["f"] == "ev" and f["type"] == "message.sent", "the message")
    await marie.ask("POST", "/api/alerts/shown", seqs=[told["seq"]], device="laptop")
    await marie.socket.op("conversation.read", conversation=desk.id, seq=told["seq"])
    asked = await nora.get(path)
    assert (asked["cause"], asked["could"][0]["agent_id"], asked["could"][0]["keeps"]) == ("seen", marie.id, "seen")
    assert asked["could"][0]["at"] >= asked["since"]
    assert (await town.owner.get(path))["help"] == {"kind": "assign", "agent_id": nora.id, "group_id": None}

    await desk.reply(nora, "I am here")
    assert await nora.get(path) == {"since": None, "cause": "nobody_waits", "could": [], "help": None}
    await town.owner.ask("GET", "/api/conversations/cnv_nowhere/waiting", 404)
