"""What a visitor reads of their own thread, beside what their socket brings: older messages, and one that another quotes (W5, I4)."""

from zuruf.domain.view import MessageForVisitor
from zuruf.errors import NotFound
from zuruf.store import conversations, messages, rosters
from zuruf.store.transaction import Reader
from zuruf.web.threads import VisitorThread, told_to_visitor, visitor_thread


async def older_of_visitor(reader: Reader, workspace_id: str, visitor_id: str, before: int, now: int) -> VisitorThread:
    """The page before the visitor's number `before`; empty while there is no conversation."""
    conversation = await conversations.of_visitor(reader, workspace_id, visitor_id)
    if conversation is None:
        return VisitorThread(messages=[], lines=[], has_more=False)
    roster = await rosters.load_roster(reader, workspace_id, now)
    return await visitor_thread(reader, workspace_id, conversation.id, before, roster)


async def message_of_visitor(
    reader: Reader, workspace_id: str, visitor_id: str, message_id: str, now: int
) -> MessageForVisitor:
    """One message; NotFound for a comment and for what is another's, as if it were not there (B36)."""
    conversation = await conversations.of_visitor(reader, workspace_id, visitor_id)
    message = await messages.load(reader, workspace_id, message_id)
    if message is None or conversation is None or message.conversation_id != conversation.id:
        raise _not_found()
    if not message.visitor_seq:
        raise _not_found()
    return told_to_visitor(message, await rosters.load_roster(reader, workspace_id, now))


def _not_found() -> NotFound:
    return NotFound("message_not_found", "There is no such message.")
