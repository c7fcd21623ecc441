"""What bookings are refused for: each reason names its rule and, where time is to blame, the first
start that would do.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hub.constraints import explains
from hub.errors import Refusal
from hub.members import membership_refusals
from hub.members.parties.refusals import Named
from hub.messages import Phrase

MOST_CONFLICTS = 10
"""So many of the times for which a space is taken are told."""


class Busy(NamedTuple):
    """A time for which a space is taken; by whom is nobody else's business."""

    starts_at: datetime
    ends_at: datetime


def shown(instant: datetime, zone: ZoneInfo) -> str:
    """An instant as a clock of the place shows it."""
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")


class BookingRefusal(Refusal):
    """A rule of booking that a wish does not keep."""

    is_about_time = False
    """Whether another start could keep it."""

    def __init__(self, *path: str | int, rule: str, value: object = None, **values: object) -> None:
        super().__init__(*path, rule=rule, value=_text(value), first_start=None, **values)

    def starting(self, first_start: datetime | None) -> None:
        """Tell the first start that would keep all rules about time."""
        self.values["first_start"] = first_start


class EndsBeforeStart(BookingRefusal):
    """A booking ends before it starts, or when it starts."""

    code = "BOOKING_NOT_IN_ORDER"
    sentence = "The end is not after the start: say a later end."


class StartPassed(BookingRefusal):
    """A booking would start in the past."""

    is_about_time = True
    code = "START_PASSED"
    sentence = "This time has passed: choose a start that lies ahead."


class NotBookable(BookingRefusal):
    """The space takes no bookings at that time."""

    code = "SPACE_NOT_BOOKABLE"
    sentence = "{space} cannot be booked for that time: choose another space, or ask the desk."


class BookingForbidden(BookingRefusal):
    """A rule keeps the holder from booking the space."""

    code = "BOOKING_NOT_ALLOWED"
    sentence = "{space} cannot be booked by you or your organization: ask the front desk."


class TooShort(BookingRefusal):
    """A booking is shorter than the space demands."""

    code = "BOOKING_TOO_SHORT"
    sentence = "A booking lasts at least {value} minutes here, this one {measured}."


class TooLongBooking(BookingRefusal):
    """A booking is longer than the space allows."""

    code = "BOOKING_TOO_LONG"
    sentence = "A booking lasts at most {value} minutes here, this one {measured}."


class OffGrid(BookingRefusal):
    """A booking does not start on the steps of the space."""

    is_about_time = True
    code = "START_OFF_GRID"
    sentence = "Bookings start every {value} minutes here, counted from midnight."


class TooSoon(BookingRefusal):
    """A booking starts sooner than the notice of the space allows."""

    is_about_time = True
    code = "BOOKING_TOO_SOON"
    sentence = "This is to be booked at least {value} minutes ahead."


class TooFarAhead(BookingRefusal):
    """A booking starts further ahead than the space allows."""

    code = "BOOKING_TOO_FAR_AHEAD"
    sentence = "This can be booked {value} days ahead: for that day from {from_on} on."


class TooFewAttendees(BookingRefusal):
    """Fewer people come than the space is for."""

    code = "TOO_FEW_ATTENDEES"
    sentence = "{space} is for at least {value} people: choose a smaller space."


class TooManyAttendees(BookingRefusal):
    """More people come than there is room for."""

    code = "TOO_MANY_ATTENDEES"
    sentence = "{space} has room for {value} people: choose a larger space."


class ClosedThen(BookingRefusal):
    """The space is not open the whole time."""

    is_about_time = True
    code = "SPACE_CLOSED"
    sentence = "{space} is not open all that time: choose a time within its opening hours."


class NotCovered(BookingRefusal, membership_refusals.NotCovered):
    """No membership covers the day."""

    sentence = (
        "No membership of the holder covers {day}: renew it, or have a seat of the organization's"
        " given to the person, then book."
    )


class LiveBookingsLimit(BookingRefusal):
    """The holder has as many bookings ahead as one may have."""

    code = "LIVE_BOOKINGS_LIMIT"
    sentence = (
        "There are {measured} bookings ahead already, at most {value} may be: wait or cancel."
    )


