"""Filling a database with the demo by command, with a bar that shows how far it is."""

from contextlib import suppress

from hub import clock, progress
from hub.database import connected
from hub.demo.load import DatabaseNotEmpty, load
from hub.demo.scale import Scale


async def fill(url: str, scale: Scale) -> None:
    """Load demo data of a scale; a database that is not empty is refused."""
    with progress.shown("Demo data") as report:
        # Loading in bulk takes longer than any statement that serves a request may.
        async with connected(url, statement_seconds=0) as connection:
            await load(connection, scale=scale, today=clock.today(), progress=report)


async def fill_if_empty(url: str, scale: Scale) -> None:
    """Load demo data of a scale; a database that is not empty is left as it is."""
    with suppress(DatabaseNotEmpty):
        await fill(url, scale)
