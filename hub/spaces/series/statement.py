"""The statement that asks for all that decides about many dates of one space at once.

It takes what the statement about one wish does, from the start of the first date to the end of the
last, with all bookings that are to change; then the starts and the ends of all dates.
"""
# ruff: noqa: S608 - put together from constants of this code alone

from hub.members import derived as members
from hub.spaces import derived
from hub.spaces.booking.statement import (
    CLOSURES,
    CONDITIONS,
    COUNTS,
    EXCEPTIONS,
    HOURS,
    LET,
    LIVE,
    MISSED,
    SURROUNDINGS,
)
from hub.sql import of

IN_TIME = "({0}.starts_on <= place.last_day AND coalesce(place.day < {0}.ends_on, true))"
ON_THE_DAY = "({0}.starts_on <= asked.day AND coalesce(asked.day < {0}.ends_on, true))"
FOR_THE_WISHES = f"""(({{0}}.space_id = place.id OR {{0}}.kind = place.kind
        OR num_nonnulls({{0}}.space_id, {{0}}.kind) = 0)
    AND ({{0}}.organization_id = $4::uuid OR {{0}}.membership_type_id IN (SELECT type_id FROM covering)
        OR num_nonnulls({{0}}.organization_id, {{0}}.membership_type_id) = 0)
    AND {IN_TIME})"""
IS_IN_FORCE = of("held", members.IS_IN_FORCE).text.replace("{day}", "asked.day")
HOLDS_SLOT = of("held", derived.HOLDS_SLOT).text.replace("{now}", "$6::timestamptz")


def _of_many(expression: str) -> str:
    """An expression that leaves out one booking, leaving out many."""
    return expression.replace("IS DISTINCT FROM $7::uuid", "<> ALL ($7::uuid[])")


