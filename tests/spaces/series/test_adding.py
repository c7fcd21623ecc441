"""Dates of a series that are booked again: what was refused, given up, or never decided."""

from datetime import timedelta
from typing import Any

import pytest

from hub import clock
from hub.spaces.booking_models import Booking
from tests.make import spaces
from tests.mutating.doing import Doing
from tests.spaces.booking.asking import book, desk, firm, room, slot
from tests.spaces.booking.living import the as the_booking
from tests.spaces.series.asking import bookings, the
from tests.spaces.series.test_changing_series import booked, iso, on

ADDED = "booking { id state occursOn }"
DAY = timedelta(days=1)


@pytest.mark.parametrize("conditions", [{}, {"holds_while_pending": False}])
async def test_a_request_that_lapsed_is_made_again(
    doing: Doing, conditions: dict[str, Any]
) -> None:
    alfa, front = await firm(), await desk()
    sala = await room(needs_approval=True, decide_minutes_before=2 * 24 * 60, **conditions)
    series = await booked(doing, sala, alfa)
    wish = the(series, occursOn=iso(1))
    assert await doing.codes("addOccurrence", alfa.actor, **wish) == ["DATE_HAS_BOOKING"]

    with clock.freeze(spaces.on(on(1) - DAY, 12)):
        answer = await doing.done("addOccurrence", alfa.actor, ADDED, **wish)
        again = answer["booking"]
        assert (again["state"], again["occursOn"]) == ("REQUESTED", iso(1))
        taken = await doing.codes("addOccurrence", alfa.actor, **wish)
        assert taken == ["DATE_HAS_BOOKING"]
        await doing.done("approveBooking", front, **the_booking(again))

    lapsed, confirmed = await Booking.filter(occurs_on=on(1)).order_by("id")
    assert lapsed.released_at is not None
    assert (lapsed.confirmed_at, confirmed.confirmed_at is None) == (None, False)


async def test_somebody_else_may_have_been_faster(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    sala = await room(needs_approval=True, decide_minutes_before=2 * 24 * 60)
    series = await booked(doing, sala, alfa)
    wish = the(series, occursOn=iso(1))

    with clock.freeze(spaces.on(on(1) - DAY, 12)):
        await book(doing, beta.actor, **slot(sala, spaces.on(on(1), 9), firm=beta))
        assert await doing.codes("addOccurrence", alfa.actor, **wish) == ["SLOT_TAKEN"]


async def test_a_date_that_was_refused_is_asked_for_again(doing: Doing) -> None:
    alfa, front, sala = await firm(), await desk(), await room(needs_approval=True)
    series = await booked(doing, sala, alfa)
    first, *_ = await bookings()
    await doing.done("declineBooking", front, **the_booking(first, reason="Fiera"))

    answer = await doing.done("addOccurrence", alfa.actor, ADDED, **the(series, occursOn=iso(0)))
    assert answer["booking"]["state"] == "REQUESTED"


@pytest.mark.parametrize("conditions", [{}, {"needs_approval": True}, {"check_in_minutes": 15}])
async def test_what_has_begun_is_past(doing: Doing, conditions: dict[str, Any]) -> None:
    """Also where nobody has decided, or nobody has come."""
    alfa, sala = await firm(), await room(**conditions)
    series = await booked(doing, sala, alfa)

    with clock.freeze(spaces.on(on(0), 10)):
        (code, *_) = await doing.codes("addOccurrence", alfa.actor, **the(series, occursOn=iso(0)))
    assert code == ("START_PASSED" if "needs_approval" in conditions else "DATE_HAS_BOOKING")
