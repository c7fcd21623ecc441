"""Rows of the spaces' area: what has changed by which a space is taken, or free, or otherwise."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint

from hub.keeping import Expiry, RetentionKind
from hub.rows import Row
from hub.spaces.booking_models import Booking, WaitlistEntry
from hub.spaces.models import Space
from hub.spaces.terms import SpaceChange
from hub.sql import Sql


class SpaceEvent(Row):
    """That something changed at a space, in the order of the commits.

    The database itself adds these rows, whoever writes (see the migration that makes its
    triggers): one for each space that a change concerns, what contains the changed one and what
    lies within it included. They hold what is needed to know whom to tell, and no more: what is
    told is read from the rows that changed, by those who may see them.
    """

    # The last row stays: a cursor holds as long as its row is there.
    expiry = Expiry(
        RetentionKind.SPACE_EVENTS,
        Sql(
            "CASE WHEN {row}.position < (SELECT max(latest.position) FROM space_event latest)"
            " THEN {row}.created_at END"
        ),
    )

    position = fields.BigIntField(unique=True)
    # Without constraints: writing an event takes no lock of what it is about.
    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="events", on_delete=fields.NO_ACTION, db_constraint=False
    )
    space_id: UUID
    booking: fields.ForeignKeyNullableRelation[Booking] = fields.ForeignKeyField(
        "hub.Booking",
        related_name="events",
        on_delete=fields.NO_ACTION,
        db_constraint=False,
        null=True,
    )
    booking_id: UUID | None
    # Of whom it is told that a slot is kept for them, or is so no longer.
    waitlist_entry: fields.ForeignKeyNullableRelation[WaitlistEntry] = fields.ForeignKeyField(
        "hub.WaitlistEntry",
        related_name="events",
        on_delete=fields.NO_ACTION,
        db_constraint=False,
        null=True,
    )
    waitlist_entry_id: UUID | None
    change = fields.CharEnumField(SpaceChange, max_length=20)
    # The time that is taken, free or otherwise different; without bounds where null.
    starts_at = fields.DatetimeField(null=True)
    ends_at = fields.DatetimeField(null=True)
    # Whether it tells of the booking itself, whether of time that can be had or no longer, and
    # whether anyone who sees the space could see a difference.
    is_of_booking = fields.BooleanField()
    is_of_time = fields.BooleanField()
    is_shown = fields.BooleanField()

    class Meta(Row.Meta):
        table = "space_event"
        indexes = [Index(fields=("space_id", "position"))]
        constraints = [
            CheckConstraint("position >= 1", "space_event_position_counts"),
            CheckConstraint("is_of_booking OR is_of_time", "space_event_tells_something"),
            CheckConstraint(
                "NOT is_of_booking OR booking_id IS NOT NULL", "space_event_has_booking"
            ),
        ]
