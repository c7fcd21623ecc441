"""The statement that asks for all that decides whether a wish to book can be granted.

It takes the space, the start, the end, the organization, the person, the instant at which it is
asked, and the booking that is to change.
"""
# ruff: noqa: S608 - put together from constants of this code alone

from hub.members import derived as members
from hub.spaces import derived
from hub.sql import of

FOR_THE_DAY = "({0}.starts_on <= place.day AND coalesce(place.day < {0}.ends_on, true))"
FOR_THE_WISH = f"""(({{0}}.space_id = place.id OR {{0}}.kind = place.kind
        OR num_nonnulls({{0}}.space_id, {{0}}.kind) = 0)
    AND ({{0}}.organization_id = $4::uuid OR {{0}}.membership_type_id IN (SELECT type_id FROM covering)
        OR num_nonnulls({{0}}.organization_id, {{0}}.membership_type_id) = 0)
    AND {FOR_THE_DAY})"""
COUNTS = """used.declined_at IS NULL AND used.cancelled_at IS NULL
    AND (used.confirmed_at IS NOT NULL OR least(used.lapses_at, used.starts_at) > $6::timestamptz)
    AND used.id IS DISTINCT FROM $7::uuid"""
"""Of a booking: whether it counts as used, also if nobody came."""


def _at(expression: str) -> str:
    """An expression of the members' area on the day of the wish."""
    return expression.replace("{day}", "place.day")


def _now(expression: str) -> str:
    return expression.replace("{now}", "$6::timestamptz")


SURROUNDINGS = """place AS MATERIALIZED (
    SELECT room.id, room.site_id, room.conditions_id, room.name, room.kind, room.capacity,
        room.is_bookable, room.bookable_from, room.bookable_until, room.starts_on, room.ends_on,
        site.time_zone AS zone, ($2::timestamptz AT TIME ZONE site.time_zone)::date AS day,
        (($3::timestamptz - interval '1 microsecond') AT TIME ZONE site.time_zone)::date AS last_day
    FROM space room JOIN site ON site.id = room.site_id WHERE room.id = $1::uuid
), around AS MATERIALIZED (
    SELECT above.id, above.level FROM place, space_around(place.id) above
), near AS MATERIALIZED (
    SELECT near.id FROM place, space_near(place.id) near
)"""
"""The space with its site's clock and the days, what is around it, and what it excludes."""
CONDITIONS = """terms AS MATERIALIZED (
    SELECT conditions.* FROM place JOIN booking_conditions conditions
        ON conditions.id = place.conditions_id
)"""
OF_HOLDER = f"""(SELECT count(*) FROM booking used WHERE {{}}
        AND used.starts_at > $6::timestamptz AND {COUNTS} AND EXISTS (SELECT FROM space other
            WHERE other.id = used.space_id AND other.conditions_id = place.conditions_id))"""
LIVE = f"""(SELECT CASE WHEN NOT EXISTS (SELECT FROM terms WHERE max_live_bookings IS NOT NULL)
        AND NOT EXISTS (SELECT FROM booking_rule WHERE max_live_bookings IS NOT NULL) THEN 0
        WHEN $5::uuid IS NOT NULL
        THEN {OF_HOLDER.format("used.person_id = $5::uuid")}
        ELSE {OF_HOLDER.format("used.organization_id = $4::uuid AND num_nulls(used.person_id) = 1")}
        END)"""
"""How many bookings of the holder's are still to come, where that is limited at all. Of an
organization only what nobody has in person: said so that the index of persons, where all
organizations would be found, is of no use for it."""
MISSED = """(SELECT json_agg(missed.check_in_due_at ORDER BY missed.check_in_due_at DESC)
        FROM booking missed, terms
        WHERE missed.person_id = $5::uuid AND terms.no_show_limit IS NOT NULL
        AND missed.confirmed_at IS NOT NULL AND missed.check_in_due_at <= $6::timestamptz
        AND missed.starts_at > $6::timestamptz - (terms.no_show_days + terms.no_show_block_days + 1)
            * interval '1 day'
        AND num_nonnulls(missed.checked_in_at, missed.declined_at, missed.cancelled_at,
            missed.excused_at) = 0)"""
HOURS = """(SELECT json_agg(json_build_object('level', coalesce(around.level, -1),
            'weekday', hours.weekday, 'opens', hours.opens, 'closes', hours.closes,
            'state', hours.state, 'starts_on', hours.starts_on, 'ends_on', hours.ends_on)
            ORDER BY hours.state, hours.id)
        FROM opening_hours hours LEFT JOIN around ON around.id = hours.space_id
        WHERE (hours.site_id = place.site_id OR around.id IS NOT NULL)
        AND hours.starts_on <= place.last_day AND coalesce(place.day < hours.ends_on, true))"""
