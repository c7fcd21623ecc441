"""Arguments of fields: trees whose leaves remember whether a variable or the document gave them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    is_input_object_type,
)
from graphql.utilities import coerce_input_literal

from schema.compiler.binds import Binds

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar, an enum value, or a list of them; `path` leads to it within the variables."""

    value: Any
    path: Path | None = None

    def bind(self, binds: Binds, sql_type: str, convert: Callable[[Any], Any] | None = None) -> str:
        """The placeholder of the value as `sql_type`; `convert` is applied to it, never to null."""
        if self.path is not None:
            return binds.variable(self.path, sql_type, convert)
        value = self.value
        return binds.constant(
            value if convert is None or value is None else convert(value), sql_type
        )


Tree = Leaf | dict[str, Any] | list[Any]


def arguments(
    definition: GraphQLField, node: FieldNode, variables: Mapping[str, Any]
) -> dict[str, Tree]:
    """The arguments that a field was given; what was left out is not there."""
    found: dict[str, Tree] = {}
    for argument in node.arguments or ():
        name = argument.name.value
        tree = from_literal(argument.value, definition.args[name].type, variables)
        if tree is not None:
            found[name] = tree
    return found


def from_literal(
    node: ValueNode, type_: GraphQLInputType, variables: Mapping[str, Any]
) -> Tree | None:
    """The tree of a value in the document, or None where its variable was left out."""
    if isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    if isinstance(node, VariableNode):
        name = node.name.value
        return from_value(variables[name], type_, (name,)) if name in variables else None
    if isinstance(node, NullValueNode):
        return Leaf(None)
    if isinstance(type_, GraphQLList):
        return _list_literal(node, type_, variables)
    if is_input_object_type(type_) and isinstance(node, ObjectValueNode):
        fields = {
            field.name.value: from_literal(
                field.value, type_.fields[field.name.value].type, variables
            )
            for field in node.fields
        }
        return {name: tree for name, tree in fields.items() if tree is not None}
    return Leaf(_coerced(node, type_))


def _list_literal(node: ValueNode, type_: GraphQLList[Any], variables: Mapping[str, Any]) -> Tree:
    items = node.values if isinstance(node, ListValueNode) else (node,)
    trees = [from_literal(item, type_.of_type, variables) for item in items]
    given = [Leaf(None) if tree is None else tree for tree in trees]
    if not is_input_object_type(_bare(type_)) and all(_is_constant(tree) for tree in given):
        return Leaf([tree.value for tree in given if isinstance(tree, Leaf)])
    return given


def from_value(value: Any, type_: GraphQLInputType, path: Path) -> Tree:
    """The tree of a coerced variable."""
    if isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    if value is None or not is_input_object_type(_bare(type_)):
        return Leaf(value, path)
    if isinstance(type_, GraphQLList):
        return [from_value(item, type_.of_type, (*path, i)) for i, item in enumerate(value)]
    if not isinstance(type_, GraphQLInputObjectType):
        raise TypeError(type_)
    return {
        name: from_value(item, type_.fields[name].type, (*path, name))
        for name, item in value.items()
    }


def is_null(tree: Tree | None) -> bool:
    """Whether a value was left out or given as null."""
    return tree is None or (isinstance(tree, Leaf) and tree.value is None)


def _is_constant(tree: Tree) -> bool:
    return isinstance(tree, Leaf) and tree.path is None


def _bare(type_: Any) -> Any:
    while isinstance(type_, GraphQLList | GraphQLNonNull):
        type_ = type_.of_type
    return type_


def _coerced(node: ValueNode, type_: GraphQLInputType) -> Any:
    value = coerce_input_literal(node, type_)
    if value is Undefined:
        raise ValueError("A value that validation should have refused.")
    return value