OUTLOOK = f"""
WITH {SURROUNDINGS}, {CONDITIONS}, wanted AS MATERIALIZED (
    SELECT * FROM unnest($8::timestamptz[], $9::timestamptz[])
        WITH ORDINALITY wanted (starts_at, ends_at, number)
), asked AS MATERIALIZED (
    SELECT DISTINCT (wanted.starts_at AT TIME ZONE place.zone)::date AS day FROM wanted, place
), own AS MATERIALIZED (
    SELECT held.* FROM membership held WHERE held.organization_id = $4::uuid
        OR ($4::uuid IS NULL AND held.person_id = $5::uuid)
), covering AS MATERIALIZED (
    SELECT asked.day, held.type_id, kind.category
    FROM asked, own held JOIN membership_type kind ON kind.id = held.type_id
    WHERE {IS_IN_FORCE} AND ($4::uuid IS NULL OR $5::uuid IS NULL OR EXISTS (
        SELECT FROM affiliation seat WHERE seat.person_id = $5::uuid AND seat.organization_id = $4::uuid
        AND (seat.has_seat OR kind.seats IS NULL) AND {ON_THE_DAY.format("seat")}))
)
SELECT json_build_object(
    'place', row_to_json(place),
    'terms', (SELECT row_to_json(terms) FROM terms),
    'rules', (SELECT json_agg(json_build_object('says', row_to_json(rule), 'rank', json_build_array(
            2 * (rule.organization_id IS NOT NULL)::int + (rule.membership_type_id IS NOT NULL)::int,
            2 * (rule.space_id IS NOT NULL)::int + (rule.kind IS NOT NULL)::int,
            rule.starts_on - date '2000-01-01')) ORDER BY rule.id)
        FROM booking_rule rule WHERE {FOR_THE_WISHES.format("rule")}),
    'quotas', (SELECT json_agg(json_build_object('says', row_to_json(quota), 'used', (
            SELECT json_object_agg(used.begins, json_build_array(used.bookings, used.minutes))
            FROM (
                SELECT date_trunc(lower(quota.per), used.local_starts)::date AS begins,
                    count(*) AS bookings, ceil(sum(extract(epoch FROM
                        used.ends_at - used.starts_at) / 60))::int AS minutes
                FROM booking used JOIN space other ON other.id = used.space_id
                WHERE ((quota.counts = 'PERSON' AND used.person_id = $5::uuid)
                    OR (quota.counts = 'ORGANIZATION' AND used.organization_id = $4::uuid))
                AND (other.id = quota.space_id OR other.kind = quota.kind
                    OR num_nonnulls(quota.space_id, quota.kind) = 0)
                AND used.starts_at >= date_trunc(lower(quota.per), place.day::timestamp)
                    AT TIME ZONE place.zone - interval '1 day'
                AND used.starts_at < (place.last_day + interval '1 month') AT TIME ZONE place.zone
                AND {_of_many(COUNTS)}
                GROUP BY 1) used)) ORDER BY quota.id)
        FROM booking_quota quota WHERE {FOR_THE_WISHES.format("quota")}
        AND CASE quota.counts WHEN 'PERSON' THEN $5::uuid ELSE $4::uuid END IS NOT NULL),
    'pools', (SELECT json_agg(json_build_object('minutes', pool.minutes_per_month,
            'starts_on', pool.starts_on, 'ends_on', pool.ends_on))
        FROM allowance pool WHERE pool.organization_id = $4::uuid AND pool.kind = place.kind
        AND {IN_TIME.format("pool")}),
    'drawn', (SELECT json_object_agg(used.begins, used.minutes) FROM (
        SELECT date_trunc('month', used.local_starts)::date AS begins,
            sum(used.pool_minutes) AS minutes
        FROM booking used JOIN space other ON other.id = used.space_id
        WHERE used.organization_id = $4::uuid AND other.kind = place.kind AND used.pool_minutes > 0
        AND used.starts_at >= date_trunc('month', place.day::timestamp)
            AT TIME ZONE place.zone - interval '1 day'
        AND used.starts_at < (place.last_day + interval '1 month') AT TIME ZONE place.zone
        AND used.declined_at IS NULL AND used.id <> ALL ($7::uuid[])
        AND (used.confirmed_at IS NOT NULL OR least(used.lapses_at, used.starts_at) > $6::timestamptz)
        GROUP BY 1) used),
    'belonging', (SELECT json_agg(json_build_object('starts_on', seat.starts_on,
            'ends_on', seat.ends_on))
        FROM affiliation seat WHERE seat.person_id = $5::uuid AND seat.organization_id = $4::uuid
        AND {IN_TIME.format("seat")}),
    'covering', (SELECT json_agg(row_to_json(covering)) FROM covering),
    'live', {_of_many(LIVE)},
    'missed', {MISSED},
    'hours', {HOURS},
    'exceptions', {EXCEPTIONS},
    'closures', {CLOSURES},
    'kept', (SELECT json_agg(row_to_json(kept) ORDER BY kept.starts_at, kept.booking_id) FROM (
        (SELECT DISTINCT ON (wanted.number, held.id) wanted.number, held.id AS booking_id,
            room.id AS space_id, room.name AS space_name,
            room.is_public AND room.is_bookable AS is_shown, false AS is_offer, held.starts_at,
            coalesce(held.finished_at, held.ends_at) AS ends_at,
            held.blocked_from, held.blocked_until, held.organization_id, held.person_id,
            {HOLDS_SLOT} AS holds
        FROM terms, wanted, space_within(place.id) inmost (id), LATERAL (
            SELECT block.booking_id FROM booking_block block
            WHERE uuidrange(block.space_id, block.space_id, '[]')
                && uuidrange(inmost.id, inmost.id, '[]')
            AND tstzrange(block.blocked_from, block.blocked_until, '[)') && tstzrange(
                wanted.starts_at - terms.buffer_before_minutes * interval '1 minute',
                wanted.ends_at + terms.buffer_after_minutes * interval '1 minute', '[)')
            OFFSET 0
        ) block JOIN booking held ON held.id = block.booking_id
        JOIN space room ON room.id = held.space_id
        WHERE held.id <> ALL ($7::uuid[])
        ORDER BY wanted.number, held.id)
        UNION ALL
        SELECT wanted.number, offer.id, offer.space_id, offer.space_name, offer.is_shown, true,
            offer.starts_at, offer.ends_at, offer.blocked_from, offer.blocked_until,
            offer.organization_id, offer.person_id, true
        FROM terms, wanted, space_offers($1::uuid, $2::timestamptz - interval '2 days',
            $3::timestamptz + interval '2 days', $6::timestamptz) offer
        WHERE offer.person_id IS DISTINCT FROM $5::uuid
        AND offer.blocked_from < wanted.ends_at + terms.buffer_after_minutes * interval '1 minute'
        AND wanted.starts_at - terms.buffer_before_minutes * interval '1 minute'
            < offer.blocked_until) kept),
    'let', {LET},
    'prices', (SELECT json_agg(json_build_object('category', price.category, 'unit', price.unit,
            'amount', price.amount::text, 'vat_rate', price.vat_rate::text,
            'starts_on', price.starts_on, 'ends_on', price.ends_on))
        FROM space_price price WHERE price.space_id = place.id AND {IN_TIME.format("price")})
) AS found FROM place"""
