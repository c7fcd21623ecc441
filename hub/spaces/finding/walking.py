"""The slots that can be had, over all spaces that fit, in the order in which they are told."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from heapq import merge
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from hub.spaces.booking.free import grid
from hub.spaces.booking.hours import day_of, days, instant
from hub.spaces.booking.pricing import Charge, charge
from hub.spaces.booking.rules import findings
from hub.spaces.booking.spans import Span
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_refusals import NotBookable
from hub.spaces.finding.ground import Room
from hub.spaces.finding.search import Search
from hub.spaces.finding.standing import Standing
from hub.spaces.rules import MIDNIGHT

ANY_NUMBER = 10**9
"""Stands for a capacity that nobody has recorded: of spaces that fit it is the last choice."""
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Slot:
    """A space at a time at which it can be booked, and what that would be."""

    room: Room
    wish: Wish
    charge: Charge
    needs_approval: bool

    @property
    def rank(self) -> tuple[datetime, int, Decimal, str, UUID]:
        """The first start goes first, then the space that fits most tightly, then the cheapest."""
        place = self.room.place
        room_for = ANY_NUMBER if place.capacity is None else place.capacity
        return self.wish.starts_at, room_for, self.charge.price or NOTHING, place.name, place.id


@dataclass(frozen=True, slots=True)
class Walk:
    """Somebody's way through the spaces that fit."""

    search: Search
    standing: Standing
    wish: Wish
    """What is wished for, whatever the space and the time."""
    now: datetime
    _known: dict[Hashable, bool] = field(default_factory=dict)

    def slots(self, rooms: Sequence[Room]) -> Iterator[Slot]:
        """All slots in their order; each is worked out when it is asked for."""
        return merge(*(self._of(room) for room in rooms), key=lambda slot: slot.rank)

    def _of(self, room: Room) -> Iterator[Slot]:
        possible = {
            day for day in days(self.search.window, room.place.zone) if self._may(room, day)
        }
        if not possible:
            return
        free = [span for span in room.free if self.search.length <= span.length]
        for day, spans in _by_day(free, room.place.zone):
            if day in possible:
                yield from self._on(room, day, spans)

    def _on(self, room: Room, day: date, spans: Sequence[Span]) -> Iterator[Slot]:
        whole = day_of(day, room.place.zone)
        facts = self.standing.facts(room, day, self.now)
        terms = facts.terms
        notice = timedelta(minutes=0 if self.wish.is_by_staff else terms.min_notice_minutes)
        bounds = self._bounds(day, whole, room.place.zone)
        earliest = max(bounds.starts_at, self.now + notice)
        needs_approval = terms.needs_approval and not self.wish.is_by_staff
        step = timedelta(minutes=terms.start_step_minutes)
        for span in spans:
            begins = Span(max(span.starts_at, earliest), min(span.ends_at, whole.ends_at))
            for start in grid(begins, step, room.place.zone):
                wish = self._at(room, start)
                if min(span.ends_at, bounds.ends_at) < wish.ends_at:
                    break
                yield Slot(room, wish, charge(facts, wish), needs_approval)

    def _may(self, room: Room, day: date) -> bool:
        """Whether nothing but time could stand against a booking that starts on the day.

        Of spaces for which the same is said it is asked once.
        """
        weekdays = self.search.weekdays
        if weekdays is not None and day.isoweekday() not in weekdays:
            return False
        alike = (day, self.standing.said_of(room))
        if alike not in self._known:
            self._known[alike] = self._keeps_rules(room, day)
        return self._known[alike]

    def _keeps_rules(self, room: Room, day: date) -> bool:
        probe = self._at(room, day_of(day, room.place.zone).starts_at)
        against = findings(self.standing.facts(room, day, self.now), probe, self.now)
        # When it takes bookings at all was cut out of its open time.
        return all(each.is_about_time or isinstance(each, NotBookable) for each in against)

    def _bounds(self, day: date, whole: Span, zone: ZoneInfo) -> Span:
        """From when to when on a day slots are looked for."""
        search = self.search
        starts_at, ends_at = whole.starts_at, search.window.ends_at
        if search.daily_from is not None:
            starts_at = instant(datetime.combine(day, search.daily_from), zone)
        if search.daily_until == MIDNIGHT:
            ends_at = min(ends_at, whole.ends_at)
        elif search.daily_until is not None:
            ends_at = min(ends_at, instant(datetime.combine(day, search.daily_until), zone))
        return Span(starts_at, ends_at)

    def _at(self, room: Room, start: datetime) -> Wish:
        return replace(
            self.wish,
            space_id=room.place.id,
            starts_at=start,
            ends_at=start + self.search.length,
        )


def _by_day(spans: Sequence[Span], zone: ZoneInfo) -> Iterator[tuple[date, list[Span]]]:
    """The days in which spans begin or go on, with these spans; both in order."""
    for day, found in groupby(
        ((day, span) for span in spans for day in days(span, zone)), key=lambda each: each[0]
    ):
        yield day, [span for _, span in found]
