"""What is done about bookings that are made: decided, moved, given up, used."""

from typing import TYPE_CHECKING

from hub.spaces.booking import cancelling, checking_in, deciding, finishing, move, updating
from schema.mutating.declare import mutation, mutations, payload, payload_with, result, results
from schema.spaces import booking_life_inputs, booking_life_problems
from schema.spaces.booking_problems import MOST_PROBLEMS

if TYPE_CHECKING:
    from schema.spaces.booking_types import Booking

DECLARED = (booking_life_inputs, booking_life_problems)
"""The modules of the inputs and problems: they are known once their modules are imported."""
MOST_SETTLED = 50
BOOKING = "The booking as it is now; null when there are problems."


@payload_with(MOST_PROBLEMS)
class ApproveBookingPayload:
    """The answer of `approveBooking`."""

    booking: "Booking | None" = result("The booking, confirmed; null when there are problems.")
    settled: "list[Booking] | None" = results(
        "booking_ids",
        f"The requests that were declined for it, the first that was made first, at most"
        f" {MOST_SETTLED}; null when there are problems.",
        most=MOST_SETTLED,
    )


@payload
class DeclineBookingPayload:
    """The answer of `declineBooking`."""

    booking: "Booking | None" = result(BOOKING)


@payload_with(MOST_PROBLEMS)
class MoveBookingPayload:
    """The answer of `moveBooking`."""

    booking: "Booking | None" = result(
        "The booking as it is now: whether it is still confirmed, its state says; null when there"
        " are problems."
    )


@payload
class FinishBookingPayload:
    """The answer of `finishBooking`."""

    booking: "Booking | None" = result(BOOKING)


@payload
class UpdateBookingPayload:
    """The answer of `updateBooking`."""

    booking: "Booking | None" = result(BOOKING)


@payload
class CancelBookingPayload:
    """The answer of `cancelBooking`."""

    booking: "Booking | None" = result(
        "The booking, with what giving it up cost; null when there are problems."
    )


@payload
class CheckInPayload:
    """The answer of `checkIn`."""

    booking: "Booking | None" = result(
        "The booking, as far as whoever checked in may see it; null when there are problems."
    )


@payload
class ExcuseNoShowPayload:
    """The answer of `excuseNoShow`."""

    booking: "Booking | None" = result(BOOKING)


@mutations
class BookingLifeMutations:
    """What is done about bookings that are made: decided, moved, given up, used."""

    approve_booking: "ApproveBookingPayload" = mutation(
        deciding.approve_booking,
        "Confirm a request: the front desk. What the space itself demands must hold still; of its"
        " booker's own limits none is asked again. Refused with COMPETING_REQUESTS, which lists"
        " them, until it is said what becomes of requests that cannot be had besides; then all is"
        " settled in one step. Of two who decide at once the second hears ALREADY_DECIDED.",
    )
    decline_booking: "DeclineBookingPayload" = mutation(
        deciding.decline_booking,
        "Refuse a request, and say why: the front desk.",
    )
    move_booking: "MoveBookingPayload" = mutation(
        move.move_booking,
        "Let a booking take place at another time or in another space, or be longer or shorter,"
        " until it starts: who has it or made it, administrators of theirs, and the front desk. All"
        " rules of booking hold for the new time, in which it does not stand in its own way; what"
        " it costs is worked out anew, by the terms of today. What giving it up costs stays as it"
        " was agreed, and does not become less by a move: a step that was reached stays reached,"
        " and after the last one no time of it can be given up.",
    )
    finish_booking: "FinishBookingPayload" = mutation(
        finishing.finish_booking,
        "End a booking that is under way now, so that others may have what is left; its price"
        " stays. Who has it or made it, administrators of theirs, and the front desk. It counts as"
        " checked in.",
    )
    update_booking: "UpdateBookingPayload" = mutation(
        updating.update_booking,
        "Change what is said of a booking, and who is asked to come, until it is over: who has it"
        " or made it, administrators of theirs, and the front desk. New guests are invited.",
    )
    cancel_booking: "CancelBookingPayload" = mutation(
        cancelling.cancel_booking,
        "Give up a booking, or withdraw a request: who has it or made it, administrators of theirs,"
        " and the front desk. It costs what its own steps say, as `cancellationQuote` tells before;"
        " the same part of the minutes it drew from an allowance is lost. After the last step it"
        " is refused with CANCELLATION_CLOSED; the desk may still do it, at the whole price unless"
        " it waives that.",
    )
    check_in: "CheckInPayload" = mutation(
        checking_in.check_in,
        "Say that somebody came, so that the space stays theirs: one who has the booking, a"
        " colleague, who was asked to come, the front desk, or whoever knows its code. From some"
        " minutes before the start until `checkInDueAt`; from that instant on the space is free.",
    )
    excuse_no_show: "ExcuseNoShowPayload" = mutation(
        checking_in.excuse_no_show,
        "Let a missed check-in not count: the front desk. The space was free all the same.",
    )
