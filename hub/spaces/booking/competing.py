"""Requests for one time of a space, of which only one can be had."""
# ruff: noqa: S608 - put together from constants of this code alone

from uuid import UUID

from hub.deed import Deed, Done
from hub.errors import Refused
from hub.inquiry import inquiry
from hub.refusals import NotAllowed
from hub.spaces import derived
from hub.spaces.affected import LOADED
from hub.spaces.booking.holder import DESK
from hub.spaces.booking.standing import PATH, seen
from hub.spaces.booking_models import Booking
from hub.sql import of

_STATE = of("rival", derived.BOOKING_STATE).text.replace("{now}", "$2::timestamptz")
# Also a request whose preparation would be lost, unless both do without it. A booking lasts less
# than a year, and its preparation less than two days: so the index by start serves.
COMPETING = f"""SELECT rival.id FROM booking own
JOIN space room ON room.id = own.space_id
LEFT JOIN booking_conditions terms ON terms.id = room.conditions_id
JOIN booking rival ON rival.space_id IN (SELECT id FROM space_near(own.space_id)) AND rival.id <> own.id
    AND rival.starts_at < own.blocked_until + interval '2 days'
    AND own.blocked_from - interval '366 days' < rival.starts_at
WHERE own.id = $1::uuid AND {_STATE} = 'REQUESTED' AND rival.released_at IS NULL
AND ((rival.starts_at < own.ends_at AND own.starts_at < rival.ends_at)
    OR (rival.blocked_from < own.blocked_until AND own.blocked_from < rival.blocked_until
        AND NOT coalesce(terms.waives_buffer_within_organization
            AND rival.organization_id = own.organization_id AND rival.space_id = own.space_id,
            false)))
ORDER BY rival.id"""
FOR_CHANGE = f"{COMPETING} FOR NO KEY UPDATE OF rival"


async def rivals_of(deed: Deed, booking: Booking, *, is_to_change: bool) -> list[Booking]:
    """The requests that could not be had besides a booking, the first that was made first; locked
    if they are to change.
    """
    statement = FOR_CHANGE if is_to_change else COMPETING
    found = await deed.connection.execute_query_dict(statement, [booking.id, deed.now])
    rows = Booking.filter(id__in=[each["id"] for each in found]).using_db(deed.connection)
    loaded = rows.prefetch_related(*LOADED, "space__conditions")
    return await loaded.order_by("requested_at", "id")


@inquiry()
async def competing_requests(deed: Deed, *, booking_id: UUID) -> Done:
    """The requests that could not be had any more if a booking was approved: for the desk."""
    booking = await seen(deed, booking_id)
    if not deed.actor.has_role(DESK):
        raise Refused(NotAllowed(*PATH, who="the front desk"))
    found = await rivals_of(deed, booking, is_to_change=False)
    return Done(values={"booking_ids": [str(each.id) for each in found], "count": len(found)})
