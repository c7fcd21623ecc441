"""Rows that stand above and below one another: none of them stands above itself."""

from typing import TypeVar
from uuid import UUID

from hub.deed import Deed
from hub.members.models import Competence, Organization

N = TypeVar("N", Organization, Competence)

LOCK = "SELECT pg_advisory_xact_lock(hashtext($1))"
ABOVE = """WITH RECURSIVE above AS (
    SELECT id, parent_id FROM {table} WHERE id = $2
    UNION SELECT it.id, it.parent_id FROM {table} it JOIN above ON it.id = above.parent_id
) SELECT 1 FROM above WHERE id = $1"""


async def lock_tree(deed: Deed, model: type[N]) -> None:
    """Let nobody else move rows of the table until the act is over: two moves make a circle."""
    await deed.connection.execute_query(LOCK, [f"tree of {model._meta.db_table}"])


async def is_above(deed: Deed, row: N, id: UUID) -> bool:
    """Whether the row with the key is the given one, or stands below it."""
    statement = ABOVE.format(table=row._meta.db_table)
    return bool(await deed.connection.execute_query_dict(statement, [row.id, id]))
