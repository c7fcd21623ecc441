"""What somebody who may do everything in the database can do to the audit."""

import random
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import asyncpg

from hub.record.audit import BEGINNING

Tamper = Callable[[asyncpg.Connection, random.Random], Awaitable[None]]

COLUMNS = (
    "id",
    "created_at",
    "position",
    "act",
    "account_id",
    "token_id",
    "person_id",
    "request_id",
    "subjects",
    "body",
    "previous",
    "seal",
)
CONTENTS = COLUMNS[1:2] + COLUMNS[3:]
"""All that a row says, besides its key and its position."""
FAR = 10**6
"""A position that no entry has."""
INSERT = f"""
INSERT INTO audit_entry ({", ".join(COLUMNS)})
SELECT $1, created_at, $2, act, account_id, token_id, person_id, request_id, subjects, body,
    $3, seal
FROM audit_entry WHERE position = $4
"""  # noqa: S608 - of constants


async def change(connection: asyncpg.Connection, luck: random.Random) -> None:
    """Another value in any column of any row."""
    row = await _any_row(connection, luck)
    column = luck.choice(COLUMNS)
    value = _other(column, row, luck)
    await connection.execute(
        f"UPDATE audit_entry SET {column} = $1 WHERE id = $2",  # noqa: S608
        value,
        row["id"],
    )


async def delete(connection: asyncpg.Connection, luck: random.Random) -> None:
    row = await _any_row(connection, luck)
    await connection.execute("DELETE FROM audit_entry WHERE id = $1", row["id"])


async def delete_and_close_the_gap(connection: asyncpg.Connection, luck: random.Random) -> None:
    row = await _any_row(connection, luck)
    await connection.execute("DELETE FROM audit_entry WHERE id = $1", row["id"])
    await _move(connection, "position > $1", row["position"], by=-1)


async def cut_the_end(connection: asyncpg.Connection, luck: random.Random) -> None:
    row = await _any_row(connection, luck)
    await connection.execute("DELETE FROM audit_entry WHERE position >= $1", row["position"])


async def cut_the_end_and_its_head(connection: asyncpg.Connection, luck: random.Random) -> None:
    """As though the chain had never been longer, as far as one can who has not the key."""
    row = await _any_row(connection, luck)
    await connection.execute("DELETE FROM audit_entry WHERE position >= $1", row["position"])
    position, seal = row["position"] - 1, row["previous"]
    await connection.execute("UPDATE audit_head SET position = $1, seal = $2", position, seal)


async def swap(connection: asyncpg.Connection, luck: random.Random) -> None:
    """What two rows say, each at the position of the other."""
    first, second = await _two_rows(connection, luck)
    for here, there in ((first, second), (second, first)):
        places = ", ".join(f"{name} = ${place}" for place, name in enumerate(CONTENTS, 2))
        values = [there[name] for name in CONTENTS]
        await connection.execute(
            f"UPDATE audit_entry SET {places} WHERE id = $1",  # noqa: S608
            here["id"],
            *values,
        )


async def swap_positions(connection: asyncpg.Connection, luck: random.Random) -> None:
    first, second = await _two_rows(connection, luck)
    steps = ((first, FAR), (second, first["position"]), (first, second["position"]))
    for row, position in steps:
        await connection.execute(
            "UPDATE audit_entry SET position = $1 WHERE id = $2", position, row["id"]
        )


async def insert(connection: asyncpg.Connection, luck: random.Random) -> None:
    """A copy of a row with its seal, somewhere among the others."""
    row, before = await _two_rows(connection, luck)
    await _move(connection, "position >= $1", before["position"], by=1)
    copied = row["position"] + (row["position"] >= before["position"])
    await connection.execute(INSERT, uuid4(), before["position"], before["previous"], copied)


async def append(connection: asyncpg.Connection, luck: random.Random) -> None:
    """A copy of a row with its seal at the end, and the head moved there, or not."""
    row = await _any_row(connection, luck)
    head = await connection.fetchrow("SELECT * FROM audit_head")
    position = head["position"] + 1
    await connection.execute(INSERT, uuid4(), position, head["seal"], row["position"])
    if luck.random() < 0.5:
        await connection.execute(
            "UPDATE audit_head SET position = $1, seal = $2", position, row["seal"]
        )


async def change_the_head(connection: asyncpg.Connection, luck: random.Random) -> None:
    column = luck.choice(("position", "seal", "guard"))
    head = await connection.fetchrow("SELECT * FROM audit_head")
    value = head[column] - 1 if column == "position" else _hex(luck)
    await connection.execute(f"UPDATE audit_head SET {column} = $1", value)  # noqa: S608


async def remove_the_head(connection: asyncpg.Connection, luck: random.Random) -> None:
    await connection.execute("DELETE FROM audit_head")


WAYS: tuple[Tamper, ...] = (
    change,
    change,
    change,
    change,
    delete,
    delete_and_close_the_gap,
    cut_the_end,
    cut_the_end_and_its_head,
    swap,
    swap_positions,
    insert,
    append,
    change_the_head,
    remove_the_head,
)
"""Changes of one value are the most, as there are so many of them."""


def _other(column: str, row: Any, luck: random.Random) -> Any:
    """A value that the column may have and has not."""
    former = row[column]
    others: dict[str, Callable[[], Any]] = {
        "created_at": lambda: former.replace(microsecond=(former.microsecond + 1) % 1_000_000),
        "position": lambda: former + 10_000,
        "act": lambda: luck.choice([former + "x", former[:-1], former.upper()]),
        "request_id": lambda: luck.choice(["None", "", "r"]) if former is None else None,
        "subjects": lambda: luck.choice([[*former, uuid4()], former[1:], [*former, *former]]),
        "body": lambda: luck.choice([former + " ", former[:-1], former.replace("b", "c"), "[]"]),
        "previous": lambda: _hex(luck),
        "seal": lambda: luck.choice([_hex(luck), BEGINNING, row["previous"]]),
    }
    if column in others:
        value = others[column]()
        return value if value != former else _other(column, row, luck)
    return uuid4() if column == "id" or former is None or luck.random() < 0.5 else None


async def _move(connection: asyncpg.Connection, where: str, position: int, *, by: int) -> None:
    """Other positions for some rows; at no time may two have the same."""
    for moved, from_position, step in ((where, position, FAR + by), ("position > $1", FAR, -FAR)):
        await connection.execute(
            f"UPDATE audit_entry SET position = position + {step} WHERE {moved}",  # noqa: S608
            from_position,
        )


async def _any_row(connection: asyncpg.Connection, luck: random.Random) -> Any:
    return luck.choice(await connection.fetch("SELECT * FROM audit_entry ORDER BY position"))


async def _two_rows(connection: asyncpg.Connection, luck: random.Random) -> Any:
    return luck.sample(await connection.fetch("SELECT * FROM audit_entry ORDER BY position"), 2)


def _hex(luck: random.Random) -> str:
    return f"{luck.getrandbits(256):064x}"
