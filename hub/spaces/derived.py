"""States of the spaces' area as SQL over one row; `rules` says the same in Python.

Bookings and openings are asked about at an instant, leases and allowances on a day.
"""

from hub.spaces.terms import HOLDING
from hub.sql import HOLDS, Sql, composed, of, quoted

BOOKING_STATE = Sql(
    """CASE
    WHEN {row}.declined_at IS NOT NULL THEN 'DECLINED'
    WHEN {row}.cancelled_at IS NOT NULL THEN 'CANCELLED'
    WHEN {row}.confirmed_at IS NULL THEN CASE
        WHEN least({row}.lapses_at, {row}.starts_at) <= {now} THEN 'LAPSED'
        ELSE 'REQUESTED' END
    WHEN {row}.check_in_due_at <= {now} AND {row}.checked_in_at IS NULL THEN 'NO_SHOW'
    WHEN coalesce({row}.finished_at, {row}.ends_at) <= {now} THEN 'FINISHED'
    WHEN {row}.starts_at <= {now} THEN 'ONGOING'
    ELSE 'CONFIRMED' END"""
)
"""Where a booking stands; nobody has to run anything for a request to lapse, or a missed check-in
to free the space."""

HOLDS_SLOT = composed(
    """({state} IN ({holding}, 'REQUESTED')
    AND ({row}.confirmed_at IS NOT NULL OR {row}.holds_while_pending))""",
    state=BOOKING_STATE,
    holding=Sql(quoted(sorted(HOLDING))),
)
"""Whether a booking keeps the space from others, or kept it to its end.

Of those that wait to be decided only some do.
"""

CANCELLATION_PERCENT = Sql(
    """CASE
    WHEN num_nonnulls({row}.declined_at, {row}.cancelled_at) > 0 OR {row}.starts_at <= {now}
        THEN NULL
    WHEN {row}.confirmed_at IS NULL THEN CASE WHEN {row}.lapses_at <= {now} THEN NULL ELSE 0 END
    WHEN {row}.cancellation_steps = '[]' THEN 0
    ELSE (SELECT (step->'percent')::int FROM jsonb_array_elements({row}.cancellation_steps) step
        WHERE (step->'minutes_before')::int * interval '1 minute' <= {row}.starts_at - {now}
        ORDER BY (step->'minutes_before')::int DESC, (step->'percent')::int LIMIT 1) END"""
)
"""The part of the price that giving up a booking costs now: the nearest step still reached.

Null when it is too late. The steps are those of the day on which it was made; a request that
waits to be decided is withdrawn for nothing.
"""

CANCELLATION_STEPS = Sql(
    """SELECT (step->'minutes_before')::int AS minutes_before, (step->'percent')::int AS percent
    FROM jsonb_array_elements({row}.cancellation_steps) step
    ORDER BY (step->'minutes_before')::int DESC, (step->'percent')::int"""
)

WAITLIST_STATE = Sql(
    """CASE
    WHEN {row}.claimed_at IS NOT NULL THEN 'CLAIMED'
    WHEN {row}.left_at IS NOT NULL THEN 'LEFT'
    WHEN least({row}.starts_at, {row}.offer_ends_at) <= {now} THEN 'EXPIRED'
    WHEN {row}.offered_at <= {now} THEN 'OFFERED'
    ELSE 'WAITING' END"""
)
"""Where somebody stands in line: an offer begins and ends by the clock, and nobody has to run
anything for the next one's to begin."""

WAITLIST_POSITION = composed(
    """CASE WHEN {waits} THEN (SELECT count(*) + 1 FROM space_near({row}.space_id) near (id)
    JOIN waitlist_entry earlier ON earlier.space_id = near.id
    WHERE earlier.starts_at < {row}.ends_at AND {row}.starts_at < earlier.ends_at
    AND (earlier.joined_at, earlier.id) < ({row}.joined_at, {row}.id)
    AND {earlier_waits}) END""",
    waits=Sql(f"({WAITLIST_STATE.text}) = 'WAITING'"),
    earlier_waits=Sql(f"({of('earlier', WAITLIST_STATE).text}) = 'WAITING'"),
)
"""The place in line among those who wait for time that overlaps, of the space, of what contains it
or of what lies within it: first come, first offered."""

