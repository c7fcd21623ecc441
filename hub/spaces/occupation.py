"""When spaces can be had, and how much of that time is used, as SQL over a space or a site.

By the clock of the site, day by day: the nearest of the space, of what contains it and of its
site that has an exception for the day decides, else the nearest that has weekly hours; without any
rule it is open. `booking.hours` and `booking.window` say the same in Python.
"""
# ruff: noqa: S608 - put together from constants of this code alone

from hub.spaces import derived
from hub.spaces.terms import BOOKABLE_STATES
from hub.sql import Sql, composed, of, quoted

MOST_DAYS_SHOWN = 31
USUAL_DAYS_SHOWN = 7
MOST_SPANS = 300
MOST_DAYS_COUNTED = 92

_BOOKABLE = quoted(sorted(BOOKABLE_STATES))


def _instant(local: str) -> str:
    """The instant at which a clock of the place shows a time.

    Of two it is the first: PostgreSQL would take the second.
    """
    return f"""least(({local})::timestamp AT TIME ZONE place.zone,
        (({local})::timestamp - interval '1 hour') AT TIME ZONE place.zone + interval '1 hour')"""


_OPEN = f"""place AS MATERIALIZED (
    SELECT room.*, here.time_zone AS zone, {{begins}} AS begins, {{ends}} AS ends
    FROM space room JOIN site here ON here.id = room.site_id WHERE room.id = {{row}}.id
), around AS MATERIALIZED (
    SELECT above.id, above.level FROM place, space_around(place.id) above
), near AS MATERIALIZED (
    SELECT near.id FROM place, space_near(place.id) near
), days AS MATERIALIZED (
    SELECT day::date AS day, {_instant("day")} AS begins,
        {_instant("day + interval '1 day'")} AS ends
    FROM place, generate_series((place.begins AT TIME ZONE place.zone)::date::timestamp,
        ((place.ends - interval '1 microsecond') AT TIME ZONE place.zone)::date::timestamp,
        interval '1 day') day
), ruled AS MATERIALIZED (
    SELECT days.day, 1 AS rank, coalesce(around.level, 32767) AS level, special.state,
        special.opens, special.closes, true AS applies
    FROM place, days JOIN opening_exception special ON special.occurs_on = days.day
        AND special.withdrawn_at IS NULL
    LEFT JOIN around ON around.id = special.space_id
    WHERE special.site_id = place.site_id OR around.id IS NOT NULL
    UNION ALL
    SELECT days.day, 2, coalesce(around.level, 32767), hours.state,
        hours.opens, hours.closes, hours.weekday = extract(isodow FROM days.day)
    FROM place, days JOIN opening_hours hours ON hours.starts_on <= days.day
        AND coalesce(days.day < hours.ends_on, true)
    LEFT JOIN around ON around.id = hours.space_id
    WHERE hours.site_id = place.site_id OR around.id IS NOT NULL
), nearest AS MATERIALIZED (
    SELECT DISTINCT ON (day) day, rank, level FROM ruled ORDER BY day, rank, level
), spans AS MATERIALIZED (
    SELECT 'OPEN' AS state, days.begins, days.ends FROM days
    WHERE days.day NOT IN (SELECT day FROM nearest)
    UNION ALL
    SELECT ruled.state,
        CASE WHEN ruled.opens IS NULL THEN days.begins
            ELSE {_instant("days.day + ruled.opens")} END,
        CASE WHEN ruled.opens IS NULL OR ruled.closes = '00:00' THEN days.ends
            ELSE {_instant("days.day + ruled.closes")} END
    FROM place, nearest JOIN ruled USING (day, rank, level) JOIN days USING (day)
    WHERE ruled.applies
), opened AS MATERIALIZED (
    SELECT (coalesce(range_agg(tstzrange(spans.begins, spans.ends))
            FILTER (WHERE spans.state IN ({_BOOKABLE})), '{{}}')
        -- Where hours overlap, those that shut it go before.
        - coalesce(range_agg(tstzrange(spans.begins, spans.ends))
            FILTER (WHERE spans.state NOT IN ({_BOOKABLE})), '{{}}')
        - coalesce((SELECT range_agg(tstzrange(shut.starts_at, shut.ends_at))
            FROM place, closure shut WHERE shut.withdrawn_at IS NULL
            AND shut.starts_at < place.ends AND place.begins < shut.ends_at
            AND (shut.site_id = place.site_id OR shut.space_id IN (SELECT id FROM near))),
            '{{}}'))
        * (SELECT tstzmultirange(tstzrange(place.begins, place.ends)
            * tstzrange({_instant("place.starts_on")}, {_instant("place.ends_on")})
            * tstzrange(place.bookable_from, place.bookable_until)) FROM place) AS time
    FROM spans WHERE spans.begins < spans.ends
), let AS MATERIALIZED (
    SELECT coalesce(range_agg(tstzrange({_instant("lease.starts_on")},
        {_instant("lease.ends_on")})), '{{}}') AS time
    FROM place JOIN lease ON lease.space_id IN (SELECT id FROM near)
    WHERE lease.starts_on <= (place.ends AT TIME ZONE place.zone)::date
    AND coalesce((place.begins AT TIME ZONE place.zone)::date < lease.ends_on, true)
)"""


