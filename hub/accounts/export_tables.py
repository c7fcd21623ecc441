"""What an export holds, table by table: queries over the rows that are the person's."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.fields.data import JSONField

from hub import clock
from hub.accounts.personal_rows import ASKED, ROW, acted, filled, own, tables
from hub.rows import Row
from hub.sql import Sql, composed

PAGE = 500
"""Rows that are in memory at once."""
QUERY = """{asked} SELECT {columns} FROM {table} {row}
WHERE ({condition}) AND coalesce({row}.id > $4::uuid, true) ORDER BY {row}.id LIMIT {limit}"""
ACCOUNTS = Sql("(SELECT held.id FROM account held WHERE held.person_id = {person})")
ACTED = composed(
    "({row}.person_id = {person} OR {row}.account_id IN {accounts})", accounts=ACCOUNTS
)
RECORDED = composed(
    "{row}.subjects && ARRAY(SELECT {person} UNION ALL {accounts}) OR {acted}",
    accounts=ACCOUNTS,
    acted=ACTED,
)
ANSWERED = composed(
    """{row}.actor IN (SELECT 'account:' || mine.id FROM {accounts} mine UNION ALL
    SELECT 'token:' || program.id FROM token program WHERE program.account_id IN {accounts})""",
    accounts=ACCOUNTS,
)
SAID = Sql(
    """{row}.id IN (SELECT said.competence_id FROM person_competence said
    WHERE said.person_id = {person})"""
)
ANY = "{asked} SELECT EXISTS (SELECT FROM {table} {row} WHERE {condition}) AS is_there"

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose data are asked for, and when."""

    person_id: UUID
    now: datetime
    connection: BaseDBAsyncClient

    @property
    def values(self) -> list[object]:
        return [self.person_id, clock.day_of(self.now), self.now]


def _as_it_is(row: Values) -> Values:
    return row


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of one file of the export."""

    name: str
    columns: tuple[str, ...]
    condition: str
    table: str
    told: Callable[[Values], Values] = _as_it_is
    """What is told of a row."""

    async def has_rows(self, asked: Asked) -> bool:
        query = ANY.format(asked=ASKED, table=self.table, row=ROW, condition=self.condition)
        (found,) = await asked.connection.execute_query_dict(query, asked.values)
        return bool(found["is_there"])

    async def rows(self, asked: Asked) -> AsyncIterator[Values]:
        """All rows in the order of their keys, a page at a time."""
        query = QUERY.format(
            asked=ASKED,
            columns=", ".join(self.columns),
            table=self.table,
            row=ROW,
            condition=self.condition,
            limit=PAGE,
        )
        last: UUID | None = None
        while True:
            page = await asked.connection.execute_query_dict(query, [*asked.values, last])
            for row in page:
                yield self.told(row)
            if len(page) < PAGE:
                return
            last = page[-1]["id"]


def sources() -> list[Source]:
    """All files that there may be: own rows whole, of others only what the person did to them."""
    models = tables()
    owned = [_own(model) for model in models if model.ties is not None]
    done = [_done(model) for model in models if acted(model)]
    return [*owned, _competences(), _audit(), _answers(), *done]


def _own(model: type[Row]) -> Source:
    """The rows that are the person's, without what is secret; of others they hold the keys."""
    names = [name for name in model._meta.db_fields if name not in model.secret]
    columns = ["id", "created_at", *(name for name in names if name not in {"id", "created_at"})]
    documents = [name for name in columns if isinstance(model._meta.fields_map[name], JSONField)]

    def told(row: Values) -> Values:
        return {**row, **{name: _read(row[name]) for name in documents}}

    table = model._meta.db_table
    return Source(table, _of_row(columns), own(model) or "false", table, told)


def _done(model: type[Row]) -> Source:
    """The rows of others with which the person did something: which ones, when, and as what."""
    roles = acted(model)
    each = [f"CASE WHEN {condition} THEN '{name}' END" for name, condition in roles.items()]
    done_as = f"array_remove(ARRAY[{', '.join(each)}], NULL) AS done_as"
    columns = (*_of_row(["id", "created_at"]), done_as)
    table = model._meta.db_table
    return Source(f"done/{table}", columns, " OR ".join(roles.values()), table)


def _of_row(names: list[str]) -> tuple[str, ...]:
    return tuple(f"{ROW}.{name}" for name in names)


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _of_audit(row: Values) -> Values:
    """Which columns of which tables an act changed; what they held is elsewhere in the export."""
    changes = json.loads(row["body"])
    changed = [
        {"table": each["table"], "columns": sorted({*each["before"], *each["after"]})}
        for each in changes
    ]
    return {**{name: row[name] for name in row if name != "body"}, "changed": changed}


def _competences() -> Source:
    columns = _of_row(["id", "code", "name", "name_it"])
    return Source("person_competence", columns, filled(SAID), "competence")


def _audit() -> Source:
    was_by_the_person = f"coalesce({filled(ACTED)}, false) AS was_by_the_person"
    columns = (*_of_row(["id", "created_at", "position", "act", "body"]), was_by_the_person)
    return Source("audit_entry", columns, filled(RECORDED), "audit_entry", _of_audit)


def _answers() -> Source:
    columns = _of_row(["id", "created_at", "act", "key"])
    return Source("kept_answer", columns, filled(ANSWERED), "kept_answer")
