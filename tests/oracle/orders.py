"""`orderBy` in plain Python: rows without a value last, unless the direction says otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import get_named_type

from schema.compiler.sources import ToOne
from tests.oracle.declared import named, object_type, source_of, target
from tests.oracle.derived.moment import Moment
from tests.oracle.forms import fold
from tests.oracle.sight import Sight


@dataclass(frozen=True)
class Key:
    """One key of an order: the fields that lead to it, and which end comes first."""

    path: tuple[str, ...]
    direction: str

    @property
    def descends(self) -> bool:
        return self.direction.startswith("DESC")

    @property
    def nulls_first(self) -> bool:
        return self.direction.endswith("NULLS_FIRST")


Order = tuple[Key, ...]


@dataclass(frozen=True)
class Place:
    """Where a row stands in an order: what a cursor remembers."""

    order: Order
    values: tuple[Any, ...]

    def precedes(self, other: "Place") -> bool:
        for key, mine, theirs in zip(self.order, self.values, other.values, strict=True):
            if mine == theirs:
                continue
            if mine is None or theirs is None:
                return (mine is None) is key.nulls_first
            return bool(mine > theirs if key.descends else mine < theirs)
        return False


def order(
    type_name: str, given: Iterable[Mapping[str, Any]] | None, *, usual: tuple[str, ...]
) -> Order:
    """The keys that were asked for, else the usual ones; the row's own key decides at last."""
    keys = [_asked(entry) for entry in given or ()]
    keys = keys or [
        Key((named(type_name, name.lstrip("-")),), "DESC" if name.startswith("-") else "ASC")
        for name in usual
    ]
    if keys and keys[-1].path == ("id",):
        return tuple(keys)
    direction = keys[-1].direction if keys and not keys[-1].nulls_first else "ASC"
    return (*keys, Key(("id",), direction))


def place(sight: Sight, type_name: str, row: Any, *, order: Order, moment: Moment) -> Place:
    values = (_value(sight, type_name, row, path=key.path, moment=moment) for key in order)
    return Place(order, tuple(values))


def _asked(entry: Mapping[str, Any]) -> Key:
    (name, inner) = next(iter(entry.items()))
    if not isinstance(inner, Mapping):
        return Key((name,), str(inner))
    key = _asked(inner)
    return Key((name, *key.path), key.direction)


def _value(sight: Sight, type_name: str, row: Any, *, path: tuple[str, ...], moment: Moment) -> Any:
    definition = object_type(type_name).fields[path[0]]
    if path == ("id",):
        return row.id
    if isinstance(source_of(definition), ToOne):
        related = sight.one(type_name, path[0], row)
        to = target(definition).name
        if related is None:
            return None
        return _value(sight, to, related, path=path[1:], moment=moment)
    value = sight.leaf(type_name, path[0], row, moment=moment)
    is_text = get_named_type(definition.type).name == "String"
    return fold(value) if is_text and value is not None else value
