"""The mail server: takes a letter, refuses it for good, or is asked again later."""

import asyncio
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final
from urllib.parse import unquote, urlsplit

from zuruf.errors import OutOfOrder

SECONDS: Final = 30  # for all of it; the worker's claim of a job lasts longer
PORTS: Final = {"smtps": 465, "smtp": 587, "smtp+plain": 25}


class Refused(Exception):
    """This letter will not be taken, however often it comes: no such mailbox, or not like this. `code` is the server's."""

    def __init__(self, code: int) -> None:
        super().__init__(f"The mail server refused the letter for good ({code}).")
        self.code = code


@dataclass(frozen=True, slots=True)
class SmtpMail:
    """`url` is smtps:// (encrypted from the first byte), smtp:// (STARTTLS, required) or smtp+plain:// (in the open)."""

    url: str
    sender: str

    async def send(self, message: EmailMessage) -> None:
        """Refused for good, or OutOfOrder: try again. The sentences carry the server's code, never the letter's content or address."""
        import aiosmtplib

        parts = urlsplit(self.url)
        try:
            async with asyncio.timeout(SECONDS):
                await aiosmtplib.send(
                    message,
                    hostname=parts.hostname,
                    port=parts.port or PORTS[parts.scheme],
                    username=unquote(parts.username) if parts.username else None,
                    password=unquote(parts.password) if parts.password else None,
                    use_tls=parts.scheme == "smtps",
                    start_tls=parts.scheme == "smtp",
                    timeout=SECONDS,
                )
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [one.code for one in error.recipients]
            raise _trouble(min(codes, default=0)) from error
        except aiosmtplib.SMTPDataError as error:
            raise _trouble(error.code) from error
        except aiosmtplib.SMTPNotSupported as error:
            raise Refused(0) from error
        except aiosmtplib.SMTPResponseException as error:
            raise _away(f"it answered {error.code}") from error
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise _away(type(error).__name__) from error


def _trouble(code: int) -> Exception:
    """5xx is for good; 4xx (a full mailbox, greylisting) is not."""
    return Refused(code) if code >= 500 else _away(f"it answered {code}")


def _away(why: str) -> OutOfOrder:
    return OutOfOrder("mail_server_away", f"The mail server did not take a letter ({why}). It is sent again later.")