EXCEPTIONS = """(SELECT json_agg(json_build_object('level', coalesce(around.level, -1),
            'occurs_on', special.occurs_on, 'opens', special.opens, 'closes', special.closes,
            'state', special.state) ORDER BY special.state, special.id)
        FROM opening_exception special LEFT JOIN around ON around.id = special.space_id
        WHERE (special.site_id = place.site_id OR around.id IS NOT NULL)
        AND special.withdrawn_at IS NULL
        AND special.occurs_on BETWEEN place.day AND place.last_day)"""
CLOSURES = """(SELECT json_agg(json_build_object('level', coalesce(around.level, -1),
            'starts_at', shut.starts_at, 'ends_at', shut.ends_at, 'state', shut.state)
            ORDER BY shut.starts_at, shut.id)
        FROM closure shut LEFT JOIN around ON around.id = shut.space_id
        WHERE (shut.site_id = place.site_id OR shut.space_id IN (SELECT id FROM near))
        AND shut.withdrawn_at IS NULL AND shut.starts_at < $3::timestamptz AND $2::timestamptz < shut.ends_at)"""
LET = """(SELECT json_agg(json_build_object(
            'starts_at', lease.starts_on::timestamp AT TIME ZONE place.zone,
            'ends_at', coalesce(lease.ends_on, date '9000-01-01')::timestamp
                AT TIME ZONE place.zone) ORDER BY lease.starts_on)
        FROM lease WHERE lease.space_id IN (SELECT id FROM near)
        AND daterange(lease.starts_on, lease.ends_on)
            && daterange(place.day, place.last_day, '[]'))"""
"""What every wish within the days of `place` meets alike."""

