"""A statement of the hub's own under the policies: what a viewer sees, as their rights are now."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tortoise.models import Model

from hub.actor import Role, Standing, Viewer
from hub.policy import Predicate
from hub.sql import FALSE, TRUE, Sql, of

VALUES: dict[str, tuple[str, Callable[[Viewer], Any]]] = {
    "now": ("timestamptz", lambda viewer: viewer.now),
    "today": ("date", lambda viewer: viewer.today),
    "day": ("date", lambda viewer: viewer.today),
    "person_id": ("uuid", lambda viewer: viewer.actor.person_id),
    "account_id": ("uuid", lambda viewer: viewer.actor.account_id),
    "email": ("text", lambda viewer: viewer.actor.email),
    "organization_ids": ("uuid[]", lambda viewer: viewer.actor.organization_ids),
    "administered_ids": ("uuid[]", lambda viewer: viewer.actor.administered_ids),
}
"""What a statement may be told of its viewer."""
MARK = re.compile("§(.+?)§")


@dataclass
class Sight:
    """What a kind of viewer sees in a statement; who of that kind it is, its values say."""

    standing: Standing
    _aliases: int = 0

    def row(self, alias: str, model: type[Model]) -> "Seen":
        return Seen(self, alias, model)

    def alias(self) -> str:
        self._aliases += 1
        return f"seen{self._aliases}"


@dataclass(frozen=True, slots=True)
class Statement:
    """The text of a statement, and the values of its viewer that follow those it is given."""

    text: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, text: str, *, given: int) -> "Statement":
        """With its placeholders numbered: what a policy left out of the text is bound nowhere."""
        names = tuple(dict.fromkeys(MARK.findall(text)))
        numbers = {name: number for number, name in enumerate(names, start=given + 1)}

        def placeholder(match: re.Match[str]) -> str:
            return f"${numbers[match[1]]}::{VALUES[match[1]][0]}"

        return cls(MARK.sub(placeholder, text), names)

    def values(self, viewer: Viewer) -> list[Any]:
        return [VALUES[name][1](viewer) for name in self.names]


@dataclass(frozen=True)
class Seen:
    """A row of the statement: the scope in which policies render themselves."""

    sight: Sight
    row: str
    model: type[Model]

    def where(self, predicate: Predicate) -> str:
        return predicate.sql(self)

    def sql(self, expression: Sql) -> str:
        return of(self.row, expression).render(self)

    def place(self, name: str) -> str:
        if name == "is_member":
            return TRUE if self.sight.standing.is_member else FALSE
        if name not in VALUES:
            raise KeyError(name)
        return f"§{name}§"

    def has(self, name: str) -> bool:
        standing = self.sight.standing
        return {
            "person_id": standing.has_person,
            "account_id": standing.has_account,
            "organization_ids": standing.has_organizations,
            "administered_ids": standing.administers,
        }[name]

    def role(self, roles: frozenset[Role]) -> str:
        return TRUE if self.sight.standing.has_role(roles) else FALSE

    def inner(self, model: type[Model]) -> "Seen":
        return Seen(self.sight, self.sight.alias(), model)

    def origin(self, column: str) -> None:
        """Every row is looked up: none of them was reached from another."""

    def is_own(self, column: str) -> bool:
        return False

    def is_known(self, predicate: object) -> bool:
        return False
