"""What a browser fetches before console and widget can be used, in bytes as they travel; as a program it refuses more than the budgets (M12)."""

import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tools import machine

KB = 1024
CONSOLE = machine.STATIC / "console"
WIDGET = machine.STATIC / "widget"
OPENED = ("loader.js", "frame.js", "frame.css")
PAGE = "index.html"
WORDS = "src/i18n/"

Manifest = dict[str, dict[str, object]]


@dataclass(frozen=True)
class Size:
    """One line of M12: `value` and `limit` in bytes, gzipped at the level the server uses."""

    name: str
    value: int
    limit: int


def sizes() -> list[Size]:
    """Console: the page with everything it imports, and the words of the longest language. Widget likewise, up to the first message."""
    words = max(packed(file) for file in WIDGET.glob("words-*.json"))
    return [
        Size("M12.loader", packed(WIDGET / "loader.js"), 3 * KB),
        Size("M12.widget", words + sum(packed(WIDGET / name) for name in OPENED), 30 * KB),
        Size("M12.console", sum(packed(CONSOLE / file) for file in console_files()), 200 * KB),
    ]


def console_files() -> set[str]:
    """Paths below the console's folder, without what is imported only when wanted; a browser test holds this set to what is fetched."""
    manifest = console_manifest()
    words = [str(chunk["file"]) for key, chunk in manifest.items() if key.startswith(WORDS)]
    longest = max(words, key=lambda file: packed(CONSOLE / file))
    return {*imported(manifest, PAGE), longest}


def console_manifest() -> Manifest:
    """Vite's list of chunks, by the source each began with."""
    return json.loads((CONSOLE / ".vite" / "manifest.json").read_text())


def imported(manifest: Manifest, key: str) -> set[str]:
    """The files of a chunk and of everything it imports at once, style sheets included."""
    seen: set[str] = set()
    files: set[str] = set()
    waiting = [key]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        chunk = manifest[at]
        files |= {str(chunk["file"]), *_names(chunk, "css")}
        waiting += _names(chunk, "imports")
    return files


def packed(file: Path) -> int:
    """Bytes, gzipped."""
    return len(gzip.compress(file.read_bytes(), 9))


def _names(chunk: dict[str, object], field: str) -> list[str]:
    return [str(name) for name in cast("list[object]", chunk.get(field, []))]


def violations(found: list[Size]) -> Iterator[str]:
    for size in found:
        if size.value > size.limit:
            sentence = f"{size.value:,} bytes gzipped, expected at most {size.limit:,}"
            yield f"{size.name}: {sentence}; load what is seldom used when it is wanted"


def main() -> int:
    machine.front_end()
    found = list(violations(sizes()))
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
