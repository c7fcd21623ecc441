"""Booking a space on many dates at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.record.changes import plain
from hub.spaces.booking.book import written
from hub.spaces.booking.draft import told
from hub.spaces.booking.guests import (
    MOST_GUESTS,
    Guest,
    asked_of,
    check_number,
    invite_to_all,
)
from hub.spaces.booking.holder import lock
from hub.spaces.booking.hours import ONE_DAY
from hub.spaces.booking.standing import OF_THE_HOUSE
from hub.spaces.booking_models import Booking, BookingSeries, SkippedOccurrence
from hub.spaces.series.drawing import Asked, draw
from hub.spaces.series.planning import Plan, Planned, plan
from hub.spaces.series.requiring import require
from hub.spaces.series.writing import make
from hub.spaces.terms import ConflictChoice

GUESTS = ("input", "guests")
MOST_INVITATIONS = 5_000
"""Of all guests to all dates."""
SHARED = (
    "space_id",
    "organization_id",
    "person_id",
    "booked_by_id",
    "kind",
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
    guests: Sequence[Mapping[str, Any]] | None = None,
    **given: Any,
) -> Done:
    """Book a space on all dates of a rule, or on those on which it can be had."""
    texts = written(deed, title, note)
    invited = await asked_of(deed, [Guest(**each) for each in guests or ()], path=GUESTS)
    asked = Asked.of(given)
    drawn = await draw(deed, asked)
    await lock(deed, drawn.party, asked.space_id)
    found = await plan(deed, drawn.dates, from_time=asked.from_time)
    require(deed, found, on_conflict, from_time=asked.from_time)
    most = min(MOST_GUESTS, MOST_INVITATIONS // len(found.granted))
    check_number(deed, len(invited), path=GUESTS, most=most)
    series = await deed.create(
        BookingSeries,
        space_id=asked.space_id,
        organization_id=drawn.party.organization_id,
        person_id=drawn.party.person_id,
        booked_by_id=drawn.party.booked_by_id,
        kind=drawn.kind,
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
    bookings = await book(deed, series, found)
    await invite_to_all(deed, bookings, invited)
    await skip(deed, series, found.refused)
    return Done(series.id, {"booked": len(found.granted), "skipped": plainly(deed, found.refused)})


async def book(deed: Deed, series: BookingSeries, found: Plan) -> list[Booking]:
    """Make the bookings of the dates that can be had: all at once, so that one statement keeps
    the space for them.
    """
    await found.make_room(deed)
    shared = {name: getattr(series, name) for name in SHARED}
    rows: list[dict[str, Any]] = [
        {
            **shared,
            **draft.values(deed.now),
            **({} if series.kind in OF_THE_HOUSE else draft.cost),
            "id": draft.id,
            "series_id": series.id,
            "occurs_on": occurs_on,
            "requested_at": deed.now,
        }
        for occurs_on, draft in found.granted
    ]
    bookings = await make(deed, rows)
    for row in bookings:
        told(deed, row, "CONFIRMED" if row.confirmed_at else "REQUESTED", series_id=series.id)
    return bookings


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
    shown: Sequence[Mapping[str, Any]] = plain(told)
    return shown
