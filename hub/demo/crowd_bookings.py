"""Bookings of the crowd: three years of working days, filled without an overlap."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID

from hub.demo.booking import shown
from hub.demo.bookings import TITLES
from hub.demo.calendar import Calendar, at
from hub.demo.crowd_members import Crowd
from hub.demo.rows import Rows
from hub.spaces.booking_models import Booking
from hub.spaces.terms import PriceUnit

FIRST_DAY, LAST_DAY = -1_000, 95
OPENS, MINUTES = 8, 12 * 60
STEP, BUFFER = 15, 15
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CHECK_IN = 20 * MINUTE
HOURLY = Decimal(20)
CANCELLED_PERCENT, MISSED_PERCENT = 6, 3


def add_crowd_bookings(
    rows: Rows, calendar: Calendar, *, crowd: Crowd, spaces: list[UUID], count: int
) -> None:
    dawn = at(calendar.today, 0)
    days = list(calendar.workdays(FIRST_DAY, LAST_DAY))
    pairs, given = len(days) * len(spaces), 0
    for number, (day, space_id) in enumerate(product(days, spaces), start=1):
        # Spread evenly: by this day and space that part of all bookings has been made.
        due = count * number // pairs
        for starts_at, ends_at in _slots(rows, at(day, OPENS), due - given):
            _book(rows, crowd, dawn, space_id=space_id, starts_at=starts_at, ends_at=ends_at)
        given = due


def _slots(rows: Rows, opens_at: datetime, count: int) -> Iterator[tuple[datetime, datetime]]:
    """So many slots of one day: one in each equal part of it, with time to prepare after it."""
    begins = [MINUTES * number // count // STEP * STEP for number in range(count)]
    for begin, end in zip(begins, [*begins[1:], MINUTES], strict=True):
        room = (end - begin - BUFFER) // STEP
        length = rows.chance.randint(min(2, room), min(room, 12))
        start = begin + STEP * rows.chance.randint(0, room - length)
        yield opens_at + start * MINUTE, opens_at + (start + STEP * length) * MINUTE


def _book(
    rows: Rows,
    crowd: Crowd,
    dawn: datetime,
    *,
    space_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
) -> None:
    person_id, organization_id = rows.chance.choice(crowd.posts)
    requested_at = min(starts_at, dawn) - rows.chance.randint(1, 20) * DAY
    rows.add(
        Booking,
        requested_at,
        space_id=space_id,
        organization_id=organization_id,
        person_id=person_id,
        booked_by_id=person_id,
        title=rows.chance.choice(TITLES),
        attendees=rows.chance.randint(1, 4),
        starts_at=starts_at,
        ends_at=ends_at,
        blocked_from=starts_at,
        blocked_until=ends_at + BUFFER * MINUTE,
        local_starts=shown(starts_at),
        local_ends=shown(ends_at),
        requested_at=requested_at,
        confirmed_at=requested_at + HOUR,
        price=HOURLY * ((ends_at - starts_at) // (STEP * MINUTE)) / 4,
        price_unit=PriceUnit.HOUR,
        unit_price=HOURLY,
        **_outcome(rows, starts_at, dawn),
    )


def _outcome(rows: Rows, starts_at: datetime, dawn: datetime) -> dict[str, datetime]:
    """Given up before its start, missed, or held, as far as it is over."""
    drawn = rows.chance.randrange(100)
    if drawn < CANCELLED_PERCENT:
        return {"cancelled_at": min(starts_at, dawn) - HOUR}
    if starts_at >= dawn:
        return {}
    if drawn < CANCELLED_PERCENT + MISSED_PERCENT:
        return {"check_in_due_at": starts_at + CHECK_IN}
    return {"check_in_due_at": starts_at + CHECK_IN, "checked_in_at": starts_at}
