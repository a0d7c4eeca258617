"""All routes of the server in one application."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from zuruf.web import (
    agents,
    api_keys,
    brevo,
    console,
    conversations,
    groups,
    problems,
    session,
    triggers,
    visitors,
    websites,
    workspace,
)
from zuruf.web.context import Context
from zuruf.web.headers import SecurityHeaders
from zuruf.web.modes import Modes
from zuruf.web.sites import SiteBook
from zuruf.web.widget import Widget

Application = FastAPI


def create_app(context: Context, modes: Modes, sites: SiteBook) -> FastAPI:
    """Every route of the server."""
    app = FastAPI(title="Zuruf", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    app.state.context = context
    problems.install(app)
    for noun in (session, workspace, agents, groups, websites, triggers, api_keys, conversations, visitors, brevo):
        app.include_router(noun.routes(context))
    app.router.routes.extend(Widget(context, modes, sites).routes())
    app.router.routes.append(Route("/healthz", _healthz))
    app.router.routes.extend(console.routes())
    app.add_middleware(SecurityHeaders, public_url=context.public_url)
    return app


async def _healthz(_: Request) -> Response:
    """Answers when the server takes requests."""
    return PlainTextResponse("ok\n")
