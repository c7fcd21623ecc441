"""From an operation to its one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema, OperationDefinitionNode
from graphql.execution.collect_fields import FieldDetails, FragmentDetails
from graphql.execution.values import VariableValues

from hub.actor import Standing, Viewer
from schema.compiler import connections, gathered, nodes, relations, search, shapes
from schema.compiler.binds import Binds
from schema.compiler.catalogue import Catalogue
from schema.compiler.declare import Entity
from schema.compiler.objects import selection
from schema.compiler.statement import Reading, RowScope, Selected, Statement, require_modest
from schema.tally import INTROSPECTION

SOURCES = (connections, gathered, nodes, relations, search)
"""The modules that register how each kind of source is compiled."""
KEYS = " keys"
"""Among the variables, the keys of the rows that are asked for; no variable has a blank in it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement that answers an operation with one JSON object."""

    sql: str
    binds: Binds
    readings: tuple[Reading, ...] = ()
    """The watched fields of which the answer tells, under keys of our own, whom they belong to."""

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
    own: frozenset[str] = frozenset()
    """The variables that hold the id of an organization of the viewer's."""
    cost: int = 0
    """What the answer costs, which is part of it if it is asked for."""

    def statement(self, catalogue: Catalogue, standing: Standing) -> Statement:
        return Statement(
            self.schema,
            catalogue,
            self.definition,
            self.fragments,
            self.variables,
            standing,
            self.own,
            self.cost,
        )


def compile_operation(operation: Operation, catalogue: Catalogue, standing: Standing) -> Plan:
    """The plan of a whole query, save introspection, for viewers of one standing."""
    statement = operation.statement(catalogue, standing)
    type_ = _query_type(operation)
    selected = {
        key: details
        for key, details in statement.root_fields(type_).items()
        if details[0].node.name.value not in INTROSPECTION
    }
    return _plan(statement, type_, selected)


def compile_field(
    operation: Operation,
    catalogue: Catalogue,
    standing: Standing,
    *,
    key: str,
    details: list[FieldDetails],
) -> Plan:
    """The plan of one root field alone, as an object with its response key."""
    statement = operation.statement(catalogue, standing)
    statement.typed = True
    return _plan(statement, _query_type(operation), {key: details})


def compile_rows(
    operation: Operation,
    catalogue: Catalogue,
    standing: Standing,
    *,
    entity: Entity,
    details: list[FieldDetails],
) -> Plan:
    """The plan of objects with the keys that are bound as KEYS: in their order, each as text under
    `answer`, null if it is not there.
    """
    statement = operation.statement(catalogue, standing)
    statement.typed = True
    keys, each = statement.binds.variable((KEYS,), "uuid[]", None), statement.alias()
    found = nodes.object_of(entity, f"{each}.key", details, beside=RowScope(statement, "", None))
    sql = (
        f"SELECT {found}::text AS answer"
        f" FROM unnest({keys}) WITH ORDINALITY AS {each}(key, place) ORDER BY {each}.place"
    )
    return finished(statement, sql)


def _query_type(operation: Operation) -> GraphQLObjectType:
    type_ = operation.schema.query_type
    if type_ is None:
        raise TypeError("The schema has no query type.")
    return type_


def _plan(statement: Statement, type_: GraphQLObjectType, selected: Selected) -> Plan:
    sql = shapes.one(selection(type_, selected, RowScope(statement, "", None)))[1:-1]
    return finished(statement, sql)


def finished(statement: Statement, sql: str) -> Plan:
    """The plan of a whole statement; raises RequestRefused if it has too many queries."""
    require_modest(sql.count("SELECT"))
    return Plan(*statement.binds.trimmed(sql), tuple(statement.readings))
