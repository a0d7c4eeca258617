"""Who is let in to a socket: the three paths, the address counted, exact origins, bans; all from memory, because it cannot wait."""

import ipaddress
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Protocol
from urllib.parse import parse_qs

from zuruf.realtime.session import Session
from zuruf.realtime.source import Caller, Refused
from zuruf.web.reach import OwnOrigin

CONSOLE_PATH = "/socket"
FRAME_PATH = "/widget/socket"
LISTEN_PATH = "/widget/listen"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Handshake:
    """What a socket begins with. Header names in small letters; a repeated header is joined with a comma."""

    path: str
    query: str
    headers: Mapping[str, str]
    peer: str


Accept = Callable[[Handshake], Session]


def headers_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Joins repeated ones, so that a second Origin cannot hide behind a first."""
    headers: dict[str, str] = {}
    for name, value in pairs:
        key = name.lower()
        headers[key] = f"{headers[key]}{'; ' if key == 'cookie' else ', '}{value}" if key in headers else value
    return headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A website as the door knows it; `origins` exact (scheme, host, port)."""

    id: str
    workspace_id: str
    origins: frozenset[str]
    is_enabled: bool


class Sites(Protocol):
    """What must be known at once; the web layer keeps it in memory."""

    def site_of(self, key: str) -> Site | None:
        """The website of a key."""
        ...

    def is_banned(self, address: str) -> bool:
        """Whether the address may not connect at all."""
        ...


class Admission(Protocol):
    """The hub's side of the door."""

    def admit(self, caller: Caller) -> Session:
        """Raises Refused when there are too many."""
        ...


@dataclass(frozen=True, kw_only=True)
class Door:
    """Answers handshakes. `own_origin` is ours, where console and frame are served from, for a Host header;
    `proxies` are those whose X-Forwarded-For is believed (B77)."""

    hub: Admission
    sites: Sites
    own_origin: OwnOrigin
    cookie: str
    proxies: Collection[Network] = field(default=())

    def accept(self, handshake: Handshake) -> Session:
        """A session, or Refused: 403 unless the path is none of ours."""
        address = address_of(handshake, self.proxies)
        if self.sites.is_banned(address):
            raise Refused("this address is banned")
        return self.hub.admit(self._caller(handshake, counted(address)))

    def _caller(self, handshake: Handshake, address: str) -> Caller:
        match handshake.path:
            case "/socket":
                _require(handshake, (self.own_origin(handshake.headers.get("host", "")),))
                return Caller(kind="agent", address=address, credential=cookie_in(handshake, self.cookie))
            case "/widget/socket":
                _require(handshake, (self.own_origin(handshake.headers.get("host", "")),))
                return Caller(kind="visitor", address=address)
            case "/widget/listen":
                return self._loader(handshake, address)
            case _:
                raise Refused("there is no socket here", 404)

    def _loader(self, handshake: Handshake, address: str) -> Caller:
        site = self.sites.site_of(parse_qs(handshake.query).get("key", [""])[0])
        if site is None or not site.is_enabled:
            raise Refused("no website has this key")
        _require(handshake, site.origins)
        return Caller(kind="browser", address=address, workspace_id=site.workspace_id, website_id=site.id)


def _require(handshake: Handshake, origins: Collection[str]) -> None:
    # A browser always says its origin; a missing or `null` one is refused like a foreign one (B48).
    if handshake.headers.get("origin", "") not in origins:
        raise Refused("this origin is not allowed")


def cookie_in(handshake: Handshake, name: str) -> str:
    """The cookie's value, "" without it."""
    try:
        cookies = SimpleCookie(handshake.headers.get("cookie", ""))
    except CookieError:
        return ""
    return cookies[name].value if name in cookies else ""


def address_of(handshake: Handshake, proxies: Collection[Network]) -> str:
    """The nearest address that is not one of our proxies: read from the right, because anybody can write on the left."""
    hops = [hop.strip() for hop in handshake.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    address = handshake.peer
    while hops and _is_in(address, proxies):
        address = hops.pop()
    return address


def counted(address: str) -> str:
    """What limits count: an IPv4 address, an IPv6 /64, anything else as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def _is_in(address: str, networks: Collection[Network]) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed.version == network.version and parsed in network for network in networks)