def _seconds(time: str) -> str:
    """The seconds of a multirange."""
    return f"""(SELECT coalesce(sum(extract(epoch FROM upper(part) - lower(part))), 0)
        FROM unnest({time}) part)"""


_HOLDS_SLOT = of("held", derived.HOLDS_SLOT).text

_UNTIL = f"coalesce({{free_until}}, {{free_from}} + interval '{USUAL_DAYS_SHOWN} days')"

AVAILABILITY = composed(
    f"""WITH {_OPEN}, kept AS MATERIALIZED (
    SELECT coalesce(range_agg(tstzrange(block.blocked_from, block.blocked_until)), '{{}}')
        + (SELECT time FROM let)
        + (SELECT coalesce(range_agg(tstzrange(offer.blocked_from, offer.blocked_until)), '{{}}')
            FROM place, space_offers(place.id, place.begins, place.ends, {{now}}) offer
            WHERE offer.person_id IS DISTINCT FROM {{person_id}}) AS time
    FROM place, space_within(place.id) inmost (id), LATERAL (
        SELECT kept.booking_id, kept.blocked_from, kept.blocked_until FROM booking_block kept
        WHERE uuidrange(kept.space_id, kept.space_id, '[]') && uuidrange(inmost.id, inmost.id, '[]')
        AND tstzrange(kept.blocked_from, kept.blocked_until, '[)')
            && tstzrange(place.begins, place.ends, '[)')
        OFFSET 0  -- else the planner begins at all bookings of so long a time
    ) block JOIN booking held ON held.id = block.booking_id
    WHERE {{holds_slot}}
)
SELECT lower(part) AS starts_at, upper(part) AS ends_at, state FROM (
    SELECT 'FREE' AS state, unnest(opened.time - kept.time) AS part FROM opened, kept
    UNION ALL SELECT 'BUSY', unnest(opened.time * kept.time) FROM opened, kept
    UNION ALL SELECT 'CLOSED',
        unnest(tstzmultirange(tstzrange(place.begins, place.ends)) - opened.time)
    FROM place, opened
) parts ORDER BY starts_at""",
    holds_slot=Sql(_HOLDS_SLOT),
    begins=Sql("{free_from}"),
    ends=Sql(_UNTIL),
)
"""When a space can be had, is taken or let, and is shut: all the time between two instants, in
order. It tells nothing of who has it, or of what else goes with it. What is offered to the viewer
is theirs to have.
"""

IS_SHORT = Sql(
    f"({{free_from}} < {_UNTIL} AND {_UNTIL} <= {{free_from}} + interval '{MOST_DAYS_SHOWN} days')"
)
"""Whether it is asked about so much time as is shown at once."""

_FROM = "coalesce({from_on}, date_trunc('month', {today}::timestamp)::date)"
_TO = f"coalesce({{to_on}}, ({_FROM} + interval '1 month')::date)"

