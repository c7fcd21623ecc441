"""Moving many bookings of a series at once, so that they may take each other's places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import groupby
from typing import Any
from uuid import UUID

from hub.deed import Deed
from hub.errors import Refusal
from hub.spaces.booking.draft import told
from hub.spaces.booking.giving_up import closes_at, percent_of
from hub.spaces.booking.move import Move, charged_anew, decided_anew
from hub.spaces.booking.room import Freed, give_back, span_of
from hub.spaces.booking.spans import Span
from hub.spaces.booking.standing import is_by_staff
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_life_refusals import ApprovalNeeded, CancellationClosed
from hub.spaces.booking_models import Booking, BookingSeries
from hub.spaces.models import Space
from hub.spaces.revising import revised
from hub.spaces.series.clocked import Clocked, Occurrence
from hub.spaces.series.drawing import zone_of
from hub.spaces.series.planning import Plan, Planned, Wanted, plan
from hub.spaces.series.requiring import require
from hub.spaces.series.writing import change
from hub.spaces.terms import ClockOffset, ConflictChoice

MOST_ROUNDS = 5
"""Dates that stay where they are may be in the way of others: so often it is looked again."""
TIMES = ("starts_at", "ends_at", "local_starts", "local_ends", "blocked_from", "blocked_until")
DECIDED = (
    *("confirmed_at", "lapses_at", "holds_while_pending", "decided_by_id"),
    *("check_in_due_at", "checked_in_at"),
)
PAID = (
    *("price", "price_unit", "unit_price", "vat_rate", "free_reason", "pool_minutes"),
    "cancellation_steps",
)
CHANGES = {(True, False): "REQUESTED", (False, True): "CONFIRMED"}
"""How it is told that a booking is one that waits, or waits no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be otherwise on some dates; what is None stays."""

    from_time: time | None = None
    until_time: time | None = None
    offset: ClockOffset | None = None
    space: Space | None = None
    attendees: int | None = None
    on_conflict: ConflictChoice = ConflictChoice.ALL_OR_NOTHING
    asks_again: bool = False

    @property
    def is_of_time(self) -> bool:
        return (self.from_time, self.until_time) != (None, None)

    @property
    def is_any(self) -> bool:
        """Whether the rules of booking have to be asked."""
        return self.is_of_time or self.space is not None or self.attendees is not None


@dataclass(frozen=True, slots=True)
class Moving:
    """Bookings of a locked series that are to change, by one act."""

    deed: Deed
    series: BookingSeries
    said: Change

    async def move(self, bookings: Iterable[Booking]) -> list[Planned]:
        """Move locked bookings that lie ahead; those that stay where they are, and why.

        Raises Refused if all or none were to be moved, or if none can be.
        """
        staying: list[Planned] = []
        # Of one holder and for one space, as it is asked about; most often that is all of them.
        for _, rows in groupby(sorted(bookings, key=self._group), key=self._group):
            staying += await self._move(list(rows))
        return staying

    def _group(self, booking: Booking) -> tuple[str, ...]:
        keys = (self._space_id(booking), booking.organization_id, booking.person_id)
        return tuple(str(key) for key in keys)

    def _space_id(self, booking: Booking) -> UUID:
        return self.said.space.id if self.said.space else booking.space_id

    async def _move(self, bookings: Sequence[Booking]) -> list[Planned]:
        found, staying = await self._planned(await self._wanted(bookings))
        by_id = {booking.id: booking for booking in bookings}
        moves = [
            (Move(by_id[draft.id], draft.wish, draft.facts), draft.values(self.deed.now))
            for _, draft in found.granted
        ]
        if not self.said.asks_again and any(self._asks(each) for each, _ in moves):
            self.deed.refuse(ApprovalNeeded("input", "asksAgain"))
        self.deed.settle()
        await found.make_room(self.deed)
        await self._put(moves)
        return staying

    async def _planned(self, dates: Sequence[Wanted]) -> tuple[Plan, list[Planned]]:
        """What becomes of the dates that are moved, and those that stay: they are in the way."""
        staying: list[Planned] = []
        choices = [self.said.on_conflict] * MOST_ROUNDS + [ConflictChoice.ALL_OR_NOTHING]
        while True:
            found = await plan(self.deed, dates, from_time=self._from_time)
            if not found.refused:
                return found, staying
            require(self.deed, found, choices.pop(0), from_time=self._from_time)
            staying += found.refused
            kept = {draft.id for _, draft in found.granted}
            dates = [each for each in dates if each.id in kept]

    @property
    def _from_time(self) -> time:
        return self.said.from_time or self.series.from_time

    async def _wanted(self, bookings: Sequence[Booking]) -> list[Wanted]:
        """What is wished for on each date, in the order of time."""
        clocked = Clocked(
            zone=await zone_of(self.deed, self.said.space or bookings[0].space),
            from_time=self._from_time,
            until_time=self.said.until_time or self.series.until_time,
            offset=self.said.offset or self.series.offset,
        )
        wanted = [self._wish(each, self._occurrence(each, clocked)) for each in bookings]
        return sorted(wanted, key=lambda each: each.occurrence.span or (self.deed.now,))

    def _occurrence(self, booking: Booking, clocked: Clocked) -> Occurrence:
        day = booking.occurs_on or booking.local_starts.date()
        if not self.said.is_of_time:
            return Occurrence(day, Span(booking.starts_at, booking.ends_at))
        (occurrence,) = clocked.on([day])
        return occurrence

    def _wish(self, booking: Booking, occurrence: Occurrence) -> Wanted:
        span = occurrence.span
        if span is None:
            return Wanted(booking.id, occurrence, None)
        wish = Wish(
            space_id=self._space_id(booking),
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            organization_id=booking.organization_id,
            person_id=booking.person_id,
            attendees=booking.attendees if self.said.attendees is None else self.said.attendees,
            booking_id=booking.id,
            is_by_staff=is_by_staff(booking, self.deed.actor),
        )
        is_here = wish.space_id == booking.space_id
        return Wanted(
            booking.id,
            occurrence,
            wish,
            against=self._against(booking, wish),
            is_there=is_here and wish.starts_at == booking.starts_at,
        )

    def _against(self, booking: Booking, wish: Wish) -> list[Refusal]:
        """Whoever gives up some of the time of a booking does so as one who cancels: in time."""
        own, wished = span_of(booking), Span(wish.starts_at, wish.ends_at)
        keeps_all = wish.space_id == booking.space_id and wished.holds(own)
        if keeps_all or wish.is_by_staff or percent_of(booking, self.deed.now) is not None:
            return []
        return [CancellationClosed("input", "fromOn", closed_at=closes_at(booking))]

    def _asks(self, each: Move) -> bool:
        """Whether what is confirmed would become a request."""
        anew = decided_anew(self.deed, each, asks_again=True)
        return each.booking.confirmed_at is not None and not anew.get("confirmed_at", True)

    async def _put(self, moves: Sequence[tuple[Move, Mapping[str, Any]]]) -> None:
        """Write where the bookings take place, and let their neighbours have what they had."""
        deed, rows = self.deed, [each.booking for each, _ in moves]
        freed = [Freed(row.space, span_of(row)) for row in rows]
        was_confirmed = [row.confirmed_at is not None for row in rows]
        values = [self._values(each, drawn) for each, drawn in moves]
        await change(deed, list(zip(rows, values, strict=True)))
        for row, left, was in zip(rows, freed, was_confirmed, strict=True):
            await give_back(deed, row, left)
            changes = CHANGES.get((was, row.confirmed_at is not None), "MOVED")
            told(deed, row, changes, series_id=self.series.id)

    def _values(self, each: Move, drawn: Mapping[str, Any]) -> dict[str, Any]:
        """All columns that a move may change, also those that this one does not."""
        booking, wish = each.booking, each.wish
        return {
            **{name: getattr(booking, name) for name in (*DECIDED, *PAID)},
            **{name: drawn[name] for name in TIMES},
            "space_id": wish.space_id,
            "attendees": wish.attendees,
            **revised(booking, self.deed.now),
            **decided_anew(self.deed, each, asks_again=True),
            **charged_anew(self.deed, each),
        }
