"""Every way of assigning against every presence of the target: refused or not, notified or not, in Mine or not."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, knock, to_agent, under
from tests.journeys.people import Agent

pytestmark = pytest.mark.anyio

CELLS = {
    # (way, presence): (the refusal's code, alerted, in Mine)
    ("agent", "online"): ("", True, True),
    ("agent", "invisible"): ("", False, True),
    ("agent", "offline"): ("agent_offline", False, False),
    ("group", "online"): ("", True, True),
    ("group", "invisible"): ("", False, True),
    ("group", "offline"): ("", False, True),
    ("trigger", "online"): ("", True, True),
    ("trigger", "invisible"): ("agent_invisible", False, False),
    ("trigger", "offline"): ("agent_offline", False, False),
    ("api", "online"): ("", True, True),
    ("api", "invisible"): ("", False, True),
    ("api", "offline"): ("agent_offline", False, False),
}
CAUSES = {
    "agent": "visitor.assigned_to_agent",
    "group": "visitor.assigned_to_group",
    "trigger": "message.sent",
    "api": "visitor.assigned_to_agent",
}


@pytest.mark.line("A5a", "A5c", "A6a", "A6b", "A6c", "A7a", "A7b", "A11a", "A11c", "A13a", "P2e")
@pytest.mark.parametrize(("way", "presence"), CELLS)
async def test_each_way_of_assigning_meets_each_presence(town: Town, way: str, presence: str) -> None:
    marie = await town.hire("Marie", presence)
    nora = await town.hire("Nora", "online")
    team = await town.group("Team", marie)
    await town.trigger("Marie's pages", under("/marie"), to_agent(marie))
    code, is_alerted, is_mine = CELLS[way, presence]
    desk = await knock(town, "/marie" if way == "trigger" else "/cart")

    assert await _assign(desk, way, marie, team) == code
    assert await desk.mine_of() == (["Marie"] if is_mine else [])
    assert await desk.is_unassigned() == (not is_mine)
    raised = [alert for alert in await desk.alerts(marie) if alert["type"] == CAUSES[way]]
    assert len(raised) == is_alerted
    by_assigning = {"visitor.assigned_to_agent", "visitor.assigned_to_group"}
    assert not [alert for alert in await desk.alerts(nora) if alert["type"] in by_assigning]


async def _assign(desk: Desk, way: str, marie: Agent, team: str) -> str:
    """The code of the refusal, "" when it was accepted."""
    match way:
        case "agent":
            refused = marie.name in await _offline(desk)
            answer = await desk.agent(desk.town.owner, marie, 409 if refused else 200)
            return answer.get("code", "")
        case "group":
            await desk.group(desk.town.owner, team)
            return ""
        case "api":
            return await desk.agent_by_api(marie)
        case _:
            refusals = await desk.explained("assignment.refused")
            return refusals[-1]["body"]["why"]["rule"] if refusals else ""


async def _offline(desk: Desk) -> list[str]:
    """Names the picker shows as disabled because they are offline."""
    people = (await desk.town.owner.get(f"/api/picker?conversation={desk.id}"))["agents"]
    names = {person.id: name for name, person in desk.town.people.items()}
    return [names[row["id"]] for row in people if row["disabled"] == "agent_offline"]
