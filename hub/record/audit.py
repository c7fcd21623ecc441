"""The chain of audit entries: each is sealed with the one before it, by a key of the hub."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock, ids
from hub.actor import Actor
from hub.keys import Keys
from hub.record.models import AuditEntry, AuditHead
from hub.rows import Row

BEGINNING = "0" * 64
"""The seal before the first entry."""
OWNERS = ("organization_id", "person_id", "account_id")
"""Columns that say to whose history a change belongs."""
DIGITS = 16
"""Hexadecimal digits of the digest that stands for a personal value."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SEALED = """
previous, position::text, id::text, trim_scale(extract(epoch FROM created_at) * 1000000)::text,
act, account_id::text, token_id::text, person_id::text, request_id, subjects::text, body
"""
"""What a seal is over, as texts of PostgreSQL's: no two contents of a row read the same."""

HEAD = "SELECT position, seal FROM audit_head WHERE name = 'audit' FOR UPDATE"
COLUMNS = (
    *("position", "seal", "id", "created_at", "act", "account_id", "token_id", "person_id"),
    *("request_id", "subjects", "body", "previous"),
)
APPEND = f"""WITH head AS (
    UPDATE audit_head SET position = $1, seal = $2, guard = ${len(COLUMNS) + 1} WHERE name = 'audit'
)
INSERT INTO audit_entry ({", ".join(COLUMNS)})
VALUES ({", ".join(f"${n}" for n, _ in enumerate(COLUMNS, start=1))})"""  # noqa: S608 - constants
"""Both in one statement: all who write wait for its end."""


@dataclass
class Changes:
    """What an act changes, as its audit entry will tell it."""

    keys: Keys
    entry_id: UUID = field(default_factory=ids.uuid7)
    told: list[dict[str, Any]] = field(default_factory=list)
    subjects: dict[UUID, None] = field(default_factory=dict)

    def note(self, row: Row, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Note a change of a row: the former and the new value of each column."""
        self.touch(row)
        # Who gets a row is told that something was done, and not what it was before.
        self.subjects |= dict.fromkeys(_owners(after.get(name) for name in OWNERS))
        self.told.append(
            {
                "table": row._meta.db_table,
                "id": str(row.id),
                "subjects": sorted(map(str, [row.id, *_owners_of(row)])),
                "personal": sorted(row.personal & {*before, *after}),
                "before": self._values(row, before),
                "after": self._values(row, after),
            }
        )

    def note_many(self, table: str, **after: Any) -> None:
        """Note what was done alike to many rows of a table, which it does not name."""
        told: dict[str, Any] = {
            "table": table,
            "id": None,
            "subjects": [],
            "personal": [],
            "before": {},
        }
        self.told.append({**told, "after": plain(after)})

    def touch(self, row: Row) -> None:
        """Note that the entry belongs to the history of a row and of those whose it is."""
        self.subjects |= dict.fromkeys([row.id, *_owners_of(row)])

    def belongs_to(self, row: Row) -> None:
        """Note that the entry belongs to the history of those whose a row is, or of itself."""
        self.subjects |= dict.fromkeys(_owners_of(row) or [row.id])

    def _values(self, row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self._digest(name, value) if name in row.personal else plain(value)
            for name, value in sorted(values.items())
            if name not in row.secret
        }

    def _digest(self, name: str, value: Any) -> str | None:
        """What tells that a personal value changed, and nothing of what it is."""
        if value is None:
            return None
        text = json.dumps(plain(value), sort_keys=True, ensure_ascii=False)
        return "#" + self.keys.mac("audit value", str(self.entry_id), name, text)[:DIGITS]


async def append(
    connection: BaseDBAsyncClient,
    changes: Changes,
    *,
    act: str,
    actor: Actor,
    request_id: str | None,
) -> AuditEntry:
    """Seal the entry of an act to the end of the chain.

    From here to the end of the transaction others wait who want to do the same: it comes last.
    """
    position, previous = await _locked_head(connection, changes.keys)
    entry = AuditEntry(
        id=changes.entry_id,
        created_at=clock.now(),
        position=position + 1,
        act=act,
        account_id=actor.account_id,
        token_id=actor.token_id,
        person_id=actor.person_id,
        request_id=request_id,
        subjects=list(changes.subjects),
        body=canonical(changes.told),
        previous=previous,
    )
    entry.seal = seal_of(changes.keys, sealed(entry))
    guard = guard_of(changes.keys, entry.position, entry.seal)
    values = [getattr(entry, name) for name in COLUMNS]
    await connection.execute_query(APPEND, [*values, guard])
    return entry


def sealed(entry: AuditEntry) -> tuple[str | None, ...]:
    """Everything that an entry says, and the seal before it, written as SEALED reads it."""
    microseconds = (entry.created_at - EPOCH) // timedelta(microseconds=1)
    keys = (entry.account_id, entry.token_id, entry.person_id)
    return (
        entry.previous,
        str(entry.position),
        str(entry.id),
        str(microseconds),
        entry.act,
        *(None if key is None else str(key) for key in keys),
        entry.request_id,
        "{" + ",".join(map(str, entry.subjects)) + "}",
        entry.body,
    )


def seal_of(keys: Keys, texts: Iterable[str | None]) -> str:
    """The seal of an entry, over the texts of `sealed`; what is absent differs from any text."""
    return keys.mac("audit entry", *("" if text is None else f"={text}" for text in texts))


def guard_of(keys: Keys, position: int, seal: str) -> str:
    """What the head of the chain is held to."""
    return keys.mac("audit head", str(position), seal)


def canonical(told: Iterable[Mapping[str, Any]]) -> str:
    """Changes as JSON that is always written the same way."""
    return json.dumps(list(told), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def plain(value: Any) -> Any:
    """A value as JSON can say it."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal | Enum) else value


def _owners_of(row: Row) -> list[UUID]:
    return _owners(getattr(row, name, None) for name in OWNERS)


def _owners(keys: Iterable[Any]) -> list[UUID]:
    return [UUID(str(key)) for key in keys if key is not None]


async def _locked_head(connection: BaseDBAsyncClient, keys: Keys) -> tuple[int, str]:
    """The position and the seal of the last entry."""
    if found := await connection.execute_query_dict(HEAD):
        return found[0]["position"], found[0]["seal"]
    guard = guard_of(keys, 0, BEGINNING)
    first = AuditHead(name="audit", position=0, seal=BEGINNING, guard=guard)
    # Two at once: the second waits for the first, and then finds its row.
    await AuditHead.bulk_create([first], ignore_conflicts=True, using_db=connection)
    return await _locked_head(connection, keys)
