"""What it costs to give up a booking: by the steps that were frozen on it when it was made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hub.spaces.booking_models import Booking
from hub.spaces.facts import facts_of
from hub.spaces.rules import CancellationStep, giving_up_percent

WHOLE = 100
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Quote:
    """What giving up a booking costs."""

    percent: int
    fee: Decimal | None
    """None of what has no price."""
    pool_minutes_kept: int
    pool_minutes_returned: int
    until: datetime | None
    """Up to this instant it costs that; None where it costs no more later."""


def steps_of(booking: Booking) -> list[CancellationStep]:
    """The steps, the earliest first; of two at one instant the dearer last."""
    steps = [CancellationStep(**each) for each in booking.cancellation_steps]
    return sorted(steps, key=lambda step: (-step.minutes_before, step.percent))


def closes_at(booking: Booking) -> datetime:
    """The last instant at which it can be given up by whoever has it."""
    steps = steps_of(booking)
    return _instant(booking, steps[-1]) if steps else booking.starts_at


def percent_of(booking: Booking, now: datetime) -> int | None:
    """The part of the price that giving it up costs now; None when that is no longer possible."""
    return giving_up_percent(facts_of(booking), steps_of(booking), now)


def quote(booking: Booking, percent: int, now: datetime) -> Quote:
    """What a part of its price comes to; of the minutes of a pool the same part is lost."""
    fee = None
    if booking.price is not None:
        fee = (booking.price * percent / WHOLE).quantize(CENT, ROUND_HALF_UP)
    returned = booking.pool_minutes * (WHOLE - percent) // WHOLE
    return Quote(
        percent=percent,
        fee=fee,
        pool_minutes_kept=booking.pool_minutes - returned,
        pool_minutes_returned=returned,
        until=_until(booking, now),
    )


def dearer(booking: Booking, percent: int) -> list[dict[str, Any]]:
    """The steps, none of which costs less than this: what was reached once stays reached."""
    return [
        {"minutes_before": step.minutes_before, "percent": max(step.percent, percent)}
        for step in steps_of(booking)
    ]


def _until(booking: Booking, now: datetime) -> datetime | None:
    if booking.confirmed_at is None:
        return booking.lapses_at or booking.starts_at
    ahead = [at for step in steps_of(booking) if now <= (at := _instant(booking, step))]
    if ahead:
        return min(ahead)
    return None if booking.cancellation_steps else booking.starts_at


def _instant(booking: Booking, step: CancellationStep) -> datetime:
    return booking.starts_at - timedelta(minutes=step.minutes_before)
