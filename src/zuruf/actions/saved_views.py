"""Saved views: keeping one, renaming, sharing, moving and deleting it (I3). Everybody keeps their own; shared ones need `configure`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zuruf.domain.access import require
from zuruf.domain.agent import Agent
from zuruf.domain.saved_view import MOST, SavedView, checked_name, checked_search, may_change
from zuruf.errors import Conflict, NotFound
from zuruf.store import agents, saved_views
from zuruf.store.settings_changes import tell_settings
from zuruf.store.transaction import Answer, Command, Tx

WHAT = "views"  # in settings.changed; what is in them is told to nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveView(Command):
    """The list on screen under a name; the last of its kind."""

    name: str
    search: Mapping[str, str]
    is_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView(Command):
    """What is None stays. `place` is the number it has afterwards among those of its kind, from 0."""

    view_id: str
    name: str | None = None
    search: Mapping[str, str] | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteView(Command):
    """Deletes the name, none of the conversations."""

    view_id: str


async def save_view(tx: Tx, command: SaveView) -> Answer:
    """Conflict `too_many_views` beyond MOST of a kind."""
    agent = await agents.acting(tx, command)
    require(agent, "access")
    if command.is_shared:
        require(agent, "configure")
    view = SavedView(
        id=command.moment.id("vie"),
        agent_id="" if command.is_shared else agent.id,
        place=0,
        name=checked_name(command.name),
        search=checked_search(command.search),
    )
    others = await _like(tx, agent, view)
    if len(others) >= MOST:
        raise Conflict("too_many_views", f"At most {MOST} views are kept. Delete one first.", "name")
    await saved_views.save(tx, replace(view, place=len(others)), command.moment.at)
    tell_settings(tx, command, WHAT)
    return Answer(view.id)


async def change_view(tx: Tx, command: ChangeView) -> Answer:
    """The last one to change it wins."""
    agent, before = await _changeable(tx, command, command.view_id)
    after = replace(
        before,
        name=before.name if command.name is None else checked_name(command.name),
        search=before.search if command.search is None else checked_search(command.search),
    )
    others = [view for view in await _like(tx, agent, before) if view.id != before.id]
    place = before.place if command.place is None else min(max(command.place, 0), len(others))
    if after == before and place == before.place:
        return Answer(before.id, changed=False)
    for number, view in enumerate([*others[:place], after, *others[place:]]):
        await saved_views.save(tx, replace(view, place=number), command.moment.at)
    tell_settings(tx, command, WHAT)
    return Answer(before.id)


async def delete_view(tx: Tx, command: DeleteView) -> Answer:
    """Removes it from the rail."""
    agent, view = await _changeable(tx, command, command.view_id)
    await saved_views.delete(tx, view.id)
    for number, other in enumerate(await _like(tx, agent, view)):
        await saved_views.save(tx, replace(other, place=number), command.moment.at)
    tell_settings(tx, command, WHAT)
    return Answer(view.id)


async def _like(tx: Tx, agent: Agent, view: SavedView) -> list[SavedView]:
    return [
        one for one in await saved_views.for_agent(tx, tx.workspace_id, agent.id) if one.is_shared == view.is_shared
    ]


async def _changeable(tx: Tx, command: Command, view_id: str) -> tuple[Agent, SavedView]:
    """Another agent's own view is not there for this one."""
    agent = await agents.acting(tx, command)
    require(agent, "access")
    view = await saved_views.load(tx, tx.workspace_id, view_id)
    if view is None or not (view.is_shared or view.agent_id == agent.id):
        raise NotFound("view_not_found", "There is no such view. Somebody may have deleted it.")
    if not may_change(agent, view):
        require(agent, "configure")
    return agent, view
