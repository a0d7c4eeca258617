"""Who is let in to a socket, before the upgrade."""

import ipaddress

import pytest

from zuruf.realtime.session import Session
from zuruf.realtime.source import Caller, Refused
from zuruf.web.handshake import Door, Handshake, Site, address_of, counted, headers_of

PROXIES = [ipaddress.ip_network("10.0.0.0/8")]
ORIGIN = "https://chat.example"
SHOP = "https://shop.example"


class Hub:
    def __init__(self) -> None:
        self.callers: list[Caller] = []

    def admit(self, caller: Caller) -> Session:
        self.callers.append(caller)
        return None  # type: ignore[return-value]


class Sites:
    def site_of(self, key: str) -> Site | None:
        sites = {
            "k1": Site(id="web_1", workspace_id="wsp_1", origins=frozenset({SHOP}), is_enabled=True),
            "off": Site(id="web_2", workspace_id="wsp_1", origins=frozenset({SHOP}), is_enabled=False),
        }
        return sites.get(key)

    def is_banned(self, address: str) -> bool:
        return address == "6.6.6.6"


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def door(hub: Hub) -> Door:
    return Door(
        hub=hub,
        sites=Sites(),
        own_origin=lambda _: ORIGIN,
        cookie="__Host-zuruf",
        proxies=PROXIES,
    )


def asking(path: str, origin: str | None = ORIGIN, query: str = "", peer: str = "1.2.3.4", **headers: str) -> Handshake:
    given = headers if origin is None else {"origin": origin, **headers}
    return Handshake(path=path, query=query, headers=given, peer=peer)


def test_a_console_comes_with_its_cookie(door: Door, hub: Hub) -> None:
    door.accept(asking("/socket", cookie="a=b; __Host-zuruf=secret; c=d"))
    assert hub.callers == [Caller(kind="agent", address="1.2.3.4", credential="secret")]


def test_a_frame_comes_from_our_origin_and_a_loader_from_its_websites(door: Door, hub: Hub) -> None:
    door.accept(asking("/widget/socket"))
    door.accept(asking("/widget/listen", SHOP, "key=k1"))
    assert hub.callers == [
        Caller(kind="visitor", address="1.2.3.4"),
        Caller(kind="browser", address="1.2.3.4", workspace_id="wsp_1", website_id="web_1"),
    ]


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "http://chat.example",
        "https://chat.example.evil",
        "https://evil-chat.example",
        "https://chat.example:444",
        "https://CHAT.example",
        f"{ORIGIN}, https://evil.example",
    ],
)
def test_b48_no_other_origin_is_let_in(door: Door, hub: Hub, origin: str | None) -> None:
    for path, query in [("/socket", ""), ("/widget/socket", ""), ("/widget/listen", "key=k1")]:
        with pytest.raises(Refused) as refused:
            door.accept(asking(path, origin, query))
        assert refused.value.status == 403
    assert hub.callers == []


@pytest.mark.parametrize("query", ["", "key=", "key=unknown", "key=off", "key=%25"])
def test_no_key_no_socket(door: Door, query: str) -> None:
    with pytest.raises(Refused):
        door.accept(asking("/widget/listen", SHOP, query))


def test_there_is_no_other_socket(door: Door) -> None:
    with pytest.raises(Refused) as refused:
        door.accept(asking("/socket/../admin"))
    assert refused.value.status == 404


def test_b72_a_banned_address_is_refused_behind_a_proxy_too(door: Door) -> None:
    with pytest.raises(Refused):
        door.accept(asking("/socket", peer="6.6.6.6"))
    with pytest.raises(Refused):
        door.accept(asking("/socket", peer="10.0.0.1", **{"x-forwarded-for": "8.8.8.8, 6.6.6.6"}))


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("1.2.3.4", "", "1.2.3.4"),
        ("1.2.3.4", "9.9.9.9", "1.2.3.4"),
        ("10.0.0.1", "9.9.9.9", "9.9.9.9"),
        ("10.0.0.1", "spoofed, 9.9.9.9", "9.9.9.9"),
        ("10.0.0.1", "9.9.9.9, 10.0.0.2", "9.9.9.9"),
        ("10.0.0.1", "8.8.8.8, 9.9.9.9, 10.0.0.2", "9.9.9.9"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_b77_forwarded_addresses_are_believed_of_our_proxies_only(peer: str, forwarded: str, address: str) -> None:
    assert address_of(asking("/", peer=peer, **{"x-forwarded-for": forwarded}), PROXIES) == address


@pytest.mark.parametrize(
    ("address", "as_what"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("unix", "unknown"),
    ],
)
def test_limits_count_ipv6_by_64(address: str, as_what: str) -> None:
    assert counted(address) == as_what


def test_repeated_headers_are_joined() -> None:
    assert headers_of([("Origin", "a"), ("origin", "b"), ("Cookie", "x=1"), ("Cookie", "y=2")]) == {
        "origin": "a, b",
        "cookie": "x=1; y=2",
    }
