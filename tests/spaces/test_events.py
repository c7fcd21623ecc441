"""What changes at spaces is told by the database, whoever writes, in the order of the commits."""

import asyncio
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import asyncpg
import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from hub import clock
from hub.accounts.retention import run_due
from hub.spaces.event_models import SpaceEvent
from hub.spaces.lapsing import tell_lapsed
from hub.spaces.models import Space
from hub.spaces.terms import OpeningState, SpaceChange
from tests.keys import KEYS
from tests.make import spaces as make

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("connection")]

HOUR = timedelta(hours=1)
Told = tuple[str, str, bool, bool, bool]


async def told(after: int = 0) -> list[Told]:
    """Of each event: the space, what changed, and of what it tells whom."""
    names = {space.id: space.name for space in await Space.all()}
    return [
        (names[event.space_id], event.change, event.is_of_booking, event.is_of_time, event.is_shown)
        for event in await SpaceEvent.filter(position__gt=after).order_by("position")
    ]


async def last() -> int:
    event = await SpaceEvent.all().order_by("-position").first()
    return event.position if event else 0


async def test_a_booking_takes_and_frees_its_space() -> None:
    booking = await make.booking(space=await make.space("Sala"))
    assert await told() == [("Sala", SpaceChange.TAKEN, True, True, True)]
    at = await last()
    booking.cancelled_at = clock.now()
    await booking.save()
    assert await told(at) == [("Sala", SpaceChange.FREED, True, True, True)]


async def test_what_contains_a_space_and_what_lies_within_it_is_told_of() -> None:
    hall = await make.space("Aula magna")
    half = await make.space("Metà est", parent=hall)
    await make.space("Metà ovest", parent=hall)
    at = await last()
    await make.booking(space=half)
    assert sorted(await told(at)) == [
        ("Aula magna", SpaceChange.TAKEN, False, True, True),
        ("Metà est", SpaceChange.TAKEN, True, True, True),
    ]
    at = await last()
    await make.booking(make.tomorrow_at(15), space=hall)
    assert {space for space, *_ in await told(at)} == {"Aula magna", "Metà est", "Metà ovest"}


async def test_what_nobody_else_sees_is_not_shown() -> None:
    space = await make.space("Sala")
    request = await make.request(space=space, holds_while_pending=False)
    request.note = "Porta la cauzione"
    await request.save()
    assert await told() == [
        ("Sala", SpaceChange.ASKED, True, False, False),
        ("Sala", SpaceChange.EDITED, True, False, False),
    ]
    at = await last()
    request.confirmed_at = clock.now()
    await request.save()
    request.note = "Cauzione ricevuta"
    await request.save()
    request.is_public = True
    await request.save()
    assert await told(at) == [
        ("Sala", SpaceChange.TAKEN, True, True, True),
        ("Sala", SpaceChange.EDITED, True, False, False),
        ("Sala", SpaceChange.EDITED, True, False, True),
    ]


async def test_a_booking_that_moves_tells_both_times_and_both_spaces() -> None:
    booking = await make.booking(space=await make.space("Sala"))
    at = await last()
    booking.update_from_dict(
        {
            name: getattr(booking, name) + HOUR
            for name in ("starts_at", "ends_at", "blocked_from", "blocked_until")
        }
    )
    await booking.save()
    moved = await SpaceEvent.filter(position__gt=at).order_by("position")
    assert [(event.starts_at, event.is_of_booking) for event in moved] == [
        (booking.blocked_from - HOUR, False),
        (booking.blocked_from, True),
    ]
    at = await last()
    booking.space = await make.space("Altra sala")
    await booking.save()
    assert await told(at) == [
        ("Sala", SpaceChange.MOVED, True, True, True),
        ("Altra sala", SpaceChange.MOVED, True, True, True),
    ]


