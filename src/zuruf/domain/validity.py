"""What may be saved in settings: names, addresses, colours, origins, passwords. Each answers the value as it is stored."""

import ipaddress
import re
import unicodedata
from collections.abc import Mapping
from typing import Final, Literal
from urllib.parse import urlsplit

from zuruf.domain.address import ascii_host
from zuruf.errors import Invalid, too_long

Scheme = Literal["https", "http"]
MAX_NAME: Final = 100
MIN_PASSWORD: Final = 10
MAX_PASSWORD: Final = 256  # characters; argon2 would take a megabyte, an attacker would send one
MAX_ORIGINS: Final = 50

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_EMAIL = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[^\s@<>()\[\]\\,;:\"]{1,190}")
_HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")
_COLOUR_WORD = re.compile(r"[a-z]{1,20}")
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
_GUESSED_FIRST: Final = (
    *(
        "1234567890",
        "0123456789",
        "12345678910",
        "password123",
        "passwort123",
        "password1234",
        "qwertyuiop",
        "qwertzuiop",
    ),
    *(
        "iloveyou123",
        "motdepasse",
        "azertyuiop",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "administrator",
        "letmein123",
        "welcome123",
    ),
    *(
        "changeme123",
        "passw0rd123",
        "abcdefghij",
        "abc1234567",
        "qwerty12345",
        "qwerty123456",
        "asdfghjkl1",
        "zurufzuruf",
    ),
)


def name(text: str, field: str = "name") -> str:
    """One line of 1 to 100 characters without control characters (they would break a mail header, B65)."""
    return line(text, field, MAX_NAME)


def line(text: str, field: str, longest: int) -> str:
    """One line of 1 to `longest` characters."""
    stripped = text.strip()
    if not stripped:
        raise Invalid("empty", "Expected some text, got none.", field)
    return _without_controls(_no_longer(stripped, field, longest), field)


def optional_line(text: str, field: str, longest: int) -> str:
    """One line of at most `longest` characters; may be empty."""
    return line(text, field, longest) if text.strip() else ""


def email(text: str, field: str = "email") -> str:
    """An e-mail address in lower case. A host without a dot is one too: intranets have `anna@office`."""
    lowered = text.strip().lower()
    if not _EMAIL.fullmatch(lowered) or any(unicodedata.category(letter) == "Cc" for letter in lowered):
        raise Invalid(
            "not_an_email", f"Expected an e-mail address such as anna@shop.example, got {text[:100]!r}.", field
        )
    return lowered


def language(text: str, field: str = "language") -> str:
    """A language tag such as `de` or `pt-BR`."""
    if not _LANGUAGE.fullmatch(text):
        raise Invalid("not_a_language", f"Expected a language such as “de”, got {text[:20]!r}.", field)
    return text


def names(given: Mapping[str, str], default_language: str) -> dict[str, str]:
    """A name per language; the default language is required, empty ones are left out (G1)."""
    kept = {
        language(tag, f"names.{tag[:20]}"): name(text, f"names.{tag}") for tag, text in given.items() if text.strip()
    }
    if default_language not in kept:
        sentence = (
            f"Expected a name in the workspace's default language “{default_language}”: the others fall back to it."
        )
        raise Invalid("name_missing", sentence, f"names.{default_language}")
    return kept


def texts(given: Mapping[str, str], field: str, longest: int) -> dict[str, str]:
    """A text per language; empty ones are left out."""
    return {
        language(tag, f"{field}.{tag[:20]}"): _no_longer(text.strip(), f"{field}.{tag}", longest)
        for tag, text in given.items()
        if text.strip()
    }


def colour(text: str, field: str = "colour") -> str:
    """`#0f6b66` or the name of one of the console's colours; nothing else ever reaches a style sheet (B17)."""
    lowered = text.strip().lower()
    return lowered if _COLOUR_WORD.fullmatch(lowered) else hex_colour(text, field)


def hex_colour(text: str, field: str = "colour") -> str:
    """`#0f6b66`, in lower case."""
    lowered = text.strip().lower()
    if not _HEX_COLOUR.fullmatch(lowered):
        raise Invalid("not_a_colour", f"Expected a colour such as #0f6b66, got {text[:40]!r}.", field)
    return lowered


def origins(given: tuple[str, ...], field: str = "origins", server: Scheme = "https") -> tuple[str, ...]:
    """Exact origins, each once, in the order given (B12); none at all keeps the widget away."""
    if len(given) > MAX_ORIGINS:
        raise Invalid("too_many", f"Expected at most {MAX_ORIGINS} origins, got {len(given)}.", field)
    return tuple(dict.fromkeys(origin(text, f"{field}.{n}", server) for n, text in enumerate(given)))


def origin(text: str, field: str = "origin", server: Scheme = "https") -> str:
    """An origin as browsers send it: scheme, host in ASCII, port unless it is the scheme's own. https, or http of this very machine;
    http of any where the server itself is reached by it."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError as error:
        raise _not_an_origin(text, field) from error
    is_bare = parts.path in ("", "/") and not (parts.query or parts.fragment or "@" in parts.netloc)
    if not is_bare or parts.hostname is None:
        raise _not_an_origin(text, field)
    host = _host(parts.hostname, text, field)
    if parts.scheme not in ("https", "http"):
        raise _not_an_origin(text, field)
    if parts.scheme == "http" and server == "https" and not is_loopback(host):
        raise _not_https(text, field)
    shown = f"[{host}]" if ":" in host else host
    is_own_port = port is None or port == {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{shown}" if is_own_port else f"{parts.scheme}://{shown}:{port}"


def is_loopback(host: str) -> bool:
    """Whether the host (without brackets) is this very machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def password(text: str, *, email: str, field: str = "password") -> str:
    """Long enough and not among those everybody tries first; no rules on kinds of letters (ASVS 6.2)."""
    if not MIN_PASSWORD <= len(text) <= MAX_PASSWORD:
        sentence = f"Expected {MIN_PASSWORD} to {MAX_PASSWORD} characters, got {len(text)}."
        raise Invalid("password_length", sentence, field)
    lowered = text.lower()
    is_guessed = lowered in _GUESSED_FIRST or lowered in (email, email.partition("@")[0])
    if is_guessed or len(set(lowered)) < 5:
        raise Invalid(
            "password_guessable", "This password is among the first ones anybody would try. Take another.", field
        )
    return text


def _host(host: str, text: str, field: str) -> str:
    """In ASCII: a browser sends the punycode of an international name, so that is what is compared (B12)."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        name = ascii_host(host)
    if name is None or not _HOST.fullmatch(name):
        raise _not_an_origin(text, field)
    return name


def _not_an_origin(text: str, field: str) -> Invalid:
    return Invalid(
        "not_an_origin",
        f"Expected scheme, host and port only, such as https://www.shop.example, got {text[:100]!r}.",
        field,
    )


def _not_https(text: str, field: str) -> Invalid:
    sentence = (
        "Expected https:// (http:// for localhost only): whoever listens on the way to a page over http could change it "
        f"and read the chat in it, which this server keeps to https. Got {text[:100]!r}."
    )
    return Invalid("not_https", sentence, field)


def _no_longer(text: str, field: str, longest: int) -> str:
    if len(text) > longest:
        raise too_long(field, most=longest, length=len(text))
    return text


def _without_controls(text: str, field: str) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in text):
        raise Invalid("control_character", "Expected one line of text without control characters.", field)
    return text
