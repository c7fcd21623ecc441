"""The problems of series that tell more than a code and a message."""

from datetime import date, datetime

import strawberry

from hub.spaces.series.recurrence import MOST_DATES
from hub.spaces.series_refusals import LocalTimeAmbiguous, LocalTimeMissing, SeriesConflicts
from schema.mutating.declare import told_list, told_part
from schema.mutating.problems import Problem, problem


@told_part
class SeriesDate:
    """A date of a series, and whether the space can be had on it."""

    occurs_on: "date" = strawberry.field(description="The day.")
    starts_at: "datetime | None" = strawberry.field(
        description="First instant; null where the clock leaves it out, or shows it twice."
    )
    ends_at: "datetime | None" = strawberry.field(
        description="First instant at which it is over; null as `startsAt` is."
    )
    codes: "list[str]" = strawberry.field(
        description="What stands against it, as codes of problems; empty when nothing does."
    )
    message: "str | None" = strawberry.field(
        description="What the first of them means, in the language of Accept-Language; null when"
        " nothing stands against it."
    )


@problem(SeriesConflicts)
class SeriesConflictsProblem(Problem):
    """Dates of a series cannot be had."""

    conflicts: "list[SeriesDate]" = told_list(
        f"All of these dates, in their order, at most {MOST_DATES}.", most=MOST_DATES
    )


@problem(LocalTimeAmbiguous, LocalTimeMissing)
class LocalTimeProblem(Problem):
    """On some dates the clock goes forward past the start, or shows it twice."""

    dates: "list[date]" = strawberry.field(description="These dates.")
