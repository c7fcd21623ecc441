"""Where mails go: to a server that sends them, or to a folder where developers read them."""

import asyncio
import logging
import os
import re
import ssl
from collections.abc import Awaitable, Callable
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import aiosmtplib
from aiosmtplib import SMTPException, SMTPRecipientRefused, SMTPRecipientsRefused

from hub.record.outbox import NotDelivered, Undeliverable
from hub.settings import Settings

logger = logging.getLogger(__name__)

PORTS = {"starttls": 587, "tls": 465, "none": 25}
SECONDS = 20
"""How long the server may take over each line of the conversation."""
NO_SUCH_MAILBOX = re.compile(r"5\.[12]\.")
"""Enhanced status codes (RFC 3463) of addresses and mailboxes; others are about servers."""
NO_SUCH_MAILBOX_CODES = frozenset({550, 551, 553})
ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")

Send = Callable[[EmailMessage], Awaitable[None]]
"""Sends a mail, or raises NotDelivered."""


def transport(settings: Settings) -> Send:
    """The way of mails that the settings choose."""
    if settings.smtp_host is not None:
        return partial(_send, settings, ssl.create_default_context())
    folder = (settings.mail_dir or settings.data_dir / "mails").expanduser()
    logger.warning(
        "mails are written to a folder: no server is set that sends them",
        extra={"folder": str(folder)},
    )
    return partial(_put, folder)


async def _send(settings: Settings, context: ssl.SSLContext, mail: EmailMessage) -> None:
    password = settings.smtp_password
    try:
        await aiosmtplib.send(
            mail,
            hostname=settings.smtp_host,
            port=settings.smtp_port or PORTS[settings.smtp_tls],
            username=settings.smtp_user,
            password=password.get_secret_value() if password else None,
            use_tls=settings.smtp_tls == "tls",
            start_tls=settings.smtp_tls == "starttls",
            tls_context=context,
            timeout=SECONDS,
        )
    except SMTPRecipientsRefused as error:
        raise _refused(error.recipients[0]) from None
    except (SMTPException, OSError) as error:
        # Its words are the server's, which repeats addresses and sometimes more.
        code = getattr(error, "code", "")
        raise NotDelivered(f"{type(error).__name__} {code}".strip()) from None


def _refused(answer: SMTPRecipientRefused) -> NotDelivered:
    """Whether the mailbox is gone, or the server only does not want the mail, perhaps not yet."""
    enhanced = ENHANCED.match(answer.message)
    is_hopeless = (
        NO_SUCH_MAILBOX.match(enhanced[0]) is not None
        if enhanced
        else answer.code in NO_SUCH_MAILBOX_CODES
    )
    kind = Undeliverable if is_hopeless else NotDelivered
    return kind(f"the mail server refuses the recipient: {answer.code}")


async def _put(folder: Path, mail: EmailMessage) -> None:
    await asyncio.to_thread(_write, folder, mail)


def _write(folder: Path, mail: EmailMessage) -> None:
    """Put the mail into the folder, whole, in the place of one with the same id."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
    draft = folder / f".{name}.{os.getpid()}"
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(bytes(mail))
    draft.replace(folder / f"{name}.eml")
