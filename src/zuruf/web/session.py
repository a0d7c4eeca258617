"""Routes of signing in and out: setup, session, invitations, one's own password."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from zuruf.actions.sessions import (
    AcceptLink,
    ChangePassword,
    EndOtherSessions,
    SignOut,
    accept_link,
    change_password,
    end_other_sessions,
    sign_out,
)
from zuruf.actions.workspaces import FoundWorkspace, found_workspace
from zuruf.domain import validity
from zuruf.domain.actor import SYSTEM, Actor
from zuruf.domain.event import WorkspaceChanged
from zuruf.domain.token import hashed
from zuruf.domain.view import AgentView
from zuruf.errors import Forbidden, Invalid
from zuruf.store import agents, links, sessions, workspaces
from zuruf.store.links import LinkKind
from zuruf.store.transaction import Reader
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import AskingPerhaps, Change
from zuruf.web.context import Context
from zuruf.web.cookies import device_mark, forget_session, keep_device, session_token
from zuruf.web.csrf import check_origin, csrf_of
from zuruf.web.signing_in import NewSession, caller, give, new_session, sign_in_with_password


class Setup(Body):
    """The holder of the first link becomes the owner."""

    token: str = Field(max_length=200)
    workspace_name: str = Field(max_length=200)
    name: str = Field(max_length=200)
    email: str = Field(max_length=300)
    password: str = Field(max_length=1000)
    language: str = Field(default="en", max_length=20)


class SignInBody(Body):
    """Address and password."""

    email: str = Field(max_length=300)
    password: str = Field(max_length=1000)


class LinkBody(Body):
    """The token alone: in a body, where no address and no log keeps it (B08)."""

    token: str = Field(max_length=200)


class LinkAnswer(BaseModel):
    """A link that still works; name and address are those the inviter typed, empty for the first owner's."""

    kind: LinkKind
    name: str
    email: str


class Acceptance(Body):
    """The holder of an invitation, or of a link for a new password, who may leave name and language out."""

    token: str = Field(max_length=200)
    name: str = Field(default="", max_length=200)
    password: str = Field(max_length=1000)
    language: str = Field(default="", max_length=20)


class PasswordBody(Body):
    """One's present password and the next."""

    current: str = Field(max_length=1000)
    password: str = Field(max_length=1000)


class SessionAnswer(BaseModel):
    """Who one is, where, and what a change has to carry."""

    agent: AgentView
    workspace: WorkspaceChanged
    csrf: str
    language: str
    preferences: Mapping[str, str]


def routes(context: Context) -> APIRouter:
    """Everything about the session."""
    router = APIRouter(prefix="/api", tags=["Session"])
    _add_entrances(router, context)
    _add_links(router, context)
    _add_own(router, context)
    return router


def _add_entrances(router: APIRouter, context: Context) -> None:
    @router.post("/session")
    async def post_session(body: SignInBody, request: Request, response: Response) -> SessionAnswer:
        check_origin(context, request)
        made = await sign_in_with_password(context, request, response, body.email, body.password)
        return await _answer(context, made.session.workspace_id, made.session.agent_id, made.token)

    @router.get("/session")
    async def get_session(who: AskingPerhaps, request: Request) -> SessionAnswer | None:
        return who and await _answer(context, who.workspace_id, who.agent.id, session_token(context, request))

    @router.delete("/session")
    async def delete_session(change: Change, response: Response) -> Done:
        who = change.principal
        receipt = await context.database.act(SignOut(**change.basis, token_hash=who.session.token_hash), sign_out)
        context.sockets.end_session(who.workspace_id, who.agent.id, who.session.token_hash)
        forget_session(context, response)
        return done(receipt)


def _add_links(router: APIRouter, context: Context) -> None:
    @router.post("/setup")
    async def post_setup(body: Setup, request: Request, response: Response) -> SessionAnswer:
        check_origin(context, request)
        with context.limits.by_link(caller(context, request)):
            return await _set_up(context, body, response)

    @router.post("/links/look")
    async def look(body: LinkBody, request: Request) -> LinkAnswer:
        check_origin(context, request)
        with context.limits.by_link(caller(context, request)):
            return await context.database.read(_link_answer, hashed(body.token), context.now())

    @router.post("/invitations/accept")
    async def accept(body: Acceptance, request: Request, response: Response) -> SessionAnswer:
        check_origin(context, request)
        with context.limits.by_link(caller(context, request)):
            return await _accept(context, body, response)


