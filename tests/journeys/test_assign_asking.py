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
    await town.later(10 * MINUTE - 1_000)
    assert await desk.mine_of() == ["Marie", "Nora"]
    await town.later(1_000)
    lapsed = await marie.socket.event("asking.lapsed", agent_id=nora.id)
    assert lapsed["body"]["alerted"] == [marie.id]
    assert await desk.mine_of() == ["Marie"]
    assert (await desk.answer(nora, accept=True, expect=409))["code"] == "asking_lapsed"
    assert all(alert["withdrawn_at"] for alert in await desk.alerts(nora) if alert["kind"] == "asked")


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
    await desk.answer(nora, accept=False)
    await nora.ask("GET", f"/api/conversations/{desk.id}", 404)
    await nora.socket.event("conversation.revoked", conversation_id=desk.id)
