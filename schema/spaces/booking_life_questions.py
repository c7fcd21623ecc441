"""What is asked about bookings that are made: rules answer."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hub.deed import Done
from hub.keys import Keys
from hub.spaces.booking import cancelling, checking_in, competing
from schema.compiler.declare import part
from schema.mutating.declare import answer, question, results, told

if TYPE_CHECKING:
    from schema.spaces.booking_types import Booking

MOST_PROBLEMS = 5
MOST_SHOWN = 50
NULL = "null when there are problems"


def _value(name: str) -> Any:
    def tell(done: Done, _: Keys) -> Any:
        return done.values[name]

    return tell


@answer(MOST_PROBLEMS)
class CompetingRequestsAnswer:
    """The answer of `competingRequests`."""

    bookings: "list[Booking] | None" = results(
        "booking_ids",
        f"The requests that could not be had any more, the first that was made first, at most"
        f" {MOST_SHOWN}; {NULL}.",
        most=MOST_SHOWN,
    )
    count: "int | None" = told(_value("count"), f"How many there are; {NULL}.")


@answer(MOST_PROBLEMS)
class CancellationQuoteAnswer:
    """The answer of `cancellationQuote`: what `cancelBooking` would cost at this instant."""

    percent: "int | None" = told(_value("percent"), f"Part of the price that is kept; {NULL}.")
    fee: "Decimal | None" = told(
        _value("fee"), f"What that is in euro without VAT; null where it has no price, and {NULL}."
    )
    until: "datetime | None" = told(
        _value("until"),
        f"Up to this instant it costs that, later more; null where it costs no more later, and"
        f" {NULL}.",
    )
    pool_minutes_returned: "int | None" = told(
        _value("pool_minutes_returned"),
        f"Minutes that the organization's allowance would get back; {NULL}.",
    )


@answer(MOST_PROBLEMS)
class CheckInCodeAnswer:
    """The answer of `checkInCode`."""

    code: "str | None" = told(_value("code"), f"Six letters and digits; {NULL}.")
    opens_at: "datetime | None" = told(
        _value("opens_at"), f"First instant at which it is good; {NULL}."
    )
    due_at: "datetime | None" = told(
        _value("due_at"),
        f"First instant at which it is too late; null where nobody has to check in, and {NULL}.",
    )


@part
class BookingLifeQuestions:
    """What is asked about bookings that are made."""

    competing_requests: "CompetingRequestsAnswer" = question(
        competing.competing_requests,
        "Which requests could not be had any more if one was approved: for the front desk.",
        cost=10,
    )
    cancellation_quote: "CancellationQuoteAnswer" = question(
        cancelling.cancellation_quote,
        "What giving up a booking would cost at this instant, by its own steps; refused as giving"
        " it up would be. For who may give it up.",
        cost=5,
    )
    check_in_code: "CheckInCodeAnswer" = question(
        checking_in.check_in_code,
        "The code with which somebody can check in to a booking, to be passed on to who comes. For"
        " who has it, their colleagues, who was asked to come, and the front desk.",
        cost=5,
    )
