"""Comments that name colleagues: who may be named, whose alert it is, until when, and that it joins nobody (I5, A3, A22)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, knock
from tests.journeys.people import Agent, Json
from tests.journeys.test_conversation_messages import come_back, says, thread_of
from zuruf.store import alerts

pytestmark = pytest.mark.anyio


async def names(desk: Desk, by: Agent, text: str, expect: int = 201) -> Json:
    return await by.ask("POST", f"/api/conversations/{desk.id}/messages", expect, text=text, kind="comment")


async def named(desk: Desk) -> list[tuple[str, bool]]:
    """Whom comments have alerted, by name, and whether that alert is still theirs to see; oldest first."""
    who = {person.id: name for name, person in desk.town.people.items()}
    rows = await desk.town.parts.database.read(alerts.of_conversation, desk.town.workspace, desk.id)
    found = [(seq, who[str(row[0])], row[5] is None and row[6] is None, row[1]) for seq, *row in rows]
    return [(name, is_open) for _, name, is_open, kind in sorted(found) if kind == "mentioned"]


@pytest.mark.line("I5mb", "I5mc", "I5me", "I5mf")
async def test_who_is_named_is_told_and_it_is_nobodys_for_that(town: Town) -> None:
    marie, nora, olaf = await town.hire("Marie", "online"), await town.hire("Nora", "online"), await town.hire("Olaf")
    desk = await knock(town, text="Brass?")
    text = f"@{nora.id} @{olaf.id} @{marie.id}: brass?"
    said = await names(desk, marie, text)
    told = (await nora.socket.until(says(text), "the comment"))["body"]
    assert told["alerted"] == sorted([nora.id, olaf.id])
    assert await named(desk) == [("Nora", True), ("Olaf", True)]
    assert await desk.row_of(nora) is None
    assert desk.id not in await nora.mine()
    await nora.socket.op("conversation.read", conversation=desk.id, seq=said["seq"])
    assert await named(desk) == [("Nora", False), ("Olaf", True)]
    assert str(await come_back(desk.visitor)).find(nora.id) < 0


@pytest.mark.line("I5mg")
async def test_it_stays_theirs_when_others_answer_and_when_it_is_closed(town: Town) -> None:
    marie, nora, olaf = await town.hire("Marie", "online"), await town.hire("Nora", "online"), await town.hire("Olaf")
    desk = await knock(town)
    said = await names(desk, marie, f"@{nora.id} @{olaf.id}")
    await desk.reply(marie)
    await desk.do(marie, "close")
    assert await named(desk) == [("Nora", True), ("Olaf", True)]
    await olaf.open_console()
    parts = [frame["agent"] for frame in olaf.socket.frames if frame["f"] == "snap"]
    found = [(alert["kind"], alert["seq"]) for part in parts for alert in part.get("alerts", [])]
    assert found == [("mentioned", said["seq"])]
    assert [row["id"] for part in parts for row in part.get("conversations", [])] == [desk.id]


@pytest.mark.line("I5mh")
async def test_a_changed_comment_alerts_only_whom_it_did_not_name_before(town: Town) -> None:
    marie, nora, tim = [await town.hire(name, "online") for name in ("Marie", "Nora", "Tim")]
    desk = await knock(town)
    said = await names(desk, marie, f"@{nora.id}")
    changed = f"@{nora.id} and @{tim.id}"
    await marie.ask("PATCH", f"/api/messages/{said['id']}", text=changed)
    assert (await tim.socket.until(says(changed), "the change"))["body"]["alerted"] == [tim.id]
    assert await named(desk) == [("Nora", True), ("Tim", True)]


@pytest.mark.line("I5md", "I5mi")
async def test_who_may_not_see_it_is_not_named_and_a_reply_names_nobody(town: Town) -> None:
    marie, nora, tim = [await town.hire(name, "online") for name in ("Marie", "Nora", "Tim")]
    team = await town.group("Team", marie, nora)
    await town.wall()
    desk = await knock(town)
    await desk.group(town.owner, team)
    refused = await names(desk, marie, f"Ask @{tim.id}", expect=422)
    assert (refused["code"], refused["field"]) == ("mention_unseen", "text")
    assert "Tim" in refused["detail"]
    assert len(await thread_of(marie, desk)) == 1
    await desk.reply(marie, f"I ask @{nora.id}")
    assert await named(desk) == []
