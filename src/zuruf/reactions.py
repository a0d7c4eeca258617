"""What follows from what happened: one table from a job's kind to what is done; everything here may be done twice."""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol

from zuruf.actions.askings import AskingCommand, lapse_askings
from zuruf.actions.conversations import ReleaseAgent, release_agent
from zuruf.actions.deleting import Purge, purge
from zuruf.actions.snoozing import SnoozeCommand, snooze_ends
from zuruf.actions.transcripts import JOB as TRANSCRIPT
from zuruf.actions.transcripts import EndTranscript, TryTranscript, end_transcript, try_transcript
from zuruf.domain.actor import SYSTEM, actor_of
from zuruf.domain.moment import Moment
from zuruf.domain.transcript import Letter, Outcome
from zuruf.errors import NotFound, OutOfOrder
from zuruf.integrations.email.smtp import Refused
from zuruf.integrations.email.transcript import email_of
from zuruf.store import conversations, transcripts
from zuruf.store.database import Database
from zuruf.store.outbox import DueJob
from zuruf.store.transaction import Answer, Receipt

log = logging.getLogger(__name__)


class Mail(Protocol):
    """Where letters go out."""

    @property
    def sender(self) -> str:
        """As the From of a letter has it."""
        ...

    async def send(self, message: EmailMessage) -> None:
        """Refused for good, or OutOfOrder: to be tried again."""
        ...


@dataclass(frozen=True, slots=True)
class Means:
    """What reactions act with; `mail` is None where no mail server is set."""

    database: Database
    mail: Mail | None = None


React = Callable[[Means, DueJob, Moment], Awaitable[None]]


async def agent_deactivated(means: Means, job: DueJob, moment: Moment) -> None:
    """Their rows end, the conversations fall to the group or to Unassigned, the others are told (product.md, Decided at the edges)."""
    payload = json.loads(job.payload)
    agent_id, by = str(payload["agent_id"]), actor_of(str(payload.get("by", SYSTEM)))  # jobs of before this was kept
    for conversation_id in await means.database.read(conversations.running_of_agent, job.workspace_id, agent_id):
        command = ReleaseAgent(
            workspace_id=job.workspace_id,
            actor=by,
            moment=moment,
            conversation_id=conversation_id,
            agent_id=agent_id,
        )
        await _unless_deleted(means.database.act(command, release_agent))


async def asking_lapses(means: Means, job: DueJob, moment: Moment) -> None:
    """Ten minutes are over (A14)."""
    conversation_id = str(json.loads(job.payload)["conversation_id"])
    command = AskingCommand(workspace_id=job.workspace_id, actor=SYSTEM, moment=moment, conversation_id=conversation_id)
    await _unless_deleted(means.database.act(command, lapse_askings))


async def snooze_is_over(means: Means, job: DueJob, moment: Moment) -> None:
    """The time has come until which a conversation was put off (I6)."""
    conversation_id = str(json.loads(job.payload)["conversation_id"])
    command = SnoozeCommand(workspace_id=job.workspace_id, actor=SYSTEM, moment=moment, conversation_id=conversation_id)
    await _unless_deleted(means.database.act(command, snooze_ends))


async def transcript_is_owed(means: Means, job: DueJob, moment: Moment) -> None:
    """A letter goes out (W5). First the receipt that an attempt began, last what it came to; a crash between the two sends the same letter
    again, with the same Message-ID."""
    attempt = TryTranscript(
        workspace_id=job.workspace_id,
        actor=SYSTEM,
        moment=moment,
        transcript_id=str(json.loads(job.payload)["transcript_id"]),
    )
    begun = await means.database.act(attempt, try_transcript)
    transcript = await means.database.read(transcripts.load, job.workspace_id, attempt.transcript_id)
    if begun.answer.note != "go" or transcript is None:
        return
    try:
        letter = await means.database.read(transcripts.letter, job.workspace_id, transcript, moment.at)
    except NotFound:
        return  # deleted meanwhile (I6)
    try:
        outcome = await _sent(means.mail, letter)
    except OutOfOrder:
        if (await _ended(means.database, attempt, "")).note == "over":
            return
        raise
    await _ended(means.database, attempt, outcome)


async def _ended(database: Database, attempt: TryTranscript, outcome: Outcome) -> Answer:
    command = EndTranscript(
        workspace_id=attempt.workspace_id,
        actor=attempt.actor,
        moment=attempt.moment,
        transcript_id=attempt.transcript_id,
        outcome=outcome,
    )
    return (await database.act(command, end_transcript)).answer


async def _sent(mail: Mail | None, letter: Letter) -> Outcome:
    """The log names the letter and its size, never to whom it goes or what it says."""
    size = sum(len(said.text) for said in letter.said)
    about = f"Transcript {letter.id} ({len(letter.said)} messages, {size} characters)"
    if mail is None:
        log.warning("%s is not sent: no mail server is set (ZURUF_SMTP_URL)", about)
        return "no_mail_server"
    try:
        await mail.send(email_of(letter, mail.sender))
    except Refused as refusal:
        log.warning("%s is not sent: the mail server refused it (%d)", about, refusal.code)
        return "refused"
    log.info("%s is sent", about)
    return "sent"


async def deleted_ends(means: Means, job: DueJob, moment: Moment) -> None:
    """The 30 days in which a deleted conversation can be brought back are over (I6)."""
    payload = json.loads(job.payload)
    command = Purge(
        workspace_id=job.workspace_id,
        actor=SYSTEM,
        moment=moment,
        conversation_id=str(payload["conversation_id"]),
        deleted_at=int(payload["deleted_at"]),
    )
    await means.database.act(command, purge)


async def _unless_deleted(work: Awaitable[Receipt]) -> None:
    """What was to follow has nothing to follow for once its conversation is deleted (I6)."""
    try:
        await work
    except NotFound as error:
        if error.code != "conversation_not_found":
            raise


REACTIONS: dict[str, React] = {
    "agent_deactivated": agent_deactivated,
    "asking_lapses": asking_lapses,
    "deleted_ends": deleted_ends,
    "snooze_ends": snooze_is_over,
    TRANSCRIPT: transcript_is_owed,
}
