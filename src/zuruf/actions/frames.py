"""The frame's first load: its token and the page's browser key are linked (W1b)."""

from dataclasses import dataclass

from zuruf.store import blocks, browsers, page_views
from zuruf.store.browsers import Browser
from zuruf.store.describing import describe
from zuruf.store.from_page import FromPage
from zuruf.store.remembering import together, unkept
from zuruf.store.transaction import Answer, Tx

TOKEN_MS = 180 * 24 * 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFrame(FromPage):
    """The frame's load: its token is linked to the browser key once. `known_token_hash` is of the token it has kept, or has just made
    for itself, "" without one; `token_hash` and `fresh_key_hash` are of new ones, used if needed."""

    token_hash: str
    fresh_key_hash: str
    known_token_hash: str = ""


async def link_frame(tx: Tx, command: LinkFrame) -> Answer:
    """The frame's token and the browser key are linked once (architecture.md: a key linked elsewhere is replaced, never merged).

    A frame with a token keeps its browser; the loader's fresh key becomes that browser's, with the page views it has reported.
    A token nobody has becomes this frame's: it made and kept it before it asked, so that one whose answer was lost comes back as
    itself. `note` is "known" when the token it came with is its own from now on, and "replaced" when the loader is to use the fresh key.
    """
    at = command.moment.at
    of_key = await browsers.by_key(tx, tx.workspace_id, command.website_id, command.key_hash)
    if of_key is not None:
        # Otherwise whoever lost the frame's token would begin anew as somebody else.
        await blocks.refuse(tx, tx.workspace_id, of_key, at)
    is_taken = of_key is not None and await browsers.has_token(tx, tx.workspace_id, of_key.id)
    known = await blocks.admitted(tx, command.known_token_hash, at) if command.known_token_hash else None
    mine = known[1] if known and known[0] == tx.workspace_id and known[1].website_id == command.website_id else None
    if mine is not None:
        note = await _rekey(tx, command, mine, of_key, is_taken=is_taken)
        await browsers.save_token(tx, mine.id, command.known_token_hash, at + TOKEN_MS)
        return Answer(mine.id, note=f"known {note}".strip())
    is_own = bool(command.known_token_hash) and not await browsers.is_token(tx, command.known_token_hash)
    token_hash, note = (command.known_token_hash, "known") if is_own else (command.token_hash, "")
    if of_key is not None and not is_taken:
        await browsers.save_token(tx, of_key.id, token_hash, at + TOKEN_MS)
        return Answer(of_key.id, note=note)
    fresh = await _fresh(tx, of_key, command)
    await browsers.insert(tx, fresh, command.fresh_key_hash if of_key else command.key_hash)
    await browsers.save_token(tx, fresh.id, token_hash, at + TOKEN_MS)
    return Answer(fresh.id, note=f"{note} replaced".strip() if of_key else note)


async def _rekey(tx: Tx, command: LinkFrame, mine: Browser, of_key: Browser | None, *, is_taken: bool) -> str:
    if of_key is not None and of_key.id == mine.id:
        return ""
    if is_taken:
        await browsers.replace_key(tx, mine.id, command.fresh_key_hash)
        return "replaced"
    if of_key is not None:
        await browsers.replace_key(tx, of_key.id, command.fresh_key_hash)
        await page_views.move_views(tx, of_key.id, mine.id)
        merged = together(mine, of_key)
        await browsers.save(tx, merged)
        await describe(tx, command, mine.visitor_id, merged.attributes)
    await browsers.replace_key(tx, mine.id, command.key_hash)
    return ""


async def _fresh(tx: Tx, known: Browser | None, command: LinkFrame) -> Browser:
    if known is None and command.unkept is not None:
        return await unkept(tx, tx.workspace_id, command.unkept, command.website_id, command.key_hash)
    at = command.moment.at
    return Browser(
        id=command.moment.id("brw"),
        website_id=command.website_id,
        visitor_id=command.moment.id("vis"),
        visit_started_at=at,
        last_seen_at=at,
        language=known.language if known else "",
        widget_language=known.widget_language if known else "",
        country=known.country if known else "",
        device=known.device if known else "",
        time_zone=known.time_zone if known else "",
        created_at=at,
        is_remembered=known.is_remembered if known else command.remembers == "at_once",
    )
