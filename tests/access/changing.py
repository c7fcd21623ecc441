"""Changes to what Beta keeps to itself, behind the hub's back."""

from collections.abc import Iterable

import asyncpg

from schema.compiler.declare import ENTITIES
from tests.access.secrets import VALUES

FOR_GOOD = ("payment",)
"""Tables whose rows a trigger keeps as they are."""


def secrets_to_others() -> list[str]:
    """The statements that give each secret another value of the same form."""
    return _unguarded([_update(name, value, _other(value)) for name, value in VALUES.items()])


def secrets_back() -> list[str]:
    """The statements that give the secrets their values again."""
    values = reversed(list(VALUES.items()))
    return _unguarded([_update(name, _other(value), value) for name, value in values])


async def execute(url: str, statements: Iterable[str]) -> None:
    """Execute statements, each of which changes something."""
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            assert await connection.execute(statement) != "UPDATE 0", statement
    finally:
        await connection.close()


def _unguarded(statements: list[str]) -> list[str]:
    """The statements, among which what never changes does."""
    tables = [f"ALTER TABLE {table} {{}} TRIGGER USER" for table in FOR_GOOD]
    off, on = ([each.format(word) for each in tables] for word in ("DISABLE", "ENABLE"))
    return [*off, *statements, *on]


def _other(value: str) -> str:
    """Another value of the same form, at the other end of any order."""
    return value.replace("zx", "aa").replace("ZX", "AA").replace("773", "883")


def _update(name: str, former: str, latter: str) -> str:
    table, column = _column(name)
    return f"UPDATE \"{table}\" SET {column} = '{latter}' WHERE {column}::text = '{former}'"  # noqa: S608 - of ours


def _column(name: str) -> tuple[str, str]:
    type_name, _, field_name = name.partition(".")
    model = ENTITIES[type_name].model
    assert model is not None
    return model._meta.db_table, model._meta.fields_db_projection[field_name]
