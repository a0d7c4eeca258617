"""A workspace in which every table holds something, and the same with neighbours; both can be gone back to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

import httpx2
import msgspec

from tests.security.neighbours import NEIGHBOURS, State, moved, replace_all, rows_of
from tests.security.world import BROWSER, SHOP, World, built
from zuruf.domain.token import hashed
from zuruf.realtime.frames import Op
from zuruf.realtime.source import Principal
from zuruf.store import browsers, conversations
from zuruf.store.transaction import Writer
from zuruf.web.ops import DatabaseOps

CID = "0f0e0d0c-0000-4000-8000-000000000002"
DRAWS_BEFORE = 1_000_000
RENAMED = (
    "update agents set name = 'amber ' || name where workspace_id = 'wsp_1'",
    "update workspaces set name = 'amber shop' where workspace_id = 'wsp_1'",
    "update websites set name = 'amber site' where workspace_id = 'wsp_1'",
    "update api_keys set name = 'amber key', ending = 'amber' where workspace_id = 'wsp_1'",
    "update visitors set page_id = 'page-1' where workspace_id = 'wsp_1' and name = 'amber Ada'",
    (
        "update browsers set group_choice = (select id from groups where workspace_id = 'wsp_1' order by id limit 1)"
        " where workspace_id = 'wsp_1' and visitor_id not in (select id from visitors where name = 'amber Ada')"
    ),
)


class Draws:
    """Randomness that can begin again, so that the same request has the same answer."""

    def __init__(self) -> None:
        self._numbers: Iterator[int] = count(DRAWS_BEFORE)

    def again(self) -> None:
        self._numbers = count(2 * DRAWS_BEFORE)

    def __call__(self, n: int) -> bytes:
        return (next(self._numbers).to_bytes(16) * 4)[-n:]


@dataclass
class Street:
    """`alone` is workspace one with nobody beside it."""

    world: World
    draws: Draws
    alone: State = field(default_factory=dict[str, list[dict[str, Any]]])

    async def without_neighbours(self) -> None:
        await replace_all(self.world.database, self.alone)
        self.draws.again()

    async def with_neighbours(self) -> None:
        """Theirs are written before and after ours."""
        theirs = [moved(self.alone, neighbour) for neighbour in NEIGHBOURS]
        await replace_all(self.world.database, *theirs[:2], self.alone, *theirs[2:])
        self.draws.again()


async def street() -> Street:
    """The world of the matrix with more in it, all of it with words that tell whose it is."""
    draws = Draws()
    world = await built(draws)
    await _furnish(world)
    await world.database.write(_rename)
    return Street(world, draws, await rows_of(world.database, "wsp_1"))


async def _rename(writer: Writer) -> None:
    for statement in RENAMED:
        await writer.run(statement)


async def _furnish(world: World) -> None:
    await _settings(world)
    ask = world.ask
    talk = "/api/conversations/{conversation}"
    world.ids["admin"] = world.house.people["admin"]
    for who in ("owner", "admin", "target"):
        await carried(ask(who, "PUT", "/api/me/presence", {"presence": "online"}))
        person = world.house.people[who]
        await carried(ask("API key", "POST", "/v3/conversations/agentOnlinePing", {"agentId": person}))
    await carried(ask("owner", "PATCH", "/api/me", {"language": "de"}))
    described = {
        "name": "amber Ada",
        "email": "ada@shop.example",
        "phone": "+33 amber",
        "attributes": {"plan": "amber"},
    }
    await carried(ask("owner", "PATCH", "/api/visitors/{visitor}", described))
    await carried(ask("owner", "POST", "/api/visitors/{visitor}/notes", {"text": "amber note"}))
    grouped = {"group_id": "{group}", "seen_group_id": None}
    await carried(ask("owner", "PUT", "/api/visitors/{visitor}/group", grouped))
    await carried(ask("owner", "PUT", "/api/visitors/{visitor}/agents/{agent}"))
    await look(world)
    await _fill_in(world)
    own = await carried(ask("owner", "POST", f"{talk}/messages", {"text": "amber reply", "kind": "reply"}))
    world.ids["own"] = own["id"]
    await carried(
        ask(
            "owner", "POST", f"{talk}/messages", {"text": "amber comment @{admin}", "kind": "comment", "quote": "{own}"}
        )
    )
    asked = {"agent_id": "{admin}", "why": "amber why"}
    await carried(ask("owner", "POST", f"{talk}/askings", asked))
    await _more_visitors(world)
    said = {"visitorId": "{visitor}", "text": "amber by API", "agentId": "{agent}"}
    world.ids["sent"] = (await carried(ask("API key", "POST", "/v3/conversations/messages", said)))["id"]
    pushed = await carried(ask("API key", "POST", "/v3/conversations/pushedMessages", said | {"agentId": "{self}"}))
    world.ids["pushed"] = pushed["id"]


async def _more_visitors(world: World) -> None:
    """One whose only agent may not answer any more, one who was answered and is closed."""
    ask = world.ask
    waiting, closed = await _another(world, "second"), await _another(world, "third")
    world.ids["waiting"], world.ids["closed"] = waiting[0], closed[0]
    person = world.house.people["assign"]
    await carried(ask("API key", "POST", "/v3/conversations/agentOnlinePing", {"agentId": person}))
    await carried(ask("assign", "PUT", "/api/me/presence", {"presence": "online"}))
    await carried(ask("owner", "PUT", f"/api/visitors/{waiting[1]}/agents/{person}"))
    await carried(ask("admin", "POST", f"/api/conversations/{closed[0]}/messages", {"text": "amber bye"}))
    await _read(world, "agent", world.ids["admin"], closed[0])
    await carried(ask("admin", "POST", f"/api/conversations/{closed[0]}/close"))
    await _rate(world, closed[1])
    await _by_mail(world, closed[1])
    listed = (await carried(ask("owner", "GET", "/api/agents")))["items"]
    version = next(row["version"] for row in listed if row["id"] == person)
    await carried(ask("owner", "PATCH", f"/api/agents/{person}", {"version": version, "rights": []}))
    await carried(ask("owner", "PATCH", "/api/me", {"preferences": {"sound": "amber"}}))


async def _another(world: World, name: str) -> tuple[str, str]:
    """The conversation and the visitor of one more who writes."""
    key = f"{name} browser key of more than sixteen letters"
    seen = {"key": "{key}", "browser": key, "tab": "1", "url": f"{SHOP}/amber/{name}"}
    await carried(world.ask("nobody", "POST", "/widget/view", seen, origin=SHOP))
    row = await world.database.read(browsers.by_key, "wsp_1", world.ids["website"], hashed(key))
    assert row is not None
    who = Principal(workspace_id="wsp_1", kind="visitor", id=row.visitor_id, browser_id=row.id)
    op = {"type": "message.send", "text": f"amber {name}", "page": "1"}
    await DatabaseOps(world.context).perform(who, msgspec.convert({"f": "op", "cid": CID, "op": op}, Op))
    found = await world.database.read(conversations.of_visitor, "wsp_1", row.visitor_id)
    assert found is not None
    return found.id, row.visitor_id


async def look(world: World) -> None:
    """A trigger fires on the visitor's page, an agent reads, the visitor reads, a program repeats itself."""
    seen = {"key": "{key}", "browser": BROWSER, "tab": "1", "url": f"{SHOP}/amber", "title": "amber page"}
    await carried(world.ask("visitor", "POST", "/widget/view", seen, origin=SHOP))
    readers: tuple[tuple[Literal["agent", "visitor"], str], ...] = (
        ("agent", "self"),
        ("agent", "agent"),
        ("visitor", "visitor"),
    )
    for kind, who in readers:
        await _read(world, kind, world.ids[who], world.ids["conversation"])


