"""Hearing what any process of the hub has changed, as the database tells it."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial

import asyncpg

from hub import clock
from hub.database import CONNECT_SECONDS, driver_errors
from hub.errors import HubError
from hub.record.bell import rung

logger = logging.getLogger(__name__)

Hear = Callable[[], None]

SHORTEST_PAUSE = 0.25
LONGEST_PAUSE = 8.0
"""Seconds between attempts to reach a database that is away."""


@asynccontextmanager
async def hearing(url: str, hear: Mapping[str, Hear], *, name: str) -> AsyncGenerator[None]:
    """Call what is given for a channel whenever something is told there, beside the block.

    All of them are called when the connection is made, also again: what was told meanwhile nobody
    has heard. `name` says in the database and in the log who listens.
    """
    listen = partial(_listen, url, hear, name)
    task = asyncio.create_task(persistently(listen, asyncio.Event(), name=name))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def persistently(
    work: Callable[[], Awaitable[None]], is_stopping: asyncio.Event, *, name: str
) -> None:
    """Do work again whenever it breaks off, after pauses that grow, until the stop."""
    pause = SHORTEST_PAUSE
    while not is_stopping.is_set():
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
        await rung(is_stopping, pause)


async def _listen(url: str, hear: Mapping[str, Hear], name: str) -> None:
    connection = await asyncpg.connect(
        url, timeout=CONNECT_SECONDS, server_settings={"application_name": name}
    )
    try:
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        for channel, call in hear.items():
            await connection.add_listener(channel, partial(_called, call))
            call()
        await lost.wait()
        raise ConnectionResetError("The connection that listens is lost.")
    finally:
        await connection.close(timeout=CONNECT_SECONDS)


def _called(call: Hear, *_: object) -> None:
    call()
