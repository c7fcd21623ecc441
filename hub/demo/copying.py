"""From rows to what COPY takes: tables in the order of their foreign keys, values by column."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import islice
from typing import Any

from tortoise import fields
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from hub.demo.rows import Link, Row, Rows

BATCH_ROWS = 5_000
"""Few enough for the progress to be seen, and for what a table's triggers do with a statement."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Records for one COPY."""

    table: str
    columns: list[str]
    records: list[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and what stands in it where a row says nothing."""

    name: str
    default: object
    is_json: bool

    def of(self, row: Row) -> object:
        value = row.get(self.name, self.default)
        return json.dumps(value) if self.is_json else value


def batches(rows: Rows) -> Iterator[Batch]:
    """Everything that is to be written, what others refer to first."""
    for model in _in_order(rows):
        columns = _columns(model)
        _require_columns(model, columns, rows.rows_of(model))
        records = (tuple(column.of(row) for column in columns) for row in rows.rows_of(model))
        yield from _cut(model._meta.db_table, [column.name for column in columns], records)
    for model, links in rows.links():
        for relation in dict.fromkeys(link.relation for link in links):
            yield from _linked(model, relation, links)


def _in_order(rows: Rows) -> Iterator[type[Model]]:
    """The models of the rows, each after those that it refers to."""
    present = list(rows.models())
    graph = {model: _referred(model).intersection(present) - {model} for model in present}
    return iter(tuple(TopologicalSorter(graph).static_order()))


def _referred(model: type[Model]) -> set[type[Model]]:
    relations = model._meta.fields_map.values()
    keys = [field for field in relations if isinstance(field, ForeignKeyFieldInstance)]
    return {key.related_model for key in keys}


def _columns(model: type[Model]) -> list[Column]:
    meta = model._meta
    known = ((name, meta.fields_map[field]) for field, name in meta.fields_db_projection.items())
    return [
        Column(name, _default(field), isinstance(field, fields.JSONField)) for name, field in known
    ]


def _default(field: fields.Field[Any]) -> object:
    return field.default() if callable(field.default) else field.default


def _require_columns(model: type[Model], columns: list[Column], rows: list[Row]) -> None:
    names = {column.name for column in columns}
    if unknown := {name for row in rows for name in row} - names:
        raise ValueError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")


def _linked(model: type[Model], relation: str, links: list[Link]) -> Iterator[Batch]:
    through: Any = model._meta.fields_map[relation]
    columns = [through.backward_key, through.forward_key]
    records = ((link.one, link.other) for link in links if link.relation == relation)
    yield from _cut(through.through, columns, records)


def _cut(table: str, columns: list[str], records: Iterator[tuple[object, ...]]) -> Iterator[Batch]:
    while part := list(islice(records, BATCH_ROWS)):
        yield Batch(table, columns, part)
