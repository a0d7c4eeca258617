"""All routes of the server in one application."""

import asyncio

from fastapi import Depends, FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from zuruf.store import workspaces
from zuruf.store.database import Unavailable
from zuruf.web import (
    agents,
    api_keys,
    askings,
    blocks,
    brevo,
    console,
    conversations,
    deleting,
    episodes,
    faces,
    files,
    groups,
    inbox,
    problems,
    saved_replies,
    saved_views,
    session,
    snoozing,
    tags,
    transcripts,
    triggers,
    visitors,
    waiting,
    websites,
    workspace,
)
from zuruf.web.answers import check_text
from zuruf.web.context import Context, context_of
from zuruf.web.headers import SecurityHeaders
from zuruf.web.modes import Modes
from zuruf.web.sites import SiteBook
from zuruf.web.widget import Widget

Application = FastAPI
READY_SECONDS = 3


def create_app(context: Context, modes: Modes, sites: SiteBook) -> FastAPI:
    """Every route of the server."""
    app = FastAPI(title="Zuruf", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    app.state.context = context
    problems.install(app)
    settings = (workspace, agents, groups, websites, triggers, saved_replies, api_keys)
    finding = (inbox, tags, saved_views)
    talk = (conversations, askings, snoozing, transcripts, waiting, episodes, visitors, blocks, deleting)
    for noun in (session, *settings, *finding, *talk, brevo):
        app.include_router(noun.routes(context), dependencies=[Depends(check_text)])
    app.router.routes.extend(files.routes(context))
    app.router.routes.extend(faces.routes(context))
    app.router.routes.extend(Widget(context, modes, sites).routes())
    app.router.routes += [Route("/healthz", _healthz), Route("/readyz", _readyz)]
    app.router.routes.extend(console.routes())
    app.add_middleware(SecurityHeaders, own_origin=context.own_origin)
    return app


async def _healthz(_: Request) -> Response:
    """Answers when the server takes requests: whether the process lives. A database that is down is no reason to start it anew."""
    return PlainTextResponse("ok\n")


async def _readyz(request: Request) -> Response:
    """Whether requests can be carried out: 503 while the database does not answer."""
    try:
        async with asyncio.timeout(READY_SECONDS):
            await context_of(request).database.read(workspaces.ids)
    except (Unavailable, TimeoutError):
        return PlainTextResponse("The database does not answer.\n", 503, {"Retry-After": "1"})
    return PlainTextResponse("ok\n")
