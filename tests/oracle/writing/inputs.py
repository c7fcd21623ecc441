"""Arguments of random documents: literals, and variables with types, defaults and two values."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_nullable_type,
)

from tests.oracle.writing.choice import Choice

ABSENT = object()
"""The value of a variable that is left out."""


@dataclass(frozen=True)
class Variable:
    """A variable of a document, with a value for each of two requests."""

    name: str
    type: str
    default: str | None
    values: tuple[Any, Any]

    def __str__(self) -> str:
        return f"${self.name}: {self.type}" + (f" = {self.default}" if self.default else "")


@dataclass(frozen=True)
class Use:
    """Where a variable stands within a literal."""

    name: str


@dataclass
class Inputs:
    """The variables of one document in the making."""

    choice: Choice
    variables: list[Variable] = field(default_factory=list)

    def given(self, type_: GraphQLInputType, make: Callable[[], Any], *, percent: int = 30) -> Any:
        """A value that stands in the document, or a variable for it."""
        return self.variable(type_, make) if self.choice.chance(percent) else make()

    def variable(self, type_: GraphQLInputType, make: Callable[[], Any]) -> Use:
        """A new variable that may stand where `type_` is expected."""
        is_required = isinstance(type_, GraphQLNonNull)
        bare: Any = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        has_default = self.choice.chance(30)
        choices = [make]
        if has_default or not is_required:
            choices.append(lambda: ABSENT)
        if not is_required:
            choices.append(lambda: None)
        is_strict = self.choice.chance(20) if not is_required else not has_default
        values = (
            self._value(choices, make, is_strict=is_strict),
            self._value(choices, make, is_strict=is_strict),
        )
        return self.declare(
            f"{bare}!" if is_strict else f"{bare}",
            literal(make(), bare) if has_default and not is_strict else None,
            values,
        )

    def declare(self, type_: str, default: str | None, values: tuple[Any, Any]) -> Use:
        name = f"v{len(self.variables)}"
        self.variables.append(Variable(name, type_, default, values))
        return Use(name)

    def values(self, position: int) -> dict[str, Any]:
        """The variables of the first or of the second request."""
        return {
            each.name: each.values[position]
            for each in self.variables
            if each.values[position] is not ABSENT
        }

    def _value(
        self, choices: list[Callable[[], Any]], make: Callable[[], Any], *, is_strict: bool
    ) -> Any:
        return make() if is_strict else self.choice.among(choices)()


def literal(value: Any, type_: GraphQLInputType) -> str:
    """A value as it is written in a document."""
    if isinstance(value, Use):
        return f"${value.name}"
    if value is None:
        return "null"
    bare: Any = get_nullable_type(type_)
    if isinstance(bare, GraphQLList | GraphQLInputObjectType):
        return _list(value, bare) if isinstance(bare, GraphQLList) else _object(value, bare)
    return str(value) if isinstance(bare, GraphQLEnumType) else json.dumps(value)


def _list(value: Any, type_: GraphQLList[Any]) -> str:
    if not isinstance(value, list):
        return literal(value, type_.of_type)
    return f"[{', '.join(literal(each, type_.of_type) for each in value)}]"


def _object(value: Mapping[str, Any], type_: GraphQLInputObjectType) -> str:
    parts = (f"{name}: {literal(each, type_.fields[name].type)}" for name, each in value.items())
    return "{" + ", ".join(parts) + "}"
