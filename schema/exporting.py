"""A query of one connection as an export: its document for a page, and the walk through the pages.

Each page is a request of its own, held to all limits and paid for: no transaction and no connection
is kept for a client who reads slowly, so what changes meanwhile shows in later pages. The cursors
see to it that no row comes twice and none is left out that stays where it is.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
    parse,
    print_ast,
)

from hub.actor import Viewer
from hub.sheets import Cell
from schema.compiler.plan import Operation
from schema.compiler.refusals import RequestRefused
from schema.documents import Known, Refused
from schema.engine import Answer, Engine, Request
from schema.export_columns import Column, columns_of
from schema.paging import LARGEST_PAGE
from schema.problems import BAD_USER_INPUT, refused

MOST_ROWS = 100_000
"""In one file; who wants more asks with `where` for a part at a time."""
PAGING = frozenset({"first", "after", "last", "before"})
AFTER, BEGINS = "_exportAfter", "_exportBegins"
"""Our variables: no query has use for such names."""
WALK = f"""query (${AFTER}: String, ${BEGINS}: Boolean!) {{
    walk(first: {LARGEST_PAGE}, after: ${AFTER}) {{
        totalCount @include(if: ${BEGINS})
        pageInfo {{ hasNextPage endCursor }}
    }}
}}"""
"""What is added to a document, so that its connection can be walked."""


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
    root = _only_field(known.operation, "An export is of one list")
    operation = engine.operation(known, request)
    _require_connection(engine, known.operation, root)
    chosen = _only_field(root, "A file has rows and nothing beside")
    path = [chosen]
    if chosen.name.value == "edges":
        path.append(_only_field(chosen, "A file has rows and nothing beside"))
    if path[-1].name.value not in {"nodes", "node"}:
        raise _unsuitable("A file has rows and nothing beside: ask for `nodes { ... }` alone.")
    *between, rows = (_key(each) for each in path)
    return Export(
        engine=engine,
        request=request._replace(query=_walked(known, root)),
        viewer=viewer,
        name=_key(root),
        edges=between[0] if between else None,
        rows=rows,
        columns=_columns(engine, operation, viewer, path=[root, *path]),
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
        raise _unsuitable("Nothing of a row is asked for: select at least one of its values.")
    return columns


def _require_connection(
    engine: Engine, operation: OperationDefinitionNode, root: FieldNode
) -> None:
    if operation.operation is not OperationType.QUERY:
        raise _unsuitable("An export only reads: send a query.")
    query: Any = engine.schema.query_type
    definition = query.fields.get(root.name.value)
    type_name = get_named_type(definition.type).name if definition else ""
    if type_name not in engine.catalogue.targets:
        raise _unsuitable(f"`{root.name.value}` is no list that has pages: export one that has.")
    if given := sorted(PAGING & {argument.name.value for argument in root.arguments or ()}):
        raise _unsuitable(f"An export has all rows: leave out {', '.join(map(_quoted, given))}.")


def _only_field(node: OperationDefinitionNode | FieldNode, why: str) -> FieldNode:
    """The one field below a node, which stands there by itself and on no condition."""
    selections = node.selection_set.selections if node.selection_set else ()
    first = selections[0] if len(selections) == 1 else None
    if not isinstance(first, FieldNode) or first.directives:
        raise _unsuitable(
            f"{why}: select one field here, no fragment and no directive, such as"
            " `{ members { nodes { name } } }`."
        )
    return first


def _walked(known: Known, root: FieldNode) -> str:
    """The document with pages that follow each other."""
    walk = parse(WALK, no_location=True).definitions[0]
    if not isinstance(walk, OperationDefinitionNode):
        raise TypeError(walk)
    (walking,) = walk.selection_set.selections
    if not isinstance(walking, FieldNode) or not walking.selection_set or not root.selection_set:
        raise TypeError(walking)
    connection = replace(
        root,
        arguments=(*(root.arguments or ()), *(walking.arguments or ())),
        selection_set=_selecting(*root.selection_set.selections, *walking.selection_set.selections),
    )
    operation = replace(
        known.operation,
        selection_set=_selecting(connection),
        variable_definitions=(
            *(known.operation.variable_definitions or ()),
            *(walk.variable_definitions or ()),
        ),
    )
    definitions = (
        operation if node is known.operation else node for node in known.document.definitions
    )
    document = replace(known.document, definitions=tuple(definitions))
    return print_ast(document)


def _selecting(*nodes: Any) -> SelectionSetNode:
    return SelectionSetNode(selections=nodes)


def _key(node: FieldNode) -> str:
    return (node.alias or node.name).value


def _quoted(name: str) -> str:
    return f"`{name}`"


def _refusal(error: GraphQLError) -> Answer:
    return Answer(400, refused([error], BAD_USER_INPUT))


def _unsuitable(message: str) -> RequestRefused:
    return RequestRefused("EXPORT_UNSUITABLE", message)


def _too_large(measured: int) -> RequestRefused:
    return RequestRefused(
        "EXPORT_TOO_LARGE",
        f"A file has at most {MOST_ROWS} rows, this one would have {measured}: ask with `where`"
        " for a part of them.",
        limit=MOST_ROWS,
        measured=measured,
    )
