"""A booking that somebody wants to change: found, locked, and where it stands then."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from hub import clock
from hub.actor import Actor
from hub.constraints import Collided
from hub.deed import Deed
from hub.errors import Refusal, Refused
from hub.refusals import AlreadyDecided, NotAllowed, NotFound, Overtaken
from hub.spaces import booking_policy
from hub.spaces.booking.holder import DESK, Party, lock
from hub.spaces.booking.spans import Span
from hub.spaces.booking_life_refusals import (
    BookingBegun,
    BookingNotBegun,
    BookingNotConfirmed,
    BookingOver,
    CheckInTooLate,
    RequestLapsed,
)
from hub.spaces.booking_models import Booking, BookingSeries
from hub.spaces.facts import facts_of
from hub.spaces.rules import booking_state
from hub.spaces.terms import BookingKind, BookingState

PATH = ("input", "bookingId")
OF_THE_HOUSE = frozenset({BookingKind.STAFF, BookingKind.BLOCK})
WHO_CHANGES = "who has or made the booking, administrators of theirs and the front desk"
AHEAD = frozenset({BookingState.REQUESTED, BookingState.CONFIRMED})
"""States in which a booking can still be another one."""


async def seen(deed: Deed, booking_id: UUID) -> Booking:
    """The booking; raises Refused if there is none, or none that the actor sees."""
    rows = Booking.filter(id=booking_id).using_db(deed.connection)
    booking = await rows.prefetch_related("space__conditions", "space__site", "guests").first()
    if booking is None or not booking_policy.BOOKING.rows.holds(booking, deed.viewer):
        raise Refused(NotFound(*PATH))
    return booking


async def locked(
    deed: Deed, booking: Booking, *more_space_ids: UUID, during: Span | None = None
) -> Booking:
    """The booking as it is once nobody else changes it, or what its space is kept for.

    The locks are those of whoever books: holder, site and spaces; then the booking itself. Of those
    who wait only the line for a time is locked, if one is given.
    """
    party = Party(booking.organization_id, booking.person_id, None, is_by_staff=False)
    await lock(deed, party, booking.space_id, *more_space_ids, during=during)
    row = await deed.lock(Booking, booking.id, *PATH)
    if _place_and_holder(row) != _place_and_holder(booking):
        # What was locked is not what would be decided about: it is tried again.
        raise Collided(Overtaken(*PATH))
    await row.fetch_related("space__conditions", "space__site", "guests", using_db=deed.connection)
    return row


def _place_and_holder(booking: Booking) -> tuple[object, ...]:
    return (
        *(booking.space_id, booking.organization_id, booking.person_id),
        *(booking.starts_at, booking.ends_at),
    )


async def to_change(
    deed: Deed,
    booking_id: UUID,
    *more_space_ids: UUID,
    then: Iterable[datetime | None] = (),
) -> Booking:
    """The booking, locked, for who may change it; raises Refused for others.

    `then` are the instants at which it is to begin or to end; None of them is said to stay.
    """
    booking = await seen(deed, booking_id)
    require_change(deed, booking)
    instants = [booking.starts_at, booking.ends_at, *(each for each in then if each)]
    during = Span(min(instants), max(instants))
    return await locked(deed, booking, *more_space_ids, during=during)


async def for_desk(deed: Deed, booking_id: UUID) -> Booking:
    """The booking, locked, for the front desk; raises Refused for others."""
    booking = await seen(deed, booking_id)
    if not deed.actor.has_role(DESK):
        raise Refused(NotAllowed(*PATH, who="the front desk"))
    return await locked(deed, booking)


def require_change(deed: Deed, booking: Booking) -> None:
    if not may_change(booking, deed.actor):
        raise Refused(NotAllowed(*PATH, who=WHO_CHANGES))


def may_change(booking: Booking | BookingSeries, actor: Actor) -> bool:
    """Who has it or made it, who administers the organization, and the desk.

    One that an organization has for nobody in particular belongs to all of its people.
    """
    if actor.has_role(DESK):
        return True
    if actor.person_id is not None and actor.person_id in (booking.person_id, booking.booked_by_id):
        return True
    organizations = actor.organization_ids if booking.person_id is None else actor.administered_ids
    return booking.organization_id in organizations


def is_by_staff(booking: Booking, actor: Actor) -> bool:
    """Whether somebody changes it as the desk, rather than as one of its own people."""
    if not actor.has_role(DESK):
        return False
    is_own = booking.person_id is not None and booking.person_id == actor.person_id
    return booking.kind in OF_THE_HOUSE or not is_own


def state_of(deed: Deed, booking: Booking) -> BookingState:
    """Where a locked booking stands."""
    return state_at(booking, deed.now)


def state_at(booking: Booking, now: datetime) -> BookingState:
    """Where a booking stands for whoever wants to change it.

    One that was released is over even for who looked at the clock a moment before it was: its
    space may be somebody else's by now.
    """
    if booking.released_at is not None and booking.declined_at is booking.cancelled_at is None:
        return BookingState.LAPSED if booking.confirmed_at is None else BookingState.NO_SHOW
    return booking_state(facts_of(booking), now)


def require_state(deed: Deed, booking: Booking, states: Iterable[BookingState]) -> BookingState:
    """Where a locked booking stands; raises Refused if it is in none of the states."""
    state = state_of(deed, booking)
    if state not in states:
        raise Refused(against(booking, state))
    return state


def against(booking: Booking, state: BookingState) -> Refusal:
    """Why a booking that stands there cannot be changed as somebody wishes."""
    return AGAINST[state](booking)


def _decided(booking: Booking) -> Refusal:
    return AlreadyDecided(*PATH, day=clock.day_of(booking.declined_at or booking.cancelled_at))


def _lapsed(booking: Booking) -> Refusal:
    return RequestLapsed(*PATH, lapsed_at=booking.lapses_at or booking.starts_at)


def _over(booking: Booking) -> Refusal:
    return BookingOver(*PATH, ended_at=booking.finished_at or booking.ends_at)


AGAINST: dict[BookingState, Callable[[Booking], Refusal]] = {
    BookingState.REQUESTED: lambda _: BookingNotConfirmed(*PATH),
    BookingState.LAPSED: _lapsed,
    BookingState.DECLINED: _decided,
    BookingState.CANCELLED: _decided,
    BookingState.CONFIRMED: lambda booking: BookingNotBegun(*PATH, starts_at=booking.starts_at),
    BookingState.ONGOING: lambda _: BookingBegun(*PATH),
    BookingState.FINISHED: _over,
    BookingState.NO_SHOW: lambda booking: CheckInTooLate(*PATH, due_at=booking.check_in_due_at),
}
"""What is said of each state, to who needed another."""
