"""The statement that asks where and when there is room."""
# ruff: noqa: S608 - put together from constants of this code alone

from hub.spaces import derived
from hub.spaces.finding.search import MOST_SPACES
from hub.sql import of

_HOLDS_SLOT = of("held", derived.HOLDS_SLOT).text.replace("{now}", "$3::timestamptz")
_IN_WINDOW = "{0}.starts_on <= days.last AND coalesce(days.first < {0}.ends_on, true)"

ROOMS = f"""
WITH days AS MATERIALIZED (
    SELECT ($1::timestamptz - interval '1 day')::date AS first,
        ($2::timestamptz + interval '1 day')::date AS last
), room AS MATERIALIZED (
    SELECT room.*, site.time_zone AS zone
    FROM space room JOIN site ON site.id = room.site_id
    WHERE room.is_bookable AND (room.is_public OR $4::boolean)
    AND ($5::text IS NULL OR room.kind = $5::text)
    AND ($6::uuid IS NULL OR room.site_id = $6::uuid)
    AND ($7::uuid[] IS NULL OR room.id = ANY ($7::uuid[]))
    AND coalesce(room.capacity >= $8::int, true) AND room.features @> $9::text[]
    ORDER BY room.id LIMIT {MOST_SPACES + 1}
), around AS MATERIALIZED (
    WITH RECURSIVE around (room_id, id, parent_id, level) AS (
        SELECT id, id, parent_id, 0 FROM room
        UNION ALL
        SELECT around.room_id, above.id, above.parent_id, around.level + 1
        FROM around JOIN space above ON above.id = around.parent_id
    ) SELECT room_id, id, level FROM around
), inmost AS MATERIALIZED (
    WITH RECURSIVE within (room_id, id) AS (
        SELECT id, id FROM room
        UNION ALL
        SELECT within.room_id, child.id FROM within JOIN space child ON child.parent_id = within.id
    ) SELECT room_id, id FROM within
), near AS MATERIALIZED (
    SELECT room_id, id FROM around UNION SELECT room_id, id FROM inmost
), place AS MATERIALIZED (
    SELECT DISTINCT id FROM around UNION SELECT DISTINCT site_id FROM room
), taken AS MATERIALIZED (
    SELECT room.id AS room_id, held.space_id, held.organization_id, held.starts_at,
        coalesce(held.finished_at, held.ends_at) AS ends_at, block.blocked_from, block.blocked_until
    FROM room JOIN booking_conditions terms ON terms.id = room.conditions_id
    JOIN inmost ON inmost.room_id = room.id, LATERAL (
        SELECT kept.booking_id, kept.blocked_from, kept.blocked_until FROM booking_block kept
        WHERE uuidrange(kept.space_id, kept.space_id, '[]') && uuidrange(inmost.id, inmost.id, '[]')
        AND tstzrange(kept.blocked_from, kept.blocked_until, '[)') && tstzrange(
            $1::timestamptz - terms.buffer_before_minutes * interval '1 minute',
            $2::timestamptz + terms.buffer_after_minutes * interval '1 minute', '[)')
        OFFSET 0  -- else the planner begins at all bookings of so long a time
    ) block JOIN booking held ON held.id = block.booking_id
    WHERE {_HOLDS_SLOT}
    UNION ALL
    SELECT room.id, offer.space_id, offer.organization_id, offer.starts_at, offer.ends_at,
        offer.blocked_from, offer.blocked_until
    FROM room, space_offers(room.id, $1::timestamptz - interval '2 days',
        $2::timestamptz + interval '2 days', $3::timestamptz) offer
    WHERE offer.person_id IS DISTINCT FROM $11::uuid AND room.id IN (
        SELECT near.room_id FROM waitlist_entry entry JOIN near ON near.id = entry.space_id
        WHERE entry.offered_at <= $3::timestamptz AND $3::timestamptz < entry.offer_ends_at)
), kept AS MATERIALIZED (
    SELECT taken.room_id,
        range_agg(tstzrange(
            taken.blocked_from - terms.buffer_after_minutes * interval '1 minute',
            taken.blocked_until + terms.buffer_before_minutes * interval '1 minute'))
            FILTER (WHERE NOT own.is_own) AS of_others,
        range_agg(tstzrange(taken.starts_at, taken.ends_at)) FILTER (WHERE own.is_own) AS of_own
    FROM taken JOIN room ON room.id = taken.room_id
    JOIN booking_conditions terms ON terms.id = room.conditions_id, LATERAL (
        SELECT coalesce(terms.waives_buffer_within_organization
            AND taken.organization_id = $10::uuid AND taken.space_id = room.id, false) AS is_own
    ) own
    GROUP BY taken.room_id
)
SELECT json_build_object(
    'rooms', (SELECT json_agg(json_build_object('id', room.id, 'site_id', room.site_id,
            'name', room.name, 'kind', room.kind, 'zone', room.zone, 'capacity', room.capacity,
            'is_bookable', room.is_bookable, 'bookable_from', room.bookable_from,
            'bookable_until', room.bookable_until, 'starts_on', room.starts_on,
            'ends_on', room.ends_on, 'conditions_id', room.conditions_id,
            'around', (SELECT json_agg(around.id ORDER BY around.level) FROM around
                WHERE around.room_id = room.id),
            'near', (SELECT json_agg(near.id) FROM near WHERE near.room_id = room.id),
            'kept', (SELECT json_agg(json_build_array(lower(span), upper(span)))
                FROM kept, unnest(kept.of_others) span WHERE kept.room_id = room.id),
            'own', (SELECT json_agg(json_build_array(lower(span), upper(span)))
                FROM kept, unnest(kept.of_own) span WHERE kept.room_id = room.id)))
        FROM room),
    'terms', (SELECT json_object_agg(terms.id, row_to_json(terms)) FROM booking_conditions terms
        WHERE terms.id IN (SELECT conditions_id FROM room)),
    'hours', (SELECT json_agg(json_build_object('level', 0,
            'place_id', coalesce(hours.space_id, hours.site_id),
            'weekday', hours.weekday, 'opens', hours.opens, 'closes', hours.closes,
            'state', hours.state, 'starts_on', hours.starts_on, 'ends_on', hours.ends_on)
            ORDER BY hours.state, hours.id)
        FROM days, opening_hours hours
        WHERE coalesce(hours.space_id, hours.site_id) IN (SELECT id FROM place)
        AND {_IN_WINDOW.format("hours")}),
    'exceptions', (SELECT json_agg(json_build_object('level', 0,
            'place_id', coalesce(special.space_id, special.site_id),
            'occurs_on', special.occurs_on, 'opens', special.opens, 'closes', special.closes,
            'state', special.state) ORDER BY special.state, special.id)
        FROM days, opening_exception special
        WHERE coalesce(special.space_id, special.site_id) IN (SELECT id FROM place)
        AND special.withdrawn_at IS NULL AND special.occurs_on BETWEEN days.first AND days.last),
    'closures', (SELECT json_agg(json_build_object(
            'place_id', coalesce(shut.space_id, shut.site_id),
            'starts_at', shut.starts_at, 'ends_at', shut.ends_at))
        FROM closure shut
        WHERE coalesce(shut.space_id, shut.site_id)
            IN (SELECT id FROM near UNION SELECT site_id FROM room)
        AND shut.withdrawn_at IS NULL
        AND shut.starts_at < $2::timestamptz AND $1::timestamptz < shut.ends_at),
    'let', (SELECT json_agg(json_build_object('place_id', lease.space_id,
            'starts_on', lease.starts_on, 'ends_on', lease.ends_on))
        FROM days, lease WHERE lease.space_id IN (SELECT id FROM near)
        AND {_IN_WINDOW.format("lease")}),
    'rules', (SELECT json_agg(json_build_object('says', row_to_json(rule), 'rank', json_build_array(
            2 * (rule.organization_id IS NOT NULL)::int + (rule.membership_type_id IS NOT NULL)::int,
            2 * (rule.space_id IS NOT NULL)::int + (rule.kind IS NOT NULL)::int,
            rule.starts_on - date '2000-01-01')) ORDER BY rule.id)
        FROM days, booking_rule rule
        WHERE coalesce(rule.organization_id = $10::uuid, rule.organization_id IS NULL)
        AND {_IN_WINDOW.format("rule")}),
    'prices', (SELECT json_agg(json_build_object('place_id', price.space_id,
            'category', price.category, 'unit', price.unit, 'amount', price.amount::text,
            'vat_rate', price.vat_rate::text, 'starts_on', price.starts_on,
            'ends_on', price.ends_on) ORDER BY price.id)
        FROM days, space_price price WHERE price.space_id IN (SELECT id FROM room)
        AND {_IN_WINDOW.format("price")})
) AS found"""
"""Spaces that fit, their terms, and when they are open and kept.

It takes the window, the instant at which it is asked, whether spaces for the park alone are
among them, the kind, the site, the spaces, how many people come, the features, and the
organization and the person that they would be booked for.
"""
