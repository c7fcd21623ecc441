"""What answers a request: the plan of its document as one statement, its JSON passed through."""

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol

import strawberry
from graphql import ExecutionResult, GraphQLError, OperationType
from graphql.execution.values import get_variable_values

from hub.act import UNKNOWN
from hub.actor import Actor, Standing, Viewer
from hub.errors import OutcomeUnknown, Unavailable
from hub.keys import Keys
from hub.purse import Purse
from schema.compiler import catalogue
from schema.compiler.checks import require_sound
from schema.compiler.following import compile_events
from schema.compiler.plan import Operation, Plan, compile_operation
from schema.cost import estimate
from schema.documents import Known, Refused, read
from schema.executor import Execution, execute, prepare
from schema.limits import Limits, too_complex
from schema.mutating import payloads
from schema.mutating.outline import Outline, outlined
from schema.price import Price
from schema.problems import BAD_USER_INPUT, formatted, masked, refused
from schema.readings import Readings
from schema.recent import Recent
from schema.variables import coerced, own, shape

DOCUMENTS = 512 * 1024
"""Characters of the documents that are kept; parsed, each takes some fifty times its length."""
PLANS = 8 * 1024 * 1024
"""Characters of the statements that are kept, and of the documents that they answer."""
STATIC = 96 * 1024 * 1024
"""Bytes of the introspection answers that are kept, and of the documents that they answer."""
BYTES_A_POINT = 10 * 1024
"""What giving an answer again costs that is kept: some hundred points for the whole schema, which
costs thousands to make, so that a page which asks for it can be loaded again."""
NEEDS_STREAM = (
    "A subscription is answered over a WebSocket (graphql-transport-ws) at this address, or as a"
    " stream: send the header `Accept: text/event-stream`."
)
ENTRY = 1024
"""What a plan weighs beside its statement: the smallest of all takes room too."""


class Reads(Protocol):
    """Where statements are run."""

    async def fetch_json(self, sql: str, args: list[Any]) -> bytes: ...

    async def fetch_row(self, sql: str, args: list[Any]) -> Any: ...


class Asked(Protocol):
    """A GraphQL request as its transport has read it."""

    @property
    def query(self) -> str: ...

    @property
    def operation_name(self) -> str | None: ...

    @property
    def variables(self) -> Mapping[str, Any] | None: ...

    @property
    def key(self) -> "Key":
        """What decides the operation: the document's text and the operation's name."""
        ...


