"""Routes of deleting conversations and of bringing them back within 30 days (I6)."""

from fastapi import APIRouter
from fastapi.responses import Response

from zuruf.actions import deleting as actions
from zuruf.actions.deleting import DeletionCommand
from zuruf.domain.access import sees
from zuruf.domain.view import ConversationView, conversation_view
from zuruf.store import browsers, deleted, rosters, visitors
from zuruf.store.transaction import Reader
from zuruf.web.answers import Done, done, json_response
from zuruf.web.auth import Asking, Change, Principal, require_right
from zuruf.web.context import Context


def routes(context: Context) -> APIRouter:
    """All need `access` and `configure`."""
    router = APIRouter(prefix="/api", tags=["Conversations"])
    act, read = context.database.act, context.database.read

    @router.get("/deleted")
    async def get_deleted(who: Asking) -> Response:
        return json_response({"items": await read(_deleted, who, context.now())})

    @router.delete("/conversations/{conversation_id}")
    async def delete_conversation(conversation_id: str, change: Change) -> Done:
        command = DeletionCommand(**change.basis, conversation_id=conversation_id)
        receipt, workspace_id = await act(command, actions.delete), change.principal.workspace_id
        ids = await read(browsers.ids_formerly_of, workspace_id, receipt.answer.note)
        context.sockets.begin_anew(workspace_id, ids)
        return done(receipt)

    @router.post("/conversations/{conversation_id}/restore")
    async def post_restore(conversation_id: str, change: Change) -> Done:
        command = DeletionCommand(**change.basis, conversation_id=conversation_id)
        receipt, workspace_id = await act(command, actions.restore), change.principal.workspace_id
        ids = await read(browsers.ids_of_visitor, workspace_id, receipt.answer.note)
        context.sockets.begin_anew(workspace_id, ids)
        return done(receipt)

    return router


async def _deleted(reader: Reader, who: Principal, now: int) -> list[dict[str, str | int | ConversationView]]:
    require_right(who, "access")
    require_right(who, "configure")
    roster = await rosters.load_roster(reader, who.workspace_id, now)
    found = await deleted.newest(reader, who.workspace_id)
    seen = [one for one in found if sees(who.agent, one.conversation, roster)]
    people = await visitors.many(reader, who.workspace_id, [one.conversation.visitor_id for one in seen])
    return [
        {
            "conversation": conversation_view(one.conversation, people[one.conversation.visitor_id]),
            "by": one.by,
            "at": one.at,
        }
        for one in seen
    ]
