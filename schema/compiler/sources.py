"""Where a field of a GraphQL type comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tortoise.models import Model

from hub.policy import Predicate
from hub.sql import Sql


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a field that fills the place of the same name in its SQL.

    Without a value (left out or null) the place takes the viewer's value named by `default`,
    or is SQL null when there is none. `convert` makes what is bound of a value, or refuses it.
    """

    name: str
    type: type
    description: str
    place: str = ""
    default: str | None = None
    required: bool = False
    convert: Callable[[Any], Any] | None = None

    @property
    def annotation(self) -> str:
        """The argument's type as a quoted annotation."""
        return self.type.__name__ if self.required else f"{self.type.__name__} | None"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the row."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """An SQL expression over the row."""

    expression: Sql
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class ToOne:
    """The row that a foreign key, or a reverse one-to-one relation, leads to."""

    relation: str | None = None


@dataclass(frozen=True, slots=True)
class OneWhere:
    """The one row of the target type that satisfies a condition."""

    condition: Sql
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class ById:
    """The row of the target type whose global id is the field's argument `id`."""


@dataclass(frozen=True, slots=True)
class ToMany:
    """A page of the rows of a reverse or many-to-many relation."""

    relation: str | None = None
    order: tuple[str, ...] = ()
    condition: Sql | None = None
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class ManyWhere:
    """A page of the rows of the target type that satisfy a condition (all, without one)."""

    condition: Sql | None = None
    order: tuple[str, ...] = ()
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """A page of rows that stand in no table: queries make them, whose columns the fields name.

    There is one query for each term of the argument `by`; without a term, all are asked.
    """

    queries: Mapping[str, Sql]
    by: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class RowOf:
    """The object whose table and key two columns of the row hold."""

    table: str
    key: str
    models: tuple[type[Model], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An object that groups expressions over the same row."""

    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """A short list of objects made by a query of their own: the query's text, at most `most` rows;
    or one such object, where the field's type is no list.

    It is null where the condition `when` does not hold.
    """

    query: Sql
    most: int
    arguments: tuple[Argument, ...] = ()
    when: Sql | None = None
    weight: int = 1
    """What each object costs, where making it is more work than reading a row."""


@dataclass(frozen=True, slots=True)
class NodeOf:
    """The object with the global id given as argument `id`."""


@dataclass(frozen=True, slots=True)
class NodesOf:
    """The objects with the global ids given as argument `ids`, in that order."""


@dataclass(frozen=True, slots=True)
class Search:
    """A page of the objects whose search text matches the argument `query`, best first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """The object that a row of a search stands for."""


Given = tuple[str, str, str]
"""Name, annotation and description of an argument."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What happens, as it happens: each time an object over a row of `model`, seen by `seen_by`.

    `wish` makes of the values of the arguments what is to be followed, or refuses them; those that
    `places` names stand in the SQL of the object's fields.
    """

    model: type[Model]
    seen_by: Predicate
    wish: Callable[[Mapping[str, Any]], Any]
    arguments: tuple[Given, ...]
    places: Mapping[str, str] = field(default_factory=dict)


Source = (
    Column
    | Computed
    | ToOne
    | OneWhere
    | ById
    | ToMany
    | ManyWhere
    | Gathered
    | RowOf
    | Part
    | Rows
    | NodeOf
    | NodesOf
    | Search
    | Hit
    | Followed
)
