"""What stands in a database, all of it."""

from collections import Counter
from collections.abc import Mapping

from tortoise.backends.base.client import BaseDBAsyncClient

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"

Contents = Mapping[str, Counter[str]]


async def contents(connection: BaseDBAsyncClient) -> Contents:
    """The rows of each table, as PostgreSQL writes them."""
    return {name: await _rows(connection, name) for name in await tables(connection)}


async def tables(connection: BaseDBAsyncClient) -> list[str]:
    return [row["tablename"] for row in await connection.execute_query_dict(TABLES)]


def added(before: Contents, after: Contents) -> dict[str, int]:
    """How many rows each table has that it did not have as they are."""
    return {name: (after[name] - before[name]).total() for name in after}


async def _rows(connection: BaseDBAsyncClient, table: str) -> Counter[str]:
    rows = await connection.execute_query_dict(f'SELECT it::text AS row FROM "{table}" it')  # noqa: S608 - a table of ours
    return Counter(row["row"] for row in rows)
