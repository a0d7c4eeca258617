"""Websites: making and changing them (T9, B12)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from zuruf.domain import validity, widget_settings
from zuruf.domain.access import require
from zuruf.domain.event import WebsiteChanged
from zuruf.domain.token import secret_of
from zuruf.domain.validity import Scheme
from zuruf.domain.website import OfflineMode, Website
from zuruf.domain.widget_settings import WidgetSettings
from zuruf.errors import Conflict
from zuruf.store import agents, websites
from zuruf.store.settings_changes import check_version, tell
from zuruf.store.transaction import Answer, Command, Tx

MAX_GREETING = 500  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class WebsiteCommand(Command):
    """What a website is saved as. `scheme` is how people reach this server: pages over https cannot load a widget over http."""

    name: str
    origins: tuple[str, ...]
    colour: str = "#0f6b66"
    position: Literal["left", "right"] = "right"
    when_offline: OfflineMode = "message"
    greetings: Mapping[str, str]
    widget: WidgetSettings = field(default_factory=WidgetSettings)
    is_enabled: bool = True
    takes_files: bool = True
    scheme: Scheme = "https"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateWebsite(WebsiteCommand):
    """A new website; its public key follows from the moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWebsite(WebsiteCommand):
    """The website as a whole, made of the version somebody saw. The key stays: it is in the pages' code."""

    website_id: str
    version: int


async def create_website(tx: Tx, command: CreateWebsite) -> Answer:
    """Without an origin the widget stays away (B12)."""
    require(await agents.acting(tx, command), "configure")
    if await websites.count(tx, tx.workspace_id) >= websites.LIMIT:
        raise Conflict("too_many_websites", f"A workspace has at most {websites.LIMIT} websites.")
    key = secret_of(command.moment, "website")[:22]
    website = _checked(command, Website(id=command.moment.id("web"), key=key, name="", origins=()))
    page_key = secret_of(command.moment, "pages")
    await websites.insert(tx, website, page_key=page_key, seq=tx.next_seq, created_at=command.moment.at)
    _tell(tx, command, website)
    return Answer(id=website.id)


async def change_website(tx: Tx, command: ChangeWebsite) -> Answer:
    """Replaces everything but the key."""
    require(await agents.acting(tx, command), "configure")
    before = await websites.get(tx, tx.workspace_id, command.website_id)
    await check_version(tx, "websites", before.id, sent=command.version, now=before.version)
    after = _checked(command, before)
    if after == before:
        return Answer(id=before.id, changed=False)
    after = replace(after, version=before.version + 1)
    await websites.save(tx, after, seq=tx.next_seq)
    _tell(tx, command, after)
    return Answer(id=after.id)


def _checked(command: WebsiteCommand, website: Website) -> Website:
    """The website as it would be saved."""
    return replace(
        website,
        name=validity.name(command.name),
        origins=validity.origins(command.origins, server=command.scheme),
        colour=validity.hex_colour(command.colour),
        position=command.position,
        when_offline=command.when_offline,
        greetings=validity.texts(command.greetings, "greetings", MAX_GREETING),
        widget=widget_settings.checked(command.widget),
        is_enabled=command.is_enabled,
        takes_files=command.takes_files,
    )


def _tell(tx: Tx, command: Command, website: Website) -> None:
    tell(tx, command, "website.changed", WebsiteChanged(website_id=website.id, name=website.name, seq=tx.next_seq))
