"""Visitors online (I8): who is on the websites now, where, since when and from where; written to and assigned from there (E4, E9)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import MINUTE, arrive, knock, to_group, under
from tests.journeys.people import Agent, Json, Visitor

pytestmark = pytest.mark.anyio
FROM_THE_STATES = {"X-Forwarded-For": "8.8.8.8"}


async def seen(agent: Agent, what: str, **about: object) -> Json:
    """The newest that this console was told of a visitor online, as soon as it says this; what was told before is forgotten."""

    def rows(frame: Json) -> list[Json]:
        is_told = frame["f"] == "eph" and frame["eph"]["type"] == "visitors"
        told: list[Json] = frame["eph"]["visitors"] if is_told else []
        return [row for row in told if all(row[name] == value for name, value in about.items())]

    frame = await agent.socket.until(rows, f"{what}: a visitor online with {about}")
    agent.socket.frames.clear()
    return rows(frame)[0]


def here(visitor: Visitor, path: str) -> str:
    return f"{visitor.origin}{path}"


@pytest.mark.line("I8a", "I8b", "I8c", "I8e", "I8f")
async def test_who_is_on_the_website_is_listed_live_with_page_time_and_country(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    camille = town.visitor()
    camille.http.headers.update(FROM_THE_STATES)
    await camille.view("/", title="Lamps")
    await camille.listen()
    came = await seen(marie, "coming", url=here(camille, "/"))
    assert (came["title"], came["country"], came["visitor_id"], came["is_chatting"]) == ("Lamps", "US", "", False)
    assert (came["pages"], came["visits"]) == (1, 1)
    assert came["since"] == came["page_since"]

    await town.later(MINUTE)
    await camille.view("/cart", title="Cart")
    went = await seen(marie, "going on", url=here(camille, "/cart"))
    assert (went["title"], went["pages"], went["browser_id"]) == ("Cart", 2, came["browser_id"])
    assert went["since"] == came["since"], "on the website since the first page"
    assert went["page_since"] >= came["page_since"] + MINUTE, "on this page since now"

    nora = await town.hire("Nora", "online")
    assert (await seen(nora, "a newcomer is told of everybody"))["url"] == here(camille, "/cart")
    await camille.ear.close()
    await marie.socket.until(
        lambda f: f["f"] == "eph" and f["eph"]["type"] == "visitors" and f["eph"]["gone"] == [came["browser_id"]],
        "the visitor to be gone",
    )


@pytest.mark.line("I8d")
async def test_the_group_stands_beside_the_visitor_and_moves_with_it(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", marie)
    await town.trigger("French", under("/fr"), to_group(french))
    camille = await arrive(town, "/fr")
    await seen(marie, "set by a trigger", url=here(camille, "/fr"), group_id=french)
    desk = await knock(town, text="Bonjour", visitor=camille)
    await seen(marie, "writing", conversation_id=desk.id, is_chatting=True)
    await desk.group(marie, sales)
    await seen(marie, "set by hand", conversation_id=desk.id, group_id=sales)
    await desk.group(marie, None)
    await seen(marie, "to all agents", conversation_id=desk.id, group_id=None)
    await desk.do(marie, "close")
    await seen(marie, "closed", conversation_id=desk.id, is_chatting=False)


@pytest.mark.line("I8g", "I8h")
async def test_who_only_looks_is_written_to_or_assigned(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    camille, john = await arrive(town, "/lamps"), await arrive(town, "/cart")
    row = await seen(marie, "looking", url=here(camille, "/lamps"))
    made = await marie.ask("POST", f"/api/browsers/{row['browser_id']}/visitor", 201)
    again = await nora.ask("POST", f"/api/browsers/{row['browser_id']}/visitor", 201)
    assert again == made, "two who click at once make one visitor"
    await marie.ask("POST", f"/api/conversations/{made['conversation_id']}/messages", 201, text="May I help?")

    def helped(frame: Json) -> bool:
        message: Json | None = frame["body"]["message"] if frame["f"] == "ev" else None
        return message is not None and message["text"] == "May I help?"

    await camille.socket.until(helped, "what Marie wrote")
    begun = (await marie.get(f"/api/conversations/{made['conversation_id']}"))["conversation"]
    assert (begun["is_open"], [part["agent_id"] for part in begun["participations"]]) == (True, [marie.id])
    assert await marie.mine() == [made["conversation_id"]]

    row = await seen(nora, "looking too", url=here(john, "/cart"))
    made = await marie.ask("POST", f"/api/browsers/{row['browser_id']}/visitor", 201)
    await marie.ask("PUT", f"/api/visitors/{made['visitor_id']}/agents/{nora.id}")
    assert await nora.mine() == [], "nothing has begun yet"
    await john.write("Is it in stock?")
    assert await nora.mine() == [made["conversation_id"]]


@pytest.mark.line("I8i")
async def test_behind_the_wall_only_those_are_listed_whom_one_may_see(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french = await town.group("Support-Team FR", marie)
    await town.trigger("French", under("/fr"), to_group(french))
    await town.wall()
    camille, john = await arrive(town, "/fr"), await arrive(town, "/cart")
    for person in (marie, nora):
        await person.socket.close()
        await person.open_console()
    await seen(marie, "one's own", url=here(camille, "/fr"))
    await seen(nora, "nobody's", url=here(john, "/cart"))
    await camille.view("/fr/suivi")
    await seen(marie, "going on", url=here(camille, "/fr/suivi"))
    await john.view("/help")
    await seen(nora, "going on", url=here(john, "/help"))
    assert camille.url.encode() not in b"".join(nora.socket.raw)


@pytest.mark.line("I8i")
async def test_behind_the_wall_nobody_learns_who_a_browser_of_another_group_is(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french = await town.group("Support-Team FR", marie)
    await town.trigger("French", under("/fr"), to_group(french))
    camille = await arrive(town, "/fr")
    row = await seen(marie, "one's own", url=here(camille, "/fr"), group_id=french)
    path = f"/api/browsers/{row['browser_id']}/visitor"
    await town.wall()
    unknown = await nora.ask("POST", "/api/browsers/brw_nobody/visitor", 404)
    assert await nora.ask("POST", path, 404) == unknown, "as if there were no such browser"
    assert (await marie.ask("POST", path, 201))["visitor_id"] == row["visitor_id"]


def told(agent: Agent) -> set[str]:
    """Whom this console's list holds by now, by the address of their page; as frontend/console/src/state/reduce.ts keeps it."""
    online: dict[str, str] = {}
    for frame in agent.socket.frames:
        if frame["f"] == "eph" and frame["eph"]["type"] == "visitors":
            online = {} if frame["eph"]["whole"] else online
            for browser_id in frame["eph"]["gone"]:
                online.pop(browser_id, None)
            online.update({row["browser_id"]: row["url"] for row in frame["eph"]["visitors"]})
    return set(online.values())


