"""Due work on bookings and leases."""

from hub.spaces import derived as spaces
from hub.spaces.booking_models import Booking
from hub.spaces.lease_models import Lease
from hub.sql import composed, of, rome_day
from hub.todo.terms import Desk, TodoKind
from hub.todo.work import HORIZON, INSTANT, Work, known, then

REQUESTS = composed(
    """SELECT asked.id AS subject_id, {lapses_on} AS due_on,
    concat_ws(': ', (SELECT room.name FROM space room WHERE room.id = asked.space_id), asked.title)
        AS title
    FROM (SELECT it.id, it.space_id, it.title, it.kind, it.starts_at, it.ends_at, it.lapses_at,
            it.check_in_due_at, {answers}
        FROM booking it WHERE it.requested_at <= {instant} AND {instant} < it.starts_at
        AND coalesce({instant} < it.confirmed_at, true)) asked
    WHERE {state} = 'REQUESTED'""",
    lapses_on=rome_day("least(asked.lapses_at, asked.starts_at)"),
    answers=known("confirmed_at", "declined_at", "cancelled_at", "checked_in_at", "finished_at"),
    instant=INSTANT,
    state=then(of("asked", spaces.BOOKING_STATE)),
)
"""Of a request that has begun nothing is left to decide, so few of all bookings are looked at."""

ENDING_LEASES = composed(
    """SELECT lease.id AS subject_id, lease.ends_on - 1 AS due_on,
    concat_ws(': ', (SELECT room.name FROM space room WHERE room.id = lease.space_id),
        coalesce((SELECT party.name FROM organization party WHERE party.id = lease.organization_id),
            (SELECT party.name FROM person party WHERE party.id = lease.person_id))) AS title
    FROM lease WHERE lease.ends_on - 1 <= {horizon} AND {state} = 'CURRENT'""",
    horizon=HORIZON,
    state=of("lease", spaces.LEASE_STATE),
)

WORK = [
    Work(
        kind=TodoKind.BOOKING_REQUEST,
        desk=Desk.FRONT_DESK,
        subject=Booking,
        query=REQUESTS,
    ),
    Work(
        kind=TodoKind.LEASE_ENDING,
        desk=Desk.FRONT_DESK,
        subject=Lease,
        query=ENDING_LEASES,
    ),
]
