"""When spaces can be had, and how much of that time is used, from loaded rows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from hub.members.rules import Period
from hub.spaces import rules
from hub.spaces.booking.hours import day_of, open_spans
from hub.spaces.booking.spans import Span, total, without
from hub.spaces.facts import facts_of
from hub.spaces.terms import Availability, BookingKind, BookingState
from tests.oracle.derived.moment import Moment
from tests.oracle.derived.offers import offers
from tests.oracle.derived.places import around, level, near, within

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
INSTANT = timedelta(microseconds=1)
MOST_DAYS_SHOWN = 31
MOST_SPANS = 300
MOST_DAYS_COUNTED = 92


def availability(
    space: Any, moment: Moment, given: Mapping[str, Any]
) -> list[dict[str, Any]] | None:
    begins = given.get("from") or moment.viewer.now
    window = Span(begins, given.get("to") or begins + 7 * DAY)
    if not timedelta(0) < window.length <= MOST_DAYS_SHOWN * DAY:
        return None
    opened = _open(space, window)
    blocks = [
        Span(block.blocked_from, block.blocked_until)
        for place in within(space)
        for block in place.blocks
        if rules.holds_slot(facts_of(block.booking), moment.now)
    ]
    kept = [*blocks, *offers(space, moment), *_let(space)]
    free = without(opened, kept)
    found = [
        *((span, Availability.FREE) for span in free),
        *((span, Availability.BUSY) for span in without(opened, free)),
        *((span, Availability.CLOSED) for span in without([window], opened)),
    ]
    return [
        {"starts_at": span.starts_at, "ends_at": span.ends_at, "state": state}
        for span, state in sorted(found)[:MOST_SPANS]
    ]


def utilisation(row: Any, moment: Moment, given: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Of a space, or of all spaces of a site that hold no others that are booked."""
    from_on = given.get("from") or moment.viewer.today.replace(day=1)
    to_on = given.get("to") or from_on + relativedelta(months=1)
    if not timedelta(0) < to_on - from_on <= MOST_DAYS_COUNTED * DAY:
        return None
    spaces = list(_inmost(row)) if hasattr(row, "time_zone") else [row]
    counted = [_counted(space, moment, Period(from_on, to_on)) for space in spaces]
    bookable, used, outside, missed = (
        sum((each[place] for each in counted), timedelta(0)) for place in range(4)
    )
    return [
        {
            "bookable_minutes": bookable // MINUTE,
            "used_minutes": used // MINUTE,
            "outside_minutes": outside // MINUTE,
            "no_show_minutes": missed // MINUTE,
            "percent": _percent(used, bookable),
        }
    ]


def _counted(space: Any, moment: Moment, period: Period) -> tuple[timedelta, ...]:
    zone = ZoneInfo(space.site.time_zone)
    first, last = (day_of(day, zone) for day in (period.starts_on, period.ends_on) if day)
    window = Span(first.starts_at, last.starts_at)
    confirmed = [
        block
        for block in space.blocks
        if block.booking.confirmed_at is not None
        and rules.holds_slot(facts_of(block.booking), moment.now)
    ]
    used = _common(
        [window], [_time(block.booking) for block in confirmed if _is_use(block.booking)]
    )
    blocked = [Span(block.blocked_from, block.blocked_until) for block in confirmed]
    bookable = without(_open(space, window), [*_let(space), *without(blocked, used)])
    missed = [
        Span(booking.starts_at, booking.ends_at)
        for place in around(space)
        for booking in place.bookings
        if rules.booking_state(facts_of(booking), moment.now) is BookingState.NO_SHOW
    ]
    lost = without(_common(missed, bookable), used)
    return (
        total(bookable),
        total(_common(used, bookable)),
        total(without(used, bookable)),
        total(lost),
    )


def _open(space: Any, window: Span) -> list[Span]:
    """When it is open within a window, and takes bookings at all."""
    zone = ZoneInfo(space.site.time_zone)
    levels = [level(place) for place in (*around(space), space.site)]
    shut = [
        Span(each.starts_at, each.ends_at)
        for place in within(space)
        for each in place.closures
        if each.withdrawn_at is None
    ]
    first = day_of(space.starts_on, zone).starts_at
    last = day_of(space.ends_on, zone).starts_at if space.ends_on else window.ends_at
    taking = Span(max(first, space.bookable_from or first), min(last, space.bookable_until or last))
    return _common([taking], without(open_spans(levels, window, zone), shut))


def _let(space: Any) -> list[Span]:
    zone = ZoneInfo(space.site.time_zone)
    return [
        Span(
            day_of(lease.starts_on, zone).starts_at,
            day_of(lease.ends_on or lease.starts_on.replace(year=9000, day=1), zone).starts_at,
        )
        for place in near(space)
        for lease in place.leases
    ]


def _inmost(site: Any) -> Iterator[Any]:
    for space in site.spaces:
        inner = [each for each in within(space) if each is not space]
        if space.is_bookable and not any(each.is_bookable for each in inner):
            yield space


def _common(some: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    return without(some, without(some, others))


def _time(booking: Any) -> Span:
    return Span(booking.starts_at, booking.finished_at or booking.ends_at)


def _is_use(booking: Any) -> bool:
    return booking.kind is not BookingKind.BLOCK


def _percent(used: timedelta, bookable: timedelta) -> Decimal | None:
    if not bookable:
        return None
    share = 100 * Decimal(used // INSTANT) / Decimal(bookable // INSTANT)
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)
