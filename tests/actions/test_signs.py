"""Signs of life, and what they make of presence."""

from collections.abc import Awaitable, Callable

import pytest

from tests.actions.house import House
from zuruf.actions.agents import ChoosePresence, choose_presence
from zuruf.actions.signs import (
    AgentSign,
    EndSign,
    Life,
    PingByApi,
    RenewSigns,
    end_idle,
    end_sign,
    note_activity,
    ping_by_api,
    renew_signs,
)
from zuruf.actions.workspaces import ChangeWorkspace, change_workspace
from zuruf.domain.actor import SYSTEM
from zuruf.domain.agent import Presence
from zuruf.domain.moment import Moment
from zuruf.errors import Forbidden, Invalid, NotFound
from zuruf.store import agents, rosters, signs, workspaces
from zuruf.store.transaction import Answer, Tx

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


MINUTE = 60_000


async def about_olaf(house: House, at: int, action: Callable[[Tx, AgentSign], Awaitable[Answer]]) -> bool:
    """Whether the system changed anything about Olaf then."""
    moment = Moment(at, at.to_bytes(16))
    command = AgentSign(workspace_id="wsp_1", actor=SYSTEM, moment=moment, agent_id=house.people["Olaf"])
    return (await house.database.act(command, action)).answer.changed


async def has_gone(house: House, at: int) -> bool:
    """Whether idle time takes Olaf offline then, as the worker asks it."""
    found = await house.database.read(signs.perhaps_idle, at, 20)
    is_changed = await about_olaf(house, at, end_idle)
    assert is_changed == (("wsp_1", house.people["Olaf"]) in found), "the query and the rule agree"
    return is_changed


async def allow(house: House, idle_after_ms: int) -> int:
    """Sets the idle time; when."""
    version = (await house.database.read(workspaces.get, "wsp_1")).version
    await house.act("Frieda", change_workspace, ChangeWorkspace, version=version, idle_after_ms=idle_after_ms)
    return house.now


@line("P4a", "P4b", "P4c", "P4d")
async def test_who_does_nothing_for_too_long_is_offline_and_comes_back_by_choosing(house: House) -> None:
    olaf = house.people["Olaf"]
    await house.act("Olaf", choose_presence, ChoosePresence, presence="online")
    assert not await has_gone(house, house.now + 600 * MINUTE), "off by default"
    at = await allow(house, 10 * MINUTE)
    assert not await has_gone(house, at + 10 * MINUTE - 1), "counted from when it was switched on"
    await about_olaf(house, at + 9 * MINUTE, note_activity)
    await about_olaf(house, at + 8 * MINUTE, note_activity)
    assert not await has_gone(house, at + 19 * MINUTE - 1)
    assert await has_gone(house, at + 19 * MINUTE)
    gone = await house.database.read(agents.get, "wsp_1", olaf)
    assert (gone.chosen_presence, gone.is_idle) == ("offline", True)
    assert not await has_gone(house, at + 20 * MINUTE)
    await house.act("Olaf", choose_presence, ChoosePresence, presence="online")
    back = await house.database.read(agents.get, "wsp_1", olaf)
    assert (back.chosen_presence, back.is_idle) == ("online", False)


@line("P4e")
async def test_idle_time_is_two_minutes_to_a_day_or_never_and_only_the_server_ends_it(house: House) -> None:
    for wrong in (-1, 1, 2 * MINUTE - 1, 24 * 60 * MINUTE + 1):
        with pytest.raises(Invalid) as refused:
            await allow(house, wrong)
        assert refused.value.field == "idle_after_ms"
    await allow(house, 2 * MINUTE)
    await allow(house, 0)
    for act in (note_activity, end_idle):
        with pytest.raises(Forbidden):
            await house.act("Frieda", act, AgentSign, agent_id=house.people["Olaf"])
