"""Waking who waits for something new."""

import asyncio
from contextlib import suppress


class Bell:
    """Rings for all who wait at the moment."""

    def __init__(self) -> None:
        self._coming = asyncio.Event()

    def coming(self) -> asyncio.Event:
        """The next ring; asked for before looking round, it misses nothing that comes meanwhile."""
        return self._coming

    def ring(self) -> None:
        self._coming.set()
        self._coming = asyncio.Event()


async def rung(event: asyncio.Event, seconds: float) -> None:
    """Wait for the event, but not longer."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
