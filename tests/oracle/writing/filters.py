"""Random `where` and `orderBy`: nested, across relations, with variables anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    get_named_type,
)

from tests.oracle.declared import SCHEMA, is_watched
from tests.oracle.writing.choice import Choice
from tests.oracle.writing.ground import MOST_VALUES, Ground
from tests.oracle.writing.inputs import Inputs

MOST_RELATIONS = 3


@dataclass(frozen=True)
class Filters:
    """Writes filters and orders; without `inputs`, only constants."""

    choice: Choice
    ground: Ground
    inputs: Inputs | None
    is_across: bool = False
    """Whether the conditions are on rows to which a relation leads."""

    @property
    def constant(self) -> "Filters":
        return replace(self, inputs=None)

    @property
    def across(self) -> "Filters":
        return replace(self, is_across=True)

    def where(self, type_name: str, depth: int = 0) -> dict[str, Any]:
        """Conditions on a type; few of them ask nothing at all."""
        fields = _input(f"{type_name}Filter").fields
        if self.is_across:
            # Of these a desk is refused there.
            fields = {name: fields[name] for name in fields if not is_watched(type_name, name)}
        leaves = [name for name, each in fields.items() if not _is_nested(each)]
        asked = dict.fromkeys(
            self.choice.among(leaves if self.choice.chance(60) else list(fields))
            for _ in range(self.choice.number(1, 3))
        )
        return {
            name: self._given(
                fields[name].type, lambda inner, at=name: inner._entry(type_name, at, depth)
            )
            for name in asked
            if depth < MOST_RELATIONS or not _is_nested(fields[name])
        }

    def order_by(self, type_name: str) -> Any:
        """Keys of an order: several, one, or none; a list of one may be written without brackets."""
        keys = [self.key(type_name) for _ in range(self.choice.number(0, 3))]
        return keys[0] if len(keys) == 1 and self.choice.chance(30) else keys

    def key(self, type_name: str, depth: int = 0) -> dict[str, Any]:
        fields = _input(f"{type_name}Order").fields
        names = [name for name, each in fields.items() if depth < 2 or not _is_nested(each)]
        name = self.choice.among(names)
        named = get_named_type(fields[name].type)
        if isinstance(named, GraphQLEnumType):
            directions = list(named.values)
            return {name: self.choice.among(directions)}
        return {name: self.key(named.name.removesuffix("Order"), depth + 1)}

    def _entry(self, type_name: str, name: str, depth: int) -> Any:
        if name in {"and", "or"}:
            return [self.where(type_name, depth + 1) for _ in range(self.choice.number(0, 2))]
        if name == "not":
            return self.where(type_name, depth + 1)
        type_ = get_named_type(_input(f"{type_name}Filter").fields[name].type)
        if type_.name.endswith("ListFilter") and "some" in _input(type_.name).fields:
            related = type_.name.removesuffix("ListFilter")
            quantifiers = dict.fromkeys(self.choice.some(["some", "none", "every"], most=2))
            return {each: self.across.where(related, depth + 1) for each in quantifiers}
        if "and" in _input(type_.name).fields:
            return self.across.where(type_.name.removesuffix("Filter"), depth + 1)
        return self._leaf(_input(type_.name), self.ground.values(type_name, name))

    def _leaf(self, type_: GraphQLInputObjectType, values: Any) -> dict[str, Any]:
        operators = list(type_.fields)
        names = dict.fromkeys(self.choice.among(operators) for _ in range(self.choice.number(1, 2)))

        def value(name: str, filters: Filters) -> Any:
            if name == "isNull":
                return filters.choice.chance(50)
            if isinstance(type_.fields[name].type, GraphQLList):
                listed = filters.choice.some(values, most=3)
                return listed[0] if len(listed) == 1 and filters.choice.chance(20) else listed
            return filters.choice.among(
                values[: MOST_VALUES if filters.choice.chance(60) else None]
            )

        return {
            name: self._given(type_.fields[name].type, lambda inner, at=name: value(at, inner))
            for name in names
        }

    def _given(self, type_: GraphQLInputType, make: Any) -> Any:
        """A value, null, or a variable whose value holds no variable itself."""
        if self.choice.chance(4):
            return None
        if self.inputs is None or not self.choice.chance(20):
            return make(self)
        return self.inputs.variable(type_, lambda: make(self.constant))


def _input(name: str) -> GraphQLInputObjectType:
    type_ = SCHEMA.type_map[name]
    if not isinstance(type_, GraphQLInputObjectType):
        raise TypeError(f"{name} is no input type.")
    return type_


def _is_nested(field: GraphQLInputField) -> bool:
    """Whether the field leads to conditions, or keys, of another type."""
    named = get_named_type(field.type)
    inner: Mapping[str, Any] = getattr(named, "fields", {})
    return isinstance(named, GraphQLInputObjectType) and (
        "and" in inner or "some" in inner or named.name.endswith("Order")
    )
