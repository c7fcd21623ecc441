"""`where`: conditions on rows and on what they are related to, as SQL."""

from dataclasses import dataclass, replace

from tortoise.fields.relational import BackwardFKRelation, ManyToManyFieldInstance

from hub.sql import every
from schema.compiler.catalogue import Field, Kind, sql_type, table
from schema.compiler.ids import key_of, keys_of
from schema.compiler.objects import is_read_by_desk, masked, raw
from schema.compiler.operators import Operand, condition
from schema.compiler.refusals import too_many, too_personal
from schema.compiler.relations import link, scope_of, visible, way_back
from schema.compiler.sources import ToMany, ToOne
from schema.compiler.statement import RowScope
from schema.compiler.values import Tree, is_null

MOST_CONDITIONS = 50
MOST_RELATIONS = 5


@dataclass(frozen=True, slots=True)
class Ground:
    """The row that conditions are about, and where they stand.

    A comparison with an absent value is false. Where `strict`, below a negation, it must be false
    itself and not SQL's unknown, which a negation leaves unknown.
    """

    kind: Kind
    scope: RowScope
    depth: int = 0
    strict: bool = False


class Filter:
    """The compilation of one `where`, which counts its conditions."""

    def __init__(self) -> None:
        self.conditions = 0
        self.watched: set[str] = set()
        """The watched fields by which a desk looks for rows."""

    def where(self, kind: Kind, scope: RowScope, given: Tree | None) -> list[str]:
        """The conditions of the argument; none when it was left out or null."""
        if given is None or is_null(given):
            return []
        return [self.all_of(Ground(kind, scope), given)]

    def all_of(self, ground: Ground, given: Tree) -> str:
        """The conditions of one filter object, joined by AND."""
        entries = given.items() if isinstance(given, dict) else ()
        parts = [self._entry(ground, name, tree) for name, tree in entries if not is_null(tree)]
        return f"({' AND '.join(parts)})" if parts else "true"

    def _entry(self, ground: Ground, name: str, tree: Tree) -> str:
        self._count()
        if name in {"and", "or"}:
            return self._joined(ground, name, tree)
        if name == "not":
            return f"(NOT {self.all_of(replace(ground, strict=True), tree)})"
        field = ground.kind.fields[name]
        if isinstance(field.source, ToOne):
            return self._related(ground, field, tree)
        if isinstance(field.source, ToMany):
            return self._listed(ground, field, tree)
        return self._compared(ground, field, tree)

    def _joined(self, ground: Ground, name: str, tree: Tree) -> str:
        items = tree if isinstance(tree, list) else []
        self._count(sum(not item for item in items))  # which ask nothing, and take their time
        parts = [self.all_of(ground, each) for each in items]
        if not parts:
            return "true" if name == "and" else "false"
        return f"({f' {name.upper()} '.join(parts)})"

    def _related(self, ground: Ground, field: Field, tree: Tree) -> str:
        target = _target(ground, field)
        relation = getattr(field.source, "relation", None) or field.name
        tied = link(relation, ground.scope, target.scope)
        return _shown(ground, field, [_exists(target, tied, self.all_of(target, tree))])

    def _listed(self, ground: Ground, field: Field, tree: Tree) -> str:
        """`some`, `none` and `every` over the related rows that the viewer may see."""
        parts = [
            self._quantified(ground, field, (name, inner))
            for name, inner in (tree.items() if isinstance(tree, dict) else ())
            if not is_null(inner)
        ]
        return _shown(ground, field, parts)

    def _quantified(self, ground: Ground, field: Field, entry: tuple[str, Tree]) -> str:
        name, tree = entry
        target = _target(ground, field)
        tied = to_many_link(field, ground.scope, target.scope)
        if name == "every":
            failing = f"NOT {self.all_of(replace(target, strict=True), tree)}"
            return f"(NOT {_exists(target, tied, failing)})"
        found = _exists(target, tied, self.all_of(replace(target, strict=False), tree))
        return found if name == "some" else f"(NOT {found})"

    def _compared(self, ground: Ground, field: Field, tree: Tree) -> str:
        if is_read_by_desk(field, ground.scope):
            self._watch(ground, field)
        operand, binds = _operand(ground, field), ground.scope.statement.binds
        parts = [
            condition(operand, name, value, binds=binds)
            for name, value in (tree.items() if isinstance(tree, dict) else ())
            if not is_null(value)
        ]
        self._count(len(parts))
        found = " AND ".join(parts) or "true"
        return f"coalesce({found}, false)" if ground.strict else f"({found})"

    def _watch(self, ground: Ground, field: Field) -> None:
        """Who is found tells what was looked for, so it must be somebody whom the list shows."""
        if ground.depth:
            raise too_personal(field.graphql_name)
        self.watched.add(field.name)

    def _count(self, more: int = 1) -> None:
        self.conditions += more
        if self.conditions > MOST_CONDITIONS:
            raise too_many(
                "FILTER_TOO_LARGE",
                "Conditions in `where`",
                measured=self.conditions,
                limit=MOST_CONDITIONS,
            )


