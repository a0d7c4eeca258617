"""Routes of the widget: its files, the frame's start and older messages; beside them those of its pages."""

from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from zuruf.actions import frames
from zuruf.actions.frames import LinkFrame
from zuruf.domain.token import hashed
from zuruf.errors import Invalid, NotFound, Unauthenticated, ZurufError
from zuruf.store import blocks, browsers, websites
from zuruf.web.answers import json_response
from zuruf.web.context import Context
from zuruf.web.headers import frame_policy
from zuruf.web.modes import Modes
from zuruf.web.numbers import number
from zuruf.web.problems import problem_of
from zuruf.web.sites import SiteBook
from zuruf.web.visitor_reading import message_of_visitor, older_of_visitor
from zuruf.web.widget_bodies import TOKEN_LETTERS, StartBody, body_of, frame_page
from zuruf.web.widget_door import WidgetDoor, require_origin, unread_of
from zuruf.web.widget_pages import WidgetPages

STATIC = Path(__file__).parent / "static" / "widget"
# Only for files: what is compressed beside a secret can give it away.
COMPRESSED = (Middleware(GZipMiddleware),)


class Widget:
    """The widget's routes with what they need."""

    def __init__(self, context: Context, modes: Modes, sites: SiteBook) -> None:
        self._context = context
        self._modes = modes
        self._door = WidgetDoor(context, sites)

    def routes(self) -> list[BaseRoute]:
        """All of them, to be mounted beside the API."""
        return [
            Route("/widget/loader.js", self._loader, middleware=COMPRESSED),
            Route("/widget/frame", self._frame),
            Route("/widget/preview", self._preview),
            Route("/widget/why", self._why),
            *WidgetPages(self._context, self._modes, self._door).routes(),
            Route("/widget/start", self._door.from_frame(self._start), methods=["POST"]),
            Route("/widget/messages", self._door.from_frame(self._messages), methods=["GET"]),
            Route("/widget/messages/{message_id}", self._door.from_frame(self._message), methods=["GET"]),
            Mount("/widget", StaticFiles(directory=STATIC, check_dir=False), middleware=COMPRESSED),
        ]

    async def _loader(self, _: Request) -> Response:
        """Five minutes in caches: a new version is everywhere soon after an upgrade."""
        return FileResponse(STATIC / "loader.js", headers={"Cache-Control": "public, max-age=300"})

    async def _frame(self, request: Request) -> Response:
        row = await self._context.database.read(websites.by_key, request.query_params.get("key", ""))
        if row is None:
            return problem_of(NotFound("unknown_key", "No website has this key."))
        # Of one that is switched off too: the chat's start is refused, and it says so in the visitor's language.
        policy = frame_policy(self._context.origin_for(request), row.website.origins)
        page = frame_page(request.query_params.get("language", ""))
        return HTMLResponse(page, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})

    async def _preview(self, request: Request) -> Response:
        """The frame as the console's settings show it: no key, no visitor, nothing stored; only our own pages may embed it."""
        policy = frame_policy(self._context.origin_for(request), ("'self'",))
        return HTMLResponse(frame_page(""), headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})

    async def _why(self, request: Request) -> Response:
        """Why the widget stays away from the page that asks, for whoever builds that page; readable everywhere, it tells no secret."""
        origin, sentence = request.headers.get("origin", ""), ""
        try:
            site = await self._door.site(request.query_params.get("key", ""))
            require_origin(site, origin)
        except ZurufError as error:
            sentence = f"Zuruf stays away from this page. {error.sentence}"
        return PlainTextResponse(sentence, headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"})

    async def _start(self, request: Request) -> Response:
        body = await body_of(request, StartBody)
        site = await self._door.site(body.key)
        token, key = self._context.chance(32).hex(), self._context.chance(16).hex()
        command = LinkFrame(
            **self._door.basis(site, body),
            token_hash=hashed(token),
            fresh_key_hash=hashed(key),
            known_token_hash=hashed(body.token) if len(body.token) >= TOKEN_LETTERS else "",
        )
        receipt = await self._context.database.act(command, frames.link_frame)
        browser = await self._context.database.read(browsers.get, site.workspace_id, receipt.answer.id)
        unread, has_conversation = await self._context.database.read(unread_of, site.workspace_id, browser.visitor_id)
        mode = await self._modes.mode_of(site.workspace_id, browser, browser.widget_language or browser.language)
        note = receipt.answer.note
        return json_response(
            {
                "token": body.token if note.startswith("known") else token,
                "browser": key if note.endswith("replaced") else None,
                "keep": browser.is_remembered,
                "has_conversation": has_conversation,
                "unread": unread,
                "mode": mode.mode,
            }
        )

    async def _messages(self, request: Request) -> Response:
        before = number(request.query_params.get("before", ""))
        if before is None:
            raise Invalid("invalid_before", "Expected the number of the oldest message on screen as before.", "before")
        workspace_id, visitor_id, now = await self._visitor(request)
        read = self._context.database.read
        return json_response(await read(older_of_visitor, workspace_id, visitor_id, before, now))

    async def _message(self, request: Request) -> Response:
        workspace_id, visitor_id, now = await self._visitor(request)
        wanted = request.path_params["message_id"]
        read = self._context.database.read
        return json_response(await read(message_of_visitor, workspace_id, visitor_id, wanted, now))

    async def _visitor(self, request: Request) -> tuple[str, str, int]:
        """Their workspace, themselves, and the time now."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        now, is_bearer = self._context.now(), scheme.lower() == "bearer"
        found = await self._context.database.read(blocks.admitted, hashed(token), now) if is_bearer else None
        if found is None:
            raise Unauthenticated("unknown_token", "This chat's token is not known any more.")
        return found[0], found[1].visitor_id, now
