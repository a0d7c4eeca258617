"""Files: announcing one before its bytes come, and saying that they are kept (I4, W5, B30, B33)."""

from dataclasses import dataclass, replace

from zuruf.domain.access import require, sees
from zuruf.domain.file import AGENT_AN_HOUR, HOUR_MS, UNUSED_MS, VISITOR_AN_HOUR, File, FileView
from zuruf.domain.website import refuse_disabled
from zuruf.errors import Forbidden, NotFound, TooMany
from zuruf.store import agents, browsers, files, scenes, websites
from zuruf.store.transaction import Answer, Command, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceFile(Command):
    """A file is about to arrive: an agent's for the conversation, a visitor's from the browser, where there may be no conversation yet."""

    conversation_id: str = ""
    browser_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepFile(Command):
    """Its bytes have arrived and are kept; `shown` is what they are."""

    shown: FileView
    has_small: bool = False


async def announce_file(tx: Tx, command: AnnounceFile) -> Answer:
    """Answers the file's id. It counts from here: who interrupts a hundred files has sent a hundred."""
    if command.actor.kind == "visitor":
        await _visitor_may(tx, command)
        limit = VISITOR_AN_HOUR
    else:
        await _agent_may(tx, command)
        limit = AGENT_AN_HOUR
    at, uploader = command.moment.at, str(command.actor)
    begun, first = await files.begun_since(tx, tx.workspace_id, uploader, at - HOUR_MS)
    if begun >= limit:
        seconds = max(1, (first + HOUR_MS - at) // 1000)
        sentence = f"You have sent {begun} files within an hour, which is the limit. Try again later."
        raise TooMany("file_quota", sentence, "file", {"retry_after": str(seconds)})
    id_ = command.moment.id("fil")
    blank = FileView(id=id_, name="", type="", size=0)
    file = File(
        id=id_,
        uploader=uploader,
        conversation_id=command.conversation_id,
        view=blank,
        created_at=at,
        expires_at=at + UNUSED_MS,
    )
    await files.insert(tx, file)
    return Answer(id_)


async def keep_file(tx: Tx, command: KeepFile) -> Answer:
    """From now on a message may carry it."""
    file = await files.load(tx, tx.workspace_id, command.shown.id)
    if file is None or file.uploader != str(command.actor) or file.stored_at is not None:
        raise NotFound("file_not_found", "There is no such file.")
    after = replace(file, view=command.shown, has_small=command.has_small, stored_at=command.moment.at)
    await files.save(tx, after)
    return Answer(file.id)


async def _visitor_may(tx: Tx, command: AnnounceFile) -> None:
    browser = await browsers.get(tx, tx.workspace_id, command.browser_id)
    website = await websites.get(tx, tx.workspace_id, browser.website_id)
    refuse_disabled(website)
    if not website.takes_files:
        raise Forbidden("files_off", "Visitors of this website cannot send files.", "file")


async def _agent_may(tx: Tx, command: AnnounceFile) -> None:
    agent = await agents.acting(tx, command)
    require(agent, "access")
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, command.moment.at)
    if not sees(agent, scene.conversation, scene.roster):
        raise NotFound("conversation_not_found", "There is no such conversation.")
