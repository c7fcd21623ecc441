"""The front desk's answer to a request: approved, and those that compete with it settled, or not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from hub import clock
from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.refusals import AlreadyDecided, NotFound
from hub.spaces.affected import named
from hub.spaces.booking.competing import rivals_of
from hub.spaces.booking.draft import check_in_due, make_room, told
from hub.spaces.booking.facts import Facts
from hub.spaces.booking.occurrences import leave_out
from hub.spaces.booking.question import ask
from hub.spaces.booking.room import give_back
from hub.spaces.booking.rules import findings
from hub.spaces.booking.standing import PATH, against, for_desk, state_of
from hub.spaces.booking.waiting import Advance
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_life_refusals import CompetingRequests
from hub.spaces.booking_models import Booking, WaitlistEntry
from hub.spaces.places import written
from hub.spaces.revising import revised
from hub.spaces.terms import BookingState, CompetingChoice, SkipReason

LONGEST_REASON = 300
COMPETING = ("input", "competing")


@act(TokenScope.SPACES)
async def approve_booking(
    deed: Deed,
    *,
    booking_id: UUID,
    version: int,
    competing: CompetingChoice | None = None,
    reason: str | None = None,
) -> Done:
    """Confirm a request, and decline or put into the line what cannot be had besides it."""
    booking = await _request(deed, booking_id, version)
    rivals = await approve(deed, [booking], competing, reason=reason)
    return Done(booking.id, {"booking_ids": [str(rival.id) for rival in rivals]})


async def approve(
    deed: Deed,
    bookings: Sequence[Booking],
    competing: CompetingChoice | None,
    *,
    reason: str | None = None,
    **beside: Any,
) -> list[Booking]:
    """Confirm requests, which are locked; those that were settled for them.

    Raises Refused with all that stands against any of them. What is given beside goes into the
    events.
    """
    asked = [(each, await _rivals(deed, each, bookings)) for each in bookings]
    rivals = list({rival.id: rival for _, each in asked for rival in each}.values())
    why = ""
    if rivals and competing is None:
        deed.refuse(CompetingRequests(*COMPETING, bookings=named(rivals)))
    elif rivals:
        why = written(deed, reason, "reason", limit=LONGEST_REASON)
    decided = [(each, await _checked(deed, _wish(each), others)) for each, others in asked]
    deed.settle()
    for rival in rivals:
        await _decline(deed, rival, why, skipped=SkipReason.TAKEN)
        if competing is CompetingChoice.QUEUE:
            await _queue(deed, rival)
    for number, (booking, facts) in enumerate(decided):
        # What was confirmed right before keeps the space by now.
        anew = await ask(deed.connection, _wish(booking), deed.now) if number else None
        await _confirm(deed, booking, anew or facts)
    for rival in rivals:
        await give_back(deed, rival)
    for booking in bookings:
        told(deed, booking, "CONFIRMED", **beside)
    return rivals


@act(TokenScope.SPACES)
async def decline_booking(deed: Deed, *, booking_id: UUID, version: int, reason: str) -> Booking:
    """Refuse a request, and say why."""
    booking = await _request(deed, booking_id, version)
    await decline(deed, [booking], reason)
    return booking


async def decline(deed: Deed, bookings: Sequence[Booking], reason: str, **beside: Any) -> None:
    """Refuse requests, which are locked; what is given beside goes into the events."""
    why = written(deed, reason, "reason", limit=LONGEST_REASON)
    for booking in bookings:
        await _decline(deed, booking, why, **beside)
        await give_back(deed, booking)


async def _request(deed: Deed, booking_id: UUID, version: int) -> Booking:
    """A request that nobody has decided about, locked; raises Refused for all others."""
    booking = await for_desk(deed, booking_id)
    state = state_of(deed, booking)
    if state is not BookingState.REQUESTED:
        if booking.confirmed_at is not None and booking.cancelled_at is None:
            raise Refused(AlreadyDecided(*PATH, day=clock.day_of(booking.confirmed_at)))
        raise Refused(against(booking, state))
    deed.check_version(booking, version)
    return booking


async def _confirm(deed: Deed, booking: Booking, facts: Facts) -> None:
    values: dict[str, Any] = {
        "confirmed_at": deed.now,
        "decided_by_id": deed.actor.person_id,
        "check_in_due_at": check_in_due(facts, booking.starts_at, deed.now),
        **revised(booking, deed.now),
        **await make_room(deed, facts, _wish(booking)),
    }
    await deed.edit(booking, **values)


async def _rivals(deed: Deed, booking: Booking, bookings: Sequence[Booking]) -> list[Booking]:
    """The requests that could not be had besides it; those that are approved with it are none."""
    together = {each.id for each in bookings}
    found = await rivals_of(deed, booking, is_to_change=True)
    return [rival for rival in found if rival.id not in together]


def _wish(booking: Booking) -> Wish:
    """What was asked for, of which only what the space itself demands is asked again."""
    return Wish(
        space_id=booking.space_id,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        organization_id=booking.organization_id,
        person_id=booking.person_id,
        attendees=booking.attendees,
        booking_id=booking.id,
        is_by_staff=True,
    )


async def _checked(deed: Deed, wish: Wish, rivals: Sequence[Booking]) -> Facts:
    """The facts without the rivals; what else stands against the wish is noted."""
    facts = await ask(deed.connection, wish, deed.now)
    if facts is None:
        raise Refused(NotFound(*PATH))
    gone = {rival.id for rival in rivals}
    facts = replace(facts, taken=tuple(each for each in facts.taken if each.booking_id not in gone))
    for found in findings(facts, wish, deed.now):
        found.path = PATH
        deed.refuse(found)
    return facts


async def _decline(
    deed: Deed,
    booking: Booking,
    reason: str,
    *,
    skipped: SkipReason | None = None,
    **beside: Any,
) -> None:
    await deed.edit(
        booking,
        declined_at=deed.now,
        decline_reason=reason,
        decided_by_id=deed.actor.person_id,
        **revised(booking, deed.now),
    )
    if skipped is not None:
        await leave_out(deed, booking, skipped)
    told(deed, booking, "DECLINED", **beside)


async def _queue(deed: Deed, booking: Booking) -> None:
    """Let who asked wait for the time, in the order in which they asked."""
    person_id = booking.person_id or booking.booked_by_id
    slot = {
        "person_id": person_id,
        "space_id": booking.space_id,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
    }
    waiting = WaitlistEntry.filter(
        Q(offer_ends_at=None) | Q(offer_ends_at__gt=deed.now), **slot, left_at=None, claimed_at=None
    )
    if person_id is None or await waiting.using_db(deed.connection).exists():
        return
    await deed.create(
        WaitlistEntry,
        **slot,
        organization_id=booking.organization_id,
        title=booking.title,
        attendees=booking.attendees,
        joined_at=booking.requested_at,
    )
    deed.at_last(Advance((booking.space_id,)))
