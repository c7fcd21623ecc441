"""Addresses of mails and pages, and telephone numbers, as people give them."""

import re

from hub.mail.addresses import is_address

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


def is_phone(text: str) -> bool:
    return PHONE.fullmatch(text) is not None
