"""Decisions about sessions, over plain values."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import NamedTuple

from hub.actor import STAFF, Role

ACCESS = timedelta(minutes=10)
"""How long an access token is good for."""
REFRESH = timedelta(days=30)
"""How long an app may stay away."""
MOBILE = timedelta(days=90)
"""After how long an app asks for the password again, whatever its holder does."""
REPEAT = timedelta(seconds=10)
"""How long the answer to a refresh token is repeated."""


class Verdict(Enum):
    """What becomes of a refresh token that is presented."""

    ROTATE = auto()
    """It is used now, and its successor given out."""
    REPEAT = auto()
    """It was used a moment ago, and the answer was lost: the same successor once more."""
    REUSED = auto()
    """Two have it, one of them a thief: the session ends for both."""
    OVER = auto()
    """It is too old, or its session has ended."""


class Presented(NamedTuple):
    """What is known of a refresh token that is presented."""

    is_open: bool
    """Whether its session is, and its account."""
    expires_at: datetime
    used_at: datetime | None
    is_successor_used: bool = False


def verdict_on(presented: Presented, now: datetime) -> Verdict:
    """What becomes of a refresh token.

    An app on a bad line does not hear every answer; it may ask again within moments, as long as
    it does not use what it says it has not got. A thief who is that quick gets the same successor
    as the holder, and the next one of the two who uses it gives both away.
    """
    if not presented.is_open or now >= presented.expires_at:
        return Verdict.OVER
    if presented.used_at is None:
        return Verdict.ROTATE
    is_recent = now < presented.used_at + REPEAT
    return Verdict.REPEAT if is_recent and not presented.is_successor_used else Verdict.REUSED


def roles_of(
    granted: Iterable[Role], *, administers: bool, belongs: bool, has_proved: bool
) -> frozenset[Role]:
    """The roles of a person who is signed in.

    Those of the staff count only for who has proved to be the holder as far as is demanded.
    """
    roles = {role for role in granted if has_proved or role not in STAFF}
    if administers:
        roles.add(Role.ADMINISTRATOR)
    if belongs:
        roles.add(Role.MEMBER)
    return frozenset(roles)
