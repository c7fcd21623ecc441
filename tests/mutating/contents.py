"""What stands in a database, all of it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tortoise.backends.base.client import BaseDBAsyncClient

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"

Contents = Mapping[str, Counter[str]]


async def contents(connection: BaseDBAsyncClient) -> Contents:
    """The rows of each table, as PostgreSQL writes them."""
    found = {name: Counter[str]() for name in await tables(connection)}
    for row in await connection.execute_query_dict(_every_row(found)):
        found[row["table"]][row["row"]] += 1
    return found


async def tables(connection: BaseDBAsyncClient) -> list[str]:
    return [row["tablename"] for row in await connection.execute_query_dict(TABLES)]


def added(before: Contents, after: Contents) -> dict[str, int]:
    """How many rows each table has that it did not have as they are."""
    return {name: (after[name] - before[name]).total() for name in after}


def _every_row(tables: Iterable[str]) -> str:
    """One statement for all tables: asking each one takes ten times as long."""
    return " UNION ALL ".join(
        f"SELECT '{name}' AS table, it::text AS row FROM \"{name}\" it"  # noqa: S608 - tables of ours
        for name in tables
    )