async def _read(world: World, kind: Literal["agent", "visitor"], who: str, conversation: str) -> None:
    principal = Principal(workspace_id="wsp_1", kind=kind, id=who, browser_id=world.ids["browser"])
    op = {"type": "conversation.read", "seq": 30 if kind == "agent" else 1, "conversation": conversation}
    await DatabaseOps(world.context).perform(principal, msgspec.convert({"f": "op", "cid": CID, "op": op}, Op))


async def _rate(world: World, visitor: str) -> None:
    principal = Principal(workspace_id="wsp_1", kind="visitor", id=visitor, browser_id=world.ids["browser"])
    op = {"type": "rating.give", "episode": 1, "score": 4, "comment": "amber rating"}
    frame = msgspec.convert({"f": "op", "cid": CID[:-1] + "8", "op": op}, Op)
    await DatabaseOps(world.context).perform(principal, frame)


async def _by_mail(world: World, visitor: str) -> None:
    principal = Principal(workspace_id="wsp_1", kind="visitor", id=visitor, browser_id=world.ids["browser"])
    op = {"type": "transcript.ask", "email": "amber@shop.example"}
    frame = msgspec.convert({"f": "op", "cid": CID[:-1] + "7", "op": op}, Op)
    await DatabaseOps(world.context).perform(principal, frame)


async def _fill_in(world: World) -> None:
    """The visitor gives a telephone number; a website without a form asks for none and takes it all the same."""
    principal = Principal(
        workspace_id="wsp_1", kind="visitor", id=world.ids["visitor"], browser_id=world.ids["browser"]
    )
    op = {"type": "contact.give", "phone": "+33 amber"}
    frame = msgspec.convert({"f": "op", "cid": CID[:-1] + "9", "op": op}, Op)
    await DatabaseOps(world.context).perform(principal, frame)


async def _settings(world: World) -> None:
    ask = world.ask
    members = ["{agent}", "{self}"]
    hidden = {"names": {"en": "amber board"}, "is_private": True, "members": ["{self}"]}
    world.ids["hidden"] = (await carried(ask("owner", "POST", "/api/groups", hidden)))["id"]
    former = (await carried(ask("owner", "POST", "/api/groups", {"names": {"en": "amber former"}})))["id"]
    await carried(ask("owner", "DELETE", f"/api/groups/{former}", {"move_to": None}))
    team = {"names": {"en": "amber team"}, "members": members, "version": 1}
    await carried(ask("owner", "PUT", "/api/groups/{group}", team))
    opening = {
        "name": "amber trigger",
        "actions": [{"kind": "open_widget"}],
        "frequency": "visit",
        "version": 1,
    }
    await carried(ask("owner", "PUT", "/api/triggers/{trigger}", opening))
    await carried(ask("owner", "PUT", "/api/triggers/{trigger}/active", {"is_active": True}))
    second = {**opening, "name": "amber second"}
    world.ids["second"] = (
        await carried(ask("owner", "POST", "/api/triggers", {k: v for k, v in second.items() if k != "version"}))
    )["id"]
    greeting = {"shortcut": "amber", "texts": {"en": "amber hello"}, "sharing": "groups", "groups": ["{group}"]}
    await carried(ask("owner", "PUT", "/api/saved-replies/{saved_reply}", {**greeting, "version": 1}))
    await carried(ask("target", "POST", "/api/saved-replies", {"shortcut": "amber", "texts": {"en": "amber mine"}}))
    await carried(ask("owner", "POST", "/api/agents", {"name": "amber Zoe", "email": "zoe@shop.example", "rights": []}))


async def carried(asking: Any) -> dict[str, Any]:
    """The answer to what must have been carried out."""
    answer: httpx2.Response = await asking
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else {}
