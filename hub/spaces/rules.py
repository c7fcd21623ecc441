"""The states of the spaces' area as pure decisions over plain values and an instant or a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hub.members.rules import Period
from hub.spaces.terms import (
    HOLDING,
    Bookability,
    BookingState,
    LeaseState,
    OpeningState,
    WaitlistState,
)

MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingFacts:
    """What decides where a booking stands."""

    starts_at: datetime
    ends_at: datetime
    holds_while_pending: bool = False
    lapses_at: datetime | None = None
    confirmed_at: datetime | None = None
    declined_at: datetime | None = None
    cancelled_at: datetime | None = None
    check_in_due_at: datetime | None = None
    checked_in_at: datetime | None = None
    finished_at: datetime | None = None


def booking_state(facts: BookingFacts, now: datetime) -> BookingState:
    """Where a booking stands at an instant: what the staff or its holder said decides first."""
    if facts.declined_at is not None:
        return BookingState.DECLINED
    if facts.cancelled_at is not None:
        return BookingState.CANCELLED
    if facts.confirmed_at is None:
        return _unconfirmed(facts, now)
    is_due = facts.check_in_due_at is not None and facts.check_in_due_at <= now
    if is_due and facts.checked_in_at is None:
        return BookingState.NO_SHOW
    return _confirmed(facts, now)


def holds_slot(facts: BookingFacts, now: datetime) -> bool:
    """Whether a booking keeps its space from others at an instant, or kept it to its end."""
    state = booking_state(facts, now)
    return state in HOLDING or (state is BookingState.REQUESTED and facts.holds_while_pending)


@dataclass(frozen=True, slots=True)
class CancellationStep:
    """That giving up a booking at least so many minutes before its start costs so much of it."""

    minutes_before: int
    percent: int


def cancellation_percent(
    steps: Sequence[CancellationStep], starts_at: datetime, now: datetime
) -> int | None:
    """The part of the price that a cancellation costs now; None when it comes too late.

    Without steps a booking is given up for nothing until it starts.
    """
    left = starts_at - now
    if not steps:
        return 0 if left > timedelta(0) else None
    reached = [step for step in steps if timedelta(minutes=step.minutes_before) <= left]
    nearest = max(reached, key=lambda step: (step.minutes_before, -step.percent), default=None)
    return None if nearest is None else nearest.percent


def giving_up_percent(
    facts: BookingFacts, steps: Sequence[CancellationStep], now: datetime
) -> int | None:
    """The part of its price that giving up a booking costs now; None when it cannot be.

    A request is withdrawn for nothing until it lapses.
    """
    if facts.declined_at or facts.cancelled_at or facts.starts_at <= now:
        return None
    if facts.confirmed_at is None:
        return None if facts.lapses_at is not None and facts.lapses_at <= now else 0
    return cancellation_percent(steps, facts.starts_at, now)


def waitlist_state(
    now: datetime,
    *,
    starts_at: datetime,
    offered_at: datetime | None = None,
    offer_ends_at: datetime | None = None,
    claimed_at: datetime | None = None,
    left_at: datetime | None = None,
) -> WaitlistState:
    """Where a place on a waiting list stands at an instant."""
    if claimed_at is not None:
        return WaitlistState.CLAIMED
    if left_at is not None:
        return WaitlistState.LEFT
    if starts_at <= now or (offer_ends_at is not None and offer_ends_at <= now):
        return WaitlistState.EXPIRED
    is_offered = offered_at is not None and offered_at <= now
    return WaitlistState.OFFERED if is_offered else WaitlistState.WAITING


def lease_state(period: Period, day: date) -> LeaseState:
    """Where a lease stands on a day; one that ends on its first day was never to begin."""
    if period.has_ended(max(day, period.starts_on)):
        return LeaseState.ENDED
    return LeaseState.UPCOMING if day < period.starts_on else LeaseState.CURRENT


def rent(
    period: Period,
    day: date,
    *,
    agreed: Decimal | None,
    steps: Iterable[tuple[date, Decimal]] = (),
) -> Decimal | None:
    """The monthly amount on a day of a lease: that of the last step begun, else the agreed one."""
    if not period.holds(day):
        return None
    begun = [(starts_on, amount) for starts_on, amount in steps if starts_on <= day]
    return max(begun)[1] if begun else agreed


def bookability(
    now: datetime,
    *,
    is_bookable: bool,
    bookable_from: datetime | None = None,
    bookable_until: datetime | None = None,
) -> Bookability:
    """Whether a space takes bookings at an instant."""
    if not is_bookable:
        return Bookability.NOT_BOOKABLE
    if bookable_until is not None and bookable_until <= now:
        return Bookability.ENDED
    if bookable_from is not None and now < bookable_from:
        return Bookability.SCHEDULED
    return Bookability.BOOKABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours of a weekday during a period; closing at midnight is closing at the day's end."""

    weekday: int
    opens: time
    closes: time
    period: Period
    state: OpeningState = OpeningState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialHours:
    """What holds on one day instead of the weekly hours; without hours, all day."""

    occurs_on: date
    state: OpeningState = OpeningState.CLOSED
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """A closure: from one instant to another, whatever the hours say."""

    starts_at: datetime
    ends_at: datetime
    state: OpeningState = OpeningState.CLOSED


