"""What is done about bookings."""

from typing import TYPE_CHECKING

from hub.spaces.booking import book
from schema.mutating.declare import mutation, mutations, payload_with, result
from schema.spaces import booking_inputs, booking_problems
from schema.spaces.booking_problems import MOST_PROBLEMS

if TYPE_CHECKING:
    from schema.spaces.booking_types import Booking

INPUTS = booking_inputs
PROBLEMS = booking_problems
"""The modules of inputs and problems: they are known once their modules are imported."""


@payload_with(MOST_PROBLEMS)
class BookSpacePayload:
    """The answer of `bookSpace`."""

    booking: "Booking | None" = result(
        "The booking: confirmed, or asked for where it is to be approved; null when there are"
        " problems."
    )


@mutations
class BookingMutations:
    """What is done about bookings."""

    book_space: "BookSpacePayload" = mutation(
        book.book_space,
        "Book a space for oneself, for a person of one's organization, or by the desk for anybody."
        " Of all who want one slot at once exactly one gets it.",
    )
