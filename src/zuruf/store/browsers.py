"""Browser keys with their visits, their frame's token and what triggers have done for them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from zuruf.domain.choice import ASKED
from zuruf.domain.visitor import AttributeValue
from zuruf.errors import NotFound
from zuruf.store.transaction import Reader, Row, Tx

COLUMNS = (
    "id, website_id, visitor_id, visits, visit_started_at, last_seen_at, pages_this_visit, language, widget_language, country,"
    " device, attributes, custom_events, group_choice, created_at, time_zone, wants_form,"
    " is_remembered"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """One browser on one website. Its visitor's id is fixed with it, the visitor's row may not exist yet.

    `custom_events` are the names the page's code has told in this visit; `group_choice` the choice made in it (G3), or that it was asked for;
    `wants_form` since a trigger showed the contact form, until one is filled in (T4). One that is not remembered is known until its page is
    left: nothing is recorded of its visits and pages (W1b).
    """

    id: str
    website_id: str
    visitor_id: str
    visits: int = 1
    visit_started_at: int = 0
    last_seen_at: int = 0
    pages_this_visit: int = 0
    language: str = ""
    widget_language: str = ""
    country: str = ""
    device: str = ""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict[str, AttributeValue])
    custom_events: tuple[str, ...] = ()
    group_choice: str | None = None
    created_at: int = 0
    time_zone: str = ""
    wants_form: bool = False
    is_remembered: bool = True


async def by_key(reader: Reader, workspace_id: str, website_id: str, key_hash: str) -> Browser | None:
    """The browser that owns this key."""
    row = await reader.one(
        f"select {COLUMNS} from browsers where workspace_id = $1 and website_id = $2 and key_hash = $3",
        workspace_id,
        website_id,
        key_hash,
    )
    return None if row is None else _browser(row)


async def by_token(reader: Reader, token_hash: str, now: int) -> tuple[str, Browser] | None:
    """(workspace, browser) of a frame's token that has not expired."""
    row = await reader.one(
        f"select workspace_id, {COLUMNS} from browsers where token_hash = $1 and token_expires_at > $2", token_hash, now
    )
    return None if row is None else (str(row[0]), _browser(row[1:]))


async def has_token(reader: Reader, workspace_id: str, browser_id: str) -> bool:
    """Whether a frame has linked this browser already."""
    row = await reader.one(
        "select 1 from browsers where workspace_id = $1 and id = $2 and token_hash is not null",
        workspace_id,
        browser_id,
    )
    return row is not None


async def is_token(reader: Reader, token_hash: str) -> bool:
    """Whether it is, or was until it expired, a frame's token."""
    return await reader.one("select 1 from browsers where token_hash = $1", token_hash) is not None


async def save_token(tx: Tx, browser_id: str, token_hash: str, expires_at: int) -> None:
    """Replaces the frame's token; the old one ends at once."""
    await tx.run(
        "update browsers set token_hash = $1, token_expires_at = $2 where workspace_id = $3 and id = $4",
        token_hash,
        expires_at,
        tx.workspace_id,
        browser_id,
    )


async def load(reader: Reader, workspace_id: str, browser_id: str) -> Browser | None:
    """One browser."""
    row = await reader.one(
        f"select {COLUMNS} from browsers where workspace_id = $1 and id = $2", workspace_id, browser_id
    )
    return None if row is None else _browser(row)


async def get(reader: Reader, workspace_id: str, browser_id: str) -> Browser:
    """One browser, or NotFound."""
    browser = await load(reader, workspace_id, browser_id)
    if browser is None:
        raise not_known()
    return browser


def not_known() -> NotFound:
    """The same for what is not there and what is behind the wall (B36)."""
    return NotFound("browser_not_found", "This browser is not known here any more.")


async def of_visitor(reader: Reader, workspace_id: str, visitor_id: str) -> Browser | None:
    """The browser this visitor used last."""
    row = await reader.one(
        f"select {COLUMNS} from browsers where workspace_id = $1 and visitor_id = $2 order by last_seen_at desc limit 1",
        workspace_id,
        visitor_id,
    )
    return None if row is None else _browser(row)


async def ids_of_visitor(reader: Reader, workspace_id: str, visitor_id: str) -> list[str]:
    """The browsers of this visitor, the one used last first."""
    rows = await reader.all(
        "select id from browsers where workspace_id = $1 and visitor_id = $2 order by last_seen_at desc limit 100",
        workspace_id,
        visitor_id,
    )
    return [str(row[0]) for row in rows]


async def begin_anew(tx: Tx, visitor_id: str, fresh_id: str) -> None:
    """The browsers of a visitor whose conversation was deleted (I6) are somebody else's from now on; their frames have to ask for a token."""
    await tx.run(
        "update browsers set former_visitor_id = visitor_id, visitor_id = $1, group_choice = null, token_hash = null"
        " where workspace_id = $2 and visitor_id = $3",
        fresh_id,
        tx.workspace_id,
        visitor_id,
    )


