"""Expressions and predicates over rows, asked of the database by themselves."""

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from hub.actor import Role, Viewer
from hub.policy import Predicate


@dataclass
class Asked:
    """A row inside a statement, with the values of a viewer as its placeholders."""

    model: type[Model]
    viewer: Viewer
    row: str = "r1"
    values: list[Any] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    aliases: "count[int]" = field(default_factory=lambda: count(2))

    def place(self, name: str) -> str:
        actor, viewer = self.viewer.actor, self.viewer
        sql_type, value = {
            "day": ("date", viewer.today),
            "today": ("date", viewer.today),
            "now": ("timestamptz", viewer.now),
            "person_id": ("uuid", actor.person_id),
            "account_id": ("uuid", actor.account_id),
            "email": ("text", actor.email),
            "organization_ids": ("uuid[]", list(actor.organization_ids)),
            "administered_ids": ("uuid[]", list(actor.administered_ids)),
            "is_member": ("boolean", actor.is_member),
        }[name]
        self.values.append(value)
        self.places.append(f"${len(self.values)}::{sql_type}")
        return self.places[-1]

    def has(self, name: str) -> bool:
        return bool(getattr(self.viewer.actor, name))

    def role(self, roles: frozenset[Role]) -> str:
        return "true" if self.viewer.actor.has_role(roles) else "false"

    def inner(self, model: type[Model]) -> "Asked":
        return replace(self, model=model, row=f"r{next(self.aliases)}")

    def origin(self, column: str) -> None:
        return None

    def is_own(self, column: str) -> bool:
        return False

    def is_known(self, predicate: object) -> bool:
        return False


async def verdicts(
    connection: BaseDBAsyncClient, model: type[Model], *, predicate: Predicate, viewer: Viewer
) -> dict[UUID, bool]:
    """What the predicate's SQL says of each row for the viewer."""
    asked = Asked(model, viewer)
    condition = predicate.sql(asked)
    table = model._meta.db_table
    # A condition that is decided is left out, but PostgreSQL wants to see each placeholder.
    all_places = f"num_nulls({', '.join(['NULL', *asked.places])})"
    found = await connection.execute_query_dict(
        f"SELECT {asked.row}.id, {condition} AS verdict, {all_places} FROM {table} {asked.row}",  # noqa: S608
        asked.values,
    )
    return {row["id"]: row["verdict"] for row in found}
