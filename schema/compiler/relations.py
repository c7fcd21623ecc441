"""Fields that lead to one object, or to a short list of objects of their own making."""

from dataclasses import replace

from tortoise.fields.relational import (
    BackwardFKRelation,
    BackwardOneToOneRelation,
    ForeignKeyFieldInstance,
)

from hub.sql import TRUE
from schema.compiler import shapes
from schema.compiler.catalogue import Field, table
from schema.compiler.declare import Entity
from schema.compiler.ids import key_of
from schema.compiler.objects import Asked, compiles, selection
from schema.compiler.sources import ById, OneWhere, Part, Rows, ToMany, ToOne
from schema.compiler.statement import RowScope
from schema.compiler.values import Leaf
from schema.node import prefix_of


@compiles(ToOne)
def to_one(asked: Asked) -> str:
    relation = getattr(asked.field.source, "relation", None) or asked.field.name
    target = target_scope(asked)
    return _one(asked, target, link(relation, asked.scope, target))


@compiles(ById)
def by_id(asked: Asked) -> str:
    given = asked.given["id"]
    if not isinstance(given, Leaf):
        raise TypeError("An id is a scalar.")
    prefix = asked.statement.catalogue.entity(asked.type.name).prefix
    own = given.path is not None and given.path[0] in asked.statement.own
    target = replace(target_scope(asked), own=own and prefix_of(given.value) == prefix)
    key = given.bind(asked.statement.binds, "uuid", key_of(prefix))
    return _one(asked, target, f"{target.row}.id = {key}")


@compiles(OneWhere)
def one_where(asked: Asked) -> str:
    source = asked.field.source
    if not isinstance(source, OneWhere):
        raise TypeError(source)
    target = asked.placed(source.arguments, target_scope(asked))
    return _one(asked, target, source.condition.render(target))


@compiles(Part)
def part(asked: Asked) -> str:
    source = asked.field.source
    scope = asked.placed(source.arguments, asked.scope) if isinstance(source, Part) else asked.scope
    return shapes.one(selection(asked.type, asked.selected, scope))


@compiles(Rows)
def rows(asked: Asked) -> str:
    source = asked.field.source
    if not isinstance(source, Rows):
        raise TypeError(source)
    outside = asked.placed(source.arguments, asked.scope)
    inside = RowScope(asked.statement, asked.statement.alias(), None, outside.arguments)
    pairs = selection(asked.type, asked.selected, inside)
    query = source.query.render(outside)
    shape = shapes.many if asked.field.is_list else shapes.one
    expression = shape(pairs, f"({query} LIMIT {source.most}) {inside.row}")
    if source.when is None:
        return expression
    return f"CASE WHEN {source.when.render(outside)} THEN {expression} END"


def target_scope(asked: Asked) -> RowScope:
    """A fresh row of the type that the field leads to."""
    entity = asked.statement.catalogue.entity(asked.field.named.name)
    return scope_of(entity, asked.scope, reached=way_back(asked.field, asked.scope))


def scope_of(
    entity: Entity, scope: RowScope, *, reached: tuple[str, RowScope] | None = None
) -> RowScope:
    """A fresh row of an entity, which its viewers may see, beside the row of another scope."""
    statement = scope.statement
    return RowScope(
        statement,
        statement.alias(),
        entity.model,
        scope.arguments,
        policy=entity.policy.rows,
        reached=reached,
    )


def way_back(field: Field, scope: RowScope) -> tuple[str, RowScope] | None:
    """The column by which the rows of a to-many field point at the row that has them."""
    if not isinstance(field.source, ToMany):
        return None
    definition = scope.model._meta.fields_map[field.source.relation or field.name]
    if not isinstance(definition, BackwardFKRelation):
        return None
    return str(definition.relation_source_field), scope


def link(relation: str, scope: RowScope, target: RowScope) -> str:
    """The condition that ties the target's row to the row it is reached from."""
    definition = scope.model._meta.fields_map[relation]
    if isinstance(definition, BackwardOneToOneRelation):
        return f"{target.row}.{definition.relation_source_field} = {scope.row}.id"
    if isinstance(definition, ForeignKeyFieldInstance):
        return f"{target.row}.id = {scope.row}.{definition.source_field}"
    raise TypeError(f"{scope.model.__name__}.{relation} is not a to-one relation.")


def visible(entity: Entity, scope: RowScope) -> list[str]:
    """The condition that the viewer may see the row; none where everyone may."""
    condition = entity.policy.rows.sql(scope)
    return [] if condition == TRUE else [condition]


def _one(asked: Asked, target: RowScope, condition: str) -> str:
    entity = asked.statement.catalogue.entity(asked.type.name)
    pairs = selection(asked.type, asked.selected, target)
    conditions = " AND ".join([condition, *visible(entity, target)])
    return shapes.one(pairs, f"{table(target.model)} {target.row} WHERE {conditions}")
