"""What is done about waiting lists."""

from typing import TYPE_CHECKING

from hub.spaces.booking import claiming, joining
from schema.mutating.declare import mutation, mutations, payload, payload_with, result
from schema.spaces import waiting_inputs
from schema.spaces.booking_problems import MOST_PROBLEMS

if TYPE_CHECKING:
    from schema.spaces.booking_types import Booking, WaitlistEntry

INPUTS = waiting_inputs
"""The module of inputs: they are known once it is imported."""


@payload_with(MOST_PROBLEMS)
class JoinWaitlistPayload:
    """The answer of `joinWaitlist`."""

    entry: "WaitlistEntry | None" = result("The place in line; null when there are problems.")


@payload
class LeaveWaitlistPayload:
    """The answer of `leaveWaitlist`."""

    entry: "WaitlistEntry | None" = result(
        "The place in line that was given up; null when there are problems."
    )


@payload_with(MOST_PROBLEMS)
class ClaimOfferPayload:
    """The answer of `claimOffer`."""

    booking: "Booking | None" = result(
        "The booking: confirmed, or asked for where it is to be approved; null when there are"
        " problems."
    )


@mutations
class WaitingMutations:
    """What is done about waiting lists."""

    join_waitlist: "JoinWaitlistPayload" = mutation(
        joining.join_waitlist,
        "Wait for a slot that is taken. As soon as it is free it is kept for the first in line who"
        " may book it, for as long as the conditions of the space say, then for the next.",
    )
    leave_waitlist: "LeaveWaitlistPayload" = mutation(
        joining.leave_waitlist,
        "Wait no longer; what was offered is offered to the next in line at once.",
    )
    claim_offer: "ClaimOfferPayload" = mutation(
        claiming.claim_offer,
        "Book the slot that is kept for who waited, as long as the offer lasts; `bookSpace` does"
        " so as well.",
    )
