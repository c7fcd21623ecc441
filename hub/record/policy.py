"""Who sees what of the record: the entries of a history, and which values they tell."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from hub.actor import Role, Viewer
from hub.policy import (
    EVERYONE,
    IS_STAFF,
    WITH_ROW,
    Administers,
    Both,
    Either,
    HasRole,
    IsPerson,
    OfOrganization,
    Policy,
    Predicate,
)
from hub.sql import FALSE, Scope


@dataclass(frozen=True)
class IsAmong(Predicate):
    """The viewer's own person is in the list of the column."""

    column: str = "subjects"

    def sql(self, scope: Scope) -> str:
        if not scope.has("person_id"):
            return FALSE
        return f"({scope.place('person_id')} = ANY({scope.row}.{self.column}))"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return viewer.actor.person_id in getattr(row, self.column)


@dataclass(frozen=True)
class AdministersSome(Predicate):
    """An organization that the viewer administers today is in the list of the column."""

    column: str = "subjects"

    def sql(self, scope: Scope) -> str:
        if not scope.has("administered_ids"):
            return FALSE
        return f"({scope.row}.{self.column} && {scope.place('administered_ids')})"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return not set(viewer.actor.administered_ids).isdisjoint(getattr(row, self.column))


AUDIT_ENTRY = Policy(
    rows=IS_STAFF | IsAmong() | AdministersSome(),
    fields={
        # Of the changes each viewer is told those of rows and columns that they may see.
        WITH_ROW: ("at", "act", "actor_kind", "changes", "change_count"),
        IS_STAFF | IsAmong() | IsPerson(): ("actor",),
    },
)


@dataclass(frozen=True)
class Onlooker:
    """Somebody before a row of the past, of which nothing is known but whose it was."""

    roles: frozenset[Role] = frozenset()
    administers: Collection[str] = ()
    """The columns that hold an organization of theirs."""
    is_in: Collection[str] = ()
    """The columns that hold their own person."""

    def surely_sees(self, predicate: Predicate) -> bool:
        """Whether a predicate holds for them, whatever else the row may have said."""
        match predicate:
            case Both(parts):
                sees = all(map(self.surely_sees, parts))
            case Either(parts):
                sees = any(map(self.surely_sees, parts))
            case HasRole(roles):
                sees = not roles.isdisjoint(self.roles)
            case Administers(column) | OfOrganization(column):
                sees = column in self.administers
            case IsPerson(column):
                sees = column in self.is_in
            case _:
                sees = predicate == EVERYONE
        return sees


ADMINISTRATOR = Onlooker(administers=("organization_id",))
ADMINISTRATOR_ITSELF = Onlooker(administers=("id",))
"""The same, before the row of the organization."""
PERSON = Onlooker(is_in=("person_id",))
PERSON_ITSELF = Onlooker(is_in=("id",))
