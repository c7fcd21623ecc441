"""The problems of changing bookings that tell more than a code and a message."""

from datetime import datetime

import strawberry

from hub.spaces.booking_life_refusals import (
    CancellationClosed,
    CheckInTooEarly,
    CheckInTooLate,
    CompetingRequests,
)
from hub.spaces.place_refusals import MOST_TOLD
from schema.mutating.declare import told_list
from schema.mutating.problems import Problem, problem
from schema.spaces.place_problems import StandingBooking


@problem(CompetingRequests)
class CompetingRequestsProblem(Problem):
    """Others ask for that time as well."""

    count: "int" = strawberry.field(description="How many requests could not be had any more.")
    bookings: "list[StandingBooking]" = told_list(
        f"The first {MOST_TOLD} of them, the first that was made first.", most=MOST_TOLD
    )


@problem(CancellationClosed)
class CancellationClosedProblem(Problem):
    """It is too late to give the booking up."""

    closed_at: "datetime" = strawberry.field(description="The last instant at which it was not.")


@problem(CheckInTooEarly)
class CheckInTooEarlyProblem(Problem):
    """Check-in has not opened yet."""

    opens_at: "datetime" = strawberry.field(description="When it opens.")


@problem(CheckInTooLate)
class CheckInTooLateProblem(Problem):
    """Nobody checked in in time."""

    due_at: "datetime | None" = strawberry.field(
        description="When it closed, and the space was free again; never null here."
    )
