"""Work at the command line: on the database, as whoever runs the hub, whom the record names not."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, TypeVar

import typer

from hub import clock, embedded, keys, settings
from hub.act import Order
from hub.actor import Actor, Role, Viewer
from hub.database import connected
from hub.errors import Misconfigured, Refused
from hub.migrate import pending
from hub.settings import Settings

T = TypeVar("T")
Work = Callable[[Order], Awaitable[T]]

STATEMENT_SECONDS = 300
"""For what goes through large tables; nobody else waits for it."""

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="The directory of the embedded PostgreSQL."),
]


def in_database(data: Path | None, work: Work[T]) -> T:
    """Do what is to be done on the database that the settings name; refusals end the command."""
    chosen = settings.load(data_dir=data)

    async def run(url: str) -> T:
        await require_schema(url)
        async with connected(url, statement_seconds=STATEMENT_SECONDS):
            try:
                return await work(order_of(chosen))
            except Refused as refused:
                raise Misconfigured("\n".join(map(str, refused.refusals))) from refused

    with embedded.database_url(chosen) as url:
        return asyncio.run(run(url))


def order_of(chosen: Settings) -> Order:
    """The wish of whoever runs the hub, who may do all that the direction may."""
    operator = Actor(roles=frozenset({Role.DIRECTION}))
    return Order(Viewer(clock.now(), clock.today(), operator, "en"), keys.load(chosen))


async def require_schema(url: str) -> None:
    """Raise Misconfigured unless the database is as this version of the hub needs it."""
    if await pending(url):
        raise Misconfigured("The schema of the database is not up to date; run: hub migrate")


@contextmanager
def new_file(path: Path) -> Generator[IO[bytes]]:
    """A file that nobody else reads; it takes no other's place, and is there whole or not at all."""
    try:
        place = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Misconfigured(f"{path} cannot be made: {error.strerror}.") from error
    try:
        with open(place, "wb") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise
