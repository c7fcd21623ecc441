"""What is done about series of bookings."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hub.deed import Done
from hub.keys import Keys
from hub.spaces.series import adding, book, cancelling, changing, deciding
from hub.spaces.series.recurrence import MOST_DATES
from schema.mutating.declare import mutation, mutations, payload_with, result, results, told
from schema.spaces import series_inputs, series_problems
from schema.spaces.series_problems import SeriesDate

if TYPE_CHECKING:
    from schema.spaces.booking_types import Booking, BookingSeries

DECLARED = (series_inputs, series_problems)
"""The modules of the inputs and problems: they are known once their modules are imported."""
MOST_PROBLEMS = 5
MOST_OF_ONE = 25
"""One date meets one of each rule, and some quotas."""
MOST_SETTLED = 50
FEES = (
    "What that costs in all, in euro without VAT; null where it costs nothing, and when there are"
    " problems."
)
SERIES = "The series as it is now; null when there are problems."


def _value(name: str) -> Any:
    def tell(done: Done, _: Keys) -> Any:
        return done.values[name]

    return tell


@payload_with(MOST_PROBLEMS)
class BookSeriesPayload:
    """The answer of `bookSeries`."""

    series: "BookingSeries | None" = result("The series; null when there are problems.")
    booked: "int | None" = told(
        _value("booked"), "On how many dates it has a booking; null when there are problems."
    )
    skipped: "list[SeriesDate] | None" = told(
        _value("skipped"),
        "The dates that were left out, and why; null when there are problems.",
        most=MOST_DATES,
    )


@payload_with(MOST_OF_ONE)
class AddOccurrencePayload:
    """The answer of `addOccurrence`."""

    booking: "Booking | None" = result(
        "The booking of that date: confirmed, or asked for where it is to be approved; null when"
        " there are problems."
    )


@payload_with(MOST_PROBLEMS)
class CancelOccurrencesPayload:
    """The answer of `cancelOccurrences`."""

    series: "BookingSeries | None" = result(SERIES)
    cancelled: "int | None" = told(
        _value("cancelled"), "How many bookings were given up; null when there are problems."
    )
    fees: "Decimal | None" = told(_value("fees"), FEES)


@payload_with(MOST_PROBLEMS)
class CancelSeriesPayload:
    """The answer of `cancelSeries`."""

    series: "BookingSeries | None" = result(SERIES)
    cancelled: "int | None" = told(
        _value("cancelled"), "How many bookings were given up; null when there are problems."
    )
    fees: "Decimal | None" = told(_value("fees"), FEES)


@payload_with(MOST_PROBLEMS)
class ChangeSeriesPayload:
    """The answer of `changeSeries`."""

    series: "BookingSeries | None" = result(SERIES)
    changed: "int | None" = told(
        _value("changed"), "How many bookings are otherwise now; null when there are problems."
    )
    staying: "list[SeriesDate] | None" = told(
        _value("staying"),
        "The dates that stay where they were, and why; null when there are problems.",
        most=MOST_DATES,
    )


@payload_with(MOST_PROBLEMS)
class ApproveSeriesPayload:
    """The answer of `approveSeries`."""

    series: "BookingSeries | None" = result(SERIES)
    decided: "int | None" = told(
        _value("decided"), "How many requests were confirmed; null when there are problems."
    )
    settled: "list[Booking] | None" = results(
        "booking_ids",
        f"The requests that were declined for them, at most {MOST_SETTLED}; null when there are"
        " problems.",
        most=MOST_SETTLED,
    )


@payload_with(MOST_PROBLEMS)
class DeclineSeriesPayload:
    """The answer of `declineSeries`."""

    series: "BookingSeries | None" = result(SERIES)
    decided: "int | None" = told(
        _value("decided"), "How many requests were refused; null when there are problems."
    )


@mutations
class SeriesMutations:
    """What is done about series of bookings."""

    book_series: "BookSeriesPayload" = mutation(
        book.book_series,
        "Book a space on all dates of a rule, by the clock of the site: all of them or none, or"
        " those on which it can be had.",
    )
    add_occurrence: "AddOccurrencePayload" = mutation(
        adding.add_occurrence,
        "Book a date of a series that was left out, or whose booking was given up, was refused or"
        " lapsed, by all rules of booking: as long as the date is to come. Who is asked to"
        " come on the nearest date is asked to this one as well. For who"
        " has or made the series, administrators of theirs and the desk, as all changes of it.",
    )
    cancel_occurrences: "CancelOccurrencesPayload" = mutation(
        cancelling.cancel_occurrences,
        "Give up the bookings of a series on one date, on those of some days, or on all that"
        " follow; each costs what `cancelBooking` would.",
    )
    cancel_series: "CancelSeriesPayload" = mutation(
        cancelling.cancel_series,
        "Give up a series, and all of its bookings that have not begun.",
    )
    change_series: "ChangeSeriesPayload" = mutation(
        changing.change_series,
        "Let the bookings of a series have another time, space or title on one date, on those of"
        " some days, or on all that follow: by all rules of booking, and all at once.",
    )
    approve_series: "ApproveSeriesPayload" = mutation(
        deciding.approve_series,
        "Confirm all requests of a series that wait: for the front desk.",
    )
    decline_series: "DeclineSeriesPayload" = mutation(
        deciding.decline_series,
        "Refuse all requests of a series that wait: for the front desk.",
    )
