"""Databases for tests: each test process has its own, copied from templates made once a run."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import asyncpg

LOCK = 0x746573746462  # "testdb" in ASCII
END_CLIENTS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = $1 AND backend_type = 'client backend'
"""
"""DROP ... WITH (FORCE) would end autovacuum too, and only a superuser may; without, it waits."""

Prepare = Callable[[str], Awaitable[object]]


def named(url: str, database: str) -> str:
    """The URL of another database of the same server."""
    return urlsplit(url)._replace(path=f"/{database}").geturl()


def template(url: str, name: str, prepare: Prepare) -> None:
    """Make a database and prepare it, unless another process of the run already has."""
    asyncio.run(_template(url, name, prepare))


def copy(url: str, name: str, *, of: str) -> str:
    """A new database like the template; its URL."""
    asyncio.run(_execute(url, f'CREATE DATABASE "{name}" TEMPLATE "{of}"'))
    return named(url, name)


def drop(url: str, name: str) -> None:
    asyncio.run(_drop(url, name))


def drop_all(url: str, prefix: str) -> None:
    """Remove what the run has made; the server is somebody's own."""
    for name in asyncio.run(_names(url, prefix)):
        drop(url, name)


async def _template(url: str, name: str, prepare: Prepare) -> None:
    async with _connection(url) as connection:
        await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
        if await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            return
        unfinished = f"{name}_unfinished"
        await _drop(url, unfinished)
        await connection.execute(f'CREATE DATABASE "{unfinished}"')
        await prepare(named(url, unfinished))
        await connection.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


async def _drop(url: str, name: str) -> None:
    async with _connection(url) as connection:
        await connection.execute(END_CLIENTS, name)
        await connection.execute(f'DROP DATABASE IF EXISTS "{name}"')


async def _names(url: str, prefix: str) -> list[str]:
    query = "SELECT datname FROM pg_database WHERE starts_with(datname, $1)"
    async with _connection(url) as connection:
        return [row["datname"] for row in await connection.fetch(query, prefix)]


async def _execute(url: str, statement: str) -> None:
    async with _connection(url) as connection:
        await connection.execute(statement)


@asynccontextmanager
async def _connection(url: str) -> AsyncGenerator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()
