"""Doing what a mutation asks for, and reading its answer back through the compiler."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql import GraphQLError, GraphQLResolveInfo, get_named_type
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import logs
from hub.act import Order, perform, require_right
from hub.deed import Done
from hub.errors import HubError, OutcomeUnknown, Refused, TimedOut, Unauthenticated, Unavailable
from hub.inquiry import ask
from schema.compiler.plan import KEYS, Plan
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
from schema.mutating.outline import Outline, source_of
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
    source = source_of(context.catalogue, parent.name, info.field_name)
    input_name = get_named_type(parent.fields[info.field_name].args["input"].type).name
    payload = Payload(context, context.outlines[str(info.path.key)])
    try:
        if isinstance(source, Written):
            require_right(source.act, context.viewer.actor)
        wish = inputs.read(INPUTS[input_name], input)
        order = Order(
            context.viewer,
            context.keys,
            wish.key,
            wish.is_dry_run,
            logs.request_id.get(),
            payload.outline.reads_record,
        )
        if isinstance(source, Asked):
            return await ask(source.inquiry, wish.values, order=order, read=payload.done)
        return await perform(source.act, wish.values, order=order, read=payload.done)
    except Refused as refused:
        return payload.answered({}, refused)
    except tuple(CODES) as error:
        extensions = {"code": CODES[type(error)]}
        raise GraphQLError(str(error), info.field_nodes, extensions=extensions) from error


@dataclass(frozen=True, slots=True)
class Payload:
    """The answer of a mutation: what was selected of it."""

    context: Execution
    outline: Outline

    async def done(self, connection: BaseDBAsyncClient, done: Done) -> dict[str, Any]:
        """The answer of what was done, read where it was done."""
        found: dict[str, Any] = {}
        plans = self.outline.plans
        for key, chosen in self.outline.chosen.items():
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
                found[key] = await self._items(connection, items, key=key)
        return self.answered(found, Refused())

    def answered(self, found: Mapping[str, Any], refused: Refused) -> dict[str, Any]:
        """What was found, the problems, and null for the rest."""
        language = self.context.viewer.language
        problems = [told(refusal, language) for refusal in refused.refusals]
        return {
            key: problems[: chosen.source.most]
            if isinstance(chosen.source, Problems)
            else found.get(key)
            for key, chosen in self.outline.chosen.items()
        }

    async def _items(
        self,
        connection: BaseDBAsyncClient,
        items: Sequence[Mapping[str, Any]],
        *,
        key: str,
    ) -> list[dict[str, Any]]:
        """Objects that the act tells, with the rows they lead to; each row is read once."""
        found: list[dict[str, Any]] = [{} for _ in items]
        for inner, chosen in self.outline.chosen[key].below.items():
            if not isinstance(chosen.source, Item):
                continue
            values = [each[chosen.source.name] for each in items]
            if chosen.is_of_rows:
                ids = list(dict.fromkeys(values))
                rows = await self._rows(
                    connection, self.outline.plans[f"{key}.{inner}"], [*map(UUID, ids)]
                )
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
