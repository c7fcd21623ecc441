"""Transactions whose connection breaks, or never comes: what is said of them, and what is left."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from hub.database import connected, driver_errors
from hub.errors import Unavailable
from hub.members.models import Organization
from hub.read_pool import ReadPool
from tests import servers
from tests.make import members

TURNS = 8
"""Of the event loop: until a transaction has begun, or the end of a connection is noticed."""
PID = "SELECT pg_backend_pid() AS pid"
SECONDS = 0.2


@pytest.fixture
async def only(emptied_url: str) -> AsyncGenerator[BaseDBAsyncClient]:
    """Tortoise with one connection: whoever loses it is found out."""
    async with connected(emptied_url, pool_size=1, acquire_seconds=SECONDS) as client:
        yield client


async def test_who_waits_too_long_for_a_connection_is_told(only: BaseDBAsyncClient) -> None:
    first = asyncio.create_task(_found(lasting=2 * SECONDS))
    second = asyncio.create_task(_found())
    with pytest.raises(Unavailable):
        await second
    await first

    await _found()
    assert await Organization.all().count() == 2


@pytest.mark.parametrize("turns", range(TURNS))
async def test_given_up_at_its_beginning_a_transaction_keeps_no_connection(
    only: BaseDBAsyncClient, turns: int
) -> None:
    beginning = asyncio.create_task(_found())
    await _turn(turns)
    beginning.cancel()
    await asyncio.wait([beginning])

    await _found()


async def test_a_commit_counts_though_the_connection_breaks_after_it(
    only: BaseDBAsyncClient, database_url: str
) -> None:
    async with in_transaction() as connection:
        organization = await members.organization()
        (backend,) = await connection.execute_query_dict(PID)
        await connection.commit()
        _end(database_url, backend["pid"])

    await _turn(TURNS)
    assert await Organization.get() == organization


async def test_the_first_error_is_told_though_the_connection_is_broken(
    only: BaseDBAsyncClient, database_url: str
) -> None:
    with pytest.raises(LookupError):
        await _broken(database_url)

    assert await Organization.all().count() == 0


@pytest.mark.parametrize("turns", range(TURNS))
async def test_a_connection_that_ends_is_unavailable_at_every_moment(
    only: BaseDBAsyncClient, database_url: str, turns: int
) -> None:
    """Between the last word of the server and the end the driver has an error of its own."""
    async with ReadPool(database_url, size=1) as reads:
        (writing,) = await only.execute_query_dict(PID)
        reading = await reads.fetch_row(PID)
        assert reading
        _end(database_url, writing["pid"], reading["pid"])
        await _turn(turns)
        for work in (_found(), reads.fetch_row(PID)):
            with suppress(Unavailable):
                await work

    await _found()


async def _found(*, lasting: float = 0) -> None:
    with driver_errors():
        async with in_transaction():
            await members.organization()
            await asyncio.sleep(lasting)


async def _broken(url: str) -> None:
    async with in_transaction() as connection:
        await members.organization()
        (backend,) = await connection.execute_query_dict(PID)
        _end(url, backend["pid"])
        raise LookupError


async def _turn(turns: int) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)


def _end(url: str, *pids: int) -> None:
    """End connections from the side of the server, while nothing else of this process goes on."""
    with ThreadPoolExecutor(1) as thread:
        for pid in pids:
            sql = f"SELECT pg_terminate_backend({pid}, 5000)"
            assert thread.submit(servers.ask, url, sql).result()
