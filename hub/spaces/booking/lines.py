"""The line as it stands: who waits for spaces of one tree, and what keeps their slots."""
# ruff: noqa: S608 - put together from constants of this code alone

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.spaces import derived
from hub.spaces.booking.line import Kept, Waiting
from hub.spaces.booking.reading import span
from hub.spaces.booking.spans import Span
from hub.spaces.booking_models import WaitlistEntry
from hub.sql import of

IS_OPEN = of("entry", derived.WAITLIST_STATE).text.replace("{now}", "$2::timestamptz")
IS_OPEN = f"""num_nonnulls(entry.claimed_at, entry.left_at) = 0
AND entry.starts_at > $2::timestamptz AND ({IS_OPEN}) IN ('WAITING', 'OFFERED')"""
PREPARED = """tstzrange(
    entry.starts_at - coalesce(terms.buffer_before_minutes, 0) * interval '1 minute',
    entry.ends_at + coalesce(terms.buffer_after_minutes, 0) * interval '1 minute', '[)')"""
# Spaces of one tree have to do with one another; who wants to plan a line waits for the others. Of
# those who wait at other times only such count as are in the way of others, up to the time asked.
LOCK = f"""WITH RECURSIVE tree AS MATERIALIZED (
    SELECT place.id, terms.buffer_before_minutes, terms.buffer_after_minutes
    FROM space_tree($1::uuid[]) JOIN space place USING (id)
    LEFT JOIN booking_conditions terms ON terms.id = place.conditions_id
), asked AS MATERIALIZED (
    SELECT tstzrange($3::timestamptz - longest, greatest($3::timestamptz, $4::timestamptz) + longest)
        AS span
    FROM (SELECT coalesce(max(greatest(buffer_before_minutes, buffer_after_minutes)), 0)
        * interval '1 minute' AS longest FROM tree) buffer
), waits AS MATERIALIZED (
    SELECT entry.id, {PREPARED} AS span
    FROM waitlist_entry entry JOIN tree terms ON terms.id = entry.space_id WHERE {IS_OPEN}
), met (id, span) AS (
    SELECT waits.id, waits.span FROM waits, asked WHERE waits.span && asked.span
    UNION
    SELECT waits.id, waits.span FROM met JOIN waits ON waits.span && met.span
)
SELECT entry.id FROM waitlist_entry entry
WHERE {IS_OPEN} AND entry.id IN (SELECT id FROM met) ORDER BY entry.id FOR NO KEY UPDATE"""
LINES = f"""SELECT DISTINCT entry.space_id FROM waitlist_entry entry
JOIN space place ON place.id = entry.space_id
WHERE {IS_OPEN} AND place.site_id = $1::uuid ORDER BY entry.space_id"""
HOLDS_SLOT = of("held", derived.HOLDS_SLOT).text.replace("{now}", "$2::timestamptz")
LINE = f"""SELECT entry.id,
    coalesce(terms.buffer_before_minutes, 0) AS before,
    coalesce(terms.buffer_after_minutes, 0) AS after,
    coalesce(terms.offer_minutes, 60) AS offer_minutes,
    coalesce(terms.waives_buffer_within_organization, false) AS waives_buffer,
    (SELECT json_agg(id) FROM space_within(entry.space_id) inmost (id)) AS within,
    (SELECT json_agg(row_to_json(kept)) FROM (
        SELECT DISTINCT ON (held.id) held.id AS booking_id, held.space_id, held.starts_at,
            coalesce(held.finished_at, held.ends_at) AS ends_at, held.blocked_from,
            held.blocked_until, held.organization_id, held.person_id,
            CASE WHEN held.confirmed_at IS NULL THEN least(held.lapses_at, held.starts_at)
                WHEN held.checked_in_at IS NULL THEN held.check_in_due_at END AS until
        FROM space_within(entry.space_id) inmost (id), LATERAL (
            SELECT block.booking_id FROM booking_block block
            WHERE uuidrange(block.space_id, block.space_id, '[]')
                && uuidrange(inmost.id, inmost.id, '[]')
            AND tstzrange(block.blocked_from, block.blocked_until, '[)') && {PREPARED}
            OFFSET 0
        ) block JOIN booking held ON held.id = block.booking_id
        WHERE {HOLDS_SLOT}
        ORDER BY held.id) kept) AS taken
FROM waitlist_entry entry JOIN space place ON place.id = entry.space_id
LEFT JOIN booking_conditions terms ON terms.id = place.conditions_id
WHERE entry.id = ANY ($1::uuid[])"""


async def locked(
    connection: BaseDBAsyncClient,
    space_ids: Iterable[UUID],
    now: datetime,
    *,
    during: Span | None = None,
) -> list[WaitlistEntry]:
    """Who waits for the spaces, or for anything of their trees, the first in line first; the line
    is nobody else's to plan until the act is over.

    With a time, only those who wait for some of it, and whoever is in the way of them.
    """
    since, until = during or (None, None)
    found = await connection.execute_query_dict(LOCK, [list(space_ids), now, since, until])
    if not found:
        return []
    rows = WaitlistEntry.filter(id__in=[each["id"] for each in found]).using_db(connection)
    return await rows.order_by("joined_at", "id")


async def read(
    connection: BaseDBAsyncClient, entries: Sequence[WaitlistEntry], now: datetime
) -> list[Waiting]:
    """The places of a line, as its rules see them."""
    found = await connection.execute_query_dict(LINE, [[each.id for each in entries], now])
    around = {each["id"]: each for each in found}
    return [_waiting(each, around[each.id], _json(around[each.id]["taken"])) for each in entries]


def _waiting(entry: WaitlistEntry, around: Mapping[str, Any], taken: Iterable[Any]) -> Waiting:
    offer = None
    if entry.offered_at is not None and entry.offer_ends_at is not None:
        offer = Span(entry.offered_at, entry.offer_ends_at)
    return Waiting(
        id=entry.id,
        space_id=entry.space_id,
        within=frozenset(UUID(each) for each in _json(around["within"])),
        slot=Span(entry.starts_at, entry.ends_at),
        before=timedelta(minutes=around["before"]),
        after=timedelta(minutes=around["after"]),
        waives_buffer=around["waives_buffer"],
        offer_length=timedelta(minutes=around["offer_minutes"]),
        organization_id=entry.organization_id,
        taken=tuple(_kept(each) for each in taken),
        offer=offer,
    )


def _kept(found: Mapping[str, Any]) -> Kept:
    organization_id, person_id = found["organization_id"], found["person_id"]
    until = found["until"]
    return Kept(
        booking_id=UUID(found["booking_id"]),
        space_id=UUID(found["space_id"]),
        span=span(dict(found)),
        blocked=span(dict(found), "blocked_from", "blocked_until"),
        organization_id=UUID(organization_id) if organization_id else None,
        person_id=UUID(person_id) if person_id else None,
        until=datetime.fromisoformat(until) if until else None,
    )


def _json(found: Any) -> list[Any]:
    return (json.loads(found) if isinstance(found, str) else found) or []
