"""Finishing a booking before its end, so that others may have what is left."""

from datetime import timedelta
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.spaces.booking.draft import told
from hub.spaces.booking.room import Freed, give_back
from hub.spaces.booking.spans import Span
from hub.spaces.booking.standing import against, require_state, to_change
from hub.spaces.booking_models import Booking
from hub.spaces.revising import revised
from hub.spaces.terms import BookingState

ONGOING = frozenset({BookingState.ONGOING})


@act(TokenScope.SPACES)
async def finish_booking(deed: Deed, *, booking_id: UUID, version: int) -> Booking:
    """Let a booking that is under way end now; its price stays as it was agreed.

    Who finishes it was there: it counts as checked in.
    """
    booking = await to_change(deed, booking_id)
    require_state(deed, booking, ONGOING)
    if booking.starts_at == deed.now:
        raise Refused(against(booking, BookingState.CONFIRMED))
    deed.check_version(booking, version)
    after = timedelta(minutes=_after(booking))
    left = Span(deed.now, booking.ends_at)
    await deed.edit(
        booking,
        finished_at=deed.now,
        checked_in_at=booking.checked_in_at or deed.now,
        blocked_until=min(booking.blocked_until, deed.now + after),
        **revised(booking, deed.now),
    )
    await give_back(deed, booking, Freed(booking.space, left))
    told(deed, booking, "FINISHED")
    return booking


def _after(booking: Booking) -> int:
    """Minutes of preparation for the next one, which are needed then as well."""
    conditions = booking.space.conditions
    return conditions.buffer_after_minutes if conditions else 0
