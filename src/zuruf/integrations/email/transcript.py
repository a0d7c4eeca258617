"""A transcript as a letter: plain text, and the same as simple HTML. Headers carry nothing a visitor wrote (B65, B66, B68)."""

from datetime import UTC, datetime, tzinfo
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape
from zoneinfo import ZoneInfo

from zuruf.domain.file import FileView
from zuruf.domain.transcript import Letter, Said
from zuruf.integrations.email.words import Words, words_in


def email_of(letter: Letter, sender: str) -> EmailMessage:
    """Ready to be sent. The Message-ID is the transcript's: sent twice after a crash, it is the same letter to whoever gets both."""
    words, zone = words_in(letter.language), _zone(letter.time_zone)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = words["subject"].format(website=letter.website)
    message["Date"] = format_datetime(datetime.fromtimestamp(letter.asked_at / 1000, UTC))
    message["Message-ID"] = f"<{letter.id}@{_host_of(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = letter.language
    message.set_content(_text(letter, words, zone))
    message.add_alternative(_html(letter, words, zone), subtype="html")
    return message


def _text(letter: Letter, words: Words, zone: tzinfo) -> str:
    blocks = [_intro(letter, words, zone)]
    if letter.is_cut:
        blocks.append(words["cut"])
    for said in letter.said:
        files = [_file(one, words) for one in said.files]
        blocks.append("\n".join(part for part in (_head(said, letter, words, zone), said.text, *files) if part))
    return "\n\n".join((*blocks, "-- \n" + words["why"].format(website=letter.website))) + "\n"


def _html(letter: Letter, words: Words, zone: tzinfo) -> str:
    """Without links, pictures, styles from elsewhere or anything that acts: what people typed is text."""
    parts = [f"<p>{escape(_intro(letter, words, zone))}</p>"]
    if letter.is_cut:
        parts.append(f"<p>{escape(words['cut'])}</p>")
    for said in letter.said:
        lines = [*said.text.splitlines(), *(_file(one, words) for one in said.files)]
        body = "<br>\n".join(escape(line) for line in lines)
        parts.append(f"<p><b>{escape(_head(said, letter, words, zone))}</b><br>\n{body}</p>")
    parts.append(f"<hr><p><small>{escape(words['why'].format(website=letter.website))}</small></p>")
    head = f'<html lang="{escape(letter.language)}"><head><meta charset="utf-8"></head>'
    return "\n".join(("<!doctype html>", f"{head}<body>", *parts, "</body></html>", ""))


def _intro(letter: Letter, words: Words, zone: tzinfo) -> str:
    return words["intro"].format(website=letter.website, zone=getattr(zone, "key", "UTC"))


def _head(said: Said, letter: Letter, words: Words, zone: tzinfo) -> str:
    name = words["you"] if said.author is None else said.author or letter.website
    return f"{name}, {datetime.fromtimestamp(said.at / 1000, zone):%Y-%m-%d %H:%M}"


def _file(file: FileView, words: Words) -> str:
    size = f"{file.size / 1_000_000:.1f} MB" if file.size >= 1_000_000 else f"{-(-file.size // 1000)} kB"
    return words["file"].format(name=file.name, size=size)


def _zone(name: str) -> tzinfo:
    """The visitor's browser says which; a machine may not know it."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ValueError, OSError):
        return UTC


def _host_of(sender: str) -> str:
    return parseaddr(sender)[1].partition("@")[2] or "localhost"
