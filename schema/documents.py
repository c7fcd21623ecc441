"""Documents that were met before: parsed, checked and validated once, with their plans."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    ListValueNode,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    parse,
    type_from_ast,
    validate,
    visit,
)
from graphql.execution.collect_fields import FragmentDetails

from schema.compiler.declare import ENTITIES
from schema.limits import Limits, check, parsed
from schema.node import prefixes
from schema.problems import PARSE_FAILED, VALIDATION_FAILED, refused

INTROSPECTION = frozenset({"__schema", "__type"})
MOST_ERRORS = 20


Shape = Callable[[Any], Hashable]


@dataclass(frozen=True, slots=True)
class Known:
    """One operation of a document that may be executed."""

    document: DocumentNode
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    shapes: Mapping[str, Shape]
    introspects: bool

    @property
    def is_static(self) -> bool:
        """Whether the answer depends on the schema alone."""
        fields = self.operation.selection_set.selections
        return not self.operation.variable_definitions and all(
            isinstance(field, FieldNode) and field.name.value in INTROSPECTION for field in fields
        )

    def shape(self, variables: Mapping[str, Any]) -> Hashable:
        """What of the variables decides the statement: which are there, and a few values."""
        if not self.shapes:
            return ()
        return tuple(
            shape(variables[name]) if name in variables else "absent"
            for name, shape in self.shapes.items()
        )


class Refused(Exception):
    """A document that is not executed: its errors as the body of the answer."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.body = body


def read(schema: GraphQLSchema, limits: Limits, *, query: str, operation_name: str | None) -> Known:
    """Parse, check and validate a document; raises Refused."""
    try:
        document = parsed(query, limits)
    except GraphQLError as error:
        raise Refused(refused([error], PARSE_FAILED)) from error
    if errors := check(document, limits):
        raise Refused(refused(errors[:MOST_ERRORS], VALIDATION_FAILED))
    if errors := validate(schema, document, max_errors=MOST_ERRORS, hide_suggestions=True):
        raise Refused(refused(errors, VALIDATION_FAILED))
    # Without the places of its tokens, which only errors of validation tell, it takes half the room.
    document = parse(query, no_location=True)
    operation = _chosen(document, operation_name)
    fragments = {
        node.name.value: FragmentDetails(node)
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    return Known(
        document, operation, fragments, _shapes(schema, document, operation), _introspects(document)
    )


def _chosen(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operations = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
    if name:
        named = [node for node in operations if node.name and node.name.value == name]
        if not named:
            raise _refusal("The document has no operation of the name in `operationName`.")
        return named[0]
    if len(operations) != 1:
        raise _refusal("The document has several operations: say which one in `operationName`.")
    return operations[0]


def _refusal(message: str) -> Refused:
    return Refused(refused([GraphQLError(message)], "OPERATION_UNKNOWN"))


def _introspects(document: DocumentNode) -> bool:
    found: list[str] = []

    class Finder(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            if node.name.value in INTROSPECTION:
                found.append(node.name.value)

    visit(document, Finder())
    return bool(found)


def _shapes(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode
) -> dict[str, Shape]:
    structural = _structural(document)
    shapes: dict[str, Shape] = {}
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        type_: Any = type_from_ast(schema, definition.type)
        shapes[name] = structural.get(name) or _shape(type_)
    return shapes


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
    if value is None:
        return None
    ids = value if isinstance(value, list) else [value]
    known = frozenset(entity.prefix for entity in ENTITIES.values())
    return len(ids), prefixes(ids) & known


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
