"""Rows of the spaces' area: the places, how they are booked, what they cost, how they are connected."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from hub.members.models import Organization
from hub.members.terms import MembershipCategory
from hub.rows import EditableRow, Row
from hub.spaces.terms import (
    Access,
    Accessibility,
    Feature,
    LineTechnology,
    PriceUnit,
    SpaceKind,
    UnitOfCount,
)
from hub.sql import quoted


def is_step_list(column: str) -> str:
    """The check that a JSON column lists steps of a cancellation, in the form that reads expect."""
    terms = " && ".join(
        f'@.{name}.type() == "number" && @.{name} >= 0 && @.{name} <= {most}'
        f" && @.{name}.floor() == @.{name}"
        for name, most in (("minutes_before", 525600), ("percent", 100))
    )
    return (
        f"jsonb_typeof({column}) = 'array'"
        f""" AND NOT jsonb_path_exists({column}, 'strict $[*] ? (@.type() != "object")')"""
        f" AND NOT jsonb_path_exists({column}, '$[*] ? (!({terms}))')"
    )


class Site(EditableRow):
    """An address at which there are spaces."""

    code = fields.CharField(max_length=20, unique=True)
    name = fields.CharField(max_length=120)
    description = fields.TextField(null=True)
    owner: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="owned_sites", on_delete=fields.RESTRICT, null=True
    )
    owner_id: UUID | None
    street = fields.CharField(max_length=160)
    postal_code = fields.CharField(max_length=10)
    municipality = fields.CharField(max_length=80)
    istat_code = fields.CharField(max_length=6, null=True)
    province = fields.CharField(max_length=2, null=True)
    country = fields.CharField(max_length=2, default="IT")
    latitude = fields.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = fields.DecimalField(max_digits=9, decimal_places=6, null=True)
    # The zone of its clocks: what was booked for nine o'clock stays at nine when the law moves it.
    time_zone = fields.CharField(max_length=40, default="Europe/Rome")
    website = fields.CharField(max_length=300, null=True)
    is_invented = fields.BooleanField(default=False)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    spaces: fields.ReverseRelation["Space"]
    opening_hours: fields.ReverseRelation[Any]
    opening_exceptions: fields.ReverseRelation[Any]
    closures: fields.ReverseRelation[Any]
    connectivity: fields.ReverseRelation["Connectivity"]

    class Meta(EditableRow.Meta):
        table = "site"
        indexes = [Index(fields=("owner_id",))]
        constraints = [
            CheckConstraint("code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", "site_code_format"),
            CheckConstraint("country ~ '^[A-Z]{2}$'", "site_country_format"),
            CheckConstraint("istat_code ~ '^[0-9]{6}$'", "site_istat_code_format"),
            CheckConstraint(
                "num_nulls(latitude, longitude) IN (0, 2)"
                " AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
                "site_position_on_earth",
            ),
            # An unknown zone is refused here, so that no later conversion can fail.
            CheckConstraint(
                "time_zone ~ '^[A-Z][a-z]+/[A-Z][A-Za-z_]+$'"
                " AND timezone(time_zone, starts_on::timestamp) IS NOT NULL",
                "site_time_zone_known",
            ),
            CheckConstraint("ends_on > starts_on", "site_period_in_order"),
        ]


class BookingConditions(EditableRow):
    """The conditions on which spaces are booked: limits, preparation, approval, cancellation."""

    code = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=120)
    min_minutes = fields.IntField(default=30)
    max_minutes = fields.IntField(default=480)
    start_step_minutes = fields.IntField(default=15)
    min_notice_minutes = fields.IntField(default=0)
    max_days_ahead = fields.IntField(default=180)
    min_attendees = fields.IntField(default=1)
    max_live_bookings = fields.IntField(null=True)
    buffer_before_minutes = fields.IntField(default=0)
    buffer_after_minutes = fields.IntField(default=0)
    waives_buffer_within_organization = fields.BooleanField(default=False)
    needs_membership = fields.BooleanField(default=True)
    needs_approval = fields.BooleanField(default=False)
    # Else several may be asked for at once, and whoever decides chooses among them.
    holds_while_pending = fields.BooleanField(default=True)
    decide_minutes_before = fields.IntField(default=0)
    check_in_opens_minutes = fields.IntField(default=15)
    check_in_minutes = fields.IntField(null=True)
    # After so many missed check-ins within so many days nothing can be booked for some days.
    no_show_limit = fields.IntField(null=True)
    no_show_days = fields.IntField(default=60)
    no_show_block_days = fields.IntField(default=30)
    offer_minutes = fields.IntField(default=60)
    access = fields.CharEnumField(Access, max_length=20, default=Access.UNRESTRICTED)
    cancellation_steps = fields.JSONField[list[dict[str, int]]](default=list)

    spaces: fields.ReverseRelation["Space"]

    class Meta(EditableRow.Meta):
        table = "booking_conditions"
        constraints = [
            CheckConstraint("code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", "booking_conditions_code_format"),
            CheckConstraint(
                "min_minutes >= 5 AND max_minutes >= min_minutes AND max_minutes <= 525600",
                "booking_conditions_length_in_range",
            ),
            CheckConstraint(
                "start_step_minutes BETWEEN 5 AND 1440 AND 1440 % start_step_minutes = 0",
                "booking_conditions_step_divides_day",
            ),
            CheckConstraint(
                "least(min_notice_minutes, buffer_before_minutes, buffer_after_minutes,"
                " decide_minutes_before, check_in_opens_minutes) >= 0"
                " AND least(max_days_ahead, min_attendees, max_live_bookings,"
                " check_in_minutes, offer_minutes, no_show_limit, no_show_days,"
                " no_show_block_days) >= 1",
                "booking_conditions_numbers_in_range",
            ),
            CheckConstraint(is_step_list("cancellation_steps"), "booking_conditions_steps_format"),
        ]


class Space(EditableRow):
    """A room, a desk, a hall, or a movable thing; spaces may contain spaces of the same site."""

    site: fields.ForeignKeyRelation[Site] = fields.ForeignKeyField(
        "hub.Site", related_name="spaces", on_delete=fields.RESTRICT
    )
    site_id: UUID
    parent: fields.ForeignKeyNullableRelation["Space"] = fields.ForeignKeyField(
        "hub.Space", related_name="children", on_delete=fields.RESTRICT, null=True
    )
    parent_id: UUID | None
    owner: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="owned_spaces", on_delete=fields.RESTRICT, null=True
    )
    owner_id: UUID | None
    conditions: fields.ForeignKeyNullableRelation[BookingConditions] = fields.ForeignKeyField(
        "hub.BookingConditions", related_name="spaces", on_delete=fields.RESTRICT, null=True
    )
    conditions_id: UUID | None
    code = fields.CharField(max_length=40)
    name = fields.CharField(max_length=120)
    kind = fields.CharEnumField(SpaceKind, max_length=20)
    description = fields.TextField(null=True)
    floor = fields.SmallIntField(null=True)
    area_m2 = fields.DecimalField(max_digits=9, decimal_places=2, null=True)
    capacity = fields.IntField(null=True)
    features = ArrayField("text", default=list)
    accessibility = ArrayField("text", default=list)
    # Addresses: the hub keeps no pictures.
    photos = ArrayField("text", default=list)
    is_public = fields.BooleanField(default=True)
    is_bookable = fields.BooleanField(default=False)
    bookable_from = fields.DatetimeField(null=True)
    bookable_until = fields.DatetimeField(null=True)
    is_invented = fields.BooleanField(default=False)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    children: fields.ReverseRelation["Space"]
    opening_hours: fields.ReverseRelation[Any]
    opening_exceptions: fields.ReverseRelation[Any]
    closures: fields.ReverseRelation[Any]
    prices: fields.ReverseRelation["SpacePrice"]
    connectivity: fields.ReverseRelation["Connectivity"]
    bookings: fields.ReverseRelation[Any]
    leases: fields.ReverseRelation[Any]

    class Meta(EditableRow.Meta):
        table = "space"
        indexes = [
            Index(fields=("site_id", "code")),
            Index(fields=("parent_id", "code")),
            Index(fields=("owner_id",)),
            Index(fields=("conditions_id",)),
            Index(fields=("kind", "id")),
        ]
        constraints = [
            UniqueConstraint(("site_id", "code"), "space_code_once_per_site"),
            CheckConstraint("parent_id <> id", "space_not_own_parent"),
            CheckConstraint("area_m2 > 0 AND capacity > 0", "space_measures_positive"),
            CheckConstraint(
                f"features <@ ARRAY[{quoted(Feature)}]::text[]"
                f" AND accessibility <@ ARRAY[{quoted(Accessibility)}]::text[]",
                "space_features_known",
            ),
            CheckConstraint("cardinality(photos) <= 20", "space_photos_few"),
            CheckConstraint(
                "NOT is_bookable OR conditions_id IS NOT NULL", "space_bookable_has_conditions"
            ),
            CheckConstraint("bookable_until > bookable_from", "space_bookable_period_in_order"),
            CheckConstraint("ends_on > starts_on", "space_period_in_order"),
        ]


class SpacePrice(EditableRow):
    """What a space costs from one day to another, for holders of one category or for all others."""

    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="prices", on_delete=fields.RESTRICT
    )
    space_id: UUID
    category = fields.CharEnumField(MembershipCategory, max_length=20, null=True)
    unit = fields.CharEnumField(PriceUnit, max_length=20)
    amount = fields.DecimalField(max_digits=14, decimal_places=2)
    vat_rate = fields.DecimalField(max_digits=5, decimal_places=2, default=Decimal(22))
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta(EditableRow.Meta):
        table = "space_price"
        indexes = [Index(fields=("space_id", "starts_on"))]
        constraints = [
            CheckConstraint(
                "amount >= 0 AND vat_rate BETWEEN 0 AND 100", "space_price_numbers_in_range"
            ),
            # One that ends on its first day was taken back before it began.
            CheckConstraint("ends_on >= starts_on", "space_price_period_in_order"),
        ]


class Connectivity(Row):
    """A line of a site or a space, or a count of an operator's connections, as of a day."""

    site: fields.ForeignKeyNullableRelation[Site] = fields.ForeignKeyField(
        "hub.Site", related_name="connectivity", on_delete=fields.RESTRICT, null=True
    )
    site_id: UUID | None
    space: fields.ForeignKeyNullableRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="connectivity", on_delete=fields.RESTRICT, null=True
    )
    space_id: UUID | None
    operator: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="operated_connectivity", on_delete=fields.RESTRICT
    )
    operator_id: UUID
    technology = fields.CharEnumField(LineTechnology, max_length=20)
    territory = fields.CharField(max_length=120, null=True)
    down_mbps = fields.DecimalField(max_digits=9, decimal_places=2, null=True)
    up_mbps = fields.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_guaranteed = fields.BooleanField(default=False)
    connections = fields.IntField(null=True)
    unit_of_count = fields.CharEnumField(UnitOfCount, max_length=20, null=True)
    counted_on = fields.DateField(null=True)
    source = fields.CharField(max_length=200, null=True)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta(Row.Meta):
        table = "connectivity"
        indexes = [
            Index(fields=("site_id", "starts_on")),
            Index(fields=("space_id", "starts_on")),
            Index(fields=("operator_id", "starts_on")),
        ]
        constraints = [
            CheckConstraint(
                "num_nonnulls(site_id, space_id, territory) = 1", "connectivity_one_place"
            ),
            CheckConstraint("down_mbps > 0 AND up_mbps > 0", "connectivity_speeds_positive"),
            # A number of connections says nothing without its unit, its day and its source.
            CheckConstraint(
                "num_nulls(connections, unit_of_count, counted_on) IN (0, 3)"
                " AND (connections IS NULL OR source IS NOT NULL) AND connections >= 0",
                "connectivity_count_has_unit",
            ),
            CheckConstraint("ends_on > starts_on", "connectivity_period_in_order"),
        ]
