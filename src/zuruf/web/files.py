"""Routes of files: sending one, and having one, for agents and for visitors. Plain routes: nothing reads their bodies but they (I4, W5)."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from zuruf.actions.files import AnnounceFile, KeepFile, announce_file, keep_file
from zuruf.depot.depot import names_of
from zuruf.domain.access import require, sees
from zuruf.domain.actor import Actor
from zuruf.domain.file import PICTURES, File
from zuruf.domain.token import hashed
from zuruf.errors import Forbidden, Invalid, NotFound, Unauthenticated
from zuruf.store import blocks, conversations, files, messages, rosters
from zuruf.store.browsers import Browser
from zuruf.store.transaction import Reader
from zuruf.web.answers import json_response
from zuruf.web.auth import Basis, Principal, changing_by, principal
from zuruf.web.context import Context
from zuruf.web.origins import address_of_request
from zuruf.web.receiving import Receiving

BYTES = "application/octet-stream"
# What somebody sent is never a page: not rendered, not guessed at, not used by another site (B27, B28). Whoever may no longer have it is
# refused; their browser forgets it within five minutes (B29).
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=300",
}
Handler = Callable[[Request], Awaitable[Response]]


def routes(context: Context) -> list[BaseRoute]:
    """For agents with their session, for visitors with their frame's token."""
    receiving = Receiving(context.depot)
    return [
        Route("/api/conversations/{conversation_id}/files", _of_agent(context, receiving), methods=["POST"]),
        Route("/api/files/{file_id}", _for_agent(context), methods=["GET"]),
        Route("/widget/files", _of_visitor(context, receiving), methods=["POST"]),
        Route("/widget/files/{file_id}", _for_visitor(context), methods=["GET"]),
    ]


def _of_agent(context: Context, receiving: Receiving) -> Handler:
    async def post_file(request: Request) -> Response:
        change = await changing_by(request, BYTES)
        # Never a repetition: bytes that come a second time are a second file, and the first stays what it was.
        who, moment = change.principal, change.basis["moment"]
        basis = Basis(workspace_id=who.workspace_id, actor=who.actor, moment=moment, cid=None)
        command = AnnounceFile(**basis, conversation_id=request.path_params["conversation_id"])
        return await _arrive(context, receiving, request, command)

    return post_file


def _of_visitor(context: Context, receiving: Receiving) -> Handler:
    async def post_file(request: Request) -> Response:
        _require_frame(context, request)
        workspace_id, browser = await _browser_of(context, request)
        actor = Actor("visitor", browser.visitor_id)
        basis = Basis(workspace_id=workspace_id, actor=actor, moment=context.moment(), cid=None)
        command = AnnounceFile(**basis, browser_id=browser.id)
        return await _arrive(context, receiving, request, command)

    return post_file


async def _arrive(context: Context, receiving: Receiving, request: Request, command: AnnounceFile) -> Response:
    """Announced, received, kept, and only then said to be there (F39)."""
    act, address = context.database.act, address_of_request(request, context.proxies)
    with receiving.place(str(command.actor), address):
        file_id = (await act(command, announce_file)).answer.id
        try:
            arrived = await receiving.keep(request, command.workspace_id, file_id)
        except ClientDisconnect as error:
            raise Invalid("file_interrupted", "The file did not arrive as a whole. Send it again.", "file") from error
    basis = Basis(workspace_id=command.workspace_id, actor=command.actor, moment=context.moment(), cid=None)
    await act(KeepFile(**basis, shown=arrived.view, has_small=arrived.has_small), keep_file)
    return json_response(arrived.view, 201)


def _for_agent(context: Context) -> Handler:
    async def get_file(request: Request) -> Response:
        who = await principal(request)
        file = await context.database.read(_agents_file, who, request.path_params["file_id"], context.now())
        return await _sent(context, request, who.workspace_id, file)

    return get_file


def _for_visitor(context: Context) -> Handler:
    async def get_file(request: Request) -> Response:
        _require_frame(context, request)
        workspace_id, browser = await _browser_of(context, request)
        file = await context.database.read(_visitors_file, workspace_id, browser, request.path_params["file_id"])
        return await _sent(context, request, workspace_id, file)

    return get_file


async def _agents_file(reader: Reader, who: Principal, file_id: str, now: int) -> File:
    """One's own, or that of a message one may read; NotFound otherwise, whether it exists or not (B36, B37)."""
    require(who.agent, "access")
    file = await files.load(reader, who.workspace_id, file_id)
    if file is None or file.stored_at is None:
        raise _not_found()
    if file.message_id is None:
        if file.uploader != str(who.actor):
            raise _not_found()
        return file
    message = await messages.load(reader, who.workspace_id, file.message_id)
    conversation = await conversations.load(reader, who.workspace_id, file.conversation_id)
    roster = await rosters.load_roster(reader, who.workspace_id, now)
    if message is None or message.deleted_at or conversation is None or not sees(who.agent, conversation, roster):
        raise _not_found()
    return file


async def _visitors_file(reader: Reader, workspace_id: str, browser: Browser, file_id: str) -> File:
    """That of a message in the visitor's own thread; a comment's is not there."""
    file = await files.load(reader, workspace_id, file_id)
    message = await messages.load(reader, workspace_id, file.message_id) if file and file.message_id else None
    conversation = await conversations.of_visitor(reader, workspace_id, browser.visitor_id)
    if file is None or message is None or conversation is None:
        raise _not_found()
    if message.deleted_at or not message.visitor_seq or message.conversation_id != conversation.id:
        raise _not_found()
    return file


async def _sent(context: Context, request: Request, workspace_id: str, file: File) -> Response:
    large, small = names_of(workspace_id, file.id)
    is_small = file.has_small and request.query_params.get("size") == "small"
    try:
        size, chunks = await context.depot.get(small if is_small else large)
    except FileNotFoundError as error:
        raise _not_found() from error
    headers = {**HEADERS, "Content-Length": str(size), "Content-Disposition": _disposition(file)}
    return StreamingResponse(chunks, media_type="image/webp" if is_small else file.view.type, headers=headers)


def _disposition(file: File) -> str:
    """RFC 6266: for the old ones in ASCII, for all others as it is. Only what we have drawn ourselves is shown in place (B32)."""
    name = file.view.name
    plain = "".join(letter if letter.isascii() and letter not in '"\\%' else "_" for letter in name)
    how = "inline" if file.view.type in PICTURES else "attachment"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


async def _browser_of(context: Context, request: Request) -> tuple[str, Browser]:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    is_bearer = scheme.lower() == "bearer"
    found = await context.database.read(blocks.admitted, hashed(token), context.now()) if is_bearer else None
    if found is None:
        raise Unauthenticated("unknown_token", "This chat's token is not known any more.")
    return found


def _require_frame(context: Context, request: Request) -> None:
    origin = request.headers.get("origin")
    if origin is not None and origin != context.origin_for(request):
        raise Forbidden("foreign_origin", "Only the widget's own frame may ask this.")


def _not_found() -> NotFound:
    return NotFound("file_not_found", "There is no such file.")
