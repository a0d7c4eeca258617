"""What the holder of a one-time link is told before they type anything, and nobody else (B53)."""

import httpx2
import pytest

from tests.actions.house import prepared
from tests.security.world import World
from zuruf.web.limits import PER_ADDRESS_LINKS

PASSWORD = "correct horse battery"


async def look(world: World, token: str, **headers: str) -> httpx2.Response:
    return await world.ask("nobody", "POST", "/api/links/look", {"token": token}, **headers)


async def invited(world: World) -> str:
    body = {"name": "Olaf Berg", "email": "olaf@shop.example", "rights": ["access"]}
    return (await world.ask("owner", "POST", "/api/agents", body)).json()["link"].partition("#")[2]


async def accept(world: World, token: str) -> httpx2.Response:
    body = {"token": token, "name": "Olaf", "password": PASSWORD, "language": "de"}
    return await world.ask("nobody", "POST", "/api/invitations/accept", body)


@pytest.mark.line("S6m")
async def test_who_is_invited_is_told_what_the_inviter_typed_and_the_link_still_works(world: World) -> None:
    token = await invited(world)
    for _ in range(2):
        answer = await look(world, token)
        told = {"kind": "invitation", "name": "Olaf Berg", "email": "olaf@shop.example"}
        assert (answer.status_code, answer.json()) == (200, told)
    accepted = await accept(world, token)
    assert accepted.status_code == 200
    olaf = accepted.json()["agent"]["id"]
    link = (await world.ask("owner", "POST", f"/api/agents/{olaf}/password-link")).json()["link"]
    told = {"kind": "reset", "name": "Olaf", "email": "olaf@shop.example"}
    assert (await look(world, link.partition("#")[2])).json() == told


async def test_the_first_owners_link_names_nobody(world: World) -> None:
    house, token = await prepared(world.database, "wsp_3")
    world.clock[0] = house.now
    assert (await look(world, token)).json() == {"kind": "setup", "name": "", "email": ""}


@pytest.mark.line("S6m")
async def test_of_a_link_that_does_not_work_nothing_is_told_not_even_that_it_did(world: World) -> None:
    used, replaced, withdrawn = await invited(world), "", ""
    await accept(world, used)
    body = {"name": "Lea", "email": "lea@shop.example", "rights": ["access"]}
    replaced = (await world.ask("owner", "POST", "/api/agents", body)).json()["link"].partition("#")[2]
    made = (await world.ask("owner", "POST", "/api/agents", body)).json()
    withdrawn = made["link"].partition("#")[2]
    lea = next(
        row for row in (await world.ask("owner", "GET", "/api/agents")).json()["items"] if row["id"] == made["id"]
    )
    gone = {"version": lea["version"], "is_active": False}
    assert (await world.ask("owner", "PATCH", f"/api/agents/{lea['id']}", gone)).status_code == 200
    answers = [await look(world, token) for token in (used, replaced, withdrawn, "guessed", "")]
    assert {answer.status_code for answer in answers} == {400}
    assert {answer.json()["code"] for answer in answers} == {"link_invalid"}
    assert len({answer.text for answer in answers}) == 1


@pytest.mark.line("S6n")
async def test_looking_at_links_that_do_not_work_counts_as_trying_them(world: World) -> None:
    """B52: one limit for looking and using, so that neither is a way around the other."""
    token = await invited(world)
    for n in range(PER_ADDRESS_LINKS.amount):
        assert (await look(world, f"guess {n}")).status_code == 400
    assert (await look(world, token)).status_code == 429
    assert (await accept(world, token)).status_code == 429


async def test_an_office_that_opens_its_links_again_and_again_uses_no_attempt_up(world: World) -> None:
    token = await invited(world)
    statuses = {(await look(world, token)).status_code for _ in range(PER_ADDRESS_LINKS.amount + 5)}
    assert statuses == {200}


@pytest.mark.line("S6n")
@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_no_foreign_page_may_look(world: World, origin: str) -> None:
    """B49."""
    assert (await look(world, await invited(world), origin=origin)).status_code == 403
