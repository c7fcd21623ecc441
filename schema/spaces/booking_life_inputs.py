"""The inputs of what is done about bookings that are made."""

from datetime import datetime

import strawberry

from hub.spaces.terms import CompetingChoice
from schema.mutating.declare import ask_input, given, write_input
from schema.spaces.booking_inputs import GuestInput

BOOKING = "The booking."
VERSION = "The version that was read: refused with STALE_VERSION when it is another one by now."


@write_input
class ApproveBookingInput:
    """A request to be approved, and what becomes of those that compete with it."""

    booking_id: "strawberry.ID" = given("The request.", of="Booking")
    version: "int" = given(VERSION)
    competing: "CompetingChoice | None" = given(
        "What becomes of the requests that cannot be had besides, all of them; null: nothing was"
        " said, and where there are such it is refused."
    )
    reason: "str | None" = given(
        "Why those are not approved, 1 to 300 characters, which their people read; null where"
        " there are none."
    )


@write_input
class DeclineBookingInput:
    """A request that is not approved."""

    booking_id: "strawberry.ID" = given("The request.", of="Booking")
    version: "int" = given(VERSION)
    reason: "str" = given("Why, 1 to 300 characters, which who asked reads.")


@write_input
class MoveBookingInput:
    """Another time or place of a booking."""

    booking_id: "strawberry.ID" = given(BOOKING, of="Booking")
    version: "int" = given(VERSION)
    starts_at: "datetime | None" = given("First instant; null: as before.")
    ends_at: "datetime | None" = given("First instant at which it is over; null: as before.")
    space_id: "strawberry.ID | None" = given("Another space; null: as before.", of="Space")
    asks_again: "bool | None" = given(
        "True: where the new time or place is to be approved, what is confirmed is given up for a"
        " request at once; null: then it is refused with APPROVAL_NEEDED, and all stays."
    )


@write_input
class FinishBookingInput:
    """A booking that ends before its time."""

    booking_id: "strawberry.ID" = given(BOOKING, of="Booking")
    version: "int" = given(VERSION)


@write_input
class UpdateBookingInput:
    """What is said of a booking; what is left out stays as it is."""

    booking_id: "strawberry.ID" = given(BOOKING, of="Booking")
    version: "int" = given(VERSION)
    title: "str | None" = given("What it is for, 1 to 160 characters; null: as before.")
    attendees: "int | None" = given("How many people come; null: as before.")
    is_public: "bool | None" = given("Whether anyone may read the title; null: as before.")
    note: "str | None" = given("A note for the desk, at most 2,000 characters; null empties it.")
    add_guests: "list[GuestInput] | None" = given(
        "Who is asked to come besides; there can be 100 in all. Who was asked stays asked. Null:"
        " nobody.",
        part=GuestInput,
    )
    remove_guest_ids: "list[strawberry.ID] | None" = given(
        "Of the booking's guests those who are not asked any more; null: nobody.",
        of="BookingAttendee",
    )


@write_input
class CancelBookingInput:
    """A booking to be given up, or a request to be withdrawn."""

    booking_id: "strawberry.ID" = given(BOOKING, of="Booking")
    version: "int" = given(VERSION)
    reason: "str | None" = given("Why, at most 300 characters; null: not said.")
    waive_fee: "bool | None" = given(
        "True: the front desk lets it cost nothing, and says why; null: it costs what it costs."
    )


@write_input
class CheckInInput:
    """Who came, by the booking or by its code."""

    booking_id: "strawberry.ID | None" = given(
        "The booking; null when a code is given.", of="Booking"
    )
    code: "str | None" = given(
        "The booking's code of six letters and digits; null when the booking is given."
    )


@write_input
class ExcuseNoShowInput:
    """A missed check-in that does not count."""

    booking_id: "strawberry.ID" = given(BOOKING, of="Booking")
    version: "int" = given(VERSION)
    reason: "str" = given("Why, 1 to 300 characters.")


@ask_input
class CompetingRequestsInput:
    """A request that somebody thinks of approving."""

    booking_id: "strawberry.ID" = given("The request.", of="Booking")


@ask_input
class CancellationQuoteInput:
    """A booking that somebody thinks of giving up."""

    booking_id: "strawberry.ID" = given(BOOKING, of="Booking")


@ask_input
class CheckInCodeInput:
    """A booking to which somebody comes."""

    booking_id: "strawberry.ID" = given(BOOKING, of="Booking")
