"""Two who change bookings at the same instant: one of them wins, and the other hears what happened."""

import asyncio
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.actor import Actor
from hub.members.models import Affiliation
from hub.spaces.booking_models import Booking, BookingBlock
from tests.make import spaces
from tests.make.spaces import HOUR
from tests.mutating.doing import NOW, Doing
from tests.mutating.locks import holding
from tests.spaces.booking.asking import book, desk, firm, room, slot
from tests.spaces.booking.living import row_of, the
from tests.spaces.booking.test_book import MINUTE, NINE
from tests.spaces.booking.test_move import booked, to

EVERYTHING = "LOCK TABLE booking IN SHARE MODE"
"""Holds up whoever writes a booking, so that all who race have come to that point."""
Wish = tuple[str, Actor, dict[str, Any]]
OVERLAPS = """SELECT count(*) AS found FROM booking_block one JOIN booking_block other
ON one.id < other.id AND one.space_id = other.space_id
AND one.blocked_from < other.blocked_until AND other.blocked_from < one.blocked_until"""


async def raced(doing: Doing, url: str, *wishes: Wish) -> list[list[str]]:
    """The codes of wishes that all stand at the same point before any of them goes on."""
    async with holding(url, EVERYTHING) as all_wait:
        racing = [
            asyncio.create_task(doing.codes(name, actor, **given)) for name, actor, given in wishes
        ]
        await all_wait(len(wishes))
    return [await each for each in racing]


@pytest.mark.parametrize("second", ["approveBooking", "declineBooking"])
async def test_of_two_who_decide_at_once_the_second_hears_so(
    doing: Doing, database_url: str, second: str
) -> None:
    alfa, one, other = await firm(), await desk(), await desk()
    request = await booked(doing, alfa, await room(needs_approval=True))
    reason: dict[str, Any] = {"reason": "Occupata"} if second == "declineBooking" else {}

    codes = await raced(
        doing,
        database_url,
        ("approveBooking", one, the(request)),
        (second, other, the(request, **reason)),
    )

    assert sorted(codes) == [[], ["ALREADY_DECIDED"]]
    row = await row_of(request)
    assert (row.confirmed_at is None) is not (row.declined_at is None)
    assert row.sequence == 1


async def test_of_two_who_approve_what_competes_one_wins(doing: Doing, database_url: str) -> None:
    alfa, beta, one, other = await firm(), await firm(), await desk(), await desk()
    sala = await room(needs_approval=True, holds_while_pending=False)
    first, second = await booked(doing, alfa, sala), await booked(doing, beta, sala)
    how: dict[str, Any] = {"competing": "DECLINE", "reason": "Scelta"}

    codes = await raced(
        doing,
        database_url,
        ("approveBooking", one, the(first, **how)),
        ("approveBooking", other, the(second, **how)),
    )

    assert sorted(codes) == [[], ["ALREADY_DECIDED"]]
    assert await Booking.filter(confirmed_at=NOW).count() == 1
    assert await Booking.filter(declined_at=NOW).count() == 1
    assert await BookingBlock.all().count() == 1


async def test_what_is_withdrawn_is_not_approved(doing: Doing, database_url: str) -> None:
    alfa, front = await firm(), await desk()
    request = await booked(doing, alfa, await room(needs_approval=True))

    codes = await raced(
        doing,
        database_url,
        ("approveBooking", front, the(request)),
        ("cancelBooking", alfa.actor, the(request)),
    )

    # Whoever comes second finds it withdrawn, or of another version, and never both done.
    assert sorted(codes) in ([[], ["ALREADY_DECIDED"]], [[], ["STALE_VERSION"]])
    row = await row_of(request)
    assert (row.confirmed_at is None) is not (row.cancelled_at is None)


async def test_a_slot_is_moved_into_or_booked(doing: Doing, database_url: str) -> None:
    alfa, beta, sala, other = await firm(), await firm(), await room(), await room()
    booking = await booked(doing, alfa, other)

    codes = await raced(
        doing,
        database_url,
        ("moveBooking", alfa.actor, the(booking, **to(NINE, HOUR, sala))),
        ("bookSpace", beta.actor, {**slot(sala, NINE + HOUR / 2, firm=beta), "title": "x"}),
    )

    assert sorted(codes) == [[], ["SLOT_TAKEN"]]
    assert await BookingBlock.filter(space=sala).count() == 1


