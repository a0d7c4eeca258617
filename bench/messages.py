"""Durable messages through the whole write path (rights, routing, event, receipt, head), beside the least a database can do.

Baseline: the same group commit and the same database with two statements a message (an insert and the head), no product logic.
One JSON line a figure; the load is 64 senders in the same process, so the server's side is the bottleneck by construction.
"""

import asyncio
import json
import secrets
import sys
import tempfile
import time
from pathlib import Path

from zuruf.actions.messages import SendAgentMessage, SendVisitorMessage, send_agent_message, send_visitor_message
from zuruf.actions.pages import ViewPage, view_page
from zuruf.demo.seed import seed
from zuruf.domain.actor import Actor
from zuruf.domain.moment import Moment
from zuruf.domain.token import hashed
from zuruf.store import browsers, conversations, websites
from zuruf.store.database import Database
from zuruf.store.sqlite import open_sqlite
from zuruf.store.transaction import Answer, Command, Tx

SENDERS = 64


def moment() -> Moment:
    return Moment(time.time_ns() // 1_000_000, secrets.token_bytes(16))


async def least(tx: Tx, command: Command) -> Answer:
    """Two statements: a row and a counter."""
    await tx.run(
        "insert into notes (workspace_id, visitor_id, id, agent_id, text, at) values ($1, $2, $3, $4, $5, $6)",
        tx.workspace_id,
        "vis_bench",
        command.moment.id("not"),
        "",
        "a note of about the length of a message",
        command.moment.at,
    )
    await tx.run("update streams set floor = floor where workspace_id = $1", tx.workspace_id)
    return Answer()


async def timed(work: list["asyncio.Future[None]"]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*work)
    return time.perf_counter() - wall, time.process_time() - cpu


async def measure(database: Database, workspace_id: str, agent_id: str, ids: list[str], each: int) -> None:
    actor = Actor("agent", agent_id)

    async def send(conversation: str) -> None:
        for n in range(each):
            command = SendAgentMessage(
                workspace_id=workspace_id,
                actor=actor,
                moment=moment(),
                cid=secrets.token_hex(16),
                conversation_id=conversation,
                text=f"Message {n} of about the usual length",
            )
            await database.act(command, send_agent_message)

    async def note(_: str) -> None:
        for _n in range(each):
            await database.act(Command(workspace_id=workspace_id, actor=actor, moment=moment()), least)

    base_wall, base_cpu = await timed([asyncio.ensure_future(note(id_)) for id_ in ids])
    wall, cpu = await timed([asyncio.ensure_future(send(id_)) for id_ in ids])
    count = each * len(ids)
    figures = (
        ("messages.rate", count / wall, "messages/s", count / base_wall),
        ("messages.cpu", cpu / count * 1e6, "µs CPU a message", base_cpu / count * 1e6),
    )
    for name, value, unit, baseline in figures:
        print(
            json.dumps(
                {
                    "bench": name,
                    "value": round(value, 1),
                    "unit": unit,
                    "baseline": round(baseline, 1),
                    "ratio": round(value / baseline, 2),
                },
                ensure_ascii=False,
            )
        )


async def main(*, quick: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = await open_sqlite(Path(folder) / "bench.sqlite")
        notes = await seed(database, now=moment().at, port=8400, say=lambda line: print(f"  {line} …", file=sys.stderr))
        site = (await database.read(websites.everyone, notes.workspace))[0].website
        ids: list[str] = []
        for n in range(SENDERS):
            page = ViewPage(
                workspace_id=notes.workspace,
                actor=Actor("page", site.id),
                moment=moment(),
                website_id=site.id,
                key_hash=hashed(f"bench {n}"),
                url=f"{site.origins[0]}/cart",
            )
            seen = await database.act(page, view_page)
            browser = await database.read(browsers.get, notes.workspace, seen.answer.id)
            hello = SendVisitorMessage(
                workspace_id=notes.workspace,
                actor=Actor("visitor", browser.visitor_id),
                moment=moment(),
                browser_id=browser.id,
                text="Hello",
            )
            await database.act(hello, send_visitor_message)
            found = await database.read(conversations.of_visitor, notes.workspace, browser.visitor_id)
            assert found is not None
            ids.append(found.id)
        await measure(database, notes.workspace, notes.agents["tim"], ids, 20 if quick else 200)
        await database.close()


if __name__ == "__main__":
    asyncio.run(main(quick="--quick" in sys.argv))
