"""What a visitor types and has not sent, where their website shows it to agents: to whom, how much, and until when (I4)."""

import pytest

from tests.realtime.stage import Client, Stage
from tests.simulation.loop import passing, virtually
from zuruf.realtime.limits import TYPED
from zuruf.realtime.source import Rights

SECRET = "My card is 4711"


async def scene(*, shows: bool = True) -> tuple[Stage, Client, Client, Client]:
    """Anna and Ben have Vera's conversation on screen; Ben, behind the wall, may not see it."""
    stage = Stage()
    stage.product.showing_typed = shows
    stage.product.visitors["vis_1"] = "cnv_1"
    stage.product.rights["ben"] = Rights(frozenset({"workspace", "agent:ben", "group:2"}), "g2")
    await stage.commit(stage.product.for_visitor("cnv_1", ["agents", "group:1", "visitor:vis_1"]))
    anna, ben, vera = await stage.arrive(), await stage.arrive("ben"), await stage.arrive("vis_1", "visitor")
    for agent in (anna, ben):
        await look(agent)
    return stage, anna, ben, vera


async def look(agent: Client, conversation: str = "cnv_1") -> None:
    agent.says(f="say", say={"type": "watching", "conversation": conversation})
    await passing(0.1)


async def types(visitor: Client, text: str = SECRET) -> None:
    visitor.says(f="say", say={"type": "typing", "on": True, "text": text})
    await passing(0.1)


def read(client: Client) -> list[str | None]:
    """What each typing signal showed: a text, "" without one, None at its end."""
    return [said.get("text", "") if said["on"] else None for said in client.signals("typing")]


@pytest.mark.line("I4ta", "I4tc")
@virtually
async def test_what_is_typed_reaches_who_may_see_it_and_has_it_on_screen() -> None:
    stage, anna, ben, vera = await scene()
    stage.product.rights["carl"] = stage.product.rights["anna"]
    carl, john = await stage.arrive("carl"), await stage.arrive("vis_2", "visitor")
    await types(vera)
    assert (read(anna), read(carl)) == ([SECRET], [""])
    await look(ben, "")
    await look(ben)
    for other in (ben, carl, vera, john):
        assert SECRET not in str(other.frames)
    await look(carl)
    assert read(carl) == ["", SECRET], "who opens it while they type reads along"
    await look(anna, "")
    await types(vera, SECRET + "!")
    assert (read(anna), read(carl)[2:]) == ([SECRET, ""], [SECRET + "!"])


@pytest.mark.line("I4tb")
@virtually
async def test_what_is_typed_is_dropped_where_the_website_does_not_show_it() -> None:
    _, anna, _, vera = await scene(shows=False)
    await types(vera)
    assert read(anna) == [""]


@pytest.mark.line("I4tb")
@virtually
async def test_switched_off_it_goes_from_the_screens_at_once() -> None:
    stage, anna, _, vera = await scene()
    await types(vera)
    stage.product.showing_typed = False
    await stage.commit(stage.product.event(None, ["workspace"], type="website.changed"))
    await passing(0.1)
    await types(vera, SECRET + "!")
    assert read(anna) == [SECRET, "", ""]
    await look(anna, "")
    await look(anna)
    assert SECRET not in str(anna.frames[-1:])


@pytest.mark.line("I4tb")
@virtually
async def test_a_setting_that_changes_while_it_is_read_is_read_again() -> None:
    stage, anna, _, vera = await scene()
    gate = stage.product.hold("shows_typed")
    await types(vera)
    stage.product.showing_typed = False
    await stage.commit(stage.product.event(None, ["workspace"], type="website.changed"))
    gate.set()
    await passing(0.1)
    assert read(anna) == [""]


@pytest.mark.line("I4tc")
@virtually
async def test_who_loses_sight_of_it_reads_no_further() -> None:
    stage, anna, ben, vera = await scene()
    await types(vera)
    await stage.commit(stage.product.event(topics=["group:2"]))
    await types(vera, "For the second group")
    assert (read(anna), read(ben)) == ([SECRET], ["For the second group"])


@pytest.mark.line("I4tc")
@virtually
async def test_what_an_agent_types_is_shown_to_nobody() -> None:
    stage, anna, _, vera = await scene()
    stage.product.rights["carl"] = stage.product.rights["anna"]
    carl = await stage.arrive("carl")
    await look(carl)
    anna.says(f="say", say={"type": "typing", "conversation": "cnv_1", "text": SECRET})
    await passing(0.1)
    assert (read(carl), read(vera)) == ([""], [""])


@pytest.mark.line("I4td")
@virtually
async def test_it_ends_with_the_message_with_an_empty_field_and_after_6_s() -> None:
    stage, anna, _, vera = await scene()
    await types(vera)
    vera.says(f="say", say={"type": "typing", "on": False})
    await passing(0.1)
    await types(vera)
    await stage.commit(
        stage.product.for_visitor("cnv_1", ["agents", "visitor:vis_1"], type="message.sent", actor="visitor:vis_1")
    )
    await types(vera)
    await passing(5.8)
    assert read(anna) == [SECRET, None, SECRET, None, SECRET]
    await passing(0.2)
    assert read(anna)[5:] == [None]
    later = await stage.arrive("anna")
    await look(later)
    assert SECRET not in str(later.frames)


@pytest.mark.line("I4td")
@virtually
async def test_a_text_whose_end_overtakes_it_is_not_shown() -> None:
    stage, anna, _, vera = await scene()
    gate = stage.product.hold("shows_typed")
    await types(vera)
    vera.says(f="say", say={"type": "typing", "on": False})
    await passing(0.1)
    gate.set()
    await passing(0.1)
    assert read(anna) == [None]


@pytest.mark.line("I4te")
@virtually
async def test_too_much_is_cut_too_often_is_dropped_and_nonsense_is_refused() -> None:
    _, anna, _, vera = await scene()
    await types(vera, "x" * 3 * TYPED + "the end")
    (shown,) = read(anna)
    assert shown is not None
    assert (len(shown), shown[-7:]) == (TYPED, "the end")
    for n in range(20):
        vera.says(f="say", say={"type": "typing", "text": str(n)})
    await passing(0.1)
    assert read(anna)[1:] == ["2"], "what comes at once is told once, and no more than typing is"
    vera.says(f="say", say={"type": "typing", "text": 7})
    await passing(0.1)
    assert vera.code == 4400
