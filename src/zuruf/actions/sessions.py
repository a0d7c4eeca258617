"""Signing in and out, accepting invitations, passwords (X6, B50–B53). Hashing has happened before: it is slow, and no I/O is allowed here."""

from dataclasses import dataclass, replace

from zuruf.domain import validity
from zuruf.domain.rights import check_way_in
from zuruf.domain.token import hashed, secret_of
from zuruf.errors import Conflict, Invalid, Unauthenticated
from zuruf.store import agents, links, sessions
from zuruf.store.links import Link
from zuruf.store.sessions import Session
from zuruf.store.settings_changes import save_agent
from zuruf.store.transaction import Answer, Command, Tx

RESET_LINK_MS = 60 * 60 * 1000  # B53


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn(Command):
    """`verified_hash` is the stored hash the password was found to fit; `new_hash` replaces it when its cost is out of date.

    `replaced` is the token hash of the session this browser had before: it ends (B50).
    """

    session: Session
    verified_hash: str
    new_hash: str | None = None
    replaced: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOut(Command):
    """This browser's session ends."""

    token_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchSession(Command):
    """The session was used."""

    token_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOtherSessions(Command):
    """All sessions of the acting agent but this one end."""

    token_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword(Command):
    """The acting agent's own; `verified_hash` is the stored hash their present password fits. The session `token_hash` stays."""

    verified_hash: str
    password_hash: str
    token_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferReset(Command):
    """A link by which an agent sets a new password. Its token is `secret_of(moment, "reset")`."""

    agent_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptLink(Command):
    """The holder of an invitation or a reset link, who is the actor, sets a password; `name` "" and `language` "" stay as they are."""

    token_hash: str
    password_hash: str
    session: Session
    name: str = ""
    language: str = ""


async def sign_in(tx: Tx, command: SignIn) -> Answer:
    """Unauthenticated if the agent was deactivated or the password changed while it was being checked."""
    agent = await agents.load(tx, tx.workspace_id, command.actor.id)
    stored = await sessions.password_hash(tx, tx.workspace_id, command.actor.id)
    if agent is None or not agent.is_active or stored != command.verified_hash:
        raise Unauthenticated("credentials_wrong", "This e-mail address and password do not belong together.")
    if command.new_hash is not None:
        await sessions.save_password(tx, agent.id, command.new_hash, command.moment.at)
    if command.replaced is not None:
        await sessions.end(tx, command.replaced)
    await sessions.forget_expired(tx, agent.id, command.moment.at)
    await sessions.insert(tx, command.session)
    return Answer(id=agent.id)


async def sign_out(tx: Tx, command: SignOut) -> Answer:
    """Signing out twice is once."""
    await sessions.end(tx, command.token_hash)
    return Answer(id=command.actor.id)


async def touch_session(tx: Tx, command: TouchSession) -> Answer:
    """Keeps an idle session from ending."""
    await sessions.touch(tx, command.token_hash, command.moment.at)
    return Answer(id=command.actor.id, changed=False)


async def end_other_sessions(tx: Tx, command: EndOtherSessions) -> Answer:
    """Signs out everywhere else (B51)."""
    agent = await agents.acting(tx, command)
    await sessions.end_of_agent(tx, agent.id, but=command.token_hash)
    return Answer(id=agent.id)


async def change_password(tx: Tx, command: ChangePassword) -> Answer:
    """All other sessions of the agent end (B51)."""
    agent = await agents.acting(tx, command)
    if await sessions.password_hash(tx, tx.workspace_id, agent.id) != command.verified_hash:
        raise Conflict("password_changed", "The password was changed meanwhile. Sign in again with the new one.")
    await sessions.save_password(tx, agent.id, command.password_hash, command.moment.at)
    await sessions.end_of_agent(tx, agent.id, but=command.token_hash)
    await links.end_of_agent(tx, agent.id)
    return Answer(id=agent.id)


async def offer_reset(tx: Tx, command: OfferReset) -> Answer:
    """Whoever may change the agent and holds what they hold may give them a new way in: the link opens their account (B43)."""
    actor = await agents.acting(tx, command)
    agent = await agents.get(tx, tx.workspace_id, command.agent_id)
    check_way_in(actor, agent)
    has_account = await sessions.password_hash(tx, tx.workspace_id, agent.id) is not None
    if not agent.is_active or not has_account:
        sentence = f"{agent.name} has no account to sign in to: invite or activate them first."
        raise Conflict("no_account", sentence, "agent_id")
    await links.insert(
        tx,
        Link(
            token_hash=hashed(secret_of(command.moment, "reset")),
            workspace_id=tx.workspace_id,
            kind="reset",
            agent_id=agent.id,
            expires_at=command.moment.at + RESET_LINK_MS,
        ),
    )
    return Answer(id=agent.id)


async def accept_link(tx: Tx, command: AcceptLink) -> Answer:
    """An invited agent becomes active; after a reset every other session of the agent has ended. The link never works again."""
    link = await links.get(tx, command.token_hash, ("invitation", "reset"), command.moment.at)
    if link.workspace_id != tx.workspace_id or link.agent_id != command.actor.id:
        raise Invalid("link_invalid", "This link is for somebody else.", "token")
    before = await agents.get(tx, tx.workspace_id, command.actor.id)
    if link.kind == "reset" and not before.is_active:
        raise Invalid("link_invalid", "This account is deactivated.", "token")
    after = replace(
        before,
        name=validity.name(command.name) if command.name else before.name,
        language=validity.language(command.language) if command.language else before.language,
        is_active=True,
    )
    await links.use(tx, link, command.moment.at)
    if after != before:
        await save_agent(tx, command, replace(after, version=before.version + 1))
    await sessions.save_password(tx, after.id, command.password_hash, command.moment.at)
    await sessions.end_of_agent(tx, after.id)
    await sessions.insert(tx, command.session)
    return Answer(id=after.id)
