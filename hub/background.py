"""Work in the background of a block: it begins with it, again when it breaks off, and ends with it."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from hub import clock
from hub.database import driver_errors
from hub.errors import HubError
from hub.record.bell import rung

logger = logging.getLogger(__name__)

SHORTEST_PAUSE = 0.25
LONGEST_PAUSE = 8.0
"""Seconds between attempts at what breaks off."""
AGAIN_SECONDS = 3.0
"""After how long work that was told to end, and goes on, is told again."""


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncGenerator[None]:
    """Do work beside what is done within the block."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        await ended(task)


async def ended(task: asyncio.Task[None]) -> None:
    """End a task, and come back when it has ended.

    Once is not enough: what breaks on its way out takes the place of the cancellation, and who
    bears with what breaks goes on then.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=AGAIN_SECONDS)
    await asyncio.gather(task, return_exceptions=True)


async def persistently(
    work: Callable[[], Awaitable[None]], *, name: str, is_stopping: asyncio.Event | None = None
) -> None:
    """Do work again whenever it breaks off, after pauses that grow, until the stop.

    `name` says in the log whose work it is.
    """
    stop = is_stopping or asyncio.Event()
    pause = SHORTEST_PAUSE
    while not stop.is_set():
        began = clock.ticks()
        try:
            with driver_errors():
                await work()
        except HubError as error:
            if pause == SHORTEST_PAUSE:
                logger.warning("%s waits for the database", name, extra={"reason": str(error)})
        except Exception:
            logger.exception("%s failed and begins again", name)
        lasted = clock.ticks() - began
        pause = SHORTEST_PAUSE if lasted > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
        await rung(stop, pause)