@dataclass(frozen=True, slots=True)
class Level:
    """The opening rules of one place: of the space, of what contains it, at last of its site."""

    hours: tuple[Hours, ...] = ()
    exceptions: tuple[SpecialHours, ...] = ()
    closures: tuple[Shut, ...] = ()


def wall_clock(instant: datetime, zone: ZoneInfo) -> datetime:
    """What a clock in the zone shows at an instant, without the zone."""
    return instant.astimezone(zone).replace(tzinfo=None)


def opening_state(
    levels: Sequence[Level], instant: datetime, zone: ZoneInfo
) -> OpeningState | None:
    """What a person can do at a place at an instant; None when no rule says anything.

    `levels` go from the space itself to its site. A closure of any of them shuts the space; else
    the nearest that has an exception for the day decides, else the nearest with weekly hours.
    """
    closures = [closure for level in levels for closure in level.closures]
    shut = [each for each in closures if each.starts_at <= instant < each.ends_at]
    if shut:
        return max(shut, key=lambda each: each.starts_at).state
    local = wall_clock(instant, zone)
    for level in levels:
        special = [each for each in level.exceptions if each.occurs_on == local.date()]
        if special:
            return _special(special, local.time())
    for level in levels:
        weekly = [each for each in level.hours if each.period.holds(local.date())]
        if weekly:
            return _weekly(weekly, local)
    return None


def _unconfirmed(facts: BookingFacts, now: datetime) -> BookingState:
    lapses_at = min(facts.starts_at, facts.lapses_at or facts.starts_at)
    return BookingState.LAPSED if lapses_at <= now else BookingState.REQUESTED


def _confirmed(facts: BookingFacts, now: datetime) -> BookingState:
    if (facts.finished_at or facts.ends_at) <= now:
        return BookingState.FINISHED
    return BookingState.ONGOING if facts.starts_at <= now else BookingState.CONFIRMED


def _special(exceptions: Iterable[SpecialHours], clock: time) -> OpeningState:
    for each in exceptions:
        if each.opens is None or each.closes is None or _covers(each.opens, each.closes, clock):
            return each.state
    return OpeningState.CLOSED


def _weekly(hours: Iterable[Hours], local: datetime) -> OpeningState:
    for each in hours:
        is_day = each.weekday == local.isoweekday()
        if is_day and _covers(each.opens, each.closes, local.time()):
            return each.state
    return OpeningState.CLOSED


def _covers(opens: time, closes: time, clock: time) -> bool:
    return opens <= clock and (clock < closes or closes == MIDNIGHT)
