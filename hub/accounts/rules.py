"""Decisions about invitations, roles, profiles and tokens, over plain values."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from hub.accounts.terms import InvitationState
from hub.mail.addresses import is_address

LONGEST_EMAIL = 254
INVITED = timedelta(days=14)
"""How long an invitation waits for its answer."""
LONGEST_TOKEN = timedelta(days=366)
USUAL_TOKEN = timedelta(days=90)

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


def as_typed(text: str) -> str:
    """What somebody gives as the address of an account, as it would be kept, right or wrong."""
    return text.strip().lower()[:LONGEST_EMAIL]


def state_of_invitation(
    *,
    expires_at: datetime,
    accepted_at: datetime | None,
    declined_at: datetime | None,
    revoked_at: datetime | None,
    now: datetime,
) -> InvitationState:
    """How far an invitation has come at an instant."""
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if declined_at is not None:
        return InvitationState.DECLINED
    if revoked_at is not None:
        return InvitationState.REVOKED
    return InvitationState.PENDING if now < expires_at else InvitationState.EXPIRED


def overlap(
    periods: Iterable[tuple[date, date | None]], starts_on: date, ends_on: date | None
) -> date | None:
    """The first day of a period that shares a day with a new one, if any does; ends are excluded.

    A period that ends on its first day has no day at all.
    """
    found = [
        begins
        for begins, ends in periods
        if (ends_on is None or begins < ends_on) and (ends is None or max(starts_on, begins) < ends)
    ]
    return min(found, default=None)


def outlasts(ends_on: date | None, other: date | None) -> bool:
    """Whether what ends on a day lasts at least as long as what ends on another; null: for ever."""
    return ends_on is None or (other is not None and other <= ends_on)


def expiry_of_token(now: datetime, wanted: datetime | None) -> datetime | None:
    """When a token ends; None if what is wanted is out of range."""
    expires_at = now + USUAL_TOKEN if wanted is None else wanted
    return expires_at if now < expires_at <= now + LONGEST_TOKEN else None


def next_in_turn(
    earlier: Iterable[datetime], now: datetime, *, limit: int, within: timedelta
) -> datetime | None:
    """When one more may follow, so that never more than `limit` lie `within`; None: at once."""
    recent = sorted(each for each in earlier if now - within < each)
    return recent[-limit] + within if len(recent) >= limit else None