async def lists(agent: Agent, why: str, *visitors: Visitor) -> None:
    """The console's list holds these and nobody else, and goes on doing so."""
    wanted = {visitor.url for visitor in visitors}
    await agent.socket.until(lambda _: told(agent) == wanted, f"{why}: {agent.name} to see {wanted}")


@pytest.mark.line("I8k")
async def test_behind_the_wall_the_list_follows_every_change_of_who_may_see_whom(town: Town) -> None:
    """Nobody looks at another page or opens the console again meanwhile."""
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", town.owner)
    await town.trigger("French", under("/fr"), to_group(french))
    desk, john = await knock(town, "/fr", "Bonjour"), await arrive(town, "/cart")
    camille = desk.visitor
    for agent in (marie, nora):
        await lists(agent, "without a wall", camille, john)
    await town.wall()
    await lists(nora, "behind the wall", john)
    await lists(marie, "behind the wall", camille, john)
    await town.members(french, nora)
    await lists(marie, "taken out of the group", john)
    await lists(nora, "put into the group", camille, john)
    await town.members(french, nora, is_enabled=False)
    await lists(marie, "the group is disabled, so she is nobody's", camille, john)
    await town.members(french, nora, is_enabled=True)
    await lists(marie, "the group is enabled again", john)
    await desk.agent(town.owner, marie)
    await lists(marie, "assigned", camille, john)
    await desk.take_off(town.owner, marie)
    await lists(marie, "taken off", john)
    await desk.ask(town.owner, marie)
    await lists(marie, "asked to join", camille, john)
    await desk.answer(marie, accept=False)
    await lists(marie, "declined", john)
    await desk.group(town.owner, sales)
    await lists(nora, "moved to another group", john)
    await desk.group(town.owner, None)
    for agent in (marie, nora):
        await lists(agent, "to all agents", camille, john)
    await desk.group(town.owner, sales)
    await lists(marie, "in another group", john)
    await town.switch(agents_see_only_their_groups=False)
    for agent in (marie, nora):
        await lists(agent, "the wall is gone", camille, john)


