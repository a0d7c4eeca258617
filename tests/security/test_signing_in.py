"""Signing in and out over HTTP: cookies, limits, links."""

import asyncio
from dataclasses import replace
from http.cookies import SimpleCookie
from itertools import pairwise

import httpx2
import pytest

from tests.actions.house import prepared
from tests.security.world import CHEAP, ORIGIN, World
from zuruf.domain.token import secret_of
from zuruf.store import sessions
from zuruf.store.transaction import Answer, Command, Tx
from zuruf.web.auth import IDLE_MS, LONGEST_MS
from zuruf.web.context import Context
from zuruf.web.cookies import session_cookie
from zuruf.web.csrf import HEADER
from zuruf.web.passwords import Passwords
from zuruf.web.signing_in import new_session

PASSWORD = "correct horse battery"
OLAF = "olaf@shop.example"


@pytest.fixture
async def olaf(world: World) -> str:
    """An agent with a real password, by invitation; nobody is signed in."""
    body = {"name": "Olaf", "email": OLAF, "rights": ["access"]}
    link = (await world.ask("owner", "POST", "/api/agents", body)).json()["link"]
    assert link.startswith(f"{ORIGIN}/console/invitation#")
    accepted = await accept(world, link.partition("#")[2])
    assert accepted.status_code == 200
    return accepted.json()["agent"]["id"]


async def accept(world: World, token: str, password: str = PASSWORD) -> httpx2.Response:
    body = {"token": token, "name": "Olaf", "password": password, "language": "de"}
    return await world.ask("nobody", "POST", "/api/invitations/accept", body)


async def enter(world: World, email: str = OLAF, password: str = PASSWORD, **headers: str) -> httpx2.Response:
    return await world.ask("nobody", "POST", "/api/session", {"email": email, "password": password}, **headers)


