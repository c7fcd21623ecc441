"""Checking in: somebody came, and the booking keeps its space to its end."""

import base64
import hmac
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.errors import Refusal, Refused
from hub.inquiry import inquiry
from hub.keys import Keys
from hub.refusals import NotAllowed
from hub.spaces import booking_policy
from hub.spaces.booking.draft import told
from hub.spaces.booking.standing import (
    PATH,
    against,
    for_desk,
    locked,
    seen,
    state_at,
    state_of,
)
from hub.spaces.booking_life_refusals import (
    AlreadyCheckedIn,
    CheckInCodeUnknown,
    CheckInTooEarly,
    NothingMissed,
    OneBooking,
)
from hub.spaces.booking_models import Booking
from hub.spaces.places import written
from hub.spaces.terms import BookingState

PURPOSE = "check-in"
LENGTH = 6
LOOKED_AT = timedelta(hours=12)
"""So long before and after its start a booking is known by its code."""
CODE = ("input", "code")
LONGEST_REASON = 300
WHO_COMES = "who has the booking, their colleagues, who was asked to come, and the front desk"
ALIKE = str.maketrans("018", "OIB")
"""Digits that the code does not have, as the letters for which they may be taken."""


@act(TokenScope.SPACES)
async def check_in(
    deed: Deed, *, booking_id: UUID | None = None, code: str | None = None
) -> Booking:
    """Note that somebody came: one whom the booking concerns, or who has its code."""
    if (booking_id is None) == (not code):
        raise Refused(OneBooking("input"))
    if booking_id is not None:
        found = await seen(deed, booking_id)
        if not _may_come(deed, found):
            raise Refused(NotAllowed(*PATH, who=WHO_COMES))
    else:
        found = await _by_code(deed, code or "")
    return await come(deed, found)


@act(TokenScope.SPACES)
async def excuse_no_show(deed: Deed, *, booking_id: UUID, version: int, reason: str) -> Booking:
    """Let a missed check-in not count against whoever missed it."""
    booking = await for_desk(deed, booking_id)
    if state_of(deed, booking) is not BookingState.NO_SHOW or booking.excused_at is not None:
        raise Refused(NothingMissed(*PATH))
    deed.check_version(booking, version)
    why = written(deed, reason, "reason", limit=LONGEST_REASON)
    await deed.edit(booking, excused_at=deed.now, excuse_reason=why)
    told(deed, booking, "CHANGED")
    return booking


@inquiry()
async def check_in_code(deed: Deed, *, booking_id: UUID) -> Done:
    """The code of a booking, for those who may check in, and from when to when it is good."""
    booking = await seen(deed, booking_id)
    if not _may_come(deed, booking):
        raise Refused(NotAllowed(*PATH, who=WHO_COMES))
    if booking.confirmed_at is None or booking.declined_at or booking.cancelled_at:
        raise Refused(against(booking, state_of(deed, booking)))
    return Done(
        values={
            "code": code_of(deed.keys, booking.id),
            "opens_at": opens_at(booking),
            "due_at": booking.check_in_due_at,
        }
    )


def code_of(keys: Keys, booking_id: UUID) -> str:
    """Six letters and digits that are easily told apart; kept nowhere, for they can be made."""
    digest = bytes.fromhex(keys.mac(PURPOSE, str(booking_id)))
    return base64.b32encode(digest).decode()[:LENGTH]


def opens_at(booking: Booking) -> datetime:
    """The first instant at which one can check in."""
    conditions = booking.space.conditions
    minutes = conditions.check_in_opens_minutes if conditions else 0
    return booking.starts_at - timedelta(minutes=minutes)


def _may_come(deed: Deed, booking: Booking) -> bool:
    """Whether somebody is of those who may be expected there."""
    return (booking_policy.BOOKING_CONCERNED | booking_policy.IS_ASKED).holds(booking, deed.viewer)


async def _by_code(deed: Deed, code: str) -> Booking:
    """The booking of about now that has the code; raises Refused if it is none, or not one."""
    given = "".join(code.upper().split()).replace("-", "").translate(ALIKE)
    rows = Booking.filter(
        starts_at__gt=deed.now - LOOKED_AT,
        starts_at__lt=deed.now + LOOKED_AT,
        confirmed_at__isnull=False,
        declined_at=None,
        cancelled_at=None,
    ).using_db(deed.connection)
    ids: list[Any] = await rows.values_list("id", flat=True)
    named = [id for id in ids if _is_same(code_of(deed.keys, id), given)]
    if len(named) != 1:
        raise Refused(CheckInCodeUnknown(*CODE))
    return await rows.get(id=named[0])


def _is_same(code: str, given: str) -> bool:
    return hmac.compare_digest(code.encode(), given.encode())


def stands_against(booking: Booking, now: datetime) -> Refusal | None:
    """Why nobody can check in now; None if somebody can."""
    state = state_at(booking, now)
    if state not in (BookingState.CONFIRMED, BookingState.ONGOING):
        return against(booking, state)
    if booking.checked_in_at is not None:
        return AlreadyCheckedIn(*PATH, checked_in_at=booking.checked_in_at)
    if now < opens_at(booking):
        return CheckInTooEarly(*PATH, opens_at=opens_at(booking))
    return None


async def come(deed: Deed, found: Booking) -> Booking:
    """Note that somebody came to a booking; raises Refused if nobody can."""
    booking = await locked(deed, found)
    if (reason := stands_against(booking, deed.now)) is not None:
        raise Refused(reason)
    await deed.edit(booking, checked_in_at=deed.now)
    told(deed, booking, "CHECKED_IN")
    return booking
