"""Every assignment and every refusal is explained (A20)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, knock, to_agent, to_group, under

pytestmark = pytest.mark.anyio


def outcomes(why: dict[str, list[dict[str, str]]], kind: str) -> dict[str, str]:
    return {row["id"]: row["outcome"] for row in why["considered"] if row["kind"] == kind}


@pytest.mark.line("A20a", "A20b", "A20c", "A20k", "A15g")
async def test_an_assignment_by_a_trigger_names_its_conditions_and_the_other_triggers(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    team = await town.group("Team", marie)
    english = await town.trigger("English", under("/en"), to_group(team))
    french = await town.trigger("French", under("/fr"), to_group(team))
    later = await town.trigger("Later", under("/fr"), to_group(team))
    desk = await knock(town, "/fr/suivi")
    line = (await desk.explained("visitor.assigned_to_group"))[0]
    why = line["body"]["why"]
    assert (line["actor"], why["rule"]) == (f"trigger:{french}", "T5")
    met = why["conditions"][0]
    assert (met["fact"], met["found"], met["holds"]) == ("current_url", "https://shop.example/fr/suivi", True)
    assert outcomes(why, "trigger") == {english: "not_matched", french: "won", later: "lost_to_earlier"}
    failed = next(row for row in why["considered"] if row["id"] == english)["conditions"][0]
    assert (failed["holds"], failed["found"]) == (False, "https://shop.example/fr/suivi")


@pytest.mark.line("A20a", "A20c", "A20d")
async def test_a_message_and_an_assignment_say_who_was_told_and_why_nobody_else(town: Town) -> None:
    marie, lea = await town.hire("Marie", "online"), await town.hire("Lea", "invisible")
    olaf, nora = await town.hire("Olaf"), await town.hire("Nora", "online")
    team = await town.group("Team", marie, lea, olaf, nora)
    tim = await town.hire("Tim", "online")
    desk = await knock(town)
    await desk.group(nora, team)
    line = (await desk.explained("visitor.assigned_to_group"))[-1]
    assert line["actor"] == f"agent:{nora.id}"
    assert outcomes(line["body"]["why"], "agent") == {
        marie.id: "told",
        lea.id: "invisible",
        olaf.id: "offline",
        nora.id: "is_actor",
        tim.id: "not_member",
        town.owner.id: "not_member",
    }
    assert [alert["agent_id"] for alert in line["alerts"]] == [marie.id]
    first = (await desk.explained("message.sent"))[0]
    told = {id for id, outcome in outcomes(first["body"]["why"], "agent").items() if outcome == "told"}
    assert told == {marie.id, nora.id, tim.id}


@pytest.mark.line("A20a", "A20d")
async def test_a_first_message_that_nobody_was_told_of_says_why_not(town: Town) -> None:
    olaf, tim = await town.hire("Olaf"), await town.hire("Tim")
    team = await town.group("Team", olaf)
    await town.trigger("French", under("/fr"), to_group(team))
    grouped, free = await knock(town, "/fr", "Bonjour"), await knock(town, "/cart", "Hello")
    for desk in (grouped, free):
        await desk.visitor.write("Nobody?")
    for desk, rest in ((grouped, {olaf.id: "offline", tim.id: "not_member"}), (free, {olaf.id: "offline"})):
        said = await desk.explained("message.sent")
        assert [message["body"]["opened"] for message in said] == [True, False]
        for message in said:
            assert message["alerts"] == []
            assert rest.items() <= outcomes(message["body"]["why"], "agent").items()
    assigned = (await grouped.explained("visitor.assigned_to_group"))[0]
    path = f"/api/conversations/{grouped.id}/explanations?from={assigned['seq']}"
    beside = [(item["type"], item["body"].get("opened")) for item in (await town.owner.get(path))["items"]]
    assert beside == [("message.sent", False), ("message.sent", True), ("visitor.assigned_to_group", None)]


@pytest.mark.line("A20e", "A20f", "A22l")
async def test_an_alert_says_on_what_device_it_was_shown_and_when_it_was_seen(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    cause = (await desk.alerts(marie))[0]
    assert (cause["shown_on"], cause["seen_at"]) == ("", None)
    seq = (await desk.explained("message.sent"))[0]["seq"]
    await marie.socket.op("alert.shown", seqs=[seq], device="Firefox on Linux")
    await marie.ask("POST", "/api/alerts/shown", seqs=[seq], device="Telephone")
    await marie.socket.op("conversation.read", conversation=desk.id, seq=seq)
    shown = (await desk.alerts(marie))[0]
    assert shown["shown_on"] == "Firefox on Linux"
    assert shown["shown_at"] is not None
    assert shown["seen_at"] is not None


@pytest.mark.line("A20g", "E8a", "E8b", "A20l")
async def test_a_triggers_refusal_is_kept_once_with_its_reason_and_the_next_trigger_acts(town: Town) -> None:
    olaf, marie = await town.hire("Olaf"), await town.hire("Marie", "online")
    team = await town.group("Team", marie)
    gone = await town.group("Gone", marie)
    night, lost = (
        await town.trigger("Night", under("/fr"), to_agent(olaf)),
        await town.trigger("Lost", under("/fr"), to_group(gone)),
    )
    await town.trigger("French", under("/fr"), to_group(team))
    mark = {"kind": "set_attribute", "name": "speaks", "value": "fr"}
    await town.trigger("Has a visitor judged on every page", under("/fr"), mark, frequency="always")
    await town.owner.ask("DELETE", f"/api/groups/{gone}")
    visitor = town.visitor()
    for path in ("/fr", "/fr/a", "/fr/b", "/fr/c"):
        await visitor.view(path)
    await visitor.open()
    desk = await knock(town, visitor=visitor)

    async def refused(desk: Desk) -> list[tuple[str, str]]:
        return [(line["actor"], line["body"]["why"]["rule"]) for line in await desk.explained("assignment.refused")]

    both = [(f"trigger:{night}", "agent_offline"), (f"trigger:{lost}", "group_gone")]
    assert await refused(desk) == both + both, "once beside the assignment, once at the first message"
    assert await desk.mine_of() == ["Marie"]
    await visitor.view("/fr/d")
    await visitor.write("Still there?")
    assert len(await refused(desk)) == 4
    await desk.do(town.owner, "close")
    assert len(await refused(desk)) == 4
    listed = {item["id"]: item["flaws"] for item in (await town.owner.get("/api/triggers"))["items"]}
    assert [flaw["code"] for flaw in listed[lost]] == ["group_gone"]


@pytest.mark.line("A20h", "A9d")
async def test_what_the_api_was_refused_is_kept(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    resting = await town.group("Resting", marie, is_enabled=False)
    desk = await knock(town)
    answer = await (await town.by_key()).put("/visitorGroup", json={"visitorId": desk.visitor_id, "groupId": resting})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_parameter")
    kept = (await desk.explained("assignment.refused"))[0]
    assert kept["actor"].startswith("api:")
    assert (kept["body"]["why"]["rule"], kept["alerts"]) == ("group_disabled", [])
    assert (await desk.view())["group"]["group_id"] is None


@pytest.mark.line("A18a", "A10a", "A11a")
async def test_the_api_assigns_a_group_as_an_agent_does(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    team = await town.group("Team", marie)
    desk = await knock(town)
    answer = await (await town.by_key()).put("/visitorGroup", json={"visitorId": desk.visitor_id, "groupId": team})
    assert answer.status_code == 200, answer.text
    assert (await desk.told("visitor.assigned_to_group")) == [["Marie"]]
    assert (await desk.view())["group"]["source"] == "api"


@pytest.mark.line("A20i")
async def test_a_refused_click_is_answered_and_not_kept(town: Town) -> None:
    marie, olaf = await town.hire("Marie", "online"), await town.hire("Olaf")
    desk = await knock(town)
    before = len(await desk.explained())
    refused = await desk.agent(marie, olaf, 409)
    assert (refused["code"], "Olaf" in refused["detail"]) == ("agent_offline", True)
    assert len(await desk.explained()) == before


@pytest.mark.line("A20l")
async def test_explanations_stay_with_the_conversation_over_its_episodes(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    await desk.agent(town.owner, marie)
    await desk.do(marie, "close")
    await desk.visitor.write("Me again")
    lines = await desk.explained("visitor.assigned_to_agent")
    assert [line["body"]["agent_id"] for line in lines] == [marie.id]
    assert lines[0]["actor"] == f"agent:{town.owner.id}"


@pytest.mark.line("A20j", "A20l")
async def test_whose_it_was_is_listed_in_pages_however_much_was_said_since_and_each_is_explained(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", marie)
    desk = await knock(town)
    await desk.group(nora, team)
    for _ in range(12):
        await desk.agent(nora, marie)
        await desk.take_off(nora, marie)
    for number in range(60):
        await desk.reply(nora, f"Reply {number}")
    path = f"/api/conversations/{desk.id}"
    assert not [line for line in (await marie.get(path))["history"] if line["type"] != "agent.joined"]

    newest = await marie.get(f"{path}/assignments")
    assert (len(newest["items"]), newest["has_more"]) == (20, True)
    oldest = await marie.get(f"{path}/assignments?before={newest['items'][-1]['seq']}")
    assert not oldest["has_more"]
    lines = newest["items"] + oldest["items"]
    assert [line["seq"] for line in lines] == sorted({line["seq"] for line in lines}, reverse=True)
    assert [line["type"] for line in reversed(lines)] == [
        "visitor.assigned_to_group",
        *["visitor.assigned_to_agent", "agent.taken_off"] * 12,
        "agent.joined",
    ]
    for line, told in ((lines[-1], [marie.id]), (lines[5], [])):
        explained = (await marie.get(f"{path}/explanations?from={line['seq']}"))["items"]
        assert (explained[-1]["seq"], [row["agent_id"] for row in explained[-1]["alerts"]]) == (line["seq"], told)


@pytest.mark.line("A20j")
async def test_behind_the_wall_whose_it_was_is_hidden_with_the_conversation(town: Town) -> None:
    marie, nora = await town.hire("Marie"), await town.hire("Nora")
    team = await town.group("Team", marie)
    await town.wall()
    desk = await knock(town)
    await desk.group(town.owner, team)
    assert (await marie.get(f"/api/conversations/{desk.id}/assignments"))["items"]
    await nora.ask("GET", f"/api/conversations/{desk.id}/assignments", 404)
