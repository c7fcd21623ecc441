"""The variables of an operation: how their values are read, and what of them decides a statement."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    GraphQLEnumType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    ListValueNode,
    OperationDefinitionNode,
    Undefined,
    VariableNode,
    Visitor,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_non_null_type,
    type_from_ast,
    visit,
)
from graphql.utilities import coerce_input_literal, coerce_input_value

from hub.actor import Actor
from schema.compiler.declare import ENTITIES
from schema.node import join_id, prefix_of

Shape = Callable[[Any], Hashable]
ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Variable:
    """One that an operation declares."""

    name: str
    type: GraphQLInputType
    default: Any
    """Undefined without one."""
    shape: Shape
    read: Callable[[Any], Any]
    """Yields the value as the type has it; Undefined for what is none of its type."""

    @property
    def is_required(self) -> bool:
        return self.default is Undefined and is_non_null_type(self.type)


Variables = tuple[Variable, ...]


def declared(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode
) -> Variables:
    """The variables of an operation of a valid document."""
    structural = _structural(document)
    made = []
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        type_: Any = type_from_ast(schema, definition.type)
        literal = definition.default_value
        default = coerce_input_literal(literal, type_) if literal else Undefined
        shape = structural.get(name) or _shape(type_)
        made.append(Variable(name, type_, default, shape, _reader(type_)))
    return tuple(made)


def coerced(variables: Variables, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The values that the variables have; None when one of them is not of its type.

    It says the same as graphql.execution.values, which reads the types of the variables anew in
    each request, but not what is wrong.
    """
    values: dict[str, Any] = {}
    for variable in variables:
        if variable.name in given:
            value = variable.read(given[variable.name])
            if value is Undefined:
                return None
            values[variable.name] = value
        elif variable.is_required:
            return None
        elif variable.default is not Undefined:
            values[variable.name] = variable.default
    return values


def _reader(type_: GraphQLInputType) -> Callable[[Any], Any]:
    """How a value of the type is read; for a leaf without asking each time what the type is."""
    named = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if not isinstance(named, GraphQLScalarType | GraphQLEnumType):
        return lambda value: coerce_input_value(value, type_)
    parse, none = named.coerce_input_value, None if named is type_ else Undefined

    def read(value: Any) -> Any:
        try:
            return none if value is None else parse(value)
        except Exception:  # noqa: BLE001 - as GraphQL has it: whatever the scalar raises
            return Undefined

    return read


def shape(variables: Variables, values: Mapping[str, Any]) -> Hashable:
    """What of the values decides the statement: which are there, and a few of them."""
    return tuple(
        [
            variable.shape(values[variable.name]) if variable.name in values else ABSENT
            for variable in variables
        ]
    )


def own(values: Mapping[str, Any], actor: Actor) -> frozenset[str]:
    """The variables that hold the id of an organization of the actor's.

    Who asks about the own organization, as most do, sees what belongs to it: its statement needs
    not ask so of each row.
    """
    if not actor.organization_ids:
        return frozenset()
    prefix = ENTITIES["Organization"].prefix
    ids = {join_id(prefix, key) for key in actor.organization_ids}
    return frozenset(
        name for name, value in values.items() if isinstance(value, str) and value in ids
    )


def _structural(document: DocumentNode) -> dict[str, Shape]:
    """The variables that say how large a page is, or of which types objects are asked for."""
    found: dict[str, Shape] = {}

    class Finder(Visitor):
        def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
            shape = STRUCTURAL.get(node.name.value)
            items = node.value.values if isinstance(node.value, ListValueNode) else (node.value,)
            for item in items:
                if shape is not None and isinstance(item, VariableNode):
                    found[item.name.value] = shape

    visit(document, Finder())
    return found


def _size(value: int | None) -> Hashable:
    return value


def _meant(value: Any) -> Hashable:
    """How many objects are asked for, and of which types."""
    if isinstance(value, str):
        prefix = prefix_of(value)
        return 1, prefix if prefix in _prefixes() else None
    if value is None:
        return None
    return len(value), frozenset(map(prefix_of, filter(None, value))) & _prefixes()


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(entity.prefix for entity in ENTITIES.values())


STRUCTURAL: Mapping[str, Shape] = {"first": _size, "last": _size, "id": _meant, "ids": _meant}
"""Arguments whose value decides the statement, and what an operation costs."""


def _shape(type_: GraphQLInputType) -> Shape:
    """How a value of the type decides a statement: its structure, not what its leaves hold."""
    if isinstance(type_, GraphQLNonNull):
        return _shape(type_.of_type)
    named: Any = get_named_type(type_)
    if not is_input_object_type(named):
        decides = not isinstance(type_, GraphQLList) and (
            is_enum_type(named) or named.name == "Boolean"
        )
        return _by_value if decides else _by_presence
    if isinstance(type_, GraphQLList):
        inner = _shape(type_.of_type)
        return lambda value: None if value is None else tuple(inner(item) for item in value)
    return lambda value: _object_shape(named, value)


def _object_shape(type_: Any, value: Any) -> Hashable:
    if value is None:
        return None
    return tuple((name, _shape(type_.fields[name].type)(item)) for name, item in value.items())


def _by_value(value: Any) -> Hashable:
    return str(value)


def _by_presence(value: Any) -> Hashable:
    return value is None
