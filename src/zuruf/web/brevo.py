"""Routes of Brevo's REST API for conversations, so that its official SDKs work here with only their address set (X1, docs/brevo.md)."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zuruf.actions.agents import CreateByApi, create_by_api
from zuruf.actions.assignments import AssignGroup, assign_group
from zuruf.actions.messages import (
    ChangeMessage,
    PushMessage,
    SendAgentMessage,
    change_message,
    push_message,
    send_agent_message,
)
from zuruf.actions.signs import PingByApi, ping_by_api
from zuruf.errors import NotFound
from zuruf.integrations.brevo import request as wishes
from zuruf.integrations.brevo.message import VisitorGroup
from zuruf.integrations.brevo.refusal import refused_assignment
from zuruf.integrations.brevo.request import AgentByEmail, AgentById, NamedAgent
from zuruf.integrations.brevo.signer import signer_of, writer
from zuruf.store import agents
from zuruf.store.transaction import Receipt
from zuruf.web.api_key import api_basis
from zuruf.web.auth import Basis
from zuruf.web.brevo_call import BrevoRoute, answered, body_in, nothing, once
from zuruf.web.brevo_reading import check_is_agents, known_as, message_as_brevo, scene_of
from zuruf.web.context import Context

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def routes(context: Context) -> APIRouter:
    """Everything under /v3, by API key. Described by Brevo, so not a part of our own OpenAPI."""
    router = APIRouter(prefix="/v3", route_class=BrevoRoute, include_in_schema=False)
    _add_sending(router, context)
    _add_messages(router, context, "/conversations/messages", is_pushed=False)
    _add_messages(router, context, "/conversations/pushedMessages", is_pushed=True)
    _add_people(router, context)
    router.add_api_route("/{path:path}", _elsewhere, methods=METHODS)
    return router


def _add_sending(router: APIRouter, context: Context) -> None:
    @router.post("/conversations/messages")
    async def post_message(request: Request) -> Response:
        basis = await api_basis(context, request)
        message = wishes.new_message(await body_in(request))
        scene = await context.database.read(scene_of, basis, message.visitor_id)
        command = SendAgentMessage(
            **once(basis, request),
            conversation_id=scene.conversation.id,
            text=message.text,
            author=await _writer(context, basis, message.agent),
            received_from=message.received_from,
        )
        receipt = await context.database.act(command, send_agent_message)
        return await _sent(context, basis, receipt, is_pushed=False)

    @router.post("/conversations/pushedMessages")
    async def post_pushed_message(request: Request) -> Response:
        basis = await api_basis(context, request)
        message = wishes.new_pushed_message(await body_in(request))
        scene = await context.database.read(scene_of, basis, message.visitor_id)
        author = signer_of(message, scene.roster)
        command = PushMessage(
            **once(basis, request), conversation_id=scene.conversation.id, text=message.text, author=author
        )
        receipt = await context.database.act(command, push_message)
        return await _sent(context, basis, receipt, is_pushed=True)


def _add_messages(router: APIRouter, context: Context, path: str, *, is_pushed: bool) -> None:
    """Reading, changing and deleting one: ordinary and pushed messages are two worlds that do not see each other."""

    @router.get(path + "/{id}")
    async def get_message(id: str, request: Request) -> Response:
        basis = await api_basis(context, request)
        return answered(await message_as_brevo(context, basis, id, is_pushed=is_pushed))

    @router.put(path + "/{id}")
    async def put_message(id: str, request: Request) -> Response:
        basis = await api_basis(context, request)
        text = wishes.new_text(await body_in(request))
        await check_is_agents(context, basis, id, is_pushed=is_pushed)
        await context.database.act(
            ChangeMessage(**basis, message_id=id, text=text, is_pushed=is_pushed), change_message
        )
        return answered(await message_as_brevo(context, basis, id, is_pushed=is_pushed))

    @router.delete(path + "/{id}")
    async def delete_message(id: str, request: Request) -> Response:
        basis = await api_basis(context, request)
        await check_is_agents(context, basis, id, is_pushed=is_pushed)
        await context.database.act(
            ChangeMessage(**basis, message_id=id, text=None, is_pushed=is_pushed), change_message
        )
        return nothing()


def _add_people(router: APIRouter, context: Context) -> None:
    @router.post("/conversations/agentOnlinePing")
    async def post_ping(request: Request) -> Response:
        basis = await api_basis(context, request)
        agent = wishes.named_agent(await body_in(request))
        agent_id = agent.id if isinstance(agent, AgentById) else await _by_email(context, basis, agent)
        await context.database.act(PingByApi(**basis, agent_id=agent_id), ping_by_api)
        context.sockets.presence_touched(basis["workspace_id"])
        return nothing()

    @router.put("/conversations/visitorGroup")
    async def put_visitor_group(request: Request) -> Response:
        basis = await api_basis(context, request)
        chosen = wishes.chosen_group(await body_in(request))
        scene = await context.database.read(scene_of, basis, chosen.visitor_id)
        watching = context.sockets.watching(basis["workspace_id"], scene.conversation.id)
        command = AssignGroup(**basis, visitor_id=scene.visitor.id, group_id=chosen.group_id, watching=watching)
        note = (await context.database.act(command, assign_group)).answer.note
        if note:
            raise refused_assignment(note)
        name = await context.database.read(known_as, basis, scene.visitor)
        return answered(VisitorGroup(group_id=chosen.group_id, visitor_id=name))


async def _elsewhere(path: str, request: Request) -> Response:
    sentence = f"There is no {request.method} /v3/{path[:100]}: of Brevo's API only conversations are served here."
    raise NotFound("no_such_route", sentence)


async def _writer(context: Context, basis: Basis, named: NamedAgent) -> str:
    """The id of the agent a message comes from."""
    if isinstance(named, AgentById):
        return writer(await context.database.read(agents.load, basis["workspace_id"], named.id), "agentId").id
    agent_id = await _by_email(context, basis, named)
    return writer(await context.database.read(agents.load, basis["workspace_id"], agent_id), "agentEmail").id


async def _by_email(context: Context, basis: Basis, named: AgentByEmail) -> str:
    """An address means the same agent every time."""
    command = CreateByApi(**basis, email=named.email, name=named.name)
    return (await context.database.act(command, create_by_api)).answer.id


async def _sent(context: Context, basis: Basis, receipt: Receipt, *, is_pushed: bool) -> Response:
    return answered(await message_as_brevo(context, basis, receipt.answer.id, is_pushed=is_pushed))
