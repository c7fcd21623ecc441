"""The statement that asks what one who looks for a space has and may have, day by day."""
# ruff: noqa: S608 - put together from constants of this code alone

from hub.members import derived as members
from hub.sql import of

_DAY = "days.day::date"
_IN_FORCE = of("held", members.IS_IN_FORCE).text.replace("{day}", _DAY)
_ON = f"({{0}}.starts_on <= {_DAY} AND coalesce({_DAY} < {{0}}.ends_on, true))"
_MEETS = "{0}.starts_on <= $4::date AND coalesce($3::date < {0}.ends_on, true)"
_BEGINS = "least(date_trunc('week', $3::date::timestamp), date_trunc('month', $3::date::timestamp))"
_ENDS = """greatest(date_trunc('week', $4::date::timestamp) + interval '1 week',
    date_trunc('month', $4::date::timestamp) + interval '1 month')"""
_COUNTS = f"""used.starts_at >= {_BEGINS} AT TIME ZONE 'UTC' - interval '1 day'
    AND used.starts_at < {_ENDS} AT TIME ZONE 'UTC' + interval '1 day'
    AND used.declined_at IS NULL
    AND (used.confirmed_at IS NOT NULL OR least(used.lapses_at, used.starts_at) > $5::timestamptz)"""
_STANDS = """used.declined_at IS NULL AND used.cancelled_at IS NULL
    AND (used.confirmed_at IS NOT NULL OR least(used.lapses_at, used.starts_at) > $5::timestamptz)"""
_HELD = f"""SELECT used.space_id FROM booking used
    WHERE {{}} AND used.starts_at > $5::timestamptz AND {_STANDS}"""
_OF_NOBODY = """$2::uuid IS NULL AND used.organization_id = $1::uuid
    AND num_nulls(used.person_id) = 1"""
_QUOTAS = f"""booking_quota quota
    WHERE coalesce(quota.organization_id = $1::uuid, quota.organization_id IS NULL)
    AND CASE quota.counts WHEN 'PERSON' THEN $2::uuid ELSE $1::uuid END IS NOT NULL
    AND {_MEETS.format("quota")}"""


def _used(column: str, whose: str, counts: str) -> str:
    """The minutes and bookings of a holder by space and day, where a quota counts them."""
    return f"""(SELECT json_agg(json_build_array(used.space_id, other.kind, used.day,
            used.bookings, used.seconds))
        FROM (SELECT used.space_id, used.local_starts::date AS day, count(*) AS bookings,
                sum(extract(epoch FROM used.ends_at - used.starts_at))::text AS seconds
            FROM booking used WHERE used.{column} = {whose} AND {_COUNTS}
            AND used.cancelled_at IS NULL
            AND EXISTS (SELECT FROM {_QUOTAS} AND quota.counts = '{counts}')
            GROUP BY used.space_id, used.local_starts::date) used
        JOIN space other ON other.id = used.space_id)"""


HOLDER = f"""
WITH covering AS MATERIALIZED (
    SELECT days.day::date AS day, held.type_id, kind.category
    FROM generate_series($3::date::timestamp, $4::date::timestamp, interval '1 day') days (day),
        membership held JOIN membership_type kind ON kind.id = held.type_id
    WHERE (held.organization_id = $1::uuid OR ($1::uuid IS NULL AND held.person_id = $2::uuid))
    AND ($1::uuid IS NULL OR $2::uuid IS NULL OR EXISTS (
        SELECT FROM affiliation seat WHERE seat.person_id = $2::uuid
        AND seat.organization_id = $1::uuid
        AND (seat.has_seat OR kind.seats IS NULL) AND {_ON.format("seat")}))
    AND {_IN_FORCE}
)
SELECT json_build_object(
    'covering', (SELECT json_agg(json_build_array(day, type_id, category)) FROM covering),
    'belonging', (SELECT json_agg(json_build_array(seat.starts_on, seat.ends_on))
        FROM affiliation seat
        WHERE seat.person_id = $2::uuid AND seat.organization_id = $1::uuid),
    'quotas', (SELECT json_agg(row_to_json(quota) ORDER BY quota.id) FROM {_QUOTAS}),
    'used_by_person', {_used("person_id", "$2::uuid", "PERSON")},
    'used_by_organization', {_used("organization_id", "$1::uuid", "ORGANIZATION")},
    'pools', (SELECT json_agg(json_build_object('kind', pool.kind,
            'minutes', pool.minutes_per_month, 'starts_on', pool.starts_on,
            'ends_on', pool.ends_on))
        FROM allowance pool WHERE pool.organization_id = $1::uuid AND {_MEETS.format("pool")}),
    'drawn', (SELECT json_agg(json_build_array(drawn.kind, drawn.month, drawn.minutes))
        FROM (SELECT other.kind, date_trunc('month', used.local_starts)::date AS month,
                sum(used.pool_minutes) AS minutes
            FROM booking used JOIN space other ON other.id = used.space_id
            WHERE used.organization_id = $1::uuid AND used.pool_minutes > 0 AND {_COUNTS}
            GROUP BY other.kind, date_trunc('month', used.local_starts)) drawn),
    'live', (SELECT json_object_agg(live.conditions_id, live.bookings)
        FROM (SELECT other.conditions_id, count(*) AS bookings
            FROM ({_HELD.format("used.person_id = $2::uuid")} UNION ALL {_HELD.format(_OF_NOBODY)}) used
            JOIN space other ON other.id = used.space_id
            WHERE other.conditions_id IS NOT NULL GROUP BY other.conditions_id) live),
    'missed', (SELECT json_agg(json_build_array(missed.starts_at, missed.check_in_due_at)
            ORDER BY missed.check_in_due_at DESC)
        FROM booking missed
        WHERE missed.person_id = $2::uuid AND missed.confirmed_at IS NOT NULL
        AND missed.check_in_due_at <= $5::timestamptz
        AND missed.starts_at > $5::timestamptz - (
            SELECT max(terms.no_show_days + terms.no_show_block_days + 1)
            FROM booking_conditions terms WHERE terms.no_show_limit IS NOT NULL
        ) * interval '1 day'
        AND num_nonnulls(missed.checked_in_at, missed.declined_at, missed.cancelled_at,
            missed.excused_at) = 0)
) AS found"""
"""What somebody has and may have, day by day.

It takes the organization, the person, the first and the last day, and the instant of the question.
"""
