"""Asking for all that decides whether a wish to book can be granted."""

import json
from datetime import datetime

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.spaces.booking.facts import Facts
from hub.spaces.booking.reading import read
from hub.spaces.booking.statement import QUESTION
from hub.spaces.booking.wish import Wish


async def ask(connection: BaseDBAsyncClient, wish: Wish, now: datetime) -> Facts | None:
    """What decides about a wish whose end is after its start; None if there is no such space."""
    values = [
        wish.space_id,
        wish.starts_at,
        wish.ends_at,
        wish.organization_id,
        wish.person_id,
        now,
        wish.booking_id,
    ]
    rows = await connection.execute_query_dict(QUESTION, values)
    if not rows:
        return None
    found = rows[0]["found"]
    return read(json.loads(found) if isinstance(found, str) else found)
