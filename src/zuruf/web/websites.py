"""Routes of websites, with the line of code that puts the widget on a page (T9, W1)."""

from html import escape
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request

from zuruf.actions.websites import ChangeWebsite, CreateWebsite, change_website, create_website
from zuruf.domain.website import OfflineMode
from zuruf.store import websites
from zuruf.store.transaction import Receipt
from zuruf.store.websites import WebsiteRow
from zuruf.web.answers import Body, Done, done
from zuruf.web.auth import Asking, Change, Changing, require_right
from zuruf.web.context import Context
from zuruf.web.widget_settings import WidgetBody, body_of, settings_of


class WebsiteBody(Body):
    """A website as it is saved."""

    name: str = Field(max_length=200)
    origins: list[str] = Field(max_length=50)
    colour: str = Field(default="#0f6b66", max_length=20)
    position: Literal["left", "right"] = "right"
    when_offline: OfflineMode = "message"
    greetings: dict[str, str] = Field(default_factory=dict[str, str], max_length=50)
    widget: WidgetBody = Field(default_factory=WidgetBody)
    is_enabled: bool = True
    takes_files: bool = True


class ChangedWebsiteBody(WebsiteBody):
    """With the version it was made of."""

    version: int


class WebsiteView(BaseModel):
    """A website as settings show it."""

    id: str
    key: str
    name: str
    origins: tuple[str, ...]
    colour: str
    position: Literal["left", "right"]
    when_offline: OfflineMode
    greetings: dict[str, str]
    widget: WidgetBody
    is_enabled: bool
    takes_files: bool
    version: int
    seq: int
    snippet: str


class WebsiteList(BaseModel):
    """All websites, oldest first."""

    items: list[WebsiteView]


class Saved(Done):
    """With the line of code for the pages."""

    snippet: str


def routes(context: Context) -> APIRouter:
    """Reading, making and changing them (`configure`)."""
    router = APIRouter(prefix="/api/websites", tags=["Settings"])

    @router.get("")
    async def get_websites(who: Asking, request: Request) -> WebsiteList:
        require_right(who, "configure")
        rows = await context.database.read(websites.everyone, who.workspace_id)
        return WebsiteList(items=[_view(context.origin_for(request), row) for row in rows])

    @router.post("", status_code=201)
    async def post_website(body: WebsiteBody, change: Change) -> Saved:
        command = CreateWebsite(
            **change.basis,
            name=body.name,
            scheme="https" if context.is_https else "http",
            origins=tuple(body.origins),
            colour=body.colour,
            position=body.position,
            when_offline=body.when_offline,
            greetings=body.greetings,
            widget=settings_of(body.widget),
            is_enabled=body.is_enabled,
            takes_files=body.takes_files,
        )
        return await _saved(context, change, await context.database.act(command, create_website))

    _add_one(router, context)
    return router


def _add_one(router: APIRouter, context: Context) -> None:
    @router.put("/{website_id}")
    async def put_website(website_id: str, body: ChangedWebsiteBody, change: Change) -> Saved:
        command = ChangeWebsite(
            **change.basis,
            website_id=website_id,
            version=body.version,
            name=body.name,
            scheme="https" if context.is_https else "http",
            origins=tuple(body.origins),
            colour=body.colour,
            position=body.position,
            when_offline=body.when_offline,
            greetings=body.greetings,
            widget=settings_of(body.widget),
            is_enabled=body.is_enabled,
            takes_files=body.takes_files,
        )
        return await _saved(context, change, await context.database.act(command, change_website))


def snippet(public_url: str, key: str) -> str:
    """The line of code for the pages (W1)."""
    return f'<script async src="{escape(public_url)}/widget/loader.js" data-key="{escape(key)}"></script>'


async def _saved(context: Context, change: Changing, receipt: Receipt) -> Saved:
    website = await context.database.read(websites.get, change.principal.workspace_id, receipt.answer.id)
    return Saved(**done(receipt).model_dump(), snippet=snippet(change.origin, website.key))


def _view(own_origin: str, row: WebsiteRow) -> WebsiteView:
    website = row.website
    return WebsiteView(
        id=website.id,
        key=website.key,
        name=website.name,
        origins=website.origins,
        colour=website.colour,
        position=website.position,
        when_offline=website.when_offline,
        greetings=dict(website.greetings),
        widget=body_of(website.widget),
        is_enabled=website.is_enabled,
        takes_files=website.takes_files,
        version=website.version,
        seq=row.seq,
        snippet=snippet(own_origin, website.key),
    )
