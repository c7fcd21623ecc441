"""Fields that are values, that lead to one object, or to objects named by their ids."""

from dataclasses import replace
from typing import Any

from schema.compiler.declare import ENTITIES
from schema.compiler.sources import (
    ById,
    Column,
    Computed,
    Hit,
    NodeOf,
    NodesOf,
    OneWhere,
    Part,
    RowOf,
    Rows,
    ToOne,
)
from tests.oracle.declared import is_list, python_name
from tests.oracle.declared_as_sql import CONDITIONS, WITHOUT_ROWS, short_list
from tests.oracle.derived.asked import at
from tests.oracle.forms import written
from tests.oracle.walk import Asked, finds


@finds(Column, Computed)
def leaf(asked: Asked, _: Any) -> Any:
    if asked.on in ENTITIES:
        value = asked.sight.leaf(
            asked.on, asked.name, asked.row, moment=asked.moment, given=asked.given
        )
    elif asked.on in WITHOUT_ROWS:
        value = WITHOUT_ROWS[asked.on][asked.name](asked.moment)
    else:
        value = asked.row[python_name(asked.definition)]
    return written(value)


@finds(ToOne)
def to_one(asked: Asked, _: Any) -> Any:
    related = asked.sight.one(asked.on, asked.name, asked.row)
    return asked.object(asked.target.name, related)


@finds(OneWhere)
def one_where(asked: Asked, _: Any) -> Any:
    condition = CONDITIONS[f"{asked.on}.{asked.name}"]
    rows = asked.sight.rows(asked.target.name).values()
    found = [row for row in rows if condition(row, asked.moment, asked.given)]
    return asked.object(asked.target.name, found[0] if found else None)


@finds(ById)
def by_id(asked: Asked, _: Any) -> Any:
    found = asked.sight.node(asked.given["id"])
    is_right = found is not None and found[0] == asked.target.name
    return asked.object(asked.target.name, found[1] if found and is_right else None)


@finds(Part)
def part(asked: Asked, source: Part) -> Any:
    moment = at(asked.moment, source.arguments, asked.given)
    # A group of fields is an object also where there is no row, as at the top.
    return replace(asked, moment=moment).object(asked.target.name, asked.row or {})


@finds(Rows)
def rows(asked: Asked, _: Any) -> Any:
    listed = short_list(
        asked.target.name,
        asked.row,
        moment=asked.moment,
        given=asked.given,
        figures=asked.walk.facts.figures,
    )
    if listed is None or not is_list(asked.definition):
        return asked.object(asked.target.name, listed[0]) if listed else None
    return [asked.object(asked.target.name, row) for row in listed]


@finds(NodeOf)
def node(asked: Asked, _: Any) -> Any:
    return _node(asked, asked.given["id"])


@finds(NodesOf)
def nodes(asked: Asked, _: Any) -> Any:
    return [_node(asked, each) for each in asked.given["ids"]]


@finds(RowOf)
def row_of(asked: Asked, _: Any) -> Any:
    type_name, row = asked.row.about
    return asked.object(type_name, asked.sight.rows(type_name).get(row.id))


@finds(Hit)
def hit(asked: Asked, _: Any) -> Any:
    return asked.object(asked.row["type"], asked.row["row"])


def _node(asked: Asked, global_id: str) -> Any:
    found = asked.sight.node(global_id)
    return None if found is None else asked.object(*found)
