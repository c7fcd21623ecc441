"""Which hours of a week, or of a day, go together, as pure decisions over values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time

from hub.errors import Refusal
from hub.refusals import TooMany
from hub.spaces.place_refusals import HoursInvalid, HoursOverlap, WeekdayInvalid
from hub.spaces.rules import MIDNIGHT
from hub.spaces.terms import OpeningState

MOST_HOURS = 100
SHUT = frozenset({OpeningState.CLOSED, OpeningState.MAINTENANCE})
"""States in which nobody comes in."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Hours of a day; without any, all of it."""

    opens: time | None
    closes: time | None
    state: OpeningState = OpeningState.OPEN
    weekday: int = 1

    @property
    def is_in_order(self) -> bool:
        if self.opens is None or self.closes is None:
            return self.opens is self.closes and self.state in SHUT
        return self.opens < self.closes or self.closes == MIDNIGHT

    def meets(self, other: "Slot") -> bool:
        """Whether they have a time of the week in common."""
        if self.weekday != other.weekday:
            return False
        return _begins(self) < _ends(other) and _begins(other) < _ends(self)


def faults_of_week(slots: Sequence[Slot]) -> Iterator[Refusal]:
    """What is wrong with the hours of a week."""
    path = ("input", "hours")
    if len(slots) > MOST_HOURS:
        yield TooMany(*path, limit=MOST_HOURS, measured=len(slots))
        return
    for place, slot in enumerate(slots):
        if not 1 <= slot.weekday <= 7:
            yield WeekdayInvalid(*path, place, "weekday")
        if not slot.is_in_order:
            yield HoursInvalid(*path, place)
        elif any(slot.meets(earlier) for earlier in slots[:place] if earlier.is_in_order):
            yield HoursOverlap(*path, place)


def faults_of_day(slot: Slot, others: Sequence[Slot]) -> Iterator[Refusal]:
    """What is wrong with an exception of a day that has others already."""
    if not slot.is_in_order:
        yield HoursInvalid("input")
    elif any(slot.meets(other) for other in others):
        yield HoursOverlap("input")


def _begins(slot: Slot) -> int:
    return _seconds(slot.opens or MIDNIGHT)


def _ends(slot: Slot) -> int:
    closes = slot.closes
    return 24 * 60 * 60 if closes is None or closes == MIDNIGHT else _seconds(closes)


def _seconds(clock: time) -> int:
    return (clock.hour * 60 + clock.minute) * 60 + clock.second