def to_many_link(field: Field, scope: RowScope, target: RowScope) -> str:
    """The condition that ties rows of a to-many relation to the row that they are reached from.

    The way back shows no more than the way there: whose a row is, is told to nobody who may not
    see it on the row itself.
    """
    relation = getattr(field.source, "relation", None) or field.name
    definition = scope.model._meta.fields_map[relation]
    if isinstance(definition, BackwardFKRelation):
        column = str(definition.relation_source_field)
        tied = f"{target.row}.{column} = {scope.row}.id"
        return every([tied, _way_there(field, column, target)])
    if isinstance(definition, ManyToManyFieldInstance):
        through = (
            f'SELECT j.{definition.forward_key} FROM "{definition.through}" j'
            f" WHERE j.{definition.backward_key} = {scope.row}.id"
        )
        return f"{target.row}.id IN ({through})"
    raise TypeError(f"{scope.model.__name__}.{relation} is not a to-many relation.")


def _way_there(field: Field, column: str, target: RowScope) -> str:
    catalogue = target.statement.catalogue
    there = catalogue.kinds[catalogue.targets[field.named.name]].leading(column)
    if there is None:
        raise TypeError(f"{field.named.name} has rows that tell nobody whose they are.")
    return there.shown.sql(target)


def _operand(ground: Ground, field: Field) -> Operand:
    expression = masked(field, raw(field, ground.scope), ground.scope)
    entity = ground.kind.entity
    if field.name == "id" and entity is not None:
        return Operand(expression, "uuid", key_of(entity.prefix), keys_of(entity.prefix))
    return Operand(expression, sql_type(field.named))


def _exists(target: Ground, tied: str, condition: str) -> str:
    scope = target.scope
    entity = scope.statement.catalogue.entity(target.kind.name)
    conditions = " AND ".join([tied, *visible(entity, scope), condition])
    return f"EXISTS (SELECT 1 FROM {table(scope.model)} {scope.row} WHERE {conditions})"


def _shown(ground: Ground, field: Field, parts: list[str]) -> str:
    """Conditions across a relation hold only for who may see the relation."""
    shown = field.shown.sql(ground.scope)
    listed = parts if shown == "true" else [shown, *parts]
    return f"({' AND '.join(listed)})" if listed else "true"


def _target(ground: Ground, field: Field) -> Ground:
    """A fresh row of the related type, one relation deeper."""
    if ground.depth >= MOST_RELATIONS:
        raise too_many(
            "FILTER_TOO_DEEP",
            "Relations nested in `where`",
            measured=ground.depth + 1,
            limit=MOST_RELATIONS,
        )
    statement = ground.scope.statement
    catalogue = statement.catalogue
    kind = catalogue.kinds[catalogue.targets.get(field.named.name, field.named.name)]
    back = way_back(field, ground.scope)
    scope = scope_of(catalogue.entity(kind.name), ground.scope, reached=back)
    return Ground(kind, scope, ground.depth + 1, ground.strict)
