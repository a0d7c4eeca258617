"""Agents: invited, changed, deactivated, made by API."""

import asyncio
import json

import pytest

from tests.actions.house import PASSWORD_HASH, House
from zuruf.actions.agents import (
    INVITATION_MS,
    ChangeAgent,
    ChangeMe,
    ChoosePresence,
    CreateByApi,
    InviteAgent,
    change_agent,
    change_me,
    choose_presence,
    create_by_api,
    invite_agent,
)
from zuruf.actions.api_keys import CreateApiKey, create_api_key, key_of
from zuruf.actions.groups import CreateGroup, create_group
from zuruf.domain.agent import Agent
from zuruf.domain.token import hashed, secret_of
from zuruf.errors import Conflict, Forbidden, Invalid, NotFound
from zuruf.store import agents, api_keys, links, sessions

line = pytest.mark.line
ALL = frozenset({"access", "assign", "configure"})


async def invite(house: House, by: str, **fields: object) -> Agent:
    fields = {"name": "Zoe", "email": "zoe@shop.example", **fields}
    receipt = await house.act(by, invite_agent, InviteAgent, **fields)
    return await house.database.read(agents.get, house.workspace_id, receipt.answer.id)


async def change(house: House, by: str, whom: str, **fields: object) -> Agent:
    before = await house.agent(whom)
    sent = {"version": before.version, **fields}
    await house.act(by, change_agent, ChangeAgent, agent_id=before.id, **sent)
    return await house.agent(whom)


async def test_an_invited_agent_is_inactive_until_they_accept(house: House) -> None:
    zoe = await invite(house, "Anna", email="Zoe@Shop.example")
    assert (zoe.is_active, zoe.email, zoe.role) == (False, "zoe@shop.example", "agent")
    token = secret_of(house.last, "invitation")
    house.people["Zoe"] = zoe.id
    await house.accept("Zoe", token)
    assert (await house.agent("Zoe")).is_active
    assert await house.database.read(sessions.password_hash, "wsp_1", zoe.id) == PASSWORD_HASH


async def test_an_invitation_works_once(house: House) -> None:
    house.people["Zoe"] = (await invite(house, "Anna")).id
    token = secret_of(house.last, "invitation")
    await house.accept("Zoe", token)
    with pytest.raises(Invalid, match="link_invalid"):
        await house.accept("Zoe", token)


async def test_an_invitation_ends_after_seven_days(house: House) -> None:
    await invite(house, "Anna")
    token, at = hashed(secret_of(house.last, "invitation")), house.now
    assert (await house.database.read(links.get, token, ("invitation",), at + INVITATION_MS - 1)).kind == "invitation"
    with pytest.raises(Invalid, match="link_invalid"):
        await house.database.read(links.get, token, ("invitation",), at + INVITATION_MS)


async def test_somebody_elses_invitation_is_no_use(house: House) -> None:
    await invite(house, "Anna")
    with pytest.raises(Invalid, match="link_invalid"):
        await house.accept("Olaf", secret_of(house.last, "invitation"))


async def test_an_empty_token_opens_nothing(house: House) -> None:
    await invite(house, "Anna")
    with pytest.raises(Invalid, match="link_invalid"):
        await house.accept("Olaf", "")


async def test_inviting_again_makes_a_new_link_and_ends_the_old_one(house: House) -> None:
    zoe = await invite(house, "Anna")
    old = secret_of(house.last, "invitation")
    again = await invite(house, "Anna", name="Zoe Z.")
    assert (again.id, again.name) == (zoe.id, "Zoe Z.")
    house.people["Zoe"] = zoe.id
    with pytest.raises(Invalid):
        await house.accept("Zoe", old)


async def test_an_address_belongs_to_one_agent(house: House) -> None:
    with pytest.raises(Conflict, match="email_taken"):
        await invite(house, "Anna", email="OLAF@shop.example")


async def test_an_agent_without_the_right_invites_nobody(house: House) -> None:
    with pytest.raises(Forbidden, match="right_missing"):
        await invite(house, "Olaf")


@pytest.mark.parametrize(
    ("by", "fields", "code"),
    [
        ("Carla", {"role": "admin"}, "above_own_role"),
        ("Anna", {"role": "owner"}, "above_own_role"),
        ("Carla", {"rights": ALL}, "above_own_rights"),
    ],
)
async def test_nobody_invites_above_themselves(house: House, by: str, fields: dict[str, object], code: str) -> None:
    """B43."""
    with pytest.raises(Forbidden, match=code):
        await invite(house, by, **fields)


