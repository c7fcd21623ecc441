"""Giving up a booking: what it costs at each step, who may, and what becomes free."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import clock
from hub.spaces.booking.giving_up import percent_of, quote
from hub.spaces.booking_models import Booking, BookingBlock, SkippedOccurrence
from hub.spaces.terms import SkipReason
from tests.make import spaces
from tests.make.spaces import HOUR
from tests.mutating.doing import NOW, Doing, signed_in
from tests.spaces.booking.asking import book, desk, firm, refused, room, slot
from tests.spaces.booking.living import asked, changes, conditions_of, row_of, the
from tests.spaces.booking.test_book import MINUTE, NINE
from tests.spaces.booking.test_move import STEPS, booked

INSTANT = timedelta(microseconds=1)
QUOTE = "cancellationQuote percent fee until poolMinutesReturned"
FEE = "booking { state cancellationFee poolMinutes cancelReason }"


async def test_a_booking_is_given_up_and_the_space_is_free_at_once(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    booking = await booked(doing, alfa, sala)

    done = await doing.done(
        "cancelBooking", alfa.actor, FEE, **the(booking, reason=" Non  serve più ")
    )

    assert done["booking"] == {
        "state": "CANCELLED",
        "cancellationFee": None,
        "poolMinutes": 0,
        "cancelReason": "Non serve più",
    }
    row = await row_of(booking)
    assert (row.cancelled_at, row.cancelled_by_id) == (NOW, alfa.actor.person_id)
    assert (row.sequence, await changes()) == (1, ["CONFIRMED", "CANCELLED"])
    await book(doing, beta.actor, **slot(sala, NINE, firm=beta))
    assert await doing.codes("cancelBooking", alfa.actor, **the(booking, 2)) == ["ALREADY_DECIDED"]


@pytest.mark.parametrize(
    ("before", "percent", "until"),
    [
        (30 * HOUR, 0, NINE - 24 * HOUR),
        (24 * HOUR, 0, NINE - 24 * HOUR),
        (24 * HOUR - INSTANT, 50, NINE - 2 * HOUR),
        (2 * HOUR, 50, NINE - 2 * HOUR),
        (2 * HOUR - INSTANT, None, None),
        (INSTANT, None, None),
    ],
)
async def test_it_costs_what_the_quote_says_at_each_instant(
    doing: Doing, *, before: timedelta, percent: int | None, until: Any
) -> None:
    alfa, sala = await firm(), await room(cancellation_steps=STEPS)
    booking = await spaces.booking(
        NINE,
        space=sala,
        organization=alfa.organization,
        person_id=alfa.actor.person_id,
        price=Decimal("45.55"),
        pool_minutes=61,
        cancellation_steps=STEPS,
    )
    # Later conditions do not touch what was agreed.
    conditions = await conditions_of(sala)
    conditions.cancellation_steps = [{"minutes_before": 0, "percent": 100}]
    await conditions.save()

    with clock.freeze(NINE - before):
        told = await asked(doing, alfa.actor, QUOTE, bookingId=f"booking_{booking.id}")
        if percent is None:
            assert told["problems"] == ["CANCELLATION_CLOSED"]
            problem = await doing.payload(
                "cancelBooking",
                alfa.actor,
                "problems { ... on CancellationClosedProblem { closedAt } }",
                **the(booking),
            )
            assert [each["closedAt"] for each in problem["problems"]] == [
                "2027-05-13T05:00:00+00:00"
            ]
            return
        fee = {0: "0.00", 50: "22.78"}[percent]
        assert told == {
            "percent": percent,
            "fee": fee,
            "until": until.astimezone(clock.now().tzinfo).isoformat(),
            "poolMinutesReturned": {0: 61, 50: 30}[percent],
            "problems": [],
        }
        done = await doing.done("cancelBooking", alfa.actor, FEE, **the(booking))
    assert done["booking"]["cancellationFee"] == (fee if percent else None)
    assert done["booking"]["poolMinutes"] == 61 - told["poolMinutesReturned"]


async def test_what_has_no_steps_is_given_up_for_nothing_until_it_starts(doing: Doing) -> None:
    alfa, sala, front = await firm(), await room(), await desk()
    await spaces.price("20.00", space=sala)
    booking = await booked(doing, alfa, sala)
    asking: dict[str, Any] = {"bookingId": booking["id"]}

    with clock.freeze(NINE - INSTANT):
        found = await asked(doing, alfa.actor, QUOTE, **asking)
        assert (found["percent"], found["fee"]) == (0, "0.00")
        assert found["until"] == "2027-05-13T07:00:00+00:00"
        assert await doing.codes("cancelBooking", alfa.actor, **the(booking, dryRun=True)) == []
    with clock.freeze(NINE):
        for actor in (alfa.actor, front):
            assert await doing.codes("cancelBooking", actor, **the(booking)) == ["BOOKING_BEGUN"]
            found = await asked(doing, actor, QUOTE, **asking)
            assert found["problems"] == ["BOOKING_BEGUN"]


async def test_a_request_is_withdrawn_for_nothing(doing: Doing) -> None:
    alfa = await firm()
    sala = await room(
        needs_approval=True, cancellation_steps=[{"minutes_before": 1440 * 30, "percent": 10}]
    )
    await spaces.allowance(60, organization=alfa.organization)
    request = await booked(doing, alfa, sala)
    shown = await doing.data(
        "query ($id: ID!) { node(id: $id) { ... on Booking { cancellationPercent } } }",
        alfa.actor,
        id=request["id"],
    )
    assert shown["node"]["cancellationPercent"] == 0

    done = await doing.done("cancelBooking", alfa.actor, FEE, **the(request))
    assert (done["booking"]["cancellationFee"], done["booking"]["poolMinutes"]) == (None, 0)
    assert await refused(doing, alfa.actor, **slot(sala, NINE, firm=alfa)) == []


async def test_minutes_come_back_to_the_pool_as_far_as_they_are_not_charged(doing: Doing) -> None:
    alfa, sala = await firm(), await room(cancellation_steps=STEPS)
    await spaces.allowance(120, organization=alfa.organization)
    booking = await booked(doing, alfa, sala, length=2 * HOUR)

    with clock.freeze(NINE - 3 * HOUR):
        await doing.done("cancelBooking", alfa.actor, **the(booking))
        hour, longer = [
            slot(sala, NINE + HOUR, length=HOUR + more, firm=alfa) for more in (0 * MINUTE, MINUTE)
        ]
        assert await refused(doing, alfa.actor, **longer) == ["POOL_EXHAUSTED"]
        assert await refused(doing, alfa.actor, **hour) == []


async def test_the_desk_cancels_later_and_may_let_it_cost_nothing(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    sala = await room(cancellation_steps=STEPS)
    await spaces.price("20.00", space=sala)
    first, second = [await booked(doing, alfa, sala, at=NINE + hours * HOUR) for hours in (0, 1)]

    assert await doing.problems("cancelBooking", alfa.actor, **the(first, waiveFee=True)) == [
        ("NOT_ALLOWED", "waiveFee"),
        ("REQUIRED", "reason"),
    ]
    with clock.freeze(NINE - HOUR + INSTANT):
        whole = await doing.done("cancelBooking", front, FEE, **the(first))
        assert whole["booking"]["cancellationFee"] == "20.00"
        assert await doing.problems("cancelBooking", front, **the(second, waiveFee=True)) == [
            ("REQUIRED", "reason")
        ]
        given = the(second, waiveFee=True, reason="Guasto al proiettore")
        free = await doing.done("cancelBooking", front, FEE, **given)
        assert free["booking"]["cancellationFee"] is None
    assert (await row_of(second)).cancel_reason == "Guasto al proiettore"


async def test_nobody_of_the_desk_lets_their_own_booking_cost_nothing(doing: Doing) -> None:
    front = await desk()
    booking = await spaces.booking(
        NINE, person_id=front.person_id, price=Decimal(20), cancellation_steps=STEPS
    )

    with clock.freeze(NINE - HOUR):
        given = the(booking, waiveFee=True, reason="Mia")
        assert await doing.codes("cancelBooking", front, **given) == [
            "NOT_ALLOWED",
            "CANCELLATION_CLOSED",
        ]


async def test_a_reason_has_its_length_and_versions_count(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    booking = await booked(doing, alfa, sala)

    wrong = the(booking, 2, reason="x" * 301)
    assert await doing.problems("cancelBooking", alfa.actor, **wrong) == [
        ("STALE_VERSION", "version"),
        ("TOO_LONG", "reason"),
    ]


async def test_others_do_not_cancel_and_hear_no_price(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    booking = await booked(doing, alfa, sala)
    stranger, _ = await signed_in()

    for actor in (beta.actor, beta.head, stranger):
        assert await doing.codes("cancelBooking", actor, **the(booking)) == ["NOT_ALLOWED"]
        found = await asked(doing, actor, QUOTE, bookingId=booking["id"])
        assert (found["problems"], found["percent"]) == (["NOT_ALLOWED"], None)
    await doing.done("cancelBooking", alfa.head, **the(booking))
    # It keeps no space any more, so for others there is nothing.
    assert await doing.codes("cancelBooking", beta.actor, **the(booking)) == ["NOT_FOUND"]


async def test_what_an_organization_has_for_nobody_in_particular_is_all_its_peoples(
    doing: Doing,
) -> None:
    alfa, sala = await firm(), await room()
    booking = await spaces.booking(NINE, space=sala, organization=alfa.organization)

    await doing.done("cancelBooking", alfa.actor, **the(booking))


async def test_neighbours_of_a_company_get_their_preparation_back(doing: Doing) -> None:
    alfa = await firm()
    sala = await room(buffer_after_minutes=30, waives_buffer_within_organization=True)
    first = await booked(doing, alfa, sala)
    second = await booked(doing, alfa, sala, at=NINE + HOUR)
    assert (await row_of(first)).blocked_until == NINE + HOUR

    await doing.done("cancelBooking", alfa.actor, **the(second))

    assert (await row_of(first)).blocked_until == NINE + HOUR + HOUR / 2
    block = await BookingBlock.get()
    assert block.blocked_until == NINE + HOUR + HOUR / 2


async def test_the_date_of_a_series_is_remembered_once(doing: Doing) -> None:
    alfa = await firm()
    series = await spaces.series(organization=alfa.organization)
    booking = await spaces.booking(
        NINE, organization=alfa.organization, series=series, occurs_on=NINE.date()
    )
    await spaces.skipped_occurrence(series=series, occurs_on=NINE.date(), resolved_at=NOW)

    await doing.done("cancelBooking", alfa.head, **the(booking))

    skipped = await SkippedOccurrence.get()
    assert (skipped.reason, skipped.resolved_at) == (SkipReason.LEFT_OUT, None)


@given(
    price=st.decimals(0, 10**6, places=2),
    percent=st.integers(0, 100),
    minutes=st.integers(0, 10**5),
)
def test_a_part_of_the_price_and_of_the_minutes(price: Decimal, percent: int, minutes: int) -> None:
    booking = Booking(price=price, pool_minutes=minutes, starts_at=NINE, cancellation_steps=[])

    found = quote(booking, percent, NOW)

    assert found.fee is not None
    assert abs(found.fee * 100 - price * percent) <= Decimal("0.5")
    assert 0 <= found.fee <= price
    assert found.pool_minutes_kept + found.pool_minutes_returned == minutes
    assert found.pool_minutes_returned == minutes * (100 - percent) // 100


@given(
    steps=st.lists(
        st.fixed_dictionaries(
            {"minutes_before": st.integers(0, 10**4), "percent": st.integers(0, 100)}
        ),
        max_size=5,
    ),
    minutes=st.integers(1, 10**4 + 1),
)
def test_the_price_stays_until_the_instant_that_is_told(
    steps: list[dict[str, int]], minutes: int
) -> None:
    now = NINE - minutes * MINUTE
    booking = Booking(
        starts_at=NINE, ends_at=NINE + HOUR, confirmed_at=NOW, cancellation_steps=steps
    )
    percent = percent_of(booking, now)
    until = quote(booking, percent or 0, now).until

    if percent is None or until is None:
        return
    assert now <= until <= NINE
    if until < NINE:
        assert percent_of(booking, until) == percent
        later = [each for each in steps if NINE - each["minutes_before"] * MINUTE > until]
        assert (percent_of(booking, until + INSTANT) is None) is (not later)