async def test_closures_leases_and_hours_change_when_a_space_can_be_had() -> None:
    site = await make.site()
    space = await make.space("Sala", site=site)
    closure = await make.closure(site=site)
    lease = await make.lease(space=space, starts_on=date(2027, 3, 1))
    exception = await make.opening_exception(space=space, occurs_on=date(2027, 3, 28))
    hours = await make.opening_hours(site=site)
    events = await SpaceEvent.all().order_by("position")
    assert [(event.change, event.starts_at, event.ends_at) for event in events] == [
        (SpaceChange.SHUT, closure.starts_at, closure.ends_at),
        (SpaceChange.LET, make.on(date(2027, 3, 1), 0), None),
        (SpaceChange.HOURS, make.on(date(2027, 3, 28), 0), make.on(date(2027, 3, 29), 0)),
        (SpaceChange.HOURS, make.on(make.OPENED, 0), None),
    ]
    at = await last()
    closure.withdrawn_at = clock.now()
    await closure.save()
    lease.note = "Chiavi consegnate"
    await lease.save()
    exception.state = OpeningState.CLOSED
    exception.reason = "Pasqua"
    await exception.save()
    await hours.delete()
    space.is_bookable = False
    await space.save()
    changes = [change for _, change, *_ in await told(at)]
    assert changes[:2] == [SpaceChange.SHUT, SpaceChange.SHUT]
    assert SpaceChange.LET not in changes
    assert changes[-2:] == [SpaceChange.HOURS, SpaceChange.SPACE]


async def test_what_is_taken_back_is_not_told() -> None:
    space = await make.space()
    with suppress(ZeroDivisionError):
        async with in_transaction() as connection:
            await make.booking(space=space)
            await connection.execute_script("SET CONSTRAINTS ALL IMMEDIATE")
            assert await SpaceEvent.all().count() == 1
            raise ZeroDivisionError
    assert await SpaceEvent.all().count() == 0
    await make.booking(space=space)
    assert [event.position for event in await SpaceEvent.all()] == [1]


async def test_it_is_told_once_when_a_booking_lapses() -> None:
    space = await make.space("Sala")
    minute = timedelta(minutes=1)
    now = clock.now()
    for hour, lapses_at in ((6, now - minute), (7, now + HOUR)):
        await make.request(
            make.tomorrow_at(hour), space=space, lapses_at=lapses_at, holds_while_pending=True
        )
    await make.booking(now - 2 * HOUR, space=space, check_in_due_at=now - minute)
    await make.booking(
        now - HOUR, space=space, check_in_due_at=now - minute, checked_in_at=now - 2 * minute
    )
    await SpaceEvent.all().update(created_at=now - HOUR)
    at = await last()
    assert await tell_lapsed() == 2
    assert await told(at) == [("Sala", SpaceChange.FREED, True, True, True)] * 2
    assert await tell_lapsed() == 0


async def test_an_offer_keeps_a_slot_until_who_waited_leaves() -> None:
    conditions = await make.conditions(buffer_after_minutes=15)
    hall = await make.space("Aula magna", conditions=conditions)
    half = await make.space("Metà est", parent=hall, conditions=conditions)
    at = await last()
    waiting = await make.waitlist_entry(space=half)
    assert await last() == at
    now = clock.now()
    waiting.update_from_dict({"offered_at": now, "offer_ends_at": now + HOUR})
    await waiting.save()
    assert sorted(await told(at)) == [
        ("Aula magna", SpaceChange.OFFERED, False, True, True),
        ("Metà est", SpaceChange.OFFERED, False, True, True),
    ]
    event = await SpaceEvent.all().order_by("-position").first()
    assert event is not None
    assert (event.starts_at, event.ends_at) == (
        waiting.starts_at,
        waiting.ends_at + timedelta(minutes=15),
    )
    at = await last()
    waiting.title = "Altro"
    await waiting.save()
    assert await last() == at
    waiting.left_at = clock.now()
    await waiting.save()
    assert {change for _, change, *_ in await told(at)} == {SpaceChange.FREED}
    at = await last()
    assert await tell_lapsed() == 0
    assert await last() == at


@pytest.mark.parametrize(
    ("given", "changes"),
    [
        ({}, [SpaceChange.TAKEN]),
        ({"confirmed_at": None}, [SpaceChange.ASKED, SpaceChange.FREED]),
    ],
)
async def test_of_what_was_claimed_its_booking_tells(
    given: dict[str, Any], changes: list[SpaceChange]
) -> None:
    waiting = await make.offer(space=await make.space("Sala"))
    at = await last()
    booking = await make.booking(space=await waiting.space, **given)
    waiting.update_from_dict({"claimed_at": clock.now(), "booking_id": booking.id})
    await waiting.save()
    assert [change for _, change, *_ in await told(at)] == changes
    booking.cancelled_at = clock.now()
    await booking.save()
    at = await last()
    waiting.title = "Altro"
    await waiting.save()
    assert await last() == at