class QuotaExceeded(BookingRefusal):
    """A quota leaves no room for the booking."""

    code = "QUOTA_EXCEEDED"
    sentence = "{rule}: of {value}, {used} are used; from {resets_on} on there is more."

    def __init__(self, *path: str | int, resets_on: date, **values: Any) -> None:
        super().__init__(*path, resets_on=resets_on, **values)


class PoolExhausted(BookingRefusal):
    """The minutes that the organization's people share for the month are used up."""

    code = "POOL_EXHAUSTED"
    sentence = (
        "Of the organization's {value} minutes of the month {minutes_left} are left, fewer than"
        " the {measured} of this booking; there are new ones from {resets_on} on."
    )


class NoShowBlock(BookingRefusal):
    """Too many bookings were not used: for some days nothing can be booked ahead."""

    code = "NO_SHOW_BLOCK"
    sentence = (
        "{measured} bookings were not used within {within} days: until {until} nothing can be"
        " booked ahead."
    )


class SlotTaken(BookingRefusal):
    """The space is taken at that time."""

    is_about_time = True
    code = "SLOT_TAKEN"
    sentence = "{space} is taken for some of that time: choose another."

    def __init__(self, *path: str | int, conflicts: Sequence[Busy] = (), **values: Any) -> None:
        super().__init__(*path, conflicts=list(conflicts)[:MOST_CONFLICTS], **values)


class ConflictInHierarchy(BookingRefusal):
    """What contains the space, or lies within it, is taken at that time."""

    is_about_time = True
    code = "CONFLICT_IN_HIERARCHY"
    sentence = "{blocking} is taken for some of that time, and {space} with it: choose another."

    def __init__(
        self,
        *path: str | int,
        blocking_space: Named | None,
        conflicts: Sequence[Busy] = (),
        **values: Any,
    ) -> None:
        blocking = blocking_space.name if blocking_space else Phrase("what belongs to it")
        super().__init__(
            *path,
            blocking=blocking,
            blocking_space=blocking_space,
            conflicts=list(conflicts)[:MOST_CONFLICTS],
            **values,
        )


class BufferConflict(BookingRefusal):
    """The time for preparation between two bookings would be lost."""

    is_about_time = True
    code = "BUFFER_CONFLICT"
    sentence = (
        "{space} needs {value} minutes of preparation before and after: another booking is too"
        " close."
    )


class HeldForAnother(BookingRefusal):
    """The slot is held for somebody who waited for it."""

    is_about_time = True
    code = "HELD_FOR_ANOTHER"
    sentence = "This time is held for somebody from the waiting list: choose another, or wait."


class SpaceLet(BookingRefusal):
    """The space is let at that time."""

    is_about_time = True
    code = "SPACE_LET"
    sentence = "{space} is let for some of that time: choose another space."


class NotOfTheHouse(Refusal):
    """What is booked for the park itself is of a kind that is somebody's."""

    code = "NOT_OF_THE_HOUSE"
    sentence = "For the park itself a space is booked as STAFF or BLOCK: say one of the two."


class OrganizationNotYours(Refusal):
    """The actor may not book for the organization or the person."""

    code = "HOLDER_NOT_YOURS"
    sentence = "You may book for yourself and for organizations that you belong to."


class NotOfOrganization(BookingRefusal):
    """The person does not belong to the organization on the day."""

    code = "PERSON_NOT_OF_ORGANIZATION"
    sentence = "On that day the person does not belong to the organization."


class GuestUnclear(Refusal):
    """A guest is named by a person and an address, or by neither."""

    code = "GUEST_UNCLEAR"
    sentence = "A guest is a person of the hub or an e-mail address: say one of the two."


class TooManyGuests(Refusal):
    """More guests are asked than one booking may have."""

    code = "TOO_MANY_GUESTS"
    sentence = "{measured} guests are asked, at most {limit} can be."


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _overtaken() -> Refusal:
    """For who comes second even when it is tried again: by what, only the rules could say."""
    return SlotTaken("input", "startsAt", rule="booking", space=Phrase("The space"))


explains("booking_block_no_overlap", _overtaken)
explains("booking_outside_closures", _overtaken)
explains("booking_outside_leases", _overtaken)
