"""How a GraphQL type says where each of its fields comes from, and who may see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, TypeVar

import strawberry
from tortoise.models import Model

from hub.policy import Policy
from hub.sql import Sql
from schema.compiler.quoted import set_aside
from schema.compiler.sources import (
    Argument,
    ById,
    Column,
    Computed,
    Followed,
    Gathered,
    Hit,
    ManyWhere,
    NodeOf,
    NodesOf,
    OneWhere,
    Part,
    RowOf,
    Rows,
    Search,
    Source,
    ToMany,
    ToOne,
)

SOURCE = "source"
"""Key of a field's source in the metadata of its Strawberry field."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option:
    """What else a field may be used for."""

    filterable: bool = True
    orderable: bool = True
    watched: bool = False
    """Whether it is recorded when a desk reads the field."""


@dataclass(frozen=True)
class Entity:
    """A GraphQL type and the rows behind it."""

    cls: type
    model: type[Model] | None
    prefix: str
    policy: Policy
    order: tuple[str, ...]
    search: tuple[str, ...] = ()
    search_where: Sql | None = None
    """Which rows `search` looks through, where it is not all of them."""

    @property
    def name(self) -> str:
        return self.cls.__name__


ENTITIES: dict[str, Entity] = {}
"""The row types of the schema by name."""
PARTS: dict[str, type] = {}
"""The object types without rows of their own, by name."""


def column(
    description: str, *, name: str | None = None, filterable: bool = True, orderable: bool = True
) -> Any:
    """A field that is a column; `name` where the column is called otherwise."""
    return _field(description, Column(name), Option(filterable, orderable))


def watched(description: str) -> Any:
    """A column of which it is recorded when a desk reads it.

    Nothing is ordered by it, for the cursors of such a list would tell it.
    """
    return _field(description, Column(), Option(orderable=False, watched=True))


def computed(
    expression: Sql,
    description: str,
    *,
    arguments: tuple[Argument, ...] = (),
    filterable: bool = True,
    orderable: bool = True,
) -> Any:
    """A field that is an SQL expression over the row."""
    option = Option(filterable and not arguments, orderable and not arguments)
    return _field(description, Computed(expression, arguments), option)


def to_one(description: str, *, relation: str | None = None) -> Any:
    """The row that the foreign key `relation` (default: the field's name) leads to, or null."""
    return _field(description, ToOne(relation), Option())


def to_many(
    description: str,
    *,
    relation: str | None = None,
    order: tuple[str, ...] = (),
    condition: Sql | None = None,
    arguments: tuple[Argument, ...] = (),
) -> Any:
    """A connection over the rows of `relation`, in `order` ("-" before a name descends)."""
    return _field(description, ToMany(relation, order, condition, arguments), Option())


def one_where(condition: Sql, description: str, *, arguments: tuple[Argument, ...] = ()) -> Any:
    """The row of the target type that satisfies `condition`, whose `{row}` is the target's row."""
    return _field(description, OneWhere(condition, arguments), Option())


def by_id(description: str) -> Any:
    """The row of the target type with the global id given as argument `id`, or null."""
    return _field(description, ById(), Option())


def many_where(
    description: str,
    *,
    condition: Sql | None = None,
    order: tuple[str, ...] = (),
    arguments: tuple[Argument, ...] = (),
) -> Any:
    """A connection over the target type's rows that satisfy `condition`."""
    return _field(description, ManyWhere(condition, order, arguments), Option())


def gathered(
    queries: Mapping[str, Sql], description: str, *, by: str, arguments: tuple[Argument, ...]
) -> Any:
    """A connection over the rows that `queries` make, one of them for each term of `by`."""
    return _field(description, Gathered(queries, by, arguments), Option())


def part_of(description: str, *, arguments: tuple[Argument, ...] = ()) -> Any:
    """An object that groups fields over the same row; its type is declared with `@part`.

    The places of its fields may name the arguments given here.
    """
    return _field(description, Part(arguments), Option())


def rows(
    query: Sql,
    description: str,
    *,
    most: int,
    arguments: tuple[Argument, ...] = (),
    when: Sql | None = None,
) -> Any:
    """A short list: `query` selects the columns that the target part's fields name; null where
    the condition `when` does not hold.
    """
    return _field(description, Rows(query, most, arguments, when), Option())


def made(
    query: Sql,
    description: str,
    *,
    weight: int,
    arguments: tuple[Argument, ...] = (),
    when: Sql | None = None,
) -> Any:
    """An object: `query` selects, in one row, the columns that the target part's fields name."""
    return _field(description, Rows(query, 1, arguments, when, weight), Option())


def entity(
    model: type[Model] | None,
    *,
    prefix: str,
    policy: Policy,
    order: tuple[str, ...] = (),
    search: tuple[str, ...] = (),
    search_where: Sql | None = None,
) -> Callable[[type[T]], type[T]]:
    """Declare a type whose objects are rows of `model`, or of queries where there is none.

    `prefix` begins its global ids; `order` names the fields of the usual order ("-" descends);
    `search` names the text columns by which `search` finds its rows, the weightiest first; whoever
    sees the row must be allowed to see them. `search_where` says which rows are looked through.
    The docstring is the type's description.
    """

    def declare(cls: type[T]) -> type[T]:
        set_aside(cls)
        declared = strawberry.type(cls, description=cleandoc(cls.__doc__ or ""))
        ENTITIES[cls.__name__] = Entity(
            declared, model, prefix, policy, order, search, search_where
        )
        return declared

    return declare


def part(cls: type[T]) -> type[T]:
    """Declare an object type without rows of its own: a group of fields, a figure, a root type."""
    set_aside(cls)
    declared = strawberry.type(cls, description=cleandoc(cls.__doc__ or ""))
    PARTS[cls.__name__] = declared
    return declared


def _field(description: str, source: Source, option: Option) -> Any:
    return strawberry.field(description=description, metadata={SOURCE: (source, option)})


def special(source: NodeOf | NodesOf | Search | Hit | RowOf | Followed, description: str) -> Any:
    """A field with a way of its own."""
    return _field(description, source, Option(filterable=False, orderable=False))
