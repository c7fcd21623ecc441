"""Addresses of mails: nothing gets through that could be anything else than one address."""

import re
from typing import NamedTuple

ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ADDRESS = re.compile(
    rf"(?=.{{3,254}}$)(?=[^@]{{1,64}}@){ATOM}(?:\.{ATOM})*@{LABEL}(?:\.{LABEL})*",
    re.ASCII | re.IGNORECASE,
)
NAME = re.compile(r"[^\x00-\x1f\x7f<>\"\\@]*")


class Mailbox(NamedTuple):
    """An address, and the name that goes before it."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def is_address(text: str) -> bool:
    """Whether a mail can be sent to it by every server: in ASCII, without quotes or comments."""
    return ADDRESS.fullmatch(text) is not None


def mailbox(text: str) -> Mailbox:
    """The mailbox that is written as `name@example.org` or `Name <name@example.org>`.

    Raises ValueError for anything else.
    """
    name, is_named, rest = text.strip().rpartition("<")
    address = rest.removesuffix(">") if is_named else rest
    is_closed = rest.endswith(">") == bool(is_named)
    if not (is_closed and is_address(address) and NAME.fullmatch(name)):
        raise ValueError("write an address such as hub@example.org, or Name <hub@example.org>")
    return Mailbox(address, name.strip())
