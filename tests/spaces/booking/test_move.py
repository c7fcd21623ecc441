"""Another time or place of a booking, by all rules and at the price of the day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hub import clock
from hub.spaces.booking_models import Booking, BookingBlock
from hub.spaces.models import Space
from tests.make import spaces
from tests.make.spaces import HOUR
from tests.mutating.doing import NOW, Doing
from tests.spaces.booking.asking import Firm, book, desk, employee, firm, refused, room, slot
from tests.spaces.booking.living import STATE, changes, conditions_of, row_of, the
from tests.spaces.booking.test_book import MINUTE, NINE

STEPS = [
    {"minutes_before": 1440, "percent": 0},
    {"minutes_before": 120, "percent": 50},
]


def to(start: Any, length: timedelta = HOUR, space: Space | None = None) -> dict[str, Any]:
    given = {"startsAt": start.isoformat(), "endsAt": (start + length).isoformat()}
    return {**given, "spaceId": f"space_{space.id}"} if space else given


async def booked(doing: Doing, of: Firm, space: Space, *, at: Any = NINE, **given: Any) -> Any:
    return await book(doing, of.actor, **slot(space, at, firm=of, **given))


async def test_a_booking_is_moved_and_its_slot_is_free(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    booking = await booked(doing, alfa, sala)

    moved = await doing.done(
        "moveBooking", alfa.actor, STATE, **the(booking, **to(NINE + HOUR / 2))
    )

    assert moved["booking"] == {
        "id": booking["id"],
        "state": "CONFIRMED",
        "version": 2,
        "sequence": 1,
    }
    row = await row_of(booking)
    assert (row.starts_at, row.ends_at) == (NINE + HOUR / 2, NINE + 3 * HOUR / 2)
    assert (row.local_starts.hour, row.local_starts.minute) == (9, 30)
    block = await BookingBlock.get()
    assert (block.blocked_from, block.blocked_until) == (row.starts_at, row.ends_at)
    assert await changes() == ["CONFIRMED", "MOVED"]
    half = slot(sala, NINE, length=30 * MINUTE, firm=beta)
    assert await refused(doing, beta.actor, **half) == []


async def test_who_leaves_all_as_it_is_tells_nobody(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    booking = await booked(doing, alfa, sala)

    for given in ({}, to(NINE), to(NINE, HOUR, sala)):
        await doing.done("moveBooking", alfa.actor, **the(booking, **given))
    assert ((await row_of(booking)).sequence, await changes()) == (0, ["CONFIRMED"])
    assert await doing.codes("moveBooking", alfa.actor, **the(booking, 2)) == ["STALE_VERSION"]


async def test_it_is_lengthened_and_shortened_and_stands_not_in_its_own_way(doing: Doing) -> None:
    alfa = await firm()
    sala = await room(max_live_bookings=1, max_minutes=120)
    await spaces.allowance(120, organization=alfa.organization)
    booking = await booked(doing, alfa, sala)

    await doing.done("moveBooking", alfa.actor, **the(booking, **to(NINE, 2 * HOUR)))
    assert (await row_of(booking)).pool_minutes == 120
    longer = the(booking, 2, **to(NINE, 2 * HOUR + MINUTE))
    assert await doing.problems("moveBooking", alfa.actor, **longer) == [
        ("BOOKING_TOO_LONG", "endsAt"),
        ("POOL_EXHAUSTED", "startsAt"),
    ]
    shorter = the(booking, 2, endsAt=(NINE + HOUR / 2).isoformat())
    await doing.done("moveBooking", alfa.actor, **shorter)
    assert (await row_of(booking)).pool_minutes == 30


async def test_all_rules_hold_for_the_new_time(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    sala, other = await room(start_step_minutes=30), await room()
    booking = await booked(doing, alfa, sala)
    await booked(doing, beta, other)

    found = await doing.problems(
        "moveBooking", alfa.actor, **the(booking, **to(NINE + 15 * MINUTE, -HOUR))
    )
    assert found == [("BOOKING_NOT_IN_ORDER", "endsAt")]
    found = await doing.problems("moveBooking", alfa.actor, **the(booking, **to(NINE + MINUTE)))
    assert found == [("START_OFF_GRID", "startsAt")]
    found = await doing.problems("moveBooking", alfa.actor, **the(booking, **to(NOW - HOUR)))
    assert ("START_PASSED", "startsAt") in found
    assert await doing.problems(
        "moveBooking", alfa.actor, **the(booking, **to(NINE, HOUR, other))
    ) == [("SLOT_TAKEN", "startsAt")]
    await doing.done("moveBooking", alfa.actor, **the(booking, **to(NINE + HOUR, HOUR, other)))
    assert (await row_of(booking)).space_id == other.id
    assert await BookingBlock.filter(space=sala).count() == 0


async def test_notice_is_for_a_new_start_only(doing: Doing) -> None:
    alfa, sala = await firm(), await room(min_notice_minutes=60)
    booking = await booked(doing, alfa, sala)

    with clock.freeze(NINE - 30 * MINUTE):
        await doing.done("moveBooking", alfa.actor, **the(booking, **to(NINE, 30 * MINUTE)))
        assert await doing.codes(
            "moveBooking", alfa.actor, **the(booking, 2, **to(NINE + 15 * MINUTE, HOUR))
        ) == ["BOOKING_TOO_SOON"]


async def test_it_is_priced_by_the_terms_of_the_day_of_the_move(doing: Doing) -> None:
    alfa, sala = await firm(), await room(cancellation_steps=STEPS)
    old = await spaces.price("20.00", space=sala)
    booking = await booked(doing, alfa, sala, at=spaces.on(date(2027, 5, 20), 9))
    old.amount = Decimal("30.00")
    await old.save()
    conditions = await conditions_of(sala)
    conditions.cancellation_steps = []
    await conditions.save()

    given = to(spaces.on(date(2027, 5, 20), 9), 2 * HOUR)
    await doing.done("moveBooking", alfa.actor, **the(booking, **given))
    row = await row_of(booking)
    assert (row.price, row.unit_price) == (Decimal(60), Decimal(30))
    assert row.cancellation_steps == STEPS


async def test_a_move_to_another_month_draws_on_its_pool(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    await spaces.allowance(60, organization=alfa.organization)
    booking = await booked(doing, alfa, sala)
    june = spaces.on(date(2027, 6, 1), 9)

    await doing.done("moveBooking", alfa.actor, **the(booking, **to(june)))
    assert await refused(doing, alfa.actor, **slot(sala, NINE, firm=alfa)) == []
    assert await refused(doing, alfa.actor, **slot(sala, june + HOUR, firm=alfa)) == [
        "POOL_EXHAUSTED"
    ]


async def test_what_giving_it_up_costs_does_not_become_less_by_a_move(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    sala = await room(cancellation_steps=STEPS)
    await spaces.price("20.00", space=sala)
    booking = await booked(doing, alfa, sala)
    later = NINE + 72 * HOUR

    with clock.freeze(NINE - 3 * HOUR):
        await doing.done("moveBooking", alfa.actor, **the(booking, **to(NINE, 2 * HOUR)))
        assert (await row_of(booking)).cancellation_steps == STEPS
        await doing.done("moveBooking", alfa.actor, **the(booking, 2, **to(later)))
    dearer = [{**each, "percent": 50} for each in STEPS]
    assert (await row_of(booking)).cancellation_steps == dearer
    with clock.freeze(later - 2 * HOUR + MINUTE):
        away = the(booking, 3, **to(later + 24 * HOUR))
        assert await doing.codes("moveBooking", alfa.actor, **away) == ["CANCELLATION_CLOSED"]
        shorter = the(booking, 3, **to(later, HOUR / 2))
        assert await doing.codes("moveBooking", alfa.actor, **shorter) == ["CANCELLATION_CLOSED"]
        await doing.done("moveBooking", alfa.actor, **the(booking, 3, **to(later, 2 * HOUR)))
        await doing.done("moveBooking", front, **the(booking, 4, **to(later + 24 * HOUR)))
    assert (await row_of(booking)).cancellation_steps == dearer


async def test_a_request_that_is_moved_stays_one(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    sala = await room(needs_approval=True, decide_minutes_before=60)
    free = await room()
    request = await booked(doing, alfa, sala)

    moved = await doing.done("moveBooking", alfa.actor, STATE, **the(request, **to(NINE + HOUR)))
    assert moved["booking"]["state"] == "REQUESTED"
    assert (await row_of(request)).lapses_at == NINE
    moved = await doing.done("moveBooking", front, STATE, **the(request, 2, **to(NINE)))
    assert moved["booking"]["state"] == "REQUESTED"
    moved = await doing.done(
        "moveBooking", alfa.actor, STATE, **the(request, 3, **to(NINE, HOUR, free))
    )
    assert moved["booking"]["state"] == "CONFIRMED"
    assert await changes() == ["REQUESTED", "MOVED", "MOVED", "CONFIRMED"]


async def test_what_is_confirmed_is_not_given_up_for_a_request_unasked(doing: Doing) -> None:
    alfa, beta, front = await firm(), await firm(), await desk()
    sala = await room(needs_approval=True, holds_while_pending=False)
    request = await booked(doing, alfa, sala)
    await doing.done("approveBooking", front, **the(request))

    longer = to(NINE, 2 * HOUR)
    assert await doing.problems("moveBooking", alfa.actor, **the(request, 2, **longer)) == [
        ("APPROVAL_NEEDED", "asksAgain")
    ]
    shorter = to(NINE + 15 * MINUTE, HOUR / 2)
    moved = await doing.done("moveBooking", alfa.actor, STATE, **the(request, 2, **shorter))
    assert moved["booking"]["state"] == "CONFIRMED"
    again = the(request, 3, **longer, asksAgain=True)
    moved = await doing.done("moveBooking", alfa.actor, STATE, **again)
    assert moved["booking"]["state"] == "REQUESTED"
    assert await BookingBlock.all().count() == 0
    await book(doing, front, **slot(sala, NINE, firm=beta))
    assert await changes() == ["REQUESTED", "CONFIRMED", "MOVED", "REQUESTED", "CONFIRMED"]


async def test_the_desk_moves_as_it_books(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    sala = await room(needs_approval=True, max_minutes=60)
    request = await booked(doing, alfa, sala)
    await doing.done("approveBooking", front, **the(request))

    moved = await doing.done(
        "moveBooking", front, STATE, **the(request, 2, **to(NINE + HOUR, 3 * HOUR))
    )
    assert moved["booking"]["state"] == "CONFIRMED"


@pytest.mark.parametrize(
    ("at", "codes"),
    [
        (NINE - timedelta(microseconds=1), []),
        (NINE, ["BOOKING_BEGUN"]),
        (NINE + HOUR, ["BOOKING_OVER"]),
    ],
)
async def test_it_is_moved_until_it_starts(doing: Doing, at: Any, codes: list[str]) -> None:
    alfa, sala = await firm(), await room()
    booking = await booked(doing, alfa, sala)

    with clock.freeze(at):
        given = the(booking, **to(NINE + 2 * HOUR))
        assert await doing.codes("moveBooking", alfa.actor, **given) == codes


async def test_who_may_move_it(doing: Doing) -> None:
    alfa, beta, front = await firm(), await firm(), await desk()
    sala, colleague = await room(), await employee(alfa.organization)
    boss = await book(
        doing, colleague, **slot(sala, NINE, firm=alfa, personId=f"person_{alfa.actor.person_id}")
    )
    by = [alfa.actor, colleague, alfa.head, front, await employee(alfa.organization), beta.actor]

    given = the(boss, **to(NINE + HOUR), dryRun=True)
    assert [await doing.codes("moveBooking", each, **given) for each in by] == [
        [],
        [],
        [],
        [],
        ["NOT_ALLOWED"],
        ["NOT_ALLOWED"],
    ]
    hidden = await spaces.booking(NINE, space=await spaces.space(is_bookable=False))
    assert await doing.codes("moveBooking", beta.actor, **the(hidden, **to(NINE))) == ["NOT_FOUND"]
    office = await spaces.space(is_public=False)
    stranger = the(boss, **to(NINE, HOUR, office))
    assert await doing.codes("moveBooking", alfa.actor, **stranger) == []


async def test_neighbours_of_a_company_get_their_preparation_back(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    sala = await room(
        buffer_before_minutes=15,
        buffer_after_minutes=15,
        waives_buffer_within_organization=True,
    )
    before = await booked(doing, alfa, sala)
    booking = await booked(doing, alfa, sala, at=NINE + HOUR)
    after = await booked(doing, alfa, sala, at=NINE + 2 * HOUR)
    assert (await row_of(before)).blocked_until == NINE + HOUR

    await doing.done("moveBooking", alfa.actor, **the(booking, **to(NINE + 5 * HOUR)))

    assert (await row_of(before)).blocked_until == NINE + HOUR + 15 * MINUTE
    assert (await row_of(after)).blocked_from == NINE + 2 * HOUR - 15 * MINUTE
    row = await row_of(booking)
    assert (row.blocked_from, row.blocked_until) == (
        NINE + 5 * HOUR - 15 * MINUTE,
        NINE + 6 * HOUR + 15 * MINUTE,
    )
    gap = slot(sala, NINE + HOUR, length=30 * MINUTE, firm=beta)
    assert await refused(doing, beta.actor, **gap) == ["BUFFER_CONFLICT"]


async def test_preparation_comes_back_as_far_as_there_is_room(doing: Doing) -> None:
    alfa, sala = (
        await firm(),
        await room(
            buffer_before_minutes=15,
            buffer_after_minutes=15,
            waives_buffer_within_organization=True,
            start_step_minutes=5,
        ),
    )
    before = await booked(doing, alfa, sala)
    booking = await booked(doing, alfa, sala, at=NINE + HOUR)

    later = to(NINE + HOUR + 20 * MINUTE)
    await doing.done("moveBooking", alfa.actor, **the(booking, **later))

    # Twenty minutes are fewer than the preparation of both: the one that moved gave way.
    first, second = await row_of(before), await row_of(booking)
    assert first.blocked_until == second.blocked_from
    assert NINE + HOUR <= first.blocked_until <= NINE + HOUR + 15 * MINUTE


async def test_a_booking_for_the_house_has_no_price_after_a_move_either(doing: Doing) -> None:
    front, sala = await desk(), await room()
    await spaces.price("20.00", space=sala)
    block = await book(doing, front, **slot(sala, NINE, forTheHouse="BLOCK"))

    await doing.done("moveBooking", front, **the(block, **to(NINE + HOUR)))
    assert (await row_of(block)).price is None


async def test_who_has_checked_in_for_another_start_has_not_for_the_new_one(doing: Doing) -> None:
    alfa, sala = await firm(), await room(check_in_minutes=15, check_in_opens_minutes=30)
    booking = await booked(doing, alfa, sala)

    with clock.freeze(NINE - 10 * MINUTE):
        await doing.done("checkIn", alfa.actor, bookingId=booking["id"])
        await doing.done("moveBooking", alfa.actor, **the(booking, 2, **to(NINE, 2 * HOUR)))
        assert (await row_of(booking)).checked_in_at == NINE - 10 * MINUTE
        await doing.done("moveBooking", alfa.actor, **the(booking, 3, **to(NINE + HOUR)))
    row = await Booking.get()
    assert (row.checked_in_at, row.check_in_due_at) == (None, NINE + HOUR + 15 * MINUTE)