@pytest.mark.line("I8k")
async def test_behind_the_wall_whose_colleague_may_answer_nobody_any_more_is_nobodys(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.do(nora, "join")
    await town.wall()
    await lists(marie, "a colleague's")
    await marie.socket.until(is_of_the_wall, "what she may see behind the wall")
    assert await starts_over(town, marie, nora, []) == [desk.id]
    await lists(marie, "her colleague may answer nobody", desk.visitor)
    assert await starts_over(town, marie, nora, ["access"]) == []
    await lists(marie, "her colleague may answer again")


def is_of_the_wall(frame: Json) -> bool:
    """The list follows at once, the snapshot after it: one that comes late is not the next one's answer."""
    workspace = frame["agent"].get("workspace") if frame["f"] == "snap" else None
    return bool(workspace and workspace["agents_see_only_their_groups"])


async def starts_over(town: Town, agent: Agent, colleague: Agent, rights: list[str]) -> list[str]:
    """What the agent's console shows anew once the colleague has these rights."""
    before = len(agent.socket.frames)
    listed = (await town.owner.get("/api/agents"))["items"]
    version = next(row["version"] for row in listed if row["id"] == colleague.id)
    await town.owner.ask("PATCH", f"/api/agents/{colleague.id}", rights=rights, version=version)

    def parts() -> list[Json]:
        return [frame for frame in agent.socket.frames[before:] if frame["f"] == "snap"]

    await agent.socket.until(lambda _: any(part["last"] for part in parts()), "a snapshot")
    return [one["id"] for part in parts() for one in part["agent"].get("conversations", [])]


@pytest.mark.line("E9a")
async def test_the_current_page_is_that_of_the_tab_that_spoke_last(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    camille = await arrive(town, "/cart")
    await seen(marie, "the only tab", url=here(camille, "/cart"))
    first, second = camille.tab, "another-tab-of-the-same-browser"
    camille.tab = second
    await camille.view("/lamps")
    await seen(marie, "the second tab looks", url=here(camille, "/lamps"))
    camille.tab, camille.page = first, ""
    await camille.tell("opened")
    await seen(marie, "the first opens the chat", url=here(camille, "/cart"))
    camille.tab = second
    await camille.write("Are these in stock?")
    await seen(marie, "the second writes", url=here(camille, "/lamps"), is_chatting=True)
    camille.tab = first
    await camille.tell("judge")
    await camille.write("And these?")
    await seen(marie, "the first writes", url=here(camille, "/cart"), is_chatting=True)


@pytest.mark.line("I8o")
async def test_where_a_visit_came_from_and_who_takes_part_stand_beside_the_visitor(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    camille = town.visitor()
    await camille.view("/?utm_source=news&utm_campaign=spring", referrer="https://search.example/")
    await camille.listen()
    came = await seen(marie, "coming", campaign="news / spring")
    assert (came["referrer"], came["agents"]) == ("https://search.example/", [])
    await camille.view("/cart", referrer=here(camille, "/"))
    went = await seen(marie, "going on", url=here(camille, "/cart"))
    assert (went["referrer"], went["campaign"]) == ("https://search.example/", "news / spring")
    await camille.open()
    await camille.write("Hello")
    conversation = await town.conversation_of(marie, "Hello")
    await marie.ask("POST", f"/api/conversations/{conversation['id']}/join")
    assert (await seen(marie, "talking", agents=[marie.id]))["is_chatting"]
