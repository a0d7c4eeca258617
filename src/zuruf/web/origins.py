"""Where a visitor's request comes from: the address behind configured proxies, its country, the kind of device and its language."""

import re
from collections.abc import Collection
from functools import lru_cache

from iptocc import country_code
from starlette.requests import Request

from zuruf.web.handshake import Handshake, Network, address_of

_TABLET = re.compile(r"iPad|Tablet|PlayBook|Silk(?!.*Mobile)|Android(?!.*Mobile)")
_MOBILE = re.compile(r"Mobi|iPhone|iPod|Android|Opera Mini|IEMobile")


def address_of_request(request: Request, proxies: Collection[Network]) -> str:
    """The nearest address that is not one of our proxies (B77)."""
    peer = request.client.host if request.client else ""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in request.headers.raw}
    return address_of(Handshake(path="", query="", headers=headers, peer=peer), proxies)


@lru_cache(maxsize=10_000)
def country_of(address: str) -> str:
    """ISO 3166-1 alpha-2, "" when it is not known (private networks). Looked up in data on this machine; the address goes nowhere."""
    try:
        return country_code(address) or ""
    except ValueError:
        return ""


@lru_cache(maxsize=1_000)
def device_of(user_agent: str) -> str:
    """desktop, mobile or tablet; "" without a user agent."""
    if not user_agent:
        return ""
    if _TABLET.search(user_agent):
        return "tablet"
    return "mobile" if _MOBILE.search(user_agent) else "desktop"


def language_of(accepted: str) -> str:
    """The one the browser asks for first, as navigator.language has it; "" for none."""
    return re.split("[,;]", accepted, maxsplit=1)[0].strip()
