"""Bookings, closures and leases keep apart, whichever comes first and however close together."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError
from tortoise.models import Model
from tortoise.transactions import in_transaction

from hub import clock
from hub.database import connected
from hub.members.models import Organization
from hub.spaces.booking_models import Booking
from hub.spaces.models import Space
from hub.spaces.opening_models import Closure
from hub.spaces.terms import SpaceKind
from tests.make import members
from tests.make import spaces as make
from tests.make.spaces import HOUR, on, tomorrow_at
from tests.spaces.test_constraints import broken_constraint

pytestmark = pytest.mark.usefixtures("connection")

NINE, TEN, ELEVEN = tomorrow_at(9), tomorrow_at(10), tomorrow_at(11)
QUARTER = timedelta(minutes=15)
TODAY = clock.today()
FIRST, LAST = TODAY + timedelta(days=30), TODAY + timedelta(days=60)

SHUT, BOOKED_WHEN_SHUT = "booking_outside_closures", "closure_has_no_bookings"
LET, BOOKED_WHEN_LET = "booking_outside_leases", "lease_has_no_bookings"


async def require_refused(wish: Awaitable[Any], constraint: str) -> None:
    with pytest.raises(IntegrityError) as error:
        await wish
    assert broken_constraint(error) == constraint


def shut(**place: Any) -> Awaitable[Closure]:
    """From nine to eleven."""
    return make.closure(**place, starts_at=NINE, ends_at=ELEVEN)


async def hall_and_halves() -> tuple[Space, Space, Space]:
    hall = await make.space("Hall", kind=SpaceKind.HALL)
    return hall, await make.space("East", parent=hall), await make.space("West", parent=hall)


async def test_nothing_is_booked_while_the_space_is_shut() -> None:
    room = await make.space()
    await shut(space=room)

    for starting in (NINE, NINE - QUARTER, ELEVEN - QUARTER, NINE + QUARTER):
        await require_refused(make.booking(starting, space=room), SHUT)
    whole_day = make.booking(
        NINE - HOUR, length=6 * HOUR, space=room, blocked_until=NINE + 5 * HOUR
    )
    await require_refused(whole_day, SHUT)
    assert await Booking.all().count() == 0


async def test_beside_a_closure_all_is_free_and_preparation_does_not_count() -> None:
    room = await make.space()
    await shut(space=room)

    await make.booking(NINE - HOUR, space=room, blocked_until=NINE + QUARTER)
    await make.booking(ELEVEN, space=room, blocked_from=ELEVEN - QUARTER)


async def test_nothing_is_shut_while_it_is_booked() -> None:
    room = await make.space()
    await make.booking(NINE - QUARTER, space=room, blocked_until=TEN)
    await make.booking(ELEVEN, space=room, blocked_from=TEN)

    await require_refused(shut(space=room), BOOKED_WHEN_SHUT)
    await make.closure(space=room, starts_at=NINE + 3 * QUARTER, ends_at=ELEVEN)
    assert await Closure.all().count() == 1


async def test_a_site_is_shut_with_all_its_spaces() -> None:
    room, elsewhere = await make.space(), await make.space()
    inner = await make.space(parent=room)
    await shut(site_id=room.site_id)

    for space in (room, inner):
        await require_refused(make.booking(NINE, space=space), SHUT)
    await make.booking(NINE, space=elsewhere)
    await require_refused(shut(site_id=elsewhere.site_id), BOOKED_WHEN_SHUT)


async def test_a_hall_is_shut_with_its_halves_and_with_one_of_them() -> None:
    hall, east, west = await hall_and_halves()
    await shut(space=hall)
    await make.closure(space=east, starts_at=ELEVEN, ends_at=ELEVEN + HOUR)

    await require_refused(make.booking(NINE, space=west), SHUT)
    await require_refused(make.booking(ELEVEN, space=hall), SHUT)
    await make.booking(ELEVEN, space=west)


async def test_a_booked_hall_keeps_its_halves_open_and_a_booked_half_the_hall() -> None:
    hall, east, west = await hall_and_halves()
    await make.booking(NINE, space=hall)
    await make.booking(ELEVEN, space=east)
    after = {"starts_at": ELEVEN, "ends_at": ELEVEN + HOUR}

    await require_refused(shut(space=west), BOOKED_WHEN_SHUT)
    await require_refused(make.closure(space=hall, **after), BOOKED_WHEN_SHUT)
    await make.closure(space=west, **after)


async def test_a_withdrawn_closure_shuts_nothing_until_it_stands_again() -> None:
    room = await make.space()
    closure = await make.closure(
        space=room, starts_at=NINE, ends_at=ELEVEN, withdrawn_at=clock.now()
    )
    await make.booking(NINE, space=room)

    closure.withdrawn_at = None
    await require_refused(closure.save(), BOOKED_WHEN_SHUT)


async def test_a_closure_that_is_withdrawn_frees_the_space() -> None:
    room = await make.space()
    closure = await shut(space=room)

    await closure.update_from_dict({"withdrawn_at": clock.now()}).save()

    await make.booking(NINE, space=room)


async def test_neither_is_moved_over_the_other() -> None:
    room = await make.space()
    closure = await shut(space=room)
    booking = await make.booking(ELEVEN, space=room)
    closed = await make.space()
    await shut(space=closed)

    earlier = {"starts_at": TEN, "blocked_from": TEN, "ends_at": ELEVEN}
    await require_refused(booking.update_from_dict(earlier).save(), SHUT)
    later = closure.update_from_dict({"ends_at": ELEVEN + QUARTER})
    await require_refused(later.save(), BOOKED_WHEN_SHUT)
    other = await make.booking(NINE)
    other.space_id = closed.id
    await require_refused(other.save(), SHUT)


ENDED: list[dict[str, Any]] = [
    {"cancelled_at": clock.now()},
    {"declined_at": clock.now(), "decline_reason": "Lavori"},
    {"released_at": clock.now()},
    {"confirmed_at": None},
]


@pytest.mark.parametrize("facts", ENDED, ids=lambda facts: next(iter(facts)))
async def test_what_does_not_hold_the_space_is_in_nobodys_way(facts: dict[str, Any]) -> None:
    room = await make.space()
    booking = await make.booking(NINE, space=room, **facts)

    closure = await shut(space=room)
    revived = booking.update_from_dict(
        dict.fromkeys(("cancelled_at", "declined_at", "decline_reason", "released_at"))
        | {"confirmed_at": NINE - HOUR}
    )
    await require_refused(revived.save(), SHUT)

    await closure.update_from_dict({"withdrawn_at": clock.now()}).save()
    await make.lease(space=room, starts_on=NINE.date())
    await require_refused(revived.save(), LET)


async def test_a_request_that_keeps_the_space_keeps_it_open() -> None:
    room = await make.space()
    await make.request(NINE, space=room, holds_while_pending=True)

    await require_refused(shut(space=room), BOOKED_WHEN_SHUT)
    await require_refused(make.lease(space=room, starts_on=NINE.date()), BOOKED_WHEN_LET)


async def test_what_was_finished_early_holds_no_longer() -> None:
    room = await make.space()
    booking = await make.booking(NINE, space=room, length=2 * HOUR, blocked_until=ELEVEN)

    await booking.update_from_dict({"finished_at": TEN, "blocked_until": TEN}).save()

    await make.closure(space=room, starts_at=TEN, ends_at=ELEVEN)


BEFORE_FIRST, BEFORE_LAST = on(FIRST, 0) - HOUR, on(LAST, 0) - HOUR


@pytest.mark.parametrize(
    ("starting", "length"),
    [
        (on(FIRST, 0), HOUR),
        (BEFORE_FIRST, HOUR + QUARTER),
        (BEFORE_LAST, HOUR),
        (BEFORE_LAST, 2 * HOUR),
        (BEFORE_FIRST - 24 * HOUR, timedelta(days=40)),
    ],
)
async def test_nothing_is_booked_on_a_day_on_which_the_space_is_let(
    starting: datetime, length: timedelta
) -> None:
    let, free = await make.space(), await make.space()
    await make.lease(space=let, starts_on=FIRST, ends_on=LAST)
    await make.booking(starting, space=free, length=length)

    await require_refused(make.booking(starting, space=let, length=length), LET)
    await require_refused(make.lease(space=free, starts_on=FIRST, ends_on=LAST), BOOKED_WHEN_LET)


@pytest.mark.parametrize("starting", [BEFORE_FIRST, on(LAST, 0)])
async def test_a_booking_up_to_midnight_is_of_the_day_before(starting: datetime) -> None:
    let, booked = await make.space(), await make.space()
    await make.lease(space=let, starts_on=FIRST, ends_on=LAST)
    await make.booking(starting, space=let)

    await make.booking(starting, space=booked)
    await make.lease(space=booked, starts_on=FIRST, ends_on=LAST)


async def test_midnight_is_that_of_the_site() -> None:
    london = await make.site(time_zone="Europe/London")
    room = await make.space(site=london)
    await make.lease(space=room, starts_on=FIRST)

    await make.booking(on(FIRST, 0), space=room)
    await require_refused(make.booking(on(FIRST, 1), space=room), LET)


async def test_a_hall_is_let_with_its_halves_and_with_one_of_them() -> None:
    hall, east, west = await hall_and_halves()
    await make.lease(space=hall, starts_on=FIRST, ends_on=LAST)
    await make.lease(space=east, starts_on=LAST)

    await require_refused(make.booking(on(FIRST, 9), space=west), LET)
    await require_refused(make.booking(on(LAST, 9), space=hall), LET)
    await make.booking(on(LAST, 9), space=west)
    await require_refused(make.lease(space=west, starts_on=LAST), BOOKED_WHEN_LET)
    await require_refused(
        make.lease(space=hall, starts_on=LAST, ends_on=LAST + timedelta(days=1)), BOOKED_WHEN_LET
    )


async def test_a_lease_that_never_was_to_begin_is_in_nobodys_way() -> None:
    room = await make.space()
    await make.lease(space=room, starts_on=FIRST, ends_on=FIRST)

    await make.booking(on(FIRST, 9), space=room)


async def test_a_lease_does_not_grow_over_bookings() -> None:
    room, other = await make.space(), await make.space()
    lease = await make.lease(space=room, starts_on=FIRST, ends_on=LAST)
    await make.booking(on(LAST, 9), space=room)
    await make.booking(on(FIRST, 9), space=other)

    for change in ({"ends_on": None}, {"space_id": other.id, "ends_on": LAST}):
        await require_refused(lease.update_from_dict(change).save(), BOOKED_WHEN_LET)


Wish = Callable[[Space, Organization], Awaitable[Model]]


def book(space: Space, organization: Organization) -> Awaitable[Model]:
    return make.booking(NINE, space=space, organization=organization)


def close(space: Space, _: Organization) -> Awaitable[Model]:
    return shut(space=space)


def let(space: Space, organization: Organization) -> Awaitable[Model]:
    return make.lease(space=space, organization=organization, starts_on=NINE.date())


@pytest.mark.parametrize(
    ("first", "second", "constraint"),
    [
        (book, close, BOOKED_WHEN_SHUT),
        (close, book, SHUT),
        (book, let, BOOKED_WHEN_LET),
        (let, book, LET),
    ],
)
async def test_of_two_at_once_one_waits_and_is_refused(
    database_url: str, *, first: Wish, second: Wish, constraint: str
) -> None:
    hall, east, _ = await hall_and_halves()
    organization = await members.organization()
    is_done, may_commit = asyncio.Event(), asyncio.Event()

    async def go_first() -> None:
        async with in_transaction():
            await first(hall, organization)
            is_done.set()
            await may_commit.wait()

    async def go_second() -> None:
        await is_done.wait()
        await second(east, organization)

    async with connected(database_url, pool_size=3) as several:
        tasks = [asyncio.create_task(go_first()), asyncio.create_task(go_second())]
        async with asyncio.timeout(10):
            while not await _waits(several):  # noqa: ASYNC110 - in the database
                await asyncio.sleep(0.01)
        assert not tasks[1].done()
        may_commit.set()
        await tasks[0]
        await require_refused(tasks[1], constraint)


async def _waits(connection: BaseDBAsyncClient) -> bool:
    """Whether somebody on this database waits for another's lock."""
    [found] = await connection.execute_query_dict(
        "SELECT count(*) AS waiting FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return bool(found["waiting"])
