"""A mail in the words of its reader, before it takes a form."""

import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from hub.accounts.link_tokens import INVITATION, LINK, token_of
from hub.accounts.session_models import MailedLink
from hub.accounts.terms import LinkPurpose
from hub.keys import Keys
from hub.messages import Tongue
from hub.record.models import OutboxEvent

LONGEST_NAME = 100
PATHS = {LinkPurpose.VERIFY_EMAIL: "/verify", LinkPurpose.RESET_PASSWORD: "/reset"}
"""The page that a link leads to; its token follows after a slash."""


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


@dataclass(frozen=True, slots=True)
class Links:
    """Where the links in mails lead."""

    base_url: str
    keys: Keys

    def to_invitation(self, id: UUID) -> str:
        return f"{self.base_url}/invitation/{token_of(self.keys, INVITATION, id)}"

    def to(self, link: MailedLink) -> str:
        return f"{self.base_url}{PATHS[link.purpose]}/{token_of(self.keys, LINK, link.id)}"

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
