"""What answers a request: the plan of its document as one statement, its JSON passed through."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import strawberry
from graphql import GraphQLError, OperationType
from graphql.execution.values import VariableValues, get_variable_values

from hub.actor import Viewer
from schema.compiler import catalogue
from schema.compiler.checks import require_sound
from schema.compiler.plan import Operation, compile_operation
from schema.compiler.refusals import RequestRefused
from schema.cost import estimate
from schema.documents import Known, Priced, Recent, Refused, read
from schema.executor import Execution, execute, prepare
from schema.limits import Limits
from schema.problems import BAD_USER_INPUT, formatted, masked, refused

DOCUMENTS = 1000
"""How many documents are kept with their plans."""
NO_VARIABLES = VariableValues({}, {})


class Reads(Protocol):
    """Where statements are run."""

    async def fetch_json(self, sql: str, args: list[Any]) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Request:
    """A GraphQL request as its transport has read it."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The status and the JSON body of a GraphQL response."""

    status: int
    body: bytes


class Engine:
    """The schema at work on a database."""

    def __init__(self, schema: strawberry.Schema, reads: Reads, limits: Limits) -> None:
        self.schema = schema._schema
        self.catalogue = catalogue.build(self.schema)
        self.reads = reads
        self.limits = limits
        self._known: Recent[tuple[str, str | None], Known | Answer] = Recent(DOCUMENTS)
        require_sound(self.catalogue)
        prepare(self.schema)

    async def answer(self, request: Request, viewer: Viewer, *, queries_only: bool) -> Answer:
        """Answer a request; a request error is an answer too, with status 400."""
        known = self._find(request)
        if isinstance(known, Answer):
            return known
        if queries_only and known.operation.operation is not OperationType.QUERY:
            return _refusal(405, "METHOD_NOT_ALLOWED", "Only queries are answered here: use POST.")
        try:
            return await self._answered(known, request, viewer)
        except GraphQLError as error:
            return Answer(400, refused([error], BAD_USER_INPUT))
        except Refused as error:
            return Answer(400, error.body)

    async def _answered(self, known: Known, request: Request, viewer: Viewer) -> Answer:
        variables = self._coerced(known, request.variables)
        priced = self.priced(known, variables)
        if priced.plan is None:
            context = Execution(
                self.reads, self.operation(known, variables), self.catalogue, viewer
            )
            return await self._executed(known, request, context, end=priced.end)
        values = priced.plan.values(variables.coerced, viewer)
        data = await self.reads.fetch_json(priced.plan.sql, values)
        return Answer(200, b'{"data":' + data + priced.end)

    def priced(self, known: Known, variables: VariableValues) -> Priced:
        """The plan for these variables; raises RequestRefused when it would cost too much."""
        shape = known.shape(variables.coerced)
        priced = known.plans.get(shape)
        if priced is None:
            priced = self._planned(known, variables)
            known.plans.put(shape, priced)
        return priced

    def operation(self, known: Known, variables: VariableValues) -> Operation:
        return Operation(self.schema, known.operation, known.fragments, variables)

    def _find(self, request: Request) -> Known | Answer:
        key = (request.query, request.operation_name)
        known = self._known.get(key)
        if known is None:
            try:
                known = read(
                    self.schema,
                    self.limits,
                    query=request.query,
                    operation_name=request.operation_name,
                )
            except Refused as error:
                known = Answer(400, error.body)
            self._known.put(key, known)
        return known

    def _coerced(self, known: Known, given: Mapping[str, Any] | None) -> VariableValues:
        definitions = known.operation.variable_definitions
        if not definitions:
            return NO_VARIABLES
        values = get_variable_values(
            self.schema, definitions, dict(given or {}), max_errors=10, hide_suggestions=True
        )
        if isinstance(values, list):
            raise Refused(refused(values, BAD_USER_INPUT))
        return values

    def _planned(self, known: Known, variables: VariableValues) -> Priced:
        cost = estimate(self.schema, known.document, known.operation, variables=variables.coerced)
        if cost > self.limits.cost:
            raise RequestRefused(
                "QUERY_TOO_COMPLEX",
                f"The query costs {cost}, at most {self.limits.cost} is answered: ask for smaller"
                " pages, or for fewer lists within lists.",
                limit=self.limits.cost,
                measured=cost,
            )
        stated = {"cost": {"requested": cost, "limit": self.limits.cost}}
        end = b',"extensions":' + json.dumps(stated, separators=(",", ":")).encode() + b"}"
        if known.introspects:
            return Priced(None, end)
        operation = self.operation(known, variables)
        return Priced(compile_operation(operation, self.catalogue), end)

    async def _executed(
        self, known: Known, request: Request, context: Execution, *, end: bytes
    ) -> Answer:
        """The answer of the executor; one that depends on the schema alone is kept."""
        result = await execute(context, known.document, request.variables)
        data = json.dumps(result.data, ensure_ascii=False, separators=(",", ":")).encode()
        errors = [formatted(masked(error), BAD_USER_INPUT) for error in result.errors or ()]
        told = b',"errors":' + json.dumps(errors, ensure_ascii=False).encode() if errors else b""
        answer = Answer(200, b'{"data":' + data + told + end)
        if known.is_static and not errors:
            self._known.put((request.query, request.operation_name), answer)
        return answer


def _refusal(status: int, code: str, message: str) -> Answer:
    return Answer(status, refused([GraphQLError(message)], code))
