"""Rows that somebody else holds, and who waits for them."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg

WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
TRIES = 1000
BETWEEN_SECONDS = 0.01

Waited = Callable[..., Awaitable[None]]


@asynccontextmanager
async def holding(url: str, statement: str) -> AsyncGenerator[Waited]:
    """What the statement locks is held until the end; yields what waits until others wait for it."""
    holder, watcher = await asyncpg.connect(url), await asyncpg.connect(url)

    async def waited(number: int = 1) -> None:
        for _ in range(TRIES):
            if await watcher.fetchval(WAITING) >= number:
                return
            await asyncio.sleep(BETWEEN_SECONDS)
        raise AssertionError("Nobody waits.")

    try:
        async with holder.transaction():
            await holder.execute(statement)
            yield waited
    finally:
        await holder.close()
        await watcher.close()
