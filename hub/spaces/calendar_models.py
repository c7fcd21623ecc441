"""Rows of the spaces' area: links by which calendars of phones and programs follow bookings."""

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from hub.members.models import Organization, Person
from hub.personal import Ties
from hub.rows import EditableRow
from hub.spaces import leaving
from hub.spaces.models import Space

OPEN = "revoked_at IS NULL"


class CalendarLink(EditableRow):
    """That an account follows the bookings of a person, of a space or of an organization.

    What opens it is made from the hub's key, the row and its generation, and kept nowhere.
    """

    ties = Ties(paths=("person", "account.person"), closing={"revoked_at": leaving.LINK_REVOKED})

    account: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "hub.Account", related_name="calendar_links", on_delete=fields.RESTRICT
    )
    account_id: UUID
    # Of the roles that its owner had who made it; what they get later it does not open.
    roles = ArrayField("text", default=list)
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="calendar_links", on_delete=fields.RESTRICT, null=True
    )
    person_id: UUID | None
    space: fields.ForeignKeyNullableRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="calendar_links", on_delete=fields.RESTRICT, null=True
    )
    space_id: UUID | None
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="calendar_links", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    # Raised when the link is renewed: what opened it before then opens nothing any more.
    generation = fields.IntField(default=1)
    renewed_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    last_used_at = fields.DatetimeField(null=True)

    class Meta(EditableRow.Meta):
        table = "calendar_link"
        indexes = [
            Index(fields=("account_id", "created_at")),
            Index(fields=("person_id",)),
            Index(fields=("space_id",)),
            Index(fields=("organization_id",)),
        ]
        constraints = [
            CheckConstraint(
                "num_nonnulls(person_id, space_id, organization_id) = 1", "calendar_link_one_scope"
            ),
            CheckConstraint("generation >= 1", "calendar_link_generation_positive"),
            UniqueConstraint(
                ("account_id", "person_id"), "calendar_link_once_per_person", condition=OPEN
            ),
            UniqueConstraint(
                ("account_id", "space_id"), "calendar_link_once_per_space", condition=OPEN
            ),
            UniqueConstraint(
                ("account_id", "organization_id"),
                "calendar_link_once_per_organization",
                condition=OPEN,
            ),
        ]
