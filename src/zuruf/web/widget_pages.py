"""What the loader tells of its page: page views and what follows from them, in plain and quick requests."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from zuruf.actions import pages
from zuruf.actions.pages import TellAttributes, TellEvent, ViewPage
from zuruf.store import browsers
from zuruf.store.browsers import Browser
from zuruf.store.from_page import FromPage, PageNote
from zuruf.store.remembering import unkept
from zuruf.store.transaction import Receipt
from zuruf.store.websites import WebsiteRow
from zuruf.web.answers import json_response
from zuruf.web.context import Context
from zuruf.web.modes import Modes
from zuruf.web.origins import address_of_request, country_of, device_of, language_of
from zuruf.web.sealing import seal
from zuruf.web.widget_bodies import AttributesBody, EventBody, Told, ViewBody, body_of
from zuruf.web.widget_door import WidgetDoor, unread_of


class WidgetPages:
    """The loader's routes with what they need."""

    def __init__(self, context: Context, modes: Modes, door: WidgetDoor) -> None:
        self._context = context
        self._modes = modes
        self._door = door

    def routes(self) -> list[BaseRoute]:
        """All of them; each only from a website's own origins."""
        handlers = {
            "view": self._view,
            "judge": self._judge,
            "opened": self._opened,
            "custom-event": self._event,
            "attributes": self._attributes,
            "consent": self._consent,
        }
        from_page = self._door.from_page
        return [Route(f"/widget/{name}", from_page(handle), methods=["POST"]) for name, handle in handlers.items()]

    async def _view(self, request: Request, site: WebsiteRow) -> Response:
        body = await body_of(request, ViewBody)
        basis = self._door.basis(site, body)
        basis["tab"] = body.tab
        command = ViewPage(
            **basis,
            url=body.url,
            title=body.title,
            referrer=body.referrer,
            previous_url=body.previous_url or body.referrer,
            language=body.language or language_of(request.headers.get("accept-language", "")),
            widget_language=body.widget_language,
            time_zone=body.time_zone,
            country=country_of(address_of_request(request, self._context.proxies)),
            device=device_of(request.headers.get("user-agent", "")),
        )
        receipt = await self._context.database.act(command, pages.view_page)
        self._modes.viewed(site.workspace_id, receipt.answer.id)
        note = self._told(site, receipt)
        read = self._context.database.read
        browser = await read(browsers.load, site.workspace_id, receipt.answer.id)
        if browser is None and note.unkept is not None:
            browser = await read(unkept, site.workspace_id, note.unkept, site.website.id, command.key_hash)
        look = await self._look(site, browser, command.widget_language or command.language) if browser else {}
        return json_response({**_sealed(note, site), **look})

    async def _look(self, site: WebsiteRow, browser: Browser, language: str) -> dict[str, object]:
        workspace_id, website = site.workspace_id, site.website
        mode = await self._modes.mode_of(workspace_id, browser, language)
        unread, has_conversation = await self._context.database.read(unread_of, workspace_id, browser.visitor_id)
        widget = mode.widget
        return {
            "mode": mode.mode,
            "position": website.position,
            "colour": website.colour,
            "greeting": (widget.title or widget.greeting) if widget else "",
            "unread": unread,
            "has_conversation": has_conversation,
        }

    async def _judge(self, request: Request, site: WebsiteRow) -> Response:
        command = FromPage(**self._door.basis(site, await body_of(request, Told)))
        return self._judged(site, await self._context.database.act(command, pages.judge_again))

    async def _opened(self, request: Request, site: WebsiteRow) -> Response:
        command = FromPage(**self._door.basis(site, await body_of(request, Told)))
        receipt = await self._context.database.act(command, pages.open_widget)
        self._modes.viewed(site.workspace_id, receipt.answer.id)
        return self._judged(site, receipt)

    async def _event(self, request: Request, site: WebsiteRow) -> Response:
        body = await body_of(request, EventBody)
        command = TellEvent(**self._door.basis(site, body), name=body.name)
        return self._judged(site, await self._context.database.act(command, pages.tell_event))

    async def _attributes(self, request: Request, site: WebsiteRow) -> Response:
        body = await body_of(request, AttributesBody)
        command = TellAttributes(**self._door.basis(site, body), attributes=body.attributes)
        return self._judged(site, await self._context.database.act(command, pages.tell_attributes))

    async def _consent(self, request: Request, site: WebsiteRow) -> Response:
        """The page says that its visitor may be remembered (W1b)."""
        command = FromPage(**self._door.basis(site, await body_of(request, Told)))
        receipt = await self._context.database.act(command, pages.remember_page)
        self._modes.viewed(site.workspace_id, receipt.answer.id)
        return self._judged(site, receipt)

    def _judged(self, site: WebsiteRow, receipt: Receipt) -> Response:
        return json_response(_sealed(self._told(site, receipt), site))

    def _told(self, site: WebsiteRow, receipt: Receipt) -> PageNote:
        note = msgspec.json.decode(receipt.answer.note, type=PageNote)
        if {"ask_for_group", "show_form"} & set(note.acts):
            self._modes.asked(site.workspace_id, receipt.answer.id)
        return note


def _sealed(note: PageNote, site: WebsiteRow) -> dict[str, object]:
    page = seal(note.unkept, site.page_key) if note.unkept else note.page
    return {"page": page, "acts": note.acts, "judge_after": note.judge_after, "keep": note.keep}
