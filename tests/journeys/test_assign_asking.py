"""Asking a colleague to join, and passing a visitor on (A14); what agents without the right "assign" may do."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import MINUTE, knock

pytestmark = pytest.mark.anyio


@pytest.mark.line("A14a", "A14b", "A14c", "E6c", "A15e")
async def test_a_colleague_is_asked_with_a_line_of_why_and_joins_by_accepting(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.do(marie, "join")
    await desk.ask(marie, nora, "She knows the invoices")
    asked = await nora.socket.event("agent.asked", agent_id=nora.id)
    assert (asked["body"]["line"], asked["body"]["alerted"]) == ("She knows the invoices", [nora.id])
    assert await desk.mine_of() == ["Marie", "Nora"]
    asking = (await desk.view())["askings"][0]
    assert (asking["by"], asking["why"]) == (f"agent:{marie.id}", "She knows the invoices")
    assert await desk.row_of(nora) is None
    await desk.answer(nora, accept=True)
    await marie.socket.event("asking.accepted", agent_id=nora.id)
    joined = await desk.visitor.socket.until(
        lambda f: f["f"] == "ev" and f["type"] == "agent.joined" and f["body"]["agent"]["name"] == "Nora",
        "Nora joining",
    )
    assert joined["body"]["agent"]["id"] == nora.id
    assert await desk.mine_of() == ["Marie", "Nora"]
    assert (await desk.view())["askings"] == []


@pytest.mark.line("A14b", "A14c", "E6f")
async def test_declining_changes_nothing_else_and_the_asker_is_told(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.do(marie, "join")
    await desk.ask(marie, nora)
    await desk.answer(nora, accept=False)
    declined = await marie.socket.event("asking.declined", agent_id=nora.id)
    assert declined["body"]["alerted"] == [marie.id]
    assert await desk.mine_of() == ["Marie"]
    assert (await desk.answer(nora, accept=True, expect=409))["code"] == "asking_lapsed"


@pytest.mark.line("A14d")
async def test_in_a_transfer_the_asker_leaves_once_it_is_accepted_and_not_before(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.reply(marie)
    await desk.ask(marie, nora, then="leave")
    assert await desk.mine_of() == ["Marie", "Nora"]
    await desk.answer(nora, accept=True)
    await marie.socket.event("agent.left", agent_id=marie.id)
    assert await desk.mine_of() == ["Nora"]
    view = await desk.view()
    assert view["owner"] == nora.id
    await desk.visitor.socket.event("agent.left")


@pytest.mark.line("E6a", "E6b", "E7b")
async def test_asking_needs_access_only_and_somebody_who_is_there(town: Town) -> None:
    marie = await town.hire("Marie", "online", rights=["access"])
    olaf, lea = await town.hire("Olaf"), await town.hire("Lea", "invisible")
    helper = await town.hire("Hugo", "online", rights=["configure"])
    desk = await knock(town)
    assert (await desk.ask(marie, olaf, expect=409))["code"] == "agent_offline"
    await desk.ask(helper, marie, expect=403)
    await desk.ask(marie, lea)
    assert await desk.told("agent.asked") == [[]]
    assert await lea.mine() == [desk.id]


@pytest.mark.line("E7a", "E7b")
async def test_without_the_right_assign_one_may_answer_join_leave_and_ask_only(town: Town) -> None:
    marie = await town.hire("Marie", "online", rights=["access"])
    nora = await town.hire("Nora", "online")
    team = await town.group("Team", nora)
    desk = await knock(town)
    assert (await desk.agent(marie, nora, 403))["code"] == "right_missing"
    assert (await desk.group(marie, team, 403))["code"] == "right_missing"
    await desk.agent(town.owner, nora)
    assert (await desk.take_off(marie, nora, 403))["code"] == "right_missing"
    await desk.do(marie, "join")
    await desk.reply(marie)
    await desk.ask(marie, nora)
    await desk.do(marie, "leave")
    assert await desk.mine_of() == ["Nora"]
    await desk.agent(town.owner, marie)
    await desk.take_off(marie, marie)
    assert await desk.mine_of() == ["Nora"]


@pytest.mark.line("E6d", "E6f")
async def test_an_asking_lapses_after_ten_minutes_and_the_asker_is_told(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.group(town.owner, await town.group("Team", marie))
    await desk.ask(marie, nora)
    # Real time goes on beside the virtual one: half a minute is room for a busy machine.
    await town.later(10 * MINUTE - MINUTE // 2)
    assert await desk.mine_of() == ["Marie", "Nora"]
    await town.later(MINUTE // 2)
    lapsed = await marie.socket.event("asking.lapsed", agent_id=nora.id)
    assert lapsed["body"]["alerted"] == [marie.id]
    assert await desk.mine_of() == ["Marie"]
    assert (await desk.answer(nora, accept=True, expect=409))["code"] == "asking_lapsed"
    assert all(alert["withdrawn_at"] for alert in await desk.alerts(nora) if alert["kind"] == "asked")


@pytest.mark.line("E6d")
async def test_an_asking_still_waits_when_nine_and_a_half_minutes_are_over(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.do(marie, "join")
    await desk.ask(marie, nora)
    await town.later(10 * MINUTE - MINUTE // 2)
    assert [row["agent_id"] for row in (await desk.view())["askings"]] == [nora.id]
    await desk.answer(nora, accept=True)
    await marie.socket.event("agent.joined", agent_id=nora.id)


@pytest.mark.line("A14e")
async def test_at_closing_each_of_two_who_asked_is_told(town: Town) -> None:
    marie, tim, nora = [await town.hire(name, "online") for name in ("Marie", "Tim", "Nora")]
    desk = await knock(town)
    for asker in (marie, tim):
        await desk.do(asker, "join")
        await desk.ask(asker, nora)
    await desk.do(town.owner, "close")
    for asker in (marie, tim):
        await asker.socket.event("asking.lapsed", alerted=[asker.id])
    assert (await desk.view())["askings"] == []


@pytest.mark.line("E6e", "E6f")
async def test_an_asking_lapses_at_closing_and_the_asker_is_told(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.do(marie, "join")
    await desk.ask(marie, nora)
    await desk.do(town.owner, "close")
    lapsed = await marie.socket.event("asking.lapsed", agent_id=nora.id)
    assert lapsed["body"]["alerted"] == [marie.id]
    assert (await desk.view())["askings"] == []
    assert (await desk.ask(marie, nora, expect=409))["code"] == "conversation_closed"


@pytest.mark.line("E6g")
async def test_behind_the_wall_the_conversation_is_visible_to_the_asked_as_long_as_they_are_asked(town: Town) -> None:
    marie, nora = await town.hire("Marie"), await town.hire("Nora")
    team = await town.group("Team", marie)
    await town.wall()
    await marie.online()
    await nora.online()
    desk = await knock(town)
    await desk.group(town.owner, team)
    await nora.ask("GET", f"/api/conversations/{desk.id}", 404)
    await desk.ask(marie, nora)
    assert (await nora.get(f"/api/conversations/{desk.id}"))["conversation"]["id"] == desk.id
    await nora.socket.event("conversation.granted")
    seq = (await desk.view())["seq"]
    await nora.socket.op("conversation.read", conversation=desk.id, seq=seq)
    await desk.answer(nora, accept=False)
    await nora.ask("GET", f"/api/conversations/{desk.id}", 404)
    await nora.socket.event("conversation.revoked", conversation_id=desk.id)
    await desk.ask(marie, nora)
    await nora.socket.event("conversation.granted", read=seq)


@pytest.mark.line("A14e", "E6f")
async def test_two_colleagues_ask_the_same_agent_and_one_answer_reaches_both(town: Town) -> None:
    marie, tim, nora = [await town.hire(name, "online") for name in ("Marie", "Tim", "Nora")]
    desk = await knock(town)
    for asker in (marie, tim):
        await desk.do(asker, "join")
        await desk.ask(asker, nora, f"{asker.name} needs you")
    waiting = [(row["by"], row["why"]) for row in (await desk.view())["askings"]]
    assert waiting == [(f"agent:{who.id}", f"{who.name} needs you") for who in (marie, tim)]
    assert await desk.told("agent.asked") == [["Nora"], ["Nora"]]
    await desk.answer(nora, accept=False)
    for asker in (marie, tim):
        declined = await asker.socket.event("asking.declined", agent_id=nora.id)
        assert sorted(declined["body"]["alerted"]) == sorted([marie.id, tim.id])
    assert (await desk.view())["askings"] == []
    for asker in (marie, tim):
        await desk.ask(asker, nora)
    await town.later(10 * MINUTE)
    await marie.socket.event("asking.lapsed", alerted=[marie.id])
    await tim.socket.event("asking.lapsed", alerted=[tim.id])
    assert await desk.mine_of() == ["Marie", "Tim"]


@pytest.mark.line("A14f", "A14d")
@pytest.mark.parametrize("how", ["reply", "join"])
async def test_who_joins_by_answering_the_visitor_accepts_and_the_asker_of_a_transfer_leaves(
    town: Town, how: str
) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.reply(marie)
    await desk.ask(marie, nora, then="leave")
    await (desk.reply(nora) if how == "reply" else desk.do(nora, "join"))
    await marie.socket.event("asking.accepted", agent_id=nora.id)
    left = await marie.socket.event("agent.left", agent_id=marie.id)
    assert (left["actor"], left["body"]["conversation"]["askings"]) == (f"agent:{marie.id}", [])
    assert await desk.mine_of() == ["Nora"]
    told = [f["type"] for f in marie.socket.frames if f["f"] == "ev" and f["type"].startswith(("asking.", "agent."))]
    assert told[-4:] == ["agent.asked", "asking.accepted", "agent.joined", "agent.left"]
    await desk.visitor.socket.event("agent.left")
    assert (await desk.answer(nora, accept=True, expect=409))["code"] == "asking_lapsed"
    assert [row for row in await desk.alerts(nora) if row["seen_at"] is None and row["withdrawn_at"] is None] == []


@pytest.mark.line("A14g")
@pytest.mark.parametrize("end", ["lapse", "decline", "accept", "join"])
async def test_the_alert_of_an_asking_ends_with_it_and_those_of_the_group_stay(town: Town, end: str) -> None:
    """Nora is called as a member too, so her other alerts stay."""
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.group(town.owner, await town.group("Team", marie, nora))
    await desk.ask(marie, nora)
    match end:
        case "lapse":
            await town.later(10 * MINUTE)
            await marie.socket.event("asking.lapsed", agent_id=nora.id)
        case "join":
            await desk.do(nora, "join")
        case _:
            await desk.answer(nora, accept=end == "accept")
    waiting = [row["kind"] for row in await desk.alerts(nora) if row["seen_at"] is None and row["withdrawn_at"] is None]
    assert waiting == ([] if end == "accept" else ["message", "assigned_to_group"])
