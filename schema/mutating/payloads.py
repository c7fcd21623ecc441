"""Doing what a mutation asks for, and reading its answer back through the compiler."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLResolveInfo,
    get_named_type,
)
from graphql.execution.collect_fields import FieldDetails
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import logs
from hub.act import Order, perform, require_right
from hub.deed import Done
from hub.errors import HubError, OutcomeUnknown, Refused, TimedOut, Unauthenticated, Unavailable
from hub.inquiry import ask
from schema.compiler.plan import KEYS, Plan, compile_rows
from schema.compiler.statement import Statement
from schema.executor import Execution
from schema.mutating import inputs
from schema.mutating.declare import (
    INPUTS,
    Asked,
    Item,
    Items,
    Problems,
    Result,
    Results,
    Told,
    Written,
)
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
    """The resolver of every mutation, and of every question that rules answer."""
    context, parent = info.context, info.parent_type
    source = _source(context, parent.name, info.field_name)
    input_name = get_named_type(parent.fields[info.field_name].args["input"].type).name
    payload = _payload(info)
    try:
        if isinstance(source, Written):
            require_right(source.act, context.viewer.actor)
        wish = inputs.read(INPUTS[input_name], input)
        # Before anything is locked, for that takes a while, and once for all attempts.
        read = partial(payload.done, payload.plans())
        order = Order(
            context.viewer, context.keys, wish.key, wish.is_dry_run, logs.request_id.get()
        )
        if isinstance(source, Asked):
            return await ask(source.inquiry, wish.values, order=order, read=read)
        return await perform(source.act, wish.values, order=order, read=read)
    except Refused as refused:
        return payload.answered({}, refused)
    except tuple(CODES) as error:
        extensions = {"code": CODES[type(error)]}
        raise GraphQLError(str(error), info.field_nodes, extensions=extensions) from error


@dataclass(frozen=True, slots=True)
class Chosen:
    """A field that was selected of a payload."""

    source: Any
    """None of `__typename`."""
    type_name: str
    details: list[FieldDetails]
    below: "Mapping[str, Chosen]"
    """What was selected of each of the objects that an act tells."""

    @property
    def is_of_rows(self) -> bool:
        source = self.source
        return isinstance(source, Result | Results) or (isinstance(source, Item) and source.is_row)


@dataclass(frozen=True, slots=True)
class Payload:
    """The answer of a mutation: what was selected of it, by response key."""

    context: Execution
    chosen: Mapping[str, Chosen]

    def plans(self) -> dict[str, Plan]:
        """How the objects are read that it has."""
        inside = {
            f"{key}.{inner}": chosen
            for key, each in self.chosen.items()
            for inner, chosen in each.below.items()
        }
        return {
            key: self._plan(chosen)
            for key, chosen in {**self.chosen, **inside}.items()
            if chosen.is_of_rows
        }

    async def done(
        self, plans: Mapping[str, Plan], connection: BaseDBAsyncClient, done: Done
    ) -> dict[str, Any]:
        """The answer of what was done, read where it was done."""
        found: dict[str, Any] = {}
        for key, chosen in self.chosen.items():
            source = chosen.source
            if isinstance(source, Told):
                found[key] = source.tell(done, self.context.keys)
            elif isinstance(source, Result) and done.row_id is not None:
                (found[key],) = await self._rows(connection, plans[key], [done.row_id])
            elif isinstance(source, Results):
                ids = [UUID(id) for id in done.values[source.name][: source.most]]
                found[key] = await self._rows(connection, plans[key], ids)
            elif isinstance(source, Items):
                items = done.values[source.name][: source.most]
                found[key] = await self._items(connection, plans, items, key=key)
        return self.answered(found, Refused())

    def answered(self, found: Mapping[str, Any], refused: Refused) -> dict[str, Any]:
        """What was found, the problems, and null for the rest."""
        language = self.context.viewer.language
        problems = [told(refusal, language) for refusal in refused.refusals]
        return {
            key: problems[: chosen.source.most]
            if isinstance(chosen.source, Problems)
            else found.get(key)
            for key, chosen in self.chosen.items()
        }

    def _plan(self, chosen: Chosen) -> Plan:
        context = self.context
        return compile_rows(
            context.operation,
            context.catalogue,
            context.viewer.actor.standing,
            entity=context.catalogue.entity(chosen.type_name),
            details=chosen.details,
        )

    async def _items(
        self,
        connection: BaseDBAsyncClient,
        plans: Mapping[str, Plan],
        items: Sequence[Mapping[str, Any]],
        *,
        key: str,
    ) -> list[dict[str, Any]]:
        """Objects that the act tells, with the rows they lead to; each row is read once."""
        found: list[dict[str, Any]] = [{} for _ in items]
        for inner, chosen in self.chosen[key].below.items():
            if not isinstance(chosen.source, Item):
                continue
            values = [each[chosen.source.name] for each in items]
            if chosen.is_of_rows:
                ids = list(dict.fromkeys(values))
                rows = await self._rows(connection, plans[f"{key}.{inner}"], [*map(UUID, ids)])
                known = dict(zip(ids, rows, strict=True))
                values = [known[id] for id in values]
            for each, value in zip(found, values, strict=True):
                each[inner] = value
        return found

    async def _rows(
        self, connection: BaseDBAsyncClient, plan: Plan, ids: Sequence[UUID]
    ) -> list[Any]:
        """The objects in the order of their ids; None for what the viewer does not see."""
        variables = {**self.context.operation.variables.coerced, KEYS: ids}
        values = plan.values(variables, self.context.viewer)
        texts = [row["answer"] for row in await connection.execute_query_dict(plan.sql, values)]
        return [text and self.context.taken(text.encode(), plan) for text in texts]


def _payload(info: Info) -> Payload:
    context = info.context
    statement = context.operation.statement(context.catalogue, context.viewer.actor.standing)
    type_ = statement.object_type(get_named_type(info.return_type).name)
    return Payload(context, _chosen(context, statement, type_, nodes=info.field_nodes))


def _chosen(
    context: Execution,
    statement: Statement,
    type_: GraphQLObjectType,
    *,
    nodes: Iterable[FieldNode],
) -> dict[str, Chosen]:
    """What fields select of objects of a type."""
    chosen: dict[str, Chosen] = {}
    selected = statement.fields(type_, [FieldDetails(node, None) for node in nodes])
    for key, details in selected.items():
        name = details[0].node.name.value
        source, below = _source(context, type_.name, name), {}
        named = get_named_type(type_.fields[name].type) if name in type_.fields else type_
        if isinstance(source, Items) and isinstance(named, GraphQLObjectType):
            nodes = [each.node for each in details]
            below = _chosen(context, statement, named, nodes=nodes)
        chosen[key] = Chosen(source, named.name, details, below)
    return chosen


def _source(context: Execution, type_name: str, name: str) -> Any:
    field = context.catalogue.kinds[type_name].fields.get(name)
    return field.source if field else None