def as_header(answer: httpx2.Response) -> dict[str, str]:
    """What the browser sends from then on."""
    cookies = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        cookies.load(line)
    return {"cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items())}


async def test_a_session_comes_with_its_cookie_and_says_who_it_is(world: World, olaf: str) -> None:
    answer = await enter(world)
    assert answer.status_code == 200
    asked = await world.ask("nobody", "GET", "/api/session", **as_header(answer))
    assert asked.json() == answer.json()
    assert asked.json()["agent"]["id"] == olaf
    assert asked.json()["language"] == "de"


async def test_the_cookie_belongs_to_this_host_and_to_no_script(world: World, olaf: str) -> None:
    """B50."""
    (line,) = [one for one in (await enter(world)).headers.get_list("set-cookie") if one.startswith("__Host-zuruf=")]
    attributes = {part.strip().lower() for part in line.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= attributes
    assert not any(part.startswith("domain") for part in attributes)


async def test_on_plain_http_the_cookie_has_another_name(world: World) -> None:
    plain: Context = replace(world.context, public_url="http://localhost:8400")
    assert session_cookie(plain) == "zuruf"


async def test_signing_in_makes_a_new_session_and_ends_the_one_brought(world: World, olaf: str) -> None:
    """B50: fixation."""
    planted = {"cookie": "__Host-zuruf=planted"}
    first = await enter(world, **planted)
    assert "planted" not in as_header(first)["cookie"]
    second = await enter(world, **as_header(first))
    assert as_header(second)["cookie"] != as_header(first)["cookie"]
    assert (await world.ask("nobody", "GET", "/api/counts", **as_header(first))).status_code == 401


async def test_a_wrong_password_and_an_unknown_address_are_answered_alike(world: World, olaf: str) -> None:
    """B52."""
    wrong = await enter(world, password="another password")
    unknown = await enter(world, email="nobody@shop.example")
    assert (wrong.status_code, wrong.content) == (unknown.status_code, unknown.content) == (401, wrong.content)
    assert "set-cookie" not in wrong.headers


async def test_an_unknown_address_costs_one_hash_too(world: World) -> None:
    """B52: the work is the same, so the time is."""
    counted = []

    class Counting:
        def verify(self, hash_: str, password: str) -> bool:
            counted.append(hash_)
            return CHEAP.verify(hash_, password)

        hash = CHEAP.hash
        check_needs_rehash = CHEAP.check_needs_rehash

    passwords = Passwords(Counting())  # pyright: ignore[reportArgumentType]
    assert not await passwords.verify(None, "x")
    assert not await passwords.verify(CHEAP.hash("y"), "x")
    assert not await passwords.verify(None, "nobody's password")
    assert len(counted) == 3
    passwords.close()


async def test_guessing_in_parallel_meets_the_limit(world: World, olaf: str) -> None:
    """B52: 200 at once, 10 of which are looked at."""
    answers = await asyncio.gather(*(enter(world, password=f"guess number {n}") for n in range(200)))
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(401) == 10
    assert statuses.count(429) == 190
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert int(refused.headers["retry-after"]) > 0


async def test_getting_in_uses_no_attempt_up(world: World, olaf: str) -> None:
    """An office has one address, and a day many mornings: more than 60 in five minutes, more than 10 by one account."""
    statuses = [(await enter(world)).status_code for _ in range(65)]
    assert set(statuses) == {200}


async def test_getting_in_gives_no_attempts_back(world: World, olaf: str) -> None:
    """B52: who knows one password of an address that two workspaces share does not clear the way to the other."""
    for n in range(9):
        await enter(world, password=f"guess number {n}")
    assert (await enter(world)).status_code == 200
    assert (await enter(world, password="guess number 10")).status_code == 401
    assert (await enter(world)).status_code == 429


async def test_an_office_of_new_colleagues_is_let_in_by_its_links(world: World, olaf: str) -> None:
    for _ in range(35):
        link = (await world.ask("owner", "POST", f"/api/agents/{olaf}/password-link")).json()["link"]
        assert (await accept(world, link.partition("#")[2])).status_code == 200
    statuses = [(await accept(world, "guessed")).status_code for _ in range(31)]
    assert statuses == [400] * 30 + [429]


async def test_one_may_change_ones_password_as_often_as_one_knows_it(world: World, olaf: str) -> None:
    here = await enter(world)
    header = {**as_header(here), HEADER: here.json()["csrf"]}
    passwords = [PASSWORD, *(f"correct horse number {n}" for n in range(12))]
    for current, following in pairwise(passwords):
        body = {"current": current, "password": following}
        assert (await world.ask("nobody", "PUT", "/api/me/password", body, **header)).status_code == 200
    body = {"current": "a guess", "password": "another correct horse"}
    statuses = [(await world.ask("nobody", "PUT", "/api/me/password", body, **header)).status_code for _ in range(11)]
    assert statuses == [403] * 10 + [429]


async def test_whoever_has_signed_in_here_before_is_not_locked_out(world: World, olaf: str) -> None:
    """B52."""
    known = as_header(await enter(world))
    for n in range(20):
        await enter(world, password=f"guess number {n}")
    assert (await enter(world)).status_code == 429
    assert (await enter(world, **known)).status_code == 200


async def test_a_forged_device_is_counted_with_the_others(world: World, olaf: str) -> None:
    for n in range(10):
        await enter(world, password=f"guess number {n}")
    assert (await enter(world, cookie="__Host-zuruf_device=forged")).status_code == 429


async def test_the_device_of_a_colleague_is_no_known_device(world: World, olaf: str) -> None:
    zoe = (await world.ask("owner", "POST", "/api/agents", {"name": "Zoe", "email": "zoe@shop.example"})).json()["link"]
    zoes = as_header(await accept(world, zoe.partition("#")[2]))
    for n in range(10):
        await enter(world, password=f"guess number {n}")
    assert (await enter(world, **zoes)).status_code == 429


async def test_a_session_that_outlived_its_agents_deactivation_is_none(world: World) -> None:
    """Deactivating deletes the sessions; should one be left, it opens nothing all the same."""
    left = new_session(world.context, "wsp_1", world.house.people["deactivated"])

    async def keep(tx: Tx, command: Command) -> Answer:
        await sessions.insert(tx, left.session)
        return Answer()

    await world.house.act("system", keep, Command)
    header = {"cookie": f"{session_cookie(world.context)}={left.token}"}
    assert (await world.ask("nobody", "GET", "/api/counts", **header)).status_code == 401


@pytest.mark.parametrize("later", [IDLE_MS, LONGEST_MS])
async def test_a_session_ends(world: World, olaf: str, later: int) -> None:
    header = as_header(await enter(world))
    world.clock[0] += later - 1
    still = await world.ask("nobody", "GET", "/api/counts", **header)
    assert still.status_code == (200 if later == IDLE_MS else 401)
    world.clock[0] += IDLE_MS + 1
    assert (await world.ask("nobody", "GET", "/api/counts", **header)).status_code == 401


async def test_a_session_in_use_lasts_a_month_and_no_longer(world: World, olaf: str) -> None:
    header = as_header(await enter(world))
    begun = world.clock[0]
    for _ in range(5):
        world.clock[0] += 6 * 24 * 60 * 60 * 1000
        answer = await world.ask("nobody", "GET", "/api/counts", **header)
        assert answer.status_code == (200 if world.clock[0] < begun + LONGEST_MS else 401)
    assert answer.status_code == 401


async def test_signing_out_ends_session_cookie_and_sockets(world: World, olaf: str) -> None:
    answer = await enter(world)
    header = {**as_header(answer), HEADER: answer.json()["csrf"]}
    gone = await world.ask("nobody", "DELETE", "/api/session", **header)
    assert gone.status_code == 200
    assert '__Host-zuruf=""' in gone.headers["set-cookie"]
    assert world.sockets.ended[-1][0] == olaf
    assert (await world.ask("nobody", "GET", "/api/counts", **header)).status_code == 401


async def test_another_password_ends_the_other_browsers(world: World, olaf: str) -> None:
    """B51."""
    here, elsewhere = await enter(world), as_header(await enter(world))
    header = {**as_header(here), HEADER: here.json()["csrf"]}
    body = {"current": PASSWORD, "password": "another correct horse"}
    assert (await world.ask("nobody", "PUT", "/api/me/password", body, **header)).status_code == 200
    assert (await world.ask("nobody", "GET", "/api/counts", **elsewhere)).status_code == 401
    assert (await world.ask("nobody", "GET", "/api/counts", **header)).status_code == 200
    assert world.sockets.ended[-1][0] == olaf
    assert (await enter(world)).status_code == 401
    assert (await enter(world, password="another correct horse")).status_code == 200


async def test_another_password_takes_the_present_one(world: World, olaf: str) -> None:
    here = await enter(world)
    header = {**as_header(here), HEADER: here.json()["csrf"]}
    body = {"current": "a guess", "password": "another correct horse"}
    answer = await world.ask("nobody", "PUT", "/api/me/password", body, **header)
    assert (answer.status_code, answer.json()["code"]) == (403, "password_wrong")


async def test_a_deactivated_agent_is_out_at_once(world: World, olaf: str) -> None:
    """B51."""
    header = as_header(await enter(world))
    changed = await world.ask("owner", "PATCH", f"/api/agents/{olaf}", {"version": 2, "is_active": False})
    assert changed.status_code == 200
    assert world.sockets.ended == [(olaf, "but "), (olaf, "but ")]  # accepting the invitation was the first
    assert (await world.ask("nobody", "GET", "/api/counts", **header)).status_code == 401
    assert (await enter(world)).status_code == 401


async def test_a_link_used_twice_guessed_or_empty_is_400(world: World, olaf: str) -> None:
    """B53."""
    link = (await world.ask("owner", "POST", f"/api/agents/{olaf}/password-link")).json()["link"]
    token = link.partition("#")[2]
    assert (await accept(world, token, "a new correct horse")).status_code == 200
    for used in (token, "guessed", ""):
        answer = await accept(world, used, "a new correct horse")
        assert (answer.status_code, answer.json()["code"]) == (400, "link_invalid")


async def test_a_link_names_the_configured_address(world: World) -> None:
    """B54."""
    body = {"name": "Zoe", "email": "zoe@shop.example"}
    poisoned = {"host": "evil.example", "x_forwarded_host": "evil.example"}
    answer = await world.ask("owner", "POST", "/api/agents", body, **poisoned)
    assert answer.json()["link"].startswith(ORIGIN)


async def test_a_repeated_invitation_shows_no_second_link(world: World) -> None:
    body = {"name": "Zoe", "email": "zoe@shop.example"}
    key = {"idempotency_key": "0f0e0d0c-0000-4000-8000-000000000001"}
    first = await world.ask("owner", "POST", "/api/agents", body, **key)
    again = await world.ask("owner", "POST", "/api/agents", body, **key)
    assert first.json()["link"] is not None
    assert again.json() == {**first.json(), "link": None}


@pytest.mark.parametrize("password", ["short", "1234567890", "aaaaaaaaaaaa", OLAF, "x" * 257])
async def test_a_password_among_the_first_guesses_is_refused(world: World, olaf: str, password: str) -> None:
    link = (await world.ask("owner", "POST", f"/api/agents/{olaf}/password-link")).json()["link"]
    answer = await accept(world, link.partition("#")[2], password)
    assert (answer.status_code, answer.json()["field"]) == (422, "password")


async def test_the_first_owner_comes_by_the_setup_link(world: World) -> None:
    """B83."""
    house, token = await prepared(world.database, "wsp_3")
    world.clock[0] = house.now
    body = {
        "token": token,
        "workspace_name": "Third",
        "name": "Thea",
        "email": "thea@third.example",
        "password": PASSWORD,
        "language": "fr",
    }
    answer = await world.ask("nobody", "POST", "/api/setup", body)
    assert (answer.status_code, answer.json()["workspace"]["name"]) == (200, "Third")
    assert (await world.ask("nobody", "GET", "/api/counts", **as_header(answer))).status_code == 200
    assert (await world.ask("nobody", "POST", "/api/setup", body)).status_code == 400
    assert secret_of(house.last, "setup") == token


async def test_the_database_holds_nothing_that_opens_a_door(world: World, olaf: str) -> None:
    """B07."""
    answer = await enter(world)
    token = as_header(answer)["cookie"].split("__Host-zuruf=")[1].split(";")[0]
    everything = ""
    for table in ("sessions", "passwords", "links", "agents", "events", "receipts", "outbox"):
        rows = await world.database.read(lambda reader, table=table: reader.all(f"select * from {table} limit 10000"))
        everything += str(rows)
    for secret in (token, PASSWORD, answer.json()["csrf"]):
        assert secret not in everything
    stored = await world.database.read(sessions.password_hash, "wsp_1", olaf)
    assert stored is not None
    assert stored.startswith("$argon2id$")


async def test_answers_tell_the_browser_what_to_forbid(world: World) -> None:
    """B13."""
    api = await world.ask("owner", "GET", "/api/session")
    assert api.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in api.headers["content-security-policy"]
    console = (await world.ask("nobody", "GET", "/console")).headers
    assert "script-src 'self'" in console["content-security-policy"]
    assert "unsafe" not in console["content-security-policy"]
    for headers in (api.headers, console):
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["strict-transport-security"].startswith("max-age=")
        assert "server" not in headers


async def test_a_validation_error_names_every_field_and_no_value(world: World) -> None:
    body = {"email": 7, "password": ["my secret"], "next": "//evil.example"}
    answer = await world.ask("nobody", "POST", "/api/session", body)
    assert answer.headers["content-type"] == "application/problem+json"
    assert {one["field"] for one in answer.json()["errors"]} == {"email", "password", "next"}
    assert "my secret" not in answer.text
