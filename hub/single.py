"""Single connections, past all pools: for what is done once, or beside the requests."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import asyncpg

from hub.database import CLOSE_SECONDS, CONNECT_SECONDS, driver_errors
from hub.transactions import BROKEN


@asynccontextmanager
async def single(
    url: str, *, answer_seconds: float | None = None
) -> AsyncGenerator[asyncpg.Connection]:
    """A connection for what is done once; None waits for the answers of its statements for ever."""
    with driver_errors():
        connection = await asyncpg.connect(
            url, timeout=CONNECT_SECONDS, command_timeout=answer_seconds
        )
    try:
        yield connection
    finally:
        await take_leave(connection)


@asynccontextmanager
async def one_state(url: str) -> AsyncGenerator[asyncpg.Connection]:
    """A connection that sees one state of the database; its answers are not held back by a limit."""
    with driver_errors():
        async with (
            single(url) as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            yield connection


async def take_leave(connection: asyncpg.Connection) -> None:
    """Close a connection, which may be lost: that it hears no farewell hides nothing that happened."""
    with suppress(*BROKEN):
        await connection.close(timeout=CLOSE_SECONDS)
