"""The document of an export: which connection it is of, and its pages one after another."""

from dataclasses import replace
from typing import Any

from graphql import (
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
    parse,
    print_ast,
)

from schema.compiler.catalogue import Catalogue
from schema.compiler.refusals import RequestRefused
from schema.documents import Known
from schema.paging import LARGEST_PAGE

PAGING = frozenset({"first", "after", "last", "before"})
AFTER, BEGINS = "_exportAfter", "_exportBegins"
"""Our variables: no query has use for such names."""
WALK: Any = parse(
    f"""query (${AFTER}: String, ${BEGINS}: Boolean!) {{
        walk(first: {LARGEST_PAGE}, after: ${AFTER}) {{
            totalCount @include(if: ${BEGINS})
            pageInfo {{ hasNextPage endCursor }}
        }}
    }}""",
    no_location=True,
).definitions[0]
"""What is added to a document, so that its connection can be walked."""
ROWS_ALONE = "A file has rows and nothing beside"


def connection_of(
    schema: GraphQLSchema, catalogue: Catalogue, operation: OperationDefinitionNode
) -> FieldNode:
    """The one connection that an operation asks for; raises RequestRefused."""
    if operation.operation is not OperationType.QUERY:
        raise unsuitable("An export only reads: send a query.")
    root = _only_field(operation, "An export is of one list")
    definition = schema.query_type.fields.get(root.name.value) if schema.query_type else None
    type_name = get_named_type(definition.type).name if definition else ""
    if type_name not in catalogue.targets:
        raise unsuitable(f"`{root.name.value}` is no list that has pages: export one that has.")
    if given := sorted(PAGING & {argument.name.value for argument in root.arguments or ()}):
        quoted = ", ".join(f"`{name}`" for name in given)
        raise unsuitable(f"An export has all rows: leave out {quoted}.")
    return root


def way_to_rows(connection: FieldNode) -> list[FieldNode]:
    """The fields that lead from a connection to its rows; raises RequestRefused."""
    way = [_only_field(connection, ROWS_ALONE)]
    if way[0].name.value == "edges":
        way.append(_only_field(way[0], ROWS_ALONE))
    if way[-1].name.value not in {"nodes", "node"}:
        raise unsuitable(f"{ROWS_ALONE}: ask for `nodes {{ ... }}` alone.")
    return way


def walked(known: Known, connection: FieldNode) -> str:
    """The document with pages that follow each other."""
    (walking,) = WALK.selection_set.selections
    paged = replace(
        connection,
        arguments=(*(connection.arguments or ()), *walking.arguments),
        selection_set=_both(connection.selection_set, walking.selection_set),
    )
    operation = replace(
        known.operation,
        selection_set=SelectionSetNode(selections=(paged,)),
        variable_definitions=(
            *(known.operation.variable_definitions or ()),
            *WALK.variable_definitions,
        ),
    )
    definitions = tuple(
        operation if node is known.operation else node for node in known.document.definitions
    )
    return print_ast(replace(known.document, definitions=definitions))


def unsuitable(message: str) -> RequestRefused:
    return RequestRefused("EXPORT_UNSUITABLE", message)


def _both(one: SelectionSetNode | None, other: SelectionSetNode) -> SelectionSetNode:
    return SelectionSetNode(selections=(*(one.selections if one else ()), *other.selections))


def _only_field(node: OperationDefinitionNode | FieldNode, why: str) -> FieldNode:
    """The one field below a node, which stands there by itself and on no condition."""
    selections = node.selection_set.selections if node.selection_set else ()
    first = selections[0] if len(selections) == 1 else None
    if not isinstance(first, FieldNode) or first.directives:
        raise unsuitable(
            f"{why}: select one field here, no fragment and no directive, such as"
            " `{ members { nodes { name } } }`."
        )
    return first
