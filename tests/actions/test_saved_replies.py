"""Saved replies: whose they are, who may share one, and what may stand in them (I4)."""

import json
from typing import Any

import pytest

from tests.actions.house import House
from tools.steps import ROOT
from zuruf.actions.groups import CreateGroup, create_group
from zuruf.actions.saved_replies import (
    ChangeSavedReply,
    CreateSavedReply,
    DeleteSavedReply,
    change_saved_reply,
    create_saved_reply,
    delete_saved_reply,
)
from zuruf.domain.saved_reply import VARIABLE, SavedReply, checked_texts, matches, may_use
from zuruf.errors import Conflict, Forbidden, Invalid, NotFound
from zuruf.store import saved_replies
from zuruf.store.transaction import Receipt

HOURS: dict[str, Any] = {"shortcut": "Hours", "texts": {"en": "From 9 to 5, {visitor.name|there}.", "de": " "}}


async def create(house: House, by: str = "Olaf", **fields: Any) -> Receipt:
    return await house.act(by, create_saved_reply, CreateSavedReply, **{**HOURS, **fields})


async def of(house: House, owner: str) -> list[SavedReply]:
    return await house.database.read(saved_replies.of_owner, "wsp_1", house.people.get(owner, ""))


@pytest.mark.line("I4sa")
async def test_everybody_who_answers_keeps_private_ones_nobody_else_hears_of(house: House) -> None:
    before = await house.head()
    made = await create(house)
    [reply] = await of(house, "Olaf")
    assert (reply.shortcut, reply.texts, reply.sharing) == (
        "hours",
        {"en": "From 9 to 5, {visitor.name|there}."},
        "private",
    )
    [event] = await house.events_of(made, before)
    assert (event.type, event.to, event.topics) == (
        "settings.changed",
        house.people["Olaf"],
        frozenset({f"agent:{house.people['Olaf']}"}),
    )
    for who in ("Anna", "Frieda"):
        with pytest.raises(NotFound):
            await house.act(who, delete_saved_reply, DeleteSavedReply, reply_id=reply.id)
    await house.act("Olaf", delete_saved_reply, DeleteSavedReply, reply_id=reply.id)
    assert await of(house, "Olaf") == []


@pytest.mark.line("I4sb")
async def test_sharing_one_takes_the_right_to_configure_and_is_told_to_all(house: House) -> None:
    with pytest.raises(Forbidden):
        await create(house, sharing="all")
    own = (await create(house)).answer.id
    with pytest.raises(Forbidden):
        await house.act("Olaf", change_saved_reply, ChangeSavedReply, reply_id=own, version=1, **HOURS, sharing="all")
    before = await house.head()
    shared = await create(house, by="Carla", sharing="all")
    [event] = await house.events_of(shared, before)
    assert (event.to, event.topics) == (None, frozenset({"workspace"}))
    with pytest.raises(Forbidden):
        await house.act("Olaf", delete_saved_reply, DeleteSavedReply, reply_id=shared.answer.id)


async def test_a_change_carries_the_version_it_was_made_of(house: House) -> None:
    made = (await create(house, by="Carla", sharing="all")).answer.id
    change: dict[str, Any] = {"reply_id": made, **HOURS, "shortcut": "times", "sharing": "all"}
    assert not (
        await house.act("Anna", change_saved_reply, ChangeSavedReply, **change | HOURS, version=1)
    ).answer.changed
    await house.act("Anna", change_saved_reply, ChangeSavedReply, **change, version=1)
    assert [(reply.shortcut, reply.version) for reply in await of(house, "")] == [("times", 2)]
    with pytest.raises(Conflict, match=r"stale_version.*Anna"):
        await house.act("Carla", change_saved_reply, ChangeSavedReply, **change, version=1)


@pytest.mark.line("I4sd")
async def test_a_shortcut_is_one_replys_among_ones_own_and_among_the_shared_ones(house: House) -> None:
    await create(house)
    await create(house, by="Carla", sharing="all")
    await create(house, by="Anna")
    for who, sharing in (("Olaf", "private"), ("Anna", "all")):
        with pytest.raises(Conflict, match="shortcut_taken") as refused:
            await create(house, by=who, sharing=sharing, shortcut="/HOURS")
        assert refused.value.field == "shortcut"


@pytest.mark.line("I4sc")
async def test_one_shared_with_groups_is_for_their_members_and_whoever_configures(house: House) -> None:
    group = (await house.act("Anna", create_group, CreateGroup, names={"en": "Sales"})).answer.id
    with pytest.raises(Invalid, match="no_group"):
        await create(house, by="Anna", sharing="groups")
    with pytest.raises(NotFound, match="group_not_found"):
        await create(house, by="Anna", sharing="groups", groups=("grp_other",))
    await create(house, by="Anna", sharing="groups", groups=(group,))
    [reply] = await of(house, "")
    olaf, carla = await house.agent("Olaf"), await house.agent("Carla")
    assert may_use(olaf, frozenset({group}), reply)
    assert not may_use(olaf, frozenset({"grp_other"}), reply)
    assert may_use(carla, frozenset(), reply)


@pytest.mark.line("I4se")
@pytest.mark.parametrize("variable", ["{visitor.nmae}", "{name}", "{visitor.attributes}", "{visitor.attributes.a.b|x}"])
def test_an_unknown_variable_is_refused_at_its_field_with_the_known_ones(variable: str) -> None:
    with pytest.raises(Invalid, match="unknown_variable") as refused:
        checked_texts({"en": "Hi", "de": f"Hallo {variable}"}, "en")
    assert refused.value.field == "texts.de"
    assert refused.value.detail["variable"] == variable.partition("|")[0].removesuffix("}") + "}"
    assert "{visitor.attributes.key}" in refused.value.sentence


@pytest.mark.parametrize(
    "text", ["{visitor.name|there}", "{visitor.attributes.plan}", '{ "a": 1 }', "{{7*7}}", "{}", "a { b"]
)
def test_known_variables_and_other_braces_are_kept(text: str) -> None:
    assert checked_texts({"en": text}, "en") == {"en": text}


@pytest.mark.parametrize("shortcut", ["", "two words", "a/b", "x" * 41, "<b>"])
async def test_a_shortcut_is_one_word(house: House, shortcut: str) -> None:
    with pytest.raises(Invalid, match="not_a_shortcut"):
        await create(house, shortcut=shortcut)


async def test_a_text_in_the_default_language_is_needed(house: House) -> None:
    with pytest.raises(Invalid, match="text_missing") as refused:
        await create(house, texts={"de": "Hallo"})
    assert refused.value.field == "texts.en"


def test_variables_are_found_as_the_console_finds_them() -> None:
    cases = json.loads((ROOT / "frontend" / "protocol" / "cases" / "variables.json").read_text(encoding="utf-8"))
    assert [[text, [[met[1], met[2]] for met in VARIABLE.finditer(text)]] for text, _ in cases] == cases


def test_searching_finds_each_word_anywhere() -> None:
    reply = SavedReply(id="x", shortcut="hours", texts={"en": "Open daily", "de": "Täglich geöffnet"})
    assert matches(reply, "TÄGL hours")
    assert not matches(reply, "daily closed")
