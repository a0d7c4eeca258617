"""Under which address a request reached this server, and so which origin is its own (B48, B49)."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from zuruf.domain.validity import is_loopback

# By which names requests may come: the configured address only, those of this very machine, or whatever leads here.
Hosts = Literal["configured", "loopback", "any"]
# A name, an IPv4 address or an IPv6 address in brackets, with a port or without: it gets into links and policies.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?")

OwnOrigin = Callable[[str], str]


def own_origin(configured: str, hosts: Hosts) -> OwnOrigin:
    """What answers our own origin for a Host header; the configured one for any Host we do not go by.

    A page elsewhere whose name is made to point at this machine (DNS rebinding) sends its own name as Host and Origin alike. On one's own
    machine only names of the machine itself are believed, so that such a page stays a stranger. Beyond it plain http was asked for
    in so many words; nobody knows the names people use, and the page gains nothing it could not do from its own server: cookies
    belong to a name, and it has none of ours.
    """

    @lru_cache(maxsize=1_000)
    def of(host: str) -> str:
        named = host.lower()
        return f"http://{named}" if hosts != "configured" and _HOST.fullmatch(named) and _is_ours(named) else configured

    def _is_ours(host: str) -> bool:
        try:
            return hosts == "any" or is_loopback(urlsplit(f"//{host}").hostname or "")
        except ValueError:
            return False

    return of
