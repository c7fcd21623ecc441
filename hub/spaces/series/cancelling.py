"""Giving up dates of a series: one, those of some days, or all that follow."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.refusals import NotAllowed, NotInOrder
from hub.spaces.booking.cancelling import cost_of, give_up, reason_of
from hub.spaces.booking_models import Booking, BookingSeries
from hub.spaces.series.standing import PATH, ahead, is_by_staff, to_change
from hub.spaces.series_refusals import SeriesOver


@act(TokenScope.SPACES)
async def cancel_occurrences(
    deed: Deed,
    *,
    series_id: UUID,
    version: int,
    from_on: date,
    until_on: date | None = None,
    **given: Any,
) -> Done:
    """Give up the bookings of a series on its dates from one day on and before another."""
    series = await to_change(deed, series_id, version)
    if until_on is not None and until_on <= from_on:
        deed.refuse(NotInOrder("input", "untilOn", begins=from_on, ends=until_on))
    deed.settle()
    bookings = await ahead(deed, series, from_on=from_on, until_on=until_on)
    return await _give_up(deed, series, bookings, **given)


@act(TokenScope.SPACES)
async def cancel_series(deed: Deed, *, series_id: UUID, version: int, **given: Any) -> Done:
    """Give up a series and all of its bookings that have not begun."""
    series = await to_change(deed, series_id, version)
    if series.cancelled_at is not None:
        deed.refuse(SeriesOver(*PATH))
    deed.settle()
    bookings = await ahead(deed, series)
    done = await _give_up(deed, series, bookings, **given)
    await deed.edit(series, cancelled_at=deed.now)
    return done


async def _give_up(
    deed: Deed,
    series: BookingSeries,
    bookings: Sequence[Booking],
    *,
    reason: str | None = None,
    waive_fee: bool | None = None,
) -> Done:
    """Cancel bookings, each at what it costs now by its own steps; one that can no longer be given
    up stands against all.
    """
    if waive_fee and not is_by_staff(series, deed.actor):
        deed.refuse(NotAllowed("input", "waiveFee", who="the front desk"))
    why = reason_of(deed, reason, is_needed=bool(waive_fee))
    deed.settle()
    costs = []
    for booking in bookings:
        costs.append(cost_of(deed, booking, is_waived=bool(waive_fee), path=PATH))
        deed.settle()
    for booking, cost in zip(bookings, costs, strict=True):
        await give_up(deed, booking, cost, reason=why, series_id=series.id)
    deed.touch(series)
    fees = [cost.fee for cost in costs if cost.fee]
    return Done(series.id, {"cancelled": len(bookings), "fees": str(sum(fees)) if fees else None})
