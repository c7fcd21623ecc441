"""What the database says after a storm of acts, asked with plain SQL over the tables."""
# ruff: noqa: S608 - put together from constants of this code alone

from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from tests.crash.ledger import Ledger, Seen

HOLDING = """WITH RECURSIVE within (top, id) AS (
    SELECT id, id FROM space
    UNION SELECT within.top, child.id FROM within JOIN space child ON child.parent_id = within.id
),
near (one, two) AS (SELECT DISTINCT a.top, b.top FROM within a JOIN within b USING (id)),
holding AS (
    SELECT id, space_id, person_id, starts_at, coalesce(finished_at, ends_at) AS ends_at
    FROM booking
    WHERE num_nonnulls(declined_at, cancelled_at, released_at) = 0
    AND (confirmed_at IS NOT NULL OR holds_while_pending)
)
"""
OVERLAPPING = (
    HOLDING
    + """SELECT one.id, two.id FROM holding one JOIN holding two ON one.id < two.id
AND one.starts_at < two.ends_at AND two.starts_at < one.ends_at
JOIN near ON (near.one, near.two) = (one.space_id, two.space_id)"""
)
WITHIN_CLOSURES = (
    HOLDING
    + """SELECT held.id, closure.id FROM holding held JOIN closure ON closure.withdrawn_at IS NULL
AND closure.starts_at < held.ends_at AND held.starts_at < closure.ends_at
JOIN near ON (near.one, near.two) = (held.space_id, closure.space_id)"""
)
OFFERED_TWICE = (
    HOLDING
    + """, offered AS (
    SELECT id, space_id, starts_at, ends_at FROM waitlist_entry
    WHERE num_nonnulls(claimed_at, left_at) = 0 AND offered_at <= now() AND now() < offer_ends_at
)
SELECT offer.id, other.id FROM offered offer JOIN (
    SELECT id, space_id, starts_at, ends_at FROM holding UNION ALL SELECT * FROM offered
) other ON offer.id <> other.id
AND offer.starts_at < other.ends_at AND other.starts_at < offer.ends_at
JOIN near ON (near.one, near.two) = (offer.space_id, other.space_id)"""
)
STATES = """SELECT id, version, space_id, starts_at, ends_at, series_id,
    CASE WHEN declined_at IS NOT NULL THEN 'DECLINED' WHEN cancelled_at IS NOT NULL THEN 'CANCELLED'
        WHEN confirmed_at IS NULL THEN 'REQUESTED' ELSE 'CONFIRMED' END AS state
FROM booking"""
"""Nothing of what is booked has begun yet."""
ENTRIES = "SELECT act, subjects FROM audit_entry"
KEPT = "SELECT key, act, outcome->>'id' AS id FROM kept_answer"
LINE = "SELECT id, booking_id, claimed_at, left_at FROM waitlist_entry"
SHUT = "SELECT id, withdrawn_at FROM closure"


@dataclass(frozen=True)
class Truth:
    """A database that a ledger is compared with."""

    connection: asyncpg.Connection
    ledger: Ledger

    async def assert_kept(self) -> None:
        """Nobody has what another has, and all that was acknowledged is there, once."""
        for query in (OVERLAPPING, WITHIN_CLOSURES, OFFERED_TWICE):
            assert await self.connection.fetch(query) == []
        await self._assert_recorded()
        await self._assert_booked()
        await self._assert_waiting()
        await self._assert_shut()

    async def _assert_recorded(self) -> None:
        """Each act has left one entry, about its row, and its answer under its key."""
        done = self.ledger.done
        kept = await self.connection.fetch(KEPT)
        found = {each["key"]: (each["act"], each["id"]) for each in kept}
        assert len(found) == len(kept) == len(done)
        assert found == {each.key: (each.act, _key(each.id)) for each in done}
        entries = await self.connection.fetch(ENTRIES)
        assert Counter(each["act"] for each in entries) == Counter(each.act for each in done)
        about = Counter((each["act"], str(id)) for each in entries for id in each["subjects"])
        changes = Counter((each.act, _key(each.id)) for each in done if not each.is_idle)
        assert changes - about == Counter()

    async def _assert_booked(self) -> None:
        """There are as many bookings as were made, and they are as the last answer showed them."""
        rows = await self.connection.fetch(STATES)
        assert len(rows) == sum(self.ledger.booked.values())
        by_id = {f"booking_{each['id']}": each for each in rows}
        assert self.ledger.seen.keys() <= by_id.keys()
        for id, versions in self.ledger.seen.items():
            row = by_id[id]
            assert max(versions) <= row["version"]
            if seen := versions.get(row["version"]):
                assert seen == _seen(row)
        for act, state in (("cancel_booking", "CANCELLED"), ("decline_booking", "DECLINED")):
            assert {by_id[id]["state"] for id in self.ledger.ids(act)} <= {state}

    async def _assert_waiting(self) -> None:
        rows = {str(each["id"]): each for each in await self.connection.fetch(LINE)}
        assert {_key(id) for id in self.ledger.ids("join_waitlist")} <= rows.keys()
        assert all(rows[_key(id)]["left_at"] for id in self.ledger.ids("leave_waitlist"))
        claimed = Counter(str(each["booking_id"]) for each in rows.values() if each["claimed_at"])
        assert Counter(_key(id) for id in self.ledger.ids("claim_offer")) <= claimed
        assert set(claimed.values()) <= {1}

    async def _assert_shut(self) -> None:
        rows = await self.connection.fetch(SHUT)
        withdrawn = {str(each["id"]) for each in rows if each["withdrawn_at"]}
        assert {str(each["id"]) for each in rows} == {
            _key(id) for id in self.ledger.ids("close_space")
        }
        assert withdrawn == {_key(id) for id in self.ledger.ids("withdraw_closure")}


@asynccontextmanager
async def truth(url: str, ledger: Ledger) -> AsyncGenerator[Truth]:
    connection = await asyncpg.connect(url)
    try:
        yield Truth(connection, ledger)
    finally:
        await connection.close()


def _seen(row: asyncpg.Record) -> Seen:
    return Seen(f"space_{row['space_id']}", row["starts_at"], row["ends_at"], row["state"])


def _key(id: str) -> str:
    """The key of the row that a global id is about."""
    _, _, key = id.rpartition("_")
    return str(UUID(key))
