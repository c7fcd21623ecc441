"""Decisions about invitations, roles, profiles and tokens, over plain values."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from hub.accounts.terms import InvitationState

LONGEST_EMAIL = 254
INVITED = timedelta(days=14)
"""How long an invitation waits for its answer."""
LONGEST_TOKEN = timedelta(days=366)
USUAL_TOKEN = timedelta(days=90)


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
