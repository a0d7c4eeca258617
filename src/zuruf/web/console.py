"""The console's files: its page for every address below /console, its hashed assets, and the way there from the bare address."""

from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).parent / "static" / "console"
FOR_EVER = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Their names carry a hash of what is in them, so that they may be kept for ever."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """The file with its lifetime."""
        response = super().file_response(*args, **kwargs)  # pyright: ignore[reportArgumentType]  (passed on as they came)
        response.headers["Cache-Control"] = FOR_EVER
        return response


def routes() -> list[BaseRoute]:
    """The console is one page; what is shown the page itself reads from the address."""
    return [
        Route("/", _home),
        Mount(
            "/console/assets",
            Assets(directory=STATIC / "assets", check_dir=False),
            middleware=[Middleware(GZipMiddleware)],
        ),
        Route("/console/icon.svg", _icon),
        Route("/console", _page),
        Route("/console/{rest:path}", _page),
    ]


async def _home(_: Request) -> Response:
    return RedirectResponse("/console/", 307)


async def _icon(_: Request) -> Response:
    return FileResponse(STATIC / "icon.svg")


async def _page(_: Request) -> Response:
    return FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})
