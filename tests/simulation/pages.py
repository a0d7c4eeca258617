"""The Node process that holds the pages of the shipped front end, driven in step with virtual time."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

Deed = list[Any]
DRIVER = Path(__file__).with_name("driver.mjs")


class Pages:
    """All calls answer at once: time stands still meanwhile."""

    def __init__(self, node: Path, built: Path) -> None:
        self._process = subprocess.Popen(
            [node, DRIVER, built], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.next: float | None = None
        self.did: Callable[[Deed], None] = lambda deed: None
        self.now: Callable[[], float] = lambda: 0.0

    def tell(self, do: str, **about: Any) -> Any:
        """Tells the pages what happens; what they do about it goes to `did`."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, "now": self.now(), **about}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        self.next = answer["next"]
        for deed in answer["done"]:
            self.did(deed)
        return answer.get("answer")

    def close(self) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.stdout.close()  # type: ignore[union-attr]
        self._process.wait(5)
