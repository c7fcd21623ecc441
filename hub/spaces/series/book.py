"""Booking a space on many dates at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.record import audit
from hub.spaces.booking.book import written
from hub.spaces.booking.draft import told
from hub.spaces.booking.holder import lock
from hub.spaces.booking.hours import ONE_DAY
from hub.spaces.booking_models import BookingSeries, SkippedOccurrence
from hub.spaces.series.drawing import Asked, draw
from hub.spaces.series.planning import Plan, Planned, plan
from hub.spaces.series.requiring import require
from hub.spaces.series.writing import make
from hub.spaces.terms import BookingKind, ConflictChoice

SHARED = (
    "space_id",
    "organization_id",
    "person_id",
    "booked_by_id",
    "title",
    "note",
    "attendees",
    "is_public",
)
"""What the bookings of a series have from it."""


@act(TokenScope.SPACES)
async def book_series(
    deed: Deed,
    *,
    title: str,
    on_conflict: ConflictChoice,
    note: str | None = None,
    is_public: bool | None = None,
    **given: Any,
) -> Done:
    """Book a space on all dates of a rule, or on those on which it can be had."""
    texts = written(deed, title, note)
    deed.settle()
    asked = Asked.of(given)
    drawn = await draw(deed, asked)
    await lock(deed, asked.space_id, drawn.party)
    found = await plan(deed, drawn.dates, from_time=asked.from_time)
    require(deed, found, on_conflict, from_time=asked.from_time)
    series = await deed.create(
        BookingSeries,
        space_id=asked.space_id,
        organization_id=drawn.party.organization_id,
        person_id=drawn.party.person_id,
        booked_by_id=drawn.party.booked_by_id,
        is_public=bool(is_public),
        attendees=asked.attendees,
        rule=drawn.recurrence.text,
        from_time=asked.from_time,
        until_time=asked.until_time,
        offset=asked.offset,
        starts_on=asked.starts_on,
        ends_on=drawn.last_on + ONE_DAY,
        on_conflict=on_conflict,
        **texts,
    )
    await book(deed, series, found, is_by_staff=drawn.party.is_by_staff)
    await skip(deed, series, found.refused)
    return Done(series.id, {"booked": len(found.granted), "skipped": plainly(deed, found.refused)})


async def book(deed: Deed, series: BookingSeries, found: Plan, *, is_by_staff: bool) -> None:
    """Make the bookings of the dates that can be had: all at once, so that one statement keeps
    the space for them.
    """
    await found.make_room(deed)
    shared = {name: getattr(series, name) for name in SHARED}
    rows: list[dict[str, Any]] = [
        {
            **shared,
            **draft.values(deed.now),
            "id": draft.id,
            "kind": BookingKind.BEHALF if is_by_staff else BookingKind.ORDINARY,
            "series_id": series.id,
            "occurs_on": occurs_on,
            "requested_at": deed.now,
        }
        for occurs_on, draft in found.granted
    ]
    for row in await make(deed, rows):
        told(deed, row, "CONFIRMED" if row.confirmed_at else "REQUESTED", series_id=series.id)


async def skip(deed: Deed, series: BookingSeries, dates: Iterable[Planned]) -> None:
    """Remember the dates on which the space could not be had: they can be added later."""
    rows: list[Mapping[str, Any]] = [
        {"series_id": series.id, "occurs_on": each.occurrence.occurs_on, "reason": each.reason}
        for each in dates
    ]
    await deed.create_many(SkippedOccurrence, rows)


def plainly(deed: Deed, dates: Iterable[Planned]) -> Sequence[Mapping[str, Any]]:
    """Dates that could not be had, as an answer tells them."""
    told = [each.told(deed.viewer.language)._asdict() for each in dates]
    plain: Sequence[Mapping[str, Any]] = audit.plain(told)
    return plain
