"""When spaces can be had within a window of time, whoever asks: open, and neither taken nor let."""
# ruff: noqa: S608 - put together from constants of this code alone

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.spaces import derived
from hub.spaces.booking.hours import open_spans
from hub.spaces.booking.reading import levels, span
from hub.spaces.booking.spans import Span, without
from hub.sql import of

WINDOW = f"""
SELECT json_agg(json_build_object(
    'space_id', place.id, 'zone', site.time_zone,
    'hours', (SELECT json_agg(json_build_object('level', coalesce(around.level, -1),
            'weekday', hours.weekday, 'opens', hours.opens, 'closes', hours.closes,
            'state', hours.state, 'starts_on', hours.starts_on, 'ends_on', hours.ends_on)
            ORDER BY hours.state, hours.id)
        FROM opening_hours hours LEFT JOIN space_around(place.id) around
            ON around.id = hours.space_id
        WHERE (hours.site_id = site.id OR around.id IS NOT NULL)
        AND hours.starts_on <= ($3::timestamptz AT TIME ZONE site.time_zone)::date
        AND coalesce(($2::timestamptz AT TIME ZONE site.time_zone)::date < hours.ends_on, true)),
    'exceptions', (SELECT json_agg(json_build_object('level', coalesce(around.level, -1),
            'occurs_on', special.occurs_on, 'opens', special.opens, 'closes', special.closes,
            'state', special.state) ORDER BY special.state, special.id)
        FROM opening_exception special LEFT JOIN space_around(place.id) around
            ON around.id = special.space_id
        WHERE (special.site_id = site.id OR around.id IS NOT NULL)
        AND special.withdrawn_at IS NULL
        AND special.occurs_on BETWEEN ($2::timestamptz AT TIME ZONE site.time_zone)::date
            AND ($3::timestamptz AT TIME ZONE site.time_zone)::date),
    'closures', (SELECT json_agg(json_build_object('level', coalesce(around.level, -1),
            'starts_at', shut.starts_at, 'ends_at', shut.ends_at, 'state', shut.state))
        FROM closure shut LEFT JOIN space_around(place.id) around ON around.id = shut.space_id
        WHERE (shut.site_id = site.id OR shut.space_id IN (SELECT space_near(place.id)))
        AND shut.withdrawn_at IS NULL AND shut.starts_at < $3::timestamptz AND $2::timestamptz < shut.ends_at),
    'offered', (SELECT json_agg(json_build_object('starts_at', offer.blocked_from,
            'ends_at', offer.blocked_until))
        FROM space_offers(place.id, $2::timestamptz - interval '1 day',
            $3::timestamptz + interval '1 day', $4::timestamptz) offer),
    'taken', (SELECT json_agg(json_build_object('starts_at', block.blocked_from,
            'ends_at', block.blocked_until))
        FROM space_within(place.id) inmost (id), LATERAL (
            SELECT kept.booking_id, kept.blocked_from, kept.blocked_until FROM booking_block kept
            WHERE uuidrange(kept.space_id, kept.space_id, '[]')
                && uuidrange(inmost.id, inmost.id, '[]')
            AND tstzrange(kept.blocked_from, kept.blocked_until, '[)')
                && tstzrange($2::timestamptz - interval '1 day', $3::timestamptz + interval '1 day', '[)')
            OFFSET 0  -- else the planner begins at all bookings of so long a time
        ) block JOIN booking held ON held.id = block.booking_id
        WHERE {of("held", derived.HOLDS_SLOT).text.replace("{now}", "$4::timestamptz")}
        AND held.id IS DISTINCT FROM $5::uuid),
    'let', (SELECT json_agg(json_build_object(
            'starts_at', lease.starts_on::timestamp AT TIME ZONE site.time_zone,
            'ends_at', coalesce(lease.ends_on, date '9000-01-01')::timestamp
                AT TIME ZONE site.time_zone))
        FROM lease WHERE lease.space_id IN (SELECT space_near(place.id))
        AND daterange(lease.starts_on, lease.ends_on) && daterange(
            ($2::timestamptz AT TIME ZONE site.time_zone)::date, ($3::timestamptz AT TIME ZONE site.time_zone)::date, '[]'))
)) AS found
FROM space place JOIN site ON site.id = place.site_id WHERE place.id = ANY ($1::uuid[])"""


@dataclass(frozen=True, slots=True)
class Free:
    """When one space is open, and when it is kept from others."""

    space_id: UUID
    zone: ZoneInfo
    open: list[Span]
    kept: list[Span]

    @property
    def free(self) -> list[Span]:
        return without(self.open, self.kept)


async def look(
    connection: BaseDBAsyncClient,
    space_ids: Sequence[UUID],
    window: Span,
    *,
    now: datetime,
    besides: UUID | None = None,
) -> list[Free]:
    """When each of the spaces can be had; a booking that is to change does not stand in its way."""
    values = [list(space_ids), window.starts_at, window.ends_at, now, besides]
    (row,) = await connection.execute_query_dict(WINDOW, values)
    found = row["found"]
    found = json.loads(found) if isinstance(found, str) else found
    return [_free(each, window) for each in found or ()]


def _free(found: dict[str, Any], window: Span) -> Free:
    zone = ZoneInfo(found["zone"])
    kept = [span(each) for name in ("taken", "offered", "let") for each in found[name] or ()]
    return Free(UUID(found["space_id"]), zone, open_spans(levels(found), window, zone), kept)