QUESTION = f"""
WITH {SURROUNDINGS}, covering AS MATERIALIZED (
    SELECT held.type_id, kind.category
    FROM place, membership held JOIN membership_type kind ON kind.id = held.type_id
    WHERE {_at(of("held", members.IS_IN_FORCE).text)} AND (held.organization_id = $4::uuid
        OR ($4::uuid IS NULL AND held.person_id = $5::uuid))
    AND ($4::uuid IS NULL OR $5::uuid IS NULL OR EXISTS (
        SELECT FROM affiliation seat WHERE seat.person_id = $5::uuid AND seat.organization_id = $4::uuid
        AND (seat.has_seat OR kind.seats IS NULL) AND {FOR_THE_DAY.format("seat")}))
), {CONDITIONS}, reach AS MATERIALIZED (
    SELECT $2::timestamptz - terms.buffer_before_minutes * interval '1 minute' AS since,
        $3::timestamptz + terms.buffer_after_minutes * interval '1 minute' AS until
    FROM terms
), blocking AS MATERIALIZED (
    SELECT DISTINCT block.booking_id
    FROM place, reach, space_within(place.id) inmost (id), LATERAL (
        SELECT block.booking_id FROM booking_block block
        WHERE uuidrange(block.space_id, block.space_id, '[]')
            && uuidrange(inmost.id, inmost.id, '[]')
        AND tstzrange(block.blocked_from, block.blocked_until, '[)')
            && tstzrange(reach.since, reach.until, '[)')
        OFFSET 0  -- else the planner begins at all bookings of that time
    ) block
)
SELECT json_build_object(
    'place', row_to_json(place),
    'terms', (SELECT row_to_json(terms) FROM terms),
    'rules', (SELECT json_agg(json_build_object('says', row_to_json(rule), 'rank', json_build_array(
            2 * (rule.organization_id IS NOT NULL)::int + (rule.membership_type_id IS NOT NULL)::int,
            2 * (rule.space_id IS NOT NULL)::int + (rule.kind IS NOT NULL)::int,
            rule.starts_on - date '2000-01-01')) ORDER BY rule.id)
        FROM booking_rule rule WHERE {FOR_THE_WISH.format("rule")}),
    'quotas', (SELECT json_agg(json_build_object(
            'name', quota.name, 'counts', quota.counts, 'per', quota.per,
            'max_bookings', quota.max_bookings, 'max_minutes', quota.max_minutes,
            'used_bookings', used.bookings, 'used_minutes', used.minutes,
            'resets_on', (span.begins + span.length)::date) ORDER BY quota.id)
        FROM booking_quota quota, LATERAL (
            SELECT date_trunc(lower(quota.per), place.day::timestamp) AS begins,
                ('1 ' || lower(quota.per))::interval AS length) span, LATERAL (
            SELECT count(*) AS bookings, coalesce(ceil(sum(extract(epoch FROM
                    used.ends_at - used.starts_at) / 60)), 0)::int AS minutes
            FROM booking used JOIN space other ON other.id = used.space_id
            WHERE ((quota.counts = 'PERSON' AND used.person_id = $5::uuid)
                OR (quota.counts = 'ORGANIZATION' AND used.organization_id = $4::uuid))
            AND (other.id = quota.space_id OR other.kind = quota.kind
                OR num_nonnulls(quota.space_id, quota.kind) = 0)
            AND used.starts_at >= span.begins AT TIME ZONE place.zone - interval '1 day'
            AND used.starts_at < (span.begins + span.length) AT TIME ZONE place.zone
                + interval '1 day'
            AND used.local_starts >= span.begins AND used.local_starts < span.begins + span.length
            AND {COUNTS}) used
        WHERE {FOR_THE_WISH.format("quota")}
        AND CASE quota.counts WHEN 'PERSON' THEN $5::uuid ELSE $4::uuid END IS NOT NULL),
    'pool', (SELECT json_build_object('minutes', pool.minutes_per_month, 'used', (
            SELECT coalesce(sum(used.pool_minutes), 0)
            FROM booking used JOIN space other ON other.id = used.space_id
            WHERE used.organization_id = $4::uuid AND other.kind = place.kind
            AND used.starts_at >= date_trunc('month', place.day::timestamp)
                AT TIME ZONE place.zone - interval '1 day'
            AND used.starts_at < (date_trunc('month', place.day::timestamp) + interval '1 month')
                AT TIME ZONE place.zone + interval '1 day'
            AND date_trunc('month', used.local_starts) = date_trunc('month', place.day::timestamp)
            AND used.declined_at IS NULL AND used.id IS DISTINCT FROM $7::uuid
            AND (used.confirmed_at IS NOT NULL OR least(used.lapses_at, used.starts_at) > $6::timestamptz)),
            'resets_on', (date_trunc('month', place.day::timestamp) + interval '1 month')::date)
        FROM allowance pool WHERE pool.organization_id = $4::uuid AND pool.kind = place.kind
        AND {FOR_THE_DAY.format("pool")}),
    'belongs', num_nulls($4::uuid, $5::uuid) > 0 OR EXISTS (
        SELECT FROM affiliation seat WHERE seat.person_id = $5::uuid
        AND seat.organization_id = $4::uuid AND {FOR_THE_DAY.format("seat")}),
    'covering', (SELECT json_agg(DISTINCT category) FROM covering),
    'live', {LIVE},
    'missed', {MISSED},
    'hours', {HOURS},
    'exceptions', {EXCEPTIONS},
    'closures', {CLOSURES},
    'taken', (SELECT json_agg(row_to_json(kept) ORDER BY kept.starts_at, kept.booking_id) FROM (
        SELECT held.id AS booking_id, room.id AS space_id, room.name AS space_name,
            room.is_public AND room.is_bookable AS is_shown, false AS is_offer, held.starts_at,
            coalesce(held.finished_at, held.ends_at) AS ends_at, held.blocked_from,
            held.blocked_until, held.organization_id, held.person_id
        FROM blocking JOIN booking held ON held.id = blocking.booking_id
        JOIN space room ON room.id = held.space_id
        WHERE {_now(of("held", derived.HOLDS_SLOT).text)} AND held.id IS DISTINCT FROM $7::uuid
        UNION ALL
        SELECT offer.id, offer.space_id, offer.space_name, offer.is_shown, true, offer.starts_at,
            offer.ends_at, offer.blocked_from, offer.blocked_until, offer.organization_id,
            offer.person_id
        FROM reach, space_offers($1::uuid, reach.since, reach.until, $6::timestamptz) offer
        WHERE offer.person_id IS DISTINCT FROM $5::uuid) kept),
    'let', {LET},
    'stale', (SELECT json_agg(held.id) FROM blocking
        JOIN booking held ON held.id = blocking.booking_id
        WHERE NOT {_now(of("held", derived.HOLDS_SLOT).text)}),
    'prices', (SELECT json_agg(json_build_object('category', price.category, 'unit', price.unit,
            'amount', price.amount::text, 'vat_rate', price.vat_rate::text))
        FROM space_price price WHERE price.space_id = place.id AND {FOR_THE_DAY.format("price")})
) AS found FROM place"""
