"""Waiting until something holds, in tests of what happens by itself."""

import asyncio
from collections.abc import Awaitable, Callable

from hub.record.models import OutboxEvent


async def until(holds: Callable[[], Awaitable[bool]], *, seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while True:
            if await holds():
                return
            await asyncio.sleep(0.02)


async def until_over(*, seconds: float = 30, **given: str) -> None:
    """Wait until the outbox has nothing left to do."""

    async def is_over() -> bool:
        return not await OutboxEvent.filter(done_at=None, dropped_at=None, **given).exists()

    await until(is_over, seconds=seconds)
