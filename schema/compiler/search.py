"""`search`: the objects of several types whose text matches, best first.

Accents are folded and words are stemmed as Italian; a type's first search column weighs most.
Each type's document is an expression index of its table, so it must be written as here.
"""

from schema.compiler import connections, pages
from schema.compiler.catalogue import Catalogue, Kind, column_of, table
from schema.compiler.declare import Entity
from schema.compiler.lists import Listed
from schema.compiler.nodes import by_prefix
from schema.compiler.objects import Asked, compiles
from schema.compiler.operators import looked_for
from schema.compiler.orders import OrderDirection, OrderKey
from schema.compiler.relations import scope_of, visible
from schema.compiler.shapes import text
from schema.compiler.sources import Hit, Search
from schema.compiler.statement import RowScope
from schema.compiler.values import Leaf, is_null


@compiles(Search)
def search(asked: Asked) -> str:
    statement = asked.statement
    target = RowScope(statement, statement.alias(), None, asked.scope.arguments)
    return connections.compiled(
        Listed(
            asked=asked,
            kind=statement.catalogue.kinds[statement.catalogue.targets[asked.type.name]],
            target=target,
            rows=f"({_hits(asked)}) {target.row}",
            conditions=[],
            keys=_keys(target.row),
            page=pages.page(asked.given),
        )
    )


@compiles(Hit)
def hit(asked: Asked) -> str:
    row = asked.scope.row
    searched = _searched(asked.statement.catalogue)
    return by_prefix(asked, f"{row}.prefix", f"{row}.key", among=searched)


def document(entity: Entity, row: str) -> str:
    """The text search vector of a row."""
    parts = [
        f"setweight(to_tsvector('italian', hub_fold(coalesce({row}{name}, ''))), '{weight}')"
        for name, weight in zip(
            (column_of(entity.model, name) for name in entity.search),
            "A" + "D" * len(entity.search),
            strict=False,
        )
    ]
    return "(" + " || ".join(parts) + ")"


def term(kind: Kind) -> str:
    """The name by which `kinds` asks for a type: FundingCall is FUNDING_CALL."""
    return "".join(f"_{c}" if c.isupper() else c for c in kind.name).lstrip("_").upper()


def _hits(asked: Asked) -> str:
    kinds = _searched(asked.statement.catalogue)
    return " UNION ALL ".join(_hits_of(asked, kind) for kind in kinds)


def _searched(catalogue: Catalogue) -> list[Kind]:
    """The types that `search` looks through."""
    return [kind for kind in catalogue.kinds.values() if kind.entity and kind.entity.search]


def _hits_of(asked: Asked, kind: Kind) -> str:
    entity = asked.statement.catalogue.entity(kind.name)
    scope = scope_of(entity, asked.scope)
    found = document(entity, f"{scope.row}.")
    query = f"websearch_to_tsquery('italian', hub_fold({_query(asked)}))"
    conditions = [f"{found} @@ {query}", *_wanted(asked, kind), *visible(entity, scope)]
    if entity.search_where is not None:
        conditions.append(f"({entity.search_where.render(scope)})")
    return (
        f"SELECT {text(entity.prefix)}::text AS prefix, {scope.row}.id AS key, {scope.row}.id AS id,"
        f" ts_rank({found}, {query})::float8 AS rank"
        f" FROM {table(scope.model)} {scope.row} WHERE {' AND '.join(conditions)}"
    )


def _query(asked: Asked) -> str:
    given = asked.given["query"]
    if not isinstance(given, Leaf):
        raise TypeError("The query is a text.")
    return given.bind(asked.statement.binds, "text", looked_for)


def _wanted(asked: Asked, kind: Kind) -> list[str]:
    given = asked.given.get("kinds")
    if given is None or is_null(given):
        return []
    leaves = (
        [given] if isinstance(given, Leaf) else [leaf for leaf in given if isinstance(leaf, Leaf)]
    )
    binds = asked.statement.binds
    if len(leaves) == 1 and isinstance(leaves[0].value, list):
        return [f"{text(term(kind))} = ANY({leaves[0].bind(binds, 'text[]')})"]
    places = ", ".join(leaf.bind(binds, "text") for leaf in leaves)
    return [f"{text(term(kind))} = ANY(ARRAY[{places}]::text[])"]


def _keys(row: str) -> list[OrderKey]:
    descending = OrderDirection.DESC
    return [
        OrderKey("rank", f"{row}.rank", "float8", is_nullable=False, direction=descending),
        OrderKey("id", f"{row}.id", "uuid", is_nullable=False, direction=descending),
    ]
