"""Some hundred past conversations and page views, lived through in order by the same actions as everything else."""

import asyncio
import random
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from zuruf.actions import pages
from zuruf.actions.conversations import ConversationCommand, close
from zuruf.actions.messages import SendAgentMessage, SendVisitorMessage, send_agent_message, send_visitor_message
from zuruf.actions.pages import ViewPage
from zuruf.actions.visitors import ChangeVisitor, change_visitor
from zuruf.demo.cast import ACADEMY_PAGES, ANSWERED, ASKED, FRENCH_PAGES, NAMES, NOTED, SHOP_PAGES, THANKED
from zuruf.domain.actor import Actor
from zuruf.domain.moment import Moment
from zuruf.domain.token import hashed
from zuruf.store import browsers, conversations
from zuruf.store.database import Database
from zuruf.store.transaction import Answer, Command, Receipt, Tx

C = TypeVar("C", bound=Command)
DAY = 24 * 3_600_000
CONVERSATIONS = 120
STILL_OPEN = 7
AT_ONCE = 24


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and with whom past visits happen."""

    database: Database
    workspace_id: str
    agents: dict[str, str]
    sites: dict[str, tuple[str, str]]
    port: int

    async def act(
        self,
        actor: Actor,
        at: int,
        action: Callable[[Tx, C], Awaitable[Answer]],
        command: Callable[..., C],
        **content: object,
    ) -> Receipt:
        """One act at a moment of the past."""
        moment = Moment(at, secrets.token_bytes(16))
        made = command(workspace_id=self.workspace_id, actor=actor, moment=moment, **content)
        return await self.database.act(made, action)


async def live_through(
    database: Database,
    workspace_id: str,
    agents: dict[str, str],
    groups: dict[str, str],
    sites: dict[str, tuple[str, str]],
    now: int,
    port: int,
) -> str:
    """Three weeks; the newest few conversations stay open. Answers the id of one of their visitors."""
    del groups  # the triggers put visitors into them
    scene = Scene(database, workspace_id, agents, sites, port)
    chance = random.Random(7)  # noqa: S311  (a past that looks the same every time)
    starts = sorted(now - chance.randrange(DAY // 12, 21 * DAY) for _ in range(CONVERSATIONS - STILL_OPEN))
    starts += [now - (STILL_OPEN - n) * 170_000 for n in range(STILL_OPEN)]
    visitor = ""
    for first in range(0, len(starts), AT_ONCE):
        visits = [
            _visit(scene, random.Random(n), starts[n], stays_open=n >= CONVERSATIONS - STILL_OPEN)  # noqa: S311
            for n in range(first, min(first + AT_ONCE, len(starts)))
        ]
        visitor = (await asyncio.gather(*visits))[-1]
    return visitor


async def _visit(scene: Scene, chance: random.Random, at: int, *, stays_open: bool) -> str:
    language, site, pages_seen = chance.choice(
        (
            ("fr", "shop", FRENCH_PAGES),
            ("en", "shop", SHOP_PAGES),
            ("de", "academy", ACADEMY_PAGES),
            ("fr", "shop", FRENCH_PAGES),
        )
    )
    key, tab = secrets.token_hex(16), secrets.token_hex(8)
    website_id, _ = scene.sites[site]
    origin = f"http://127.0.0.1:{scene.port + (1 if site == 'shop' else 2)}"
    page = Actor("page", website_id)
    browser_id, previous = "", ""
    for path in chance.sample(pages_seen, k=chance.randrange(2, len(pages_seen))):
        receipt = await scene.act(
            page,
            at,
            pages.view_page,
            ViewPage,
            website_id=website_id,
            key_hash=hashed(key),
            tab=tab,
            url=origin + path,
            title=path.strip("/").replace("/", " · ") or "Home",
            previous_url=previous,
            language=language,
            widget_language=language,
            country={"fr": "FR", "de": "DE", "en": "GB"}[language],
            device=chance.choice(("desktop", "mobile", "desktop", "tablet")),
        )
        browser_id, previous = receipt.answer.id, origin + path
        at += chance.randrange(8_000, 70_000)
    browser = await scene.database.read(browsers.get, scene.workspace_id, browser_id)
    await _talk(scene, chance, at, language, browser.id, browser.visitor_id, tab, stays_open=stays_open)
    return browser.visitor_id


async def _talk(
    scene: Scene,
    chance: random.Random,
    at: int,
    language: str,
    browser_id: str,
    visitor_id: str,
    tab: str,
    *,
    stays_open: bool,
) -> None:
    visitor = Actor("visitor", visitor_id)
    text = chance.choice(ASKED[language])
    await scene.act(visitor, at, send_visitor_message, SendVisitorMessage, browser_id=browser_id, text=text, tab=tab)
    conversation = await scene.database.read(conversations.of_visitor, scene.workspace_id, visitor_id)
    if conversation is None:
        raise LookupError(f"expected a conversation of {visitor_id} after its first message")
    who = Actor(
        "agent",
        scene.agents[chance.choice({"fr": ("tim", "lea"), "de": ("tim", "nora"), "en": ("nora", "olaf")}[language])],
    )
    name = chance.choice(NAMES[language])
    if name:
        email = f"{name.split()[0].lower()}@example.org"
        await scene.act(who, at + 4_000, change_visitor, ChangeVisitor, visitor_id=visitor_id, name=name, email=email)
    if stays_open and chance.random() < 0.55:
        return
    at = await _answer(scene, chance, at, language, conversation.id, browser_id, tab, who, once=stays_open)
    if not stays_open:
        await scene.act(who, at + 5_000, close, ConversationCommand, conversation_id=conversation.id)


async def _answer(
    scene: Scene,
    chance: random.Random,
    at: int,
    language: str,
    conversation_id: str,
    browser_id: str,
    tab: str,
    who: Actor,
    *,
    once: bool,
) -> int:
    """Answers, a comment now and then, the visitor's thanks; when it ended."""
    browser = await scene.database.read(browsers.get, scene.workspace_id, browser_id)
    visitor = Actor("visitor", browser.visitor_id)
    reply = {"conversation_id": conversation_id}
    for n, answer in enumerate(ANSWERED[language][: 1 if once else 3]):
        at += chance.randrange(6_000, 90_000)
        await scene.act(who, at, send_agent_message, SendAgentMessage, **reply, text=answer)
        if n == 0 and chance.random() < 0.3:
            note = chance.choice(NOTED)
            await scene.act(who, at + 900, send_agent_message, SendAgentMessage, **reply, text=note, kind="comment")
        if n == 1:
            at += chance.randrange(5_000, 40_000)
            said = {"browser_id": browser_id, "text": THANKED[language], "tab": tab}
            await scene.act(visitor, at, send_visitor_message, SendVisitorMessage, **said)
    return at
