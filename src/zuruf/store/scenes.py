"""What a decision about one conversation needs, in one load: the roster, the conversation and its visitor."""

from dataclasses import dataclass

from zuruf.domain.conversation import Conversation
from zuruf.domain.visitor import Visitor
from zuruf.domain.workspace import Roster
from zuruf.errors import NotFound
from zuruf.store import conversations, rosters, visitors
from zuruf.store.transaction import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One conversation and everybody around it at one moment; `watching` are the agents who look at it, where it is asked (A22)."""

    roster: Roster
    conversation: Conversation
    visitor: Visitor
    watching: frozenset[str] = frozenset()


async def of_conversation(reader: Reader, workspace_id: str, conversation_id: str, now: int) -> Scene:
    """The scene of a conversation, or NotFound."""
    return await _around(reader, workspace_id, await conversations.get(reader, workspace_id, conversation_id), now)


async def of_visitor(reader: Reader, workspace_id: str, visitor_id: str, now: int) -> Scene:
    """The scene of a visitor's conversation, or NotFound."""
    conversation = await conversations.of_visitor(reader, workspace_id, visitor_id)
    if conversation is None:
        raise NotFound("visitor_not_found", "There is no such visitor.")
    return await _around(reader, workspace_id, conversation, now)


async def with_roster(reader: Reader, roster: Roster, conversation_id: str) -> Scene:
    """The same for one of many conversations, with the roster loaded once for all."""
    return await _with(reader, roster, await conversations.get(reader, roster.workspace.id, conversation_id))


async def _around(reader: Reader, workspace_id: str, conversation: Conversation, now: int) -> Scene:
    return await _with(reader, await rosters.load_roster(reader, workspace_id, now), conversation)


async def _with(reader: Reader, roster: Roster, conversation: Conversation) -> Scene:
    visitor = await visitors.load(reader, roster.workspace.id, conversation.visitor_id)
    if visitor is None:
        raise NotFound("visitor_not_found", "There is no such visitor.")
    return Scene(roster=roster, conversation=conversation, visitor=visitor)
