"""What is true of all tables: indexed foreign keys, no silent deletion, names that tell the type."""

import pytest

from hub.read_pool import ReadPool

UNINDEXED = """
SELECT conrelid::regclass || '.' || string_agg(attname, ', ' ORDER BY attnum)
FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
AND NOT EXISTS (
    SELECT 1 FROM pg_index i
    WHERE i.indrelid = c.conrelid AND i.indpred IS NULL AND i.indkey[0] = ANY(c.conkey)
)
GROUP BY c.oid, c.conrelid
"""
PARTS = (
    *("booking_attendee", "booking_block", "organization_competence", "person_competence"),
    "space_ancestry",
)
"""Tables of rows that say nothing by themselves, and go with what they belong to."""
CASCADING = """
SELECT DISTINCT conrelid::regclass::text FROM pg_constraint
WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND confdeltype = 'c'
"""
MISNAMED = """
SELECT table_name || '.' || column_name FROM information_schema.columns
WHERE table_schema = 'public' AND table_name <> 'tortoise_migrations' AND data_type = $1
AND column_name !~ $2
"""
NAIVE = """
SELECT table_name || '.' || column_name FROM information_schema.columns
WHERE table_schema = 'public' AND (
    data_type IN ('money', 'real')
    -- What a clock on the wall shows is kept beside the instant, never instead of it.
    OR data_type = 'timestamp without time zone' AND column_name NOT LIKE 'local\\_%'
)
"""
WITHOUT_KEY = """
SELECT tablename FROM pg_tables t WHERE schemaname = 'public' AND NOT EXISTS (
    SELECT 1 FROM pg_index
    WHERE indrelid = t.tablename::regclass AND indisunique AND indpred IS NULL
)
"""


async def found(pool: ReadPool, query: str, *args: str) -> list[str]:
    names_of = (
        f"SELECT coalesce(array_agg(it.name ORDER BY it.name), '{{}}') FROM ({query}) it(name)"  # noqa: S608
    )
    row = await pool.fetch_row(names_of, args)
    assert row is not None
    names: list[str] = row[0]
    return names


async def test_each_foreign_key_leads_an_index(pool: ReadPool) -> None:
    assert await found(pool, UNINDEXED) == []


async def test_no_row_takes_others_with_it_but_its_parts(pool: ReadPool) -> None:
    assert await found(pool, CASCADING) == list(PARTS)


@pytest.mark.parametrize(
    ("type", "pattern"),
    [
        ("date", "(_on|_from|_until)$"),
        ("timestamp with time zone", "(_at|_from|_until)$"),
        ("uuid", "^id$|_id$"),
    ],
)
async def test_a_name_tells_the_type(pool: ReadPool, type: str, pattern: str) -> None:
    assert await found(pool, MISNAMED, type, pattern) == []


async def test_no_column_is_of_a_type_that_loses_something(pool: ReadPool) -> None:
    assert await found(pool, NAIVE) == []


async def test_each_table_tells_its_rows_apart(pool: ReadPool) -> None:
    assert await found(pool, WITHOUT_KEY) == []
