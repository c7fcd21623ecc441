"""From an operation to its one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode
from graphql.execution.collect_fields import FieldDetails, FragmentDetails
from graphql.execution.values import VariableValues

from hub.actor import Viewer
from schema.compiler import connections, nodes, relations, search, shapes
from schema.compiler.binds import Binds
from schema.compiler.catalogue import Catalogue
from schema.compiler.objects import selection
from schema.compiler.statement import RowScope, Statement

SOURCES = (connections, nodes, relations, search)
"""The modules that register how each kind of source is compiled."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement that answers an operation with one JSON object."""

    sql: str
    binds: Binds

    def values(self, variables: Mapping[str, Any], viewer: Viewer) -> list[Any]:
        """The values of the placeholders for one request.

        Raises RequestRefused for a cursor of another list or a list that is too long.
        """
        return self.binds.values(variables, viewer)


@dataclass(frozen=True, slots=True)
class Operation:
    """A validated operation with the fragments of its document and coerced variables."""

    schema: GraphQLSchema
    definition: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues

    def statement(self, catalogue: Catalogue) -> Statement:
        return Statement(self.schema, catalogue, self.definition, self.fragments, self.variables)


def compile_operation(operation: Operation, catalogue: Catalogue) -> Plan:
    """The plan of a whole query."""
    statement = operation.statement(catalogue)
    type_ = operation.schema.query_type
    if type_ is None:
        raise TypeError("The schema has no query type.")
    selected = statement.root_fields(type_)
    pairs = selection(type_, selected, RowScope(statement, "", None))
    return Plan(*statement.binds.trimmed(shapes.one(pairs)[1:-1]))


def compile_field(
    operation: Operation, catalogue: Catalogue, *, key: str, details: list[FieldDetails]
) -> Plan:
    """The plan of one root field alone, as an object with its response key."""
    statement = operation.statement(catalogue)
    statement.typed = True
    type_ = operation.schema.query_type
    if type_ is None:
        raise TypeError("The schema has no query type.")
    pairs = selection(type_, {key: details}, RowScope(statement, "", None))
    return Plan(*statement.binds.trimmed(shapes.one(pairs)[1:-1]))
