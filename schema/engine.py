"""What answers a request: the plan of its document as one statement, its JSON passed through."""

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import strawberry
from graphql import GraphQLError, OperationType
from graphql.execution.values import VariableValues, get_variable_values

from hub.actor import Standing, Viewer
from schema.compiler import catalogue
from schema.compiler.checks import require_sound
from schema.compiler.plan import Operation, Plan, compile_operation
from schema.cost import estimate
from schema.documents import Known, Refused, read
from schema.executor import Execution, execute, prepare
from schema.limits import Limits, too_complex
from schema.problems import BAD_USER_INPUT, formatted, masked, refused
from schema.recent import Recent

DOCUMENTS = 512 * 1024
"""Characters of the documents that are kept; parsed, each takes some fifty times its length."""
PLANS = 8 * 1024 * 1024
"""Characters of the statements that are kept, and of the documents that they answer."""
STATIC = 64 * 1024 * 1024
"""Bytes of the introspection answers that are kept, and of the documents that they answer."""
ENTRY = 1024
"""What a plan weighs beside its statement: the smallest of all takes room too."""
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


Key = tuple[str, str | None]
"""A document's text and the name of the operation to run."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A plan, and the end of each answer, which states its cost; introspection has no plan."""

    plan: Plan | None
    end: bytes


class Engine:
    """The schema at work on a database."""

    def __init__(self, schema: strawberry.Schema, reads: Reads, limits: Limits) -> None:
        self.schema = schema._schema
        self.catalogue = catalogue.build(self.schema)
        self.reads = reads
        self.limits = limits
        self._known: Recent[Key, Known] = Recent(DOCUMENTS)
        self._plans: Recent[tuple[Key, Hashable, Standing], Priced] = Recent(PLANS)
        self._static: Recent[Key, Answer] = Recent(STATIC)
        require_sound(self.catalogue)
        prepare(self.schema)

    async def answer(self, request: Request, viewer: Viewer, *, queries_only: bool) -> Answer:
        """Answer a request; a request error is an answer too, with status 400."""
        try:
            known = self._find(request)
            if queries_only and known.operation.operation is not OperationType.QUERY:
                return _refusal(405, "METHOD_NOT_ALLOWED", "Only queries are answered here: POST.")
            return await self._answered(known, request, viewer)
        except GraphQLError as error:
            return Answer(400, refused([error], BAD_USER_INPUT))
        except Refused as error:
            return Answer(400, error.body)

    def priced(
        self, known: Known, key: Key, variables: VariableValues, *, standing: Standing
    ) -> Priced:
        """The plan for these variables; raises RequestRefused when it would cost too much."""
        shaped = key, known.shape(variables.coerced), standing
        priced = self._plans.get(shaped)
        if priced is None:
            priced = self._planned(known, variables, standing)
            # The key keeps the text of the document alive, however little it asks for.
            statement = len(priced.plan.sql) if priced.plan else 0
            self._plans.put(shaped, priced, ENTRY + len(key[0]) + statement)
        return priced

    def operation(self, known: Known, variables: VariableValues) -> Operation:
        return Operation(self.schema, known.operation, known.fragments, variables)

    def _find(self, request: Request) -> Known:
        key = (request.query, request.operation_name)
        known = self._known.get(key)
        if known is None:
            known = read(self.schema, self.limits, query=key[0], operation_name=key[1])
            self._known.put(key, known, len(request.query))
        return known

    async def _answered(self, known: Known, request: Request, viewer: Viewer) -> Answer:
        key = (request.query, request.operation_name)
        variables = self._coerced(known, request.variables)
        priced = self.priced(known, key, variables, standing=viewer.actor.standing)
        if priced.plan is None:
            operation = self.operation(known, variables)
            context = Execution(self.reads, operation, self.catalogue, viewer)
            return await self._executed(known, request, context, end=priced.end)
        values = priced.plan.values(variables.coerced, viewer)
        data = await self.reads.fetch_json(priced.plan.sql, values)
        return Answer(200, b'{"data":' + data + priced.end)

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

    def _planned(self, known: Known, variables: VariableValues, standing: Standing) -> Priced:
        cost = estimate(self.schema, known.document, known.operation, variables=variables.coerced)
        if cost > self.limits.cost:
            raise too_complex(cost, self.limits)
        stated = {"cost": {"requested": cost, "limit": self.limits.cost}}
        end = b',"extensions":' + json.dumps(stated, separators=(",", ":")).encode() + b"}"
        # Beside introspection each root field has a statement of its own, to be made anew; that
        # all of them together could be one is made sure of here.
        plan = compile_operation(self.operation(known, variables), self.catalogue, standing)
        return Priced(None if known.introspects else plan, end)

    async def _executed(
        self, known: Known, request: Request, context: Execution, *, end: bytes
    ) -> Answer:
        """The answer of the executor; one that depends on the schema alone is kept."""
        key = (request.query, request.operation_name)
        if known.is_static and (kept := self._static.get(key)):
            return kept
        result = await execute(context, known.document, request.variables)
        data = json.dumps(result.data, ensure_ascii=False, separators=(",", ":")).encode()
        errors = [formatted(masked(error), BAD_USER_INPUT) for error in result.errors or ()]
        told = b',"errors":' + json.dumps(errors, ensure_ascii=False).encode() if errors else b""
        answer = Answer(200, b'{"data":' + data + told + end)
        if known.is_static and not errors:
            self._static.put(key, answer, len(key[0]) + len(answer.body))
        return answer


def _refusal(status: int, code: str, message: str) -> Answer:
    return Answer(status, refused([GraphQLError(message)], code))
