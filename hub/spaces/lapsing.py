"""Telling what the clock has done: no row changes when a booking lapses because nobody has decided,
or come, in time, nor when the time of an offer to who waits begins or ends.

States follow from the instants alone, and nothing waits for this: only who follows a space is told,
and neighbours who did without preparation for what lapsed get it back.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from tortoise.transactions import in_transaction

from hub import clock
from hub.background import beside, persistently
from hub.spaces.booking.vacating import vacate

NAME = "hub lapses"
PAUSE_SECONDS = 2.0
TELL = """SELECT booking_tell_lapsed($1::timestamptz) + waitlist_entry_tell_due($1::timestamptz)
AS told"""


async def tell_lapsed() -> int:
    """Tell of what has lapsed, or was offered, in the last day and was not told of; of how much."""
    async with in_transaction() as connection:
        (found,) = await connection.execute_query_dict(TELL, [clock.now()])
    told: int = found["told"]
    return told


@asynccontextmanager
async def telling_lapses() -> AsyncGenerator[None]:
    """Tell of lapses, beside what is done within the block."""
    async with beside(persistently(_look, name=NAME)):
        yield


async def _look() -> None:
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        await vacate()
        await tell_lapsed()
