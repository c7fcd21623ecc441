"""What stands against letting spaces, and against allowances."""

from collections.abc import Sequence
from datetime import date

from hub.errors import Refusal
from hub.members.membership_refusals import NotCovered
from hub.refusals import AlreadyDecided
from hub.spaces.place_refusals import MOST_TOLD, StandingBooking


class HolderMissing(Refusal):
    """It is not said to whom a space is let."""

    code = "HOLDER_MISSING"
    sentence = "Say to whom it is let: an organization, a person, or a person of an organization."


class UserNotOfOrganization(Refusal):
    """Who is to use what an organization leases does not belong to it."""

    code = "USER_NOT_OF_ORGANIZATION"
    sentence = "On the first day this person does not belong to the organization."


class LeaseOverlap(Refusal):
    """The space, what contains it or what lies within it is let on some of the days."""

    code = "LEASE_OVERLAP"
    sentence = "{space} is let from {since} on: end that lease first, or choose other days."


class LeaseHasBookings(Refusal):
    """The space is booked on some of the days."""

    code = "LEASE_HAS_BOOKINGS"
    sentence = "The space is booked on these days ({count}): cancel or move the bookings first."

    def __init__(self, *path: str | int, bookings: Sequence[StandingBooking]) -> None:
        super().__init__(*path, count=len(bookings), bookings=list(bookings[:MOST_TOLD]))


class LeaseNotCovered(NotCovered):
    """The holder has no membership that covers the first day."""

    sentence = "No membership of the holder covers {day}, the first day: admit or renew it first."


class LeaseOver(Refusal):
    """The lease is over."""

    code = "LEASE_OVER"
    sentence = "This lease is over since {ended_on}: there is nothing to change."

    def __init__(self, *path: str | int, ended_on: date | None) -> None:
        super().__init__(*path, ended_on=ended_on)


class DepositReceived(AlreadyDecided):
    """The deposit was received before."""

    sentence = "The deposit was received on {day} already."


class DepositReturned(AlreadyDecided):
    """The deposit was given back before."""

    sentence = "The deposit was given back on {day} already."


class DepositMissing(Refusal):
    """There is no deposit that could be received or given back."""

    code = "DEPOSIT_MISSING"
    sentence = "There is no deposit of this lease yet: record its amount, and that it was received."
