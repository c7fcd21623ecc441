"""Rows of the spaces' area: who has a space for hours, who repeats, and who waits for it."""

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from hub.members.models import Organization, Person
from hub.personal import Ties
from hub.rows import EditableRow, Row
from hub.spaces import ending, leaving
from hub.spaces.models import Space, is_step_list
from hub.spaces.terms import (
    BookingKind,
    ClockOffset,
    ConflictChoice,
    PriceUnit,
    SkipReason,
)
from hub.spaces.wall_clock import WallDatetimeField, WallTimeField
from hub.sql import Sql


class BookingSeries(EditableRow):
    """A booking that repeats by the clock on the wall: nine o'clock stays nine o'clock."""

    personal = frozenset({"title", "note"})
    ties = Ties(
        paths=("person",),
        beside=Sql("{row}.organization_id"),
        closing={"cancelled_at": leaving.CANCELLED},
    )
    hangs = ending.SERIES

    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="booking_series", on_delete=fields.RESTRICT
    )
    space_id: UUID
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="booking_series", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="booking_series", on_delete=fields.RESTRICT, null=True
    )
    person_id: UUID | None
    booked_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="booking_series_made", on_delete=fields.RESTRICT, null=True
    )
    booked_by_id: UUID | None
    kind = fields.CharEnumField(BookingKind, max_length=20, default=BookingKind.ORDINARY)
    title = fields.CharField(max_length=160)
    is_public = fields.BooleanField(default=False)
    attendees = fields.IntField(default=1)
    note = fields.TextField(null=True)
    # An RRULE of RFC 5545 in its normal form (see series/recurrence.py), expanded by the clock.
    rule = fields.CharField(max_length=500)
    from_time = WallTimeField()
    until_time = WallTimeField()
    offset = fields.CharEnumField(ClockOffset, max_length=10, null=True)
    starts_on = fields.DateField()
    ends_on = fields.DateField()
    on_conflict = fields.CharEnumField(ConflictChoice, max_length=20)
    cancelled_at = fields.DatetimeField(null=True)

    bookings: fields.ReverseRelation["Booking"]
    skipped: fields.ReverseRelation["SkippedOccurrence"]

    class Meta(EditableRow.Meta):
        table = "booking_series"
        indexes = [
            Index(fields=("space_id", "starts_on")),
            Index(fields=("organization_id", "starts_on")),
            Index(fields=("person_id", "starts_on")),
            Index(fields=("booked_by_id",)),
        ]
        constraints = [
            CheckConstraint(
                "rule ~ '^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-+,0-9A-Z]+)*$'"
                " AND rule ~ ';(COUNT|UNTIL)=[0-9]+$'",
                "booking_series_rule_normal",
            ),
            CheckConstraint(
                "kind NOT IN ('ORDINARY', 'BEHALF')"
                " OR num_nonnulls(organization_id, person_id) >= 1",
                "booking_series_has_holder",
            ),
            CheckConstraint("attendees >= 1", "booking_series_attendees_positive"),
            CheckConstraint("ends_on > starts_on", "booking_series_period_in_order"),
        ]


class SkippedOccurrence(Row):
    """A date of a series on which it has no booking, and why; it can be added when it is free."""

    ties = Ties(paths=("series.person",))

    series: fields.ForeignKeyRelation[BookingSeries] = fields.ForeignKeyField(
        "hub.BookingSeries", related_name="skipped", on_delete=fields.RESTRICT
    )
    series_id: UUID
    occurs_on = fields.DateField()
    reason = fields.CharEnumField(SkipReason, max_length=20)
    resolved_at = fields.DatetimeField(null=True)

    class Meta(Row.Meta):
        table = "skipped_occurrence"
        indexes = [Index(fields=("series_id", "occurs_on"))]
        constraints = [UniqueConstraint(("series_id", "occurs_on"), "skipped_occurrence_once")]


