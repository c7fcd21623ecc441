"""No space is had twice: what the database refuses, and what it lets pass."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from hub.database import connected
from hub.spaces.booking_models import Booking, BookingBlock
from hub.spaces.models import Space
from hub.spaces.terms import SpaceKind
from tests.make import members
from tests.make import spaces as make
from tests.make.spaces import HOUR, tomorrow_at
from tests.spaces.test_constraints import broken_constraint

pytestmark = pytest.mark.usefixtures("connection")

NINE, TEN, ELEVEN = tomorrow_at(9), tomorrow_at(10), tomorrow_at(11)
QUARTER = timedelta(minutes=15)


async def require_taken(space: Space, starting: datetime = NINE, **given: Any) -> None:
    """A booking is refused, and nothing of it is left."""
    before = await Booking.all().count()
    with pytest.raises(IntegrityError) as error:
        await make.booking(starting, space=space, **given)
    assert broken_constraint(error) == "booking_block_no_overlap"
    assert await Booking.all().count() == before


async def kept(booking: Booking) -> dict[str, tuple[datetime, datetime]]:
    """The names of the spaces that a booking keeps, and for how long."""
    blocks = await BookingBlock.filter(booking_id=booking.id).prefetch_related("space")
    return {block.space.name: (block.blocked_from, block.blocked_until) for block in blocks}


async def test_a_taken_hour_is_refused() -> None:
    room = await make.space()
    await make.booking(NINE, space=room)

    await require_taken(room)
    await require_taken(room, NINE + QUARTER)
    await require_taken(room, NINE - QUARTER)


async def test_the_hours_beside_it_are_free() -> None:
    room = await make.space("Sala Po")
    await make.booking(TEN, space=room)
    await make.booking(NINE, space=room)
    last = await make.booking(ELEVEN, space=room)

    assert await kept(last) == {"Sala Po": (ELEVEN, ELEVEN + HOUR)}


async def test_preparation_keeps_the_room_too() -> None:
    room = await make.space()
    await make.booking(NINE, space=room, blocked_until=TEN + QUARTER)

    await require_taken(room, TEN)
    await make.booking(TEN + QUARTER, space=room)


async def test_a_hall_and_its_halves_exclude_each_other() -> None:
    hall = await make.space("Hall", kind=SpaceKind.HALL)
    east = await make.space("East", parent=hall)
    west = await make.space("West", parent=hall)
    whole = await make.booking(NINE, space=hall)
    await make.booking(TEN, space=east)

    await require_taken(east, NINE)
    await require_taken(hall, TEN)
    await make.booking(TEN, space=west)
    assert set(await kept(whole)) == {"Hall", "East", "West"}


async def test_requests_compete_until_one_is_approved() -> None:
    room = await make.space()
    first = await make.request(NINE, space=room)
    second = await make.request(NINE, space=room)
    assert await kept(first) == {}

    second.confirmed_at = NINE - HOUR
    await second.save()
    first.confirmed_at = NINE - HOUR
    with pytest.raises(IntegrityError) as error:
        await first.save()

    assert broken_constraint(error) == "booking_block_no_overlap"


async def test_a_request_that_keeps_the_space_is_alone_until_it_is_decided() -> None:
    room = await make.space("Sala Serio")
    pending = await make.request(NINE, space=room, holds_while_pending=True)

    assert set(await kept(pending)) == {"Sala Serio"}
    await require_taken(room)
    await require_taken(room, confirmed_at=None, holds_while_pending=True)
    await make.request(NINE, space=room)
    await pending.update_from_dict({"declined_at": NINE - HOUR, "decline_reason": "Lavori"}).save()
    await make.booking(NINE, space=room)


@pytest.mark.parametrize(
    "end",
    [
        {"cancelled_at": NINE - HOUR},
        {"declined_at": NINE - HOUR, "decline_reason": "Lavori"},
        {"released_at": NINE},
        {"confirmed_at": None},
    ],
    ids=lambda end: next(iter(end)),
)
async def test_what_ends_a_booking_frees_its_slot(end: dict[str, Any]) -> None:
    room = await make.space()
    booking = await make.booking(NINE, space=room)

    await booking.update_from_dict(end).save()

    assert await kept(booking) == {}
    await make.booking(NINE, space=room)


async def test_finishing_early_frees_the_rest() -> None:
    room = await make.space("Sala Adda")
    booking = await make.booking(NINE, space=room)
    half = NINE + HOUR / 2

    await booking.update_from_dict({"finished_at": half, "blocked_until": half}).save()

    assert await kept(booking) == {"Sala Adda": (NINE, half)}
    await make.booking(half, space=room)


async def test_a_booking_moves_to_another_room_whole() -> None:
    first, second = await make.space("First"), await make.space("Second")
    booking = await make.booking(NINE, space=first)
    await make.booking(TEN, space=second)

    booking.space_id = second.id
    await booking.save()

    assert set(await kept(booking)) == {"Second"}
    await make.booking(NINE, space=first)


async def test_two_bookings_change_places_in_one_statement() -> None:
    room = await make.space()
    first = await make.booking(NINE, space=room)
    second = await make.booking(TEN, space=room)
    swapped = {first.id: TEN, second.id: NINE}

    async with in_transaction() as transaction:
        for column in ("starts_at", "ends_at", "blocked_from", "blocked_until"):
            shift = HOUR if column in {"ends_at", "blocked_until"} else timedelta(0)
            for booking in (first, second):
                setattr(booking, column, swapped[booking.id] + shift)
        await Booking.bulk_update(
            [first, second],
            ["starts_at", "ends_at", "blocked_from", "blocked_until"],
            using_db=transaction,
        )

    blocks = await BookingBlock.filter(space_id=room.id).order_by("blocked_from")
    assert [block.booking_id for block in blocks] == [second.id, first.id]


async def test_a_change_that_does_not_concern_the_slot_leaves_it_alone() -> None:
    booking = await make.booking(NINE)
    [before] = await BookingBlock.filter(booking_id=booking.id)

    await booking.update_from_dict({"title": "Consiglio", "checked_in_at": None}).save()

    [after] = await BookingBlock.filter(booking_id=booking.id)
    assert after.id == before.id


async def test_a_room_divided_later_is_taken_when_the_whole_is() -> None:
    hall = await make.space("Hall")
    booking = await make.booking(NINE, space=hall)

    half = await make.space("Half", parent=hall)

    assert set(await kept(booking)) == {"Hall", "Half"}
    await require_taken(half)


async def test_a_room_leaves_the_bookings_of_its_old_surroundings() -> None:
    hall = await make.space("Hall")
    room = await make.space("Room", parent=hall)
    corner = await make.space("Corner", parent=room)
    of_hall = await make.booking(NINE, space=hall)
    of_room = await make.booking(TEN, space=room)

    room.parent_id = None
    await room.save()

    assert set(await kept(of_hall)) == {"Hall"}
    assert set(await kept(of_room)) == {"Room", "Corner"}
    await make.booking(NINE, space=corner)


async def test_a_room_does_not_move_into_a_hall_that_is_booked_at_the_same_time() -> None:
    hall = await make.space()
    room = await make.space(site_id=hall.site_id)
    await make.booking(NINE, space=hall)
    await make.booking(NINE, space=room)

    room.parent_id = hall.id
    with pytest.raises(IntegrityError) as error:
        await room.save()

    assert broken_constraint(error) == "booking_block_no_overlap"


async def test_a_deleted_booking_leaves_no_block() -> None:
    booking = await make.booking()

    await booking.delete()

    assert await BookingBlock.all().count() == 0


async def test_of_twenty_at_once_exactly_one_gets_the_hour(database_url: str) -> None:
    hall = await make.space()
    half = await make.space(parent=hall)
    organization = await members.organization()

    async def attempt(space: Space) -> str:
        try:
            await make.booking(NINE, space=space, organization=organization)
        except IntegrityError as error:
            return str(error.__cause__.constraint_name)  # type: ignore[union-attr]
        return "booked"

    async with connected(database_url, pool_size=10):
        answers = await asyncio.gather(*(attempt(half if n % 2 else hall) for n in range(20)))

    assert sorted(answers) == ["booked"] + 19 * ["booking_block_no_overlap"]
    assert await Booking.all().count() == 1
