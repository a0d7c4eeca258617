"""Signing in and out, passwords."""

import pytest

from tests.actions.house import PASSWORD_HASH, House
from zuruf.actions.agents import ChangeAgent, change_agent
from zuruf.actions.sessions import (
    RESET_LINK_MS,
    ChangePassword,
    EndOtherSessions,
    OfferReset,
    SignIn,
    SignOut,
    change_password,
    end_other_sessions,
    offer_reset,
    sign_in,
    sign_out,
)
from zuruf.domain.token import hashed, secret_of
from zuruf.errors import Conflict, Forbidden, Invalid, Unauthenticated
from zuruf.store import links, sessions
from zuruf.store.sessions import Session


async def enter(house: House, name: str = "Olaf", **fields: object) -> Session:
    session = house.session(name)
    await house.act(name, sign_in, SignIn, session=session, **{"verified_hash": PASSWORD_HASH, **fields})
    return session


async def is_there(house: House, session: Session) -> bool:
    return await house.database.read(sessions.by_token, session.token_hash) is not None


async def test_a_session_is_found_by_its_token(house: House) -> None:
    session = await enter(house)
    assert await house.database.read(sessions.by_token, session.token_hash) == session


async def test_signing_out_ends_one_session(house: House) -> None:
    one, other = await enter(house), await enter(house)
    await house.act("Olaf", sign_out, SignOut, token_hash=one.token_hash)
    assert (await is_there(house, one), await is_there(house, other)) == (False, True)


async def test_signing_in_replaces_the_session_a_browser_brought(house: House) -> None:
    """B50."""
    old = await enter(house)
    await enter(house, replaced=old.token_hash)
    assert not await is_there(house, old)


async def test_a_password_changed_while_it_was_checked_does_not_sign_in(house: House) -> None:
    with pytest.raises(Unauthenticated):
        await enter(house, verified_hash="the hash of the password before")


async def test_an_agent_deactivated_while_the_password_was_checked_does_not_sign_in(house: House) -> None:
    olaf = house.people["Olaf"]
    await house.act("Anna", change_agent, ChangeAgent, agent_id=olaf, version=2, is_active=False)
    with pytest.raises(Unauthenticated):
        await enter(house)


async def test_another_password_ends_the_other_sessions(house: House) -> None:
    """B51."""
    here, elsewhere = await enter(house), await enter(house)
    fields = {"verified_hash": PASSWORD_HASH, "password_hash": "next", "token_hash": here.token_hash}
    await house.act("Olaf", change_password, ChangePassword, **fields)
    assert (await is_there(house, here), await is_there(house, elsewhere)) == (True, False)
    with pytest.raises(Conflict, match="password_changed"):
        await house.act("Olaf", change_password, ChangePassword, **fields)


async def test_all_other_sessions_can_be_ended(house: House) -> None:
    here, elsewhere, annas = await enter(house), await enter(house), await enter(house, "Anna")
    await house.act("Olaf", end_other_sessions, EndOtherSessions, token_hash=here.token_hash)
    assert [await is_there(house, one) for one in (here, elsewhere, annas)] == [True, False, True]


async def test_a_reset_link_sets_a_password_and_ends_every_session(house: House) -> None:
    before = await enter(house)
    await house.act("Anna", offer_reset, OfferReset, agent_id=house.people["Olaf"])
    token, at = secret_of(house.last, "reset"), house.now
    await house.accept("Olaf", token)
    assert not await is_there(house, before)
    with pytest.raises(Invalid, match="link_invalid"):
        await house.accept("Olaf", token)
    assert at + RESET_LINK_MS == at + 3_600_000


async def test_a_reset_link_ends_after_an_hour(house: House) -> None:
    """B53."""
    await house.act("Anna", offer_reset, OfferReset, agent_id=house.people["Olaf"])
    token, at = hashed(secret_of(house.last, "reset")), house.now
    with pytest.raises(Invalid, match="link_invalid"):
        await house.database.read(links.get, token, ("reset",), at + RESET_LINK_MS)


async def test_nobody_resets_the_password_of_somebody_above(house: House) -> None:
    """B43."""
    for by, whom in (("Carla", "Anna"), ("Anna", "Frieda"), ("Olaf", "Olaf")):
        with pytest.raises(Forbidden):
            await house.act(by, offer_reset, OfferReset, agent_id=house.people[whom])


async def test_a_reset_link_of_a_deactivated_agent_is_no_use(house: House) -> None:
    olaf = house.people["Olaf"]
    await house.act("Anna", offer_reset, OfferReset, agent_id=olaf)
    token = secret_of(house.last, "reset")
    await house.act("Anna", change_agent, ChangeAgent, agent_id=olaf, version=2, is_active=False)
    with pytest.raises(Invalid, match="link_invalid"):
        await house.accept("Olaf", token)