def _add_own(router: APIRouter, context: Context) -> None:
    @router.delete("/me/sessions")
    async def end_others(change: Change) -> Done:
        who = change.principal
        kept = who.session.token_hash
        receipt = await context.database.act(EndOtherSessions(**change.basis, token_hash=kept), end_other_sessions)
        context.sockets.end_agent(who.workspace_id, who.agent.id, but=kept)
        return done(receipt)

    @router.put("/me/password")
    async def put_password(body: PasswordBody, change: Change, request: Request, response: Response) -> Done:
        who = change.principal
        with (
            context.limits.from_address(caller(context, request)),
            context.limits.on_account(who.agent.email, known_device=who.agent.id),
        ):
            verified = await _present_password(context, body.current, who.workspace_id, who.agent.id)
        next_hash = await _next_password(context, body, who.agent.email)
        receipt = await context.database.act(
            ChangePassword(
                **change.basis,
                verified_hash=verified,
                password_hash=next_hash,
                token_hash=who.session.token_hash,
            ),
            change_password,
        )
        context.sockets.end_agent(who.workspace_id, who.agent.id, but=who.session.token_hash)
        keep_device(context, response, device_mark(who.agent.id, next_hash))
        return done(receipt)


async def _set_up(context: Context, body: Setup, response: Response) -> SessionAnswer:
    # Looked at before the slow hash is made, and once more in the transaction, where it counts.
    link = await context.database.read(links.get, hashed(body.token), ("setup",), context.now())
    password = validity.password(body.password, email=validity.email(body.email))
    password_hash = await context.passwords.hash(password)
    made = new_session(context, link.workspace_id, "")
    receipt = await context.database.act(
        FoundWorkspace(
            workspace_id=link.workspace_id,
            actor=SYSTEM,
            moment=context.moment(),
            token_hash=link.token_hash,
            workspace_name=body.workspace_name,
            name=body.name,
            email=body.email,
            password_hash=password_hash,
            language=body.language,
            session=made.session,
        ),
        found_workspace,
    )
    owner_id = receipt.answer.id
    return await _welcome(context, response, made, owner_id, password_hash)


async def _link_answer(reader: Reader, token_hash: str, now: int) -> LinkAnswer:
    """Looking uses nothing up. Every link that does not work is refused in the same words (B53)."""
    link = await links.get(reader, token_hash, ("setup", "invitation", "reset"), now)
    agent = await agents.get(reader, link.workspace_id, link.agent_id) if link.agent_id else None
    return LinkAnswer(kind=link.kind, name=agent.name if agent else "", email=agent.email if agent else "")


async def _accept(context: Context, body: Acceptance, response: Response) -> SessionAnswer:
    link = await context.database.read(links.get, hashed(body.token), ("invitation", "reset"), context.now())
    agent = await context.database.read(agents.get, link.workspace_id, link.agent_id or "")
    password_hash = await context.passwords.hash(validity.password(body.password, email=agent.email))
    made = new_session(context, link.workspace_id, agent.id)
    await context.database.act(
        AcceptLink(
            workspace_id=link.workspace_id,
            actor=Actor("agent", agent.id),
            moment=context.moment(),
            token_hash=link.token_hash,
            password_hash=password_hash,
            session=made.session,
            name=body.name,
            language=body.language,
        ),
        accept_link,
    )
    context.sockets.end_agent(link.workspace_id, agent.id)
    return await _welcome(context, response, made, agent.id, password_hash)


async def _welcome(
    context: Context, response: Response, made: NewSession, agent_id: str, password_hash: str
) -> SessionAnswer:
    give(context, response, made, agent_id, password_hash)
    return await _answer(context, made.session.workspace_id, agent_id, made.token)


async def _present_password(context: Context, current: str, workspace_id: str, agent_id: str) -> str:
    """The stored hash it fits."""
    stored = await context.database.read(sessions.password_hash, workspace_id, agent_id)
    if not await context.passwords.verify(stored, current) or stored is None:
        raise Forbidden("password_wrong", "The present password is another one.", "current")
    return stored


async def _next_password(context: Context, body: PasswordBody, email: str) -> str:
    """The hash of another password than the present one."""
    if body.current == body.password:
        raise Invalid("password_same", "Expected another password than the present one.", "password")
    return await context.passwords.hash(validity.password(body.password, email=email))


async def _answer(context: Context, workspace_id: str, agent_id: str, token: str) -> SessionAnswer:
    return await context.database.read(_session_answer, workspace_id, agent_id, csrf_of(token))


async def _session_answer(reader: Reader, workspace_id: str, agent_id: str, csrf: str) -> SessionAnswer:
    agent = await agents.get(reader, workspace_id, agent_id)
    return SessionAnswer(
        agent=await agents.view(reader, workspace_id, agent_id),
        workspace=await workspaces.view(reader, workspace_id),
        csrf=csrf,
        language=agent.language,
        preferences=await agents.preferences(reader, workspace_id, agent_id),
    )
