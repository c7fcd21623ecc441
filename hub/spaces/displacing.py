"""What becomes of bookings when their place shuts: they are cancelled, moved, or end early."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hub.deed import Deed
from hub.spaces.booking.draft import told
from hub.spaces.booking.occurrences import leave_out
from hub.spaces.booking.room import Freed, give_back, span_of
from hub.spaces.booking.spans import Span
from hub.spaces.booking_models import Booking
from hub.spaces.models import Space
from hub.spaces.revising import revised
from hub.spaces.terms import SkipReason

NOTHING = Decimal("0.00")
ALL = """UPDATE booking SET {columns}, sequence = sequence + 1, version = version + 1
WHERE id = ANY($1::uuid[])"""


async def call_off(deed: Deed, bookings: Sequence[Booking], shut: Span, *, reason: str) -> None:
    """Cancel bookings for the place's sake, at no cost; those under way end when it shuts."""
    ahead = await _end_those_under_way(deed, bookings, shut)
    values = {
        "cancelled_at": deed.now,
        "cancel_reason": reason,
        "cancelled_by_id": deed.actor.person_id,
        "pool_minutes": 0,
    }
    priced = [each for each in ahead if each.price is not None]
    free = [each for each in ahead if each.price is None]
    await _change(deed, priced, {**values, "cancellation_fee": NOTHING})
    await _change(deed, free, values)
    for booking in ahead:
        await leave_out(deed, booking, SkipReason.CLOSED)
        if _has_neighbours(booking, shut):
            await give_back(deed, booking)
        told(deed, booking, "CANCELLED")


async def move(deed: Deed, bookings: Sequence[Booking], space: Space, *, shut: Span) -> None:
    """Let bookings take place elsewhere at the same time; those under way end where they are."""
    ahead = await _end_those_under_way(deed, bookings, shut)
    left = {each.id: Freed(each.space, span_of(each)) for each in ahead}
    await _change(deed, ahead, {"space_id": space.id})
    for booking in ahead:
        if _has_neighbours(booking, shut):
            await give_back(deed, booking, left[booking.id])
        told(deed, booking, "MOVED")


def is_under_way(deed: Deed, booking: Booking, shut: Span) -> bool:
    """Whether a booking has begun, and has some time before the place shuts."""
    return booking.starts_at <= deed.now and booking.starts_at < shut.starts_at


async def _end_those_under_way(
    deed: Deed, bookings: Sequence[Booking], shut: Span
) -> list[Booking]:
    """End those bookings that have begun when the place shuts; the others."""
    ahead = []
    for booking in bookings:
        if is_under_way(deed, booking, shut):
            await _cut_short(deed, booking, shut)
        else:
            ahead.append(booking)
    return ahead


async def _cut_short(deed: Deed, booking: Booking, shut: Span) -> None:
    """End a booking when the place shuts; who could have checked in later need not any more."""
    due, ends_at = booking.check_in_due_at, shut.starts_at
    is_excused = due is not None and ends_at <= due and booking.checked_in_at is None
    left = Freed(booking.space, Span(ends_at, booking.ends_at))
    await deed.edit(
        booking,
        finished_at=ends_at,
        blocked_until=ends_at,
        check_in_due_at=None if is_excused else due,
        **revised(booking, deed.now),
    )
    await give_back(deed, booking, left)
    told(deed, booking, "MOVED")


async def _change(deed: Deed, bookings: Sequence[Booking], changes: dict[str, Any]) -> None:
    """Change many bookings alike in one statement: the database then sets their blocks once."""
    deed.settle()
    if not bookings:
        return
    changes = {**changes, "changed_at": deed.now}
    columns = ", ".join(f"{name} = ${place}" for place, name in enumerate(changes, 2))
    values = [[each.id for each in bookings], *changes.values()]
    await deed.connection.execute_query(ALL.format(columns=columns), values)
    for booking in bookings:
        deed.changes.note(booking, {name: getattr(booking, name) for name in changes}, changes)
        sequence, version = booking.sequence + 1, booking.version + 1
        booking.update_from_dict({**changes, "sequence": sequence, "version": version})


def _has_neighbours(booking: Booking, shut: Span) -> bool:
    """Whether the time for preparation beside it reaches beyond what is shut, to bookings that stay."""
    conditions = booking.space.conditions
    if conditions is None:
        return False
    before = timedelta(minutes=conditions.buffer_before_minutes)
    after = timedelta(minutes=conditions.buffer_after_minutes)
    return not shut.holds(span_of(booking).widened(after, before))
