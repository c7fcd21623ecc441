"""The dates of a series that lose their booking."""

from hub.deed import Deed
from hub.spaces.booking_models import Booking, SkippedOccurrence
from hub.spaces.terms import SkipReason


async def leave_out(deed: Deed, booking: Booking, reason: SkipReason) -> None:
    """Remember the date that a series loses with a booking, so that it can be added again."""
    if booking.series_id is None or booking.occurs_on is None:
        return
    rows = SkippedOccurrence.filter(series_id=booking.series_id, occurs_on=booking.occurs_on)
    known = await rows.using_db(deed.connection).select_for_update(no_key=True).first()
    if known is not None:
        await deed.edit(known, reason=reason, resolved_at=None)
        return
    await deed.create(
        SkippedOccurrence,
        series_id=booking.series_id,
        occurs_on=booking.occurs_on,
        reason=reason,
    )