class Request(NamedTuple):
    """A GraphQL request that no transport has read."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] | None = None

    @property
    def key(self) -> "Key":
        return self.query, self.operation_name


class Answer(NamedTuple):
    """The status and the JSON body of a GraphQL response."""

    status: int
    body: bytes


Key = tuple[str, str | None]
"""A document's text and the name of the operation to run."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A plan and what its answers cost; introspection has no plan, nor have mutations as a whole."""

    plan: Plan | None
    price: Price
    outlines: Mapping[str, Outline] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """Characters of its statements."""
        length = len(self.plan.sql) if self.plan else 0
        return length + sum(outline.length for outline in self.outlines.values())


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was given before, but for its end, and what it costs to give it again."""

    body: bytes
    price: Price


class Engine:
    """The schema at work on a database."""

    def __init__(
        self, schema: strawberry.Schema, reads: Reads, *, limits: Limits, keys: Keys
    ) -> None:
        self.schema = schema._schema
        self.catalogue = catalogue.build(self.schema)
        self.reads = reads
        self.limits = limits
        self.keys = keys
        self._known: Recent[Key, Known] = Recent(DOCUMENTS)
        self._plans: Recent[tuple[Key, Hashable, Standing, frozenset[str]], Priced] = Recent(PLANS)
        self._static: Recent[Key, Kept] = Recent(STATIC)
        require_sound(self.catalogue)
        prepare(self.schema, resolve_mutation=payloads.resolve)

    async def answer(self, request: Asked, viewer: Viewer, *, queries_only: bool) -> Answer:
        """Answer a request; a request error is an answer too, with status 400.

        It is paid from the viewer's purse when its cost is known, and before anything is asked of
        the database; what the purse raises is not caught here.
        """
        try:
            known = self.known(request)
            if known.operation.operation is OperationType.SUBSCRIPTION:
                return _refusal(406, "SUBSCRIPTION_NEEDS_STREAM", NEEDS_STREAM)
            if queries_only and known.operation.operation is not OperationType.QUERY:
                return _refusal(405, "METHOD_NOT_ALLOWED", "Only queries are answered here: POST.")
            return await self._answered(known, request, viewer)
        except GraphQLError as error:
            return Answer(400, refused([error], BAD_USER_INPUT))
        except Refused as error:
            return Answer(400, error.body)

    def operation(
        self, known: Known, request: Asked, own: frozenset[str] = frozenset()
    ) -> Operation:
        """The operation with its variables; raises Refused with all that is wrong with them."""
        values = get_variable_values(
            self.schema,
            known.operation.variable_definitions or (),
            dict(request.variables or {}),
            max_errors=10,
            hide_suggestions=True,
        )
        if isinstance(values, list):
            raise Refused(refused(values, BAD_USER_INPUT))
        return Operation(self.schema, known.operation, known.fragments, values, own)

    def known(self, request: Asked) -> Known:
        """The document of a request, parsed and validated; raises GraphQLError or Refused."""
        known = self._known.get(request.key)
        if known is None:
            query, name = request.key
            known = read(self.schema, self.limits, query=query, operation_name=name)
            self._known.put(request.key, known, len(query))
        return known

    async def _answered(self, known: Known, request: Asked, viewer: Viewer) -> Answer:
        if known.introspects and (kept := self._static.get(request.key)):
            return await self._given_again(kept, viewer.purse)
        values = coerced(known.variables, request.variables or {})
        if values is None:
            values = self.operation(known, request).variables.coerced
        priced = self.priced(known, request, values, actor=viewer.actor)
        payment = viewer.purse.pay(priced.price.cost)
        if payment is not None:
            await payment
        end = priced.price.stated(viewer.purse)
        if priced.plan is None:
            operation = replace(self.operation(known, request), cost=priced.price.cost)
            context = Execution(
                self.reads, operation, self.catalogue, viewer, self.keys, priced.outlines
            )
            return await self._executed(known, request, context, end=end)
        bound = priced.plan.values(values, viewer)
        data = await self.reads.fetch_json(priced.plan.sql, bound)
        if priced.plan.readings:
            readings = Readings()
            data = readings.taken_from(data, priced.plan)
            await readings.record(viewer)
        return Answer(200, b'{"data":' + data + end)

    def priced(
        self, known: Known, request: Asked, values: Mapping[str, Any], *, actor: Actor
    ) -> Priced:
        """The plan for these variables; raises RequestRefused when it would cost too much."""
        standing, owned = actor.standing, own(values, actor)
        shaped = request.key, shape(known.variables, values), standing, owned
        priced = self._plans.get(shaped)
        if priced is None:
            priced = self._planned(known, self.operation(known, request, owned), standing)
            # The key keeps the text of the document alive, however little it asks for.
            self._plans.put(shaped, priced, ENTRY + len(request.query) + priced.length)
        return priced

    def _planned(self, known: Known, operation: Operation, standing: Standing) -> Priced:
        values = operation.variables.coerced
        cost = estimate(self.schema, known.document, known.operation, variables=values)
        if cost > self.limits.cost:
            raise too_complex(cost, self.limits)
        price = Price.of(cost, limit=self.limits.cost)
        operation = replace(operation, cost=price.cost)
        if known.operation.operation is OperationType.SUBSCRIPTION:
            return Priced(compile_events(operation, self.catalogue, standing), price)
        # Beside introspection each root field has a statement of its own, to be made anew; that
        # all of them together could be one is made sure of here.
        if known.operation.operation is not OperationType.QUERY or known.asks_rules:
            return Priced(None, price, outlined(operation, self.catalogue, standing))
        plan = compile_operation(operation, self.catalogue, standing)
        return Priced(None if known.introspects else plan, price)

    async def _given_again(self, kept: Kept, purse: Purse) -> Answer:
        payment = purse.pay(kept.price.cost)
        if payment is not None:
            await payment
        return Answer(200, kept.body + kept.price.stated(purse))

    async def _executed(
        self, known: Known, request: Asked, context: Execution, *, end: bytes
    ) -> Answer:
        """The answer of the executor; one that depends on the schema alone is kept."""
        result = await execute(context)
        try:
            await context.readings.record(context.viewer)
        except Unavailable:
            if known.operation.operation is OperationType.QUERY:
                raise
            # What was done stays so; nobody is told it is not, nor what could not be recorded.
            lost = GraphQLError(UNKNOWN, extensions={"code": payloads.CODES[OutcomeUnknown]})
            result = ExecutionResult(None, [lost])
        data = json.dumps(result.data, ensure_ascii=False, separators=(",", ":")).encode()
        errors = [formatted(masked(error), BAD_USER_INPUT) for error in result.errors or ()]
        told = b',"errors":' + json.dumps(errors, ensure_ascii=False).encode() if errors else b""
        body = b'{"data":' + data + told
        if known.is_static and not errors:
            price = Price.of(len(body) // BYTES_A_POINT, limit=self.limits.cost)
            self._static.put(request.key, Kept(body, price), len(request.query) + len(body))
        return Answer(200, body + end)


def _refusal(status: int, code: str, message: str) -> Answer:
    return Answer(status, refused([GraphQLError(message)], code))
