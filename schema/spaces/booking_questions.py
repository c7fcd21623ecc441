"""What is asked about bookings before they are made: rules answer."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from hub.deed import Done
from hub.keys import Keys
from hub.spaces.booking import check
from schema.compiler.declare import part
from schema.mutating.declare import answer, question, told
from schema.spaces.booking_problems import MOST_PROBLEMS


def _value(name: str) -> Any:
    def tell(done: Done, _: Keys) -> Any:
        return done.values[name]

    return tell


NULL = "null when there are problems"


@answer(MOST_PROBLEMS)
class CheckBookingAnswer:
    """The answer of `checkBooking`: the same reasons as `bookSpace` would give, and all of them."""

    needs_approval: "bool | None" = told(
        _value("needs_approval"), f"Whether the staff would have to approve it; {NULL}."
    )
    lapses_at: "datetime | None" = told(
        _value("lapses_at"),
        f"When it would lapse if nobody approved it; null where nobody has to, and {NULL}.",
    )
    check_in_due_at: "datetime | None" = told(
        _value("check_in_due_at"),
        f"When the space would be free again if nobody checked in; null where nobody has to, and"
        f" {NULL}.",
    )
    price: "Decimal | None" = told(
        _value("price"),
        f"What it would cost, in euro without VAT; null where it has no price, and {NULL}.",
    )
    vat_rate: "Decimal | None" = told(
        _value("vat_rate"), f"Rate of VAT in percent; null where it has no price, and {NULL}."
    )
    pool_minutes: "int | None" = told(
        _value("pool_minutes"),
        f"Minutes that it would draw from the organization's allowance; {NULL}.",
    )
    pool_minutes_left: "int | None" = told(
        _value("pool_minutes_left"),
        f"Minutes of the month's allowance that would be left; null without one, and {NULL}.",
    )


@part
class BookingQuestions:
    """What is asked about bookings before they are made."""

    check_booking: "CheckBookingAnswer" = question(
        check.check_booking,
        "Whether a space could be booked, by the rules that `bookSpace` goes by: all reasons"
        " against it, and what it would cost. Nothing is booked or held.",
        cost=10,
    )
