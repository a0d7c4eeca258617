"""A visitor's conversation, and what agents do with it over HTTP."""

from dataclasses import dataclass
from typing import Any

from tests.journeys.conftest import Town
from tests.journeys.people import Agent, Json, Visitor
from zuruf.actions.assignments import AgentCommand, AssignGroup, assign_agent, assign_group
from zuruf.domain.actor import Actor

MINUTE = 60_000
API = Actor("api", "key_test")


def under(path: str) -> Json:
    """The condition that the page is at or under this path."""
    return {"kind": "test", "fact": "current_url", "operator": "at_or_under", "value": f"https://shop.example{path}"}


def to_group(group_id: str) -> Json:
    return {"kind": "assign_group", "group_id": group_id}


def to_agent(agent: Agent) -> Json:
    return {"kind": "assign_agent", "agent_id": agent.id}


@dataclass
class Desk:
    """One visitor's conversation."""

    town: Town
    visitor: Visitor
    id: str
    visitor_id: str

    async def group(self, by: Agent, group_id: str | None, expect: int = 200, **seen: str | None) -> Json:
        """#, with the group that is there now as the one seen, unless another is said."""
        saw = seen["seen"] if "seen" in seen else (await self.view())["group"]["group_id"]
        path = f"/api/visitors/{self.visitor_id}/group"
        return await by.ask("PUT", path, expect, group_id=group_id, seen_group_id=saw)

    async def agent(self, by: Agent, agent: Agent, expect: int = 200) -> Json:
        """👤+"""
        return await by.ask("PUT", f"/api/visitors/{self.visitor_id}/agents/{agent.id}", expect)

    async def take_off(self, by: Agent, agent: Agent, expect: int = 200) -> Json:
        return await by.ask("DELETE", f"/api/visitors/{self.visitor_id}/agents/{agent.id}", expect)

    async def do(self, by: Agent, what: str, expect: int = 200) -> Json:
        """join, leave, close or reopen."""
        return await by.ask("POST", f"/api/conversations/{self.id}/{what}", expect)

    async def reply(self, by: Agent, text: str = "Good day") -> Json:
        return await by.ask("POST", f"/api/conversations/{self.id}/messages", 201, text=text, kind="reply")

    async def ask(self, by: Agent, agent: Agent, why: str = "You know him", expect: int = 201, **then: str) -> Json:
        return await by.ask("POST", f"/api/conversations/{self.id}/askings", expect, agent_id=agent.id, why=why, **then)

    async def answer(self, by: Agent, *, accept: bool, expect: int = 200) -> Json:
        return await by.ask("POST", f"/api/conversations/{self.id}/askings/answer", expect, accept=accept)

    async def group_by_api(self, group_id: str | None) -> str:
        """The note: "" or the code of the refusal."""
        parts = self.town.parts
        command = AssignGroup(
            workspace_id=self.town.workspace,
            actor=API,
            moment=parts.context.moment(),
            visitor_id=self.visitor_id,
            group_id=group_id,
        )
        return (await parts.database.act(command, assign_group)).answer.note

    async def agent_by_api(self, agent: Agent) -> str:
        parts = self.town.parts
        command = AgentCommand(
            workspace_id=self.town.workspace,
            actor=API,
            moment=parts.context.moment(),
            visitor_id=self.visitor_id,
            agent_id=agent.id,
        )
        return (await parts.database.act(command, assign_agent)).answer.note

    async def view(self) -> Json:
        return (await self.town.owner.get(f"/api/conversations/{self.id}"))["conversation"]

    async def explained(self, type_: str = "") -> list[Json]:
        """What is explained, oldest first."""
        items = (await self.town.owner.get(f"/api/conversations/{self.id}/explanations"))["items"]
        return [item for item in reversed(items) if type_ in ("", item["type"])]

    async def alerts(self, agent: Agent | None = None) -> list[Json]:
        """Stored alerts, oldest first, with the type of their cause."""
        rows = [{**alert, "type": item["type"]} for item in await self.explained() for alert in item["alerts"]]
        return [row for row in rows if agent is None or row["agent_id"] == agent.id]

    async def told(self, type_: str) -> list[list[str]]:
        """Whom each event of this type alerted, by name and by its body and its rows alike."""
        names = {person.id: name for name, person in self.town.people.items()}
        items = await self.explained(type_)
        for item in items:
            assert sorted(item["body"]["alerted"]) == sorted(row["agent_id"] for row in item["alerts"]), item
        return [sorted(names[id] for id in item["body"]["alerted"]) for item in items]

    async def mine_of(self) -> list[str]:
        """The names of those whose Mine holds it."""
        return sorted([name for name, person in self.town.people.items() if self.id in await person.mine()])

    async def is_unassigned(self) -> bool:
        return self.id in await self.town.owner.unassigned()

    async def row_of(self, agent: Agent) -> dict[str, Any] | None:
        rows = (await self.view())["participations"]
        return next((row for row in rows if row["agent_id"] == agent.id), None)


async def knock(town: Town, path: str = "/cart", text: str = "Hello", visitor: Visitor | None = None) -> Desk:
    """A visitor looks at a page and writes."""
    visitor = visitor or await arrive(town, path)
    await visitor.write(text)
    return desk_of(town, visitor, await town.conversation_of(town.owner, text))


async def arrive(town: Town, path: str = "/cart") -> Visitor:
    """A visitor looks at a page and opens the chat."""
    visitor = town.visitor()
    await visitor.view(path)
    await visitor.open()
    return visitor


async def picked(town: Town, path: str = "/cart") -> Desk:
    """Somebody online is made a visitor, before they wrote anything."""
    visitor = await arrive(town, path)

    def shown(frame: Json) -> object:
        return frame["f"] == "eph" and frame["eph"]["type"] == "visitors" and frame["eph"]["visitors"]

    await town.owner.open_console()
    browsers = (await town.owner.socket.until(shown, "the visitors online"))["eph"]["visitors"]
    made = await town.owner.ask("POST", f"/api/browsers/{browsers[-1]['browser_id']}/visitor", 201)
    return Desk(town, visitor, made["conversation_id"], made["visitor_id"])


def desk_of(town: Town, visitor: Visitor, conversation: Json) -> Desk:
    return Desk(town, visitor, conversation["id"], conversation["visitor"]["id"])
