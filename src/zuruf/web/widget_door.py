"""Who may ask what of the widget's routes: pages of a website's own origins (B12), and our own frame."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from zuruf.domain.actor import Actor
from zuruf.domain.token import hashed
from zuruf.errors import Forbidden, Invalid, NotFound, ZurufError
from zuruf.store import conversations, messages, websites
from zuruf.store.from_page import PageBasis
from zuruf.store.transaction import Reader
from zuruf.store.websites import WebsiteRow
from zuruf.web.context import Context
from zuruf.web.problems import problem_of
from zuruf.web.sealing import unsealed
from zuruf.web.sites import SiteBook
from zuruf.web.widget_bodies import Key, Told, body_of

Handler = Callable[[Request], Awaitable[Response]]


class WidgetDoor:
    """Lets requests in, and says what each command of theirs begins with."""

    def __init__(self, context: Context, sites: SiteBook) -> None:
        self._context = context
        self._sites = sites

    async def site(self, key: str) -> WebsiteRow:
        """The website of this key, NotFound for an unknown one and for one that is switched off."""
        row = await self._context.database.read(websites.by_key, key[:200]) if key else None
        if row is None or not row.website.is_enabled:
            raise NotFound(
                "unknown_key", "No website of this server has this key. Copy the snippet again from the settings."
            )
        self._sites.learn(row)
        return row

    def basis(self, site: WebsiteRow, body: Told) -> PageBasis:
        """A page nobody remembers names itself by what it carries (W1b)."""
        if len(body.browser) < 16 or len(body.browser) > 200:
            raise Invalid("invalid_browser", "Expected a browser key of at least 16 characters.", "browser")
        unkept = unsealed(body.page, site.page_key)
        return PageBasis(
            workspace_id=site.workspace_id,
            actor=Actor("page", site.website.id),
            moment=self._context.moment(),
            website_id=site.website.id,
            key_hash=hashed(body.browser),
            tab=unkept.id if unkept else body.page or body.tab,
            watching=self._context.sockets.watched(site.workspace_id),
            remembers=site.website.widget.remembers,
            unkept=unkept,
        )

    def from_page(self, handle: Callable[[Request, WebsiteRow], Awaitable[Response]]) -> Handler:
        """For requests of the loader: on the website's own origins only (B12); a foreign one gets no CORS header to read why."""

        async def answer(request: Request) -> Response:
            origin = request.headers.get("origin", "")
            try:
                site = await self.site((await body_of(request, Key)).key)
                require_origin(site, origin)
            except ZurufError as error:
                return problem_of(error)
            response = await _answered(handle(request, site))
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Vary"] = "Origin"
            response.headers["Cache-Control"] = "no-store"
            return response

        return answer

    def from_frame(self, handle: Handler) -> Handler:
        """For requests of our own frame."""

        async def answer(request: Request) -> Response:
            origin = request.headers.get("origin")
            if origin is not None and origin != self._context.origin_for(request):
                return problem_of(Forbidden("foreign_origin", "Only the widget's own frame may ask this."))
            response = await _answered(handle(request))
            response.headers["Cache-Control"] = "no-store"
            return response

        return answer


def require_origin(site: WebsiteRow, origin: str) -> None:
    """Forbidden unless the page is one of the website's own."""
    if origin not in site.website.origins:
        named = origin[:100] or "A page without origin"
        sentence = (
            f"{named} is not among the origins of the website “{site.website.name}”. Add it in Settings → Websites."
        )
        raise Forbidden("foreign_origin", sentence)


async def unread_of(reader: Reader, workspace_id: str, visitor_id: str) -> tuple[int, bool]:
    """How many messages the visitor has not read, and whether there is anything in their conversation."""
    conversation = await conversations.of_visitor(reader, workspace_id, visitor_id)
    if conversation is None:
        return 0, False
    unread = await messages.unread_by_visitor(reader, workspace_id, conversation.id, conversation.visitor_read)
    return unread, conversation.visitor_head > 0


async def _answered(work: Awaitable[Response]) -> Response:
    try:
        return await work
    except ZurufError as error:
        return problem_of(error)