_SECONDS = composed(
    f"""WITH {_OPEN}, blocks AS MATERIALIZED (
    SELECT tstzrange(block.blocked_from, block.blocked_until) AS blocked,
        CASE WHEN held.kind <> 'BLOCK'
            THEN tstzrange(held.starts_at, coalesce(held.finished_at, held.ends_at)) END AS used
    FROM place, LATERAL (
        SELECT kept.booking_id, kept.blocked_from, kept.blocked_until FROM booking_block kept
        WHERE uuidrange(kept.space_id, kept.space_id, '[]') && uuidrange(place.id, place.id, '[]')
        AND tstzrange(kept.blocked_from, kept.blocked_until, '[)')
            && tstzrange(place.begins, place.ends, '[)')
        OFFSET 0
    ) block JOIN booking held ON held.id = block.booking_id
    WHERE held.confirmed_at IS NOT NULL AND {{holds_slot}}
), booked AS MATERIALIZED (
    SELECT coalesce(range_agg(blocked), '{{}}') AS blocked,
        coalesce(range_agg(used), '{{}}') * tstzmultirange(tstzrange(
            (SELECT begins FROM place), (SELECT ends FROM place))) AS used
    FROM blocks
), missed AS MATERIALIZED (
    SELECT coalesce(range_agg(tstzrange(held.starts_at, held.ends_at)), '{{}}') AS time
    FROM place, around, LATERAL (
        SELECT missed.* FROM booking missed WHERE missed.space_id = around.id
        AND missed.starts_at < place.ends AND missed.starts_at > place.begins - interval '366 days'
        OFFSET 0
    ) held
    WHERE held.ends_at > place.begins AND ({{state}}) = 'NO_SHOW'
), bookable AS MATERIALIZED (
    SELECT opened.time - let.time - (booked.blocked - booked.used) AS time FROM opened, let, booked
)
SELECT {_seconds("bookable.time")} AS bookable, {_seconds("booked.used * bookable.time")} AS used,
    {_seconds("booked.used - bookable.time")} AS outside,
    {_seconds("missed.time * bookable.time - booked.used")} AS missed
FROM bookable, booked, missed""",
    holds_slot=Sql(_HOLDS_SLOT),
    state=of("held", derived.BOOKING_STATE),
    begins=Sql(_instant(_FROM).replace("place.zone", "here.time_zone")),
    ends=Sql(_instant(_TO).replace("place.zone", "here.time_zone")),
)
"""The seconds in which a space could be booked, and was.

It could be while it is open, and neither let, nor kept for nobody, nor being prepared.
"""

_FIGURES = """SELECT trunc(coalesce(sum(seconds.bookable), 0) / 60)::int AS bookable_minutes,
    trunc(coalesce(sum(seconds.used), 0) / 60)::int AS used_minutes,
    trunc(coalesce(sum(seconds.outside), 0) / 60)::int AS outside_minutes,
    trunc(coalesce(sum(seconds.missed), 0) / 60)::int AS no_show_minutes,
    round(100 * sum(seconds.used) / nullif(sum(seconds.bookable), 0), 1) AS percent"""

UTILISATION = Sql(f"{_FIGURES} FROM ({_SECONDS.text}) seconds")

SITE_UTILISATION = composed(
    f"""{_FIGURES}
    FROM space leaf, LATERAL ({{seconds}}) seconds
    WHERE leaf.site_id = {{row}}.id AND leaf.is_bookable
    AND NOT EXISTS (SELECT FROM space_within(leaf.id) inmost (id)
        JOIN space part ON part.id = inmost.id WHERE part.is_bookable AND part.id <> leaf.id)""",
    seconds=of("leaf", _SECONDS),
)
"""Of all spaces that are booked and that hold none which are: no minute counts twice."""

IS_COUNTED = Sql(f"({_FROM} < {_TO} AND {_TO} - {_FROM} <= {MOST_DAYS_COUNTED})")
"""Whether it is asked about so many days as are counted at once."""
