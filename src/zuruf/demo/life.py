"""The life of the demonstration, in a process of its own: visitors who arrive, browse and write, and agents who answer them.

They are clients like any other: they speak HTTP and sockets and know nothing of what is inside. Run as `python -m zuruf.demo.life`
with the notes of the demonstration as JSON on standard input; it ends when that is closed.
"""

import asyncio
import contextlib
import json
import random
import sys
from collections.abc import Awaitable, Callable

from websockets.exceptions import WebSocketException

from zuruf.demo.cast import ACADEMY_PAGES, ANSWERED, ASKED, FRENCH_PAGES, NAMES, PEOPLE, SHOP_PAGES, THANKED
from zuruf.demo.clients import AgentClient, VisitorClient
from zuruf.demo.notes import Notes

chance = random.Random()  # noqa: S311  (which page somebody looks at is no secret)


async def live(notes: Notes, visitors: int) -> None:
    """Until it is cancelled."""
    port = notes.port
    base = f"http://127.0.0.1:{port}"
    async with asyncio.TaskGroup() as group:
        for person in PEOPLE:
            if person.behaviour in ("answers", "invisible"):
                password = notes.passwords[person.key]
                group.create_task(_again(lambda p=person, w=password: _work(base, p.email, w, p.behaviour)))
        for n in range(visitors):
            group.create_task(_again(lambda n=n: _visit(base, port, notes, n)))


async def _again(what: Callable[[], Awaitable[None]]) -> None:
    """A client that was thrown out comes back, as people do."""
    while True:
        try:
            await what()
        except (OSError, WebSocketException, TimeoutError, ConnectionError):
            await asyncio.sleep(chance.uniform(1, 4))


async def _work(base: str, email: str, password: str, behaviour: str) -> None:
    """An agent's day: online or invisible; who is online answers the visitors nobody has answered yet."""
    agent = await AgentClient.sign_in(base, email, password)
    async with contextlib.aclosing(agent):
        await agent.choose("online" if behaviour == "answers" else "invisible")
        async for conversation, language in agent.waiting():
            if behaviour != "answers":
                continue
            await asyncio.sleep(chance.uniform(4, 11))
            if not agent.is_still_waiting(conversation):
                continue
            if agent.last_text(conversation) in THANKED.values():
                await agent.end(conversation)
                continue
            await agent.type(conversation)
            await asyncio.sleep(chance.uniform(2, 4))
            await agent.reply(conversation, chance.choice(ANSWERED[language]))


async def _visit(base: str, port: int, notes: Notes, n: int) -> None:
    """A visit: some pages, perhaps a question, an answer, thanks, and gone; then somebody else comes."""
    await asyncio.sleep(chance.uniform(0, 6) + n * 2)
    language, site, pages = chance.choice(
        (("fr", "shop", FRENCH_PAGES), ("en", "shop", SHOP_PAGES), ("de", "academy", ACADEMY_PAGES))
    )
    origin = f"http://127.0.0.1:{port + (1 if site == 'shop' else 2)}"
    visitor = VisitorClient(base, notes.sites[site], origin, language)
    async with contextlib.aclosing(visitor):
        for path in chance.sample(pages, k=chance.randrange(2, len(pages) + 1)):
            await visitor.view(path)
            await asyncio.sleep(chance.uniform(5, 20))
        if chance.random() < 0.6:
            await _ask(visitor, language)
        await asyncio.sleep(chance.uniform(10, 40))


async def _ask(visitor: VisitorClient, language: str) -> None:
    await visitor.open()
    name = chance.choice(NAMES[language])
    if name:
        await visitor.describe(name, f"{name.split()[0].lower()}@example.org")
    await visitor.type()
    await asyncio.sleep(chance.uniform(2, 5))
    await visitor.write(chance.choice(ASKED[language]))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(90):
            await visitor.answered()
            await asyncio.sleep(chance.uniform(2, 5))
            thanks = THANKED[language]
            await visitor.type(thanks[: len(thanks) // 2])
            await asyncio.sleep(2)
            await visitor.type(thanks)
            await asyncio.sleep(2)
            await visitor.write(thanks)


def main() -> None:
    """Reads the notes, lives until standard input is closed."""
    given = json.loads(sys.stdin.readline())

    async def until_closed() -> None:
        life = asyncio.create_task(live(Notes(**given["notes"]), int(given["visitors"])))
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)

    asyncio.run(until_closed())


if __name__ == "__main__":
    main()
