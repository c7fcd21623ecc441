"""Filling a database with the demo by command, with a bar that shows how far it is."""

from contextlib import suppress

from rich.console import Console
from rich.progress import Progress

from hub import clock
from hub.database import connected
from hub.demo.load import DatabaseNotEmpty, load
from hub.demo.scale import Scale


async def fill(url: str, scale: Scale) -> None:
    """Load demo data of a scale; a database that is not empty is refused."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("Demo data", total=None)

        def report(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total)

        # Loading in bulk takes longer than any statement that serves a request may.
        async with connected(url, statement_seconds=0) as connection:
            await load(connection, scale=scale, today=clock.today(), progress=report)


async def fill_if_empty(url: str, scale: Scale) -> None:
    """Load demo data of a scale; a database that is not empty is left as it is."""
    with suppress(DatabaseNotEmpty):
        await fill(url, scale)
