"""Loading: the same rows for the same day, all of them or none, and into an empty database only."""

import hashlib
from datetime import date

import asyncpg
import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.database import connected
from hub.demo.load import DatabaseNotEmpty, load
from hub.demo.story import story
from hub.members.models import Organization
from hub.spaces.booking_models import Booking
from hub.spaces.event_models import SpaceEvent
from tests.make import members as make

TODAY = date(2026, 11, 22)
TABLES = """
SELECT table_name, string_agg(format('%I', column_name), ',' ORDER BY column_name)
FROM information_schema.columns
WHERE table_schema = 'public' AND table_name <> 'tortoise_migrations'
-- The database itself makes the blocks of bookings, with keys and instants of its own.
AND NOT (table_name = 'booking_block' AND column_name IN ('id', 'created_at'))
GROUP BY table_name ORDER BY table_name
"""


async def test_the_same_day_gives_the_same_rows(
    connection: BaseDBAsyncClient, database_url: str, fresh_database_url: str
) -> None:
    await load(connection, today=TODAY)
    async with connected(fresh_database_url) as another:
        await load(another, today=TODAY)

    first, second = await contents(database_url), await contents(fresh_database_url)

    assert first == second
    assert first["organization"][0] == len(story(TODAY).rows_of(Organization))


async def test_the_counts_are_those_of_the_tables(
    connection: BaseDBAsyncClient, database_url: str
) -> None:
    loaded = await load(connection, today=TODAY)

    found = {table: count for table, (count, _) in (await contents(database_url)).items() if count}
    made_by_triggers = [found.pop(table) for table in ("booking_block", "space_ancestry")]
    assert found == loaded.counts
    assert all(made_by_triggers)


async def test_what_is_loaded_is_told_to_nobody_and_what_comes_after_is(
    connection: BaseDBAsyncClient,
) -> None:
    await load(connection, today=TODAY)
    assert await SpaceEvent.exists() is False

    booking = await Booking.filter(cancelled_at=None, declined_at=None).last()
    assert booking is not None
    await booking.update_from_dict({"cancelled_at": booking.created_at}).save()

    assert await SpaceEvent.exists() is True


async def test_another_day_gives_other_rows(connection: BaseDBAsyncClient) -> None:
    one, other = story(TODAY), story(date(2026, 11, 23))

    assert one.find(Organization, "nuvola") != other.find(Organization, "nuvola")


async def test_a_database_that_holds_anything_is_refused_and_left_as_it_is(
    connection: BaseDBAsyncClient, database_url: str
) -> None:
    await make.person("Lea Reale")
    before = await contents(database_url)

    with pytest.raises(DatabaseNotEmpty) as refused:
        await load(connection, today=TODAY)

    assert refused.value.tables == ["person"]
    assert str(refused.value) == (
        "Demo data goes into an empty database only; this one has rows in person."
        " Choose another data directory or database."
    )
    assert await contents(database_url) == before


async def test_a_load_that_fails_leaves_nothing(
    connection: BaseDBAsyncClient, database_url: str
) -> None:
    def break_off(what: str, done: int, total: int) -> None:
        if done > total / 2:
            raise InterruptedError(what)

    with pytest.raises(InterruptedError):
        await load(connection, today=TODAY, progress=break_off)

    assert {count for count, _ in (await contents(database_url)).values()} == {0}


async def test_progress_goes_from_nothing_to_all(connection: BaseDBAsyncClient) -> None:
    said: list[tuple[str, int, int]] = []

    loaded = await load(connection, today=TODAY, progress=lambda *step: said.append(step))

    total = sum(loaded.counts.values())
    assert said[0][1:] == (0, total)
    assert said[-1] == ("done", total, total)
    assert [done for _, done, _ in said] == sorted(done for _, done, _ in said)


async def contents(url: str) -> dict[str, tuple[int, str]]:
    """The number of rows of each table, and the hash of all that they hold."""
    connection = await asyncpg.connect(url)
    try:
        tables = await connection.fetch(TABLES)
        return {table: await content(connection, table, columns) for table, columns in tables}
    finally:
        await connection.close()


async def content(connection: asyncpg.Connection, table: str, columns: str) -> tuple[int, str]:
    query = f"SELECT ({columns})::text FROM {table} ORDER BY 1"  # noqa: S608 - names of ours
    rows = [row[0] for row in await connection.fetch(query)]
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()
