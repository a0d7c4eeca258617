"""Agents: inviting them, their role and rights, their presence, deactivating them (X6, P1, B42–B44, X1)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from zuruf.domain import validity
from zuruf.domain.agent import Agent, Presence, Right, Role
from zuruf.domain.rights import check_change, check_invitation, may_more
from zuruf.domain.token import hashed, secret_of
from zuruf.errors import Conflict, Forbidden, Invalid
from zuruf.store import agents, api_keys, links, sessions, signs
from zuruf.store.links import Link
from zuruf.store.settings_changes import add_agent, check_version, save_agent, tell_settings
from zuruf.store.transaction import Answer, Command, Job, Tx

INVITATION_MS = 7 * 24 * 60 * 60 * 1000
MAX_PREFERENCES = 50
MAX_PREFERENCE = 2000  # characters of one of them


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteAgent(Command):
    """The link's token is `secret_of(moment, "invitation")`."""

    name: str
    email: str
    role: Role = "agent"
    rights: frozenset[Right] = frozenset({"access", "assign"})
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAgent(Command):
    """What is None stays as it is."""

    agent_id: str
    version: int
    name: str | None = None
    role: Role | None = None
    rights: frozenset[Right] | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateByApi(Command):
    """An integration speaks for somebody who has no account here (X1)."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePresence(Command):
    """An agent goes online, invisible or offline by hand (P1)."""

    presence: Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMe(Command):
    """What an agent may change of themselves; what is None stays, and so does every preference that is not named."""

    name: str | None = None
    language: str | None = None
    preferences: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePicture(Command):
    """An agent's own picture, which has been drawn and kept under this id; "" is none."""

    picture: str = ""


async def invite_agent(tx: Tx, command: InviteAgent) -> Answer:
    """Makes an agent who is inactive until they accept. Inviting the same address again makes a new link, the old one stops working."""
    actor = await agents.acting(tx, command)
    check_invitation(actor, command.role, command.rights)
    email = validity.email(command.email)
    known = await agents.by_email(tx, tx.workspace_id, email)
    agent = await _invited(tx, command, email, known)
    if known is None:
        await add_agent(tx, command, agent)
    else:
        check_change(actor, known, agent, await agents.active_owners(tx, tx.workspace_id))
        await save_agent(tx, command, agent)
    await links.insert(tx, _invitation(command, agent.id))
    return Answer(id=agent.id)


async def change_agent(tx: Tx, command: ChangeAgent) -> Answer:
    """Name, role, rights, active or not. Sessions end with another role or with deactivation (B51)."""
    actor = await agents.acting(tx, command)
    before = await agents.get(tx, tx.workspace_id, command.agent_id)
    after = _changed(before, command)
    check_change(actor, before, after, await agents.active_owners(tx, tx.workspace_id))
    await check_version(tx, "agents", before.id, sent=command.version, now=before.version)
    if command.is_active is False and not before.is_active:
        await links.end_of_agent(tx, before.id)  # who has not come yet: the invitation is taken back
    if after == before:
        return Answer(id=before.id, changed=False)
    if after.is_active and not before.is_active:
        await _check_has_accepted(tx, after)
    if not after.is_active:
        after = replace(after, chosen_presence="offline", chose_by_hand=False, is_idle=False)
    await save_agent(tx, command, replace(after, version=before.version + 1))
    if may_more(after, before):
        await links.end_of_agent(tx, after.id)  # whoever made one held what the agent held then, and perhaps no more
    if after.role != before.role:
        await sessions.end_of_agent(tx, after.id)
    if before.may("configure") and not after.may("configure"):
        await _revoke_keys(tx, command, after.id)
    if before.is_active and not after.is_active:
        await _let_go(tx, command, after.id)
    return Answer(id=after.id)


async def create_by_api(tx: Tx, command: CreateByApi) -> Answer:
    """The agent with this address, made if there is none: marked, in no group, without a password, assignable (X1)."""
    if command.actor.kind not in ("api", "system"):
        raise Forbidden("not_an_api_key", "Only an API key makes agents this way; invite them instead.")
    email = validity.email(command.email)
    known = await agents.by_email(tx, tx.workspace_id, email)
    if known is not None:
        return Answer(id=known.id, changed=False)
    name = validity.name(command.name or email.partition("@")[0])
    agent = Agent(
        id=command.moment.id("agt"), name=name, email=email, rights=frozenset[Right]({"access"}), is_by_api=True
    )
    await add_agent(tx, command, agent)
    return Answer(id=agent.id)


