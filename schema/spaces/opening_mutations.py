"""What is done about opening hours and closures."""

from typing import TYPE_CHECKING, Any

from hub.deed import Done
from hub.keys import Keys
from hub.spaces import closing, holiday_adding, opening
from hub.spaces.week_rules import MOST_HOURS
from schema.mutating.declare import (
    mutation,
    mutations,
    payload,
    payload_with,
    result,
    results,
    told,
)
from schema.spaces import opening_inputs, place_problems
from schema.spaces.place_problems import MOST_PROBLEMS

if TYPE_CHECKING:
    from schema.spaces.booking_types import Booking
    from schema.spaces.opening_types import Closure, OpeningException, OpeningHours
    from schema.spaces.types import Site

DECLARED = (opening_inputs, place_problems)
"""The modules of the inputs and problems: they are known once their modules are imported."""
MOST_SHOWN = 100
BOOKINGS = "booking_ids"
SETTLED = (
    "The bookings that were cancelled, moved, or ended early because they were under way, by their"
    " starts, at most 100; null when there are problems."
)
COUNT = "How many there are in all; null when there are problems."


def _count(done: Done, _: Keys) -> Any:
    return len(done.values[BOOKINGS])


@payload
class SetOpeningHoursPayload:
    """The answer of `setOpeningHours`."""

    opening_hours: "list[OpeningHours] | None" = results(
        "opening_hours_ids", "The new hours; null when there are problems.", most=MOST_HOURS
    )


@payload
class AddOpeningExceptionPayload:
    """The answer of `addOpeningException`."""

    exception: "OpeningException | None" = result("The exception; null when there are problems.")


@payload
class WithdrawOpeningExceptionPayload:
    """The answer of `withdrawOpeningException`."""

    exception: "OpeningException | None" = result(
        "The exception, taken back; null when there are problems."
    )


@payload
class AddHolidaysPayload:
    """The answer of `addHolidays`."""

    site: "Site | None" = result("The site; null when there are problems.")
    exceptions: "list[OpeningException] | None" = results(
        "exception_ids",
        "The days that are new, in their order; empty when all were there, null when there are"
        " problems.",
        most=MOST_SHOWN,
    )


@payload_with(MOST_PROBLEMS)
class CloseSpacePayload:
    """The answer of `closeSpace`."""

    closure: "Closure | None" = result("The closure; null when there are problems.")
    bookings: "list[Booking] | None" = results(BOOKINGS, SETTLED, most=MOST_SHOWN)
    booking_count: "int | None" = told(_count, COUNT)


@payload_with(MOST_PROBLEMS)
class CloseSitePayload:
    """The answer of `closeSite`."""

    closure: "Closure | None" = result("The closure; null when there are problems.")
    bookings: "list[Booking] | None" = results(BOOKINGS, SETTLED, most=MOST_SHOWN)
    booking_count: "int | None" = told(_count, COUNT)


@payload
class WithdrawClosurePayload:
    """The answer of `withdrawClosure`."""

    closure: "Closure | None" = result(
        "The closure, taken back or ended; null when there are problems."
    )


@mutations
class OpeningMutations:
    """What is done about opening hours and closures."""

    set_opening_hours: "SetOpeningHoursPayload" = mutation(
        opening.set_opening_hours,
        "Let a site or a space have these weekly hours from a day on, instead of all that it has:"
        " the front desk. Hours are for new bookings; what was booked before stays.",
    )
    add_opening_exception: "AddOpeningExceptionPayload" = mutation(
        opening.add_opening_exception,
        "Let other hours than the weekly ones hold on a day, or none: the front desk. What was"
        " booked before stays; to shut a place whatever is booked there, close it.",
    )
    withdraw_opening_exception: "WithdrawOpeningExceptionPayload" = mutation(
        opening.withdraw_opening_exception,
        "Take an exception back, so that the weekly hours hold: the front desk.",
    )
    add_holidays: "AddHolidaysPayload" = mutation(
        holiday_adding.add_holidays,
        "Enter the public holidays of a year that are to come as days on which a site is shut, with"
        " Easter and, in Cremona, Sant'Omobono: the front desk. A day that has or had an exception"
        " is left as it is, so that doing it again adds nothing.",
    )
    close_space: "CloseSpacePayload" = mutation(
        closing.close_space,
        "Shut a space for a time, and so what contains it and what lies within it: the front desk."
        " Refused with CLOSURE_HAS_BOOKINGS, which lists them, until it is said what becomes of"
        " bookings. Those under way end when it shuts; the people of all are told.",
    )
    close_site: "CloseSitePayload" = mutation(
        closing.close_site,
        "Shut a whole site for a time: the front desk. Refused with CLOSURE_HAS_BOOKINGS, which"
        " lists them, until it is said that bookings are cancelled. Those under way end when it"
        " shuts; the people of all are told.",
    )
    withdraw_closure: "WithdrawClosurePayload" = mutation(
        closing.withdraw_closure,
        "Open again: a closure that runs ends now, one that lies ahead never was: the front desk."
        " Bookings that it ended stay ended.",
    )
