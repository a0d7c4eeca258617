"""What the server gives to pages with the widget: its files, who may frame the chat, nothing that identifies anybody by itself (W1)."""

import httpx2
import pytest

from tests.journeys.conftest import SHOP, Town

pytestmark = pytest.mark.anyio


@pytest.mark.line("W1q", "W1r")
async def test_only_the_websites_own_pages_may_frame_the_chat_and_nothing_sets_a_cookie(town: Town) -> None:
    camille = town.visitor()
    await camille.view("/")
    await camille.open()
    async with httpx2.AsyncClient(base_url=town.base) as http:
        frame = await http.get(f"/widget/frame?key={town.key}")
        german = await http.get(f"/widget/frame?key={town.key}&language=de")
        odd = await http.get("/widget/frame", params={"key": town.key, "language": "de'><script>"})
    policy = dict(rule.split(" ", 1) for rule in frame.headers["content-security-policy"].split("; ") if " " in rule)
    assert policy["frame-ancestors"] == SHOP
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
    assert policy["require-trusted-types-for"] == "'script'"
    assert "x-frame-options" not in frame.headers
    assert list(camille.http.cookies.jar) == []
    assert "set-cookie" not in frame.headers
    assert "<script>" not in frame.text
    assert "style=" not in frame.text
    assert (german.text.count("/widget/words-de.json"), odd.text) == (1, frame.text)
