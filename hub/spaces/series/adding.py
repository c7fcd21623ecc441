"""Booking a date of a series that it has no booking on."""

from datetime import date
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking.book import write
from hub.spaces.booking.draft import RELEASE, told
from hub.spaces.booking.guests import invite_to_all
from hub.spaces.booking.holder import Party, seen_space
from hub.spaces.booking.spans import Span
from hub.spaces.booking.standing import OF_THE_HOUSE, state_of
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_models import Booking, BookingSeries, SkippedOccurrence
from hub.spaces.series.clocked import Clocked
from hub.spaces.series.drawing import zone_of
from hub.spaces.series.planning import fault
from hub.spaces.series.recurrence import kept
from hub.spaces.series.standing import PATH, is_by_staff, to_change
from hub.spaces.series_refusals import DateTaken, NoDateOfSeries, SeriesOver
from hub.spaces.terms import BookingState, ClockOffset

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
    """Book a date of a series that has no booking any more, now that the space can be had."""
    series = await to_change(deed, series_id, version)
    clocked = await _clocked(deed, series, offset)
    _check_date(deed, series, occurs_on)
    former = await _former(deed, series, occurs_on)
    deed.settle()
    (occurrence,) = clocked.on([occurs_on])
    if occurrence.span is None:
        raise Refused(fault(occurrence, series.from_time))
    # To the database such a request holds its date until it is told otherwise.
    await deed.connection.execute_query(RELEASE, [deed.now, former])
    booking = await _written(deed, series, occurrence.span, occurs_on=occurs_on)
    await _invite(deed, series, booking)
    skipped = SkippedOccurrence.filter(series_id=series.id, occurs_on=occurs_on)
    for row in await skipped.using_db(deed.connection).select_for_update(no_key=True):
        await deed.edit(row, resolved_at=deed.now)
    deed.touch(series)
    told(deed, booking, "CONFIRMED" if booking.confirmed_at else "REQUESTED")
    return booking


async def _clocked(deed: Deed, series: BookingSeries, offset: ClockOffset | None) -> Clocked:
    space = await seen_space(deed, series.space_id)
    return Clocked(
        zone=await zone_of(deed, space),
        from_time=series.from_time,
        until_time=series.until_time,
        offset=offset or series.offset,
    )


def _check_date(deed: Deed, series: BookingSeries, occurs_on: date) -> None:
    """Note it if a date is none of the series, or if there is none any more."""
    days = kept(series.rule).dates(series.starts_on, today=series.starts_on)
    if series.cancelled_at is not None or series.ends_on <= deed.today:
        deed.refuse(SeriesOver(*PATH))
    elif occurs_on not in days or series.ends_on <= occurs_on:
        deed.refuse(NoDateOfSeries(*DATE))


async def _former(deed: Deed, series: BookingSeries, occurs_on: date) -> list[UUID]:
    """The requests for a date that nobody has decided in time; a booking that stands, or that took
    place, is noted.
    """
    rows = Booking.filter(
        series_id=series.id, occurs_on=occurs_on, declined_at=None, cancelled_at=None
    )
    locked = await rows.using_db(deed.connection).order_by("id").select_for_update(no_key=True)
    former = [row.id for row in locked if state_of(deed, row) is BookingState.LAPSED]
    if len(former) < len(locked):
        deed.refuse(DateTaken(*DATE, occurs_on=occurs_on))
    return former


async def _invite(deed: Deed, series: BookingSeries, booking: Booking) -> None:
    """Ask those to come who are asked to the nearest date of the series."""
    rows = Booking.filter(series_id=series.id).exclude(id=booking.id).using_db(deed.connection)
    days = await rows.order_by("-id").values_list("occurs_on", "id")
    _, nearest_id = min(days, key=lambda day: abs(day[0] - booking.occurs_on), default=(None, None))
    guests = BookingAttendee.filter(booking_id=nearest_id).using_db(deed.connection)
    asked = [
        {"person_id": each.person_id, "email": each.email, "name": each.name}
        for each in await guests.order_by("id")
    ]
    await invite_to_all(deed, [booking], asked)


async def _written(deed: Deed, series: BookingSeries, span: Span, *, occurs_on: date) -> Booking:
    """The booking, by all rules; what stands against it is told of the date."""
    by_staff = is_by_staff(series, deed.actor)
    holder = {"organization_id": series.organization_id, "person_id": series.person_id}
    wish = Wish(
        **holder,
        space_id=series.space_id,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        attendees=series.attendees,
        is_by_staff=by_staff,
    )
    try:
        return await write(
            deed,
            wish,
            Party(**holder, booked_by_id=series.booked_by_id, is_by_staff=by_staff),
            kind=series.kind if series.kind in OF_THE_HOUSE else None,
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
