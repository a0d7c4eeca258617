"""Signs of life, and what they make of presence."""

import pytest

from tests.actions.house import House
from zuruf.actions.agents import ChoosePresence, choose_presence
from zuruf.actions.signs import EndSign, Life, PingByApi, RenewSigns, end_sign, ping_by_api, renew_signs
from zuruf.domain.agent import Presence
from zuruf.errors import Forbidden, NotFound
from zuruf.store import rosters

line = pytest.mark.line


async def presence_at(house: House, at: int) -> Presence:
    roster = await house.database.read(rosters.load_roster, "wsp_1", at)
    return roster.presence_of(house.people["Olaf"])


async def renew(house: House, source: str = "console") -> int:
    """Says that Olaf's console is alive for very long; answers when."""
    life = Life(house.people["Olaf"], source, until=house.now + 10**9)
    await house.act("system", renew_signs, RenewSigns, lives=(life,))
    return house.now


@line("P1")
async def test_a_silent_console_counts_for_45_seconds(house: House) -> None:
    await house.act("Olaf", choose_presence, ChoosePresence, presence="online")
    assert await presence_at(house, house.now) == "offline"
    at = await renew(house)
    assert await presence_at(house, at + 44_999) == "online"
    assert await presence_at(house, at + 45_000) == "offline"


@line("P1")
async def test_a_closed_console_counts_for_30_seconds(house: House) -> None:
    await house.act("Olaf", choose_presence, ChoosePresence, presence="online")
    await renew(house)
    life = Life(house.people["Olaf"], "console", until=house.now + 10**9)
    await house.act("system", end_sign, EndSign, life=life)
    assert await presence_at(house, house.now + 29_999) == "online"
    assert await presence_at(house, house.now + 30_000) == "offline"


@line("P1")
async def test_any_of_several_devices_keeps_one_online(house: House) -> None:
    await house.act("Olaf", choose_presence, ChoosePresence, presence="invisible")
    await renew(house, "laptop")
    at = await renew(house, "phone")
    await house.act("system", end_sign, EndSign, life=Life(house.people["Olaf"], "laptop", until=house.now))
    assert await presence_at(house, at + 40_000) == "invisible"


@line("P1")
async def test_a_ping_by_api_brings_an_agent_online_for_150_seconds(house: House) -> None:
    receipt = await house.act("api", ping_by_api, PingByApi, agent_id=house.people["Olaf"])
    assert receipt.answer.changed
    assert await presence_at(house, house.now + 149_999) == "online"
    assert await presence_at(house, house.now + 150_000) == "offline"
    again = await house.act("api", ping_by_api, PingByApi, agent_id=house.people["Olaf"])
    assert (again.answer.changed, again.seq) == (False, 0)


@line("P1")
async def test_a_ping_does_not_override_what_an_agent_chose_by_hand(house: House) -> None:
    await house.act("Olaf", choose_presence, ChoosePresence, presence="offline")
    await house.act("api", ping_by_api, PingByApi, agent_id=house.people["Olaf"])
    assert await presence_at(house, house.now) == "offline"


async def test_a_ping_for_nobody_is_refused(house: House, next_door: House) -> None:
    with pytest.raises(NotFound):
        await house.act("api", ping_by_api, PingByApi, agent_id=next_door.people["Nora"])


async def test_people_neither_ping_nor_renew(house: House) -> None:
    with pytest.raises(Forbidden):
        await house.act("Frieda", ping_by_api, PingByApi, agent_id=house.people["Olaf"])
    with pytest.raises(Forbidden):
        await house.act("Frieda", renew_signs, RenewSigns, lives=())
