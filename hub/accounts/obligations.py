"""What keeps a person from being erased: each cause, with its dates."""

from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.accounts.personal_rows import ASKED, ROW, filled, own, tables
from hub.accounts.retention import terms
from hub.actor import Viewer
from hub.keeping import RetentionKind, Term
from hub.personal import Hold, RetentionRequired
from hub.rows import Row
from hub.sql import Sql

PATH = ("input", "personId")
STANDING = """{asked} SELECT count(*) AS rows, min(found.since) AS since,
    CASE WHEN count(found.until) = count(*) THEN max(found.until) END AS until
FROM (SELECT {since} AS since, {until} AS until FROM {table} {row}
    WHERE {is_own} AND {condition}) found"""


async def obligations(
    connection: BaseDBAsyncClient, person_id: UUID, viewer: Viewer
) -> list[RetentionRequired]:
    """The causes for which the data of a person must be kept."""
    kept = await terms(connection)
    values = [person_id, viewer.today, viewer.now]
    standing: list[RetentionRequired] = []
    for model in tables():
        for hold in model.ties.holds if model.ties else ():
            (found,) = await connection.execute_query_dict(_statement(model, hold, kept), values)
            if found["rows"]:
                told = {"since": found["since"], "until": found["until"]}
                standing.append(hold.refusal(*PATH, count=found["rows"], **told))
    return standing


def _statement(model: type[Row], hold: Hold, kept: dict[RetentionKind, Term]) -> str:
    days = Sql(str(kept[hold.kind].days if hold.kind else 0))
    return STANDING.format(
        asked=ASKED,
        since=filled(hold.since, days=days),
        until=filled(hold.until, days=days),
        table=model._meta.db_table,
        row=ROW,
        is_own=own(model),
        condition=filled(hold.condition, days=days),
    )
