"""A mail in the words of its reader, before it takes a form."""

import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from hub.accounts.link_tokens import INVITATION, LINK, token_of
from hub.accounts.session_models import MailedLink
from hub.accounts.terms import LinkPurpose
from hub.keys import Keys
from hub.messages import Tongue
from hub.record.models import OutboxEvent
from hub.spaces.booking import by_link
from hub.spaces.calendars.entries import Entry

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
LONGEST_NAME = 100
PATHS = {LinkPurpose.VERIFY_EMAIL: "/verify", LinkPurpose.RESET_PASSWORD: "/reset"}
"""The page that a link leads to; its token follows after a slash."""


@dataclass(frozen=True, slots=True)
class Invite:
    """Entries for a calendar, and what the calendar is to do with them (RFC 5546)."""

    method: Method
    entries: tuple[Entry, ...]
    name: str
    """Of the reader."""
    is_guest: bool
    """Whether the reader was asked to come, and has not booked it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, and to whom."""

    address: str
    language: Tongue
    subject: str
    paragraphs: tuple[str, ...]
    action: str
    """What the link is for, as on a button."""
    url: str
    closing: tuple[str, ...]
    """What comes after the link."""
    invite: Invite | None = None
    """Entries for the reader's calendar; None for a mail that is about nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the links in mails lead."""

    base_url: str
    keys: Keys

    def to_invitation(self, id: UUID) -> str:
        return f"{self.base_url}/invitation/{token_of(self.keys, INVITATION, id)}"

    def to(self, link: MailedLink) -> str:
        return f"{self.base_url}{PATHS[link.purpose]}/{token_of(self.keys, LINK, link.id)}"

    def to_check_in(self, booking_id: UUID) -> str:
        return f"{self.base_url}/check-in/{by_link.token_of(self.keys, booking_id)}"

    def to_new_password(self) -> str:
        """The page where a link for a new password is asked for."""
        return self.base_url + PATHS[LinkPurpose.RESET_PASSWORD]


Compose = Callable[[OutboxEvent, Links], Awaitable[Letter | None]]
"""Composes the mail of an event; None when its rows no longer call for it."""


def one_line(name: str) -> str:
    """A name that somebody has chosen, without what could pass for the words around it."""
    visible = (each if unicodedata.category(each)[0] != "C" else " " for each in name)
    line = " ".join("".join(visible).split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"
