"""What an act changes, as its audit entry will tell it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from hub import ids
from hub.keys import Keys
from hub.rows import Row

OWNERS = ("organization_id", "person_id", "account_id")
"""Columns that say to whose history a change belongs."""
DIGITS = 16
"""Hexadecimal digits of the digest that stands for a personal value."""


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
