"""The outbox: what follows from a change, written with it and done later by whoever claims it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from zuruf.store.transaction import Job, Value, Writer

Lane = Literal["quick", "mail"]


@dataclass(frozen=True, slots=True)
class DueJob:
    """A claimed job. `seq` is the event it follows from (0 if none); `attempts` counts this one."""

    id: int
    workspace_id: str
    seq: int
    kind: str
    payload: str
    attempts: int


async def put_jobs(writer: Writer, workspace_id: str, jobs: Sequence[tuple[int, Job]]) -> None:
    """Writes the jobs of a group, each with the number of the event it follows from."""
    rows: list[tuple[Value, ...]] = [(workspace_id, seq, job.kind, job.payload, job.due_at) for seq, job in jobs]
    await writer.many(
        "insert into outbox (workspace_id, seq, kind, payload, due_at, attempts, claimed_until) "
        "values ($1,$2,$3,$4,$5,0,0)",
        rows,
    )


async def claim_jobs(writer: Writer, now: int, until: int, limit: int, lane: Lane = "quick") -> list[DueJob]:
    """Claims at most `limit` due jobs of all workspaces until `until` (ms); after that they are claimed again.

    Mail waits for other people's servers, so what is of our own house (`quick`) does not queue behind it.
    """
    rows = await writer.all(
        "update outbox set claimed_until = $2, attempts = attempts + 1 where id in "
        "(select id from outbox where handled_at is null and due_at <= $1 and claimed_until <= $1 "
        f"and kind {'not like' if lane == 'quick' else 'like'} 'mail.%' "
        "order by due_at, id limit $3 for update skip locked) "
        "returning id, workspace_id, seq, kind, payload, attempts",
        now,
        until,
        limit,
    )
    jobs = [
        DueJob(int(id_ or 0), str(workspace_id), int(seq or 0), str(kind), str(payload), int(attempts or 0))
        for id_, workspace_id, seq, kind, payload, attempts in rows
    ]
    return sorted(jobs, key=lambda job: job.id)


async def finish_job(writer: Writer, job_id: int, now: int) -> None:
    """The job is done."""
    await writer.run("update outbox set handled_at = $2 where id = $1", job_id, now)


async def put_off_job(writer: Writer, job_id: int, due_at: int) -> None:
    """The job is tried again, not before `due_at` (ms)."""
    await writer.run("update outbox set due_at = $2, claimed_until = 0 where id = $1", job_id, due_at)
