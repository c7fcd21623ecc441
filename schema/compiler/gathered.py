"""Lists of rows that stand in no table, and the objects that such rows are about."""

from collections.abc import Iterable

from hub.sql import Sql
from schema.compiler.catalogue import Catalogue
from schema.compiler.connections import compiled
from schema.compiler.declare import Entity
from schema.compiler.lists import listing
from schema.compiler.nodes import by_name
from schema.compiler.objects import Asked, compiles
from schema.compiler.relations import target_scope, visible
from schema.compiler.sources import Gathered, RowOf
from schema.compiler.values import Leaf, is_null


@compiles(Gathered)
def gathered(asked: Asked) -> str:
    source = asked.field.source
    if not isinstance(source, Gathered):
        raise TypeError(source)
    entity = asked.statement.catalogue.entity(asked.type.name)
    target = asked.placed(source.arguments, target_scope(asked))
    rows = " UNION ALL ".join(query.render(target) for query in _chosen(asked, source))
    conditions = visible(entity, target)
    return compiled(listing(asked, target, rows=f"({rows}) {target.row}", conditions=conditions))


@compiles(RowOf)
def row_of(asked: Asked) -> str:
    source, row = asked.field.source, asked.scope.row
    if not isinstance(source, RowOf):
        raise TypeError(source)
    entities = _entities(asked.statement.catalogue, source)
    return by_name(asked, f"{row}.{source.table}", f"{row}.{source.key}", among=entities)


def _chosen(asked: Asked, source: Gathered) -> Iterable[Sql]:
    """The query of the term that is asked for, which is part of the plan; else all."""
    given = asked.given.get(source.by)
    if isinstance(given, Leaf) and not is_null(given):
        return [source.queries[given.value]]
    return source.queries.values()


def _entities(catalogue: Catalogue, source: RowOf) -> dict[str, Entity]:
    """The types of the tables, in the order in which they are declared."""
    by_model = {kind.entity.model: kind.entity for kind in catalogue.kinds.values() if kind.entity}
    return {model._meta.db_table: by_model[model] for model in source.models}
