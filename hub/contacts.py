"""Addresses of mails and pages, and telephone numbers, as people give them."""

import re

from hub.mail.addresses import is_address

LONGEST_PATH = 2000
LABEL = r"[^\W_](?:[^\W_]|-){0,62}"
LINK = re.compile(
    rf"https?://(?:{LABEL}\.)+{LABEL}(?::\d{{1,5}})?(?:[/?#][^\s<>\"\\]*)?", re.IGNORECASE
)
PHONE = re.compile(r"\+[1-9](?:[ ()./-]{0,2}\d){5,14}")
"""As the world dials it (ITU-T E.164), with what people put between the digits."""


def email_of(text: str) -> str | None:
    """An e-mail address in the form in which it is kept, or None if it is none."""
    email = text.strip()
    # First of all in ASCII: folded, some other letters become those of another address.
    is_one = is_address(email) and "." in email.rpartition("@")[2]
    return email.lower() if is_one else None


def is_link(text: str) -> bool:
    """Whether it is the address of a page that the whole world can open."""
    return LINK.fullmatch(text) is not None


def is_own_path(target: str) -> bool:
    """Whether browsers take it for a path of the hub, to which somebody may be led.

    They read a backslash as a slash, pass over tabs and line breaks, and take two slashes at the
    beginning for another host.
    """
    is_plain = target.isascii() and target.isprintable() and "\\" not in target
    is_path = target[:1] == "/" and target[:2] != "//"
    return is_plain and is_path and len(target) <= LONGEST_PATH


def is_phone(text: str) -> bool:
    return PHONE.fullmatch(text) is not None
