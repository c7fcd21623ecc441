"""What loaded rows of the spaces' area say to its rules."""

from datetime import datetime

from hub.spaces.booking_models import Booking, WaitlistEntry
from hub.spaces.rules import BookingFacts, waitlist_state
from hub.spaces.terms import WaitlistState


def facts_of(booking: Booking) -> BookingFacts:
    return BookingFacts(
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        holds_while_pending=booking.holds_while_pending,
        lapses_at=booking.lapses_at,
        confirmed_at=booking.confirmed_at,
        declined_at=booking.declined_at,
        cancelled_at=booking.cancelled_at,
        check_in_due_at=booking.check_in_due_at,
        checked_in_at=booking.checked_in_at,
        finished_at=booking.finished_at,
    )


def state_in_line(entry: WaitlistEntry, now: datetime) -> WaitlistState:
    return waitlist_state(
        now,
        starts_at=entry.starts_at,
        offered_at=entry.offered_at,
        offer_ends_at=entry.offer_ends_at,
        claimed_at=entry.claimed_at,
        left_at=entry.left_at,
    )
