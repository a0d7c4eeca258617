"""The worker: claims what lies in the outbox and has it done, again and again until it is."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from zuruf.actions.signs import AgentSign, end_idle
from zuruf.depot.depot import Depot, names_of
from zuruf.domain.actor import SYSTEM
from zuruf.domain.moment import Moment
from zuruf.domain.transcript import WITHIN_MS
from zuruf.reactions import REACTIONS, Means
from zuruf.store import files, signs
from zuruf.store.outbox import DueJob, claim_jobs, finish_job, put_off_job
from zuruf.store.receipts import trim_receipts
from zuruf.store.transcripts import forget_addresses

log = logging.getLogger(__name__)

CLAIM_MS = 60_000
AT_A_TIME = 20
LETTERS_AT_A_TIME = 5
EVERY_SECONDS = 1.0
RECEIPTS_MS = 7 * 24 * 3_600_000
TIDIED_AT_A_TIME = 200
FILES_MS = 10 * 60_000  # longer than anybody who may still have a file is in the middle of reading it
LONGEST_PAUSE_MS = 3_600_000


class Worker:
    """`moment` gives the time and randomness of each job; `sleep` waits so many seconds."""

    def __init__(
        self,
        means: Means,
        depot: Depot,
        moment: Callable[[], Moment],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._means = means
        self._database = means.database
        self._depot = depot
        self._moment = moment
        self._sleep = sleep

    async def run(self) -> None:
        """For ever; to be cancelled. A database that cannot be reached is asked again."""
        await asyncio.gather(self._always(self._work_and_tidy), self._always(self.post))

    async def _always(self, turn: Callable[[], Awaitable[object]]) -> None:
        while True:
            try:
                await turn()
            except Exception:
                log.exception("The outbox could not be read; it is tried again")
            await self._sleep(EVERY_SECONDS)

    async def _work_and_tidy(self) -> None:
        while await self.work():
            pass
        await self.end_idle()
        await self.tidy()

    async def work(self) -> int:
        """Does what is due now; how many jobs there were."""
        now = self._moment().at
        jobs = await self._database.write(claim_jobs, now, now + CLAIM_MS, AT_A_TIME)
        for job in jobs:
            await self._do(job)
        return len(jobs)

    async def post(self) -> int:
        """Sends the letters that are due now, side by side: each waits for another server; how many there were."""
        now = self._moment().at
        jobs = await self._database.write(claim_jobs, now, now + CLAIM_MS, LETTERS_AT_A_TIME, "mail")
        await asyncio.gather(*map(self._do, jobs))
        return len(jobs)

    async def end_idle(self) -> None:
        """Who has done nothing for too long is offline (P4): decided here, so that a sleeping laptop's agent is, too."""
        for workspace_id, agent_id in await self._database.read(signs.perhaps_idle, self._moment().at, AT_A_TIME):
            command = AgentSign(workspace_id=workspace_id, actor=SYSTEM, moment=self._moment(), agent_id=agent_id)
            await self._database.act(command, end_idle)

    async def tidy(self) -> None:
        """Receipts are kept for seven days (R2), files until nobody needs them (F39), addresses as long as they count (W5)."""
        now = self._moment().at
        await self._database.write(trim_receipts, now - RECEIPTS_MS, TIDIED_AT_A_TIME)
        await self._database.write(forget_addresses, now - WITHIN_MS)
        await self._forget_files(now - FILES_MS)

    async def _forget_files(self, before: int) -> None:
        """First the bytes, then the row: what is left half done is done the next time."""
        rows = await self._database.read(files.expired, before, AT_A_TIME)
        for workspace_id, file_id in rows:
            for name in names_of(workspace_id, file_id):
                await self._depot.delete(name)
        if rows:
            await self._database.write(files.forget, rows)

    async def _do(self, job: DueJob) -> None:
        moment = self._moment()
        try:
            await REACTIONS[job.kind](self._means, job, moment)
        except Exception:
            log.exception("Job %s (%s) failed the %d. time", job.id, job.kind, job.attempts)
            pause = min(LONGEST_PAUSE_MS, 5_000 * 2 ** min(job.attempts, 10))
            await self._database.write(put_off_job, job.id, moment.at + pause)
        else:
            await self._database.write(finish_job, job.id, moment.at)
