"""The inputs of what is done about opening hours and closures."""

from datetime import date, datetime, time

import strawberry

from hub.spaces.terms import AffectedBookings, OpeningState
from schema.mutating.declare import given, write_input, write_part

SITE = "The whole site; null when it is about one space."
SPACE = "The space; null when it is about a whole site."
REASON = "Why, for everybody to read, at most 200 characters."
STARTS_AT = "First instant, which has not passed; null: at once."
ENDS_AT = "First instant at which it is open again, at most 366 days later."
STATE = "CLOSED or MAINTENANCE; null: CLOSED."
BOOKINGS = (
    "What becomes of the bookings in that time; null: it is refused as long as there are any."
)


@write_part
class WeeklyHours:
    """Hours of one day of the week."""

    weekday: "int" = given("Day of the week by ISO 8601: 1 is Monday, 7 is Sunday.")
    opens: "time" = given("From this time of day on, on the clock of the site.")
    closes: "time" = given("Up to this time of day; 00:00 is the midnight that ends the day.")
    state: "OpeningState | None" = given("What a person can do there meanwhile; null: OPEN.")


@write_input
class SetOpeningHoursInput:
    """The hours of a place from a day on, all of the week."""

    site_id: "strawberry.ID | None" = given(SITE, of="Site")
    space_id: "strawberry.ID | None" = given(SPACE, of="Space")
    starts_on: "date | None" = given(
        "First day on which they hold, today or later; null: today. All hours that the place has"
        " end on it."
    )
    hours: "list[WeeklyHours]" = given(
        "All hours of the week, at most 100, of which none overlap; empty: the place has none of"
        " its own any more, and those of what contains it hold.",
        part=WeeklyHours,
    )


@write_input
class AddOpeningExceptionInput:
    """What holds on one day instead of the weekly hours."""

    site_id: "strawberry.ID | None" = given(SITE, of="Site")
    space_id: "strawberry.ID | None" = given(SPACE, of="Space")
    occurs_on: "date" = given("The day, today or later.")
    opens: "time | None" = given(
        "From this time of day on, on the clock of the site; null: all day."
    )
    closes: "time | None" = given(
        "Up to this time of day, 00:00 being the midnight that ends it; null: all day."
    )
    state: "OpeningState | None" = given(
        "What a person can do there meanwhile, all day only CLOSED or MAINTENANCE; null: CLOSED."
    )
    reason: "str" = given(REASON)


@write_input
class WithdrawOpeningExceptionInput:
    """Which exception to take back."""

    exception_id: "strawberry.ID" = given(
        "One that stands, whose day has not passed.", of="OpeningException"
    )
    version: "int" = given("The version of the exception that was read.")


@write_input
class AddHolidaysInput:
    """Of which year to enter the holidays."""

    site_id: "strawberry.ID" = given("The site, in Italy.", of="Site")
    year: "int" = given("The year, this one or one of the next ten.")


@write_input
class CloseSpaceInput:
    """A space to shut for a time, with all that contains it or lies within it."""

    space_id: "strawberry.ID" = given("The space.", of="Space")
    starts_at: "datetime | None" = given(STARTS_AT)
    ends_at: "datetime" = given(ENDS_AT)
    state: "OpeningState | None" = given(STATE)
    reason: "str" = given(REASON + " Those whose bookings are cancelled are told it.")
    bookings: "AffectedBookings | None" = given(BOOKINGS)
    move_to_id: "strawberry.ID | None" = given(
        "With MOVE, another space of the same site that stays open; null with CANCEL.", of="Space"
    )


@write_input
class CloseSiteInput:
    """A whole site to shut for a time."""

    site_id: "strawberry.ID" = given("The site.", of="Site")
    starts_at: "datetime | None" = given(STARTS_AT)
    ends_at: "datetime" = given(ENDS_AT)
    state: "OpeningState | None" = given(STATE)
    reason: "str" = given(REASON + " Those whose bookings are cancelled are told it.")
    bookings: "AffectedBookings | None" = given(
        "CANCEL, or null: it is refused as long as there are bookings in that time. There is"
        " nowhere to move them to."
    )


@write_input
class WithdrawClosureInput:
    """Which closure to take back."""

    closure_id: "strawberry.ID" = given("One that is not over.", of="Closure")
    version: "int" = given("The version of the closure that was read.")
