"""Files people send: what they may be, what they are called, and what a message shows of them (I4, W5)."""

import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from zuruf.errors import TooLarge, Unsupported

MAX_BYTES = 10 * 1024 * 1024  # of one file
MAX_OF_MESSAGE = 10  # files
UNUSED_MS = 24 * 3_600_000  # how long a file waits for its message
HOUR_MS = 3_600_000
VISITOR_AN_HOUR = 30  # files, begun ones too: who interrupts them counts like who ends them
AGENT_AN_HOUR = 300
LONGEST_NAME = 120  # characters
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
TEXT = "text"  # what has no mark of its own: letters and nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file as its message shows it: `size` in bytes; `width` and `height` in pixels, 0 for anything but a picture."""

    id: str
    name: str
    type: str
    size: int
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """`uploader` is an actor; `conversation_id` is "" for a visitor's until its message is sent; `expires_at` None once a message has it.

    `stored_at` None while its bytes are on their way; `has_small` says that there is a smaller picture beside it.
    """

    id: str
    uploader: str
    conversation_id: str
    view: FileView
    message_id: str | None = None
    created_at: int
    stored_at: int | None = None
    expires_at: int | None = None
    has_small: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """`endings` of names that belong together, the type they are sent with, and the marks their bytes begin with (as endings)."""

    type: str
    endings: tuple[str, ...]
    marks: frozenset[str]


def _kind(type_: str, *endings: str, marks: str = "") -> Kind:
    return Kind(type_, endings, frozenset(marks.split()) or frozenset(endings))


# Nothing a browser would run: no HTML, SVG, XML, script or program is among them, under no name (B27).
KINDS = (
    _kind("image/png", ".png"),
    _kind("image/jpeg", ".jpg", ".jpeg", ".jpe", ".jfif"),
    _kind("image/gif", ".gif"),
    _kind("image/webp", ".webp"),
    _kind("image/heic", ".heic", ".heif"),
    _kind("application/pdf", ".pdf"),
    _kind("text/plain", ".txt", ".log", ".md", marks=TEXT),
    _kind("text/csv", ".csv", ".tsv", marks=TEXT),
    _kind("application/zip", ".zip", marks=".zip .docx"),
    _kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    _kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    _kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
    _kind("application/vnd.oasis.opendocument.text", ".odt", marks=".odt .zip"),
    _kind("application/vnd.oasis.opendocument.spreadsheet", ".ods", marks=".ods .odt .zip"),
    _kind("application/vnd.oasis.opendocument.presentation", ".odp", marks=".odp .odt .zip"),
    _kind("application/msword", ".doc"),
    _kind("application/vnd.ms-excel", ".xls", marks=".xls .doc"),
    _kind("application/vnd.ms-powerpoint", ".ppt", marks=".ppt .doc"),
    _kind("application/rtf", ".rtf"),
    _kind("audio/mpeg", ".mp3"),
    _kind("audio/mp4", ".m4a", marks=".m4a .mp4 .f4a"),
    _kind("audio/ogg", ".ogg", ".oga", ".opus"),
    _kind("audio/wav", ".wav"),
    _kind("video/mp4", ".mp4", ".m4v", marks=".mp4 .m4v .m4a"),
    _kind("video/quicktime", ".mov"),
    _kind("video/webm", ".webm", marks=".webm .mkv"),
)


def checked_kind(name: str, marks: frozenset[str]) -> Kind:
    """What the bytes and the name agree on. A picture is what its bytes say; Unsupported `file_refused` for all that is not on the list."""
    ending = PurePosixPath(name).suffix.lower()
    for kind in KINDS:
        is_named = ending in kind.endings or not ending
        if kind.marks & marks and (is_named or kind.type in PICTURES):
            return kind
    raise refused()


def refused() -> Unsupported:
    """For a file that is not on the list, whatever it calls itself."""
    sentence = (
        "Files of this kind cannot be sent. Pictures, PDF, text, office documents, zip, audio and video can; "
        "anything else can, inside a zip."
    )
    return Unsupported("file_refused", sentence, "file")


def too_large() -> TooLarge:
    """For more bytes than a file may have."""
    return TooLarge("file_too_large", "A file may have 10 MB. Make it smaller, or send it in parts.", "file")


def named(name: str, kind: Kind) -> str:
    """The name as it is kept: no folders, nothing unseen, nothing that turns the reading direction, with an ending of its kind (B32)."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    stem, ending = PurePosixPath(f"x{seen}").stem[1:].strip(" ."), PurePosixPath(seen).suffix.lower()
    kept = ending if ending in kind.endings else kind.endings[0]
    return f"{stem[: LONGEST_NAME - len(kept)] or 'file'}{kept}"
