"""Conditions and actions of triggers, as the journeys write them down."""

from collections.abc import Iterator

from tests.journeys.people import Agent, Json

SHOP = "https://shop.example"
ALL_AGENTS = {"kind": "assign_all_agents"}


def when(fact: str, operator: str, value: object = None, name: str = "") -> Json:
    """One test."""
    named = {"name": name} if name else {}
    given = {} if value is None else {"value": value}
    return {"kind": "test", "fact": fact, **named, "operator": operator, **given}


def at(path: str) -> Json:
    """The current URL is at or under this path of the shop."""
    return when("current_url", "at_or_under", f"{SHOP}{path}")


def all_of(*tests: Json) -> Json:
    return {"kind": "all", "tests": list(tests)}


def any_of(*tests: Json) -> Json:
    return {"kind": "any", "tests": list(tests)}


def into(group_id: str) -> Json:
    return {"kind": "assign_group", "group_id": group_id}


def to(agent: Agent) -> Json:
    return {"kind": "assign_agent", "agent_id": agent.id}


def say(text: str, **fields: object) -> Json:
    return {"kind": "send_message", "texts": {"en": text}, **fields}


def mark(name: str, value: object = True) -> Json:
    return {"kind": "set_attribute", "name": name, "value": value}


def conversations_in(frame: object) -> Iterator[Json]:
    """Every view of a conversation anywhere in a frame."""
    if isinstance(frame, dict):
        if "participations" in frame and "has_visitor_message" in frame:
            yield frame
        for value in frame.values():
            yield from conversations_in(value)
    elif isinstance(frame, list):
        for value in frame:
            yield from conversations_in(value)


async def attributes_of(agent: Agent, conversation: Json) -> Json:
    return (await agent.get(f"/api/visitors/{conversation['visitor']['id']}"))["visitor"]["attributes"]


async def explained(agent: Agent, conversation: Json) -> list[Json]:
    """Every assignment and refusal with its why (A20)."""
    return (await agent.get(f"/api/conversations/{conversation['id']}/explanations"))["items"]


async def picked(agent: Agent, conversation: Json) -> dict[str, Json]:
    """The rows of the picker by their id."""
    rows = await agent.get(f"/api/picker?conversation={conversation['id']}")
    return {row["id"]: row for row in rows["agents"] + rows["groups"]}
