"""Predicates of visibility: one form from which the SQL and the Python check both derive."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tortoise.fields.relational import BackwardFKRelation, ForeignKeyFieldInstance

from hub.actor import STAFF, Role, Viewer
from hub.sql import FALSE, TRUE, Scope, Sql, every, quoted, some


class Predicate:
    """A condition on a row and a viewer."""

    def sql(self, scope: Scope) -> str:
        """The condition as SQL that is true or false, never null."""
        raise NotImplementedError

    def holds(self, row: Any, viewer: Viewer) -> bool:
        """The same condition on a loaded row (what it reaches must be loaded too)."""
        raise NotImplementedError

    def conditions(self, scope: Scope) -> tuple[str, ...]:
        """What must hold, each of it, as SQL."""
        return (self.sql(scope),)

    def alternatives(self, scope: Scope) -> list[tuple[str, ...]]:
        """Conjunctions, as SQL, of which one must hold."""
        return [self.conditions(scope)]

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
        return TRUE if self.value else FALSE

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return self.value


@dataclass(frozen=True)
class Both(Predicate):
    parts: tuple[Predicate, ...]

    def sql(self, scope: Scope) -> str:
        return every(self.conditions(scope))

    def conditions(self, scope: Scope) -> tuple[str, ...]:
        return tuple(each for part in self.parts for each in part.conditions(scope))

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return all(part.holds(row, viewer) for part in self.parts)


@dataclass(frozen=True)
class Either(Predicate):
    parts: tuple[Predicate, ...]

    def sql(self, scope: Scope) -> str:
        return some(every(each) for each in _widest(self.alternatives(scope)))

    def alternatives(self, scope: Scope) -> list[tuple[str, ...]]:
        return [each for part in self.parts for each in part.alternatives(scope)]

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return any(part.holds(row, viewer) for part in self.parts)


@dataclass(frozen=True)
class Not(Predicate):
    part: Predicate

    def sql(self, scope: Scope) -> str:
        condition = self.part.sql(scope)
        return {TRUE: FALSE, FALSE: TRUE}.get(condition, f"(NOT {condition})")

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
        if not scope.has("person_id"):
            return FALSE
        return _never_null(scope, self.column, f"= {scope.place('person_id')}")

    def holds(self, row: Any, viewer: Viewer) -> bool:
        person_id = viewer.actor.person_id
        return person_id is not None and getattr(row, self.column) == person_id


@dataclass(frozen=True)
class IsAccount(Predicate):
    """The column holds the viewer's own account."""

    column: str = "account_id"

    def sql(self, scope: Scope) -> str:
        if not scope.has("account_id"):
            return FALSE
        return _never_null(scope, self.column, f"= {scope.place('account_id')}")

    def holds(self, row: Any, viewer: Viewer) -> bool:
        account_id = viewer.actor.account_id
        return account_id is not None and getattr(row, self.column) == account_id


@dataclass(frozen=True)
class OfOrganization(Predicate):
    """The column holds an organization that the viewer belongs to today."""

    column: str = "organization_id"

    def sql(self, scope: Scope) -> str:
        if not scope.has("organization_ids"):
            return FALSE
        if scope.is_own(self.column):
            return TRUE
        return _never_null(scope, self.column, f"= ANY({scope.place('organization_ids')})")

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return getattr(row, self.column) in viewer.actor.organization_ids


@dataclass(frozen=True)
class Administers(Predicate):
    """The column holds an organization that the viewer administers today."""

    column: str = "organization_id"

    def sql(self, scope: Scope) -> str:
        if not scope.has("administered_ids"):
            return FALSE
        return _never_null(scope, self.column, f"= ANY({scope.place('administered_ids')})")

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return getattr(row, self.column) in viewer.actor.administered_ids


@dataclass(frozen=True)
class ToAddress(Predicate):
    """The column holds the address that the viewer's account has proved to be its own."""

    column: str = "email"

    def sql(self, scope: Scope) -> str:
        if not scope.has("account_id"):
            return FALSE
        return f"coalesce({scope.row}.{self.column} = {scope.place('email')}, false)"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        email = viewer.actor.email
        return email is not None and getattr(row, self.column) == email


@dataclass(frozen=True)
class Equals(Predicate):
    """The column has one of these values."""

    column: str
    values: tuple[str, ...]

    def sql(self, scope: Scope) -> str:
        return _never_null(scope, self.column, f"IN ({quoted(self.values)})")

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return getattr(row, self.column) in self.values


@dataclass(frozen=True)
class Is(Predicate):
    """The boolean column is true."""

    column: str

    def sql(self, scope: Scope) -> str:
        return _never_null(scope, self.column)

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
        column = str(field.source_field)
        if origin := scope.origin(column):
            return TRUE if origin.is_known(self.predicate) else self.predicate.sql(origin)
        inner = scope.inner(field.related_model)
        condition = self.predicate.sql(inner)
        if condition == TRUE:
            return f"({scope.row}.{column} IS NOT NULL)" if field.null else TRUE
        return _exists(inner, f"id = {scope.row}.{column}", condition)

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
        condition = self.predicate.sql(inner)
        return _exists(inner, f"{field.relation_source_field} = {scope.row}.id", condition)

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return any(self.predicate.holds(related, viewer) for related in getattr(row, self.relation))


def implies(known: Predicate, wanted: Predicate) -> bool:
    """Whether who satisfies `known` of a row satisfies `wanted`, as far as their form tells."""
    if wanted in {known, EVERYONE}:
        return True
    if isinstance(known, Either):
        return all(implies(part, wanted) for part in known.parts)
    if isinstance(wanted, Both):
        return all(implies(known, part) for part in wanted.parts)
    return isinstance(wanted, Either) and any(implies(known, part) for part in wanted.parts)


def _widest(alternatives: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The alternatives that no other one covers: with `a`, nobody needs `a and b`."""
    undecided = [frozenset(each) - {TRUE} for each in alternatives]
    return [
        each
        for place, each in enumerate(alternatives)
        if not any(other < undecided[place] for other in undecided)
        and undecided[place] not in undecided[:place]
    ]


def _never_null(scope: Scope, column: str, compared: str = "") -> str:
    """A comparison that is false where the column holds nothing."""
    condition = f"{scope.row}.{column} {compared}".rstrip()
    is_nullable = scope.model._meta.fields_map[column].null
    return f"coalesce({condition}, false)" if is_nullable else f"({condition})"


def _exists(inner: Scope, tie: str, condition: str) -> str:
    if condition == FALSE:
        return FALSE
    table = inner.model._meta.db_table
    # IS TRUE keeps it a test of row by row: joined, a page of twenty would wait for all rows.
    found = f"SELECT 1 FROM {table} {inner.row} WHERE {inner.row}.{tie} AND {condition}"
    return f"(EXISTS ({found}) IS TRUE)"


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
