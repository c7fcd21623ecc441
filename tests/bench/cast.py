"""Who and what the operations ask about, found in whatever data there is."""

from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import Any, Self
from uuid import UUID

import asyncpg

from hub import clock

FIND = """
SELECT o.id AS organization_id, o.sector, a.person_id,
    (SELECT array_agg(own.organization_id) FROM affiliation own WHERE own.person_id = a.person_id
        AND own.starts_on <= $1 AND coalesce($1 < own.ends_on, true)) AS organization_ids,
    (SELECT b.space_id FROM booking b WHERE b.starts_at >= $2 AND b.starts_at < $3
        GROUP BY b.space_id ORDER BY count(*) DESC, b.space_id LIMIT 1) AS space_id
FROM organization o
JOIN affiliation a ON a.organization_id = o.id
    AND a.starts_on <= $1 AND coalesce($1 < a.ends_on, true)
WHERE o.sector IS NOT NULL
AND EXISTS (SELECT 1 FROM membership m
    JOIN membership_type t ON t.id = m.type_id AND t.category <> 'CO_WORKER'
    JOIN membership_period p ON p.membership_id = m.id AND p.starts_on <= $1 AND p.ends_on > $1
    WHERE m.organization_id = o.id AND m.resigned_on IS NULL AND m.expelled_on IS NULL
    AND NOT EXISTS (SELECT 1 FROM suspension s WHERE s.membership_id = m.id))
AND EXISTS (SELECT 1 FROM startup s WHERE s.organization_id = o.id)
AND EXISTS (SELECT 1 FROM partnership p WHERE p.organization_id = o.id)
AND EXISTS (SELECT 1 FROM booking b WHERE b.organization_id = o.id AND b.starts_at > now())
ORDER BY (SELECT count(*) FROM partnership p WHERE p.organization_id = o.id) DESC, o.id, a.id
LIMIT 1
"""
"""A member organization that has something in each of the four worlds, and a person of it."""


@dataclass(frozen=True)
class Cast:
    """The values that variables and viewers take, as texts."""

    organization: str
    space: str
    person: str
    organizations: tuple[str, ...]
    sector: str
    now: str
    past_day: str
    monday: str
    next_monday: str

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        return cls(**{**values, "organizations": tuple(values["organizations"])})

    @property
    def values(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def person_id(self) -> UUID:
        return UUID(self.person)

    @property
    def organization_ids(self) -> list[UUID]:
        return [UUID(each) for each in self.organizations]


async def find(url: str) -> Cast:
    now = clock.now()
    today = clock.today()
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), now.tzinfo)
    next_monday = monday + timedelta(days=7)
    connection = await asyncpg.connect(url)
    try:
        row = await connection.fetchrow(FIND, today, monday, next_monday)
    finally:
        await connection.close()
    if row is None:
        raise LookupError("No organization in the data has something in each of the four worlds.")
    return Cast(
        organization=f"org_{row['organization_id']}",
        space=f"space_{row['space_id']}",
        person=str(row["person_id"]),
        organizations=tuple(map(str, row["organization_ids"])),
        sector=row["sector"],
        now=now.isoformat(),
        past_day=(today - timedelta(days=400)).isoformat(),
        monday=monday.isoformat(),
        next_monday=next_monday.isoformat(),
    )
