"""Rows of the spaces' area: when places are open, and when they are shut all the same."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint

from hub.rows import EditableRow
from hub.spaces.models import Site, Space
from hub.spaces.terms import OpeningState
from hub.spaces.wall_clock import WallTimeField

PLACE = "num_nonnulls(site_id, space_id) = 1"
"""The check that a rule belongs to a site or to a space."""


class OpeningHours(EditableRow):
    """That a place is open at certain hours of a weekday, each week of a period."""

    site: fields.ForeignKeyNullableRelation[Site] = fields.ForeignKeyField(
        "hub.Site", related_name="opening_hours", on_delete=fields.RESTRICT, null=True
    )
    site_id: UUID | None
    space: fields.ForeignKeyNullableRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="opening_hours", on_delete=fields.RESTRICT, null=True
    )
    space_id: UUID | None
    weekday = fields.SmallIntField()
    opens = WallTimeField()
    closes = WallTimeField()
    state = fields.CharEnumField(OpeningState, max_length=20, default=OpeningState.OPEN)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta(EditableRow.Meta):
        table = "opening_hours"
        indexes = [
            Index(fields=("site_id", "weekday", "opens")),
            Index(fields=("space_id", "weekday", "opens")),
        ]
        constraints = [
            CheckConstraint(PLACE, "opening_hours_one_place"),
            CheckConstraint("weekday BETWEEN 1 AND 7", "opening_hours_weekday_of_iso"),
            # A clock shows midnight as 00:00 at both ends of a day.
            CheckConstraint(
                "closes > opens OR closes = '00:00'::time", "opening_hours_hours_in_order"
            ),
            # Those that end on their first day were replaced before they began.
            CheckConstraint("ends_on >= starts_on", "opening_hours_period_in_order"),
        ]


class OpeningException(EditableRow):
    """What holds on one day instead of the weekly hours: other hours, or none."""

    site: fields.ForeignKeyNullableRelation[Site] = fields.ForeignKeyField(
        "hub.Site", related_name="opening_exceptions", on_delete=fields.RESTRICT, null=True
    )
    site_id: UUID | None
    space: fields.ForeignKeyNullableRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="opening_exceptions", on_delete=fields.RESTRICT, null=True
    )
    space_id: UUID | None
    occurs_on = fields.DateField()
    opens = WallTimeField(null=True)
    closes = WallTimeField(null=True)
    state = fields.CharEnumField(OpeningState, max_length=20, default=OpeningState.CLOSED)
    reason = fields.CharField(max_length=200)
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta(EditableRow.Meta):
        table = "opening_exception"
        indexes = [
            Index(fields=("site_id", "occurs_on")),
            Index(fields=("space_id", "occurs_on")),
        ]
        constraints = [
            CheckConstraint(PLACE, "opening_exception_one_place"),
            CheckConstraint(
                "num_nulls(opens, closes) IN (0, 2)"
                " AND (opens IS NOT NULL OR state IN ('CLOSED', 'MAINTENANCE'))"
                " AND (closes > opens OR closes = '00:00'::time)",
                "opening_exception_hours_in_order",
            ),
        ]


class Closure(EditableRow):
    """That a place is shut from one instant to another, whatever its hours say."""

    site: fields.ForeignKeyNullableRelation[Site] = fields.ForeignKeyField(
        "hub.Site", related_name="closures", on_delete=fields.RESTRICT, null=True
    )
    site_id: UUID | None
    space: fields.ForeignKeyNullableRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="closures", on_delete=fields.RESTRICT, null=True
    )
    space_id: UUID | None
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    state = fields.CharEnumField(OpeningState, max_length=20, default=OpeningState.CLOSED)
    reason = fields.CharField(max_length=200)
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta(EditableRow.Meta):
        table = "closure"
        indexes = [
            Index(fields=("site_id", "starts_at")),
            Index(fields=("space_id", "starts_at")),
        ]
        constraints = [
            CheckConstraint(PLACE, "closure_one_place"),
            CheckConstraint("state IN ('CLOSED', 'MAINTENANCE')", "closure_shuts"),
            CheckConstraint("ends_at > starts_at", "closure_period_in_order"),
        ]
