"""`orderBy`: its input types, and the keys by which rows are ordered and pages are cut."""

from dataclasses import dataclass

from graphql import GraphQLEnumType

from hub.vocabulary import Vocabulary
from schema.compiler.catalogue import Field, Kind, sql_type, table
from schema.compiler.objects import masked, raw
from schema.compiler.refusals import order_invalid, too_many
from schema.compiler.relations import link, scope_of, visible
from schema.compiler.statement import RowScope
from schema.compiler.values import Leaf, Tree, is_null

MOST_KEYS = 5
DESCENDS = "-"


class OrderDirection(Vocabulary):
    """Which end comes first; rows without a value come last unless the name says otherwise."""

    ASC = "ASC", "Smallest first, rows without a value last."
    DESC = "DESC", "Largest first, rows without a value last."
    ASC_NULLS_FIRST = "ASC_NULLS_FIRST", "Rows without a value first, then smallest first."
    DESC_NULLS_FIRST = "DESC_NULLS_FIRST", "Rows without a value first, then largest first."


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One key of an order: an expression over the row, its type, and which end comes first."""

    name: str
    expression: str
    sql_type: str
    is_nullable: bool
    direction: OrderDirection

    @property
    def descends(self) -> bool:
        return self.direction.startswith("DESC")

    @property
    def nulls_first(self) -> bool:
        return self.direction.endswith("NULLS_FIRST")

    @property
    def signature(self) -> str:
        return f"{self.name}:{self.direction}"

    def sql(self, *, reverse: bool) -> str:
        direction = "DESC" if self.descends is not reverse else "ASC"
        if not self.is_nullable:
            return f"{self.expression} {direction}"
        first = "FIRST" if self.nulls_first is not reverse else "LAST"
        return f"{self.expression} {direction} NULLS {first}"


def order_keys(
    kind: Kind, scope: RowScope, given: Tree | None, *, usual: tuple[str, ...]
) -> list[OrderKey]:
    """The keys of a list: what `orderBy` asks, else the usual order; the row's key comes last."""
    asked = given if isinstance(given, list) else []
    if len(asked) > MOST_KEYS:
        raise too_many("ORDER_TOO_LONG", "Keys in `orderBy`", measured=len(asked), limit=MOST_KEYS)
    keys = [_asked_key(kind, scope, entry) for entry in asked]
    keys = keys or [_usual_key(kind, scope, name) for name in usual]
    if keys and keys[-1].name == "id":
        return keys
    last = keys[-1].direction if keys and not keys[-1].nulls_first else OrderDirection.ASC
    return [*keys, OrderKey("id", f"{scope.row}.id", "uuid", is_nullable=False, direction=last)]


def _usual_key(kind: Kind, scope: RowScope, name: str) -> OrderKey:
    direction = OrderDirection.DESC if name.startswith(DESCENDS) else OrderDirection.ASC
    field = kind.named(name.lstrip(DESCENDS))
    if field is None:
        raise TypeError(f"{kind.name} has no field {name!r} to be ordered by.")
    return _key(field, scope, direction)


def _asked_key(kind: Kind, scope: RowScope, entry: Tree) -> OrderKey:
    if not isinstance(entry, dict):
        raise TypeError("An entry of orderBy is an object.")
    if not entry or any(map(is_null, entry.values())):  # by a variable, past all validation
        raise order_invalid()
    name, inner = next(iter(entry.items()))
    field = kind.fields[name]
    if isinstance(inner, Leaf):
        return _key(field, scope, OrderDirection[inner.value])
    return _across(field, scope, inner)


def _key(field: Field, scope: RowScope, direction: OrderDirection) -> OrderKey:
    expression = masked(field, raw(field, scope), scope)
    type_name = sql_type(field.named)
    if field.name != "id" and type_name == "text" and not isinstance(field.named, GraphQLEnumType):
        expression = f'hub_fold({expression}) COLLATE "C"'
    return OrderKey(
        field.graphql_name,
        expression,
        type_name,
        is_nullable=field.is_nullable,
        direction=direction,
    )


def _across(field: Field, scope: RowScope, inner: Tree) -> OrderKey:
    """A key of the row that a to-one field leads to; null where the viewer may not see that row."""
    statement, name = scope.statement, field.named.name
    entity = statement.catalogue.entity(name)
    target = scope_of(entity, scope)
    key = _asked_key(statement.catalogue.kinds[name], target, inner)
    relation = getattr(field.source, "relation", None) or field.name
    conditions = " AND ".join([link(relation, scope, target), *visible(entity, target)])
    value = f"(SELECT {key.expression} FROM {table(target.model)} {target.row} WHERE {conditions})"
    return OrderKey(
        f"{field.graphql_name}.{key.name}",
        masked(field, value, scope),
        key.sql_type,
        is_nullable=True,
        direction=key.direction,
    )
