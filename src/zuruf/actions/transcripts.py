"""Transcripts by e-mail: asked for by a visitor or an agent, tried by the worker until they have ended (W5)."""

import json
from dataclasses import dataclass, replace

from zuruf.domain import validity
from zuruf.domain.access import require, sees
from zuruf.domain.change import Change
from zuruf.domain.explanation import Explanation
from zuruf.domain.transcript import (
    MOST_ATTEMPTS,
    WITHIN_MS,
    Outcome,
    Transcript,
    require_not_too_many,
    shortened,
)
from zuruf.domain.website import refuse_disabled
from zuruf.errors import Conflict, NotFound
from zuruf.store import agents, browsers, conversations, scenes, transcripts, websites
from zuruf.store.changes import write_change
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Answer, Command, Job, Tx

JOB = "mail.transcript"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTranscript(Command):
    """Of the last episode, to this address. The visitor's own chat says its language."""

    visitor_id: str
    email: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendTranscript(Command):
    """The same, asked for by an agent."""

    conversation_id: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TryTranscript(Command):
    """The worker begins an attempt."""

    transcript_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTranscript(TryTranscript):
    """What the attempt came to; "" for one that is tried again."""

    outcome: Outcome


async def ask_transcript(tx: Tx, command: AskTranscript) -> Answer:
    """It is owed with this transaction; agents hear of it once it is sent, or cannot be."""
    scene = await scenes.of_visitor(tx, tx.workspace_id, command.visitor_id, command.moment.at)
    website = await websites.get(tx, tx.workspace_id, scene.conversation.website_id)
    refuse_disabled(website)
    await _require(tx, scene, by_website=website.widget.offers_transcript)
    return await _owe(tx, command, scene, command.email, command.language)


async def send_transcript(tx: Tx, command: SendTranscript) -> Answer:
    """An agent may also where the website does not offer it to visitors."""
    scene = await scenes.of_conversation(tx, tx.workspace_id, command.conversation_id, command.moment.at)
    agent = await agents.acting(tx, command)
    require(agent, "access")
    if not sees(agent, scene.conversation, scene.roster):
        raise NotFound("conversation_not_found", "There is no such conversation.")
    await _require(tx, scene, by_website=True)
    browser = await browsers.of_visitor(tx, tx.workspace_id, scene.visitor.id)
    spoken = browser.widget_language if browser else ""
    return await _owe(tx, command, scene, command.email, spoken or scene.visitor.language)


async def try_transcript(tx: Tx, command: TryTranscript) -> Answer:
    """The receipt of an attempt that begins: `note` is "go", or "" where nothing is owed any more."""
    owed = await _owed(tx, command)
    if owed is None:
        return Answer(command.transcript_id, changed=False)
    at = command.moment.at
    if await conversations.load(tx, tx.workspace_id, owed.conversation_id) is None:
        # Deleted meanwhile (I6): what is gone from every screen goes to nobody by mail either.
        await transcripts.save(tx, replace(owed, ended_at=at, outcome="given_up"))
        return Answer(command.transcript_id)
    await transcripts.save(tx, replace(owed, attempts=owed.attempts + 1, tried_at=at))
    return Answer(command.transcript_id, note="go")


async def end_transcript(tx: Tx, command: EndTranscript) -> Answer:
    """Agents read in the thread what became of it: sent, not yet (after the first failure), or not at all. Ended twice it is no change."""
    owed, at = await _owed(tx, command), command.moment.at
    if owed is None:
        return Answer(command.transcript_id, changed=False)
    outcome = command.outcome
    if not outcome and owed.attempts >= MOST_ATTEMPTS:
        outcome = "given_up"
    if not outcome and owed.attempts > 1:
        return Answer(command.transcript_id, changed=False)
    if outcome:
        await transcripts.save(tx, replace(owed, ended_at=at, outcome=outcome))
    scene = await scenes.of_conversation(tx, tx.workspace_id, owed.conversation_id, at)
    what = "sent" if outcome == "sent" else "failed" if outcome else "delayed"
    why = Explanation(cause=command.actor, rule=outcome or "delayed")
    change = Change(type=f"transcript.{what}", after=scene.conversation, line=shortened(owed.email), why=why)
    await write_change(tx, scene, change, command.actor, at)
    return Answer(command.transcript_id, note="over" if outcome else "")


async def _require(tx: Tx, scene: Scene, *, by_website: bool) -> None:
    if not by_website or not await transcripts.is_there(tx, tx.workspace_id, scene.conversation):
        sentence = "There is no transcript to send: nobody has answered yet, or this website sends none."
        raise Conflict("transcript_not_offered", sentence)


async def _owe(tx: Tx, command: Command, scene: Scene, address: str, language: str) -> Answer:
    email, at = validity.email(address), command.moment.at
    conversation = scene.conversation
    require_not_too_many(*await transcripts.counts(tx, tx.workspace_id, email, conversation.id, at - WITHIN_MS))
    transcript = Transcript(
        id=command.moment.id("trn"),
        conversation_id=conversation.id,
        episode=conversation.episode,
        email=email,
        language=language or scene.roster.workspace.default_language,
        asked_by=str(command.actor),
        asked_at=at,
    )
    await transcripts.insert(tx, transcript)
    tx.enqueue(Job(kind=JOB, payload=json.dumps({"transcript_id": transcript.id}), due_at=at))
    return Answer(transcript.id)


async def _owed(tx: Tx, command: TryTranscript) -> Transcript | None:
    found = await transcripts.load(tx, tx.workspace_id, command.transcript_id)
    return None if found is None or found.ended_at is not None else found
