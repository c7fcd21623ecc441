"""When a space can be had within a window of time: open, and neither taken nor let."""
# ruff: noqa: S608 - put together from constants of this code alone

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.spaces import derived
from hub.spaces.booking.hours import open_spans
from hub.spaces.booking.reading import levels, span
from hub.spaces.booking.spans import Span
from hub.spaces.booking.statement import CLOSURES, EXCEPTIONS, HOURS, LET, SURROUNDINGS
from hub.spaces.rules import Level
from hub.sql import of

WINDOW = f"""
WITH {SURROUNDINGS}
SELECT json_build_object('zone', place.zone,
    'hours', {HOURS},
    'exceptions', {EXCEPTIONS},
    'closures', {CLOSURES},
    'let', {LET},
    'offered', (SELECT json_agg(json_build_object('starts_at', offer.blocked_from,
            'ends_at', offer.blocked_until))
        FROM space_offers(place.id, $2::timestamptz - interval '1 day',
            $3::timestamptz + interval '1 day', $4::timestamptz) offer
        WHERE offer.person_id IS DISTINCT FROM $6::uuid),
    'taken', (SELECT json_agg(json_build_object('starts_at', lower(span), 'ends_at', upper(span)))
        FROM (
            SELECT unnest(range_agg(tstzrange(block.blocked_from, block.blocked_until))) AS span
            FROM space_within(place.id) inmost, LATERAL (
                SELECT kept.booking_id, kept.blocked_from, kept.blocked_until
                FROM booking_block kept
                WHERE uuidrange(kept.space_id, kept.space_id, '[]')
                    && uuidrange(inmost.id, inmost.id, '[]')
                AND tstzrange(kept.blocked_from, kept.blocked_until, '[)') && tstzrange(
                    $2::timestamptz - interval '1 day', $3::timestamptz + interval '1 day', '[)')
                OFFSET 0  -- else the planner begins at all bookings of so long a time
            ) block JOIN booking held ON held.id = block.booking_id
            WHERE {of("held", derived.HOLDS_SLOT).text.replace("{now}", "$4::timestamptz")}
            AND held.id IS DISTINCT FROM $5::uuid
        ) taken)
) AS found FROM place"""
"""What follows on one another is taken as one span: there may be many of them."""


@dataclass(frozen=True, slots=True)
class Free:
    """When a space is open, and when it is kept from others."""

    zone: ZoneInfo
    levels: Sequence[Level]
    window: Span
    kept: list[Span]

    @property
    def open(self) -> list[Span]:
        return open_spans(self.levels, self.window, self.zone)


async def look(
    connection: BaseDBAsyncClient,
    space_id: UUID,
    window: Span,
    *,
    now: datetime,
    besides: UUID | None = None,
    person_id: UUID | None = None,
) -> Free:
    """When a space, which there is, can be had; neither a booking that is to change nor what is
    offered to the person is in the way.
    """
    values = [space_id, window.starts_at, window.ends_at, now, besides, person_id]
    (row,) = await connection.execute_query_dict(WINDOW, values)
    found = row["found"]
    found = json.loads(found) if isinstance(found, str) else found
    kept = [span(each) for name in ("taken", "offered", "let") for each in found[name] or ()]
    return Free(ZoneInfo(found["zone"]), levels(found), window, kept)
