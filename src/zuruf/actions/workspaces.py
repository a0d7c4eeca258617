"""Founding a workspace by a one-time link, and its switches (G2, G3, A17, O1, B83)."""

from dataclasses import dataclass, replace

from zuruf.domain import validity
from zuruf.domain.access import require
from zuruf.domain.agent import ALL_RIGHTS, Agent
from zuruf.domain.token import hashed, secret_of
from zuruf.domain.workspace import Workspace
from zuruf.errors import Conflict, Invalid
from zuruf.store import agents, groups, links, sessions, signs, workspaces
from zuruf.store.links import Link
from zuruf.store.sessions import Session
from zuruf.store.settings_changes import add_agent, add_workspace, check_version, save_workspace
from zuruf.store.transaction import Answer, Command, Tx

SETUP_LINK_MS = 60 * 60 * 1000  # B53: at most an hour; a new one costs a restart or one line at the terminal
LONGEST_MISSED_MS = 24 * 60 * 60 * 1000
SHORTEST_IDLE_MS = 2 * 60 * 1000  # one minute of them is the warning (P4)
LONGEST_IDLE_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareWorkspace(Command):
    """An empty workspace that waits for its owner. The link's token is `secret_of(moment, "setup")`."""

    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSetup(Command):
    """Another link for the owner, the one before having expired. The token is `secret_of(moment, "setup")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWorkspace(Command):
    """The holder of the link names the workspace and becomes its owner; `session` is theirs from then on (its agent_id is not read)."""

    token_hash: str
    workspace_name: str
    name: str
    email: str
    password_hash: str
    language: str
    session: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWorkspace(Command):
    """What is None stays as it is."""

    version: int
    name: str | None = None
    default_language: str | None = None
    uses_groups: bool | None = None
    asks_for_group: bool | None = None
    returns_to_last_agent: bool | None = None
    agents_see_only_their_groups: bool | None = None
    missed_after_ms: int | None = None
    idle_after_ms: int | None = None


async def prepare_workspace(tx: Tx, command: PrepareWorkspace) -> Answer:
    """For `Database.found`: makes the workspace and the link by which its owner comes (no password by default anywhere, B83)."""
    workspace = Workspace(id=tx.workspace_id, name="Zuruf", default_language=validity.language(command.language))
    if workspace.default_language not in workspace.languages:
        workspace = replace(workspace, languages=(workspace.default_language, *workspace.languages))
    await add_workspace(tx, command, workspace)
    await links.insert(tx, _setup_link(command))
    return Answer(id=tx.workspace_id)


async def offer_setup(tx: Tx, command: OfferSetup) -> Answer:
    """A new link replaces the one before; Conflict once there is an owner."""
    await _check_is_unowned(tx)
    await links.insert(tx, _setup_link(command))
    return Answer(id=tx.workspace_id)


async def found_workspace(tx: Tx, command: FoundWorkspace) -> Answer:
    """Answers the owner's id. The link works once: the second of two at the same moment gets Invalid `link_invalid`."""
    link = await links.get(tx, command.token_hash, ("setup",), command.moment.at)
    if link.workspace_id != tx.workspace_id:
        raise Invalid("link_invalid", "This link is for another workspace.", "token")
    await _check_is_unowned(tx)
    workspace = await workspaces.get(tx, tx.workspace_id)
    owner = Agent(
        id=command.moment.id("agt"),
        name=validity.name(command.name),
        email=validity.email(command.email),
        role="owner",
        rights=ALL_RIGHTS,
        language=validity.language(command.language),
    )
    named = validity.name(command.workspace_name, "workspace_name")
    await links.use(tx, link, command.moment.at)
    spoken = owner.language if owner.language in workspace.languages else workspace.default_language
    changed = replace(workspace, name=named, default_language=spoken, version=workspace.version + 1)
    await save_workspace(tx, command, changed)
    await add_agent(tx, command, owner)
    await sessions.save_password(tx, owner.id, command.password_hash, command.moment.at)
    if command.session is not None:
        await sessions.insert(tx, replace(command.session, agent_id=owner.id))
    return Answer(id=owner.id)


async def change_workspace(tx: Tx, command: ChangeWorkspace) -> Answer:
    """Changes the name and the switches."""
    require(await agents.acting(tx, command), "configure")
    before = await workspaces.get(tx, tx.workspace_id)
    await check_version(tx, "workspaces", before.id, sent=command.version, now=before.version)
    after = await _changed(tx, before, command)
    if after == before:
        return Answer(id=before.id, changed=False)
    if after.idle_after_ms and not before.idle_after_ms:
        await signs.begin_idle_time(tx, command.moment.at)
    await save_workspace(tx, command, replace(after, version=before.version + 1))
    return Answer(id=before.id)


async def _changed(tx: Tx, before: Workspace, command: ChangeWorkspace) -> Workspace:
    after = before
    if command.name is not None:
        after = replace(after, name=validity.name(command.name))
    if command.default_language is not None:
        await _check_language(tx, before, command.default_language)
        after = replace(after, default_language=command.default_language)
    if command.missed_after_ms is not None:
        after = replace(after, missed_after_ms=_missed_after(command.missed_after_ms))
    if command.idle_after_ms is not None:
        after = replace(after, idle_after_ms=_idle_after(command.idle_after_ms))
    return replace(
        after,
        uses_groups=_or(command.uses_groups, before.uses_groups),
        asks_for_group=_or(command.asks_for_group, before.asks_for_group),
        returns_to_last_agent=_or(command.returns_to_last_agent, before.returns_to_last_agent),
        agents_see_only_their_groups=_or(command.agents_see_only_their_groups, before.agents_see_only_their_groups),
    )


async def _check_language(tx: Tx, workspace: Workspace, language: str) -> None:
    """Every group needs a name in the default language: the others fall back to it (G1)."""
    if language not in workspace.languages:
        choice = ", ".join(workspace.languages)
        raise Invalid("not_a_language", f"Expected one of {choice}, got {language[:20]!r}.", "default_language")
    nameless = [group for group in await groups.everyone(tx, tx.workspace_id) if not group.names.get(language)]
    if nameless:
        shown = ", ".join(group.name(language, workspace.default_language) for group in nameless[:5])
        sentence = f"{len(nameless)} groups have no name in “{language}” yet ({shown}): name them first."
        raise Conflict("group_unnamed", sentence, "default_language", {"groups": str(len(nameless))})


async def _check_is_unowned(tx: Tx) -> None:
    if await agents.active_owners(tx, tx.workspace_id):
        raise Conflict("workspace_owned", "This workspace has its owner. Sign in, or ask them for an invitation.")


def _setup_link(command: Command) -> Link:
    return Link(
        token_hash=hashed(secret_of(command.moment, "setup")),
        workspace_id=command.workspace_id,
        kind="setup",
        agent_id=None,
        expires_at=command.moment.at + SETUP_LINK_MS,
    )


def _missed_after(ms: int) -> int:
    if not 1000 <= ms <= LONGEST_MISSED_MS:
        raise Invalid("out_of_range", f"Expected 1 second to 24 hours, got {ms} ms.", "missed_after_ms")
    return ms


def _idle_after(ms: int) -> int:
    if ms != 0 and not SHORTEST_IDLE_MS <= ms <= LONGEST_IDLE_MS:
        raise Invalid("out_of_range", f"Expected 2 minutes to 24 hours, or 0 for never, got {ms} ms.", "idle_after_ms")
    return ms


def _or(wanted: bool | None, present: bool) -> bool:  # noqa: FBT001  (both are the value of a switch)
    return present if wanted is None else wanted
