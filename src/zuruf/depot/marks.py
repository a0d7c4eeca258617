"""What the bytes of a file begin with: what they are, whatever the sender says of them (B27)."""

import codecs
from pathlib import Path

import puremagic
from puremagic.main import PureError

from zuruf.domain.file import TEXT

HEAD = 8_192  # bytes that are looked at
_LOWEST, _SPACES = 0x20, b"\t\n\r\f"


def marks_of(file: Path) -> frozenset[str]:
    """Endings of kinds whose marks the file bears; `text` for letters without any. Blocks: it reads from disk."""
    with file.open("rb") as opened:
        head = opened.read(HEAD)
    try:
        matches = puremagic.magic_string(head)  # pyright: ignore[reportUnknownMemberType]  (it names no type of its argument)
        found = {str(match.extension) for match in matches}  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    except (PureError, ValueError):
        found = set[str]()
    # Letters are letters, also where they happen to begin like something else; what can be run is not on the list by its name.
    return frozenset(found | {TEXT} if _is_text(head) else found)


def _is_text(head: bytes) -> bool:
    if not head or any(byte < _LOWEST and byte not in _SPACES for byte in head):
        return False
    try:
        # The last letter may be cut in two.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True