async def test_offers_begin_and_end_by_the_clock_and_are_told_once() -> None:
    space, minute = await make.space("Sala"), timedelta(minutes=1)
    now = clock.now()
    ended_at, begins_at = now - 3 * minute, now + 30 * minute
    for offered_at, ends_at in (
        (now - 72 * HOUR, now - 48 * HOUR),
        (now - HOUR, ended_at),
        (begins_at, begins_at + HOUR),
    ):
        await make.offer(space=space, offered_at=offered_at, offer_ends_at=ends_at)
    assert await last() == 0
    assert await tell_lapsed() == 1
    assert await told() == [("Sala", SpaceChange.FREED, False, True, True)]
    assert await tell_lapsed() == 0
    with clock.freeze(begins_at):
        assert await tell_lapsed() == 1
        assert await tell_lapsed() == 0
    assert await told(1) == [("Sala", SpaceChange.OFFERED, False, True, True)]
    with clock.freeze(begins_at + HOUR):
        assert await tell_lapsed() == 1
        assert await tell_lapsed() == 0
    assert await told(2) == [("Sala", SpaceChange.FREED, False, True, True)]


async def test_an_offer_that_follows_another_is_told_after_its_end() -> None:
    space = await make.space("Sala")
    turn = clock.now() - HOUR
    await make.offer(space=space, offered_at=turn, offer_ends_at=turn + HOUR / 2)
    await make.offer(
        space=space,
        offered_at=turn + HOUR / 2,
        offer_ends_at=turn + HOUR,
    )
    with clock.freeze(turn):
        assert await tell_lapsed() == 1
    with clock.freeze(turn + HOUR / 2):
        assert await tell_lapsed() == 2
    assert [change for _, change, *_ in await told(1)] == [SpaceChange.FREED, SpaceChange.OFFERED]


async def test_what_is_long_over_is_no_news() -> None:
    long_ago = clock.now() - timedelta(days=30)
    await make.booking(long_ago)
    await make.offer(long_ago, offered_at=long_ago - HOUR, offer_ends_at=long_ago, left_at=long_ago)
    assert await last() == 0


async def test_events_are_let_go_but_for_the_last() -> None:
    space = await make.space()
    for hour in (8, 9, 10):
        await make.booking(make.tomorrow_at(hour), space=space)
    await SpaceEvent.all().update(created_at=clock.now() - timedelta(days=30))
    await run_due(KEYS)
    assert [event.position for event in await SpaceEvent.all()] == [3]
    await make.booking(make.tomorrow_at(11), space=space)
    assert await last() == 4


async def test_positions_are_in_the_order_of_the_commits(database_url: str) -> None:
    """Whoever reads up to a position has missed none before it, however long others take."""
    booking = await make.booking()
    other = await make.booking(make.tomorrow_at(15))
    at = await last()
    edit = "UPDATE booking SET note = 'x', version = version + 1 WHERE id = $1"
    early, late = await asyncpg.connect(database_url), await asyncpg.connect(database_url)
    try:
        slow = early.transaction()
        await slow.start()
        await early.execute(edit, booking.id)
        await late.execute(edit, other.id)
        seen = await SpaceEvent.filter(position__gt=at)
        assert [event.booking_id for event in seen] == [other.id]
        await slow.commit()
    finally:
        await asyncio.gather(early.close(), late.close())
    rest = await SpaceEvent.filter(position__gt=seen[0].position)
    assert [event.booking_id for event in rest] == [booking.id]


async def test_many_writers_leave_no_gap(connection: BaseDBAsyncClient, database_url: str) -> None:
    bookings = [await make.booking(make.tomorrow_at(6) + HOUR * hour) for hour in range(4)]
    edit = "UPDATE booking SET version = version + 1 WHERE id = $1"
    pool = await asyncpg.create_pool(database_url, min_size=4, max_size=4)
    async with pool:
        await asyncio.gather(*(pool.execute(edit, each.id) for each in bookings * 25))
    positions = [event.position for event in await SpaceEvent.all().order_by("position")]
    assert positions == list(range(1, 105))
