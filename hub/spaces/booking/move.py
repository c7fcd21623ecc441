"""Moving a booking to another time or space, or letting it be longer or shorter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.refusals import NotFound
from hub.spaces.booking.draft import (
    charged,
    check_in_due,
    consider,
    decided,
    make_room,
    timed,
    told,
)
from hub.spaces.booking.facts import Facts
from hub.spaces.booking.giving_up import closes_at, dearer, percent_of
from hub.spaces.booking.holder import seen_space
from hub.spaces.booking.room import Freed, give_back, span_of
from hub.spaces.booking.spans import Span
from hub.spaces.booking.standing import (
    AHEAD,
    OF_THE_HOUSE,
    PATH,
    is_by_staff,
    require_state,
    to_change,
)
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_life_refusals import ApprovalNeeded, CancellationClosed
from hub.spaces.booking_models import Booking
from hub.spaces.booking_refusals import BookingRefusal, TooSoon
from hub.spaces.revising import revised

GIVEN = frozenset({"startsAt", "endsAt", "spaceId"})
"""What of a booking the input of a move says."""


@dataclass(frozen=True, slots=True)
class Move:
    """A booking, what is wished for instead, and what decides about that."""

    booking: Booking
    wish: Wish
    facts: Facts

    @property
    def is_elsewhere(self) -> bool:
        """Whether it would start at another time, or be in another space."""
        return is_elsewhere(self.booking, self.wish)

    @property
    def is_within(self) -> bool:
        """Whether it would keep to the time that it has, and to the space."""
        return self._is_here and self._own.holds(self._wished)

    @property
    def gives_up(self) -> bool:
        """Whether it would give up some of the time that it has."""
        return not (self._is_here and self._wished.holds(self._own))

    @property
    def _is_here(self) -> bool:
        return self.wish.space_id == self.booking.space_id

    @property
    def _own(self) -> Span:
        return Span(self.booking.starts_at, self.booking.ends_at)

    @property
    def _wished(self) -> Span:
        return Span(self.wish.starts_at, self.wish.ends_at)


@act(TokenScope.SPACES)
async def move_booking(
    deed: Deed,
    *,
    booking_id: UUID,
    version: int,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    space_id: UUID | None = None,
    asks_again: bool | None = None,
) -> Booking:
    """Let a booking take place at another time or in another space, by all rules of booking."""
    booking = await to_change(
        deed, booking_id, *([space_id] if space_id else []), then=(starts_at, ends_at)
    )
    if space_id is not None and space_id != booking.space_id:
        await seen_space(deed, space_id)
    require_state(deed, booking, AHEAD)
    deed.check_version(booking, version)
    wish = Wish(
        space_id=space_id or booking.space_id,
        starts_at=starts_at or booking.starts_at,
        ends_at=ends_at or booking.ends_at,
        organization_id=booking.organization_id,
        person_id=booking.person_id,
        attendees=booking.attendees,
        booking_id=booking.id,
        is_by_staff=is_by_staff(booking, deed.actor),
    )
    if not is_elsewhere(booking, wish) and wish.ends_at == booking.ends_at:
        # Nothing is another one: nobody is told anything.
        deed.settle()
        return booking
    move = Move(booking, wish, await _checked(deed, booking, wish))
    columns = {**decided_anew(deed, move, asks_again=bool(asks_again)), **charged_anew(deed, move)}
    deed.settle()
    await _put(deed, move, columns)
    return booking


async def _checked(deed: Deed, booking: Booking, wish: Wish) -> Facts:
    """The facts; what stands against the wish is noted."""
    facts, found = await consider(deed, wish)
    deed.refuse(*told_of_move(found, is_elsewhere=is_elsewhere(booking, wish)))
    if facts is None:
        deed.settle()
        raise Refused(NotFound("input", "spaceId"))
    return facts


def is_elsewhere(booking: Booking, wish: Wish) -> bool:
    return (wish.space_id, wish.starts_at) != (booking.space_id, booking.starts_at)


def told_of_move(found: Iterable[BookingRefusal], *, is_elsewhere: bool) -> list[BookingRefusal]:
    """What stands against a move; notice is for a start that nobody knew of before."""
    told = [each for each in found if is_elsewhere or not isinstance(each, TooSoon)]
    for each in told:
        if GIVEN.isdisjoint(each.path):
            each.path = PATH
    return told


def decided_anew(deed: Deed, move: Move, *, asks_again: bool) -> dict[str, Any]:
    """The columns that say whether it is to be approved.

    A request stays one wherever that is asked for, also if the desk moves it. What is confirmed
    stays confirmed within its own time; elsewhere it becomes a request again, if that is said.
    """
    if move.booking.confirmed_at is None:
        return decided(move.facts, replace(move.wish, is_by_staff=False), deed.now)
    decision = decided(move.facts, move.wish, deed.now)
    if decision["confirmed_at"] is None and not move.is_within:
        if not asks_again:
            deed.refuse(ApprovalNeeded("input", "asksAgain"))
        asked = {"requested_at": deed.now, "decided_by_id": None, "checked_in_at": None}
        return {**decision, **asked}
    kept = {"check_in_due_at": check_in_due(move.facts, move.wish.starts_at, deed.now)}
    # Who has checked in was there for the former start.
    return {**kept, "checked_in_at": None} if move.is_elsewhere else kept


def charged_anew(deed: Deed, move: Move) -> dict[str, Any]:
    """The columns that say what it costs, by the terms of this day.

    What giving it up costs stays as it was agreed. Whoever gives up some of its time by a move
    does so as one who cancels: not after the last step, and a step that was reached stays reached.
    """
    booking, wish = move.booking, move.wish
    cost = {} if booking.kind in OF_THE_HOUSE else charged(move.facts, wish)
    cost.pop("cancellation_steps", None)
    if not move.gives_up or wish.is_by_staff:
        return cost
    percent = percent_of(booking, deed.now)
    if percent is None:
        deed.refuse(CancellationClosed(*PATH, closed_at=closes_at(booking)))
    elif percent:
        cost["cancellation_steps"] = dearer(booking, percent)
    return cost


async def _put(deed: Deed, move: Move, columns: Mapping[str, Any]) -> None:
    """Write where it takes place, and let its neighbours have what they had before it came."""
    booking, facts, wish = move.booking, move.facts, move.wish
    freed, space, was_confirmed = span_of(booking), booking.space, booking.confirmed_at is not None
    values: dict[str, Any] = {
        "space_id": wish.space_id,
        **revised(booking, deed.now),
        **timed(facts, wish),
        **await make_room(deed, facts, wish),
        **columns,
    }
    await deed.edit(booking, **values)
    await give_back(deed, booking, Freed(space, freed))
    is_confirmed = booking.confirmed_at is not None
    changes = {(True, False): "REQUESTED", (False, True): "CONFIRMED"}
    told(deed, booking, changes.get((was_confirmed, is_confirmed), "MOVED"))
