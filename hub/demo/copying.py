"""From rows to what COPY takes: tables in the order of their foreign keys, values by column."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from tortoise import fields
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from hub.demo.rows import Link, Row, Rows

BATCH_ROWS = 5_000
"""Small enough for the progress to be seen, and for the triggers of a statement."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Records for one COPY."""

    table: str
    columns: list[str]
    records: list[tuple[object, ...]]


def batches(rows: Rows) -> Iterator[Batch]:
    """Everything that is to be written, what others refer to first."""
    for model in _in_order(rows):
        column_of = _columns(model)
        records = [_record(row, column_of, model) for row in rows.rows_of(model)]
        yield from _cut(model._meta.db_table, list(column_of), records)
    for model, links in rows.links():
        for relation in dict.fromkeys(link.relation for link in links):
            yield from _linked(model, relation, links)


def _in_order(rows: Rows) -> Iterator[type[Model]]:
    """The models of the rows, each after those that it refers to."""
    present = list(rows.models())
    graph = {model: _referred(model).intersection(present) - {model} for model in present}
    return iter(tuple(TopologicalSorter(graph).static_order()))


def _referred(model: type[Model]) -> set[type[Model]]:
    keys = (field for field in model._meta.fields_map.values())
    return {key.related_model for key in keys if isinstance(key, ForeignKeyFieldInstance)}


Encode = Callable[[object], object]


def _columns(model: type[Model]) -> Mapping[str, fields.Field[Any]]:
    """The columns of the model's table, with their fields."""
    meta = model._meta
    return {column: meta.fields_map[name] for name, column in meta.fields_db_projection.items()}


def _record(
    row: Row, column_of: Mapping[str, fields.Field[Any]], model: type[Model]
) -> tuple[object, ...]:
    if unknown := row.keys() - column_of.keys():
        raise ValueError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
    return tuple(
        _encoded(row[column] if column in row else _default(field), field)
        for column, field in column_of.items()
    )


def _default(field: fields.Field[Any]) -> object:
    return field.default() if callable(field.default) else field.default


def _encoded(value: object, field: fields.Field[Any]) -> object:
    return json.dumps(value) if isinstance(field, fields.JSONField) else value


def _linked(model: type[Model], relation: str, links: list[Link]) -> Iterator[Batch]:
    through: Any = model._meta.fields_map[relation]
    columns = [through.backward_key, through.forward_key]
    records = [(link.one, link.other) for link in links if link.relation == relation]
    yield from _cut(through.through, columns, list(records))


def _cut(table: str, columns: list[str], records: list[tuple[object, ...]]) -> Iterator[Batch]:
    for start in range(0, len(records), BATCH_ROWS):
        yield Batch(table, columns, records[start : start + BATCH_ROWS])
