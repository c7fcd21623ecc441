"""What stands against keeping places: sites, spaces, their hours, and closing them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from hub.errors import Refusal
from hub.spaces.booking_refusals import ConflictInHierarchy
from hub.spaces.terms import KeptBy

MOST_TOLD = 50
"""Bookings, leases and spaces that a refusal tells of each; it counts them all."""


class StandingBooking(NamedTuple):
    """A booking that stands in the way."""

    model: str
    id: UUID
    space: str
    starts_at: datetime
    ends_at: datetime
    title: str
    holder: str | None


class StandingLease(NamedTuple):
    """A lease that stands in the way."""

    model: str
    id: UUID
    space: str
    starts_on: date
    ends_on: date | None
    holder: str | None


class Clash(NamedTuple):
    """Two that would have one space at the same time."""

    space: str
    kept_by: KeptBy
    other_space: str
    other_kept_by: KeptBy
    starts_at: datetime
    ends_at: datetime | None


class OnePlace(Refusal):
    """It is said of a site or of a space, of one of the two."""

    code = "ONE_PLACE"
    sentence = "Say a site or a space: one of the two."


class PlaceCodeInvalid(Refusal):
    """What should be the code of a place or of conditions is none."""

    code = "PLACE_CODE_INVALID"
    sentence = "A code has 1 to {limit} small letters and digits, with single hyphens between them."


class TimeZoneUnknown(Refusal):
    """What should be a time zone is none."""

    code = "TIME_ZONE_UNKNOWN"
    sentence = "This is no time zone of the IANA database: write one such as Europe/Rome."


class PositionInvalid(Refusal):
    """Degrees lie outside the earth, or one of the two is missing."""

    code = "POSITION_INVALID"
    sentence = (
        "Give latitude, -90 to 90, and longitude, -180 to 180, both or none, with at most"
        " 6 decimals."
    )


class AreaInvalid(Refusal):
    """An area is not above zero, too great, or too fine."""

    code = "AREA_INVALID"
    sentence = "An area is above 0, at most {most} square metres, and has at most two decimals."


class ConditionsMissing(Refusal):
    """A space that is to be booked has no conditions on which it is."""

    code = "CONDITIONS_MISSING"
    sentence = "Who books a space must know on which conditions: say them by conditionsId."


class OtherSite(Refusal):
    """A space is to lie within one of another site."""

    code = "OTHER_SITE"
    sentence = "This space is at another site: choose one of the same site."


class SpaceWithinItself(Refusal):
    """A space is to lie within itself, or within what lies in it."""

    code = "SPACE_WITHIN_ITSELF"
    sentence = "A space cannot lie within itself, or within what lies in it."


class PlaceRetired(Refusal):
    """The place is no longer in use on the day."""

    code = "PLACE_RETIRED"
    sentence = "This place is no longer in use from {ends_on} on."


class SpaceInUse(Refusal):
    """Bookings or leases stand that go beyond the day."""

    code = "SPACE_IN_USE"
    sentence = (
        "After that day there are bookings ({booking_count}) and leases ({lease_count}): cancel,"
        " move or end them first."
    )

    def __init__(
        self,
        *path: str | int,
        bookings: Sequence[StandingBooking] = (),
        leases: Sequence[StandingLease] = (),
    ) -> None:
        super().__init__(
            *path,
            booking_count=len(bookings),
            lease_count=len(leases),
            bookings=list(bookings[:MOST_TOLD]),
            leases=list(leases[:MOST_TOLD]),
        )


class MoveDoubleBooks(ConflictInHierarchy):
    """What is booked, let or shut there, and in the space itself, would share time."""

    sentence = (
        "The space and what it would lie within are booked, let or shut at the same time"
        " ({count}): settle that first, or move it later."
    )

    def __init__(self, *path: str | int, clashes: Sequence[Clash]) -> None:
        Refusal.__init__(self, *path, count=len(clashes), clashes=list(clashes[:MOST_TOLD]))


class HoursOverlap(Refusal):
    """Hours of one place share time with others of it."""

    code = "HOURS_OVERLAP"
    sentence = "These hours share time with others of the same day: give each time once."


class HoursInvalid(Refusal):
    """Hours of a day are not in order, or half given."""

    code = "HOURS_INVALID"
    sentence = (
        "Hours open before they close, 00:00 being the midnight that ends the day; give both or"
        " none, and none only for a state in which nobody comes in."
    )


class WeekdayInvalid(Refusal):
    """What should be a day of the week is none."""

    code = "WEEKDAY_INVALID"
    sentence = "Days of the week are 1, Monday, to 7, Sunday."


class HolidaysUnknown(Refusal):
    """The site is in a country whose holidays the hub does not know."""

    code = "HOLIDAYS_UNKNOWN"
    sentence = "The holidays of this site's country are not known: add its days one by one."


class StateNotShut(Refusal):
    """A closure is to leave a place open."""

    code = "STATE_NOT_SHUT"
    sentence = "A closure is CLOSED or MAINTENANCE: other hours of a day are an exception."


class InstantPassed(Refusal):
    """An instant that must not lie in the past does."""

    code = "INSTANT_PASSED"
    sentence = "This instant has passed: now, {now}, is the first that is possible."


class ClosureTooLong(Refusal):
    """A closure lasts longer than a year."""

    code = "CLOSURE_TOO_LONG"
    sentence = "A closure lasts at most {days} days: retire the place if it is not to open again."


class ClosureOver(Refusal):
    """The closure was taken back, or is over."""

    code = "CLOSURE_OVER"
    sentence = "This closure is over since {ended_at}: there is nothing to take back."

    def __init__(self, *path: str | int, ended_at: datetime) -> None:
        super().__init__(*path, ended_at=ended_at)


class ExceptionOver(Refusal):
    """The exception was taken back, or its day has passed."""

    code = "EXCEPTION_OVER"
    sentence = "This exception was taken back, or its day has passed: it stays as it is."


class ClosureHasBookings(Refusal):
    """There are bookings in the time of a closure, and it is not said what becomes of them."""

    code = "CLOSURE_HAS_BOOKINGS"
    sentence = (
        "The place is booked in that time ({count}): say by `bookings` whether they are cancelled"
        " or moved."
    )

    def __init__(self, *path: str | int, bookings: Sequence[StandingBooking]) -> None:
        super().__init__(*path, count=len(bookings), bookings=list(bookings[:MOST_TOLD]))


class BookingsNotMovable(ClosureHasBookings):
    """Bookings in the time of a closure cannot be had in the other space."""

    sentence = (
        "Not all of the bookings can be had there ({count}): the other space is taken, let, not open,"
        " too small or not booked at that time."
    )


class MoveTargetUnfit(Refusal):
    """Bookings are to be moved to a space that is shut as well, or at another site."""

    code = "MOVE_TARGET_UNFIT"
    sentence = "Choose another space of the same site, which this closure does not shut as well."


class MoveTargetUnasked(Refusal):
    """Another space is given though no booking is to be moved, or none though they are."""

    code = "MOVE_TARGET_UNASKED"
    sentence = "The other space goes with MOVE, and MOVE with another space: give both or none."
