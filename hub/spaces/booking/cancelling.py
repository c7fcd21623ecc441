"""Giving up a booking, and asking before what that costs."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.inquiry import inquiry
from hub.refusals import NotAllowed, TooLong
from hub.spaces.booking.deciding import LONGEST_REASON
from hub.spaces.booking.draft import told
from hub.spaces.booking.giving_up import WHOLE, Quote, closes_at, percent_of, quote
from hub.spaces.booking.occurrences import leave_out
from hub.spaces.booking.room import give_back
from hub.spaces.booking.standing import (
    AHEAD,
    PATH,
    is_by_staff,
    require_change,
    require_state,
    seen,
    to_change,
)
from hub.spaces.booking_life_refusals import CancellationClosed
from hub.spaces.booking_models import Booking
from hub.spaces.places import written
from hub.spaces.revising import revised
from hub.spaces.terms import SkipReason
from hub.texts import line


@act(TokenScope.SPACES)
async def cancel_booking(
    deed: Deed,
    *,
    booking_id: UUID,
    version: int,
    reason: str | None = None,
    waive_fee: bool | None = None,
) -> Booking:
    """Give up a booking or withdraw a request: at what it costs now by its own steps."""
    booking = await to_change(deed, booking_id)
    require_state(deed, booking, AHEAD)
    deed.check_version(booking, version)
    if waive_fee and not is_by_staff(booking, deed.actor):
        deed.refuse(NotAllowed("input", "waiveFee", who="the front desk"))
    why = reason_of(deed, reason, is_needed=bool(waive_fee))
    cost = cost_of(deed, booking, is_waived=bool(waive_fee))
    deed.settle()
    await give_up(deed, booking, cost, reason=why)
    return booking


async def give_up(
    deed: Deed, booking: Booking, cost: Quote, *, reason: str | None, **beside: Any
) -> None:
    """Cancel a booking, which is locked and whose space is loaded, at a cost.

    Of a series it leaves out the date. What is given beside goes into the event.
    """
    await deed.edit(
        booking,
        cancelled_at=deed.now,
        cancel_reason=reason,
        cancelled_by_id=deed.actor.person_id,
        cancellation_fee=cost.fee or None,
        pool_minutes=cost.pool_minutes_kept,
        **revised(booking, deed.now),
    )
    await leave_out(deed, booking, SkipReason.LEFT_OUT)
    await give_back(deed, booking)
    told(deed, booking, "CANCELLED", **beside)


@inquiry()
async def cancellation_quote(deed: Deed, *, booking_id: UUID) -> Done:
    """What giving up a booking would cost at this instant; refused as giving it up would be."""
    booking = await seen(deed, booking_id)
    require_change(deed, booking)
    require_state(deed, booking, AHEAD)
    cost = cost_of(deed, booking, is_waived=False)
    deed.settle()
    return Done(
        values={
            "percent": cost.percent,
            "fee": cost.fee,
            "until": cost.until,
            "pool_minutes_returned": cost.pool_minutes_returned,
        }
    )


def cost_of(deed: Deed, booking: Booking, *, is_waived: bool, path: Sequence[str] = PATH) -> Quote:
    """What it costs; noted if it is too late for whom it is, but the desk."""
    percent = percent_of(booking, deed.now)
    if percent is None:
        if not is_by_staff(booking, deed.actor):
            deed.refuse(CancellationClosed(*path, closed_at=closes_at(booking)))
        percent = WHOLE
    return quote(booking, 0 if is_waived else percent, deed.now)


def reason_of(deed: Deed, reason: str | None, *, is_needed: bool) -> str | None:
    if is_needed:
        return written(deed, reason, "reason", limit=LONGEST_REASON)
    found = line(reason or "") or None
    if found and len(found) > LONGEST_REASON:
        deed.refuse(TooLong("input", "reason", limit=LONGEST_REASON, measured=len(found)))
    return found
