"""Whose socket it is, by what its hello says."""

from zuruf.domain.token import hashed
from zuruf.errors import Forbidden, Unauthenticated
from zuruf.realtime.frames import Hello
from zuruf.realtime.source import Caller, Principal
from zuruf.store import blocks, browsers, conversations, websites
from zuruf.store.remembering import browser_id, unkept_name
from zuruf.web.auth import who_is
from zuruf.web.context import Context


async def principal_of(context: Context, caller: Caller, hello: Hello) -> Principal:
    """The agent of a cookie, the visitor of a frame's token, the browser of a loader's key."""
    match caller.kind:
        case "agent":
            return await _agent(context, caller)
        case "visitor":
            return await _visitor(context, hello)
        case "browser":
            return await _browser(context, caller, hello)


async def _agent(context: Context, caller: Caller) -> Principal:
    known = await who_is(context, caller.credential)
    return Principal(
        workspace_id=known.workspace_id,
        kind="agent",
        id=known.agent.id,
        name=known.agent.name,
        session_id=known.session.token_hash,
        language=known.agent.language,
    )


async def _visitor(context: Context, hello: Hello) -> Principal:
    found = await context.database.read(blocks.admitted, hashed(hello.token), context.now()) if hello.token else None
    if found is None:
        raise Unauthenticated("unknown_token", "This chat's token is not known any more.")
    workspace_id, browser = found
    conversation = await context.database.read(conversations.of_visitor, workspace_id, browser.visitor_id)
    return Principal(
        workspace_id=workspace_id,
        kind="visitor",
        id=browser.visitor_id,
        website_id=browser.website_id,
        browser_id=browser.id,
        language=hello.language or browser.widget_language or browser.language,
        conversation_id=conversation.id if conversation else None,
    )


async def _browser(context: Context, caller: Caller, hello: Hello) -> Principal:
    browser = await context.database.read(browsers.by_key, caller.workspace_id, caller.website_id, hashed(hello.token))
    if browser is None:
        return await _unkept(context, caller, hello)
    await context.database.read(blocks.refuse, caller.workspace_id, browser, context.now())
    return Principal(
        workspace_id=caller.workspace_id,
        kind="browser",
        id=browser.id,
        website_id=browser.website_id,
        browser_id=browser.id,
        language=hello.language or browser.widget_language or browser.language,
    )


async def _unkept(context: Context, caller: Caller, hello: Hello) -> Principal:
    """One of whom nothing is kept (W1b) hears what everybody on the website does, and what is its own once something is kept."""
    website = await context.database.read(websites.get, caller.workspace_id, caller.website_id)
    if website.widget.remembers == "at_once":
        raise Forbidden("browser_not_found", "This browser has not reported a page view yet.")
    read, key_hash = context.database.read, hashed(hello.token)
    name = await read(unkept_name, caller.workspace_id, caller.website_id, key_hash)
    return Principal(
        workspace_id=caller.workspace_id,
        kind="browser",
        id=browser_id(name),
        website_id=caller.website_id,
        browser_id=browser_id(name),
        language=hello.language,
    )
