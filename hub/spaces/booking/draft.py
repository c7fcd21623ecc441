"""A booking as it is to be written: decided by the rules, priced, with its terms frozen."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from hub.deed import Deed
from hub.spaces.booking.facts import Facts
from hub.spaces.booking.free import first_start
from hub.spaces.booking.preparation import kept
from hub.spaces.booking.pricing import charge
from hub.spaces.booking.question import ask
from hub.spaces.booking.rules import findings
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_models import Booking
from hub.spaces.booking_refusals import BookingRefusal, EndsBeforeStart
from hub.spaces.rules import wall_clock

RELEASE = "UPDATE booking SET released_at = $1 WHERE id = ANY ($2::uuid[]) AND released_at IS NULL"
TRIM = """UPDATE booking SET blocked_from = $2, blocked_until = $3 WHERE id = $1"""


async def consider(deed: Deed, wish: Wish) -> tuple[Facts | None, list[BookingRefusal]]:
    """The facts of a wish and all that stands against it, with another start where time is to
    blame; nothing is written. No facts: there is no such space, or no time to ask about.
    """
    if wish.ends_at <= wish.starts_at:
        return None, [EndsBeforeStart("input", "endsAt", rule="endsAt")]
    facts = await ask(deed.connection, wish, deed.now)
    if facts is None:
        return None, []
    found = findings(facts, wish, deed.now)
    blamed = [each for each in found if each.is_about_time]
    if blamed:
        start = await first_start(deed.connection, facts, wish, now=deed.now)
        for each in blamed:
            each.starting(start)
    return facts, found


async def make_room(deed: Deed, facts: Facts, wish: Wish) -> dict[str, datetime]:
    """Clear what no longer keeps the space, trim what the neighbours give up; the time that the
    wish keeps it for.

    Neither is anybody's doing, and no state goes by it: the record does not tell it.
    """
    if facts.stale:
        await deed.connection.execute_query(RELEASE, [deed.now, list(facts.stale)])
    span, changed = kept(facts, wish)
    for booking_id, trimmed in changed.items():
        await deed.connection.execute_query(TRIM, [booking_id, *trimmed])
    return {"blocked_from": span.starts_at, "blocked_until": span.ends_at}


def timed(facts: Facts, wish: Wish) -> dict[str, datetime]:
    """The columns that say when a booking takes place."""
    return {
        "starts_at": wish.starts_at,
        "ends_at": wish.ends_at,
        "local_starts": wall_clock(wish.starts_at, facts.place.zone),
        "local_ends": wall_clock(wish.ends_at, facts.place.zone),
    }


def decided(facts: Facts, wish: Wish, now: datetime) -> dict[str, Any]:
    """The columns that say whether it is to be approved, and until when to be checked in."""
    terms = facts.terms
    if terms.needs_approval and not wish.is_by_staff:
        lapses_at = wish.starts_at - timedelta(minutes=terms.decide_minutes_before)
        # One that is made after that instant is still to be decided: until it starts.
        return {
            "confirmed_at": None,
            "lapses_at": lapses_at if now < lapses_at else wish.starts_at,
            "holds_while_pending": terms.holds_while_pending,
            "check_in_due_at": None,
        }
    return {"confirmed_at": now, "check_in_due_at": check_in_due(facts, wish.starts_at, now)}


def check_in_due(facts: Facts, starts_at: datetime, now: datetime) -> datetime | None:
    """When it is too late to check in; None where nobody has to."""
    minutes = facts.terms.check_in_minutes
    return None if minutes is None else max(starts_at, now) + timedelta(minutes=minutes)


def charged(facts: Facts, wish: Wish) -> dict[str, Any]:
    """The columns that say what it costs, and will cost to give up, by the terms of this day."""
    paid = charge(facts, wish)
    steps = [
        {"minutes_before": step.minutes_before, "percent": step.percent}
        for step in facts.terms.cancellation_steps
    ]
    return {
        "price": paid.price,
        "price_unit": paid.unit,
        "unit_price": paid.unit_price,
        "vat_rate": paid.vat_rate,
        "free_reason": paid.free_reason,
        "pool_minutes": paid.pool_minutes,
        "cancellation_steps": steps,
    }


def told(deed: Deed, booking: Booking, change: str, **beside: Any) -> None:
    """Put it into the outbox that a booking is another one now."""
    values: Mapping[str, Any] = {"change": change, "sequence": booking.sequence, **beside}
    deed.tell("booking.changed", booking.id, **values)
