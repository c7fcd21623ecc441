"""When a space takes bookings, by its opening rules; pure decisions over plain values."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hub.spaces.booking.spans import Span, joined, without
from hub.spaces.rules import MIDNIGHT, Hours, Level, SpecialHours
from hub.spaces.terms import BOOKABLE_STATES

ONE_DAY = timedelta(days=1)


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which a clock in the zone shows a time.

    Of two it is the first; of a time that the clock leaps over, the one as long after the leap.
    """
    return local.replace(tzinfo=zone).astimezone(UTC)


def day_of(day: date, zone: ZoneInfo) -> Span:
    """A day by the clock of a zone, which has 23, 24 or 25 hours."""
    return Span(
        instant(datetime.combine(day, MIDNIGHT), zone),
        instant(datetime.combine(day + ONE_DAY, MIDNIGHT), zone),
    )


def days(span: Span, zone: ZoneInfo) -> Iterator[date]:
    """The days, by the clock of the zone, that a span touches."""
    day = span.starts_at.astimezone(zone).date()
    last = (span.ends_at - timedelta(microseconds=1)).astimezone(zone).date()
    while day <= last:
        yield day
        day += ONE_DAY


def open_spans(levels: Sequence[Level], span: Span, zone: ZoneInfo) -> list[Span]:
    """When within a span bookings may take place; all of it where no rule says anything.

    `levels` go from the space itself to its site, as in `opening_state`, with which this agrees
    at every instant.
    """
    open_ = [each for day in days(span, zone) for each in _open_on(levels, day, zone)]
    shut = [Span(each.starts_at, each.ends_at) for level in levels for each in level.closures]
    return [each.cut(span) for each in without(open_, shut) if each.meets(span)]


def _open_on(levels: Sequence[Level], day: date, zone: ZoneInfo) -> list[Span]:
    for level in levels:
        special = [each for each in level.exceptions if each.occurs_on == day]
        if special:
            # At an instant the first that covers it decides, so each leaves what those before had.
            return _first_deciding(special, day, zone)
    for level in levels:
        weekly = [each for each in level.hours if each.period.holds(day)]
        if weekly:
            today = [each for each in weekly if each.weekday == day.isoweekday()]
            return _first_deciding(today, day, zone)
    return [day_of(day, zone)]


def _first_deciding(ruled: Sequence[Hours | SpecialHours], day: date, zone: ZoneInfo) -> list[Span]:
    """The open hours of a day; at an instant that several rules cover the first of them decides."""
    found: list[Span] = []
    decided: list[Span] = []
    for each in ruled:
        span = _hours(each, day_of(day, zone), zone)
        if each.state in BOOKABLE_STATES:
            found += without([span], decided)
        decided.append(span)
    return joined(found)


def _hours(ruled: Hours | SpecialHours, whole: Span, zone: ZoneInfo) -> Span:
    if ruled.opens is None or ruled.closes is None:
        return whole
    day = whole.starts_at.astimezone(zone).date()
    closes = datetime.combine(day, ruled.closes)
    ends_at = whole.ends_at if ruled.closes == MIDNIGHT else instant(closes, zone)
    return Span(instant(datetime.combine(day, ruled.opens), zone), ends_at)
