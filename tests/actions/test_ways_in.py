"""Whoever holds a link for somebody's password can act as them, so nobody gets one for an account that may do more than theirs (B43)."""

import pytest

from tests.actions.house import House
from zuruf.actions.agents import ChangeAgent, InviteAgent, change_agent, invite_agent
from zuruf.actions.sessions import OfferReset, offer_reset
from zuruf.domain.token import secret_of
from zuruf.errors import Forbidden, Invalid

line = pytest.mark.line
ALL = frozenset({"access", "assign", "configure"})


@pytest.fixture
async def house(house: House) -> House:
    """With Conny, who configures and sees no conversation."""
    await house.hire("Conny", rights=frozenset({"configure"}))
    return house


async def change(house: House, by: str, whom: str, **fields: object) -> None:
    before = await house.agent(whom)
    await house.act(by, change_agent, ChangeAgent, agent_id=before.id, version=before.version, **fields)


async def reset_link(house: House, by: str, whom: str) -> str:
    await house.act(by, offer_reset, OfferReset, agent_id=house.people[whom])
    return secret_of(house.last, "reset")


@line("S6o")
async def test_nobody_resets_the_password_of_somebody_with_rights_they_lack(house: House) -> None:
    for by, whom in (("Conny", "Olaf"), ("Carla", "Olaf"), ("Conny", "Carla")):
        with pytest.raises(Forbidden, match="above_own_rights"):
            await reset_link(house, by, whom)
    for by, whom in (("Carla", "Conny"), ("Anna", "Olaf"), ("Frieda", "Anna"), ("Conny", "Conny")):
        assert await reset_link(house, by, whom)


@line("S6p")
async def test_a_link_for_a_password_ends_when_its_agent_is_given_more(house: House) -> None:
    token = await reset_link(house, "Carla", "Conny")
    await change(house, "Anna", "Conny", rights=frozenset({"configure", "assign"}))
    with pytest.raises(Invalid, match="link_invalid"):
        await house.accept("Conny", token)


@line("S6p")
async def test_an_invitation_to_less_ends_when_more_is_given(house: House) -> None:
    """Carla, who may not assign, has the link in her hands."""
    fields: dict[str, object] = {"name": "Kim", "email": "kim@shop.example", "rights": frozenset({"access"})}
    house.people["Kim"] = (await house.act("Carla", invite_agent, InviteAgent, **fields)).answer.id
    token = secret_of(house.last, "invitation")
    await change(house, "Anna", "Kim", rights=ALL)
    with pytest.raises(Invalid, match="link_invalid"):
        await house.accept("Kim", token)


@line("S6p")
async def test_a_link_ends_when_its_agent_becomes_an_owner(house: House) -> None:
    """An admin holds every right, yet may not be an owner."""
    await house.hire("Arno", role="admin")
    token = await reset_link(house, "Anna", "Arno")
    await change(house, "Frieda", "Arno", role="owner")
    with pytest.raises(Invalid, match="link_invalid"):
        await house.accept("Arno", token)


@line("S6p")
async def test_fewer_rights_or_another_name_leave_a_link_as_it_is(house: House) -> None:
    token = await reset_link(house, "Anna", "Olaf")
    await change(house, "Anna", "Olaf", rights=frozenset({"access"}))
    await change(house, "Anna", "Olaf", name="Olaf O.")
    await house.accept("Olaf", token)


@line("S6q")
async def test_nobody_activates_an_account_with_rights_they_lack(house: House) -> None:
    await change(house, "Carla", "Olaf", is_active=False)
    with pytest.raises(Forbidden, match="above_own_rights"):
        await change(house, "Carla", "Olaf", is_active=True)
    await change(house, "Anna", "Olaf", is_active=True)
