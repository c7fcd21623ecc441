"""All who book, change and shut lock in one order, so that nobody waits for who waits for them."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest

from hub.actor import Actor
from hub.members.models import Affiliation
from hub.spaces.models import Space
from tests.make import members, spaces
from tests.mutating.doing import Doing
from tests.mutating.locks import holding
from tests.spaces.booking.asking import HOUR, desk, firm, room, slot
from tests.spaces.booking.living import row_of, the
from tests.spaces.booking.test_book import NINE
from tests.spaces.booking.test_move import booked, to

LOCK = "SELECT booking_lock(NULL, NULL, ARRAY['{}']::uuid[], now())"
"""What whoever books takes first, for nobody in particular."""
ENTRIES = "SELECT FROM waitlist_entry FOR NO KEY UPDATE NOWAIT"
BOOKINGS = "SELECT FROM booking FOR NO KEY UPDATE NOWAIT"


@asynccontextmanager
async def beside(url: str) -> AsyncGenerator[asyncpg.Connection]:
    """Somebody else in the database."""
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def halls() -> tuple[Space, Space]:
    """The halves of a hall."""
    hall = await room(needs_membership=False)
    left, right = [
        await spaces.space(parent=hall, conditions_id=hall.conditions_id) for _ in range(2)
    ]
    return left, right


def shutting(doing: Doing, actor: Actor, *, name: str, space: Space) -> Awaitable[Any]:
    """An act that shuts out whoever books."""
    place = {"spaceId": f"space_{space.id}"}
    given: dict[str, dict[str, Any]] = {
        "closeSpace": {
            "startsAt": NINE.isoformat(),
            "endsAt": (NINE + HOUR).isoformat(),
            "reason": "Pulizie",
            "bookings": "CANCEL",
        },
        "retireSpace": {"version": 1, "endsOn": f"{NINE:%Y-%m-%d}"},
        "moveSpace": {"version": 1, "parentId": None},
    }
    return doing.codes(name, actor, **place, **given[name])


@pytest.mark.parametrize("name", ["closeSpace", "retireSpace", "moveSpace"])
async def test_who_shuts_a_place_locks_its_bookings_after_it(
    doing: Doing, database_url: str, name: str
) -> None:
    alfa, front, (left, _) = await firm(), await desk(), await halls()
    await booked(doing, alfa, left)

    async with beside(database_url) as other, holding(database_url, LOCK.format(left.id)) as wait:
        shut = asyncio.ensure_future(shutting(doing, front, name=name, space=left))
        await wait()
        async with other.transaction():
            await other.execute(BOOKINGS)
    assert await shut in ([], ["SPACE_IN_USE"])


async def test_who_lets_a_space_locks_its_bookings_after_it(
    doing: Doing, database_url: str
) -> None:
    alfa, front, (left, _) = await firm(), await desk(), await halls()
    await booked(doing, alfa, left)
    tenant = await members.organization()
    await members.membership(organization=tenant)
    given = {"organizationId": f"org_{tenant.id}", "startsOn": f"{NINE:%Y-%m-%d}"}

    async with beside(database_url) as other, holding(database_url, LOCK.format(left.id)) as wait:
        letting = asyncio.create_task(
            doing.codes("createLease", front, spaceId=f"space_{left.id}", **given)
        )
        await wait()
        async with other.transaction():
            await other.execute(BOOKINGS)
    assert await letting == ["LEASE_HAS_BOOKINGS"]


async def test_who_leaves_locks_their_bookings_after_the_spaces(
    doing: Doing, database_url: str
) -> None:
    alfa, front, (left, _) = await firm(), await desk(), await halls()
    booking = await booked(doing, alfa, left)
    seat = await Affiliation.get(person_id=alfa.actor.person_id)
    given = {"affiliationId": f"aff_{seat.id}", "version": 1, "endsOn": f"{NINE:%Y-%m-%d}"}

    async with beside(database_url) as other, holding(database_url, LOCK.format(left.id)) as wait:
        leaving = asyncio.create_task(doing.codes("endAffiliation", front, **given))
        await wait()
        async with other.transaction():
            await other.execute(BOOKINGS)
    assert await leaving == []
    assert (await row_of(booking)).cancelled_at is not None


async def test_who_books_later_waits_behind_who_shuts(doing: Doing, database_url: str) -> None:
    front, (left, right) = await desk(), await halls()

    async with beside(database_url) as other, holding(database_url, LOCK.format(left.id)) as wait:
        shut = asyncio.ensure_future(shutting(doing, front, name="closeSpace", space=left))
        await wait()
        await other.execute("SET lock_timeout = '50ms'")
        with pytest.raises(asyncpg.LockNotAvailableError):
            await other.execute(LOCK.format(right.id))
    assert await shut == []


async def test_who_moves_locks_the_line_after_all_spaces(doing: Doing, database_url: str) -> None:
    alfa, beta, (left, right) = await firm(), await firm(), await halls()
    booking = await booked(doing, alfa, left)
    await doing.done("joinWaitlist", beta.actor, title="x", **slot(left, NINE, firm=beta))

    async with beside(database_url) as other, holding(database_url, LOCK.format(right.id)) as wait:
        given = the(booking, **to(NINE, space=right))
        moving = asyncio.create_task(doing.codes("moveBooking", alfa.actor, **given))
        await wait()
        async with other.transaction():
            await other.execute(ENTRIES)
    assert await moving == []
