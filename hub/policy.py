"""Predicates of visibility: one form from which the SQL and the Python check both derive."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tortoise.fields.relational import BackwardFKRelation, ForeignKeyFieldInstance

from hub.actor import STAFF, Role, Viewer
from hub.sql import Scope, Sql, quoted


class Predicate:
    """A condition on a row and a viewer."""

    def sql(self, scope: Scope) -> str:
        """The condition as SQL that is true or false, never null."""
        raise NotImplementedError

    def holds(self, row: Any, viewer: Viewer) -> bool:
        """The same condition on a loaded row (what it reaches must be loaded too)."""
        raise NotImplementedError

    def __and__(self, other: "Predicate") -> "Predicate":
        return Both((self, other))

    def __or__(self, other: "Predicate") -> "Predicate":
        return Either((self, other))

    def __invert__(self) -> "Predicate":
        return Not(self)


@dataclass(frozen=True)
class Constant(Predicate):
    value: bool

    def sql(self, scope: Scope) -> str:
        return "true" if self.value else "false"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return self.value


@dataclass(frozen=True)
class Both(Predicate):
    parts: tuple[Predicate, ...]

    def sql(self, scope: Scope) -> str:
        return "(" + " AND ".join(part.sql(scope) for part in self.parts) + ")"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return all(part.holds(row, viewer) for part in self.parts)


@dataclass(frozen=True)
class Either(Predicate):
    parts: tuple[Predicate, ...]

    def sql(self, scope: Scope) -> str:
        return "(" + " OR ".join(part.sql(scope) for part in self.parts) + ")"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return any(part.holds(row, viewer) for part in self.parts)


@dataclass(frozen=True)
class Not(Predicate):
    part: Predicate

    def sql(self, scope: Scope) -> str:
        return f"(NOT {self.part.sql(scope)})"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return not self.part.holds(row, viewer)


@dataclass(frozen=True)
class HasRole(Predicate):
    """The viewer has one of these roles."""

    roles: frozenset[Role]

    def sql(self, scope: Scope) -> str:
        return scope.role(self.roles)

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return viewer.actor.has_role(self.roles)


@dataclass(frozen=True)
class IsMember(Predicate):
    """The viewer belongs to an organization in good standing today."""

    def sql(self, scope: Scope) -> str:
        return scope.place("is_member")

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return viewer.actor.is_member


@dataclass(frozen=True)
class IsPerson(Predicate):
    """The column holds the viewer's own person."""

    column: str = "person_id"

    def sql(self, scope: Scope) -> str:
        return f"coalesce({scope.row}.{self.column} = {scope.place('person_id')}, false)"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        person_id = viewer.actor.person_id
        return person_id is not None and getattr(row, self.column) == person_id


@dataclass(frozen=True)
class OfOrganization(Predicate):
    """The column holds an organization that the viewer belongs to today."""

    column: str = "organization_id"

    def sql(self, scope: Scope) -> str:
        ids = scope.place("organization_ids")
        return f"coalesce({scope.row}.{self.column} = ANY({ids}), false)"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return getattr(row, self.column) in viewer.actor.organization_ids


@dataclass(frozen=True)
class Administers(Predicate):
    """The column holds an organization that the viewer administers today."""

    column: str = "organization_id"

    def sql(self, scope: Scope) -> str:
        ids = scope.place("administered_ids")
        return f"coalesce({scope.row}.{self.column} = ANY({ids}), false)"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return getattr(row, self.column) in viewer.actor.administered_ids


@dataclass(frozen=True)
class Equals(Predicate):
    """The column has one of these values."""

    column: str
    values: tuple[str, ...]

    def sql(self, scope: Scope) -> str:
        listed = quoted(self.values)
        return f"coalesce({scope.row}.{self.column} IN ({listed}), false)"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return getattr(row, self.column) in self.values


@dataclass(frozen=True)
class Is(Predicate):
    """The boolean column is true."""

    column: str

    def sql(self, scope: Scope) -> str:
        return f"coalesce({scope.row}.{self.column}, false)"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return bool(getattr(row, self.column))


@dataclass(frozen=True)
class Fact(Predicate):
    """A derived state of the row: its SQL, which is never null, and the same in Python."""

    expression: Sql
    check: Callable[[Any, Viewer], bool]

    def sql(self, scope: Scope) -> str:
        return "(" + self.expression.render(scope) + ")"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return self.check(row, viewer)


@dataclass(frozen=True)
class Via(Predicate):
    """The row that a foreign key points at satisfies the predicate."""

    relation: str
    predicate: Predicate

    def sql(self, scope: Scope) -> str:
        field = scope.model._meta.fields_map[self.relation]
        if not isinstance(field, ForeignKeyFieldInstance):
            raise TypeError(f"{scope.model.__name__}.{self.relation} is not a foreign key")
        inner = scope.inner(field.related_model)
        return (
            f"EXISTS (SELECT 1 FROM {field.related_model._meta.db_table} {inner.row}"
            f" WHERE {inner.row}.id = {scope.row}.{field.source_field}"
            f" AND {self.predicate.sql(inner)})"
        )

    def holds(self, row: Any, viewer: Viewer) -> bool:
        related = getattr(row, self.relation)
        return related is not None and self.predicate.holds(related, viewer)


@dataclass(frozen=True)
class Some(Predicate):
    """At least one row of a reverse relation satisfies the predicate."""

    relation: str
    predicate: Predicate

    def sql(self, scope: Scope) -> str:
        field = scope.model._meta.fields_map[self.relation]
        if not isinstance(field, BackwardFKRelation):
            raise TypeError(f"{scope.model.__name__}.{self.relation} is not a reverse relation")
        inner = scope.inner(field.related_model)
        return (
            f"EXISTS (SELECT 1 FROM {field.related_model._meta.db_table} {inner.row}"
            f" WHERE {inner.row}.{field.relation_source_field} = {scope.row}.id"
            f" AND {self.predicate.sql(inner)})"
        )

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return any(self.predicate.holds(related, viewer) for related in getattr(row, self.relation))


EVERYONE = Constant(value=True)
NOBODY = Constant(value=False)
WITH_ROW = EVERYONE
"""For a field: whoever sees the row sees the field."""

IS_MEMBER = IsMember()
IS_STAFF = HasRole(STAFF)
IS_DIRECTION = HasRole(frozenset({Role.DIRECTION}))
IS_FRONT_DESK = HasRole(frozenset({Role.DIRECTION, Role.FRONT_DESK}))
IS_INCUBATION = HasRole(frozenset({Role.DIRECTION, Role.INCUBATION}))
IS_PROJECTS = HasRole(frozenset({Role.DIRECTION, Role.PROJECTS}))
IS_OBSERVER = HasRole(frozenset({Role.OBSERVER}) | STAFF)


@dataclass(frozen=True)
class Policy:
    """Who sees the rows of a type, and who sees each of its fields.

    `fields` groups the type's field names (Python names) by predicate; every field is named once.
    A field that its viewer may not see is null, the same as one that is empty.
    """

    rows: Predicate
    fields: Mapping[Predicate, tuple[str, ...]]

    def of(self, name: str) -> Predicate:
        for predicate, names in self.fields.items():
            if name in names:
                return predicate
        raise KeyError(name)

    @property
    def names(self) -> list[str]:
        return [name for names in self.fields.values() for name in names]
