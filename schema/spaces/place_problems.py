"""The problems of keeping places that tell more than a code and a message."""

from datetime import date, datetime

import strawberry

from hub.spaces.lease_refusals import LeaseHasBookings
from hub.spaces.place_refusals import (
    MOST_TOLD,
    BookingsNotMovable,
    ClosureHasBookings,
    MoveDoubleBooks,
    SpaceInUse,
)
from hub.spaces.terms import KeptBy
from schema.mutating.declare import told_list, told_part
from schema.mutating.problems import Problem, problem

MOST_PROBLEMS = 20
"""Of answers whose problems list what stands in the way: so that they may be asked for whole."""
FIRST = f"The first {MOST_TOLD} of them, by their starts."


@told_part
class StandingBooking:
    """A booking that stands in the way, as the front desk knows it."""

    id: "strawberry.ID" = strawberry.field(description="Global id of the booking.")
    space: "str" = strawberry.field(description="Name of the space.")
    starts_at: "datetime" = strawberry.field(description="When it starts.")
    ends_at: "datetime" = strawberry.field(description="When it ends.")
    title: "str" = strawberry.field(description="What for.")
    holder: "str | None" = strawberry.field(
        description="Name of the organization, or of the person; null of the consortium's own."
    )


@told_part
class StandingLease:
    """A lease that stands in the way, as the front desk knows it."""

    id: "strawberry.ID" = strawberry.field(description="Global id of the lease.")
    space: "str" = strawberry.field(description="Name of the space.")
    starts_on: "date" = strawberry.field(description="First day.")
    ends_on: "date | None" = strawberry.field(
        description="First day on which it is over; null while no end is known."
    )
    holder: "str | None" = strawberry.field(
        description="Name of the organization, or of the person."
    )


@told_part
class Clash:
    """Two that would have one space at the same time."""

    space: "str" = strawberry.field(description="Name of a space that would be moved.")
    kept_by: "KeptBy" = strawberry.field(description="What keeps it.")
    other_space: "str" = strawberry.field(description="Name of a space that would contain it.")
    other_kept_by: "KeptBy" = strawberry.field(description="What keeps that one.")
    starts_at: "datetime" = strawberry.field(description="From when on both would.")
    ends_at: "datetime | None" = strawberry.field(
        description="Until when; null while no end is known."
    )


@problem(ClosureHasBookings, BookingsNotMovable)
class ClosureHasBookingsProblem(Problem):
    """There are bookings in the time of a closure."""

    count: "int" = strawberry.field(description="How many there are.")
    bookings: "list[StandingBooking]" = told_list(FIRST, most=MOST_TOLD)


@problem(SpaceInUse)
class SpaceInUseProblem(Problem):
    """Bookings or leases stand that go beyond the day."""

    booking_count: "int" = strawberry.field(description="How many bookings.")
    bookings: "list[StandingBooking]" = told_list(FIRST, most=MOST_TOLD)
    lease_count: "int" = strawberry.field(description="How many leases.")
    leases: "list[StandingLease]" = told_list(FIRST, most=MOST_TOLD)


@problem(MoveDoubleBooks)
class MoveDoubleBooksProblem(Problem):
    """What is booked, let or shut there, and in the space itself, would share time."""

    count: "int" = strawberry.field(description="How many such times there are.")
    clashes: "list[Clash]" = told_list(FIRST, most=MOST_TOLD)


@problem(LeaseHasBookings)
class LeaseHasBookingsProblem(Problem):
    """The space is booked on some of the days."""

    count: "int" = strawberry.field(description="How many bookings there are.")
    bookings: "list[StandingBooking]" = told_list(FIRST, most=MOST_TOLD)
