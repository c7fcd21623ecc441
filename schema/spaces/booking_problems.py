"""The problems of bookings that tell more than a code and a message."""

from datetime import date, datetime

import strawberry

from hub.spaces import booking_refusals
from hub.spaces.booking_refusals import (
    MOST_CONFLICTS,
    BookingRefusal,
    ConflictInHierarchy,
    PoolExhausted,
    QuotaExceeded,
    SlotTaken,
)
from schema.mutating.declare import told_list, told_part
from schema.mutating.problems import Problem, problem

MOST_PROBLEMS = 25
"""A booking meets one of each rule, and some quotas."""
OF_THEIR_OWN = (ConflictInHierarchy, PoolExhausted, QuotaExceeded, SlotTaken)
PLAIN = tuple(
    each
    for each in vars(booking_refusals).values()
    if isinstance(each, type)
    and issubclass(each, BookingRefusal)
    and each is not BookingRefusal
    and each not in OF_THEIR_OWN
)
RULE = "The rule that is not kept: a name of a term of BookingConditions, a quota, or the like."
VALUE = "What the rule says, as text; null where it says no value."
FIRST_START = (
    "The first start, from the one that was wished for on, that keeps all rules about time, for"
    " the same length; null where time is not to blame, and where there is none within 31 days."
)


@told_part
class BusyTime:
    """A time for which a space is taken; by whom is not told."""

    starts_at: "datetime" = strawberry.field(description="First instant.")
    ends_at: "datetime" = strawberry.field(description="First instant at which it is over.")


@told_part
class BlockingSpace:
    """A space whose booking takes another with it."""

    id: "strawberry.ID | None" = strawberry.field(description="Its global id; never null here.")
    name: "str" = strawberry.field(description="Its name.")


@problem(*PLAIN)
class BookingProblem(Problem):
    """A rule of booking that is not kept."""

    rule: "str" = strawberry.field(description=RULE)
    value: "str | None" = strawberry.field(description=VALUE)
    first_start: "datetime | None" = strawberry.field(description=FIRST_START)


@problem(SlotTaken)
class SlotTakenProblem(Problem):
    """Somebody else has the space at that time."""

    rule: "str" = strawberry.field(description=RULE)
    conflicts: "list[BusyTime]" = told_list(
        f"The times for which it is taken, at most {MOST_CONFLICTS}.", most=MOST_CONFLICTS
    )
    first_start: "datetime | None" = strawberry.field(description=FIRST_START)


@problem(ConflictInHierarchy)
class HierarchyConflictProblem(Problem):
    """What contains the space, or lies within it, is taken at that time."""

    rule: "str" = strawberry.field(description=RULE)
    blocking_space: "BlockingSpace | None" = strawberry.field(
        description="The space that is booked; null where nobody may know of it."
    )
    conflicts: "list[BusyTime]" = told_list(
        f"The times for which it is taken, at most {MOST_CONFLICTS}.", most=MOST_CONFLICTS
    )
    first_start: "datetime | None" = strawberry.field(description=FIRST_START)


@problem(QuotaExceeded)
class QuotaExceededProblem(Problem):
    """A quota leaves no room for the booking."""

    rule: "str" = strawberry.field(description="The name of the quota.")
    value: "str" = strawberry.field(description="Its limit: bookings, or minutes.")
    used: "int" = strawberry.field(description="How much of it is used already.")
    resets_on: "date" = strawberry.field(description="The first day on which there is more.")


@problem(PoolExhausted)
class PoolExhaustedProblem(Problem):
    """The minutes that an organization's people share in a month do not suffice."""

    value: "str" = strawberry.field(description="The minutes of the month.")
    minutes_left: "int" = strawberry.field(description="How many of them are left.")
    resets_on: "date" = strawberry.field(description="The first day on which there are new ones.")
