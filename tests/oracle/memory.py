"""All rows of a database in memory, linked in both directions as Tortoise links what it fetched."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import get_current_context
from tortoise.fields.relational import (
    BackwardFKRelation,
    BackwardOneToOneRelation,
    ForeignKeyFieldInstance,
    ManyToManyFieldInstance,
)
from tortoise.models import Model

from hub.accounts.models import Account, Token
from hub.database import APP
from hub.members.models import Person
from hub.record.models import AuditEntry

Rows = Mapping[type[Model], Mapping[UUID, Any]]


@dataclass(frozen=True)
class Memory:
    """The rows of each model by key, in the order of their keys."""

    rows: Rows

    def of(self, model: type[Model]) -> list[Any]:
        return list(self.rows[model].values())


async def load(connection: BaseDBAsyncClient) -> Memory:
    """Read every table once, and tie the rows together."""
    context = get_current_context()
    if context is None or context.apps is None:
        raise RuntimeError("Tortoise is not at work.")
    models = list(context.apps[APP].values())
    rows = {model: {row.pk: row for row in await model.all().order_by("id")} for model in models}
    for model in models:
        for name, field in model._meta.fields_map.items():
            if isinstance(field, ManyToManyFieldInstance):
                await _tie_many(connection, rows, model=model, name=name, field=field)
            elif isinstance(field, ForeignKeyFieldInstance):
                _tie_one(rows, model, name=name, field=field)
            elif isinstance(field, BackwardFKRelation):
                _tie_back(rows, model, name=name, field=field)
    _tie_record(rows)
    return Memory(rows)


def _tie_one(
    rows: Rows, model: type[Model], *, name: str, field: ForeignKeyFieldInstance[Any]
) -> None:
    targets = rows[field.related_model]
    for row in rows[model].values():
        setattr(row, name, targets.get(getattr(row, f"{name}_id")))


def _tie_back(rows: Rows, model: type[Model], *, name: str, field: BackwardFKRelation[Any]) -> None:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows[field.related_model].values():
        found[getattr(row, field.relation_field)].append(row)
    for key, row in rows[model].items():
        if isinstance(field, BackwardOneToOneRelation):
            setattr(row, f"_{name}", next(iter(found[key]), None))
        else:
            getattr(row, name)._set_result_for_query(found[key])


def _tie_record(rows: Rows) -> None:
    """Entries of the audit hold no foreign keys: they must outlive what they are about."""
    for entry in rows[AuditEntry].values():
        entry.its_account = rows[Account].get(entry.account_id)
        entry.its_token = rows[Token].get(entry.token_id)
        entry.its_person = rows[Person].get(entry.person_id)


async def _tie_many(
    connection: BaseDBAsyncClient,
    rows: Rows,
    *,
    model: type[Model],
    name: str,
    field: ManyToManyFieldInstance[Any],
) -> None:
    pairs = await connection.execute_query_dict(
        f"SELECT {field.backward_key} AS here, {field.forward_key} AS there"  # noqa: S608 - names of ours
        f' FROM "{field.through}" ORDER BY 1, 2'
    )
    found: dict[UUID, list[Any]] = defaultdict(list)
    for pair in pairs:
        found[pair["here"]].append(rows[field.related_model][pair["there"]])
    for key, row in rows[model].items():
        getattr(row, name)._set_result_for_query(found[key])
