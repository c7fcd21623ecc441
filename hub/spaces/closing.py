"""Shutting sites and spaces for a time, honestly: what becomes of their bookings is said first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed, Done
from hub.members.parties.entering import require_desk
from hub.refusals import NotInOrder
from hub.spaces import affected, displacing, rehousing
from hub.spaces.affected import Affected
from hub.spaces.booking.spans import Span
from hub.spaces.booking.waiting import AdvanceSite
from hub.spaces.booking_models import Booking
from hub.spaces.opening_models import Closure
from hub.spaces.place_refusals import (
    ClosureHasBookings,
    ClosureOver,
    ClosureTooLong,
    InstantPassed,
    MoveTargetUnasked,
    MoveTargetUnfit,
    StateNotShut,
)
from hub.spaces.places import Place, lock_place, shut_site, site_of, written
from hub.spaces.terms import AffectedBookings, OpeningState
from hub.spaces.week_rules import SHUT

LONGEST = timedelta(days=366)
BOOKINGS = ("input", "bookings")

explains("closure_has_no_bookings", lambda: ClosureHasBookings(*BOOKINGS, bookings=[]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shutting:
    """How a place is to be shut, and what becomes of its bookings."""

    starts_at: datetime
    ends_at: datetime
    reason: str
    state: OpeningState
    bookings: AffectedBookings | None
    move_to_id: UUID | None


@act(TokenScope.SPACES)
async def close_space(
    deed: Deed, *, space_id: UUID, move_to_id: UUID | None = None, **given: Any
) -> Done:
    """Shut a space, and so what contains it and what lies within it, for a time."""
    require_desk(deed, "input")
    shutting = _shutting(deed, **given, move_to_id=move_to_id)
    if (shutting.bookings is AffectedBookings.MOVE) is (move_to_id is None):
        deed.refuse(MoveTargetUnasked("input", "moveToId"))
    return await _shut(deed, shutting, space_id=space_id)


@act(TokenScope.SPACES)
async def close_site(deed: Deed, *, site_id: UUID, **given: Any) -> Done:
    """Shut a whole site for a time."""
    require_desk(deed, "input")
    shutting = _shutting(deed, **given)
    if shutting.bookings is AffectedBookings.MOVE:
        deed.refuse(MoveTargetUnfit(*BOOKINGS))
    return await _shut(deed, shutting, site_id=site_id)


@act(TokenScope.SPACES)
async def withdraw_closure(deed: Deed, *, closure_id: UUID, version: int) -> Closure:
    """Open again: a closure that runs ends now, one that lies ahead never was."""
    require_desk(deed, "input")
    path = ("input", "closureId")
    closure = await deed.lock(Closure, closure_id, *path)
    deed.check_version(closure, version)
    if closure.withdrawn_at is not None or closure.ends_at <= deed.now:
        deed.refuse(ClosureOver(*path, ended_at=closure.withdrawn_at or closure.ends_at))
    if closure.starts_at < deed.now:
        await deed.edit(closure, ends_at=deed.now)
    else:
        await deed.edit(closure, withdrawn_at=deed.now)
    site_id = await site_of(deed, site_id=closure.site_id, space_id=closure.space_id)
    deed.at_last(AdvanceSite(site_id))
    return closure


def _shutting(
    deed: Deed,
    *,
    ends_at: datetime,
    reason: str,
    starts_at: datetime | None = None,
    state: OpeningState | None = None,
    bookings: AffectedBookings | None = None,
    move_to_id: UUID | None = None,
) -> Shutting:
    """What is wished for, with what holds where it says nothing; what is wrong with it is noted."""
    shutting = Shutting(
        starts_at=starts_at or deed.now,
        ends_at=ends_at,
        reason=written(deed, reason, "reason"),
        state=state or OpeningState.CLOSED,
        bookings=bookings,
        move_to_id=move_to_id,
    )
    _check(deed, shutting)
    return shutting


async def _shut(
    deed: Deed, shutting: Shutting, *, site_id: UUID | None = None, space_id: UUID | None = None
) -> Done:
    deed.settle()
    own_site_id = await site_of(deed, site_id=site_id, space_id=space_id)
    await shut_site(deed, own_site_id)
    place = await lock_place(deed, site_id=site_id, space_id=space_id)
    found = await _meeting(deed, shutting, site_id=own_site_id, space_id=space_id)
    await affected.release(deed, found.over)
    await _settle_bookings(deed, shutting, place=place, bookings=found.standing)
    closure = await deed.create(
        Closure,
        **place.ids,
        starts_at=shutting.starts_at,
        ends_at=shutting.ends_at,
        state=shutting.state,
        reason=shutting.reason,
    )
    ids = [str(row.id) for row in found.standing]
    return Done(closure.id, {"booking_ids": ids})


async def _meeting(
    deed: Deed, shutting: Shutting, *, site_id: UUID, space_id: UUID | None
) -> Affected:
    where = affected.OF_SITE if space_id is None else affected.NEAR_SPACE
    return await affected.meeting(
        deed, where, space_id or site_id, starts_at=shutting.starts_at, ends_at=shutting.ends_at
    )


async def _settle_bookings(
    deed: Deed, shutting: Shutting, *, place: Place, bookings: Sequence[Booking]
) -> None:
    """Do with the bookings what was said; refused as long as nothing was."""
    shut = Span(shutting.starts_at, shutting.ends_at)
    if shutting.move_to_id is not None:
        await rehousing.rehouse(deed, bookings, shutting.move_to_id, place=place, shut=shut)
    elif shutting.bookings is AffectedBookings.CANCEL:
        await displacing.call_off(deed, bookings, shut, reason=shutting.reason)
    elif bookings:
        deed.refuse(ClosureHasBookings(*BOOKINGS, bookings=affected.named(bookings)))


def _check(deed: Deed, shutting: Shutting) -> None:
    begins, ends = shutting.starts_at, shutting.ends_at
    if begins < deed.now:
        deed.refuse(InstantPassed("input", "startsAt", now=deed.now))
    if ends <= begins:
        deed.refuse(NotInOrder("input", "endsAt", begins=begins, ends=ends))
    elif ends - begins > LONGEST:
        deed.refuse(ClosureTooLong("input", "endsAt", days=LONGEST.days))
    if shutting.state not in SHUT:
        deed.refuse(StateNotShut("input", "state"))
