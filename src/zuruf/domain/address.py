"""Page addresses brought to one spelling, so that two spellings of the same page compare equal (T3)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote_from_bytes, unquote_to_bytes

DEFAULT_PORTS: Final = {"http": "80", "https": "443"}
MAX_LENGTH: Final = 4_000  # characters; browsers send longer ones, the rest says nothing about the page

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_BRACKETED = re.compile(r"\[[0-9a-f:.]+\]")
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
_PARTS = re.compile(r"([/?#&=+;])")
_KEPT: Final = "!$'()*,:@~|[]{}"  # written as they are; the separators of _PARTS stay encoded where they came encoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A URL in one spelling, readable: the host in lower case and letters, percent-encoding undone where it says nothing.

    What is missing is "": a pattern may name no scheme, no port, or only a path. `host` is in ASCII (xn--), `shown_host` in letters.
    `tail` is the query and the fragment with their `?` and `#`.
    """

    scheme: str
    host: str
    shown_host: str
    port: str
    path: str
    tail: str

    @property
    def effective_port(self) -> str:
        """The port named, else the scheme's own."""
        return self.port or DEFAULT_PORTS.get(self.scheme, "")

    @property
    def bare_host(self) -> str:
        """The host without www."""
        return self.host.removeprefix("www.")

    @property
    def authority(self) -> str:
        """Host and, unless it is the scheme's own, port."""
        port = "" if self.port in ("", DEFAULT_PORTS.get(self.scheme)) else f":{self.port}"
        return self.shown_host + port

    @property
    def after_scheme(self) -> str:
        """Everything but the scheme."""
        return f"{self.authority}{self.path}{self.tail}"

    @property
    def text(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.after_scheme}" if self.scheme else self.after_scheme


@lru_cache(maxsize=1024)
def parse(text: str) -> Address | None:
    """The address in one spelling; None when it is none. "/fr" is a path on any host, "shop.example/fr" has any scheme."""
    scheme, text = split_scheme(text.strip()[:MAX_LENGTH])
    if not scheme and text.startswith("//"):
        text = text[2:]
    elif not scheme and text.startswith("/"):
        return Address(scheme="", host="", shown_host="", port="", **_path_and_tail(text))
    end = min((position for position in map(text.find, "/?#") if position >= 0), default=len(text))
    authority = _authority(text[:end])
    if authority is None:
        return None
    host, port = authority
    return Address(scheme=scheme, host=host, shown_host=letters(host), port=port, **_path_and_tail(text[end:]))


def split_scheme(text: str) -> tuple[str, str]:
    """The scheme in lower case ("" if none is named) and what follows its `://`."""
    named = _SCHEME.match(text)
    return (named[1].lower(), text[named.end() :]) if named is not None else ("", text)


def readable(text: str) -> str:
    """Part of a path, query or fragment in one spelling: é for %C3%A9 and for e + accent, %2F left as it is.

    Bytes that are no text stay encoded; a space is %20, since a raw one never stands in an address.
    """
    return "".join(part if _PARTS.fullmatch(part) else _readable_part(part) for part in _PARTS.split(text))


def ascii_host(host: str) -> str | None:
    """A host in lower case and ASCII, as browsers write it (UTS 46, not transitional: ß stays itself); None when it is no host."""
    if _BRACKETED.fullmatch(host.lower()):
        return host.lower()
    labels = [_ascii_label(label) for label in host.translate(_DOTS).removesuffix(".").split(".")]
    name = ".".join(labels)
    return name if len(name) <= 253 and all(_LABEL.fullmatch(label) for label in labels) else None


def letters(host: str) -> str:
    """A host with its xn-- labels in letters; one that is no valid spelling stays as it is."""
    return ".".join(_letters_of(label) for label in host.split("."))


def _authority(text: str) -> tuple[str, str] | None:
    """Host and port; a name and a password before an @ say nothing about the page."""
    text = text.rpartition("@")[2]
    host, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        host, port = text, ""
    if not all(digit in "0123456789" for digit in port) or len(port) > 5:
        return None
    name = ascii_host(unquote_to_bytes(host.encode("utf-8", "replace")).decode("utf-8", "replace"))
    return (name, port.lstrip("0")) if name is not None else None


def _ascii_label(label: str) -> str:
    label = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).lower())
    if label.isascii():
        return label
    return "xn--" + label.encode("punycode").decode("ascii")


def _letters_of(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        letters = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    return letters if _ascii_label(letters) == label else label


def _path_and_tail(text: str) -> dict[str, str]:
    end = min((position for position in map(text.find, "?#") if position >= 0), default=len(text))
    path = _without_dots(readable(text[:end])) or "/"
    tail = readable(text[end:])
    return {"path": path, "tail": "" if tail in ("?", "#") else tail}


def _without_dots(path: str) -> str:
    """`.` and `..` resolved, as every browser does before it sends the page."""
    segments = path.split("/")
    if "." not in segments and ".." not in segments:
        return path
    kept: list[str] = []
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    ends_in_folder = segments[-1] in (".", "..")
    return "/" + "/".join(kept) + ("/" if ends_in_folder and kept else "")


def _readable_part(part: str) -> str:
    if part.isascii() and part.isalnum():
        return part
    data = unquote_to_bytes(part.encode("utf-8", "replace"))
    try:
        text = unicodedata.normalize("NFC", data.decode())
    except UnicodeDecodeError:
        return quote_from_bytes(data, safe=_KEPT)
    return "".join(_readable_character(character) for character in text)


def _readable_character(character: str) -> str:
    if not character.isascii():
        return character if character.isprintable() else quote_from_bytes(character.encode(), safe="")
    return quote_from_bytes(character.encode("ascii"), safe=_KEPT)
