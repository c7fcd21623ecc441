"""What the oracle asks PostgreSQL itself, alone: the park's figures, and how well texts match."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.impact.derived import FIGURES
from schema.compiler.declare import ENTITIES
from tests.oracle.world.build import NOW

Figures = Mapping[date, list[dict[str, Any]]]
Ranks = Mapping[str, Mapping[tuple[str, UUID], float]]
"""For each query, how well the row of a type matches it."""

MOST_FIGURES = 100


@dataclass(frozen=True)
class Facts:
    """What has to be known in advance."""

    figures: Figures
    ranks: Ranks


async def facts(
    connection: BaseDBAsyncClient, days: Iterable[date], queries: Iterable[str]
) -> Facts:
    return Facts(await _of_days(connection, days), await _ranks(connection, queries))


async def _of_days(connection: BaseDBAsyncClient, days: Iterable[date]) -> Figures:
    """The figures of each day, of all themes."""
    return {day: await _figures(connection, day) for day in days}


async def _ranks(connection: BaseDBAsyncClient, queries: Iterable[str]) -> Ranks:
    """Which rows match each query, and how well."""
    found: dict[str, dict[tuple[str, UUID], float]] = {}
    for query in queries:
        found[query] = {}
        for name in ENTITIES:
            for row in await _matches(connection, name, query):
                found[query][name, row["id"]] = row["rank"]
    return found


async def _figures(connection: BaseDBAsyncClient, day: date) -> list[dict[str, Any]]:
    values: list[Any] = []
    known: Mapping[str, tuple[str, date | datetime | str | None]] = {
        "day": ("date", day),
        "today": ("date", NOW.date()),
        "now": ("timestamptz", NOW),
        "theme": ("text", None),
    }
    text = FIGURES.text
    for name, (sql_type, value) in known.items():
        if "{" + name + "}" in text:
            values.append(value)
            text = text.replace("{" + name + "}", f"${len(values)}::{sql_type}")
    return await connection.execute_query_dict(f"{text} LIMIT {MOST_FIGURES}", values)


async def _matches(
    connection: BaseDBAsyncClient, type_name: str, query: str
) -> list[dict[str, Any]]:
    entity = ENTITIES[type_name]
    if entity.model is None or not entity.search:
        return []
    weighed = [
        f"setweight(to_tsvector('italian', hub_fold(coalesce({column}, ''))), '{weight}')"
        for column, weight in zip(entity.search, "ADDDDDDD", strict=False)
    ]
    document = " || ".join(weighed)
    asked = "websearch_to_tsquery('italian', hub_fold($1::text))"
    return await connection.execute_query_dict(
        f"SELECT id, ts_rank({document}, {asked})::float8 AS rank"  # noqa: S608 - names of ours
        f" FROM {entity.model._meta.db_table} WHERE ({document}) @@ {asked}",
        [query],
    )
