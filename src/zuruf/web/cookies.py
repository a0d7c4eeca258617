"""The session's cookie, and the one by which a browser is known to have signed in before (B50, B52)."""

import base64
import hashlib
import hmac

from starlette.requests import Request
from starlette.responses import Response

from zuruf.web.context import Context

SESSION_MAX_AGE = 30 * 24 * 60 * 60  # seconds, as long as a session can last
DEVICE_MAX_AGE = 365 * 24 * 60 * 60


def session_token(context: Context, request: Request) -> str:
    """The token of the session cookie; "" without one."""
    return request.cookies.get(session_cookie(context), "")


def session_cookie(context: Context) -> str:
    """`__Host-` makes browsers refuse it without Secure, from other hosts and for other paths (B50)."""
    # Plain http is the loopback, or was asked for by a setting. Browsers keep no Secure cookie from there (Safari not even from
    # localhost), so it goes by another name and can never stand in for the real one.
    return "__Host-zuruf" if context.is_https else "zuruf"


def device_cookie(context: Context) -> str:
    """Says that this browser has signed in before."""
    return "__Host-zuruf_device" if context.is_https else "zuruf_device"


def keep_session(context: Context, response: Response, token: str) -> None:
    """Sets the session's cookie."""
    _keep(context, response, session_cookie(context), token, SESSION_MAX_AGE)


def keep_device(context: Context, response: Response, mark: str) -> None:
    """Sets the device's cookie."""
    _keep(context, response, device_cookie(context), mark, DEVICE_MAX_AGE)


def forget_session(context: Context, response: Response) -> None:
    """Removes the session's cookie; the device stays known."""
    response.delete_cookie(session_cookie(context), path="/", secure=context.is_https, httponly=True, samesite="lax")


def device_mark(agent_id: str, password_hash: str) -> str:
    """Proves an earlier sign-in of this agent with this password. The stored hash is the key: nobody outside knows it, and another
    password makes every mark worthless. Whoever stole the database gains nothing but a rate limit of their own."""
    mac = hmac.new(password_hash.encode(), b"device:" + agent_id.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def is_known_device(context: Context, request: Request, agent_id: str, password_hash: str) -> bool:
    """Whether this browser has signed in to this account before."""
    mark = request.cookies.get(device_cookie(context), "")
    return hmac.compare_digest(mark.encode(), device_mark(agent_id, password_hash).encode())


def _keep(context: Context, response: Response, name: str, value: str, max_age: int) -> None:
    response.set_cookie(name, value, max_age=max_age, path="/", secure=context.is_https, httponly=True, samesite="lax")
