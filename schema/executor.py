"""The way of GraphQL's executor, for what is not one statement: introspection beside data.

Each root field is one statement by the same compiler; below it objects are the JSON that
PostgreSQL made, read by response key. Hence there is one truth for what a field means.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    ExecutionResult,
    Executor,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    default_field_resolver,
    default_type_resolver,
)
from graphql.execution.collect_fields import FieldDetails
from strawberry.utils.str_converters import to_snake_case

from hub.actor import Viewer
from hub.keys import Keys
from schema.compiler.catalogue import Catalogue
from schema.compiler.nodes import TYPE_KEY
from schema.compiler.plan import Operation, Plan, compile_field
from schema.mutating.declare import TOLD, is_asked
from schema.mutating.outline import Outline
from schema.readings import Readings


@dataclass(frozen=True, slots=True)
class Execution:
    """What the resolvers of one operation need."""

    reads: Any
    operation: Operation
    catalogue: Catalogue
    viewer: Viewer
    keys: Keys
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    """Of the payloads of mutations and the answers of rules, by response key."""
    readings: Readings = field(default_factory=Readings)
    """What desks read in the answers to all fields."""

    def taken(self, data: bytes, plan: Plan) -> Any:
        """What a statement answered, without what it tells us alone."""
        return json.loads(self.readings.taken_from(data, plan))


def prepare(schema: GraphQLSchema, *, resolve_mutation: Any) -> None:
    """Give every field of the schema the one resolver that fits it."""
    roots = {schema.query_type: _resolve_root, schema.mutation_type: resolve_mutation}
    for name, type_ in schema.type_map.items():
        if isinstance(type_, GraphQLObjectType) and not name.startswith("__"):
            type_.is_type_of = None
            usual = _resolve_name if name in TOLD or _is_problem(type_) else _resolve_key
            resolver = roots.get(type_, usual)
            for field in type_.fields.values():
                field.resolve = resolve_mutation if is_asked(field) else resolver
        elif isinstance(type_, GraphQLInterfaceType):
            type_.resolve_type = _resolve_type


async def execute(context: Execution) -> ExecutionResult:
    """Execute an operation field by field, with the variables as they have been read."""
    operation = context.operation
    definitions = {name: each.definition for name, each in operation.fragments.items()}
    executor: Executor[Any] = Executor(
        operation.schema,
        definitions,
        operation.fragments,
        None,
        context,
        operation.definition,
        operation.variables,
        default_field_resolver,
        default_type_resolver,
        default_field_resolver,
    )
    result: Any = executor.execute_operation()
    if not isinstance(result, ExecutionResult):
        result = await result
    answer: ExecutionResult = result
    return answer


async def _resolve_root(_: Any, info: GraphQLResolveInfo[Execution], **__: Any) -> Any:
    context = info.context
    key = str(info.path.key)
    details = [FieldDetails(node, None) for node in info.field_nodes]
    standing = context.viewer.actor.standing
    plan = compile_field(context.operation, context.catalogue, standing, key=key, details=details)
    values = plan.values(context.operation.variables.coerced, context.viewer)
    return context.taken(await context.reads.fetch_json(plan.sql, values), plan)[key]


def _resolve_key(source: Mapping[str, Any], info: GraphQLResolveInfo[Execution], **_: Any) -> Any:
    return source[str(info.path.key)]


def _resolve_name(source: Mapping[str, Any], info: GraphQLResolveInfo[Execution], **_: Any) -> Any:
    return source[to_snake_case(info.field_name)]


def _is_problem(type_: GraphQLObjectType) -> bool:
    return any(interface.name == "Problem" for interface in type_.interfaces)


def _resolve_type(source: Mapping[str, Any], *_: Any) -> str:
    return str(source[TYPE_KEY])
