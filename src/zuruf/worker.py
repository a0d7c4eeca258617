"""The worker: claims what lies in the outbox and has it done, again and again until it is."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from zuruf.domain.moment import Moment
from zuruf.reactions import REACTIONS
from zuruf.store.database import Database
from zuruf.store.outbox import DueJob, claim_jobs, finish_job, put_off_job
from zuruf.store.receipts import trim_receipts

log = logging.getLogger(__name__)

CLAIM_MS = 60_000
AT_A_TIME = 20
EVERY_SECONDS = 1.0
RECEIPTS_MS = 7 * 24 * 3_600_000
TIDIED_AT_A_TIME = 200
LONGEST_PAUSE_MS = 3_600_000


class Worker:
    """`moment` gives the time and randomness of each job; `sleep` waits so many seconds."""

    def __init__(
        self,
        database: Database,
        moment: Callable[[], Moment],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._moment = moment
        self._sleep = sleep

    async def run(self) -> None:
        """For ever; to be cancelled. A database that cannot be reached is asked again."""
        while True:
            try:
                while await self.work():
                    pass
                await self._tidy()
            except Exception:
                log.exception("The outbox could not be read; it is tried again")
            await self._sleep(EVERY_SECONDS)

    async def work(self) -> int:
        """Does what is due now; how many jobs there were."""
        now = self._moment().at
        jobs = await self._database.write(claim_jobs, now, now + CLAIM_MS, AT_A_TIME)
        for job in jobs:
            await self._do(job)
        return len(jobs)

    async def _tidy(self) -> None:
        """Receipts are kept for seven days (R2)."""
        await self._database.write(trim_receipts, self._moment().at - RECEIPTS_MS, TIDIED_AT_A_TIME)

    async def _do(self, job: DueJob) -> None:
        moment = self._moment()
        try:
            await REACTIONS[job.kind](self._database, job, moment)
        except Exception:
            log.exception("Job %s (%s) failed the %d. time", job.id, job.kind, job.attempts)
            pause = min(LONGEST_PAUSE_MS, 5_000 * 2 ** min(job.attempts, 10))
            await self._database.write(put_off_job, job.id, moment.at + pause)
        else:
            await self._database.write(finish_job, job.id, moment.at)
