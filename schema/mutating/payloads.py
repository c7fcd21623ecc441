"""Doing what a mutation asks for, and reading its answer back through the compiler."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from graphql import GraphQLError, GraphQLObjectType, GraphQLResolveInfo, get_named_type
from graphql.execution.collect_fields import FieldDetails
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import logs
from hub.act import Order, perform, require_right
from hub.deed import Done
from hub.errors import HubError, OutcomeUnknown, Refused, TimedOut, Unauthenticated, Unavailable
from schema.compiler.declare import Entity
from schema.compiler.plan import Plan, compile_row
from schema.executor import Execution
from schema.mutating import inputs
from schema.mutating.declare import INPUTS, Problems, Result, Results, Told
from schema.mutating.problems import told

CODES: Mapping[type[HubError], str] = {
    Unauthenticated: "UNAUTHENTICATED",
    OutcomeUnknown: "OUTCOME_UNKNOWN",
    Unavailable: "UNAVAILABLE",
    TimedOut: "TIMED_OUT",
}
"""What is no matter of business stands among the errors of the answer."""

Info = GraphQLResolveInfo[Execution]


async def resolve(_: Any, info: Info, *, input: Mapping[str, Any]) -> dict[str, Any]:
    """The resolver of every mutation."""
    context, parent = info.context, info.parent_type
    written = _source(info, parent, info.field_name)
    name = f"{info.field_name[0].upper()}{info.field_name[1:]}Input"
    try:
        require_right(written.act, context.viewer.actor)
        wish = inputs.read(INPUTS[name], input)
        order = Order(
            context.viewer, context.keys, wish.key, wish.is_dry_run, logs.request_id.get()
        )
        return await perform(written.act, wish.values, order=order, read=partial(_done, info))
    except Refused as refused:
        return _answered(info, {}, refused)
    except tuple(CODES) as error:
        extensions = {"code": CODES[type(error)]}
        raise GraphQLError(str(error), info.field_nodes, extensions=extensions) from error


async def _done(info: Info, connection: BaseDBAsyncClient, done: Done) -> dict[str, Any]:
    """The payload of what was done, read where it was done."""
    found: dict[str, Any] = {}
    for key, details in _selected(info).items():
        name = details[0].node.name.value
        source = _source(info, _payload(info), name)
        if isinstance(source, Told):
            found[key] = source.tell(done, info.context.keys)
        elif isinstance(source, Result) and done.row_id is not None:
            (found[key],) = await _rows(info, connection, [done.row_id], details=details)
        elif isinstance(source, Results):
            ids = [UUID(id) for id in done.values[source.name][: source.most]]
            found[key] = await _rows(info, connection, ids, details=details)
    return _answered(info, found, Refused())


async def _rows(
    info: Info,
    connection: BaseDBAsyncClient,
    ids: Sequence[UUID],
    *,
    details: list[FieldDetails],
) -> list[Any]:
    name = details[0].node.name.value
    entity = info.context.catalogue.entity(_type_of(_payload(info), name))
    plans = [_plan(info, entity, id, details=details) for id in ids]
    return [await _read(info.context, connection, plan) for plan in plans]


def _plan(info: Info, entity: Entity, key: UUID, *, details: list[FieldDetails]) -> Plan:
    return compile_row(
        info.context.operation,
        info.context.catalogue,
        info.context.viewer.actor.standing,
        entity=entity,
        key=key,
        details=details,
    )


async def _read(context: Execution, connection: BaseDBAsyncClient, plan: Plan) -> Any:
    values = plan.values(context.operation.variables.coerced, context.viewer)
    (row,) = await connection.execute_query_dict(plan.sql, values)
    text = row["answer"]
    return None if text is None else context.taken(text.encode(), plan)


def _answered(info: Info, found: Mapping[str, Any], refused: Refused) -> dict[str, Any]:
    """The payload by response key: what was found, the problems, and null for the rest."""
    language = info.context.viewer.language
    problems = [told(refusal, language) for refusal in refused.refusals]
    answer: dict[str, Any] = {}
    for key, details in _selected(info).items():
        source = _source(info, _payload(info), details[0].node.name.value)
        is_problems = isinstance(source, Problems)
        answer[key] = problems[: source.most] if is_problems else found.get(key)
    return answer


def _payload(info: Info) -> GraphQLObjectType:
    type_ = get_named_type(info.return_type)
    if not isinstance(type_, GraphQLObjectType):
        raise TypeError(f"{type_.name} is not a payload.")
    return type_


def _type_of(type_: GraphQLObjectType, name: str) -> str:
    return str(get_named_type(type_.fields[name].type).name)


def _selected(info: Info) -> Mapping[str, list[FieldDetails]]:
    context = info.context
    details = [FieldDetails(node, None) for node in info.field_nodes]
    statement = context.operation.statement(context.catalogue, context.viewer.actor.standing)
    return statement.fields(_payload(info), details)


def _source(info: Info, type_: GraphQLObjectType, name: str) -> Any:
    field = info.context.catalogue.kinds[type_.name].fields.get(name)
    return field.source if field else None  # __typename
