"""What the spaces' area derives, from its rules over loaded rows."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hub.members.rules import Period
from hub.spaces import rules
from hub.spaces.facts import facts_of
from hub.spaces.terms import SpaceKind, WaitlistState
from tests.oracle.derived.moment import Derivations, Moment, holds
from tests.oracle.derived.offers import offers
from tests.oracle.derived.places import around, level, near, within


def _opening_state(space: Any, moment: Moment) -> str | None:
    levels = [level(place) for place in (*around(space), space.site)]
    return rules.opening_state(levels, moment.now, ZoneInfo(space.site.time_zone))


def _is_leased(space: Any, moment: Moment) -> bool:
    return any(holds(lease, moment) for place in around(space) for lease in place.leases)


def _minutes_booked(space: Any, moment: Moment) -> int:
    lengths = [
        (booking.finished_at or booking.ends_at) - booking.starts_at
        for booking in space.bookings
        if _is_in_month(booking, moment) and rules.holds_slot(facts_of(booking), moment.now)
    ]
    minutes: float = sum(length.total_seconds() for length in lengths) / 60
    return round(minutes)


def _is_in_month(booking: Any, moment: Moment) -> bool:
    shown = booking.local_starts
    return (shown.year, shown.month) == (moment.day.year, moment.day.month)


def _desks(site: Any, moment: Moment) -> list[Any]:
    return [space for space in site.spaces if space.kind is SpaceKind.DESK and holds(space, moment)]


def _cancellation_percent(booking: Any, moment: Moment) -> int | None:
    steps = [rules.CancellationStep(**step) for step in booking.cancellation_steps]
    return rules.giving_up_percent(facts_of(booking), steps, moment.now)


def _waitlist_state(entry: Any, moment: Moment) -> WaitlistState:
    return rules.waitlist_state(
        moment.now,
        starts_at=entry.starts_at,
        offered_at=entry.offered_at,
        offer_ends_at=entry.offer_ends_at,
        claimed_at=entry.claimed_at,
        left_at=entry.left_at,
    )


def _position(entry: Any, moment: Moment) -> int | None:
    if _waitlist_state(entry, moment) is not WaitlistState.WAITING:
        return None
    earlier = [
        each
        for place in near(entry.space)
        for each in place.waitlist
        if each.starts_at < entry.ends_at
        and entry.starts_at < each.ends_at
        and (each.joined_at, each.id) < (entry.joined_at, entry.id)
        and _waitlist_state(each, moment) is WaitlistState.WAITING
    ]
    return len(earlier) + 1


def _rent(lease: Any, moment: Moment) -> Any:
    steps = [(step.starts_on, step.monthly_amount) for step in lease.rent_steps]
    period = Period(lease.starts_on, lease.ends_on)
    return rules.rent(period, moment.day, agreed=lease.monthly_amount, steps=steps)


def _minutes_used(allowance: Any, moment: Moment) -> int:
    return sum(
        booking.pool_minutes
        for booking in allowance.organization.bookings
        if booking.space.kind is allowance.kind
        and _is_in_month(booking, moment)
        and booking.confirmed_at is not None
        and booking.declined_at is None
    )


def is_listed_free(
    space: Any, moment: Moment, *, free_from: datetime | None, free_until: datetime | None
) -> bool:
    """Whether `spaces(freeFrom:, freeUntil:)` lists a space."""
    if free_from is None or free_until is None:
        return True
    asked = (min(free_from, free_until), max(free_from, free_until))
    kept = [
        block
        for place in within(space)
        for block in place.blocks
        if rules.holds_slot(facts_of(block.booking), moment.now)
    ]
    is_kept = asked[0] < asked[1] and any(
        block.blocked_from < asked[1] and asked[0] < block.blocked_until for block in kept
    )
    is_offered = any(
        each.starts_at < asked[1] and asked[0] < each.ends_at for each in offers(space, moment)
    )
    is_shut = any(
        closure.starts_at < free_until and free_from < closure.ends_at
        for place in (*around(space), space.site)
        for closure in place.closures
        if closure.withdrawn_at is None
    )
    return space.is_bookable and not (is_kept or is_offered or is_shut)


SPACES: Derivations = {
    "Site.is_in_use": holds,
    "Site.desks": lambda row, at: len(_desks(row, at)),
    "Site.desks_leased": lambda row, at: sum(_is_leased(desk, at) for desk in _desks(row, at)),
    "Space.bookability": lambda row, at: rules.bookability(
        at.now,
        is_bookable=row.is_bookable,
        bookable_from=row.bookable_from,
        bookable_until=row.bookable_until,
    ),
    "Space.opening_state": _opening_state,
    "Space.is_in_use": holds,
    "Space.is_leased": _is_leased,
    "Space.minutes_booked": _minutes_booked,
    "BookingRule.is_current": holds,
    "BookingQuota.is_current": holds,
    "SpacePrice.is_current": holds,
    "Connectivity.is_current": holds,
    "Booking.state": lambda row, at: rules.booking_state(facts_of(row), at.now),
    "Booking.cancellation_percent": _cancellation_percent,
    "WaitlistEntry.state": _waitlist_state,
    "WaitlistEntry.position": _position,
    "Lease.state": lambda row, at: rules.lease_state(Period(row.starts_on, row.ends_on), at.day),
    "Lease.rent": _rent,
    "Allowance.minutes_used": _minutes_used,
    "Allowance.is_current": holds,
    "OpeningHours.is_current": holds,
}