async def give_back(tx: Tx, visitor_id: str) -> None:
    """The visitor's browsers are theirs again, except those that have begun a conversation anew."""
    await tx.run(
        "update browsers set visitor_id = former_visitor_id, former_visitor_id = null, token_hash = null"
        " where workspace_id = $1 and former_visitor_id = $2 and not exists"
        " (select 1 from visitors v where v.workspace_id = browsers.workspace_id and v.id = browsers.visitor_id)",
        tx.workspace_id,
        visitor_id,
    )


async def ids_formerly_of(reader: Reader, workspace_id: str, visitor_id: str) -> list[str]:
    """The browsers that were this visitor's until the conversation was deleted."""
    rows = await reader.all(
        "select id from browsers where workspace_id = $1 and former_visitor_id = $2 order by id limit 100",
        workspace_id,
        visitor_id,
    )
    return [str(row[0]) for row in rows]


async def insert(tx: Tx, browser: Browser, key_hash: str) -> None:
    """A browser seen for the first time."""
    await tx.run(
        f"insert into browsers (workspace_id, key_hash, {COLUMNS})"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
        " on conflict (workspace_id, id) do nothing",
        tx.workspace_id,
        key_hash,
        *_values(browser),
    )


async def save(tx: Tx, browser: Browser) -> None:
    """Everything of a browser but its key."""
    values = _values(browser)
    setters = ", ".join(f"{name} = ${n + 3}" for n, name in enumerate(COLUMNS.split(", ")[1:]))
    await tx.run(
        f"update browsers set {setters} where workspace_id = $1 and id = $2", tx.workspace_id, values[0], *values[1:]
    )


async def replace_key(tx: Tx, browser_id: str, key_hash: str) -> None:
    """A key already linked elsewhere is replaced, never merged (architecture.md)."""
    await tx.run(
        "update browsers set key_hash = $1 where workspace_id = $2 and id = $3", key_hash, tx.workspace_id, browser_id
    )


async def ask_for_choice(tx: Tx, browser_id: str) -> None:
    """A trigger asks for the group; who has answered already is left alone (G3: once an episode)."""
    await tx.run(
        "update browsers set group_choice = $1 where workspace_id = $2 and id = $3 and group_choice is null",
        ASKED,
        tx.workspace_id,
        browser_id,
    )


async def want_form(tx: Tx, browser_id: str, *, is_wanted: bool) -> None:
    """A trigger shows the contact form (T4), or it was filled in."""
    await tx.run(
        "update browsers set wants_form = $1 where workspace_id = $2 and id = $3",
        int(is_wanted),
        tx.workspace_id,
        browser_id,
    )


async def forget_choice(tx: Tx, visitor_id: str) -> None:
    """What the visitor chose was for the episode that is over; in the next one they are asked again (G3)."""
    await tx.run(
        "update browsers set group_choice = null where workspace_id = $1 and visitor_id = $2 and group_choice is not null",
        tx.workspace_id,
        visitor_id,
    )


async def firings(reader: Reader, workspace_id: str, browser_id: str) -> frozenset[tuple[str, str]]:
    """(trigger, scope) of what triggers have already done for this browser (T5, frequencies)."""
    rows = await reader.all(
        "select trigger_id, scope from firings where workspace_id = $1 and browser_id = $2 limit 5000",
        workspace_id,
        browser_id,
    )
    return frozenset((str(trigger), str(scope)) for trigger, scope in rows)


async def insert_firing(tx: Tx, trigger_id: str, browser_id: str, scope: str, at: int) -> None:
    """Remembers that a trigger has acted in this scope."""
    await tx.run(
        "insert into firings (workspace_id, trigger_id, browser_id, scope, at) values ($1, $2, $3, $4, $5)"
        " on conflict (workspace_id, trigger_id, browser_id, scope) do nothing",
        tx.workspace_id,
        trigger_id,
        browser_id,
        scope,
        at,
    )


def _values(b: Browser) -> tuple[str | int | None, ...]:
    return (
        *(
            b.id,
            b.website_id,
            b.visitor_id,
            b.visits,
            b.visit_started_at,
            b.last_seen_at,
            b.pages_this_visit,
            b.language,
        ),
        *(
            b.widget_language,
            b.country,
            b.device,
            json.dumps(b.attributes),
            json.dumps(b.custom_events),
            b.group_choice,
            b.created_at,
            b.time_zone,
            int(b.wants_form),
            int(b.is_remembered),
        ),
    )


def _browser(row: Row) -> Browser:
    (id_, website_id, visitor_id, visits, started, seen, pages, language, widget, *rest) = row
    (country, device, attributes, events, choice, created, time_zone, wants_form, remembered) = rest
    return Browser(
        id=str(id_),
        website_id=str(website_id),
        visitor_id=str(visitor_id),
        visits=int(visits or 0),
        visit_started_at=int(started or 0),
        last_seen_at=int(seen or 0),
        pages_this_visit=int(pages or 0),
        language=str(language),
        widget_language=str(widget),
        country=str(country),
        device=str(device),
        attributes=json.loads(str(attributes)),
        custom_events=tuple(json.loads(str(events))),
        group_choice=None if choice is None else str(choice),
        created_at=int(created or 0),
        time_zone=str(time_zone),
        wants_form=bool(wants_form),
        is_remembered=bool(remembered),
    )
