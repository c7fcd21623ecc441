"""The database of a test process, emptied after each test: what the migrations made stays."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager
from itertools import cycle

import asyncpg

OF_THE_FILLED = """
DO $$
DECLARE
    name text;
    filled text[] := '{}';
    is_filled boolean;
BEGIN
    FOR name IN
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations'
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || name || ')' INTO is_filled;
        IF is_filled THEN
            filled := filled || name;
        END IF;
    END LOOP;
    IF filled <> '{}' THEN
        <empty>
    END IF;
END
$$
"""
TRUNCATE = OF_THE_FILLED.replace(
    "<empty>",
    """-- The record is only added to; here it begins anew.
        ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only;
        EXECUTE 'TRUNCATE ' || array_to_string(filled, ', ') || ' CASCADE';
        ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only;""",
)
"""Makes new files for the filled tables, for all that refer to them, and for all their indexes."""
DELETE = OF_THE_FILLED.replace(
    "<empty>",
    """SET LOCAL session_replication_role = replica;
        EXECUTE 'LOCK TABLE ' || array_to_string(filled, ', ') || ' IN SHARE ROW EXCLUSIVE MODE';
        FOREACH name IN ARRAY filled LOOP
            EXECUTE 'DELETE FROM ' || name;
        END LOOP;""",
)
"""Takes a fifth of the time, for neither triggers nor foreign keys are looked at; it leaves dead
rows behind."""
MAY_DELETE = "SELECT has_parameter_privilege('session_replication_role', 'SET')"
TRUNCATED_AFTER = 50
"""How often rows may be deleted before the dead ones are done away with as well."""
UNDISTURBED = """
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public'
    LOOP
        EXECUTE 'ALTER TABLE ' || name || ' SET (autovacuum_enabled = off)';
    END LOOP;
END
$$
"""
"""No row comes to stand in the place of a dead one: rows are found in the order they were made in,
as in a new table, at whatever moment the server would have cleaned up."""

Empty = Callable[[], None]


def allow(superuser_url: str, role: str) -> None:
    """Let a role delete without triggers."""
    right = f"GRANT SET ON PARAMETER session_replication_role TO {role}"
    asyncio.run(_execute(superuser_url, right))


@contextmanager
def opened(url: str) -> Generator[Empty]:
    """What deletes all rows, on a connection that is kept: a new one would learn all tables anew."""
    with asyncio.Runner() as runner:
        connection = runner.run(asyncpg.connect(url))
        runner.run(connection.execute(UNDISTURBED))
        quick = DELETE if runner.run(connection.fetchval(MAY_DELETE)) else TRUNCATE
        statements = cycle([*[quick] * TRUNCATED_AFTER, TRUNCATE])
        yield lambda: runner.run(connection.execute(next(statements)))
        runner.run(connection.close())


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
