"""Routes of blocking visitors (I6, B72), and who is blocked."""

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from zuruf.actions import blocks as actions
from zuruf.actions.blocks import BlockVisitor, VisitorCommand
from zuruf.domain.view import VisitorView, visitor_view
from zuruf.store import blocks, browsers, rosters, visitors
from zuruf.store.transaction import Reader
from zuruf.web.answers import Body, Done, done, json_response
from zuruf.web.auth import Asking, Change, Principal, require_right
from zuruf.web.context import Context
from zuruf.web.numbers import Number


class BlockBody(Body):
    """Why, for colleagues, and until when in ms UTC; without a time it is for good."""

    reason: str = Field(default="", max_length=5_000)
    until: Number | None = None


def routes(context: Context) -> APIRouter:
    """All need `assign`."""
    router = APIRouter(prefix="/api", tags=["Visitors"])
    act, read = context.database.act, context.database.read

    @router.get("/blocks")
    async def get_blocks(who: Asking) -> Response:
        return json_response({"items": await read(_blocked, who, context.now())})

    @router.put("/visitors/{visitor_id}/block")
    async def put_block(visitor_id: str, body: BlockBody, change: Change) -> Done:
        command = BlockVisitor(**change.basis, visitor_id=visitor_id, reason=body.reason, until=body.until)
        receipt = await act(command, actions.block)
        workspace_id = change.principal.workspace_id
        ids = await read(browsers.ids_of_visitor, workspace_id, visitor_id)
        context.sockets.turn_away(workspace_id, visitor_id, ids)
        return done(receipt)

    @router.delete("/visitors/{visitor_id}/block")
    async def delete_block(visitor_id: str, change: Change) -> Done:
        return done(await act(VisitorCommand(**change.basis, visitor_id=visitor_id), actions.unblock))

    return router


async def _blocked(reader: Reader, who: Principal, now: int) -> list[dict[str, str | VisitorView]]:
    require_right(who, "assign")
    roster = await rosters.load_roster(reader, who.workspace_id, now)
    rows = await blocks.everyone(reader, roster.agents[who.agent.id], roster)
    people = await visitors.many(reader, who.workspace_id, [str(visitor_id) for visitor_id, _ in rows])
    return [
        {"visitor": visitor_view(people[str(visitor_id)]), "conversation_id": str(conversation_id)}
        for visitor_id, conversation_id in rows
    ]