@pytest.mark.parametrize(
    ("by", "whom", "fields", "code"),
    [
        ("Carla", "Carla", {"role": "admin"}, "above_own_role"),
        ("Carla", "Carla", {"rights": ALL}, "above_own_rights"),
        ("Carla", "Olaf", {"role": "owner"}, "above_own_role"),
        ("Carla", "Anna", {"name": "Nobody"}, "above_you"),
        ("Carla", "Anna", {"is_active": False}, "above_you"),
        ("Anna", "Frieda", {"role": "agent"}, "above_you"),
        ("Olaf", "Olaf", {"name": "Boss"}, "right_missing"),
    ],
)
async def test_nobody_changes_above_themselves(
    house: House, by: str, whom: str, fields: dict[str, object], code: str
) -> None:
    """B43."""
    before = await house.agent(whom)
    with pytest.raises(Forbidden, match=code):
        await change(house, by, whom, **fields)
    assert await house.agent(whom) == before


async def test_an_admin_raises_an_agent_to_admin(house: House) -> None:
    assert (await change(house, "Anna", "Olaf", role="admin")).role == "admin"


async def test_the_last_owner_stays(house: House) -> None:
    """B44."""
    for fields in ({"role": "admin"}, {"is_active": False}):
        with pytest.raises(Conflict, match="last_owner"):
            await change(house, "Frieda", "Frieda", **fields)


async def test_of_two_owners_who_step_down_at_once_one_stays(house: House) -> None:
    """B44: both saw two owners."""
    await change(house, "Frieda", "Anna", role="owner")
    versions = [(name, (await house.agent(name)).version) for name in ("Anna", "Frieda")]
    acts = [
        house.act(name, change_agent, ChangeAgent, agent_id=house.people[name], version=version, role="admin")
        for name, version in versions
    ]
    ended = await asyncio.gather(*acts, return_exceptions=True)
    assert [getattr(one, "code", "done") for one in ended] == ["done", "last_owner"]
    assert await house.database.read(agents.active_owners, "wsp_1") == [house.people["Frieda"]]


async def test_an_agent_next_door_is_not_there(house: House, next_door: House) -> None:
    with pytest.raises(NotFound):
        await house.act("Frieda", change_agent, ChangeAgent, agent_id=next_door.people["Nora"], version=1, role="agent")


async def test_an_agent_acts_in_their_own_workspace_only(house: House, next_door: House) -> None:
    next_door.people["Frieda"] = house.people["Frieda"]
    with pytest.raises(Forbidden, match="not_an_agent"):
        await invite(next_door, "Frieda")


async def test_another_role_ends_the_sessions(house: House) -> None:
    """B51."""
    assert await sessions_of(house, "Olaf") == 1
    await change(house, "Anna", "Olaf", role="admin")
    assert await sessions_of(house, "Olaf") == 0


async def test_a_deactivated_agent_is_let_go(house: House) -> None:
    head = await house.head()
    before = await house.agent("Olaf")
    receipt = await house.act(
        "Anna", change_agent, ChangeAgent, agent_id=before.id, version=before.version, is_active=False
    )
    assert [event.type for event in await house.events_of(receipt, head)] == ["agent.changed"]
    assert await sessions_of(house, "Olaf") == 0
    row = await house.database.read(
        lambda reader: reader.one("select kind, payload from outbox order by id desc limit 1")
    )
    assert row is not None
    assert (row[0], json.loads(str(row[1]))) == (
        "agent_deactivated",
        {"agent_id": before.id, "by": f"agent:{house.people['Anna']}"},
    )
    with pytest.raises(Forbidden, match="not_an_agent"):
        await house.act("Olaf", choose_presence, ChoosePresence, presence="online")


async def test_a_deactivated_agent_comes_back_with_their_groups(house: House) -> None:
    olaf = frozenset({house.people["Olaf"]})
    group = (await house.act("Anna", create_group, CreateGroup, names={"en": "Sales"}, members=olaf)).answer.id
    await change(house, "Anna", "Olaf", is_active=False)
    assert not (await house.roster()).is_effective(group)
    await change(house, "Anna", "Olaf", is_active=True)
    assert (await house.roster()).is_effective(group)


async def test_an_invited_agent_becomes_active_by_accepting_only(house: House) -> None:
    house.people["Zoe"] = (await invite(house, "Anna")).id
    with pytest.raises(Conflict, match="not_accepted"):
        await change(house, "Anna", "Zoe", is_active=True)


