"""The lists of the inbox: counted (I1), narrowed (I3), and what the dots before their rows are made of (I2)."""

import pytest

from tests.journeys.conftest import ACADEMY, Town
from tests.journeys.desk import Desk, desk_of, knock
from tests.journeys.people import Agent, Json

pytestmark = pytest.mark.anyio


async def listed(who: Agent, **query: str) -> set[str]:
    """Ids of a list narrowed like this."""
    parameters = "&".join(f"{name}={value}" for name, value in query.items())
    return {item["id"] for item in (await who.get(f"/api/conversations?{parameters}"))["items"]}


async def counted(agent: Agent) -> Json:
    return await agent.get("/api/counts")


async def from_the_academy(town: Town, key: str, text: str) -> Desk:
    visitor = town.visitor(key, ACADEMY)
    await visitor.view("/")
    await visitor.open()
    await visitor.write(text)
    return desk_of(town, visitor, await town.conversation_of(town.owner, text))


@pytest.mark.line("I1a", "I1b", "I1c", "I1d")
async def test_each_list_is_counted_and_holds_what_its_count_says(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    one, two, three, four = [await knock(town, text=text) for text in ("One", "Two", "Three", "Four")]
    assert await counted(marie) == {"mine": 0, "unassigned": 4, "all": 4, "groups": {french: 0, sales: 0}}
    await one.group(nora, french)
    await two.group(nora, sales)
    await three.agent(nora, marie)
    assert await counted(marie) == {"mine": 2, "unassigned": 1, "all": 4, "groups": {french: 1, sales: 1}}
    assert await counted(nora) == {"mine": 1, "unassigned": 1, "all": 4, "groups": {french: 1, sales: 1}}
    assert await listed(marie, view="mine") == {one.id, three.id}
    assert await listed(marie, view="unassigned") == {four.id}
    assert await listed(marie, view="all") == {one.id, two.id, three.id, four.id}
    assert await listed(marie, view=f"group:{french}") == {one.id}
    assert await listed(marie, view=f"group:{sales}") == {two.id}, "of a group one is no member of, too"

    await one.do(marie, "close")
    assert await counted(marie) == {"mine": 1, "unassigned": 1, "all": 3, "groups": {french: 0, sales: 1}}
    await marie.ask("GET", "/api/conversations?view=group:", 422)


@pytest.mark.line("I1h")
async def test_whatever_moves_a_count_is_told_to_the_console(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french = await town.group("Support-Team FR", marie)
    desk = await knock(town)
    came = await nora.socket.event("message.sent")
    assert came["body"]["conversation"]["has_visitor_message"]
    await desk.group(marie, french)
    moved = await nora.socket.event("visitor.assigned_to_group", to_group=french)
    assert moved["body"]["conversation"]["group"]["group_id"] == french, (
        "it left Unassigned of an outsider, who is told"
    )
    await desk.agent(marie, nora)
    await nora.socket.event("visitor.assigned_to_agent", agent_id=nora.id)
    await desk.take_off(marie, nora)
    gone = await nora.socket.event("agent.taken_off", agent_id=nora.id)
    assert gone["body"]["conversation"]["participations"] == []
    await desk.do(marie, "close")
    closed = await nora.socket.event("conversation.closed")
    assert not closed["body"]["conversation"]["is_open"]
    await marie.open_console()
    snaps = [frame["agent"] for frame in marie.socket.frames if frame["f"] == "snap"]
    assert [row["id"] for snap in snaps for row in snap.get("conversations", [])] == []


@pytest.mark.line("I2a", "I2d", "I2e")
async def test_what_one_agent_opened_is_read_for_them_on_every_screen_and_for_nobody_else(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    first = marie.socket
    await marie.open_console()
    french = await town.group("Support-Team FR", marie, nora)
    desk = await knock(town)
    sent = await marie.socket.event("message.sent")
    assert sorted(sent["body"]["alerted"]) == sorted([marie.id, nora.id])
    await desk.group(town.owner, french)
    await marie.socket.op("conversation.read", conversation=desk.id, seq=sent["seq"])
    for screen in (first, marie.socket):
        assert (await screen.event("conversation.read"))["body"]["read"] == sent["seq"]
    await nora.settle()
    assert [f for f in nora.socket.frames if f["f"] == "ev" and f["type"] == "conversation.read"] == []

    for agent in (marie, nora):
        await agent.open_console()
        snaps = [frame["agent"] for frame in agent.socket.frames if frame["f"] == "snap"]
        reads = {key: value for snap in snaps for key, value in snap.get("reads", {}).items()}
        assert reads == ({desk.id: sent["seq"]} if agent is marie else {}), agent.name
        unseen = [alert["seq"] for snap in snaps for alert in snap.get("alerts", [])]
        assert (sent["seq"] in unseen) is (agent is nora), agent.name
    await first.close()


@pytest.mark.line("I2b", "I2c", "I2f", "O1e")
async def test_who_waits_since_when_is_told_until_somebody_answers_or_closes(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)

    async def waits() -> int | None:
        return (await desk.view())["waiting_since"]

    since = await waits()
    assert since == (await desk.view())["last"]["at"]
    await town.later(5_000)
    await desk.visitor.write("Hello?")
    assert await waits() == since, "from the first message that nobody answered"
    await desk.agent(town.owner, marie)
    await marie.ask("POST", f"/api/conversations/{desk.id}/messages", 201, text="Who knows?", kind="comment")
    assert await waits() == since, "neither assigning nor a comment is an answer"
    await desk.reply(marie)
    assert await waits() is None
    await desk.visitor.write("And now?")
    assert await waits() is not None
    await desk.do(marie, "close")
    assert await waits() is None


@pytest.mark.line("I3a", "I3b", "I3c", "I3d", "I3e")
async def test_a_list_is_narrowed_by_website_group_agent_and_state(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french = await town.group("Support-Team FR", marie)
    academy, key = await town.put_up("Academy", ACADEMY)
    lamp, cart = await knock(town, text="A lamp"), await knock(town, text="My cart")
    course = await from_the_academy(town, key, "A course")
    await lamp.group(nora, french)
    await cart.agent(town.owner, nora)
    await course.group(nora, french)
    await course.do(marie, "join")

    assert await listed(marie, view="all", website=academy) == {course.id}
    assert await listed(marie, view="all", website=town.website) == {lamp.id, cart.id}
    assert await listed(marie, view="all", group=french) == {lamp.id, course.id}
    assert await listed(marie, view="all", agent=nora.id) == {cart.id}
    assert await listed(marie, view="all", agent=marie.id) == {course.id}, "taking part, not through the group"
    assert await listed(marie, view="all", group=french, website=town.website) == {lamp.id}
    assert await listed(marie, view="mine", website=town.website) == {lamp.id}
    assert await listed(marie, view=f"group:{french}", agent=marie.id) == {course.id}

    await course.do(marie, "close")
    assert await listed(marie, view="all", state="closed") == {course.id}
    assert await listed(marie, view="all", state="open") == {lamp.id, cart.id}
    assert await listed(marie, view="all", state="closed", agent=marie.id) == {course.id}, "who had it at closing"
    assert await listed(marie, view="all", state="closed", group=french, website=town.website) == set()
    assert await listed(marie, view="all", website="web_unknown") == set()
