"""Bookings in whose time a place is to be shut, let, or taken out of use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hub.deed import Deed
from hub.spaces.booking_models import Booking
from hub.spaces.facts import facts_of
from hub.spaces.place_refusals import StandingBooking
from hub.spaces.rules import booking_state
from hub.spaces.terms import BookingState

OF_SITE = "booked.site_id = $1::uuid"
NEAR_SPACE = "booking.space_id IN (SELECT id FROM space_near($1::uuid))"
WITHIN_SPACE = "booking.space_id IN (SELECT id FROM space_within($1::uuid))"
# A booking lasts less than a year: so the index by start serves.
MEETING = """SELECT booking.id FROM booking JOIN space booked ON booked.id = booking.space_id
WHERE {place} AND $2::timestamptz < coalesce(booking.finished_at, booking.ends_at)
AND $2::timestamptz - interval '366 days' < booking.starts_at
AND booking.starts_at < coalesce($3::timestamptz, 'infinity')
AND num_nonnulls(booking.declined_at, booking.cancelled_at, booking.released_at) = 0
ORDER BY booking.id FOR NO KEY UPDATE OF booking"""
OVER = frozenset({BookingState.LAPSED, BookingState.NO_SHOW})
"""States in which a booking keeps the space no longer, though nobody has said so to the database."""
ENDED = frozenset({BookingState.DECLINED, BookingState.CANCELLED, *OVER})
LOADED = ("space__conditions", "organization", "person")


@dataclass(frozen=True, slots=True)
class Affected:
    """Bookings that meet a time, locked: those that stand, and those that only seem to."""

    standing: Sequence[Booking]
    over: Sequence[Booking]


async def meeting(
    deed: Deed, place: str, id: UUID, *, starts_at: datetime, ends_at: datetime | None
) -> Affected:
    """The bookings of a place that meet a time; `place` says which spaces are meant."""
    statement = MEETING.format(place=place)
    found = await deed.connection.execute_query_dict(statement, [id, starts_at, ends_at])
    rows = Booking.filter(id__in=[each["id"] for each in found]).using_db(deed.connection)
    bookings = await rows.prefetch_related(*LOADED).order_by("starts_at", "id")
    states = {row.id: booking_state(facts_of(row), deed.now) for row in bookings}
    return Affected(
        [row for row in bookings if states[row.id] not in ENDED],
        [row for row in bookings if states[row.id] in OVER],
    )


def named(bookings: Iterable[Booking]) -> list[StandingBooking]:
    """Bookings as a refusal tells them to the desk."""
    return [
        StandingBooking(
            "Booking",
            row.id,
            row.space.name,
            row.starts_at,
            row.ends_at,
            row.title,
            _holder(row),
        )
        for row in bookings
    ]


async def release(deed: Deed, bookings: Iterable[Booking]) -> None:
    """Say to the database that bookings which are over keep their spaces no longer."""
    for row in bookings:
        await deed.edit(row, released_at=deed.now)


def _holder(booking: Booking) -> str | None:
    holder = booking.organization or booking.person
    return holder.name if holder else None
