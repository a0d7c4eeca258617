"""What Brevo's API looks up: a visitor by either name, an agent, and a message as its programs see it."""

import asyncio
from dataclasses import dataclass

from zuruf.domain.agent import Agent
from zuruf.domain.message import Message
from zuruf.domain.visitor import Visitor
from zuruf.errors import Invalid, NotFound
from zuruf.integrations.brevo.html import html_of
from zuruf.integrations.brevo.message import MessageObject, is_for_brevo, message_object, was_missed
from zuruf.store import messages, scenes, visitors
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Reader
from zuruf.web.auth import Basis
from zuruf.web.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A message in its scene, and what the caller knows its visitor by."""

    message: Message
    scene: Scene
    visitor_id: str


async def scene_of(reader: Reader, basis: Basis, visitor_id: str) -> Scene:
    """The scene of the visitor whom we, or else the page's own code, call so; NotFound for those of other workspaces."""
    visitor = await _visitor(reader, basis["workspace_id"], visitor_id)
    return await scenes.of_visitor(reader, basis["workspace_id"], visitor.id, basis["moment"].at)


async def known_as(reader: Reader, basis: Basis, visitor: Visitor) -> str:
    """What programs call the visitor: the page's own name as long as it leads back here, else ours."""
    if not visitor.page_id:
        return visitor.id
    meant = await _visitor(reader, basis["workspace_id"], visitor.page_id)
    return visitor.page_id if meant.id == visitor.id else visitor.id


async def find_message(reader: Reader, basis: Basis, message_id: str, *, is_pushed: bool) -> Found:
    """A message of this workspace and this kind, or NotFound."""
    at = basis["moment"].at
    message = await messages.load(reader, basis["workspace_id"], message_id)
    if message is None or not is_for_brevo(message, is_pushed=is_pushed):
        raise NotFound("message_not_found", "There is no such message.")
    scene = await scenes.of_conversation(reader, basis["workspace_id"], message.conversation_id, at)
    return Found(message=message, scene=scene, visitor_id=await known_as(reader, basis, scene.visitor))


async def message_as_brevo(context: Context, basis: Basis, message_id: str, *, is_pushed: bool) -> MessageObject:
    """The message object of a message's id, or NotFound. Rendering is done aside: it may take longer than others like to wait."""
    id_ = checked_id(message_id)
    found = await context.database.read(find_message, basis, id_, is_pushed=is_pushed)
    html = await asyncio.to_thread(html_of, found.message.text)
    missed = was_missed(found.message, found.scene.conversation, found.scene.roster, basis["moment"].at)
    return message_object(found.message, html, visitor_id=found.visitor_id, author=_author(found), was_missed=missed)


async def check_is_agents(context: Context, basis: Basis, message_id: str, *, is_pushed: bool) -> None:
    """Only agents' messages can be changed or deleted; Brevo documents 400 and 404, so a visitor's is the former."""
    id_ = checked_id(message_id)
    found = await context.database.read(find_message, basis, id_, is_pushed=is_pushed)
    if found.message.kind != "agent":
        raise Invalid("not_an_agents_message", "Only messages of the type agent can be changed or deleted.", "id")


def checked_id(message_id: str) -> str:
    """The id, if it could be one: what no database would take is not there either."""
    if not message_id.isascii() or not message_id.isprintable():
        raise NotFound("message_not_found", "There is no such message.")
    return message_id


async def _visitor(reader: Reader, workspace_id: str, visitor_id: str) -> Visitor:
    ours = await visitors.load(reader, workspace_id, visitor_id)
    visitor = ours or await visitors.by_page_id(reader, workspace_id, visitor_id)
    if visitor is None:
        raise NotFound("visitor_not_found", "There is no such visitor.", "visitorId")
    return visitor


def _author(found: Found) -> Agent | None:
    is_agents = found.message.kind == "agent"
    return found.scene.roster.agents.get(found.message.author) if is_agents else None
