"""`zuruf demo`: the whole story on one machine with one command."""

import asyncio
import json
import subprocess
import sys
import threading
from dataclasses import asdict

import click
import uvloop

from zuruf.app import assemble, open_database, wall_clock
from zuruf.demo import notes
from zuruf.demo.cast import PEOPLE
from zuruf.demo.making import being_made
from zuruf.demo.notes import Notes
from zuruf.demo.seed import seed
from zuruf.demo.sites import ACADEMY, SHOP, Site
from zuruf.errors import Conflict, Invalid
from zuruf.server import listen, serve
from zuruf.settings import DEFAULT_PORT, Settings, read_settings

HIGHEST_PORT = 65_533


@click.command()
@click.option(
    "--port", default=DEFAULT_PORT, show_default=True, help="The console's port; the websites take the two after it."
)
@click.option("--data", default="data/demo", show_default=True, help="Where the demonstration keeps its database.")
@click.option(
    "--visitors",
    default=4,
    show_default=True,
    type=click.IntRange(0, 100),
    help="How many visitors come and go by themselves; 0 for none.",
)
@click.option("--ids", is_flag=True, help="Only print ids and an API key of the seeded workspace, for trying the API.")
def demo(*, port: int, data: str, visitors: int, ids: bool) -> None:
    """Run the demonstration: a seeded workspace, two websites, and people who live in it."""
    if port > HIGHEST_PORT:
        sentence = (
            f"port is expected to be at most {HIGHEST_PORT}, because the websites take the two after it, but is {port}."
        )
        raise Invalid("invalid_setting", sentence, "port")
    settings = read_settings(
        {"host": "127.0.0.1", "port": str(port), "data": data, "database_url": "", "public_url": ""}
    )
    uvloop.run(_print_ids(settings) if ids else _demo(settings, visitors))


async def _print_ids(settings: Settings) -> None:
    known = notes.read(settings.data) or await _seeded(settings)
    click.echo(
        f"api_key={known.api_key}\nvisitor={known.visitor}\nagent={known.agents['marie']}\ngroup={known.groups['fr']}"
    )


async def _seeded(settings: Settings) -> Notes:
    """Makes the workspace; only the first start does."""
    with being_made(settings.data):
        database = await open_database(settings)
        try:
            made = await seed(
                database, now=wall_clock(), port=settings.port, say=lambda line: click.echo(f"  {line} …", err=True)
            )
        finally:
            await database.close()
        notes.write(settings.data, made)
        return made


async def _demo(settings: Settings, visitors: int) -> None:
    for port in range(settings.port, settings.port + 3):
        listen(settings.host, port).close()  # refuses before the seeding, not after it
    known = notes.read(settings.data) or await _seeded(settings)
    if known.port != settings.port:
        sentence = (
            f"The demonstration in {settings.data} was made for port {known.port}, and its websites' addresses with it. "
            f"Start it with --port {known.port}, or choose another folder with --data."
        )
        raise Conflict("port_of_demo", sentence, "port")
    parts = assemble(settings, await open_database(settings))
    sites = _open_sites(settings, known)
    life = _start_life(known, visitors)
    try:
        await serve(parts, lambda: _say_ready(settings, known))
    finally:
        if life.stdin:
            life.stdin.close()
        await asyncio.to_thread(life.wait)
        for site in sites:
            site.shutdown()


def _open_sites(settings: Settings, known: Notes) -> list[Site]:
    opened: list[Site] = []
    for n, (key, name, pages) in enumerate((("shop", "Lumen", SHOP), ("academy", "Akademie", ACADEMY)), start=1):
        snippet = f'<script async src="{settings.origin}/widget/loader.js" data-key="{known.sites[key]}"></script>'
        try:
            site = Site(settings.port + n, name, pages, snippet)
        except OSError as error:
            sentence = (
                f"Port {settings.port + n}, for a website of the demonstration, is in use. Choose others with --port."
            )
            raise Conflict("port_in_use", sentence, "port") from error
        threading.Thread(target=site.serve_forever, daemon=True).start()
        opened.append(site)
    return opened


def _start_life(known: Notes, visitors: int) -> "subprocess.Popen[str]":
    """Clients in a process of their own; they wait until the server answers."""
    life = subprocess.Popen([sys.executable, "-m", "zuruf.demo.life"], stdin=subprocess.PIPE, text=True)
    if life.stdin:
        life.stdin.write(json.dumps({"notes": asdict(known), "visitors": visitors}) + "\n")
        life.stdin.flush()
    return life


def _say_ready(settings: Settings, known: Notes) -> None:
    shop, academy = (f"http://127.0.0.1:{settings.port + n}" for n in (1, 2))
    owner, agent = (person for person in PEOPLE if person.behaviour == "yours")
    click.echo(
        f"""
Zuruf is ready.

  Console      {settings.origin}/console/
  Owner        {owner.email}   {known.passwords[owner.key]}
  Agent        {agent.email}   {known.passwords[agent.key]}

  Shop         {shop}/
  Shop, French {shop}/fr/
  Academy      {academy}/

Sign in, open a page in another window, and write something in the chat. Stop with Ctrl-C.
"""
    )
