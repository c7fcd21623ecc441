"""What a measure of the park is, and the usual way to take one."""

from dataclasses import dataclass

from hub.impact.terms import Theme, Unit
from hub.sql import Sql, composed


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure that the hub computes.

    Its query yields rows of (amount, parties, as_of): the number, how many parties it tells of
    (null where it tells of none, as with desks), and the day for which it holds (null: the day
    that is asked about). It is derived from dated facts, so that the same question about the same
    day has the same answer next year, unless a fact is corrected.
    """

    key: str
    theme: Theme
    unit: Unit
    definition: str
    source: str
    query: Sql


def counted(table: str, alias: str, condition: Sql, *, tells_of_parties: bool = True) -> Sql:
    """The rows of a table that satisfy a condition over the alias, each of them one party."""
    parties = "count(*)" if tells_of_parties else "NULL::bigint"
    return composed(
        """SELECT count(*)::numeric AS amount, {parties} AS parties, NULL::date AS as_of
        FROM {table} {alias} WHERE {condition}""",
        parties=Sql(parties),
        table=Sql(table),
        alias=Sql(alias),
        condition=condition,
    )
