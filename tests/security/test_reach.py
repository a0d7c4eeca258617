"""By which names this server lets itself be called: the configured one, its own machine's, or any where plain http was asked for (B48, B49)."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from tests.security.conftest import closed
from tests.security.world import ORIGIN, World, built
from zuruf.settings import Settings
from zuruf.web.application import create_app
from zuruf.web.modes import Modes
from zuruf.web.reach import Hosts, own_origin
from zuruf.web.sites import SiteBook

LOOPBACK = "http://127.0.0.1:8400"
Called = Callable[[Hosts, str], World]


@pytest.fixture
async def called() -> AsyncIterator[Called]:
    """The world as it is under other settings."""
    world = await built()

    def under(hosts: Hosts, public_url: str) -> World:
        context = replace(world.context, hosts=hosts, public_url=public_url)
        headers = {
            who: {**sent, "cookie": sent.get("cookie", "").replace("__Host-", "")}
            for who, sent in world.headers.items()
        }
        return replace(world, context=context, app=create_app(context, Modes(context), SiteBook()), headers=headers)

    yield under
    await closed(world)


async def asked(world: World, host: str, origin: str) -> int:
    answer = await world.ask("owner", "PUT", "/api/me/presence", {"presence": "online"}, host=host, origin=origin)
    return answer.status_code


async def test_whatever_name_leads_here_is_ours_where_plain_http_was_asked_for(called: Called) -> None:
    world = called("any", "http://localhost:8620")
    for host in ("192.0.2.2:8620", "zuruf.office", "[2001:db8::2]:8620", "Zuruf.Office:8620"):
        assert await asked(world, host, f"http://{host.lower()}") == 200
        assert await asked(world, host, "http://evil.example") == 403
        assert await asked(world, host, f"https://{host.lower()}") == 403


async def test_on_this_machine_only_its_own_names_are_ours(called: Called) -> None:
    """DNS rebinding: the foreign page's name leads here, and Host and Origin agree."""
    world = called("loopback", LOOPBACK)
    for host in ("127.0.0.1:8400", "localhost:8400", "[::1]:8400"):
        assert await asked(world, host, f"http://{host}") == 200
    for host in ("evil.example:8400", "127.0.0.1.evil.example:8400", "localhost.evil.example", "192.0.2.2:8400"):
        assert await asked(world, host, f"http://{host}") == 403


async def test_a_configured_address_is_the_only_one(called: Called) -> None:
    world = called("configured", "http://chat.example")
    assert await asked(world, "chat.example", "http://chat.example") == 200
    for host in ("192.0.2.2:8620", "localhost", "evil.example"):
        assert await asked(world, host, f"http://{host}") == 403


@pytest.mark.parametrize(
    "host", ["", "a b", "x'; script-src *", "evil.example/x", "a@b", "[::1", "host:123456", "a\nb"]
)
def test_what_is_no_host_gets_into_no_link_and_no_policy(host: str) -> None:
    assert own_origin("http://localhost:8620", "any")(host) == "http://localhost:8620"


async def test_links_policies_and_the_line_of_code_name_what_the_page_was_called_by(called: Called) -> None:
    world, host = called("any", "http://localhost:8620"), "192.0.2.2:8620"
    sent = {"host": host, "origin": f"http://{host}"}
    invited = await world.ask("owner", "POST", "/api/agents", {"name": "Zoe", "email": "zoe@shop.example"}, **sent)
    assert invited.json()["link"].startswith(f"http://{host}/console/invitation#")
    (website,) = (await world.ask("owner", "GET", "/api/websites", **sent)).json()["items"]
    assert f'src="http://{host}/widget/loader.js"' in website["snippet"]
    for path in ("/console", f"/widget/frame?key={website['key']}"):
        policy = (await world.ask("nobody", "GET", path, **sent)).headers["content-security-policy"]
        assert f"connect-src 'self' ws://{host};" in policy


async def test_websites_over_http_fit_a_server_over_http_only(called: Called) -> None:
    body = {"name": "Intranet", "origins": ["http://intranet.example"]}
    world = called("any", "http://localhost:8620")
    made = await world.ask("owner", "POST", "/api/websites", body, host="zuruf.office", origin="http://zuruf.office")
    assert made.status_code == 201, made.text
    listed = (await world.ask("owner", "GET", "/api/websites")).json()["items"]
    assert listed[-1]["origins"] == ["http://intranet.example"]


async def test_a_server_over_https_says_why_it_takes_no_website_over_http(world: World) -> None:
    body = {"name": "Intranet", "origins": ["http://intranet.example"]}
    refused = await world.ask("owner", "POST", "/api/websites", body)
    assert (refused.status_code, refused.json()["code"]) == (422, "not_https")
    assert "read the chat" in refused.json()["detail"]
    assert world.context.public_url == ORIGIN


def test_settings_and_web_mean_the_same_by_hosts() -> None:
    assert Settings().hosts == "loopback"
    assert own_origin(Settings().origin, Settings().hosts)("localhost:8400") == "http://localhost:8400"
