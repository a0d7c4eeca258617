"""Routes of the widget: its files, page views and what follows from them, the frame's start and older messages. Plain and quick."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from zuruf.actions import pages
from zuruf.actions.pages import FromPage, LinkFrame, TellAttributes, TellEvent, ViewPage
from zuruf.domain.actor import Actor
from zuruf.domain.token import hashed
from zuruf.errors import Forbidden, Invalid, NotFound, Unauthenticated, ZurufError
from zuruf.store import browsers, conversations, messages, rosters, websites
from zuruf.store.transaction import Reader, Receipt
from zuruf.store.websites import WebsiteRow
from zuruf.web.answers import json_response
from zuruf.web.context import Context
from zuruf.web.headers import frame_policy
from zuruf.web.modes import Modes
from zuruf.web.numbers import number
from zuruf.web.origins import address_of_request, country_of, device_of
from zuruf.web.problems import problem_of
from zuruf.web.sites import SiteBook
from zuruf.web.threads import VisitorThread, visitor_thread
from zuruf.web.widget_bodies import FRAME, AttributesBody, EventBody, Key, StartBody, Told, ViewBody, body_of

STATIC = Path(__file__).parent / "static" / "widget"
# Only for files: what is compressed beside a secret can give it away.
COMPRESSED = (Middleware(GZipMiddleware),)


Handler = Callable[[Request], Awaitable[Response]]


class Widget:
    """The widget's routes with what they need."""

    def __init__(self, context: Context, modes: Modes, sites: SiteBook) -> None:
        self._context = context
        self._modes = modes
        self._sites = sites

    def routes(self) -> list[BaseRoute]:
        """All of them, to be mounted beside the API."""
        return [
            Route("/widget/loader.js", self._loader, middleware=COMPRESSED),
            Route("/widget/frame", self._frame),
            Route("/widget/why", self._why),
            Route("/widget/view", self._from_page(self._view), methods=["POST"]),
            Route("/widget/judge", self._from_page(self._judge), methods=["POST"]),
            Route("/widget/opened", self._from_page(self._opened), methods=["POST"]),
            Route("/widget/custom-event", self._from_page(self._event), methods=["POST"]),
            Route("/widget/attributes", self._from_page(self._attributes), methods=["POST"]),
            Route("/widget/start", self._from_frame(self._start), methods=["POST"]),
            Route("/widget/messages", self._from_frame(self._messages), methods=["GET"]),
            Mount("/widget", StaticFiles(directory=STATIC, check_dir=False), middleware=COMPRESSED),
        ]

    async def _loader(self, _: Request) -> Response:
        """Five minutes in caches: a new version is everywhere soon after an upgrade."""
        return FileResponse(STATIC / "loader.js", headers={"Cache-Control": "public, max-age=300"})

    async def _frame(self, request: Request) -> Response:
        row = await self._context.database.read(websites.by_key, request.query_params.get("key", ""))
        if row is None or not row.website.is_enabled:
            return problem_of(NotFound("unknown_key", "No website has this key."))
        policy = frame_policy(self._context.origin_for(request), row.website.origins)
        return HTMLResponse(FRAME, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})

    async def _why(self, request: Request) -> Response:
        """Why the widget stays away from the page that asks, for whoever builds that page; readable everywhere, it tells no secret."""
        origin, sentence = request.headers.get("origin", ""), ""
        try:
            site = await self._site(request.query_params.get("key", ""))
            _require_origin(site, origin)
        except ZurufError as error:
            sentence = f"Zuruf stays away from this page. {error.sentence}"
        return PlainTextResponse(sentence, headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"})

    async def _view(self, request: Request, site: WebsiteRow) -> Response:
        body = await body_of(request, ViewBody)
        command = ViewPage(
            **self._basis(site, body),
            url=body.url,
            title=body.title,
            referrer=body.referrer,
            previous_url=body.previous_url,
            language=body.language,
            widget_language=body.widget_language,
            time_zone=body.time_zone,
            country=country_of(address_of_request(request, self._context.proxies)),
            device=device_of(request.headers.get("user-agent", "")),
        )
        receipt = await self._context.database.act(command, pages.view_page)
        self._modes.viewed(site.workspace_id, receipt.answer.id)
        self._tell_asked(site, receipt)
        return json_response(await self._look(site, receipt, body.widget_language or body.language))

    async def _look(self, site: WebsiteRow, receipt: Receipt, language: str) -> dict[str, object]:
        workspace_id, website = site.workspace_id, site.website
        browser = await self._context.database.read(browsers.get, workspace_id, receipt.answer.id)
        mode = await self._modes.mode_of(workspace_id, browser, language)
        unread, has_conversation = await self._context.database.read(_unread, workspace_id, browser.visitor_id)
        greeting = website.greetings.get(language[:2]) or next(iter(website.greetings.values()), "")
        return {
            **json.loads(receipt.answer.note),
            "mode": mode.mode,
            "position": website.position,
            "colour": website.colour,
            "greeting": greeting,
            "unread": unread,
            "has_conversation": has_conversation,
        }

    async def _judge(self, request: Request, site: WebsiteRow) -> Response:
        command = FromPage(**self._basis(site, await body_of(request, Told)))
        return self._judged(site, await self._context.database.act(command, pages.judge_again))

    async def _opened(self, request: Request, site: WebsiteRow) -> Response:
        command = FromPage(**self._basis(site, await body_of(request, Told)))
        receipt = await self._context.database.act(command, pages.open_widget)
        self._modes.viewed(site.workspace_id, receipt.answer.id)
        return self._judged(site, receipt)

    async def _event(self, request: Request, site: WebsiteRow) -> Response:
        body = await body_of(request, EventBody)
        command = TellEvent(**self._basis(site, body), name=body.name)
        return self._judged(site, await self._context.database.act(command, pages.tell_event))

    async def _attributes(self, request: Request, site: WebsiteRow) -> Response:
        body = await body_of(request, AttributesBody)
        command = TellAttributes(**self._basis(site, body), attributes=body.attributes)
        return self._judged(site, await self._context.database.act(command, pages.tell_attributes))

    def _judged(self, site: WebsiteRow, receipt: Receipt) -> Response:
        self._tell_asked(site, receipt)
        return json_response(json.loads(receipt.answer.note))

    def _tell_asked(self, site: WebsiteRow, receipt: Receipt) -> None:
        if "ask_for_group" in json.loads(receipt.answer.note)["acts"]:
            self._modes.asked(site.workspace_id, receipt.answer.id)

    async def _start(self, request: Request) -> Response:
        body = await body_of(request, StartBody)
        site = await self._site(body.key)
        token, key = self._context.chance(32).hex(), self._context.chance(16).hex()
        command = LinkFrame(
            **self._basis(site, body),
            token_hash=hashed(token),
            fresh_key_hash=hashed(key),
            known_token_hash=hashed(body.token) if body.token else "",
        )
        receipt = await self._context.database.act(command, pages.link_frame)
        browser = await self._context.database.read(browsers.get, site.workspace_id, receipt.answer.id)
        unread, has_conversation = await self._context.database.read(_unread, site.workspace_id, browser.visitor_id)
        mode = await self._modes.mode_of(site.workspace_id, browser, browser.widget_language or browser.language)
        note = receipt.answer.note
        return json_response(
            {
                "token": body.token if note.startswith("known") else token,
                "browser": key if note.endswith("replaced") else None,
                "has_conversation": has_conversation,
                "unread": unread,
                "mode": mode.mode,
            }
        )

    async def _messages(self, request: Request) -> Response:
        before = number(request.query_params.get("before", ""))
        if before is None:
            raise Invalid("invalid_before", "Expected the number of the oldest message on screen as before.", "before")
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        now = self._context.now()
        found = (
            await self._context.database.read(browsers.by_token, hashed(token), now)
            if scheme.lower() == "bearer"
            else None
        )
        if found is None:
            raise Unauthenticated("unknown_token", "This chat's token is not known any more.")
        workspace_id, browser = found
        return json_response(await self._context.database.read(_older, workspace_id, browser.visitor_id, before, now))

    async def _site(self, key: str) -> WebsiteRow:
        row = await self._context.database.read(websites.by_key, key[:200]) if key else None
        if row is None or not row.website.is_enabled:
            raise NotFound(
                "unknown_key", "No website of this server has this key. Copy the snippet again from the settings."
            )
        self._sites.learn(row)
        return row

    def _basis(self, site: WebsiteRow, body: Told) -> pages.PageBasis:
        if len(body.browser) < 16 or len(body.browser) > 200:
            raise Invalid("invalid_browser", "Expected a browser key of at least 16 characters.", "browser")
        return pages.PageBasis(
            workspace_id=site.workspace_id,
            actor=Actor("page", site.website.id),
            moment=self._context.moment(),
            website_id=site.website.id,
            key_hash=hashed(body.browser),
            tab=body.page or body.tab,
            watching=self._context.sockets.watched(site.workspace_id),
        )

    def _from_page(self, handle: Callable[[Request, WebsiteRow], Awaitable[Response]]) -> Handler:
        """For requests of the loader: on the website's own origins only (B12); a foreign one gets no CORS header to read why."""

        async def answer(request: Request) -> Response:
            origin = request.headers.get("origin", "")
            try:
                site = await self._site((await body_of(request, Key)).key)
                _require_origin(site, origin)
            except ZurufError as error:
                return problem_of(error)
            response = await _answered(handle(request, site))
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Vary"] = "Origin"
            response.headers["Cache-Control"] = "no-store"
            return response

        return answer

    def _from_frame(self, handle: Handler) -> Handler:
        """For requests of our own frame."""

        async def answer(request: Request) -> Response:
            origin = request.headers.get("origin")
            if origin is not None and origin != self._context.origin_for(request):
                return problem_of(Forbidden("foreign_origin", "Only the widget's own frame may ask this."))
            response = await _answered(handle(request))
            response.headers["Cache-Control"] = "no-store"
            return response

        return answer


def _require_origin(site: WebsiteRow, origin: str) -> None:
    if origin not in site.website.origins:
        named = origin[:100] or "A page without origin"
        sentence = (
            f"{named} is not among the origins of the website “{site.website.name}”. Add it in Settings → Websites."
        )
        raise Forbidden("foreign_origin", sentence)


async def _answered(work: Awaitable[Response]) -> Response:
    try:
        return await work
    except ZurufError as error:
        return problem_of(error)


async def _unread(reader: Reader, workspace_id: str, visitor_id: str) -> tuple[int, bool]:
    conversation = await conversations.of_visitor(reader, workspace_id, visitor_id)
    if conversation is None:
        return 0, False
    unread = await messages.unread_by_visitor(reader, workspace_id, conversation.id, conversation.visitor_read)
    return unread, conversation.visitor_head > 0


async def _older(reader: Reader, workspace_id: str, visitor_id: str, before: int, now: int) -> VisitorThread:
    conversation = await conversations.of_visitor(reader, workspace_id, visitor_id)
    if conversation is None:
        return VisitorThread(messages=[], lines=[], has_more=False)
    roster = await rosters.load_roster(reader, workspace_id, now)
    return await visitor_thread(reader, workspace_id, conversation.id, before, roster)
