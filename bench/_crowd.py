"""Many conversations in a data folder, made through the actions of the product before its server starts."""

import asyncio
import secrets
import time
from pathlib import Path

from bench._report import say
from zuruf.actions.messages import SendAgentMessage, SendVisitorMessage, send_agent_message, send_visitor_message
from zuruf.actions.pages import ViewPage, view_page
from zuruf.demo.notes import Notes
from zuruf.demo.seed import seed
from zuruf.domain.actor import Actor
from zuruf.domain.moment import Moment
from zuruf.domain.token import hashed
from zuruf.domain.website import Website
from zuruf.store import browsers, conversations, websites
from zuruf.store.database import Database
from zuruf.store.sqlite import open_sqlite

AT_ONCE = 64


class Crowd:
    """A seeded workspace to which conversations and messages are added."""

    def __init__(self, database: Database, notes: Notes, site: Website) -> None:
        self._database = database
        self._site = site
        self.notes = notes

    async def conversations(self, count: int) -> list[str]:
        """Each of another visitor who wrote once and waits; their ids."""
        say(f"{count} visitors write")
        made: list[str] = []
        for first in range(0, count, AT_ONCE):
            made += await asyncio.gather(*(self._hello(n) for n in range(first, min(first + AT_ONCE, count))))
        return made

    async def messages(self, conversation: str, count: int) -> None:
        """Replies of one agent, so that the thread is long; the last says `Message <count>`."""
        say(f"an agent writes {count} messages")
        tim = Actor("agent", self.notes.agents["tim"])
        for first in range(1, count + 1, AT_ONCE):
            last = min(first + AT_ONCE, count + 1)
            await asyncio.gather(*(self._reply(tim, conversation, n) for n in range(first, last)))

    async def _hello(self, n: int) -> str:
        workspace, site = self.notes.workspace, self._site
        page = ViewPage(
            workspace_id=workspace,
            actor=Actor("page", site.id),
            moment=moment(),
            website_id=site.id,
            key_hash=hashed(f"crowd {n}"),
            url=f"{site.origins[0]}/cart",
        )
        seen = await self._database.act(page, view_page)
        browser = await self._database.read(browsers.get, workspace, seen.answer.id)
        hello = SendVisitorMessage(
            workspace_id=workspace,
            actor=Actor("visitor", browser.visitor_id),
            moment=moment(),
            browser_id=browser.id,
            text=f"Where is my parcel number {n}?",
        )
        await self._database.act(hello, send_visitor_message)
        found = await self._database.read(conversations.of_visitor, workspace, browser.visitor_id)
        if found is None:
            raise LookupError("expected the conversation of a visitor who has written")
        return found.id

    async def _reply(self, who: Actor, conversation: str, n: int) -> None:
        command = SendAgentMessage(
            workspace_id=self.notes.workspace,
            actor=who,
            moment=moment(),
            cid=secrets.token_hex(16),
            conversation_id=conversation,
            text=f"Message {n}, of about the length that people write when they are in a hurry.",
        )
        await self._database.act(command, send_agent_message)


def moment() -> Moment:
    """Now."""
    return Moment(time.time_ns() // 1_000_000, secrets.token_bytes(16))


async def crowd_in(folder: Path, port: int, *, rows: int, messages: int) -> tuple[Notes, str]:
    """Makes them in an empty folder; the sign-ins, and the id of the conversation with many messages. The shop is on the port after `port`."""
    database = await open_sqlite(folder / "zuruf.sqlite")
    try:
        notes = await seed(database, now=moment().at, port=port, say=say)
        site = (await database.read(websites.everyone, notes.workspace))[0].website
        crowd = Crowd(database, notes, site)
        long = (await crowd.conversations(rows))[-1]
        await crowd.messages(long, messages)
        return notes, long
    finally:
        await database.close()
