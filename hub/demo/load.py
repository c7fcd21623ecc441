"""Loading the demo: all of it in one transaction, into a database that holds nothing yet."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import require_context
from tortoise.models import Model
from tortoise.transactions import in_transaction

from hub.database import APP, pass_days_as_text
from hub.demo.copying import batches
from hub.demo.large import add_crowd
from hub.demo.rows import Rows
from hub.demo.scale import LARGE, Scale
from hub.demo.story import story
from hub.errors import HubError
from hub.progress import Report, unheard

TELLING = """DO $$
    DECLARE
        telling record;
    BEGIN
        FOR telling IN
            SELECT tgrelid::regclass AS place, tgname AS name
            FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
            WHERE proname LIKE '%tell_event' AND pronamespace = current_schema()::regnamespace
        LOOP
            EXECUTE format('ALTER TABLE %s {verb} TRIGGER %I', telling.place, telling.name);
        END LOOP;
    END
$$"""
"""Stops what tells of changes at spaces, or lets it go on: nobody follows an empty database."""


class DatabaseNotEmpty(HubError):
    """Demo data was to be loaded beside other data."""

    def __init__(self, tables: list[str]) -> None:
        self.tables = tables
        where = f"{tables[0]} and elsewhere" if tables[1:] else tables[0]
        super().__init__(
            f"Demo data goes into an empty database only; this one has rows in {where}."
            " Choose another data directory or database."
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows each table was given."""

    counts: dict[str, int]


async def load(
    connection: BaseDBAsyncClient,
    *,
    today: date,
    scale: Scale = Scale.SMALL,
    progress: Report = unheard,
) -> Loaded:
    """Fill an empty database with the demo as it stands on a day; any other is left as it is."""
    async with in_transaction(connection.connection_name) as transaction:
        await _require_empty(transaction)
        rows = story(today)
        if scale is Scale.LARGE:
            add_crowd(rows, today, size=LARGE)
        return await write(transaction, rows, progress)


async def write(transaction: BaseDBAsyncClient, rows: Rows, progress: Report = unheard) -> Loaded:
    """Copy the rows into their tables, and tell the planner what came of it."""
    counts: Counter[str] = Counter()
    async with transaction.acquire_connection() as raw:
        # Longer than any statement that serves a request may take.
        await raw.execute("SET LOCAL statement_timeout = 0")
        # Rows are copied in the binary form, in which days are no text.
        await raw.reset_type_codec("date", schema="pg_catalog")
        await raw.execute(TELLING.replace("{verb}", "DISABLE"))
        for batch in batches(rows):
            progress(batch.table, counts.total(), len(rows))
            await raw.copy_records_to_table(
                batch.table, records=batch.records, columns=batch.columns
            )
            counts[batch.table] += len(batch.records)
        await raw.execute(TELLING.replace("{verb}", "ENABLE"))
        await raw.execute("ANALYZE")
        await pass_days_as_text(raw)
    progress("done", counts.total(), len(rows))
    return Loaded(dict(counts))


async def _require_empty(transaction: BaseDBAsyncClient) -> None:
    """Keep all others from writing until the load is committed, and see that none has."""
    tables = sorted(model._meta.db_table for model in _models())
    await transaction.execute_script(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")
    filled = " UNION ALL ".join(
        f"SELECT '{table}' AS name WHERE EXISTS (SELECT 1 FROM {table})"  # noqa: S608 - our tables
        for table in tables
    )
    found = await transaction.execute_query_dict(filled)
    if found:
        raise DatabaseNotEmpty([row["name"] for row in found])


def _models() -> list[type[Model]]:
    apps: Any = require_context().apps
    return list(apps[APP].values())
