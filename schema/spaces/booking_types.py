"""The GraphQL types of booking: bookings, their series, what they keep, who waits."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.spaces import booking_models, booking_policy, derived
from hub.spaces.terms import (
    BookingKind,
    BookingState,
    ClockOffset,
    ConflictChoice,
    PriceUnit,
    SkipReason,
    WaitlistState,
)
from schema.compiler.declare import column, computed, entity, many_where, rows, to_many, to_one
from schema.members.types import IN_HISTORY
from schema.node import Node
from schema.spaces.types import MOST_STEPS

if TYPE_CHECKING:
    from schema.accounts.record_types import AuditEntry
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.paging import Connection
    from schema.spaces.attendee_types import BookingAttendee
    from schema.spaces.types import CancellationStep, Space

OTHERS = "null for viewers whom it does not concern"


@entity(
    booking_models.Booking, prefix="booking", policy=booking_policy.BOOKING, order=("starts_at",)
)
class Booking(Node):
    """That somebody wants, has or had a space from one instant to another.

    Whoever sees a space that can be booked sees that it is taken, and until when. Who has it and
    what for is seen by its holder, the people of their organization, and the front desk.
    """

    space: "Space | None" = to_one("The space; null when the viewer may not see it.")
    starts_at: "datetime" = column("First instant.")
    ends_at: "datetime" = column("First instant at which it is over.")
    state: "BookingState" = computed(derived.BOOKING_STATE, "Where it stands at this instant.")
    is_public: "bool" = column("Whether anyone may read its title, as of an event.")
    title: "str | None" = column(f"What it is for; {OTHERS}, unless it is public.")
    kind: "BookingKind | None" = column(f"Why the space is booked; {OTHERS}.")
    organization: "Organization | None" = to_one(
        f"The organization that has it, and whose pool it draws on; null without one, and {OTHERS}."
    )
    person: "Person | None" = to_one(f"The person who has it; null without one, and {OTHERS}.")
    booked_by: "Person | None" = to_one(
        f"Who made it, where that is another person; otherwise null, and {OTHERS}."
    )
    attendees: "int | None" = column(f"How many people come; {OTHERS}.")
    series: "BookingSeries | None" = to_one(
        f"The series that it belongs to; null when it stands alone, and {OTHERS}."
    )
    occurs_on: "date | None" = column(
        f"The day of its series that it stands for, even if it was moved; null when it stands"
        f" alone, and {OTHERS}."
    )
    sequence: "int | None" = column(
        f"How often its time, its place, its outcome or its guests have changed, as far as calendars"
        f" have to know; {OTHERS}."
    )
    changed_at: "datetime | None" = column(
        f"When that was for the last time, or when it was given another title; null when neither"
        f" has happened since it was made, and {OTHERS}."
    )
    requested_at: "datetime | None" = column(f"When it was made or asked for; {OTHERS}.")
    holds_while_pending: "bool | None" = column(
        f"Whether it keeps the space while it waits to be decided; {OTHERS}."
    )
    lapses_at: "datetime | None" = column(
        f"When it lapses unless it is confirmed; null without such an instant, and {OTHERS}."
    )
    confirmed_at: "datetime | None" = column(
        f"When it was confirmed, by approval or at once; null when it was not, and {OTHERS}."
    )
    declined_at: "datetime | None" = column(
        f"When the staff refused it; null when they have not, and {OTHERS}."
    )
    decline_reason: "str | None" = column(
        f"Why the staff refused it; null when they have not, and {OTHERS}."
    )
    decided_by: "Person | None" = to_one(
        "Who approved or refused it; null when nobody had to, and for all but the front desk."
    )
    cancelled_at: "datetime | None" = column(
        f"When it was given up or withdrawn; null when it was not, and {OTHERS}."
    )
    cancel_reason: "str | None" = column(
        f"Why it was given up; null when it was not or nothing was said, and {OTHERS}."
    )
    cancelled_by: "Person | None" = to_one(
        f"Who gave it up; null when it was not given up, and {OTHERS}."
    )
    check_in_due_at: "datetime | None" = column(
        f"First instant at which it is too late to check in: without check-in the space is free"
        f" from then on; null when none is needed, and {OTHERS}."
    )
    checked_in_at: "datetime | None" = column(
        f"When somebody checked in; null when nobody has, and {OTHERS}."
    )
    finished_at: "datetime | None" = column(
        f"When it was finished before its end; null when it was not, and {OTHERS}."
    )
    excused_at: "datetime | None" = column(
        f"When a missed check-in was excused, so that it does not count; null when none was, and"
        f" {OTHERS}."
    )
    excuse_reason: "str | None" = column(
        f"Why a missed check-in was excused; null when none was, and {OTHERS}."
    )
    price: "Decimal | None" = column(
        f"Price of the whole in euro without VAT, as of when it was made; null when it has none,"
        f" and {OTHERS}."
    )
    price_unit: "PriceUnit | None" = column(
        f"Unit that the price was reckoned by; null when it has no price, and {OTHERS}."
    )
    unit_price: "Decimal | None" = column(
        f"Price of a unit in euro without VAT; null when it has no price, and {OTHERS}."
    )
    vat_rate: "Decimal | None" = column(
        f"Rate of VAT in percent; null when it has no price, and {OTHERS}."
    )
    free_reason: "str | None" = column(
        f"Why nothing is paid for it although it has a price; null when that is not so, and"
        f" {OTHERS}."
    )
    pool_minutes: "int | None" = column(
        f"Minutes drawn from the organization's monthly allowance; {OTHERS}."
    )
    cancellation_steps: "list[CancellationStep] | None" = rows(
        derived.CANCELLATION_STEPS,
        f"What giving it up costs, the earliest step first, as of when it was made. Empty:"
        f" nothing until it starts. At most 20; {OTHERS}.",
        most=MOST_STEPS,
    )
    cancellation_percent: "int | None" = computed(
        derived.CANCELLATION_PERCENT,
        f"Part of the price, in percent, that giving it up at this instant costs; null when that"
        f" is no longer possible, and {OTHERS}.",
    )
    cancellation_fee: "Decimal | None" = column(
        f"What giving it up has cost, in euro without VAT; null when it was not given up or cost"
        f" nothing, and {OTHERS}."
    )
    blocked_from: "datetime | None" = column(
        "First instant for which it keeps the space, with preparation; null for all but the front"
        " desk."
    )
    blocked_until: "datetime | None" = column(
        "First instant for which it no longer keeps the space; null for all but the front desk."
    )
    note: "str | None" = column(
        "Note of the front desk; null when there is none, and for all but the front desk."
    )
    waitlist_entry: "WaitlistEntry | None" = to_one(
        f"The place on the waiting list that it came from; null without one, and {OTHERS}."
    )
    version: "int | None" = column(f"Number of edits, to be given back with the next; {OTHERS}.")
    guests: "Connection[BookingAttendee]" = to_many(
        "Who was asked to come, in the order in which they were: all of them for those whom it"
        " concerns, oneself for who was asked, nobody for others."
    )
    history: "Connection[AuditEntry] | None" = many_where(
        f"What was done to it, the latest first; for its person, who administers its organization"
        f" and staff, empty for its other people, and {OTHERS}.",
        condition=IN_HISTORY,
    )


@entity(
    booking_models.BookingBlock,
    prefix="block",
    policy=booking_policy.BOOKING_BLOCK,
    order=("blocked_from",),
)
class BookingBlock(Node):
    """That a space cannot be had for a time: it, or a space that contains it, is booked."""

    space: "Space | None" = to_one("The space; null when the viewer may not see it.")
    booking: "Booking | None" = to_one(
        "The booking that keeps it; null when the viewer may not see that."
    )
    blocked_from: "datetime" = column("First instant, with preparation.")
    blocked_until: "datetime" = column("First instant at which it can be had again.")


@entity(
    booking_models.BookingSeries,
    prefix="series",
    policy=booking_policy.BOOKING_SERIES,
    order=("-starts_on",),
)
class BookingSeries(Node):
    """A booking that repeats by the clock on the wall, also across a change of the clocks."""

    space: "Space | None" = to_one("The space; null when the viewer may not see it.")
    organization: "Organization | None" = to_one(
        "The organization that has it; null without one, and when the viewer may not see it."
    )
    person: "Person | None" = to_one(
        "The person who has it; null without one, and when the viewer may not see them."
    )
    booked_by: "Person | None" = to_one(
        "Who made it, where that is another person; otherwise null, and when the viewer may not"
        " see them."
    )
    kind: "BookingKind" = column("Why the space is booked.")
    title: "str" = column("What it is for.")
    is_public: "bool" = column("Whether anyone may read the title, as of an event.")
    attendees: "int" = column("How many people come.")
    note: "str | None" = column(
        "A note for the desk; null without one, and for all but the front desk."
    )
    rule: "str" = column(
        "How it repeats: a recurrence rule (RRULE) of RFC 5545 that counts from the first day, such"
        " as FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231; the last date is one by the clock of the site."
    )
    from_time: "time" = column("Start on the clock of the site.")
    until_time: "time" = column(
        "End on the clock of the site; not after the start: on the following day."
    )
    offset: "ClockOffset | None" = column(
        "Which of the two is meant on a day on which the clock shows the start twice; null when it"
        " was not said."
    )
    starts_on: "date" = column("First day of the series.")
    ends_on: "date" = column("First day that no longer belongs to the series.")
    on_conflict: "ConflictChoice" = column("What was chosen for days that could not be had.")
    cancelled_at: "datetime | None" = column(
        "When the rest of the series was given up; null when it was not."
    )
    version: "int" = column("Number of edits, to be given back with the next.")
    bookings: "Connection[Booking]" = to_many("Its bookings, in the order of their starts.")
    skipped: "Connection[SkippedOccurrence]" = to_many("Its days without a booking.")


@entity(
    booking_models.SkippedOccurrence,
    prefix="skipped",
    policy=booking_policy.SKIPPED_OCCURRENCE,
    order=("occurs_on",),
)
class SkippedOccurrence(Node):
    """A day of a series on which it has no booking, and why."""

    series: "BookingSeries | None" = to_one("The series; never null for its own viewers.")
    occurs_on: "date" = column("The day.")
    reason: "SkipReason" = column("Why there is no booking.")
    resolved_at: "datetime | None" = column(
        "When a booking was added after all; null when none was."
    )


@entity(
    booking_models.WaitlistEntry,
    prefix="waiting",
    policy=booking_policy.WAITLIST_ENTRY,
    order=("joined_at",),
)
class WaitlistEntry(Node):
    """That a person waits for a slot; the first in line is offered it when it is free."""

    space: "Space | None" = to_one("The space; null when the viewer may not see it.")
    organization: "Organization | None" = to_one(
        "The organization for which; null without one, and when the viewer may not see it."
    )
    person: "Person | None" = to_one("Who waits; null when the viewer may not see them.")
    title: "str" = column("What the space is wanted for.")
    attendees: "int" = column("How many people would come.")
    starts_at: "datetime" = column("First instant of the slot.")
    ends_at: "datetime" = column("First instant at which the slot is over.")
    joined_at: "datetime" = column("When the person joined the line.")
    offered_at: "datetime | None" = column(
        "When the slot was offered, or will be if nobody before takes it up, as the line stands;"
        " null when that is not known."
    )
    offer_ends_at: "datetime | None" = column(
        "First instant at which that offer no longer holds; null without one."
    )
    claimed_at: "datetime | None" = column("When the slot was taken; null when it was not.")
    left_at: "datetime | None" = column("When the person left the line; null when they have not.")
    booking: "Booking | None" = to_one(
        "The booking that the offer became; null when it was not taken up."
    )
    state: "WaitlistState" = computed(derived.WAITLIST_STATE, "Where it stands at this instant.")
    position: "int | None" = computed(
        derived.WAITLIST_POSITION,
        "Place in line among those who wait for overlapping time of the space, of what contains it or"
        " of what lies within it, 1 being next; null unless it is WAITING.",
    )
    version: "int" = column("Number of edits, to be given back with the next.")
