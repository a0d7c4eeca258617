"""Who is asking: the agent of a session cookie, and what a change of theirs is made of."""

from dataclasses import dataclass
from typing import Annotated, TypedDict
from uuid import UUID

from fastapi import Depends
from starlette.requests import Request

from zuruf.actions.sessions import TouchSession, touch_session
from zuruf.domain.access import require
from zuruf.domain.actor import Actor
from zuruf.domain.agent import Agent, Right
from zuruf.domain.moment import Moment
from zuruf.domain.token import hashed
from zuruf.errors import Invalid, Unauthenticated
from zuruf.store import agents, sessions
from zuruf.store.sessions import Session
from zuruf.store.transaction import Reader
from zuruf.web.context import Context, context_of
from zuruf.web.cookies import session_token
from zuruf.web.csrf import JSON, check_change

LONGEST_MS = 30 * 24 * 60 * 60 * 1000  # a session ends, however busy
IDLE_MS = 7 * 24 * 60 * 60 * 1000  # or when nobody used it for so long
TOUCH_MS = 10 * 60 * 1000  # how exact "used" is
SECRETS_IN_ADDRESS = frozenset({"api-key", "api_key", "apikey", "token", "access_token"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """An active agent with a session that is not over."""

    workspace_id: str
    agent: Agent
    session: Session

    @property
    def actor(self) -> Actor:
        """As commands and events name them."""
        return Actor("agent", self.agent.id)


class Basis(TypedDict):
    """What every command begins with: `SomeCommand(**changing.basis, …)`."""

    workspace_id: str
    actor: Actor
    moment: Moment
    cid: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing:
    """A principal whose request may change something; `origin` is ours, as their page knows it."""

    principal: Principal
    basis: Basis
    origin: str


async def principal(request: Request) -> Principal:
    """The agent who asks; Unauthenticated without a session that still runs."""
    context = context_of(request)
    refuse_secrets_in_address(request)
    found = await who_is(context, session_token(context, request))
    if found.session.seen_at + TOUCH_MS < context.now():
        await _touch(context, found)
    return found


async def perhaps(request: Request) -> Principal | None:
    """The same, None for nobody: to ask whether one is signed in is no failure, and browsers log every 401 as one."""
    try:
        return await principal(request)
    except Unauthenticated:
        return None


async def changing(request: Request) -> Changing:
    """The agent who changes something, from a page of ours (B49)."""
    return await changing_by(request, JSON)


async def changing_by(request: Request, kind: str) -> Changing:
    """The same with a body of another kind, one that no foreign form can send."""
    who = await principal(request)
    context = context_of(request)
    check_change(context, request, who.session.csrf_hash, kind=kind)
    basis = Basis(workspace_id=who.workspace_id, actor=who.actor, moment=context.moment(), cid=_cid(request))
    return Changing(principal=who, basis=basis, origin=context.origin_for(request))


Asking = Annotated[Principal, Depends(principal)]
AskingPerhaps = Annotated[Principal | None, Depends(perhaps)]
Change = Annotated[Changing, Depends(changing)]


async def who_is(context: Context, token: str) -> Principal:
    """The agent of a session token, for a socket's hello too. Every refusal is the same (B37)."""
    now = context.now()
    found = await context.database.read(_session_and_agent, hashed(token)) if token else None
    if found is None or not found.agent.is_active or is_over(found.session, now):
        raise Unauthenticated("not_signed_in", "Sign in first: there is no session, or it has ended.")
    return found


def is_over(session: Session, now: int) -> bool:
    """Whether the session has reached its end or was left alone for too long."""
    return now >= session.expires_at or now >= session.seen_at + IDLE_MS


def require_right(who: Principal, right: Right) -> None:
    """For reading; a change asks inside its transaction."""
    require(who.agent, right)


def refuse_secrets_in_address(request: Request) -> None:
    """An address lands in logs and histories: a key in it is refused even where it would not be needed (B08, B46)."""
    if SECRETS_IN_ADDRESS & {name.lower() for name in request.query_params}:
        sentence = (
            "A key or token never belongs into an address, where logs keep it: send it as a header. Revoke this one."
        )
        raise Invalid("key_in_address", sentence)


async def _session_and_agent(reader: Reader, token_hash: str) -> Principal | None:
    session = await sessions.by_token(reader, token_hash)
    agent = await agents.load(reader, session.workspace_id, session.agent_id) if session else None
    if session is None or agent is None:
        return None
    return Principal(workspace_id=session.workspace_id, agent=agent, session=session)


async def _touch(context: Context, who: Principal) -> None:
    command = TouchSession(
        workspace_id=who.workspace_id, actor=who.actor, moment=context.moment(), token_hash=who.session.token_hash
    )
    await context.database.act(command, touch_session)


def _cid(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    try:
        return str(UUID(key))
    except ValueError:
        raise Invalid("idempotency_key_invalid", "Expected a UUID as Idempotency-Key.", "Idempotency-Key") from None