async def test_the_keys_of_somebody_who_may_no_longer_make_them_end(house: House) -> None:
    """B46."""
    await change(house, "Frieda", "Olaf", role="admin")
    await house.act("Olaf", create_api_key, CreateApiKey, name="shop")
    key = hashed(key_of(house.last))
    assert await house.database.read(api_keys.by_hash, key) is not None
    await change(house, "Frieda", "Olaf", is_active=False)
    assert await house.database.read(api_keys.by_hash, key) is None


async def test_a_stale_version_of_an_agent_is_refused(house: House) -> None:
    await change(house, "Anna", "Olaf", name="Olaf O.")
    with pytest.raises(Conflict, match="stale_version"):
        await change(house, "Carla", "Olaf", version=2, name="Olaf P.")


@line("P1")
async def test_a_chosen_presence_is_told_and_no_settings_page_grows_stale(house: House) -> None:
    before = await house.agent("Olaf")
    receipt = await house.act("Olaf", choose_presence, ChoosePresence, presence="invisible")
    after = await house.agent("Olaf")
    assert (after.chosen_presence, after.chose_by_hand, after.version) == ("invisible", True, before.version)
    assert receipt.seq == await house.head()
    again = await house.act("Olaf", choose_presence, ChoosePresence, presence="invisible")
    assert (again.answer.changed, again.seq) == (False, 0)


async def test_an_agent_changes_their_own_name_language_and_preferences(house: House) -> None:
    await house.act("Olaf", change_me, ChangeMe, name="Olaf O.", language="de", preferences={"sound": "off"})
    after = await house.agent("Olaf")
    assert (after.name, after.language) == ("Olaf O.", "de")
    assert await house.database.read(agents.preferences, "wsp_1", after.id) == {"sound": "off"}


@pytest.mark.line("S7i")
async def test_a_preference_that_is_not_named_stays(house: House) -> None:
    await house.act("Olaf", change_me, ChangeMe, preferences={"letters": "off", "sound": "off"})
    await house.act("Olaf", change_me, ChangeMe, preferences={"sound": "on"})
    olaf = await house.agent("Olaf")
    assert await house.database.read(agents.preferences, "wsp_1", olaf.id) == {"letters": "off", "sound": "on"}
    with pytest.raises(Invalid):
        await house.act("Olaf", change_me, ChangeMe, preferences={str(n): "" for n in range(49)})


async def test_preferences_have_a_size(house: House) -> None:
    for preferences in ({"a": "x" * 2001}, {str(n): "" for n in range(51)}):
        with pytest.raises(Invalid):
            await house.act("Olaf", change_me, ChangeMe, preferences=preferences)


@line("X1")
async def test_an_agent_made_by_api_is_marked_and_made_once(house: House) -> None:
    made = await house.act("api", create_by_api, CreateByApi, email="bot@shop.example", name="Bot")
    again = await house.act("api", create_by_api, CreateByApi, email="Bot@shop.example")
    assert (again.answer.id, again.answer.changed) == (made.answer.id, False)
    bot = await house.database.read(agents.get, "wsp_1", made.answer.id)
    assert (bot.is_by_api, bot.is_active, bot.rights) == (True, True, frozenset({"access"}))
    assert await house.database.read(sessions.credentials, "bot@shop.example") == []


async def test_only_a_key_makes_agents_by_api(house: House) -> None:
    with pytest.raises(Forbidden, match="not_an_api_key"):
        await house.act("Frieda", create_by_api, CreateByApi, email="bot@shop.example")


async def test_deactivating_who_has_not_come_yet_takes_the_invitation_back(house: House) -> None:
    zoe = await invite(house, "Anna")
    house.people["Zoe"] = zoe.id
    token = secret_of(house.last, "invitation")
    now = house.last.at
    assert await house.database.read(links.invited, "wsp_1", now) == [zoe.id]
    await change(house, "Anna", "Zoe", is_active=False)
    assert await house.database.read(links.invited, "wsp_1", now) == []
    with pytest.raises(Invalid, match="link_invalid"):
        await house.database.read(links.get, hashed(token), ("invitation",), now)


async def test_a_repeated_invitation_happens_once(house: House) -> None:
    cid = "0f0e0d0c-0000-4000-8000-000000000001"
    fields = {"name": "Zoe", "email": "zoe@shop.example"}
    first = await house.act("Anna", invite_agent, InviteAgent, cid=cid, **fields)
    again = await house.act("Anna", invite_agent, InviteAgent, cid=cid, **fields)
    assert (again.dup, again.answer.id, again.seq) == (True, first.answer.id, first.seq)


async def sessions_of(house: House, name: str) -> int:
    row = await house.database.read(
        lambda reader: reader.one("select count(*) from sessions where agent_id = $1", house.people[name])
    )
    return int(row[0]) if row else 0
