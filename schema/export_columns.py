"""The columns that the rows of an export have: one for each leaf that a query selects of a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import FieldDetails

from hub.sheets import Cell
from schema.compiler.refusals import RequestRefused
from schema.compiler.statement import Statement

SEPARATOR = "; "
"""Between the values of a list, which share a cell."""
READ: Mapping[str, Callable[[str], Cell]] = {"Date": date.fromisoformat, "Decimal": Decimal}
"""What answers write as text and sheets know as something else."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A leaf of a row, by the response keys that lead to it."""

    path: Path
    type: str

    @property
    def heading(self) -> str:
        return ".".join(self.path)

    def cell(self, row: Any) -> Cell:
        """What a row has there; nothing where an object on the way is null or of another type."""
        value = row
        for key in self.path:
            value = value.get(key) if value is not None else None
        if isinstance(value, list):
            return SEPARATOR.join(str(each) for each in value if each is not None)
        read = READ.get(self.type)
        leaf: Cell = value if read is None or value is None else read(value)
        return leaf


def columns_of(
    statement: Statement, type_: GraphQLNamedType, details: list[FieldDetails]
) -> tuple[Column, ...]:
    """The columns of rows of a type; raises RequestRefused for what is no value of a row."""
    found: dict[Path, Column] = {}
    _collect(found, statement, type_, details=details, path=())
    return tuple(found.values())


def _collect(
    found: dict[Path, Column],
    statement: Statement,
    type_: GraphQLNamedType,
    *,
    details: list[FieldDetails],
    path: Path,
) -> None:
    for possible in _possible(statement, type_):
        for key, below in statement.fields(possible, details).items():
            name, place = below[0].node.name.value, (*path, key)
            declared: Any = possible.fields[name].type if name != "__typename" else None
            named = get_named_type(declared) if declared else None
            if named is None or is_leaf_type(named):
                found.setdefault(place, Column(place, named.name if named else "String"))
            elif _is_list(declared):
                raise _nested(place)
            else:
                _collect(found, statement, named, details=below, path=place)


def _possible(statement: Statement, type_: GraphQLNamedType) -> list[GraphQLObjectType]:
    """The types that an object of the type may have, of each of which fields may be selected."""
    if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
        return list(statement.schema.get_possible_types(type_))
    return [statement.object_type(type_.name)]


def _is_list(type_: Any) -> bool:
    return isinstance(type_.of_type if isinstance(type_, GraphQLNonNull) else type_, GraphQLList)


def _nested(path: Path) -> RequestRefused:
    return RequestRefused(
        "EXPORT_NESTED_LIST",
        f"`{'.'.join(path)}` holds several objects, and a row has one value in each column: leave"
        " it out, ask for its `totalCount`, or export that list by itself.",
    )
