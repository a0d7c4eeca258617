"""Two workspaces on one node with the same ids in them: what happens in one no socket of the other hears (B36, B37)."""

from dataclasses import replace

from tests.realtime.stage import Client, Product, Stage, W
from tests.simulation.loop import passing, virtually
from zuruf.realtime.frames import Hello, UnreadSignal
from zuruf.realtime.source import Caller, Principal

NEXT_DOOR = "wsp_9"


class Houses(Product):
    """Who says hello from next door is of the other workspace, under the same id."""

    async def authenticate(self, caller: Caller, hello: Hello) -> Principal:
        found = await super().authenticate(caller, hello)
        return replace(found, workspace_id=NEXT_DOOR) if hello.instance == "next door" else found


async def peopled() -> tuple[Stage, list[Client], list[Client]]:
    """An agent, a visitor's frame and a loader in each, with the same ids."""
    stage = Stage(Houses())
    stage.product.visitors["vera"] = "cnv_1"
    stage.product.commit(stage.product.for_visitor())
    here, there = [
        [
            await stage.arrive("anna", instance=instance),
            await stage.arrive("vera", "visitor", instance=instance),
            await stage.arrive("brw_1", "browser", instance=instance),
        ]
        for instance in ("here", "next door")
    ]
    for agent in (here[0], there[0]):
        agent.says(f="say", say={"type": "watching", "conversation": "cnv_1"})
    await passing(5)
    return stage, here, there


def heard(clients: list[Client]) -> list[list[str]]:
    """Everything that was told apart from the answers to signs of life."""
    return [[repr(frame) for frame in client.frames if frame["f"] not in ("pong", "adv")] for client in clients]


@virtually
async def test_events_are_heard_in_their_workspace_alone() -> None:
    stage, here, there = await peopled()
    before = heard(here), heard(there)
    await stage.commit(stage.product.for_visitor(topics=("agents", "workspace")))
    await stage.commit(stage.product.event(None, ["workspace"], type="settings.changed"))
    await stage.commit(stage.product.event(to="anna"))
    await passing(0.5)
    assert heard(there) == before[1]
    assert [len(now) > len(was) for now, was in zip(heard(here), before[0], strict=True)] == [True, True, False]


@virtually
async def test_signals_are_heard_in_their_workspace_alone() -> None:
    stage, here, there = await peopled()
    before = heard(here), heard(there)
    stage.hub.say_to_visitor(W, "vera", UnreadSignal(count=7))
    stage.hub.say_to_browser(W, "brw_1", UnreadSignal(count=7))
    stage.hub.say_to_agent(W, "anna", UnreadSignal(count=7))
    here[1].says(f="say", say={"type": "typing", "conversation": ""})
    await passing(0.5)
    assert heard(there) == before[1]
    assert all(len(now) > len(was) for now, was in zip(heard(here), before[0], strict=True))


@virtually
async def test_who_is_here_and_who_looks_is_asked_of_one_workspace() -> None:
    stage, _, there = await peopled()
    assert {one.workspace_id for one in stage.hub.connected(W)} == {W}
    for client in there:
        client.gone()
    await passing(0.5)
    assert stage.hub.watching(W, "cnv_1") == frozenset({"anna"})
    assert stage.hub.watching(NEXT_DOOR, "cnv_1") == frozenset()
    assert not stage.hub.is_here(Principal(workspace_id=NEXT_DOOR, kind="visitor", id="vera"))
    assert stage.hub.is_here(Principal(workspace_id=W, kind="visitor", id="vera"))


@virtually
async def test_closing_an_agents_sockets_leaves_the_neighbours_open() -> None:
    stage, here, there = await peopled()
    stage.hub.close_agent(W, "anna", 4009)
    stage.hub.close_session(W, "anna", "anna", 4001)
    await passing(0.5)
    assert (here[0].code, there[0].code) == (4009, None)