LEASE_STATE = Sql(
    """CASE
    WHEN {row}.ends_on <= greatest({day}, {row}.starts_on) THEN 'ENDED'
    WHEN {day} < {row}.starts_on THEN 'UPCOMING'
    ELSE 'CURRENT' END"""
)

RENT = composed(
    """CASE WHEN {holds} THEN coalesce((SELECT step.monthly_amount FROM rent_step step
    WHERE step.lease_id = {row}.id AND step.starts_on <= {day}
    ORDER BY step.starts_on DESC LIMIT 1), {row}.monthly_amount) END""",
    holds=HOLDS,
)
"""The monthly amount on the day: that of the last step begun, else the one agreed at first."""

MINUTES_USED = Sql(
    """(SELECT coalesce(sum(used.pool_minutes), 0)
    FROM booking used JOIN space room ON room.id = used.space_id
    WHERE used.organization_id = {row}.organization_id AND room.kind = {row}.kind
    AND used.starts_at >= date_trunc('month', {day}::timestamp) AT TIME ZONE 'UTC' - interval '1 day'
    AND used.starts_at < date_trunc('month', {day}::timestamp) AT TIME ZONE 'UTC' + interval '33 days'
    AND date_trunc('month', used.local_starts) = date_trunc('month', {day}::timestamp)
    AND used.confirmed_at IS NOT NULL AND used.declined_at IS NULL)"""
)
"""Minutes that an organization's people have drawn from a pool in the month of the day.

The month is that of the clock at the site; the bounds in UTC only narrow the search. A no-show
counts, and of a cancelled booking what was not given back.
"""

IS_LEASED = composed(
    """EXISTS (SELECT 1 FROM space_around({row}.id) around
    JOIN lease ON lease.space_id = around.id WHERE {holds})""",
    holds=of("lease", HOLDS),
)
"""Whether a space is let on the day, by itself or with what contains it."""

BOOKABILITY = Sql(
    """CASE
    WHEN NOT {row}.is_bookable THEN 'NOT_BOOKABLE'
    WHEN {row}.bookable_until <= {now} THEN 'ENDED'
    WHEN {now} < {row}.bookable_from THEN 'SCHEDULED'
    ELSE 'BOOKABLE' END"""
)

OPENING_STATE = composed(
    """(WITH around AS (SELECT * FROM space_around({row}.id)),
    moment (day, clock, weekday) AS (
        SELECT here.shown::date, here.shown::time, extract(isodow FROM here.shown)
        FROM (SELECT {now} AT TIME ZONE place.time_zone AS shown
            FROM site place WHERE place.id = {row}.site_id) here),
    rule (rank, level, state, applies) AS (
        SELECT 1, coalesce(around.level, {site_level}), special.state,
            special.opens IS NULL OR {special_covers}
        FROM moment JOIN opening_exception special ON special.occurs_on = moment.day
            AND special.withdrawn_at IS NULL
        LEFT JOIN around ON around.id = special.space_id
        WHERE special.site_id = {row}.site_id OR around.id IS NOT NULL
        UNION ALL
        SELECT 2, coalesce(around.level, {site_level}), hours.state,
            hours.weekday = moment.weekday AND {hours_cover}
        FROM moment JOIN opening_hours hours ON hours.starts_on <= moment.day
            AND coalesce(moment.day < hours.ends_on, true)
        LEFT JOIN around ON around.id = hours.space_id
        WHERE hours.site_id = {row}.site_id OR around.id IS NOT NULL)
    SELECT coalesce(
        (SELECT closure.state FROM closure
            WHERE closure.withdrawn_at IS NULL
            AND closure.starts_at <= {now} AND {now} < closure.ends_at
            AND (closure.site_id = {row}.site_id
                OR closure.space_id IN (SELECT around.id FROM around))
            ORDER BY closure.starts_at DESC, closure.id LIMIT 1),
        (SELECT coalesce(
                (SELECT rule.state FROM rule WHERE (rule.rank, rule.level) =
                    (nearest.rank, nearest.level) AND rule.applies ORDER BY rule.state LIMIT 1),
                'CLOSED')
            FROM (SELECT rule.rank, rule.level FROM rule
                ORDER BY rule.rank, rule.level LIMIT 1) nearest)))""",
    special_covers=Sql(
        "(special.opens <= moment.clock"
        " AND (moment.clock < special.closes OR special.closes = '00:00'))"
    ),
    hours_cover=Sql(
        "(hours.opens <= moment.clock AND (moment.clock < hours.closes OR hours.closes = '00:00'))"
    ),
    site_level=Sql("32767"),
)
"""What a person can do at a space at an instant, by the clock of its site; null without any rule.

A closure of the space, of what contains it or of its site shuts it. Else the nearest of these
that has an exception for the day decides, else the nearest that has weekly hours at that time.
"""