async def test_two_that_change_places_do_not_wait_for_each_other_for_ever(doing: Doing) -> None:
    alfa, beta, one, two = await firm(), await firm(), await room(), await room()
    first, second = await booked(doing, alfa, one), await booked(doing, beta, two)

    codes = await asyncio.gather(
        doing.codes("moveBooking", alfa.actor, **the(first, **to(NINE, HOUR, two))),
        doing.codes("moveBooking", beta.actor, **the(second, **to(NINE, HOUR, one))),
    )

    assert ["SLOT_TAKEN"] in codes
    assert {len(each) for each in codes} <= {0, 1}


async def test_a_space_is_kept_by_who_came_or_had_by_who_took_it_when_they_had_not(
    doing: Doing, database_url: str
) -> None:
    alfa, beta = await firm(), await firm()
    sala = await room(check_in_minutes=15)
    booking = await booked(doing, alfa, sala)
    due = NINE + 15 * MINUTE

    async with holding(database_url, EVERYTHING) as waits:
        with clock.freeze(due):
            taking = asyncio.create_task(
                doing.codes("bookSpace", beta.actor, title="x", **slot(sala, due, firm=beta))
            )
            await waits(1)
        with clock.freeze(due - MINUTE):
            coming = asyncio.create_task(
                doing.codes("checkIn", alfa.actor, bookingId=booking["id"])
            )
            await waits(2)

    assert (await taking, await coming) == ([], ["CHECK_IN_TOO_LATE"])
    assert (await row_of(booking)).checked_in_at is None


async def test_who_leaves_and_who_cancels_do_not_both_end_a_booking(
    doing: Doing, database_url: str
) -> None:
    alfa, front = await firm(), await desk()
    booking = await booked(doing, alfa, await room())
    affiliation = await Affiliation.get(person_id=alfa.actor.person_id)
    leaving = {
        "affiliationId": f"aff_{affiliation.id}",
        "version": affiliation.version,
        "endsOn": "2027-05-13",
    }

    codes = await raced(
        doing,
        database_url,
        ("endAffiliation", front, leaving),
        ("cancelBooking", alfa.actor, the(booking)),
    )

    assert codes[0] == []
    assert codes[1] in ([], ["ALREADY_DECIDED"])
    row = await row_of(booking)
    assert (row.sequence, row.cancelled_at) == (1, NOW)


async def test_many_who_move_book_and_cancel_leave_no_overlap(
    doing: Doing, connection: BaseDBAsyncClient
) -> None:
    firms = [await firm() for _ in range(4)]
    hall = await spaces.space()
    rooms = [await spaces.space(parent=hall) for _ in range(2)]
    places = [hall, *rooms]
    bookings = [
        await booked(doing, each, rooms[place % 2], at=NINE + place * HOUR)
        for place, each in enumerate(firms)
    ]

    async def wish(number: int) -> list[str]:
        of, booking = firms[number % 4], bookings[number % 4]
        start, place = NINE + number % 5 * HOUR / 2, places[number % 3]
        if number % 5 == 0:
            return await doing.codes("cancelBooking", of.actor, **the(booking))
        if number % 2:
            given = slot(place, start, firm=of)
            return await doing.codes("bookSpace", of.actor, title="x", **given)
        return await doing.codes("moveBooking", of.actor, **the(booking, **to(start, HOUR, place)))

    codes = await asyncio.gather(*map(wish, range(24)))

    told = {code for each in codes for code in each}
    assert told <= {
        "SLOT_TAKEN",
        "CONFLICT_IN_HIERARCHY",
        "STALE_VERSION",
        "ALREADY_DECIDED",
        "OVERTAKEN",
    }
    assert [] in codes
    (row,) = await connection.execute_query_dict(OVERLAPS)
    assert row["found"] == 0
    assert await book(doing, firms[0].actor, **slot(hall, NINE + 30 * HOUR, firm=firms[0]))
