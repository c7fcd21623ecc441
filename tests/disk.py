"""How far the log of the database is written, and how much of it is on the disk."""

from typing import Any

from hub.read_pool import ReadPool

WRITTEN = "SELECT pg_current_wal_insert_lsn()::text AS place"
REACHED = "SELECT 1 WHERE pg_current_wal_flush_lsn() > $1::text::pg_lsn"


async def written(connection: Any) -> str:
    """How far the log has got by now."""
    (row,) = await connection.execute_query_dict(WRITTEN)
    return str(row["place"])


async def is_on_disk(pool: ReadPool, place: str) -> bool:
    """Whether more of the log than up to a place would outlive a power cut."""
    return await pool.fetch_row(REACHED, [place]) is not None
