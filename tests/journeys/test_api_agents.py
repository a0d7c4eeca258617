"""Agents of another system, made by naming their e-mail over the API (X1): who they are here, and who they are not."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import knock
from tests.journeys.people import PASSWORD, Agent

pytestmark = pytest.mark.anyio

LIZ = {"agentEmail": "liz@desk.example", "agentName": "Liz", "receivedFrom": "SuperDesk"}


async def liz_of(town: Town) -> str:
    """Liz is brought online by her own system; her id."""
    assert (await (await town.by_key()).post("/agentOnlinePing", json=LIZ)).status_code == 204
    agents = (await town.owner.get("/api/agents"))["items"]
    (liz,) = [agent for agent in agents if agent["email"] == "liz@desk.example"]
    assert (liz["is_by_api"], liz["role"], liz["is_active"]) == (True, "agent", True)
    return liz["id"]


@pytest.mark.line("X1e")
async def test_an_agent_by_api_cannot_sign_in(town: Town) -> None:
    await liz_of(town)
    liz = Agent(town.base, "Liz")
    town.gone.append(liz)
    for password in ("", PASSWORD):
        body = {"email": "liz@desk.example", "password": password}
        answer = await liz.http.post("/api/session", json=body)
        assert (answer.status_code, answer.json()["code"]) == (401, "credentials_wrong")


@pytest.mark.line("X1f", "X1g")
async def test_an_agent_by_api_is_not_alerted_of_unassigned_conversations_and_may_be_assigned(town: Town) -> None:
    marie, liz = await town.hire("Marie", "online"), await liz_of(town)
    desk = await knock(town)
    (first,) = await desk.explained("message.sent")
    assert first["body"]["alerted"] == [marie.id]
    assert await desk.is_unassigned()

    rows = (await marie.get(f"/api/picker?conversation={desk.id}"))["agents"]
    assert next(row["presence"] for row in rows if row["id"] == liz) == "online"
    await marie.ask("PUT", f"/api/visitors/{desk.visitor_id}/agents/{liz}")
    assert liz in [row["agent_id"] for row in (await desk.view())["participations"]]
    assert not await desk.is_unassigned()


@pytest.mark.line("X1u", "O1b")
async def test_while_only_an_agent_by_api_is_there_a_visitor_is_missed_at_once(town: Town) -> None:
    await liz_of(town)
    marie = await town.hire("Marie")
    desk = await knock(town)
    assert await town.is_missed(desk.id)
    await marie.online("online")
    assert not await town.is_missed(desk.id)


@pytest.mark.line("X1ah")
async def test_an_agent_by_api_can_be_in_no_group(town: Town) -> None:
    marie, liz = await town.hire("Marie", "online"), await liz_of(town)
    body = {"names": {"en": "Desk"}, "members": [marie.id, liz]}
    refused = await town.owner.ask("POST", "/api/groups", 409, **body)
    assert (refused["code"], refused["field"]) == ("agent_by_api", "members")
    desk_group = await town.group("Desk", marie)
    version = (await town.owner.get("/api/groups"))["items"][0]["version"]
    path = f"/api/groups/{desk_group}"
    assert (await town.owner.ask("PUT", path, 409, **body, version=version))["code"] == "agent_by_api"


@pytest.mark.line("X1c")
async def test_a_message_by_api_reaches_the_visitor_and_joins_its_agent(town: Town) -> None:
    liz = await liz_of(town)
    desk = await knock(town)
    program = await town.by_key()
    message = {**LIZ, "text": "Good day", "visitorId": desk.visitor_id}
    assert (await program.post("/messages", json=message)).status_code == 200

    said = await desk.visitor.socket.until(
        lambda f: f["f"] == "ev" and f["type"] == "message.sent" and f["body"]["message"]["author"],
        "an agent's message",
    )
    assert said["body"]["message"]["text"] == "Good day"
    assert said["body"]["message"]["author"] == {"id": liz, "name": "Liz"}
    await desk.visitor.socket.event("agent.joined")
    row = next(row for row in (await desk.view())["participations"] if row["agent_id"] == liz)
    assert row["joined_at"] is not None
