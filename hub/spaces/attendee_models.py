"""Rows of the spaces' area: who was asked to come to a booking."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from hub.keeping import Expiry, RetentionKind
from hub.members.models import Person
from hub.personal import ADDRESSED, Ties
from hub.rows import Row
from hub.spaces.booking_models import Booking
from hub.sql import Sql

OVER_SINCE = Sql(
    """CASE WHEN {row}.person_id IS NULL THEN
    (SELECT booked.ends_at FROM booking booked WHERE booked.id = {row}.booking_id) END"""
)
"""The end of the booking; people of the park are kept with it."""


class BookingAttendee(Row):
    """That somebody was asked to a booking: a person of the park, or a guest by e-mail address."""

    personal = frozenset({"name", "email"})
    # Nobody is asked any more, and two who are erased cannot both be the same nobody.
    ties = Ties(paths=("person",), condition=ADDRESSED, is_deleted=True)
    expiry = Expiry(RetentionKind.GUEST_ADDRESSES, OVER_SINCE)

    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "hub.Booking", related_name="guests", on_delete=fields.CASCADE
    )
    booking_id: UUID
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="invited_to", on_delete=fields.RESTRICT, null=True
    )
    person_id: UUID | None
    name = fields.CharField(max_length=160, null=True)
    email = fields.CharField(max_length=254, null=True)

    class Meta(Row.Meta):
        table = "booking_attendee"
        indexes = [Index(fields=("person_id",))]
        constraints = [
            CheckConstraint("num_nonnulls(person_id, email) = 1", "booking_attendee_one_address"),
            UniqueConstraint(("booking_id", "person_id"), "booking_attendee_person_once"),
            UniqueConstraint(("booking_id", "email"), "booking_attendee_email_once"),
        ]
