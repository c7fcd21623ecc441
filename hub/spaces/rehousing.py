"""Moving bookings out of a place that is shut: to another space, at the same time, all or none."""

from collections.abc import Sequence
from uuid import UUID

from hub.deed import Deed
from hub.spaces import affected, displacing
from hub.spaces.booking.room import span_of
from hub.spaces.booking.spans import Span, joined
from hub.spaces.booking.window import look
from hub.spaces.booking_models import Booking
from hub.spaces.derived import HOLDS_SLOT
from hub.spaces.models import Space
from hub.spaces.place_refusals import BookingsNotMovable, MoveTargetUnfit
from hub.spaces.places import Place, lock_space
from hub.sql import Sql, composed, of

PATH = ("input", "moveToId")
NEAR = "SELECT 1 FROM space_near($1::uuid) near (id) WHERE near.id = $2"
# Beside its hours, and as the constraints see it: other bookings of the space and of what contains
# it or lies within it, what is kept for who waits, its closures, and the days on which it is let.
CANNOT_BE_HAD = composed(
    """WITH near AS MATERIALIZED (SELECT id FROM space_near($1::uuid) near (id))
SELECT moved.id FROM booking moved, space place JOIN site ON site.id = place.site_id
WHERE moved.id = ANY($2::uuid[]) AND place.id = $1 AND (
    EXISTS (SELECT 1 FROM booking_block kept JOIN booking held ON held.id = kept.booking_id
        WHERE kept.space_id IN (SELECT id FROM space_within($1))
        AND kept.blocked_from < moved.blocked_until AND moved.blocked_from < kept.blocked_until
        AND held.id <> ALL($2) AND {holds})
    OR EXISTS (SELECT 1 FROM space_offers($1, moved.blocked_from, moved.blocked_until,
        $3::timestamptz))
    OR EXISTS (SELECT 1 FROM closure WHERE closure.withdrawn_at IS NULL
        AND closure.starts_at < moved.ends_at AND moved.starts_at < closure.ends_at
        AND (closure.site_id = place.site_id OR closure.space_id IN (SELECT id FROM near)))
    OR EXISTS (SELECT 1 FROM lease WHERE lease.space_id IN (SELECT id FROM near)
        AND daterange(lease.starts_on, lease.ends_on) && booking_days(moved, site.time_zone))
    OR moved.attendees > place.capacity
    OR moved.starts_at < place.bookable_from OR place.bookable_until < moved.ends_at
    OR NOT daterange(place.starts_on, place.ends_on) @> booking_days(moved, site.time_zone))""",
    holds=composed(of("held", HOLDS_SLOT).text, now=Sql("$3::timestamptz")),
).text
OVER = """SELECT DISTINCT kept.booking_id AS id FROM booking_block kept
JOIN booking moved ON moved.id = ANY($2::uuid[])
WHERE kept.space_id IN (SELECT id FROM space_within($1::uuid)) AND kept.booking_id <> ALL($2)
AND kept.blocked_from < moved.blocked_until AND moved.blocked_from < kept.blocked_until"""


async def rehouse(
    deed: Deed,
    bookings: Sequence[Booking],
    space_id: UUID,
    *,
    place: Place,
    shut: Span,
) -> None:
    """Move bookings to another space of the same site, which the closure leaves open."""
    other = await lock_space(deed, space_id, *PATH)
    space = other.own_space
    if other.site.id != place.site.id or await _is_shut_as_well(deed, place, space):
        deed.refuse(MoveTargetUnfit(*PATH))
        return
    moving = [each for each in bookings if not displacing.is_under_way(deed, each, shut)]
    stuck = await _stuck(deed, moving, space)
    if stuck:
        left = [each for each in moving if each.id in stuck]
        deed.refuse(BookingsNotMovable(*PATH, bookings=affected.named(left)))
        return
    deed.settle()
    await _release(deed, moving, space)
    await displacing.move(deed, bookings, space, shut=shut)


async def _is_shut_as_well(deed: Deed, place: Place, space: Space) -> bool:
    near = await deed.connection.execute_query_dict(NEAR, [place.own_space.id, space.id])
    return bool(near)


async def _stuck(deed: Deed, moving: Sequence[Booking], space: Space) -> set[UUID]:
    """Those that cannot be had in the space: it is not open, or taken by others, or by one another."""
    if not space.is_bookable:
        return {each.id for each in moving}
    values = [space.id, [each.id for each in moving], deed.now]
    found = await deed.connection.execute_query_dict(CANNOT_BE_HAD, values)
    outside = await _outside_hours(deed, moving, space)
    return {each["id"] for each in found} | outside | _meeting_each_other(moving)


async def _outside_hours(deed: Deed, moving: Sequence[Booking], space: Space) -> set[UUID]:
    """Those that would take place while the space is not open."""
    spans = {each.id: span_of(each) for each in moving}
    if not spans:
        return set()
    starts_at = min(each.starts_at for each in spans.values())
    ends_at = max(each.ends_at for each in spans.values())
    found = await look(deed.connection, space.id, Span(starts_at, ends_at), now=deed.now)
    opened = joined(found.open)
    return {id for id, span in spans.items() if not any(each.holds(span) for each in opened)}


def _meeting_each_other(moving: Sequence[Booking]) -> set[UUID]:
    """Bookings of several spaces cannot all be in one at the same time."""
    in_order = sorted(moving, key=lambda each: each.blocked_from)
    found: set[UUID] = set()
    last: Booking | None = None
    for each in in_order:
        if last is not None and each.blocked_from < last.blocked_until:
            found |= {last.id, each.id}
        if last is None or last.blocked_until < each.blocked_until:
            last = each
    return found


async def _release(deed: Deed, moving: Sequence[Booking], space: Space) -> None:
    """Let go of what only seems to keep the space at those times: nobody came, or it lapsed."""
    values = [space.id, [each.id for each in moving]]
    found = await deed.connection.execute_query_dict(OVER, values)
    rows = Booking.filter(id__in=[each["id"] for each in found]).using_db(deed.connection)
    await affected.release(deed, await rows.select_for_update(no_key=True).order_by("id"))
