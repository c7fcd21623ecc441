"""The room that a booking leaves when it lapses: no act ends it, so the hub itself sees to that.

Its own slot is free by the clock alone, from that very instant on. But neighbours of its organization
may have done without preparation for it, and how long they keep the space is written in their rows.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from hub import clock
from hub.spaces.booking.draft import RELEASE
from hub.spaces.booking.holder import LOCK
from hub.spaces.booking.room import give_back
from hub.spaces.booking_models import Booking

logger = logging.getLogger(__name__)

LEFT = """SELECT held.id
FROM (
    SELECT * FROM booking
    WHERE num_nonnulls(declined_at, cancelled_at, released_at) = 0 AND confirmed_at IS NULL
        AND least(lapses_at, starts_at) > $1::timestamptz - interval '7 days'
        AND least(lapses_at, starts_at) <= $1::timestamptz
    UNION ALL
    SELECT * FROM booking
    WHERE num_nonnulls(declined_at, cancelled_at, released_at) = 0 AND confirmed_at IS NOT NULL
        AND checked_in_at IS NULL
        AND check_in_due_at > $1::timestamptz - interval '7 days'
        AND check_in_due_at <= $1::timestamptz
) held
JOIN space ON space.id = held.space_id
JOIN booking_conditions terms ON terms.id = space.conditions_id
WHERE terms.waives_buffer_within_organization AND held.organization_id IS NOT NULL
    AND held.ends_at > $1::timestamptz AND coalesce(held.id = $2::uuid, true)
ORDER BY held.id"""
"""What has lapsed in the last days and would last on, where it may have neighbours of that kind."""


@dataclass(frozen=True, slots=True)
class Clearing:
    """What `give_back` works with."""

    connection: BaseDBAsyncClient
    now: datetime


async def vacate() -> int:
    """Release what has lapsed, and give its neighbours their preparation back; how many it was."""
    now = clock.now()
    async with in_transaction() as connection:
        found = await connection.execute_query_dict(LEFT, [now, None])
    return sum([await _tried(each["id"], now) for each in found])


async def _tried(booking_id: UUID, now: datetime) -> bool:
    """One that fails is tried again the next time, and holds up no other."""
    try:
        return await _vacated(booking_id, now)
    except Exception:
        logger.exception("a lapsed booking was not vacated", extra={"booking": str(booking_id)})
        return False


async def _vacated(booking_id: UUID, now: datetime) -> bool:
    async with in_transaction() as connection:
        rows = Booking.filter(id=booking_id).using_db(connection)
        seen = await rows.get()
        parties = [seen.organization_id, seen.person_id, [seen.space_id]]
        await connection.execute_query(LOCK, [*parties, now, None, None])
        # Somebody may have moved it until now, decided, or come; another process may have been here.
        if not await connection.execute_query_dict(LEFT, [now, booking_id]):
            return False
        booking = await rows.select_related("space__conditions").get()
        if booking.space_id != seen.space_id:
            return False
        await connection.execute_query(RELEASE, [now, [booking_id]])
        await give_back(Clearing(connection, now), booking)
    return True
