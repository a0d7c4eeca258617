"""docs/brevo.md speaks of what the SDKs really have."""

import re

import pytest
from brevo.conversations.client import AsyncConversationsClient, ConversationsClient
from starlette.routing import Route

from tools.steps import ROOT
from zuruf.app import assemble
from zuruf.settings import Settings
from zuruf.store.sqlite import open_sqlite_inline
from zuruf.web import brevo

pytestmark = pytest.mark.line("X1")

DOCUMENT = (ROOT / "docs" / "brevo.md").read_text()


@pytest.mark.parametrize("client", [ConversationsClient, AsyncConversationsClient])
@pytest.mark.line("X1a")
def test_the_document_names_every_method_of_the_python_sdk_and_no_other(client: type) -> None:
    methods = {name for name in vars(client) if not name.startswith("_")} - {"with_raw_response"}
    assert set(re.findall(r" \| `([a-z0-9]+(?:_[a-z0-9]+)+)` \| `[a-z]+[A-Z]", DOCUMENT)) == methods


@pytest.mark.line("X1a")
async def test_the_document_names_every_route() -> None:
    context = assemble(Settings(), open_sqlite_inline()).context
    served = {
        f"{method} {route.path}"
        for route in brevo.routes(context).routes
        if isinstance(route, Route) and route.path != "/v3/{path:path}"
        for method in route.methods or ()
    }
    assert set(re.findall(r"`([A-Z]+ /v3/[^`]+)`", DOCUMENT)) == served
