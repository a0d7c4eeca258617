"""Response headers of the console, the API and the widget: what the browser is told to forbid (B13, ASVS 3.4)."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zuruf.web.reach import OwnOrigin

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class SecurityHeaders:
    """Adds the headers to every HTTP answer; what a route set itself (the frame's own policy) stays."""

    def __init__(self, app: ASGIApp, *, own_origin: OwnOrigin) -> None:
        self._app = app
        self._own_origin = own_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = _of(str(scope["path"]), self._own_origin(Headers(scope=scope).get("host", "")))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in wanted.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _of(path: str, own: str) -> Mapping[str, str]:
    if path.startswith("/widget/"):
        return public_headers(own)
    return api_headers(own) if path.startswith(("/api/", "/v3/")) else console_headers(own)


@lru_cache(maxsize=100)
def console_headers(public_url: str) -> dict[str, str]:
    """Nothing but our own scripts, styles and frames (the preview of the widget), and text turned into markup by our one policy only."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        f"connect-src 'self' {socket_origin(public_url)}; font-src 'self'; media-src 'self'; manifest-src 'self'; frame-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types app"
    )
    return {
        **_everywhere(public_url),
        "Content-Security-Policy": policy,
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


@lru_cache(maxsize=100)
def api_headers(public_url: str) -> dict[str, str]:
    """Data is never a page, never framed, never kept."""
    return {
        **_everywhere(public_url),
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


@lru_cache(maxsize=100)
def public_headers(public_url: str) -> dict[str, str]:
    """The widget's files and small requests, made from other people's pages; who may embed the frame its own route says."""
    return {**_everywhere(public_url), "Cross-Origin-Resource-Policy": "cross-origin"}


def frame_policy(public_url: str, origins: tuple[str, ...]) -> str:
    """The Content-Security-Policy of the widget's frame for one website: embedded on its origins only (B12)."""
    embedders = " ".join(origins) or "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        f"connect-src 'self' {socket_origin(public_url)}; font-src 'self'; media-src 'self'; "
        f"form-action 'none'; base-uri 'none'; frame-ancestors {embedders}; "
        "require-trusted-types-for 'script'; trusted-types app"
    )


def socket_origin(public_url: str) -> str:
    """`wss://chat.example` of `https://chat.example`."""
    parts = urlsplit(public_url)
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"


def _everywhere(public_url: str) -> dict[str, str]:
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": PERMISSIONS,
    }
    if public_url.startswith("https://"):
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return headers
