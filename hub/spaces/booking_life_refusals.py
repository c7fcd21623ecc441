"""What a change of a booking is refused for, from its approval to its end."""

from collections.abc import Sequence
from datetime import datetime

from hub.errors import Refusal
from hub.spaces.place_refusals import MOST_TOLD, StandingBooking


class CompetingRequests(Refusal):
    """Others ask for that time as well: it has to be said what becomes of their requests."""

    code = "COMPETING_REQUESTS"
    sentence = (
        "{count} other requests could not be had any more: say whether they are declined or put on"
        " the waiting list, and why."
    )

    def __init__(self, *path: str | int, bookings: Sequence[StandingBooking]) -> None:
        super().__init__(*path, count=len(bookings), bookings=list(bookings)[:MOST_TOLD])


class RequestLapsed(Refusal):
    """Nobody decided about the request in time."""

    code = "REQUEST_LAPSED"
    sentence = "This request lapsed on {lapsed_at}, for nobody had decided by then: book anew."


class BookingNotConfirmed(Refusal):
    """The booking still waits to be approved."""

    code = "BOOKING_NOT_CONFIRMED"
    sentence = "This is still to be approved: wait for the front desk's answer."


class BookingNotBegun(Refusal):
    """The booking lies ahead."""

    code = "BOOKING_NOT_BEGUN"
    sentence = "This begins on {starts_at}: until then it can be moved or cancelled."


class BookingBegun(Refusal):
    """The booking is under way."""

    code = "BOOKING_BEGUN"
    sentence = "This has begun: it can only be finished early."


class BookingOver(Refusal):
    """The booking is over."""

    code = "BOOKING_OVER"
    sentence = "This was over on {ended_at}: nothing of it can be changed any more."


class ApprovalNeeded(Refusal):
    """The new time or place is to be approved, and the old one would be given up for it."""

    code = "APPROVAL_NEEDED"
    sentence = (
        "The front desk would have to approve this, and what is confirmed would be given up at"
        " once: say that you ask again, or leave it as it is."
    )


class CancellationClosed(Refusal):
    """The last instant to give the booking up has passed."""

    code = "CANCELLATION_CLOSED"
    sentence = "This could be given up until {closed_at}: ask the front desk."


class CheckInTooEarly(Refusal):
    """Check-in has not opened yet."""

    code = "CHECK_IN_TOO_EARLY"
    sentence = "Check-in opens on {opens_at}: come back then."


class CheckInTooLate(Refusal):
    """Nobody checked in in time, so the space is free again."""

    code = "CHECK_IN_TOO_LATE"
    sentence = (
        "Check-in closed on {due_at}, and the space is free again: book what is left of the time."
    )

    def __init__(self, *path: str | int, due_at: datetime | None) -> None:
        super().__init__(*path, due_at=due_at)


class AlreadyCheckedIn(Refusal):
    """Somebody has checked in."""

    code = "ALREADY_CHECKED_IN"
    sentence = "Somebody checked in on {checked_in_at} already: there is nothing left to do."


class CheckInCodeUnknown(Refusal):
    """No booking of about now has the code."""

    code = "CHECK_IN_CODE_UNKNOWN"
    sentence = "No booking of now has this code: look at it again, in the mail or in the hub."


class CheckInLinkInvalid(Refusal):
    """A link is not as it was mailed."""

    code = "CHECK_IN_LINK_INVALID"
    sentence = "This link is incomplete: open it from the mail, or ask the front desk."


class OneBooking(Refusal):
    """A booking is named by its id and by its code, or by neither."""

    code = "ONE_BOOKING"
    sentence = "Say which booking it is: by its id or by its code."


class NothingMissed(Refusal):
    """No check-in was missed that could be excused."""

    code = "NOTHING_MISSED"
    sentence = "No check-in of this booking was missed, or it was excused: there is nothing to do."


class GuestUnknown(Refusal):
    """Somebody who was not asked to the booking cannot be taken off it."""

    code = "GUEST_UNKNOWN"
    sentence = "This guest was not asked to this booking: look at its guests again."
