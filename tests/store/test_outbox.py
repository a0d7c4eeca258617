"""Jobs are written with their change and claimed by one worker at a time."""

import asyncio

from tests.store.notebook import notes, write_notes
from zuruf.store.database import Database
from zuruf.store.outbox import DueJob, claim_jobs, finish_job, put_off_job

DUE = notes("x").moment.at


async def test_a_job_carries_its_workspace_and_its_event(database: Database) -> None:
    receipt = await database.act(notes("a", times=2), write_notes)
    jobs = await database.write(claim_jobs, DUE, DUE + 1000, 10)
    assert [(job.workspace_id, job.seq, job.kind, job.attempts) for job in jobs] == [
        ("wsp_1", 1, "tell", 1),
        ("wsp_1", 3, "tell", 1),
        ("wsp_1", 3, "tell", 1),
    ]
    assert jobs[1].payload == receipt.answer.id


async def test_a_claimed_job_is_nobody_elses_until_the_claim_lapses(database: Database) -> None:
    (job,) = await database.write(claim_jobs, DUE, DUE + 1000, 10)
    assert await database.write(claim_jobs, DUE + 999, DUE + 2000, 10) == []
    (again,) = await database.write(claim_jobs, DUE + 1000, DUE + 2000, 10)
    assert (again.id, again.attempts) == (job.id, 2)


async def test_a_job_is_due_at_its_time_and_done_once(database: Database) -> None:
    assert await database.write(claim_jobs, DUE - 1, DUE, 10) == []
    (job,) = await database.write(claim_jobs, DUE, DUE + 1000, 10)
    await database.write(put_off_job, job.id, DUE + 50)
    assert await database.write(claim_jobs, DUE + 49, DUE + 1000, 10) == []
    (job,) = await database.write(claim_jobs, DUE + 50, DUE + 1000, 10)
    await database.write(finish_job, job.id, DUE + 60)
    assert await database.write(claim_jobs, DUE + 9999, DUE + 99999, 10) == []


async def test_workers_share_the_jobs_without_an_overlap(database: Database) -> None:
    await database.act(notes("a", times=99), write_notes)
    claims = await asyncio.gather(*[database.write(claim_jobs, DUE, DUE + 1000, 30) for _ in range(8)])
    claimed = [job.id for jobs in claims for job in jobs]
    assert len(claimed) == len(set(claimed))
    rest: list[DueJob] = []
    while more := await database.write(claim_jobs, DUE, DUE + 1000, 30):
        rest += more
    assert len(claimed) + len(rest) == 100


async def test_workers_of_two_nodes_share_the_jobs(nodes: list[Database]) -> None:
    await nodes[0].act(notes("a", times=99), write_notes)
    claims = await asyncio.gather(*[node.write(claim_jobs, DUE, DUE + 1000, 10) for _ in range(10) for node in nodes])
    claimed = [job.id for jobs in claims for job in jobs]
    assert len(claimed) == len(set(claimed))
