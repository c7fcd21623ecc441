"""Where others have written a person's name or addresses: taken out of the texts they stand in."""

import re
from collections.abc import Iterable, Sequence

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.accounts.emptying import MARK, assigned, is_text
from hub.accounts.models import Account
from hub.accounts.personal_rows import ROW, tables
from hub.members.models import Person
from hub.record.models import AuditEntry, KeptAnswer, OutboxEvent
from hub.rows import Row

ADDRESSES = frozenset({"email", "pec", "phone", "fiscal_code"})
"""Columns with a form of their own; where they are another party's, they stay that party's."""
WITHOUT_TEXTS = (Person, Account, AuditEntry, KeptAnswer, OutboxEvent)
"""Tables that are emptied otherwise, or that hold digests and ids where others hold names."""
REACHED = """SELECT party.id FROM organization party
WHERE ARRAY[party.email, party.pec, party.phone, party.fiscal_code]::text[] && $1::text[]
ORDER BY party.id"""
EDGE = "[[:alnum:]_]"
REPLACE = """WITH changed AS (UPDATE {table} {row} SET {assigned} WHERE {found} RETURNING 1)
SELECT count(*) AS rows FROM changed"""


async def names_of(
    connection: BaseDBAsyncClient, person: Person, accounts: Iterable[Account]
) -> list[str]:
    """What the person is known by: addresses, and the name if nobody else in the hub bears it."""
    known = {person.email, person.phone, person.fiscal_code, *(each.email for each in accounts)}
    # Entered more than once, the person may be known by other names as well.
    others = await Person.filter(merged_into_id=person.id).using_db(connection)
    for row in (person, *others):
        if row.given_name and row.family_name and not await _has_namesake(connection, row):
            given, family = row.given_name, row.family_name
            known |= {row.name, f"{given} {family}", f"{family} {given}"}
    return sorted(name for name in known if name)


async def take_out(connection: BaseDBAsyncClient, names: Sequence[str]) -> dict[str, int]:
    """Write a mark in place of the names, whole and in whatever case; how many rows of each table."""
    if not names:
        return {}
    pattern = f"(?<!{EDGE})({'|'.join(map(re.escape, names))})(?!{EDGE})"
    changed: dict[str, int] = {}
    for model in tables():
        columns = _texts(model)
        if model in WITHOUT_TEXTS or not columns:
            continue
        (found,) = await connection.execute_query_dict(_statement(model, columns), [pattern])
        if found["rows"]:
            changed[model._meta.db_table] = found["rows"]
    return changed


async def reached_by(connection: BaseDBAsyncClient, names: Sequence[str]) -> list[str]:
    """Ids of organizations that are reached at an address of the person, and have to change it."""
    found = await connection.execute_query_dict(REACHED, [names])
    return [str(each["id"]) for each in found]


async def _has_namesake(connection: BaseDBAsyncClient, person: Person) -> bool:
    """Whether somebody else has the name; rows of one person are one."""
    alike = Person.filter(name__iexact=person.name, erased_at=None, merged_at=None)
    others = alike.exclude(id__in=[person.id, person.merged_into_id or person.id])
    return await others.using_db(connection).exists()


def _texts(model: type[Row]) -> list[str]:
    """The columns of a table in which people write what they like."""
    fields = model._meta.fields_map
    return [
        name
        for name in sorted(model._meta.db_fields)
        if is_text(fields[name]) and not fields[name].unique
        if name not in ADDRESSES and name not in model.secret
    ]


def _statement(model: type[Row], columns: Sequence[str]) -> str:
    values = {name: f"regexp_replace({ROW}.{name}, $1, '{MARK}', 'gi')" for name in columns}
    return REPLACE.format(
        table=model._meta.db_table,
        row=ROW,
        assigned=assigned(model, values),
        found=" OR ".join(f"{ROW}.{name} ~* $1" for name in columns),
    )
