"""The GraphQL types of when spaces can be had, and how much they are used."""

from datetime import date, datetime
from decimal import Decimal

from hub.spaces import occupation
from hub.spaces.terms import Availability
from schema.compiler.declare import column, part
from schema.compiler.sources import Argument

FREE_FROM = Argument(
    "from", datetime, "First instant; null: now.", place="free_from", default="now"
)
FREE_UNTIL = Argument(
    "to",
    datetime,
    f"First instant that is no longer shown, at most {occupation.MOST_DAYS_SHOWN} days later; null:"
    f" {occupation.USUAL_DAYS_SHOWN} days later.",
    place="free_until",
)
FROM_ON = Argument("from", date, "First day; null: that of the present month.", place="from_on")
TO_ON = Argument(
    "to",
    date,
    f"First day that no longer counts, at most {occupation.MOST_DAYS_COUNTED} days later; null: a"
    " month later.",
    place="to_on",
)


@part
class AvailabilitySpan:
    """A time for which it is the same whether a space can be had."""

    starts_at: "datetime" = column("First instant.")
    ends_at: "datetime" = column("First instant at which it is over.")
    state: "Availability" = column("Whether the space can be had.")


@part
class Utilisation:
    """How much of the time in which spaces could be booked was used, or is booked."""

    bookable_minutes: "int" = column(
        "Minutes in which they could be booked: open, not shut, not let, not kept for nobody, and"
        " without preparation for bookings."
    )
    used_minutes: "int" = column("Minutes of these in which a confirmed booking has the space.")
    outside_minutes: "int" = column("Minutes of such bookings beside the bookable ones.")
    no_show_minutes: "int" = column(
        "Bookable minutes that were booked and lost: nobody came, nor did others have the space."
    )
    percent: "Decimal | None" = column(
        "Used minutes of a hundred bookable ones, never more than 100; null without bookable ones."
    )
