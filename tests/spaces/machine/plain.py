"""Bookings and places in line, told as plainly as can be: no SQL, no rules of the hub."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)


@dataclass(eq=False)
class Room:
    """A hall, or half of one."""

    name: str
    offer: timedelta
    """So long a slot is kept for who waited."""
    approves: bool = False
    checks_in: bool = False
    near: set[str] = field(default_factory=set)
    """The names of the rooms that cannot be had while this one is, its own included."""


@dataclass(eq=False)
class Slot:
    """A time of a room that somebody has, wants, or may not have."""

    room: Room
    starts: datetime
    ends: datetime

    def meets(self, other: "Slot") -> bool:
        """Whether both cannot be had."""
        is_near = self.room.name in other.room.near
        return is_near and self.starts < other.ends and other.starts < self.ends


@dataclass(eq=False)
class Stay(Slot):
    """A booking."""

    person: str
    confirmed: bool = False
    due: datetime | None = None
    checked_in: bool = False
    outcome: str | None = None
    took_up: bool = False
    """Whether it is what became of an offer."""

    def state(self, now: datetime) -> str:
        if self.outcome is not None:
            return self.outcome
        if not self.confirmed:
            return "LAPSED" if self.starts <= now else "REQUESTED"
        if self.due is not None and self.due <= now and not self.checked_in:
            return "NO_SHOW"
        if self.ends <= now:
            return "FINISHED"
        return "ONGOING" if self.starts <= now else "CONFIRMED"

    def is_ahead(self, now: datetime) -> bool:
        return self.state(now) in {"REQUESTED", "CONFIRMED"}

    def keeps(self, now: datetime) -> bool:
        return self.state(now) in {"REQUESTED", "CONFIRMED", "ONGOING", "FINISHED"}


@dataclass(eq=False)
class Turn(Slot):
    """A place in line."""

    person: str
    joined: datetime
    offer_ends: datetime | None = None
    state: str = "WAITING"

    def is_open(self) -> bool:
        return self.state in {"WAITING", "OFFERED"}
