"""When the co-working space of the story is open, and when it is shut all the same."""

from datetime import date, time

from hub.demo.calendar import Calendar, at, holiday
from hub.demo.public_sources import NEW_COBOX
from hub.demo.rows import Rows
from hub.spaces.models import Site, Space
from hub.spaces.opening_models import Closure, OpeningException, OpeningHours
from hub.spaces.terms import OpeningState

SINCE = NEW_COBOX.published_on
WORKING_WEEK = range(1, 6)
WEEK = range(1, 8)
ATTENDED = (
    (time(7), time(8, 30), OpeningState.WITH_KEY),
    (time(8, 30), time(18, 30), OpeningState.OPEN),
    (time(18, 30), time(23), OpeningState.WITH_KEY),
)
UNATTENDED = ((time(8), time(20), OpeningState.WITH_KEY),)
BOOKED_ONLY = ((time(8), time(0), OpeningState.WITH_BOOKING),)


def add_opening(rows: Rows, calendar: Calendar) -> None:
    _add_hours(rows)
    _add_exceptions(rows, calendar)
    _add_closures(rows, calendar)


def _add_hours(rows: Rows) -> None:
    site_id, hall_id = rows.find(Site, "cobox"), rows.find(Space, "hall")
    for weekday in WEEK:
        hours = ATTENDED if weekday in WORKING_WEEK else UNATTENDED
        for place, spans in (({"site_id": site_id}, hours), ({"space_id": hall_id}, BOOKED_ONLY)):
            for opens, closes, state in spans:
                rows.add(
                    OpeningHours,
                    SINCE,
                    **place,
                    weekday=weekday,
                    opens=opens,
                    closes=closes,
                    state=state,
                    starts_on=SINCE,
                )


def _add_exceptions(rows: Rows, calendar: Calendar) -> None:
    """Public holidays of three years, and an evening on which the doors stay open."""
    site_id = rows.find(Site, "cobox")
    for day in _days_of_years(calendar.today.year - 1, calendar.today.year + 1):
        if name := holiday(day):
            rows.add(OpeningException, day, site_id=site_id, occurs_on=day, reason=name)
    open_evening = calendar.workday(15)
    rows.add(
        OpeningException,
        calendar.day(-10),
        site_id=site_id,
        occurs_on=open_evening,
        opens=time(8),
        closes=time(0),
        state=OpeningState.OPEN,
        reason="Serata a porte aperte (esempio)",
    )


def _add_closures(rows: Rows, calendar: Calendar) -> None:
    works = {"state": OpeningState.MAINTENANCE, "reason": "Lavori all'impianto (esempio)"}
    for room, day, facts in (
        ("lab", calendar.workday(-20), {}),
        ("cello", calendar.workday(12), {}),
        ("viola", calendar.workday(8), {"withdrawn_at": at(calendar.day(-1), 12)}),
    ):
        rows.add(
            Closure,
            calendar.day(-25),
            space_id=rows.find(Space, room),
            starts_at=at(day, 19),
            ends_at=at(day, 23),
            **works,
            **facts,
        )


def _days_of_years(first: int, last: int) -> list[date]:
    start, end = date(first, 1, 1).toordinal(), date(last + 1, 1, 1).toordinal()
    return [date.fromordinal(number) for number in range(start, end)]
