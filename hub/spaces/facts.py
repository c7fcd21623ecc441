"""What loaded rows of the spaces' area say to its rules."""

from hub.spaces.booking_models import Booking
from hub.spaces.rules import BookingFacts


def facts_of(booking: Booking) -> BookingFacts:
    return BookingFacts(
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        kind=booking.kind,
        lapses_at=booking.lapses_at,
        confirmed_at=booking.confirmed_at,
        declined_at=booking.declined_at,
        cancelled_at=booking.cancelled_at,
        check_in_due_at=booking.check_in_due_at,
        checked_in_at=booking.checked_in_at,
        finished_at=booking.finished_at,
    )
