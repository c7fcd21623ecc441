"""What bookings come to, told as plainly as can be: no SQL, no rules of the hub, minutes counted."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
CHECK_IN_OPENS, CHECK_IN_CLOSES = 15 * MINUTE, 20 * MINUTE


@dataclass(eq=False)
class Room:
    """A hall, or half of one."""

    name: str
    approves: bool = False
    checks_in: bool = False
    near: set[str] = field(default_factory=set)
    """The names of the rooms that cannot be had while this one is, its own included."""


@dataclass(eq=False)
class Stay:
    """A booking."""

    room: Room
    starts: datetime
    ends: datetime
    confirmed: bool
    due: datetime | None = None
    checked_in: bool = False
    outcome: str | None = None

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

    def keeps(self, now: datetime) -> bool:
        return self.state(now) in {"REQUESTED", "CONFIRMED", "ONGOING", "FINISHED"}

    def is_in_the_way(self, room: Room, starts: datetime, ends: datetime, *, now: datetime) -> bool:
        is_near = self.room.name in room.near
        return is_near and self.starts < ends and starts < self.ends and self.keeps(now)


@dataclass(eq=False)
class Shut:
    """A closure."""

    room: Room
    starts: datetime
    ends: datetime
    is_withdrawn: bool = False

    def is_in_the_way(self, room: Room, starts: datetime, ends: datetime) -> bool:
        meets = self.starts < ends and starts < self.ends
        return meets and not self.is_withdrawn and self.room.name in room.near


@dataclass
class House:
    """All bookings and closures of a hall and its halves."""

    stays: list[Stay] = field(default_factory=list)
    shuts: list[Shut] = field(default_factory=list)

    def against(
        self,
        room: Room,
        starts: datetime,
        ends: datetime,
        *,
        now: datetime,
        but: Stay | None = None,
    ) -> set[str]:
        """The codes of what stands against having a room."""
        codes = set()
        if starts < now:
            codes.add("START_PASSED")
        if any(each.is_in_the_way(room, starts, ends) for each in self.shuts):
            codes.add("SPACE_CLOSED")
        for stay in self.stays:
            if stay is not but and stay.is_in_the_way(room, starts, ends, now=now):
                codes.add("SLOT_TAKEN" if stay.room is room else "CONFLICT_IN_HIERARCHY")
        return codes

    def decide(self, stay: Stay, now: datetime) -> None:
        """What a new time in its room makes of a booking."""
        stay.confirmed = not stay.room.approves
        stay.checked_in = False
        needs = stay.confirmed and stay.room.checks_in
        stay.due = max(stay.starts, now) + CHECK_IN_CLOSES if needs else None
