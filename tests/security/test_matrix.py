"""Every route and every op of the socket against every principal; what has no row fails (B35)."""

from collections.abc import Iterable, Iterator
from typing import get_args
from uuid import UUID

import msgspec
import pytest
from starlette.routing import BaseRoute, Mount, Route

from tests.security.matrix import AGENTS, EVERYBODY, NEEDS, NOBODIES, OPS, ROWS, Row
from tests.security.world import World
from zuruf.errors import Conflict, Forbidden, NotFound, Unauthenticated, ZurufError
from zuruf.realtime import frames
from zuruf.realtime.frames import Hello, Op
from zuruf.realtime.source import Caller, Principal
from zuruf.web.ops import DatabaseOps
from zuruf.web.source import DatabaseSource

ENTRANCES = {"/api/setup", "/api/session", "/api/links/look", "/api/invitations/accept"}
ASKED = [row for row in ROWS if row.method != "ANY" and row.needs != "a build"]
CHANGES = [row for row in ROWS if row.path.startswith("/api/") and row.method not in ("GET", "MOUNT")]


def routes_of(routes: Iterable[BaseRoute]) -> Iterator[tuple[str, str]]:
    """(method, path with unnamed parameters) of every route, those of included routers too."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from routes_of(included.routes)
        elif isinstance(route, Mount):
            yield "MOUNT", route.path
        elif isinstance(route, Route):
            methods = (route.methods or set()) - {"HEAD"}
            yield from ((method, unnamed(route.path)) for method in (["ANY"] if len(methods) > 4 else methods))
        else:
            raise TypeError(f"A route of a kind the matrix does not know: {route!r}")


def unnamed(path: str) -> str:
    """`/api/groups/{}` of `/api/groups/{group_id}`; paths of any depth stay apart."""
    parts = path.partition("?")[0].split("/")
    return "/".join(("{path}" if ":path" in part else "{}") if part.startswith("{") else part for part in parts)


async def test_every_route_has_its_row_and_every_row_its_route(still_world: World) -> None:
    rows = [(row.method, unnamed(row.path)) for row in ROWS]
    assert sorted(rows) == sorted(set(routes_of(still_world.app.routes)))


def test_every_need_says_what_everybody_gets() -> None:
    assert all(set(needs) == set(EVERYBODY) for needs in NEEDS.values())


@pytest.mark.parametrize("row", ASKED, ids=lambda row: row.name)
async def test_everybody_gets_what_the_matrix_says(world: World, row: Row) -> None:
    """The weakest first: what they are refused must still be there for those who may."""
    origin = {"origin": row.origin} if row.origin else {}
    answers = {who: await world.ask(who, row.method, row.path, row.body, **origin) for who in EVERYBODY}
    got = {who: outcome(answer.status_code) for who, answer in answers.items()}
    expected = {who: row.expected(who) for who in EVERYBODY}
    met = next((who for who in AGENTS if expected[who] == "in"), None)
    # Whoever comes after the first may find it gone or done already.
    got = {
        who: "in" if expected[who] == "in" and found == "404" and who != met else found for who, found in got.items()
    }
    if row.needs in ("nothing", "a key", "a token"):
        got = {who: "in" if found in ("403", "404") and expected[who] == "in" else found for who, found in got.items()}
    assert got == expected, {who: answer.text[:200] for who, answer in answers.items() if got[who] != expected[who]}


@pytest.mark.parametrize("who", EVERYBODY)
async def test_only_who_has_a_session_is_told_who_they_are(still_world: World, who: str) -> None:
    answer = await still_world.ask(who, "GET", "/api/session")
    told = answer.json()
    assert answer.status_code == 200
    if who in NOBODIES:
        assert told is None
    elif who in AGENTS:
        assert told["agent"]["id"] == still_world.house.people[who]


def outcome(status: int) -> str:
    assert status < 500
    return str(status) if status in (401, 403, 404) else "in"


@pytest.mark.parametrize("row", [row for row in CHANGES if row.path not in ENTRANCES], ids=lambda row: row.name)
async def test_a_change_comes_from_a_page_of_ours(still_world: World, row: Row) -> None:
    """B49: with the cookie alone nothing is changed."""
    without = {"X-Zuruf-CSRF": ""}
    for headers in (without, {"X-Zuruf-CSRF": "guessed"}, {"origin": "https://evil.example"}, {"origin": "null"}):
        answer = await still_world.ask("owner", row.method, row.path, row.body, **headers)
        assert answer.status_code == 403, headers


@pytest.mark.parametrize("row", [row for row in CHANGES if row.body], ids=lambda row: row.name)
async def test_a_body_that_a_form_could_send_is_refused(still_world: World, row: Row) -> None:
    """B49."""
    answer = await still_world.ask("owner", row.method, row.path, row.body, content_type="text/plain")
    assert answer.status_code == (422 if row.path in ENTRANCES else 403)


@pytest.mark.parametrize("row", [row for row in CHANGES if isinstance(row.body, dict)], ids=lambda row: row.name)
async def test_a_field_nobody_reads_is_refused(still_world: World, row: Row) -> None:
    """B42: mass assignment."""
    for name in ("is_admin", "workspace_id", "id"):
        answer = await still_world.ask("owner", row.method, row.path, {**row.body, name: "x"})
        assert answer.status_code == 422, name
        assert name in {problem["field"] for problem in answer.json()["errors"]}


@pytest.mark.parametrize("name", ["api-key", "token", "ACCESS_TOKEN"])
async def test_a_key_in_the_address_is_refused(still_world: World, name: str) -> None:
    """B46."""
    answer = await still_world.ask("owner", "GET", f"/api/session?{name}=zrf_x")
    assert (answer.status_code, answer.json()["code"]) == (400, "key_in_address")


def test_every_op_has_its_row() -> None:
    tags = {op.__struct_config__.tag for op in get_args(frames.OpBody)}
    assert tags == set(OPS)


@pytest.mark.parametrize("name", OPS)
async def test_every_op_does_what_the_matrix_says(world: World, name: str) -> None:
    needs, visitor_may = OPS[name]
    expected = {who: NEEDS[needs][who] if needs in NEEDS else "403" for who in AGENTS}
    got = {who: await perform(world, principal(world, "agent", who), name) for who in AGENTS}
    assert got == expected
    assert await perform(world, principal(world, "visitor", "visitor"), name) == ("in" if visitor_may else "403")
    assert await perform(world, principal(world, "browser", "visitor"), name) == "403"


@pytest.mark.parametrize("name", [name for name, (needs, _) in OPS.items() if needs in ("access", "authorship")])
async def test_no_op_reaches_another_workspace(still_world: World, name: str) -> None:
    foreigner = Principal(workspace_id="wsp_2", kind="agent", id=await foreign_agent(still_world))
    assert await perform(still_world, foreigner, name) == "404"


@pytest.mark.parametrize("who", ["nobody", "expired", "deactivated", "visitor", "API key"])
async def test_no_socket_without_a_session(still_world: World, who: str) -> None:
    token = still_world.headers[who].get("cookie", "").partition("=")[2]
    with pytest.raises(Unauthenticated):
        await hello(still_world, token)


async def test_a_socket_with_a_session_is_the_agents(still_world: World) -> None:
    found = await hello(still_world, still_world.headers["access"]["cookie"].partition("=")[2])
    assert (found.workspace_id, found.id) == ("wsp_1", still_world.house.people["access"])


async def hello(world: World, token: str) -> Principal:
    caller = Caller(kind="agent", address="192.0.2.1", credential=token)
    return await DatabaseSource(world.context).authenticate(caller, Hello(v=1, instance="x"))


def principal(world: World, kind: str, who: str) -> Principal:
    id_ = {"agent": world.house.people.get(who, ""), "visitor": world.ids["visitor"], "browser": world.ids["browser"]}[
        kind
    ]
    return Principal(
        workspace_id="wsp_1",
        kind=kind,  # pyright: ignore[reportArgumentType]
        id=id_,
        website_id=world.ids["website"],
        browser_id=world.ids["browser"],
        conversation_id=world.ids["conversation"],
    )


async def perform(world: World, who: Principal, name: str) -> str:
    bodies = {
        "message.send": {"text": "x", "conversation": "{conversation}", "kind": "comment"},
        "message.change": {"message": "{message}", "text": "x"},
        "message.delete": {"message": "{message}"},
        "conversation.read": {"seq": 1, "conversation": "{conversation}"},
        "alert.shown": {"seqs": [1], "device": "x"},
        "presence.choose": {"presence": "online"},
        "group.choose": {"group": None},
        "visitor.describe": {"name": "Ada"},
        "contact.give": {"name": "Ada"},
        "rating.give": {"episode": 1, "score": 5},
        "transcript.ask": {"email": "ada@shop.example"},
    }
    cid = str(UUID(bytes=world.context.chance(16)))
    op = msgspec.convert({"f": "op", "cid": cid, "op": {"type": name, **world.filled(bodies[name])}}, Op)
    try:
        await DatabaseOps(world.context).perform(who, op)
    except (Forbidden, NotFound) as refusal:
        return {Forbidden: "403", NotFound: "404"}[type(refusal)]
    except (Conflict, ZurufError):
        return "in"
    return "in"


async def foreign_agent(world: World) -> str:
    row = await world.database.read(lambda reader: reader.one("select id from agents where workspace_id = 'wsp_2'"))
    assert row is not None
    return str(row[0])
