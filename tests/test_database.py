"""The read pool and Tortoise's connection: what passes through, and what a failure is called."""

import asyncio

import asyncpg
import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.database import connected
from hub.errors import TimedOut, Unavailable
from hub.read_pool import ReadPool


async def test_json_passes_through_as_the_server_wrote_it(pool: ReadPool) -> None:
    sql = """SELECT '{"a" :  [1,2.50], "è": null}'::json"""

    assert await pool.fetch_json(sql) == '{"a" :  [1,2.50], "è": null}'.encode()


async def test_arguments_are_bound(pool: ReadPool) -> None:
    assert await pool.fetch_json("SELECT to_json($1::text)", ["d'Oglio"]) == b'"d\'Oglio"'


async def test_a_row_is_fetched(pool: ReadPool) -> None:
    assert await pool.fetch_row("SELECT 1 WHERE false") is None
    assert await pool.fetch_row("SELECT 1 AS one") == (1,)


async def test_reads_cannot_write(pool: ReadPool) -> None:
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await pool.fetch_row("CREATE TABLE note (id int)")


async def test_reads_use_plans_without_surprises(pool: ReadPool) -> None:
    for name, value in {"jit": "off", "plan_cache_mode": "force_generic_plan"}.items():
        assert await pool.fetch_row(f"SHOW {name}") == (value,)


async def test_a_statement_that_takes_too_long_is_stopped(database_url: str) -> None:
    async with ReadPool(database_url, statement_seconds=0.05) as pool:
        with pytest.raises(TimedOut):
            await pool.fetch_row("SELECT pg_sleep(5)")


async def test_a_full_pool_refuses_after_its_wait(database_url: str) -> None:
    async with ReadPool(database_url, size=1, acquire_seconds=0.05) as pool:
        results = await asyncio.gather(
            pool.fetch_row("SELECT pg_sleep(0.5)"),
            pool.fetch_row("SELECT 1"),
            return_exceptions=True,
        )

    assert isinstance(results[1], Unavailable)


async def test_a_server_that_is_away_is_unavailable() -> None:
    url = "postgresql://hub@127.0.0.1:1/hub"
    with pytest.raises(Unavailable):
        await ReadPool(url).__aenter__()
    with pytest.raises(Unavailable):
        async with connected(url):
            pass


async def test_a_broken_connection_is_replaced(
    pool: ReadPool, connection: BaseDBAsyncClient
) -> None:
    await pool.fetch_row("SELECT 1")
    await connection.execute_query(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE application_name = 'hub reads' AND datname = current_database()"
    )

    assert await pool.fetch_row("SELECT 1") == (1,)


async def test_a_connection_serves_on_after_a_request_was_given_up(database_url: str) -> None:
    async with ReadPool(database_url, size=1) as pool:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(pool.fetch_row("SELECT pg_sleep(60)"), 0.05)

        assert await pool.fetch_row("SELECT 1") == (1,)


async def test_closing_does_not_wait_for_what_still_runs(database_url: str) -> None:
    async with ReadPool(database_url, size=1) as pool:
        running = asyncio.create_task(pool.fetch_row("SELECT pg_sleep(60)"))
        await asyncio.sleep(0.05)

    with pytest.raises(Unavailable):
        await running


async def test_a_value_of_the_wrong_type_is_a_bug_and_not_an_outage(pool: ReadPool) -> None:
    with pytest.raises(asyncpg.DataError):
        await pool.fetch_row("SELECT $1::int", ["one"])


async def test_tortoise_times_are_utc(connection: BaseDBAsyncClient) -> None:
    (row,) = await connection.execute_query_dict("SHOW timezone")

    assert row["TimeZone"] == "UTC"
