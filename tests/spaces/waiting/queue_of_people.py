"""A waiting list as people would run it with a watch: minute by minute, asking one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, field

NEAR = {
    "hall": {"hall", "left", "right"},
    "left": {"hall", "left"},
    "right": {"hall", "right"},
}


@dataclass
class Booked:
    """A booking, or a request that keeps its slot until it lapses."""

    space: str
    start: int
    end: int
    person: str
    lapses: int | None = None
    is_off: bool = False

    def holds(self, now: int) -> bool:
        return not self.is_off and (self.lapses is None or now < self.lapses)


@dataclass
class Queued:
    """Somebody in line."""

    space: str
    start: int
    end: int
    person: str
    offered: int | None = None
    offer_ends: int | None = None
    state: str = "WAITING"

    def is_ahead(self) -> bool:
        return self.state in {"WAITING", "OFFERED"}


@dataclass
class Desk:
    """Somebody with a watch and a list."""

    now: int
    offer_minutes: int
    buffer: int = 0
    bookings: list[Booked] = field(default_factory=list)
    line: list[Queued] = field(default_factory=list)
    """The first in line first."""

    def wait(self, minutes: int) -> None:
        for _ in range(minutes):
            self.now += 1
            self.look()

    def look(self) -> None:
        """See whose offer is over, then call up who can have something."""
        for each in self.line:
            ends = each.start if each.offer_ends is None else min(each.offer_ends, each.start)
            if each.is_ahead() and ends <= self.now:
                each.state = "EXPIRED"
        for each in self.line:
            if each.state == "WAITING" and not self.in_the_way(each, of=each.person, is_own=True):
                each.state, each.offered = "OFFERED", self.now
                each.offer_ends = min(self.now + self.offer_minutes, each.start)

    def in_the_way(
        self, wish: Queued | Booked, *, of: str, is_own: bool = False
    ) -> list[Queued | Booked]:
        """What keeps the time of a wish, with preparation around it."""
        return [
            each
            for each in self.keeping(of, is_own=is_own)
            if each is not wish
            and each.space in NEAR[wish.space]
            and each.start - self.buffer < wish.end + self.buffer
            and wish.start - self.buffer < each.end + self.buffer
        ]

    def keeping(self, person: str, *, is_own: bool) -> Iterator[Queued | Booked]:
        """What is booked, and what is offered: to others, or to anybody."""
        yield from (each for each in self.bookings if each.holds(self.now))
        for each in self.line:
            if each.state == "OFFERED" and (is_own or each.person != person):
                yield each

    def book(self, wish: Booked) -> None:
        """Write a booking down; who was offered that time has taken it up by it."""
        self.bookings.append(wish)
        met = [
            each
            for each in self.line
            if each.state == "OFFERED"
            and each.person == wish.person
            and each.space in NEAR[wish.space]
            and each.start < wish.end
            and wish.start < each.end
        ]
        for number, each in enumerate(met):
            each.state = "LEFT" if number else "CLAIMED"
        self.look()