class Booking(EditableRow):
    """That somebody wants, has or had a space from one instant to another."""

    personal = frozenset(
        {"title", "note", "decline_reason", "cancel_reason", "excuse_reason", "free_reason"}
    )
    ties = Ties(
        paths=("person",),
        beside=Sql("{row}.organization_id"),
        holds=(leaving.BOOKING_TO_COME,),
    )
    hangs = ending.BOOKING

    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="bookings", on_delete=fields.RESTRICT
    )
    space_id: UUID
    kind = fields.CharEnumField(BookingKind, max_length=20, default=BookingKind.ORDINARY)
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="bookings", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="bookings", on_delete=fields.RESTRICT, null=True
    )
    person_id: UUID | None
    booked_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="bookings_made", on_delete=fields.RESTRICT, null=True
    )
    booked_by_id: UUID | None
    title = fields.CharField(max_length=160)
    is_public = fields.BooleanField(default=False)
    attendees = fields.IntField(default=1)
    note = fields.TextField(null=True)

    # When it takes place, and from when to when it keeps the space: with preparation before and
    # after, and shorter once it has been finished early.
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    blocked_from = fields.DatetimeField()
    blocked_until = fields.DatetimeField()
    # What the clock at the site was meant to show, should the law change its offset meanwhile.
    local_starts = WallDatetimeField()
    local_ends = WallDatetimeField()
    series: fields.ForeignKeyNullableRelation[BookingSeries] = fields.ForeignKeyField(
        "hub.BookingSeries", related_name="bookings", on_delete=fields.RESTRICT, null=True
    )
    series_id: UUID | None
    occurs_on = fields.DateField(null=True)

    # Raised by each change of its time, its place, its outcome or its guests: calendars go by it.
    sequence = fields.IntField(default=0, db_default=0)
    # When that was, or when its title was changed; null: not since it was made.
    changed_at = fields.DatetimeField(null=True)

    requested_at = fields.DatetimeField()
    # Whether it kept the space while it waited to be decided.
    holds_while_pending = fields.BooleanField(default=False, db_default=False)
    lapses_at = fields.DatetimeField(null=True)
    confirmed_at = fields.DatetimeField(null=True)
    declined_at = fields.DatetimeField(null=True)
    decline_reason = fields.CharField(max_length=300, null=True)
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="bookings_decided", on_delete=fields.RESTRICT, null=True
    )
    decided_by_id: UUID | None
    cancelled_at = fields.DatetimeField(null=True)
    cancel_reason = fields.CharField(max_length=300, null=True)
    cancelled_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="bookings_cancelled", on_delete=fields.RESTRICT, null=True
    )
    cancelled_by_id: UUID | None
    check_in_due_at = fields.DatetimeField(null=True)
    checked_in_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    excused_at = fields.DatetimeField(null=True)
    excuse_reason = fields.CharField(max_length=300, null=True)
    # Set by whoever next needs the space, once the booking has lapsed or nobody came: states do
    # not read it, they follow from the facts above; the constraint against overlaps does.
    released_at = fields.DatetimeField(null=True)

    # As they were when it was made; later changes of prices and conditions do not touch them.
    price = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    price_unit = fields.CharEnumField(PriceUnit, max_length=20, null=True)
    unit_price = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    vat_rate = fields.DecimalField(max_digits=5, decimal_places=2, null=True)
    free_reason = fields.CharField(max_length=200, null=True)
    pool_minutes = fields.IntField(default=0)
    cancellation_steps = fields.JSONField[list[dict[str, int]]](default=list)
    cancellation_fee = fields.DecimalField(max_digits=14, decimal_places=2, null=True)

    blocks: fields.ReverseRelation["BookingBlock"]
    guests: fields.ReverseRelation[Any]
    waitlist_entry: fields.BackwardOneToOneRelation["WaitlistEntry"]

    class Meta(EditableRow.Meta):
        table = "booking"
        indexes = [
            Index(fields=("starts_at", "id")),
            Index(fields=("space_id", "starts_at", "id")),
            Index(fields=("organization_id", "starts_at", "id")),
            Index(fields=("person_id", "starts_at", "id")),
            Index(fields=("booked_by_id", "starts_at")),
            Index(fields=("series_id", "occurs_on")),
            Index(fields=("decided_by_id",)),
            Index(fields=("cancelled_by_id",)),
        ]
        constraints = [
            CheckConstraint("ends_at > starts_at", "booking_period_in_order"),
            CheckConstraint(
                "blocked_from <= starts_at AND blocked_until > blocked_from"
                " AND blocked_until >= coalesce(finished_at, ends_at)",
                "booking_blocked_time_covers_it",
            ),
            CheckConstraint(
                "kind NOT IN ('ORDINARY', 'BEHALF')"
                " OR num_nonnulls(organization_id, person_id) >= 1",
                "booking_has_holder",
            ),
            CheckConstraint(
                "attendees >= 1 AND pool_minutes >= 0 AND sequence >= 0", "booking_counts_in_range"
            ),
            CheckConstraint(
                "sequence = 0 OR changed_at IS NOT NULL", "booking_revision_has_instant"
            ),
            CheckConstraint(
                "price >= 0 AND unit_price >= 0 AND cancellation_fee >= 0"
                " AND vat_rate BETWEEN 0 AND 100",
                "booking_amounts_not_negative",
            ),
            CheckConstraint("free_reason IS NULL OR price = 0", "booking_free_has_no_price"),
            CheckConstraint(
                "num_nulls(series_id, occurs_on) IN (0, 2)", "booking_occurrence_has_series"
            ),
            CheckConstraint(
                "num_nulls(declined_at, decline_reason) IN (0, 2)", "booking_decline_has_reason"
            ),
            CheckConstraint(
                "excuse_reason IS NULL OR excused_at IS NOT NULL", "booking_excuse_was_given"
            ),
            CheckConstraint("num_nonnulls(declined_at, cancelled_at) <= 1", "booking_one_outcome"),
            CheckConstraint(
                "num_nonnulls(checked_in_at, finished_at, check_in_due_at) = 0"
                " OR confirmed_at IS NOT NULL",
                "booking_checked_in_was_confirmed",
            ),
            # Whoever may still check in late has the instant moved first: then two bookings never
            # have been in one space at once.
            CheckConstraint("checked_in_at < check_in_due_at", "booking_checked_in_in_time"),
            CheckConstraint(
                "finished_at > starts_at AND finished_at < ends_at", "booking_finished_early"
            ),
            CheckConstraint(is_step_list("cancellation_steps"), "booking_steps_format"),
            UniqueConstraint(
                ("series_id", "occurs_on"),
                "booking_occurrence_once",
                condition="num_nonnulls(declined_at, cancelled_at, released_at) = 0",
            ),
        ]


