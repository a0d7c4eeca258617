"""Signing in with address and password: limits first, then equal work for known and unknown addresses, then the session (B50, B52)."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from zuruf.actions.sessions import SignIn, sign_in
from zuruf.domain.actor import Actor
from zuruf.domain.token import hashed
from zuruf.errors import Unauthenticated
from zuruf.store import sessions
from zuruf.store.sessions import Credential, Session
from zuruf.web.auth import LONGEST_MS
from zuruf.web.context import Context
from zuruf.web.cookies import device_mark, is_known_device, keep_device, keep_session, session_token
from zuruf.web.csrf import csrf_of
from zuruf.web.handshake import counted
from zuruf.web.origins import address_of_request


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to be stored, and its token, which only the cookie carries."""

    token: str
    session: Session


def new_session(context: Context, workspace_id: str, agent_id: str) -> NewSession:
    """Never the one a browser brought along: there is nothing to fix in advance (B50)."""
    token = context.chance(32).hex()
    now = context.now()
    session = Session(
        token_hash=hashed(token),
        workspace_id=workspace_id,
        agent_id=agent_id,
        csrf_hash=hashed(csrf_of(token)),
        created_at=now,
        seen_at=now,
        expires_at=now + LONGEST_MS,
    )
    return NewSession(token, session)


async def sign_in_with_password(
    context: Context, request: Request, response: Response, email: str, password: str
) -> NewSession:
    """Sets the cookies. TooMany, or the same Unauthenticated for an unknown address and a wrong password."""
    with context.limits.from_address(caller(context, request)):
        candidates = await context.database.read(sessions.credentials, email)
        with context.limits.on_account(email, known_device=_known_device(context, request, candidates)):
            return await _enter(context, request, response, candidates, password)


def caller(context: Context, request: Request) -> str:
    """Who is counted, behind configured proxies only (B77)."""
    return counted(address_of_request(request, context.proxies))


def give(context: Context, response: Response, made: NewSession, agent_id: str, password_hash: str) -> None:
    """Sets the session's cookie and the device's mark."""
    keep_session(context, response, made.token)
    keep_device(context, response, device_mark(agent_id, password_hash))


async def _enter(
    context: Context, request: Request, response: Response, candidates: list[Credential], password: str
) -> NewSession:
    meant = await _meant(context, candidates, password)
    if meant is None:
        raise Unauthenticated("credentials_wrong", "This e-mail address and password do not belong together.")
    made = new_session(context, meant.workspace_id, meant.agent_id)
    renewed = await context.passwords.hash(password) if context.passwords.is_outdated(meant.hash) else None
    brought = session_token(context, request)
    await context.database.act(
        SignIn(
            workspace_id=meant.workspace_id,
            actor=Actor("agent", meant.agent_id),
            moment=context.moment(),
            session=made.session,
            verified_hash=meant.hash,
            new_hash=renewed,
            replaced=hashed(brought) if brought else None,
        ),
        sign_in,
    )
    give(context, response, made, meant.agent_id, renewed or meant.hash)
    return made


async def _meant(context: Context, candidates: list[Credential], password: str) -> Credential | None:
    """The account the password fits: one address may belong to several workspaces. One check at least, known address or not (B52)."""
    if not candidates:
        await context.passwords.verify(None, password)
        return None
    fitting = [one for one in candidates if await context.passwords.verify(one.hash, password)]
    return fitting[0] if fitting else None


def _known_device(context: Context, request: Request, candidates: list[Credential]) -> str:
    """The account this browser has signed in to before, "" for none of them."""
    for one in candidates:
        if is_known_device(context, request, one.agent_id, one.hash):
            return one.agent_id
    return ""
