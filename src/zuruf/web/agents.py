"""Routes of agents: inviting, changing, one's own presence (X6, P1)."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from zuruf.actions.agents import (
    ChangeAgent,
    ChangeMe,
    ChoosePresence,
    InviteAgent,
    change_agent,
    change_me,
    choose_presence,
    invite_agent,
)
from zuruf.actions.sessions import OfferReset, offer_reset
from zuruf.domain.agent import Presence, Right, Role
from zuruf.domain.token import secret_of
from zuruf.domain.view import AgentView
from zuruf.store import agents, links
from zuruf.store.transaction import Reader, Receipt
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import Asking, Change, Changing, require_right
from zuruf.web.context import Context


class InvitationBody(Body):
    """Somebody to be invited."""

    name: str = Field(max_length=200)
    email: str = Field(max_length=300)
    role: Role = "agent"
    rights: list[Right] = Field(default_factory=lambda: list[Right](("access", "assign")), max_length=3)
    language: str = Field(default="en", max_length=20)


class AgentBody(Body):
    """What is left out stays as it is."""

    version: int
    name: str | None = Field(default=None, max_length=200)
    role: Role | None = None
    rights: list[Right] | None = Field(default=None, max_length=3)
    is_active: bool | None = None


class PresenceBody(Body):
    """Chosen by hand."""

    presence: Presence


class MeBody(Body):
    """What is left out stays as it is."""

    name: str | None = Field(default=None, max_length=200)
    language: str | None = Field(default=None, max_length=20)
    preferences: dict[str, str] | None = Field(default=None, max_length=50)


class AgentList(BaseModel):
    """All agents by name; `invited` are those whose invitation still waits for them."""

    items: list[AgentView]
    invited: list[str]


class Linked(Done):
    """With a link, shown once; null when the same request was answered before."""

    link: str | None


def routes(context: Context) -> APIRouter:
    """Colleagues (`access` or `configure` to read, `configure` to change) and oneself."""
    router = APIRouter(prefix="/api", tags=["Settings"])
    _add_agents(router, context)
    _add_me(router, context)
    return router


def _add_agents(router: APIRouter, context: Context) -> None:
    @router.get("/agents")
    async def get_agents(who: Asking) -> AgentList:
        # Whoever may invite and change agents needs to see which there are.
        if not who.agent.may("configure"):
            require_right(who, "access")
        return await context.database.read(_agent_list, who.workspace_id, context.now())

    @router.post("/agents", status_code=201)
    async def post_agent(body: InvitationBody, change: Change) -> Linked:
        command = InviteAgent(
            **change.basis,
            name=body.name,
            email=body.email,
            role=body.role,
            rights=frozenset(body.rights),
            language=body.language,
        )
        return _linked(change, await context.database.act(command, invite_agent), "invitation")

    @router.patch("/agents/{agent_id}")
    async def patch_agent(agent_id: str, body: AgentBody, change: Change) -> Done:
        command = ChangeAgent(
            **change.basis,
            agent_id=agent_id,
            version=body.version,
            name=body.name,
            role=body.role,
            rights=None if body.rights is None else frozenset(body.rights),
            is_active=body.is_active,
        )
        receipt = await context.database.act(command, change_agent)
        if receipt.answer.changed and (body.role or body.rights is not None or body.is_active is False):
            context.sockets.end_agent(change.principal.workspace_id, agent_id)
        return done(receipt)

    @router.post("/agents/{agent_id}/password-link", status_code=201)
    async def post_password_link(agent_id: str, change: Change) -> Linked:
        command = OfferReset(**change.basis, agent_id=agent_id)
        return _linked(change, await context.database.act(command, offer_reset), "reset")


def _add_me(router: APIRouter, context: Context) -> None:
    @router.put("/me/presence")
    async def put_presence(body: PresenceBody, change: Change) -> Done:
        command = ChoosePresence(**change.basis, presence=body.presence)
        return done(await context.database.act(command, choose_presence))

    @router.patch("/me")
    async def patch_me(body: MeBody, change: Change) -> Done:
        command = ChangeMe(**change.basis, name=body.name, language=body.language, preferences=body.preferences)
        return done(await context.database.act(command, change_me))


async def _agent_list(reader: Reader, workspace_id: str, now: int) -> AgentList:
    return AgentList(
        items=await agents.views(reader, workspace_id), invited=await links.invited(reader, workspace_id, now)
    )


def _linked(change: Changing, receipt: Receipt, purpose: str) -> Linked:
    """The token stands behind `#`, which browsers keep to themselves (B08); the address is the configured one (B54),
    without one that of the page that asks, whose Origin agreed with it."""
    token = secret_of(change.basis["moment"], purpose)
    link = None if receipt.dup else f"{change.origin}/console/invitation#{token}"
    return Linked(**done(receipt).model_dump(), link=link)