class BookingBlock(Row):
    """That a booking keeps a space: the booked one and each one that lies within it.

    The database writes these rows while the booking holds its slot (see constraints.py) and
    refuses two that overlap on one space; so a hall and its halves exclude each other, and two
    halves do not.
    """

    # They follow the booking in all, hence the cascade.
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "hub.Booking", related_name="blocks", on_delete=fields.CASCADE
    )
    booking_id: UUID
    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="blocks", on_delete=fields.RESTRICT
    )
    space_id: UUID
    blocked_from = fields.DatetimeField()
    blocked_until = fields.DatetimeField()

    class Meta(Row.Meta):
        table = "booking_block"
        indexes = [
            Index(fields=("booking_id",)),
            Index(fields=("space_id", "blocked_from")),
        ]


class WaitlistEntry(EditableRow):
    """That a person waits for a slot; the first in line is offered it when it is free."""

    personal = frozenset({"title"})
    ties = Ties(paths=("person",), closing={"left_at": leaving.LEFT})
    hangs = ending.WAITLIST_ENTRY

    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="waitlist", on_delete=fields.RESTRICT
    )
    space_id: UUID
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="waitlist_entries", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="waitlist_entries", on_delete=fields.RESTRICT
    )
    person_id: UUID
    title = fields.CharField(max_length=160)
    attendees = fields.IntField(default=1)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    joined_at = fields.DatetimeField()
    # From when to when the slot is kept for the person. The whole line is planned ahead by each
    # act that changes anything about it (see booking/waiting.py), so an offer may yet lie ahead.
    offered_at = fields.DatetimeField(null=True)
    offer_ends_at = fields.DatetimeField(null=True)
    claimed_at = fields.DatetimeField(null=True)
    left_at = fields.DatetimeField(null=True)
    # The booking that the offer became.
    booking: fields.OneToOneNullableRelation[Booking] = fields.OneToOneField(
        "hub.Booking", related_name="waitlist_entry", on_delete=fields.RESTRICT, null=True
    )
    booking_id: UUID | None

    class Meta(EditableRow.Meta):
        table = "waitlist_entry"
        indexes = [
            Index(fields=("space_id", "starts_at", "joined_at")),
            Index(fields=("person_id", "joined_at")),
            Index(fields=("organization_id", "joined_at")),
        ]
        constraints = [
            CheckConstraint("ends_at > starts_at", "waitlist_entry_period_in_order"),
            CheckConstraint("attendees >= 1", "waitlist_entry_attendees_positive"),
            CheckConstraint(
                "num_nulls(offered_at, offer_ends_at) IN (0, 2) AND offer_ends_at > offered_at",
                "waitlist_entry_offer_complete",
            ),
            CheckConstraint(
                "num_nulls(claimed_at, booking_id) IN (0, 2)"
                " AND coalesce(offered_at <= claimed_at AND claimed_at < offer_ends_at,"
                " claimed_at IS NULL)",
                "waitlist_entry_claimed_in_time",
            ),
            CheckConstraint("num_nonnulls(claimed_at, left_at) <= 1", "waitlist_entry_one_outcome"),
            UniqueConstraint(
                ("person_id", "space_id", "starts_at", "ends_at"),
                "waitlist_entry_once_per_person",
                condition="left_at IS NULL AND offered_at IS NULL",
            ),
        ]
