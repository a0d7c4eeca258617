"""What visitors are promised of the first answer (W5), reckoned at most once a minute for each website and group."""

from typing import Final

from zuruf.domain.answer_time import FEWEST, promised_minutes
from zuruf.store import first_answers
from zuruf.store.transaction import Reader

KEPT_MS: Final = 60_000
MOST_KEPT: Final = 10_000

Place = tuple[str, str, str]  # workspace, website, group or ""


class AnswerTimes:
    """One for all who read; two who reckon the same at once come to the same."""

    def __init__(self) -> None:
        self._kept: dict[Place, tuple[int, int | None]] = {}

    async def within(
        self, reader: Reader, workspace_id: str, website_id: str, group_id: str | None, now: int
    ) -> int | None:
        """Minutes: of the visitor's group, or of the website where the group has too few answers; None says nothing."""
        place = workspace_id, website_id, group_id or ""
        until, minutes = self._kept.get(place, (0, None))
        if now < until:
            return minutes
        waits = await first_answers.waits_in(reader, workspace_id, group_id, now) if group_id is not None else []
        if len(waits) < FEWEST:
            waits = await first_answers.waits_on(reader, workspace_id, website_id, now)
        minutes = promised_minutes(waits)
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[place] = now + KEPT_MS, minutes
        return minutes