IS_FREE = composed(
    """(NOT EXISTS (SELECT 1 FROM space_within({row}.id) inner_space (id),
        LATERAL (SELECT 1 FROM booking_block kept
            WHERE uuidrange(kept.space_id, kept.space_id, '[]')
                && uuidrange(inner_space.id, inner_space.id, '[]')
            AND tstzrange(kept.blocked_from, kept.blocked_until, '[)')
                && tstzrange(least({free_from}, {free_until}),
                    greatest({free_from}, {free_until}), '[)')
            AND (SELECT {holds_slot} FROM booking held WHERE held.id = kept.booking_id)
            LIMIT 1) taken)
    AND NOT EXISTS (SELECT FROM space_offers({row}.id, least({free_from}, {free_until}),
        greatest({free_from}, {free_until}), {now}) offer
        WHERE offer.person_id IS DISTINCT FROM {person_id})
    AND NOT EXISTS (SELECT 1 FROM closure WHERE closure.withdrawn_at IS NULL
        AND closure.starts_at < {free_until} AND {free_from} < closure.ends_at
        AND (closure.site_id = {row}.site_id
            OR closure.space_id IN (SELECT around.id FROM space_around({row}.id) around))))""",
    holds_slot=of("held", HOLDS_SLOT),
)
"""Whether no booking, no offer to another who waits, and no closure keeps a space between two
instants.

The ranges are those of the constraint against overlaps, so that its index answers, space by
space and up to the first: as a plain join it would begin at all bookings of so long a time.
"""

IS_LISTED_FREE = composed(
    "(num_nulls({free_from}, {free_until}) > 0 OR ({row}.is_bookable AND {is_free}))",
    is_free=IS_FREE,
)
"""Of a list of spaces: all of them, or those that can be booked between two instants."""

MINUTES_BOOKED = composed(
    """(SELECT coalesce(sum(extract(epoch FROM
            coalesce(held.finished_at, held.ends_at) - held.starts_at) / 60), 0)::int
    FROM booking held WHERE held.space_id = {row}.id
    AND held.starts_at >= date_trunc('month', {day}::timestamp) AT TIME ZONE 'UTC' - interval '1 day'
    AND held.starts_at < date_trunc('month', {day}::timestamp) AT TIME ZONE 'UTC' + interval '33 days'
    AND date_trunc('month', held.local_starts) = date_trunc('month', {day}::timestamp)
    AND {holds_slot})""",
    holds_slot=of("held", HOLDS_SLOT),
)
"""Minutes of the bookings of a space that begin in the month of the day, preparation left out."""

DESKS = composed(
    """(SELECT count(*) FROM space desk
    WHERE desk.site_id = {row}.id AND desk.kind = 'DESK' AND {in_use})""",
    in_use=of("desk", HOLDS),
)
"""How many desks a site has on the day: its capacity."""

DESKS_LEASED = composed(
    """(SELECT count(*) FROM space desk
    WHERE desk.site_id = {row}.id AND desk.kind = 'DESK' AND {in_use} AND {is_leased})""",
    in_use=of("desk", HOLDS),
    is_leased=of("desk", IS_LEASED),
)
"""How many desks of a site are let on the day, one by one or with their room."""
