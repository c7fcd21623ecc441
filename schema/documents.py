"""Documents that were met before: parsed, checked and validated once, with their plans."""

from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    Visitor,
    parse,
    validate,
    visit,
)
from graphql.execution.collect_fields import FragmentDetails

from schema.limits import Limits, check, parsed
from schema.problems import PARSE_FAILED, VALIDATION_FAILED, refused
from schema.variables import Variables, declared

INTROSPECTION = frozenset({"__schema", "__type"})
MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Known:
    """One operation of a document that may be executed."""

    document: DocumentNode
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: Variables
    introspects: bool

    @property
    def is_static(self) -> bool:
        """Whether the answer depends on the schema alone."""
        fields = self.operation.selection_set.selections
        return not self.variables and all(
            isinstance(field, FieldNode) and field.name.value in INTROSPECTION for field in fields
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
        document,
        operation,
        fragments,
        declared(schema, document, operation),
        _introspects(document),
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
