"""A weekly booking of the story: nine o'clock by the clock on the wall, also when the law moves it."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from uuid import UUID

from hub.demo.booking import Holder, Slot, book, checked_in, paid
from hub.demo.calendar import Calendar, at, holiday
from hub.demo.rows import Rows
from hub.members.models import Organization, Person
from hub.spaces.booking_models import BookingSeries, SkippedOccurrence
from hub.spaces.models import Space
from hub.spaces.terms import ConflictChoice, SkipReason

ROOM, TITLE = "spalla", "Riunione del lunedì"
HOLDER = Holder("Ivo Segnaposto", "violini")
WEEKS_BEFORE, WEEKS_AFTER = 10, 30
WEEK = timedelta(weeks=1)
LEFT_OUT = WEEKS_BEFORE + 4
"""The Monday that its people left out, counted from the first."""


def add_series(rows: Rows, calendar: Calendar) -> None:
    first_on = calendar.today - timedelta(days=calendar.today.weekday()) - WEEKS_BEFORE * WEEK
    made_at = at(first_on - WEEK, 10)
    person_id = rows.find(Person, HOLDER.person)
    series_id = rows.add(
        BookingSeries,
        made_at,
        space_id=rows.find(Space, ROOM),
        organization_id=rows.find(Organization, HOLDER.organization or ""),
        person_id=person_id,
        booked_by_id=person_id,
        title=TITLE,
        attendees=3,
        rule=f"FREQ=WEEKLY;BYDAY=MO;COUNT={WEEKS_BEFORE + WEEKS_AFTER}",
        from_time=time(9),
        until_time=time(10),
        starts_on=first_on,
        ends_on=first_on + (WEEKS_BEFORE + WEEKS_AFTER) * WEEK,
        on_conflict=ConflictChoice.SKIP_CONFLICTS,
    )
    for occurs_on, reason in _mondays(first_on):
        if reason is None:
            _add_occurrence(rows, calendar, series_id=series_id, occurs_on=occurs_on)
        else:
            skipped = {"series_id": series_id, "occurs_on": occurs_on, "reason": reason}
            rows.add(SkippedOccurrence, made_at, **skipped)


def _mondays(first_on: date) -> Iterator[tuple[date, SkipReason | None]]:
    for week in range(WEEKS_BEFORE + WEEKS_AFTER):
        occurs_on = first_on + week * WEEK
        if holiday(occurs_on):
            yield occurs_on, SkipReason.CLOSED
        else:
            yield occurs_on, SkipReason.LEFT_OUT if week == LEFT_OUT else None


def _add_occurrence(rows: Rows, calendar: Calendar, *, series_id: UUID, occurs_on: date) -> None:
    slot = Slot(ROOM, at(occurs_on, 9), at(occurs_on, 10))
    made_at = at(calendar.day(-80), 10)
    book(
        rows,
        slot,
        HOLDER,
        requested_at=made_at,
        title=TITLE,
        attendees=3,
        series_id=series_id,
        occurs_on=occurs_on,
        confirmed_at=made_at,
        **paid(slot),
        **(checked_in(slot) if occurs_on < calendar.today else {}),
    )
