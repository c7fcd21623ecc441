"""A query of one connection as an export: the walk through its pages.

Each page is a request of its own, held to all limits and paid for: no transaction and no connection
is kept for a client who reads slowly, so what changes meanwhile shows in later pages. The cursors
see to it that no row comes twice and none is left out that stays where it is.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode, GraphQLError, get_named_type

from hub.actor import Viewer
from hub.sheets import Cell
from schema.compiler.plan import Operation
from schema.compiler.refusals import RequestRefused
from schema.documents import Known, Refused
from schema.engine import Answer, Engine, Request
from schema.export_columns import Column, columns_of
from schema.export_walk import AFTER, BEGINS, connection_of, unsuitable, walked, way_to_rows
from schema.problems import BAD_USER_INPUT, refused

MOST_ROWS = 100_000
"""In one file; who wants more asks with `where` for a part at a time."""


@dataclass
class Export:
    """The rows of a connection, page by page."""

    engine: Engine
    request: Request
    viewer: Viewer
    name: str
    """The response key of the connection."""
    edges: str | None
    """The response key of what is between it and its rows, if they were asked for as edges."""
    rows: str
    """The response key of the rows."""
    columns: Sequence[Column]
    is_over: bool = False
    _cursor: str | None = field(default=None, init=False)
    _has_begun: bool = field(default=False, init=False)

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    async def page(self) -> list[Any] | Answer:
        """The next rows as objects, or the answer that refuses them."""
        given = {AFTER: self._cursor, BEGINS: not self._has_begun}
        request = self.request._replace(variables={**(self.request.variables or {}), **given})
        answer = await self.engine.answer(request, self.viewer, queries_only=True)
        if answer.status != 200:
            return answer
        found = json.loads(answer.body)["data"][self.name]
        if (measured := found.get("totalCount", 0)) > MOST_ROWS:
            return _refusal(_too_large(measured))
        self._has_begun, self._cursor = True, found["pageInfo"]["endCursor"]
        self.is_over = not found["pageInfo"]["hasNextPage"]
        if self.edges is None:
            return list(found[self.rows])
        return [edge[self.rows] for edge in found[self.edges]]

    def cells(self, page: list[Any]) -> list[list[Cell]]:
        """The rows of a page as those of a sheet."""
        return [[column.cell(row) for column in self.columns] for row in page]


def begin(engine: Engine, request: Request, viewer: Viewer) -> Export | Answer:
    """The export of what a query asks for, or the answer to one that cannot be exported."""
    try:
        known = engine.known(request)
        return _export(engine, known, request, viewer=viewer)
    except GraphQLError as error:
        return _refusal(error)
    except Refused as error:
        return Answer(400, error.body)


def _export(engine: Engine, known: Known, request: Request, *, viewer: Viewer) -> Export:
    connection = connection_of(engine.schema, engine.catalogue, known.operation)
    way = way_to_rows(connection)
    operation = engine.operation(known, request)
    *between, rows = (_key(each) for each in way)
    return Export(
        engine=engine,
        request=request._replace(query=walked(known, connection)),
        viewer=viewer,
        name=_key(connection),
        edges=between[0] if between else None,
        rows=rows,
        columns=_columns(engine, operation, viewer, path=[connection, *way]),
    )


def _columns(
    engine: Engine, operation: Operation, viewer: Viewer, *, path: list[FieldNode]
) -> tuple[Column, ...]:
    statement = operation.statement(engine.catalogue, viewer.actor.standing)
    type_: Any = engine.schema.query_type
    details = statement.root_fields(type_)[_key(path[0])]
    for step, node in enumerate(path):
        type_ = get_named_type(type_.fields[node.name.value].type)
        if step + 1 < len(path):
            details = statement.fields(type_, details).get(_key(path[step + 1]), [])
    columns = columns_of(statement, type_, details) if details else ()
    if not columns:
        raise unsuitable("Nothing of a row is asked for: select at least one of its values.")
    return columns


def _key(node: FieldNode) -> str:
    return (node.alias or node.name).value


def _refusal(error: GraphQLError) -> Answer:
    return Answer(400, refused([error], BAD_USER_INPUT))


def _too_large(measured: int) -> RequestRefused:
    return RequestRefused(
        "EXPORT_TOO_LARGE",
        f"A file has at most {MOST_ROWS} rows, this one would have {measured}: ask with `where`"
        " for a part of them.",
        limit=MOST_ROWS,
        measured=measured,
    )
