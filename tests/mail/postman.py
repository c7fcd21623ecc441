"""Delivering what is due, as a serving process does, and reading what arrived."""

import email
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from icalendar import Calendar
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import settings
from hub.mail.handlers import handlers
from hub.record.outbox import Pace, claim, taken
from tests.keys import KEYS

SENDER = "hub@example.org"


@dataclass
class Postman:
    """Brings mails, in a folder of its own."""

    connection: BaseDBAsyncClient
    folder: Path

    async def round(self) -> list[EmailMessage]:
        """The mails that were due, those that others call for as well."""
        ways = handlers(settings.load(mail_dir=self.folder, mail_from=SENDER), KEYS)
        while found := await claim(self.connection, ways, limit=100, pace=Pace()):
            for each in found:
                async with taken(each) as event:
                    assert event is not None
                    await ways[event.kind](event)
        return [self._opened(path) for path in sorted(self.folder.glob("*"))]

    async def by_address(self) -> dict[str, EmailMessage]:
        """The same, of which each reader has one."""
        mails = await self.round()
        by_address = {str(mail["To"]): mail for mail in mails}
        assert len(by_address) == len(mails)
        return by_address

    def _opened(self, path: Path) -> EmailMessage:
        mail = email.message_from_bytes(path.read_bytes(), EmailMessage, policy=SMTP)
        path.unlink()
        return mail


def calendar_of(mail: EmailMessage) -> Any:
    """What an independent library reads in the part that calendars look for."""
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = Calendar.from_ical(content)
    assert part.get_param("method") == calendar["METHOD"]
    return calendar


def text_of(mail: EmailMessage) -> str:
    """What it says to people, in one line."""
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())
