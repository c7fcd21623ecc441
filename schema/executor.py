"""The way of GraphQL's executor, for what is not one statement: introspection beside data.

Each root field is one statement by the same compiler; below it objects are the JSON that
PostgreSQL made, read by response key. Hence there is one truth for what a field means.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
)
from graphql import execute as run
from graphql.execution.collect_fields import FieldDetails

from hub.actor import Viewer
from schema.compiler.catalogue import Catalogue
from schema.compiler.nodes import TYPE_KEY
from schema.compiler.plan import Operation, compile_field


@dataclass(frozen=True, slots=True)
class Execution:
    """What the resolvers of one operation need."""

    reads: Any
    operation: Operation
    catalogue: Catalogue
    viewer: Viewer


def prepare(schema: GraphQLSchema) -> None:
    """Give every field of the schema the one resolver that fits it."""
    for name, type_ in schema.type_map.items():
        if isinstance(type_, GraphQLObjectType) and not name.startswith("__"):
            type_.is_type_of = None
            resolver = _resolve_root if type_ is schema.query_type else _resolve_key
            for field in type_.fields.values():
                field.resolve = resolver
        elif isinstance(type_, GraphQLInterfaceType):
            type_.resolve_type = _resolve_type


async def execute(
    context: Execution, document: DocumentNode, variables: Mapping[str, Any] | None
) -> ExecutionResult:
    """Execute an operation field by field."""
    name = context.operation.definition.name
    result = run(
        context.operation.schema,
        document,
        context_value=context,
        variable_values=dict(variables or {}),
        operation_name=name.value if name else None,
    )
    return result if isinstance(result, ExecutionResult) else await result


async def _resolve_root(_: Any, info: GraphQLResolveInfo[Execution], **__: Any) -> Any:
    context = info.context
    key = str(info.path.key)
    details = [FieldDetails(node, None) for node in info.field_nodes]
    standing = context.viewer.actor.standing
    plan = compile_field(context.operation, context.catalogue, standing, key=key, details=details)
    values = plan.values(context.operation.variables.coerced, context.viewer)
    return json.loads(await context.reads.fetch_json(plan.sql, values))[key]


def _resolve_key(source: Mapping[str, Any], info: GraphQLResolveInfo[Execution], **_: Any) -> Any:
    return source[str(info.path.key)]


def _resolve_type(source: Mapping[str, Any], *_: Any) -> str:
    return str(source[TYPE_KEY])