async def choose_presence(tx: Tx, command: ChoosePresence) -> Answer:
    """From now on chosen by hand: no API ping overrides it (P1). Versions of settings pages are not touched."""
    agent = await agents.acting(tx, command)
    await signs.note_active(tx, agent.id, command.moment.at)
    if agent.chosen_presence == command.presence and agent.chose_by_hand and not agent.is_idle:
        return Answer(id=agent.id, changed=False)
    await save_agent(tx, command, replace(agent, chosen_presence=command.presence, chose_by_hand=True, is_idle=False))
    return Answer(id=agent.id)


async def change_picture(tx: Tx, command: ChangePicture) -> Answer:
    """Colleagues see it, and visitors where the website shows faces (W5). `note` is the picture of before; settings pages stay current."""
    before = await agents.acting(tx, command)
    if before.picture == command.picture:
        return Answer(id=before.id, changed=False)
    await save_agent(tx, command, replace(before, picture=command.picture))
    return Answer(id=before.id, note=before.picture)


async def change_me(tx: Tx, command: ChangeMe) -> Answer:
    """One's own name, language and preferences; any active agent."""
    before = await agents.acting(tx, command)
    after = replace(
        before,
        name=before.name if command.name is None else validity.name(command.name),
        language=before.language if command.language is None else validity.language(command.language),
    )
    if command.preferences is not None:
        known = await agents.preferences(tx, tx.workspace_id, before.id)
        await agents.save_preferences(tx, before.id, known | _preferences(command.preferences, known))
    if after != before:
        await save_agent(tx, command, replace(after, version=before.version + 1))
    return Answer(id=before.id, changed=after != before or command.preferences is not None)


async def _invited(tx: Tx, command: InviteAgent, email: str, known: Agent | None) -> Agent:
    agent = Agent(
        id=known.id if known else command.moment.id("agt"),
        name=validity.name(command.name),
        email=email,
        role=command.role,
        rights=command.rights,
        is_active=False,
        language=validity.language(command.language),
        version=known.version + 1 if known else 1,
    )
    if known is None:
        return agent
    has_account = await sessions.password_hash(tx, tx.workspace_id, known.id) is not None
    if known.is_active or has_account:
        state = "" if known.is_active else ", deactivated: activate them again instead"
        sentence = f"{known.name} has this address already{state}."
        raise Conflict("email_taken", sentence, "email", {"agent_id": known.id})
    return agent


async def _check_has_accepted(tx: Tx, agent: Agent) -> None:
    if not agent.is_by_api and await sessions.password_hash(tx, tx.workspace_id, agent.id) is None:
        sentence = f"{agent.name} has not accepted the invitation yet and becomes active by doing so."
        raise Conflict("not_accepted", sentence, "is_active")


async def _let_go(tx: Tx, command: Command, agent_id: str) -> None:
    """A deactivated agent: nothing of theirs opens a door any more; their conversations follow as a job ("Decided at the edges")."""
    await sessions.end_of_agent(tx, agent_id)
    await links.end_of_agent(tx, agent_id)
    await signs.end_all(tx, agent_id)
    payload = json.dumps({"agent_id": agent_id, "by": str(command.actor)})
    tx.enqueue(Job(kind="agent_deactivated", payload=payload, due_at=command.moment.at))


async def _revoke_keys(tx: Tx, command: Command, agent_id: str) -> None:
    """A key is worth what its maker may do (B46): without the right to make it, it ends."""
    keys = await api_keys.working_keys_of(tx, tx.workspace_id, agent_id)
    if keys:
        await api_keys.revoke_of_agent(tx, agent_id, command.moment.at)
        tell_settings(tx, command, "api_keys")


def _changed(before: Agent, command: ChangeAgent) -> Agent:
    return replace(
        before,
        name=before.name if command.name is None else validity.name(command.name),
        role=command.role or before.role,
        rights=before.rights if command.rights is None else command.rights,
        is_active=before.is_active if command.is_active is None else command.is_active,
    )


def _invitation(command: Command, agent_id: str) -> Link:
    return Link(
        token_hash=hashed(secret_of(command.moment, "invitation")),
        workspace_id=command.workspace_id,
        kind="invitation",
        agent_id=agent_id,
        expires_at=command.moment.at + INVITATION_MS,
    )


def _preferences(given: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """What screens remember for the agent beside what they know: short texts under short names, few of them."""
    count = len(known.keys() | given.keys())
    if count > MAX_PREFERENCES:
        raise Invalid("too_many", f"Expected at most {MAX_PREFERENCES} preferences, got {count}.", "preferences")
    for key, text in given.items():
        if len(key) > 100 or len(text) > MAX_PREFERENCE:
            sentence = f"Expected a name of at most 100 and a text of at most {MAX_PREFERENCE} characters."
            raise Invalid("too_long", sentence, f"preferences.{key[:100]}")
    return dict(given)
