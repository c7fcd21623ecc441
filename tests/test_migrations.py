"""Migrations agree with the models, lose no row on their way down and up, and bear two at once."""

import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector

import hub.migrations
from hub import clock, migrate
from hub.database import connected, tortoise_config
from hub.demo.load import load
from hub.errors import Misconfigured

DESCRIBED = """
SELECT 'column', table_name || '.' || column_name,
    concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default)
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', oid::regprocedure::text, md5(prosrc)
FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prolang = 14
UNION ALL SELECT 'type', typname, typtype::text
FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'r', 'd')
"""
CONTENT = """
SELECT format('SELECT %L, count(*), md5(string_agg(md5(t::text), '''' ORDER BY md5(t::text)))'
    ' FROM %I AS t', tablename, tablename)
FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations'
"""
ROOT = Path(__file__).parent.parent
Content = dict[str, tuple[int, str | None]]


async def test_the_models_need_no_migration_that_is_not_written() -> None:
    config = tortoise_config("postgresql:///hub")
    async with TortoiseContext() as context:
        await context.init(config=config, init_connections=False)
        assert context.apps
        missing = await MigrationAutodetector(context.apps, config["apps"]).changes()

    assert [writer.operations for writer in missing] == []


async def test_a_blank_database_is_brought_up_once(blank_database_url: str) -> None:
    everything = names_of_migrations()
    assert await migrate.pending(blank_database_url) == everything

    assert await migrate.migrate(blank_database_url) == everything

    assert await migrate.pending(blank_database_url) == []
    assert await migrate.migrate(blank_database_url) == []


async def test_two_processes_that_migrate_at_once_both_succeed(blank_database_url: str) -> None:
    one, two = await asyncio.gather(
        in_another_process(blank_database_url), in_another_process(blank_database_url)
    )

    assert (one, two) == (0, 0)
    assert await migrate.pending(blank_database_url) == []


async def test_down_and_up_again_the_schema_is_the_same(blank_database_url: str) -> None:
    await migrate.migrate(blank_database_url)
    schema = await described(blank_database_url)

    await migrate.migrate(blank_database_url, to=migrate.NOTHING)
    assert await tables(blank_database_url) == ["tortoise_migrations"]
    await migrate.migrate(blank_database_url)

    assert await described(blank_database_url) == schema


async def test_down_and_up_again_on_a_filled_database_no_row_is_lost(
    fresh_database_url: str,
) -> None:
    await fill(fresh_database_url)
    content = await content_of(fresh_database_url)
    assert sum(count for count, _ in content.values()) > 0

    first, *others = names_of_migrations()
    assert await migrate.migrate(fresh_database_url, to=first) == others[::-1]
    assert await migrate.migrate(fresh_database_url) == others

    assert await content_of(fresh_database_url) == content


async def test_a_step_is_recorded_with_its_effect_or_not_at_all(
    blank_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(*_: object) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(migrate.Recorder, "record_applied", crash)
    with pytest.raises(ConnectionResetError):
        await migrate.migrate(blank_database_url)
    monkeypatch.undo()

    assert await tables(blank_database_url) == ["tortoise_migrations"]
    assert await migrate.migrate(blank_database_url) == names_of_migrations()


async def test_a_database_ahead_of_the_code_is_refused(fresh_database_url: str) -> None:
    async with plain(fresh_database_url) as connection:
        await connection.execute(
            "INSERT INTO tortoise_migrations (app, name, applied_at)"
            " VALUES ('hub', '9999_from_the_future', now())"
        )

    for act in (migrate.migrate, migrate.pending):
        with pytest.raises(Misconfigured, match="9999_from_the_future"):
            await act(fresh_database_url)


async def test_a_table_in_use_is_waited_for_in_short_turns(
    blank_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "LOCK_TIMEOUT", "50ms")
    monkeypatch.setattr(migrate, "PAUSE_SECONDS", 0.05)
    everything = names_of_migrations()
    await migrate.migrate(blank_database_url)
    async with plain(blank_database_url) as connection:
        table = (await tables(blank_database_url))[0]
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(f'LOCK TABLE "{table}"')
        going_down = asyncio.create_task(migrate.migrate(blank_database_url, to=migrate.NOTHING))
        await asyncio.sleep(0.3)
        await transaction.rollback()

        assert await going_down == everything[::-1]


def names_of_migrations() -> list[str]:
    directory = Path(hub.migrations.__path__[0])
    return sorted(path.stem for path in directory.glob("[0-9]*.py"))


async def in_another_process(url: str) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import asyncio, sys; from hub.migrate import migrate;asyncio.run(migrate(sys.argv[1]))",
        url,
        cwd=ROOT,
    )
    return await process.wait()


async def fill(url: str) -> None:
    async with connected(url) as connection:
        await load(connection, today=clock.today())


async def content_of(url: str) -> Content:
    """Of each table the number of rows and a digest of them."""
    async with plain(url) as connection:
        queries = [query for (query,) in await connection.fetch(CONTENT)]
        rows = [await connection.fetchrow(query) for query in queries]
        return {table: (count, digest) for table, count, digest in rows}


async def described(url: str) -> list[tuple[str, ...]]:
    """Everything that the migrations have made, in words."""
    async with plain(url) as connection:
        return sorted(tuple(row) for row in await connection.fetch(DESCRIBED))


async def tables(url: str) -> list[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    async with plain(url) as connection:
        return [name for (name,) in await connection.fetch(query)]


@asynccontextmanager
async def plain(url: str) -> AsyncGenerator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def test_every_constraint_of_the_models_is_in_the_database(database_url: str) -> None:
    """Tortoise leaves out what stands in the options of a model that it creates."""
    async with TortoiseContext() as context:
        await context.init(config=tortoise_config(database_url), init_connections=False)
        assert context.apps
        declared = {
            constraint.name
            for model in context.apps["hub"].values()
            for constraint in getattr(model._meta, "constraints", None) or ()
        }
    connection = await asyncpg.connect(database_url)
    try:
        rows = await connection.fetch(
            "SELECT conname AS name FROM pg_constraint UNION SELECT indexname FROM pg_indexes"
        )
    finally:
        await connection.close()

    assert declared - {row["name"] for row in rows} == set()
    assert len(declared) > 200
