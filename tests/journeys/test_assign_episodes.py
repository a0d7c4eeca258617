"""What an episode's end and the next one's beginning make of assignments (A17), and what is assigned before the first."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, knock, picked, to_agent, under
from tests.journeys.people import Agent

pytestmark = pytest.mark.anyio


async def closed_after_reply(town: Town, by: Agent, group_id: str | None = None) -> Desk:
    desk = await knock(town)
    if group_id is not None:
        await desk.group(town.owner, group_id)
    await desk.reply(by)
    await desk.do(by, "close")
    return desk


@pytest.mark.line("A17a", "A17b", "E5a")
async def test_the_group_outlives_the_episode_and_personal_assignments_end_with_it(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", marie)
    desk = await knock(town)
    await desk.group(town.owner, team)
    await desk.agent(town.owner, nora)
    await desk.do(town.owner, "close")
    assert (await desk.view())["participations"] == []
    await desk.visitor.write("Me again")
    view = await desk.view()
    assert (view["episode"], view["is_open"], view["group"]["group_id"]) == (2, True, team)
    assert await desk.mine_of() == ["Marie"]
    assert (await desk.told("message.sent"))[-1] == ["Marie"]


@pytest.mark.line("A17c", "A17f", "A17g")
async def test_the_last_agent_who_wrote_is_assigned_and_alerted_alone(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", marie, nora)
    desk = await closed_after_reply(town, marie, team)
    await desk.visitor.write("Me again")
    row = await desk.row_of(marie)
    assert row is not None
    assert (row["assigned_by"], row["joined_at"]) == ("system:", None) or row["assigned_by"].startswith("system")
    assert await desk.mine_of() == ["Marie", "Nora"]
    assert (await desk.told("message.sent"))[-1] == ["Marie"]
    assert (await desk.told("visitor.assigned_to_agent"))[-1] == []
    why = (await desk.explained("visitor.assigned_to_agent"))[-1]["body"]["why"]
    assert (why["rule"], why["considered"][0]["outcome"]) == ("A17", "assigned")


@pytest.mark.line("A17c")
async def test_of_several_who_wrote_the_last_one_is_assigned(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.reply(marie)
    await desk.reply(nora)
    await desk.do(nora, "close")
    await desk.visitor.write("Me again")
    assert await desk.mine_of() == ["Nora"]


@pytest.mark.line("A17c", "A17d", "A17e")
@pytest.mark.parametrize("but", ["offline", "invisible", "other group", "switched off", "no group"])
async def test_the_last_agent_is_assigned_only_when_online_in_the_group_and_wanted(town: Town, but: str) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    other = await town.group("Other", nora)
    desk = await closed_after_reply(town, marie)
    match but:
        case "offline" | "invisible":
            await marie.ask("PUT", "/api/me/presence", presence=but)
        case "other group":
            await desk.group(town.owner, other)
        case "switched off":
            await town.switch(returns_to_last_agent=False)
        case _:
            pass
    await desk.visitor.write("Me again")
    assert (await desk.row_of(marie) is not None) == (but == "no group")
    assert await desk.mine_of() == {"no group": ["Marie"], "other group": ["Nora"]}.get(but, [])
    assert await desk.is_unassigned() == (but in ("offline", "invisible", "switched off"))


@pytest.mark.line("E5b", "A17b")
async def test_reopening_restores_the_agents_in_the_same_episode(town: Town) -> None:
    marie, nora, olaf = [await town.hire(name, "online") for name in ("Marie", "Nora", "Olaf")]
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    await desk.agent(town.owner, olaf)
    await desk.do(nora, "join")
    await desk.take_off(town.owner, olaf)
    await desk.do(nora, "close")
    assert await desk.mine_of() == []
    await marie.ask("PUT", "/api/me/presence", presence="offline")
    await desk.do(town.owner, "reopen")
    assert (await desk.view())["episode"] == 1
    assert await desk.mine_of() == ["Marie", "Nora"]
    row = await desk.row_of(nora)
    assert row is not None
    assert row["joined_at"] is not None
    assert not (await desk.do(town.owner, "reopen"))["changed"]


@pytest.mark.line("E5b", "E5f")
async def test_reopening_brings_nobody_back_who_was_assigned_and_taken_off_while_it_was_closed(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await closed_after_reply(town, marie)
    for agent in (nora, marie):
        await desk.agent(town.owner, agent)
        await desk.take_off(town.owner, agent)
    await desk.do(town.owner, "reopen")
    assert await desk.mine_of() == ["Marie"], "she took part when it was closed"
    view, row = await desk.view(), await desk.row_of(marie)
    assert row is not None
    assert (view["owner"], row["assigned_at"], row["joined_at"] is None) == (marie.id, None, False)


@pytest.mark.line("E5f")
async def test_reopening_brings_nobody_back_whom_a_trigger_assigned_and_another_moved_on(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    await town.trigger("Marie's", under("/a"), to_agent(marie))
    await town.trigger("Nora's", under("/b"), to_agent(nora))
    desk = await knock(town)
    await desk.do(town.owner, "close")
    await desk.visitor.view("/a")
    assert await desk.row_of(marie) is not None
    await desk.visitor.view("/b")
    assert await desk.row_of(marie) is None
    await desk.do(town.owner, "reopen")
    assert await desk.mine_of() == ["Nora"]


@pytest.mark.line("E5b")
async def test_reopening_keeps_who_was_assigned_meanwhile_and_that_others_took_part(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await closed_after_reply(town, marie)
    await desk.agent(town.owner, marie)
    await desk.agent(town.owner, nora)
    joined_before = await desk.row_of(marie)
    assert joined_before is not None
    assert joined_before["joined_at"] is None, "this row waits for the next episode"
    await desk.do(town.owner, "reopen")
    assert await desk.mine_of() == ["Marie", "Nora"]
    view, row = await desk.view(), await desk.row_of(marie)
    assert row is not None
    assert row["joined_at"] is not None
    assert (view["owner"], row["assigned_by"]) == (marie.id, f"agent:{town.owner.id}")


@pytest.mark.line("E5f", "E4b")
async def test_who_was_assigned_while_it_was_closed_has_the_next_episode_and_joined_nothing(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await closed_after_reply(town, marie)
    await desk.agent(town.owner, marie)
    await desk.agent(town.owner, nora)
    await desk.visitor.write("Me again")
    assert await desk.mine_of() == ["Marie", "Nora"]
    rows = (await desk.view())["participations"]
    assert {row["agent_id"]: row["joined_at"] for row in rows} == {marie.id: None, nora.id: None}
    await desk.do(town.owner, "close")
    await desk.do(town.owner, "reopen")
    assert await desk.mine_of() == ["Marie", "Nora"]


@pytest.mark.line("E5c")
async def test_an_agent_who_writes_into_a_closed_one_begins_a_new_episode_of_their_own(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await closed_after_reply(town, marie)
    await desk.reply(nora, "One more thing")
    view = await desk.view()
    assert (view["episode"], view["is_open"], view["owner"]) == (2, True, nora.id)
    assert await desk.mine_of() == ["Nora"]
    await desk.visitor.write("Thanks")
    assert (await desk.view())["episode"] == 2
    assert (await desk.told("message.sent"))[-1] == ["Nora"]


@pytest.mark.line("E5d", "E5e")
@pytest.mark.parametrize("presence", ["online", "invisible", "offline"])
async def test_a_reply_to_a_pushed_message_opens_the_episode_for_the_agent_named_if_online(
    town: Town, presence: str
) -> None:
    marie, _ = await town.hire("Marie", presence), await town.hire("Nora", "online")
    desk = await picked(town)
    sent = await (await town.by_key()).post(
        "/pushedMessages", json={"visitorId": desk.visitor_id, "text": "News", "agentId": marie.id}
    )
    assert sent.status_code == 200, sent.text
    assert not (await desk.view())["is_open"]
    await desk.visitor.write("Interesting")
    assert (await desk.view())["episode"] == 1
    assert await desk.mine_of() == (["Marie"] if presence == "online" else [])
    assert (await desk.told("message.sent"))[-1] == (["Marie"] if presence == "online" else ["Frieda", "Nora"][1:])


@pytest.mark.line("E5e")
async def test_a_pushed_message_that_was_deleted_names_nobody(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    program = await town.by_key()
    desk = await picked(town)
    ids: list[str] = []
    for agent in (marie, nora):
        push = {"visitorId": desk.visitor_id, "text": f"News of {agent.name}", "agentId": agent.id}
        ids.append((await program.post("/pushedMessages", json=push)).json()["id"])
    assert (await program.delete(f"/pushedMessages/{ids[1]}")).status_code == 204
    await desk.visitor.write("Interesting")
    assert await desk.mine_of() == ["Marie"], "the message that still stands above is hers"


@pytest.mark.line("E5d", "E5e")
async def test_a_reply_to_an_automatic_message_opens_the_episode_for_the_agent_who_signed_it(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    await town.hire("Nora", "online")
    say = {"kind": "send_message", "texts": {"en": "May I help?"}, "agent_id": marie.id}
    await town.trigger("Greeting", under("/cart"), say)
    desk = await knock(town)
    assert await desk.mine_of() == ["Marie"]
    assert (await desk.told("message.sent"))[-1] == ["Marie"]


@pytest.mark.line("T15c", "E5e")
async def test_who_signed_the_message_replied_to_comes_before_the_last_who_wrote(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    say = {"kind": "send_message", "texts": {"en": "May I help?"}, "agent_id": nora.id}
    await town.trigger("Greeting", under("/again"), say)
    desk = await closed_after_reply(town, marie)
    await desk.visitor.view("/again")
    await desk.visitor.write("Oh yes")
    assert await desk.mine_of() == ["Nora"]


@pytest.mark.line("E4a", "E4b", "A22f", "A22g")
async def test_what_is_assigned_before_the_first_message_waits_for_it(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    await town.hire("Tim", "online")
    team = await town.group("Team", nora)
    desk = await picked(town)
    await desk.group(marie, team)
    await desk.agent(town.owner, marie)
    assert await desk.mine_of() == []
    assert await desk.alerts() == []
    assert (await desk.view())["group"]["group_id"] == team
    await desk.visitor.write("Hello")
    assert await desk.mine_of() == ["Marie", "Nora"]
    assert [(row["type"], row["agent_id"]) for row in await desk.alerts()] == [("message.sent", marie.id)]


@pytest.mark.line("A22f", "A22g")
async def test_a_group_assigned_by_a_trigger_alerts_once_with_the_first_message(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    await town.group("Team", marie)
    await town.trigger("Marie's", under("/cart"), to_agent(marie))
    desk = await knock(town)
    assert [(row["type"], row["agent_id"]) for row in await desk.alerts()] == [("message.sent", marie.id)]
