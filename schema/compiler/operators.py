"""The operators of `where`: one value of a row against what a request gives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schema.compiler.binds import Binds
from schema.compiler.refusals import too_many
from schema.compiler.values import Leaf, Tree

MOST_VALUES = 100
LONGEST_TEXT = 5000
"""Characters that are looked for; a search takes longer the more there are."""

Convert = Callable[[Any], Any]

AMONG = {
    "in": "{0} = ANY({1})",
    # Of an empty list PostgreSQL says that nothing, not even null, is in it.
    "notIn": "({0} IS NOT NULL AND {0} <> ALL({1}))",
}
OVERLAPS = {"hasAny": "{0} && {1}", "hasAll": "{0} @> {1}"}
SCALARS = {
    "eq": "{0} = {1}",
    "ne": "{0} <> {1}",
    "lt": "{0} < {1}",
    "lte": "{0} <= {1}",
    "gt": "{0} > {1}",
    "gte": "{0} >= {1}",
    # What is looked for is folded by a query of its own: once, and not for each row.
    "contains": "strpos(hub_fold({0}), (SELECT hub_fold({1}))) > 0",
    "startsWith": "starts_with(hub_fold({0}), (SELECT hub_fold({1})))",
    "has": "{1} = ANY({0})",
}
LOOKS = frozenset({"contains", "startsWith"})


@dataclass(frozen=True, slots=True)
class Operand:
    """The value on the left: its SQL, its type, and how one or several given values become it."""

    expression: str
    sql_type: str
    single: Convert | None = None
    several: Convert | None = None


def condition(operand: Operand, name: str, given: Tree, *, binds: Binds) -> str:
    """The SQL of one operator; unknown where the row has no value."""
    if name in AMONG:
        return AMONG[name].format(operand.expression, _values(operand, given, binds))
    if name in OVERLAPS:
        listed = f"{operand.expression}::{operand.sql_type}[]"
        return OVERLAPS[name].format(listed, _values(operand, given, binds))
    if not isinstance(given, Leaf):
        raise TypeError(f"{name} takes a scalar.")
    if name == "isNull":
        return f"(({operand.expression} IS NULL) = {given.bind(binds, 'boolean')})"
    convert = looked_for if name in LOOKS else operand.single
    value = given.bind(binds, operand.sql_type, convert)
    return SCALARS[name].format(operand.expression, value)


def looked_for(text: str) -> str:
    """A text to look for, which must not be too long."""
    if len(text) > LONGEST_TEXT:
        what = "Characters to look for"
        raise too_many("TEXT_TOO_LONG", what, measured=len(text), limit=LONGEST_TEXT)
    return text


def _values(operand: Operand, given: Tree, binds: Binds) -> str:
    type_name = f"{operand.sql_type}[]"
    if isinstance(given, Leaf):
        if given.path is None:
            _require_short(given.value)
        return given.bind(binds, type_name, _bounded(operand.several))
    leaves = [leaf for leaf in given if isinstance(leaf, Leaf)]
    _require_short(leaves)
    places = (leaf.bind(binds, operand.sql_type, operand.single) for leaf in leaves)
    return f"ARRAY[{', '.join(places)}]::{type_name}"


def _bounded(convert: Convert | None) -> Convert:
    def checked(values: list[Any]) -> list[Any]:
        _require_short(values)
        return values if convert is None else list(convert(values))

    return checked


def _require_short(values: list[Any]) -> None:
    if len(values) > MOST_VALUES:
        raise too_many("LIST_TOO_LONG", "Values in a list", measured=len(values), limit=MOST_VALUES)
