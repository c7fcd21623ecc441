"""A series that somebody wants to change: found, locked, and what of it lies ahead."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from hub.actor import Actor
from hub.constraints import Collided
from hub.deed import Deed
from hub.errors import Refused
from hub.refusals import NotAllowed, NotFound, Overtaken
from hub.spaces import booking_policy
from hub.spaces.booking.holder import DESK, Party, lock
from hub.spaces.booking.standing import AHEAD, may_change, state_of
from hub.spaces.booking_models import Booking, BookingSeries
from hub.spaces.series_refusals import NoDateOfSeries, SeriesOver
from hub.spaces.terms import BookingState

PATH = ("input", "seriesId")


async def to_change(
    deed: Deed, series_id: UUID, version: int, *more_space_ids: UUID
) -> BookingSeries:
    """The series, locked with what its spaces are kept for, for who may change it; raises Refused
    for others.
    """
    series = await seen(deed, series_id)
    if not may_change(series, deed.actor):
        raise Refused(
            NotAllowed(
                *PATH, who="who has or made the series, administrators of theirs and the desk"
            )
        )
    return await _locked(deed, series, version=version, more_space_ids=more_space_ids)


async def for_desk(deed: Deed, series_id: UUID, version: int) -> BookingSeries:
    """The series, locked, for the front desk; raises Refused for others."""
    series = await seen(deed, series_id)
    if not deed.actor.has_role(DESK):
        raise Refused(NotAllowed(*PATH, who="the front desk"))
    return await _locked(deed, series, version=version)


async def seen(deed: Deed, series_id: UUID) -> BookingSeries:
    """The series; raises Refused if there is none, or none that the actor sees."""
    series = await BookingSeries.filter(id=series_id).using_db(deed.connection).first()
    if series is None or not booking_policy.BOOKING_SERIES.rows.holds(series, deed.viewer):
        raise Refused(NotFound(*PATH))
    return series


def is_by_staff(series: BookingSeries, actor: Actor) -> bool:
    """Whether somebody changes it as the desk, rather than as one of its own people."""
    is_own = series.person_id is not None and series.person_id == actor.person_id
    return actor.has_role(DESK) and not is_own


async def ahead(
    deed: Deed,
    series: BookingSeries,
    *,
    from_on: date | None = None,
    until_on: date | None = None,
) -> list[Booking]:
    """The bookings of a locked series that can be others, of its dates from one day on and before
    another; locked, in the order of time. Raises Refused if there are none.
    """
    dates = {
        **({"occurs_on__gte": from_on} if from_on else {}),
        **({"occurs_on__lt": until_on} if until_on else {}),
    }
    found = await standing(deed, series, AHEAD, **dates)
    if not found:
        raise Refused(SeriesOver(*PATH) if not dates else NoDateOfSeries("input", "fromOn"))
    return found


async def standing(
    deed: Deed, series: BookingSeries, states: Iterable[BookingState], **dates: date
) -> list[Booking]:
    """The bookings of a locked series that have not begun and are in one of the states; locked, in
    the order of time.
    """
    rows = Booking.filter(series_id=series.id, starts_at__gt=deed.now, **dates)
    in_order = rows.using_db(deed.connection).order_by("id")
    locked = await in_order.select_for_update(no_key=True)
    found = [row for row in locked if state_of(deed, row) in states]
    if found:
        await Booking.fetch_for_list(
            found, "space__conditions", "space__site", "guests", using_db=deed.connection
        )
    return sorted(found, key=lambda row: row.starts_at)


async def _locked(
    deed: Deed, series: BookingSeries, *, version: int, more_space_ids: Iterable[UUID] = ()
) -> BookingSeries:
    party = Party(series.organization_id, series.person_id, None, is_by_staff=False)
    space_ids = await _space_ids(deed, series)
    await lock(deed, party, series.space_id, *space_ids, *more_space_ids)
    row = await deed.lock(BookingSeries, series.id, *PATH)
    former = (series.space_id, series.organization_id, series.person_id, space_ids)
    if (row.space_id, row.organization_id, row.person_id, await _space_ids(deed, row)) != former:
        # What was locked is not what would be decided about: it is tried again.
        raise Collided(Overtaken(*PATH))
    deed.check_version(row, version)
    return row


async def _space_ids(deed: Deed, series: BookingSeries) -> set[UUID]:
    """Where its bookings to come take place; some may have been moved."""
    rows = Booking.filter(series_id=series.id, starts_at__gt=deed.now).using_db(deed.connection)
    return {space_id for (space_id,) in await rows.distinct().values_list("space_id")}
