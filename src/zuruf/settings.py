"""What the operator decides: from the command line, else the environment (`ZURUF_…`, or `ZURUF_…_FILE` naming a file), else defaults."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from zuruf.errors import Invalid

DEFAULT_PORT = 8400
# By which names requests may come: the configured address only, those of this very machine, or whatever leads here.
Hosts = Literal["configured", "loopback", "any"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`database_url` is empty for SQLite in `data`, `files_url` for files there; `smtp_url` is empty for a server that sends no mail,
    `mail_from` the sender of it; `public_url` is the address people use, without a slash at its end."""

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    data: Path = Path("data")
    database_url: str = ""
    files_url: str = ""
    public_url: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    insecure_http: bool = False
    trusted_proxies: tuple[str, ...] = ()
    socket_adapter: str = "picows"
    sockets_per_address: int = 200
    log_level: str = "info"

    @property
    def origin(self) -> str:
        """Scheme, host and port under which console and widget are reached; where it listens everywhere, from this machine."""
        return self.public_url or f"http://{'localhost' if self.is_everywhere else _in_address(self.host)}:{self.port}"

    @property
    def is_everywhere(self) -> bool:
        """Whether it listens on all addresses of the machine: none of them is the one people use."""
        try:
            return ip_address(self.host).is_unspecified
        except ValueError:
            return False

    @property
    def hosts(self) -> Hosts:
        """Without a public address, how people call this machine is taken from their requests: plain http only."""
        if self.public_url:
            return "configured"
        return "loopback" if _is_loopback(self.host) else "any"

    @property
    def is_https(self) -> bool:
        """Whether people reach it over https: decides the cookie's name and its Secure."""
        return self.origin.startswith("https://")


def read_settings(given: Mapping[str, str | None], environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `given` (command line, None where not said) over the environment; raises Invalid naming the setting."""
    values = {name: _value(name, given, environment) for name in _NAMES}
    settings = Settings(
        host=(values["host"] or "127.0.0.1").strip("[]"),
        port=_port(values["port"]),
        data=Path(values["data"] or "data"),
        database_url=values["database_url"] or "",
        files_url=_files_url(values["files_url"] or ""),
        public_url=_public_url(values["public_url"] or ""),
        smtp_url=_smtp_url(values["smtp_url"] or ""),
        mail_from=_mail_from(values["mail_from"] or "", values["smtp_url"] or ""),
        insecure_http=(values["insecure_http"] or "").lower() in {"1", "true", "yes"},
        trusted_proxies=tuple(part.strip() for part in (values["trusted_proxies"] or "").split(",") if part.strip()),
        socket_adapter=_adapter(values["socket_adapter"] or "picows"),
        sockets_per_address=_count("sockets_per_address", values["sockets_per_address"], 200),
        log_level=values["log_level"] or "info",
    )
    _refuse_open_http(settings)
    return settings


_NAMES = (
    *("host", "port", "data", "database_url", "files_url", "public_url", "insecure_http", "trusted_proxies"),
    *("smtp_url", "mail_from", "socket_adapter", "sockets_per_address", "log_level"),
)


def _value(name: str, given: Mapping[str, str | None], environment: Mapping[str, str]) -> str | None:
    if given.get(name) is not None:
        return given[name]
    key = f"ZURUF_{name.upper()}"
    if path := environment.get(f"{key}_FILE"):
        return _read(Path(path), f"{key}_FILE", name)
    return environment.get(key)


def _read(path: Path, key: str, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        sentence = f"{key} is expected to name a file that holds the value, but {path} cannot be read ({why})."
        raise Invalid("invalid_setting", sentence, name) from error


def _port(text: str | None) -> int:
    port = _count("port", text, DEFAULT_PORT)
    if not 1 <= port <= 65_535:
        raise Invalid("invalid_setting", f"port is expected to be between 1 and 65535, but is {port}.", "port")
    return port


def _count(name: str, text: str | None, default: int) -> int:
    if text is None or not text:
        return default
    if not text.isdecimal():
        raise Invalid("invalid_setting", f"{name} is expected to be a whole number, but is {text!r}.", name)
    return int(text)


def _adapter(text: str) -> str:
    if text not in ("picows", "asgi"):
        raise Invalid(
            "invalid_setting", f"socket_adapter is expected to be picows or asgi, but is {text!r}.", "socket_adapter"
        )
    return text


def _files_url(text: str) -> str:
    if text and urlsplit(text).scheme not in {"s3", "gs", "az", "file"}:
        sentence = f"files_url is expected to look like s3://bucket/folder, but is {text!r}."
        raise Invalid("invalid_setting", sentence, "files_url")
    return text


def _smtp_url(text: str) -> str:
    """The password in it is never repeated."""
    try:
        parts = urlsplit(text)
        is_one = parts.scheme in {"smtps", "smtp", "smtp+plain"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_one = False
    if text and not is_one:
        sentence = "smtp_url is expected to look like smtps://user:password@mail.example.org or smtp://mail.example.org:587, but does not."
        raise Invalid("invalid_setting", sentence, "smtp_url")
    return text


def _mail_from(text: str, smtp_url: str) -> str:
    if (text or smtp_url) and ("@" not in parseaddr(text)[1] or not text.isprintable()):
        sentence = (
            f"mail_from is expected to be the sender of our mail, such as Shop <chat@shop.example>, but is {text!r}."
        )
        raise Invalid("invalid_setting", sentence, "mail_from")
    return text


def _public_url(text: str) -> str:
    if not text:
        return ""
    parts = urlsplit(text)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.path.strip("/")
        or parts.query
        or parts.fragment
    ):
        raise Invalid(
            "invalid_setting",
            f"public_url is expected to look like https://chat.example.org, but is {text!r}.",
            "public_url",
        )
    return text.rstrip("/")


def _refuse_open_http(settings: Settings) -> None:
    """Passwords over plain http are for one's own machine only; anything else has to be said in so many words."""
    if settings.is_https or settings.insecure_http:
        return
    hosts = {settings.host, urlsplit(settings.origin).hostname or ""}
    if not all(_is_loopback(host) for host in hosts):
        raise Invalid(
            "public_url_missing",
            f"People are to reach the server at {_shown(settings)}, over plain http and not from this machine alone. "
            "Put a proxy with https before it and set public_url=https://…, or say --insecure-http if you know that nobody listens on the way.",
            "public_url",
        )


def _shown(settings: Settings) -> str:
    return settings.public_url or f"http://{_in_address(settings.host)}:{settings.port}"


def _in_address(host: str) -> str:
    """`[::1]` of `::1`, as addresses write it."""
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
