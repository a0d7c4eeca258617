"""Transcripts asked for by e-mail, and what they say (W5)."""

from zuruf.domain.conversation import Conversation
from zuruf.domain.transcript import MOST_MESSAGES, Letter, Said, Transcript
from zuruf.domain.workspace import Roster
from zuruf.errors import NotFound
from zuruf.store import browsers, messages, rosters, websites
from zuruf.store.transaction import Reader, Row, Tx, Writer

COLUMNS = "id, conversation_id, episode, email, language, asked_by, asked_at, attempts, tried_at, ended_at, outcome"


async def insert(tx: Tx, transcript: Transcript) -> None:
    """One that is owed from now on."""
    await tx.run(
        f"insert into transcripts (workspace_id, {COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        tx.workspace_id,
        transcript.id,
        transcript.conversation_id,
        transcript.episode,
        transcript.email,
        transcript.language,
        transcript.asked_by,
        transcript.asked_at,
        transcript.attempts,
        transcript.tried_at,
        transcript.ended_at,
        transcript.outcome,
    )


async def save(tx: Tx, transcript: Transcript) -> None:
    """What became of it."""
    await tx.run(
        "update transcripts set attempts = $1, tried_at = $2, ended_at = $3, outcome = $4 where workspace_id = $5 and id = $6",
        transcript.attempts,
        transcript.tried_at,
        transcript.ended_at,
        transcript.outcome,
        tx.workspace_id,
        transcript.id,
    )


async def load(reader: Reader, workspace_id: str, id_: str) -> Transcript | None:
    """One of them."""
    row = await reader.one(f"select {COLUMNS} from transcripts where workspace_id = $1 and id = $2", workspace_id, id_)
    return None if row is None else _transcript(row)


async def counts(reader: Reader, workspace_id: str, email: str, conversation_id: str, since: int) -> tuple[int, int]:
    """How many were asked for since then: to this address, and of this conversation."""
    to_address = await reader.one(
        "select count(*) from transcripts where workspace_id = $1 and email = $2 and asked_at > $3",
        workspace_id,
        email,
        since,
    )
    of_conversation = await reader.one(
        "select count(*) from transcripts where workspace_id = $1 and conversation_id = $2 and asked_at > $3",
        workspace_id,
        conversation_id,
        since,
    )
    return _count(to_address), _count(of_conversation)


async def is_there(reader: Reader, workspace_id: str, conversation: Conversation | None) -> bool:
    """Whether an agent has answered in the last episode. Before that a letter would hold nothing but what its asker typed, and go to
    whatever address they typed (B66)."""
    if conversation is None or conversation.episode == 0 or conversation.last_agent_id is None:
        return False
    if conversation.owner is not None:
        return True
    row = await reader.one(
        "select 1 from messages where workspace_id = $1 and conversation_id = $2 and episode = $3 and kind = 'agent'"
        " and is_pushed = 0 and is_trigger = 0 limit 1",
        workspace_id,
        conversation.id,
        conversation.episode,
    )
    return row is not None


async def forget_addresses(writer: Writer, before: int) -> None:
    """Of those that ended before then (ms): no limit needs the address any more."""
    await writer.run("update transcripts set email = '' where email <> '' and ended_at < $1", before)


async def letter(reader: Reader, workspace_id: str, transcript: Transcript, now: int) -> Letter:
    """What the visitor saw of the episode: no comment, nothing deleted, agents by the name the visitor knows."""
    roster = await rosters.load_roster(reader, workspace_id, now)
    row = await reader.one(
        "select visitor_id, website_id from conversations where workspace_id = $1 and id = $2",
        workspace_id,
        transcript.conversation_id,
    )
    if row is None:
        raise NotFound("conversation_not_found", "There is no such conversation.")
    visitor_id, website_id = row
    browser = await browsers.of_visitor(reader, workspace_id, str(visitor_id))
    website = await websites.get(reader, workspace_id, str(website_id))
    found = await messages.of_episode(
        reader, workspace_id, transcript.conversation_id, transcript.episode, MOST_MESSAGES + 1
    )
    said = [
        Said(author=_name(one.kind, one.author, roster), text=one.text, at=one.at, files=one.files) for one in found
    ]
    return Letter(
        id=transcript.id,
        to=transcript.email,
        website=website.name,
        language=transcript.language,
        time_zone=browser.time_zone if browser else "",
        asked_at=transcript.asked_at,
        said=tuple(said[-MOST_MESSAGES:]),
        is_cut=len(said) > MOST_MESSAGES,
    )


def _name(kind: str, author: str, roster: Roster) -> str | None:
    if kind == "visitor":
        return None
    agent = roster.agents.get(author)
    return agent.name if agent else ""


def _count(row: Row | None) -> int:
    return int(row[0] or 0) if row else 0


def _transcript(row: Row) -> Transcript:
    (id_, conversation_id, episode, email, language, asked_by, asked_at, attempts, tried_at, ended_at, outcome) = row
    return Transcript(
        id=str(id_),
        conversation_id=str(conversation_id),
        episode=int(episode or 0),
        email=str(email),
        language=str(language),
        asked_by=str(asked_by),
        asked_at=int(asked_at or 0),
        attempts=int(attempts or 0),
        tried_at=None if tried_at is None else int(tried_at),
        ended_at=None if ended_at is None else int(ended_at),
        outcome=str(outcome),  # pyright: ignore[reportArgumentType]  (written by save only)
    )
