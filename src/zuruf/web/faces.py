"""Routes of agents' pictures (W5): changing one's own, and the picture itself, which visitors may see."""

import re

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from zuruf.actions.agents import ChangePicture, change_picture
from zuruf.depot.depot import face_name
from zuruf.errors import Invalid, NotFound
from zuruf.web.answers import json_response
from zuruf.web.auth import Basis, Changing, changing, changing_by
from zuruf.web.context import Context
from zuruf.web.files import BYTES, HEADERS, Handler
from zuruf.web.origins import address_of_request
from zuruf.web.receiving import Receiving

ID = re.compile(r"pic_[0-9A-Za-z]{26}")
# Another picture has another address: what lies under this one never changes. Nobody guesses 80 random bits.
KEPT = {**HEADERS, "Cache-Control": "private, max-age=604800, immutable"}


def routes(context: Context) -> list[BaseRoute]:
    """Plain routes: nothing reads their bodies but they."""
    return [
        Route("/api/me/picture", _putting(context, Receiving(context.depot)), methods=["PUT"]),
        Route("/api/me/picture", _deleting(context), methods=["DELETE"]),
        Route("/widget/faces/{picture}", _showing(context), methods=["GET"]),
    ]


def _putting(context: Context, receiving: Receiving) -> Handler:
    async def put_picture(request: Request) -> Response:
        change = await changing_by(request, BYTES)
        picture = change.basis["moment"].id("pic")
        with receiving.place(str(change.principal.actor), address_of_request(request, context.proxies)):
            try:
                await receiving.keep_face(request, picture)
            except ClientDisconnect as error:
                raise Invalid(
                    "file_interrupted", "The picture did not arrive as a whole. Send it again.", "file"
                ) from error
        return await _changed(context, change, picture)

    return put_picture


def _deleting(context: Context) -> Handler:
    async def delete_picture(request: Request) -> Response:
        return await _changed(context, await changing(request), "")

    return delete_picture


async def _changed(context: Context, change: Changing, picture: str) -> Response:
    """The picture of before is kept no longer."""
    basis = Basis(
        workspace_id=change.principal.workspace_id,
        actor=change.principal.actor,
        moment=change.basis["moment"],
        cid=None,
    )
    receipt = await context.database.act(ChangePicture(**basis, picture=picture), change_picture)
    if receipt.answer.note:
        await context.depot.delete(face_name(receipt.answer.note))
    return json_response({"picture": picture, "changed": receipt.answer.changed})


def _showing(context: Context) -> Handler:
    async def get_picture(request: Request) -> Response:
        name = request.path_params["picture"]
        if not ID.fullmatch(name):
            raise _not_found()
        try:
            size, chunks = await context.depot.get(face_name(name))
        except FileNotFoundError as error:
            raise _not_found() from error
        return StreamingResponse(chunks, media_type="image/webp", headers={**KEPT, "Content-Length": str(size)})

    return get_picture


def _not_found() -> NotFound:
    return NotFound("picture_not_found", "There is no such picture.")
