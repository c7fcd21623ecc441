"""Booking a date of a series that it has no booking on."""

from datetime import date
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.spaces.booking.book import write
from hub.spaces.booking.draft import told
from hub.spaces.booking.holder import Party, seen_space
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_models import Booking, BookingSeries, SkippedOccurrence
from hub.spaces.series.clocked import Clocked
from hub.spaces.series.drawing import zone_of
from hub.spaces.series.planning import fault
from hub.spaces.series.recurrence import kept
from hub.spaces.series.standing import PATH, is_by_staff, to_change
from hub.spaces.series_refusals import DateTaken, NoDateOfSeries, SeriesOver
from hub.spaces.terms import ClockOffset

DATE = ("input", "occursOn")


@act(TokenScope.SPACES)
async def add_occurrence(
    deed: Deed,
    *,
    series_id: UUID,
    version: int,
    occurs_on: date,
    offset: ClockOffset | None = None,
) -> Booking:
    """Book a date of a series that it left out or gave up, now that the space can be had."""
    series = await to_change(deed, series_id, version)
    space = await seen_space(deed, series.space_id)
    zone = await zone_of(deed, space)
    await _check_date(deed, series, occurs_on)
    deed.settle()
    clocked = Clocked(
        zone=zone,
        from_time=series.from_time,
        until_time=series.until_time,
        offset=offset or series.offset,
    )
    (occurrence,) = clocked.on([occurs_on])
    if occurrence.span is None:
        raise Refused(fault(occurrence, series.from_time))
    by_staff = is_by_staff(series, deed.actor)
    party = Party(
        series.organization_id, series.person_id, series.booked_by_id, is_by_staff=by_staff
    )
    wish = Wish(
        space_id=series.space_id,
        starts_at=occurrence.span.starts_at,
        ends_at=occurrence.span.ends_at,
        organization_id=series.organization_id,
        person_id=series.person_id,
        attendees=series.attendees,
        is_by_staff=by_staff,
    )
    booking = await _written(deed, series, wish=wish, party=party, occurs_on=occurs_on)
    skipped = SkippedOccurrence.filter(series_id=series.id, occurs_on=occurs_on)
    for row in await skipped.using_db(deed.connection).select_for_update(no_key=True):
        await deed.edit(row, resolved_at=deed.now)
    deed.touch(series)
    told(deed, booking, "CONFIRMED" if booking.confirmed_at else "REQUESTED")
    return booking


async def _check_date(deed: Deed, series: BookingSeries, occurs_on: date) -> None:
    """Note what stands against a date: of the series it has to be, and without a booking."""
    days = kept(series.rule).dates(series.starts_on, today=series.starts_on)
    if series.cancelled_at is not None or series.ends_on <= deed.today:
        deed.refuse(SeriesOver(*PATH))
    elif occurs_on not in days or series.ends_on <= occurs_on:
        deed.refuse(NoDateOfSeries(*DATE))
    else:
        standing = Booking.filter(
            series_id=series.id, occurs_on=occurs_on, declined_at=None, cancelled_at=None
        )
        if await standing.using_db(deed.connection).exists():
            deed.refuse(DateTaken(*DATE, occurs_on=occurs_on))


async def _written(
    deed: Deed, series: BookingSeries, *, wish: Wish, party: Party, occurs_on: date
) -> Booking:
    try:
        return await write(
            deed,
            wish,
            party,
            title=series.title,
            note=series.note,
            is_public=series.is_public,
            series_id=series.id,
            occurs_on=occurs_on,
        )
    except Refused as refused:
        for each in refused.refusals:
            each.path = DATE
        raise
