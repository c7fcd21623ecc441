"""Documents that were met before: parsed, checked and validated once, with their plans."""

from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    parse,
    validate,
)
from graphql.execution.collect_fields import FragmentDetails

from schema.limits import Limits, check, parsed
from schema.mutating.declare import asked_of_rules
from schema.problems import PARSE_FAILED, VALIDATION_FAILED, refused
from schema.tally import INTROSPECTION
from schema.variables import Variables, declared

MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Known:
    """One operation of a document that may be executed."""

    document: DocumentNode
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: Variables
    introspects: bool
    asks_rules: bool
    """Whether it is not one statement because rules answer one of its fields."""

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
        _has_at_root(operation, fragments, INTROSPECTION),
        _has_at_root(operation, fragments, asked_of_rules(schema)),
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


def _has_at_root(
    operation: OperationDefinitionNode,
    fragments: dict[str, FragmentDetails],
    names: frozenset[str],
) -> bool:
    """Whether an operation selects a field of one of these names at its root."""
    waiting, spread = [operation.selection_set], set[str]()
    while waiting:
        for node in waiting.pop().selections:
            if isinstance(node, FieldNode) and node.name.value in names:
                return True
            if isinstance(node, InlineFragmentNode):
                waiting.append(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                waiting.append(fragments[node.name.value].definition.selection_set)
    return False
