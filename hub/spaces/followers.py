"""Who follows spaces: what they wish for, and the events that wait for them."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, NamedTuple
from uuid import UUID

from hub import clock
from hub.errors import HubError
from hub.record.bell import Bell
from hub.spaces.event_cursors import Place

PAGE = 500
MOST_WAITING = 1000
"""Events that wait in memory for one who follows; with more, they are read again in their time."""
MOST_SECONDS = 60.0
"""Within which who is behind has to catch up."""


class FollowingEnded(HubError):
    """Following cannot begin or go on; the sentence says what to do."""

    code: ClassVar[str]
    sentence: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(self.sentence)


class CursorInvalid(FollowingEnded):
    """What was given as a cursor is none."""

    code = "CURSOR_INVALID"
    sentence = "This is no cursor of a change: take one from `cursor` or `changesCursor`."


class CursorExpired(FollowingEnded):
    """What came after a cursor is no longer known."""

    code = "CURSOR_EXPIRED"
    sentence = (
        "What has changed since this cursor is not known any more: ask afresh, and subscribe after"
        " the `changesCursor` of that answer."
    )


class TooSlow(FollowingEnded):
    """More has changed than was taken, for a while."""

    code = "SUBSCRIPTION_TOO_SLOW"
    sentence = "Changes are taken too slowly: subscribe again, after the last cursor."


class Entry(NamedTuple):
    """An event, as far as it has to be known to know whom it concerns."""

    place: Place
    id: UUID
    space_id: UUID
    is_of_booking: bool
    is_of_time: bool
    since: float | None
    """Seconds of the epoch; None without a bound."""
    until: float | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody follows: bookings of spaces, or whether spaces can be had in some time."""

    space_ids: frozenset[UUID]
    window: tuple[datetime, datetime] | None = None
    """None: bookings."""

    def concerns(self, entry: Entry) -> bool:
        if self.window is None:
            return entry.is_of_booking
        first, last = (instant.timestamp() for instant in self.window)
        begins_before = entry.since is None or entry.since < last
        return entry.is_of_time and begins_before and (entry.until is None or entry.until > first)


@dataclass(eq=False, slots=True)
class Follower:
    """Somebody who follows, and the events that wait for them."""

    wish: Wish
    taken: int = 0
    """The event up to which they have taken what concerns them."""
    handed: int = 0
    """The event up to which nothing is handed to them any more."""
    waiting: deque[Entry] = field(default_factory=deque)
    is_behind: bool = False
    """Whether what they have not taken is to be read again, for it does not wait here."""
    late_since: float | None = None
    bell: Bell = field(default_factory=Bell)

    def hand(self, entry: Entry) -> None:
        if entry.place.position <= self.handed:
            return
        self.handed = entry.place.position
        if self.is_behind or not self.wish.concerns(entry):
            return
        self.waiting.append(entry)
        if len(self.waiting) > MOST_WAITING:
            self.fall_behind()
            self.late_since = clock.ticks()
        self.bell.ring()

    def fall_behind(self) -> None:
        self.is_behind = True
        self.waiting.clear()

    def begin(self, after: int | None, latest: int) -> None:
        """Begin after an event, or after the latest; what was handed by now comes in its turn."""
        self.handed = max(self.handed, latest)
        self.taken = latest if after is None else after
        if after is not None:
            self.fall_behind()
        self.waiting = deque(each for each in self.waiting if each.place.position > latest)

    def take(self, most: int) -> list[Entry]:
        """The next events that wait."""
        batch = [self.waiting.popleft() for _ in range(min(most, len(self.waiting)))]
        self.taken = batch[-1].place.position
        return batch

    def take_page(self, page: list[Entry], *, up_to: int) -> list[Entry]:
        """The events of a page that was read because they are behind, if they concern them."""
        is_last = len(page) < PAGE
        self.taken = up_to if is_last else page[-1].place.position
        if is_last and self.handed == up_to:
            self.is_behind, self.late_since = False, None
        return [entry for entry in page if self.wish.concerns(entry)]

    def require_patience(self) -> None:
        """Raise TooSlow for who has been late for too long."""
        if self.late_since is not None and clock.ticks() > self.late_since + MOST_SECONDS:
            raise TooSlow
